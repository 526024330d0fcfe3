//! # `LINT_OPTIMIZED_INTEGRATION`: the AWS SDK where there is an optimized integration
//!
//! Optimized integrations take and give JSON where the service has JSON in a text, and some wait for their job (`.sync`).
//! The names of their errors may differ: `DynamoDB.…` instead of `DynamoDb.…`.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "End": true,
//!  "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "hello"}}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "hello"}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ResourceKind, StateKind, integrations};

/// Services whose SDK name is another one.
const NAMES: [(&str, &str); 5] = [
    ("eventbridge", "events"),
    ("sfn", "states"),
    ("bedrockruntime", "bedrock"),
    ("emrcontainers", "emr-containers"),
    ("emrserverless", "emr-serverless"),
];

/// Services that take or give JSON only in their optimized form: data has to be changed with the resource.
const OTHER_DATA: [&str; 3] = ["lambda", "states", "bedrock"];

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let ResourceKind::Integration { service, action, pattern } = &task.resource.kind else { continue };
        let Some(sdk) = service.strip_prefix("aws-sdk:") else { continue };
        let optimized = NAMES.iter().find(|(name, _)| *name == sdk).map_or(sdk, |(_, name)| name);
        let Some(integration) = integrations::find(optimized, action).filter(|i| i.patterns.has(*pattern))
        else {
            continue;
        };
        let message = format!("there is an optimized integration: `{optimized}:{}`", integration.action);
        let mut diagnostic = Diagnostic::new(Code::OptimizedIntegration, message, task.resource.range)
            .at(site.field_location("Resource"));
        // Retriers and catchers may name errors as the SDK does.
        if task.retry.is_empty() && task.catch.is_empty() && !OTHER_DATA.contains(&optimized) {
            let text = task.resource.text.replacen(&**service, optimized, 1);
            let edit = context.editor.string(task.resource.range, &text);
            diagnostic = diagnostic.fix("Use the optimized integration", vec![edit]);
        }
        report.add(diagnostic);
    }
}

//! # `SCHEMA_VALIDATION_FAILED`: a resource that nobody knows
//!
//! A Task's `Resource` is the ARN of a Lambda function, of an activity or of a service integration. Each integration
//! has its own actions and patterns: `dynamodb:query` exists only as `aws-sdk:dynamodb:query`, and Lambda has no
//! `.sync`. Express state machines have neither `.sync` nor `.waitForTaskToken` nor activities.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "End": true}
//! ```

use super::context::{Context, Report, StateSite};
use crate::integrations::{self, Support};
use crate::{Code, Diagnostic, ExecutionType, IntegrationPattern, Resource, ResourceKind, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if site.fields().get("Resource").and_then(asl_json::Node::as_str).is_none() {
            continue;
        }
        // A placeholder of a deployment tool: what it stands for is not known here. AWS itself refuses it.
        if context.lints && task.resource.text.contains("${") {
            continue;
        }
        match express(context, &task.resource) {
            Some(message) => report.schema(message, site.field_location("Resource"), task.resource.range),
            None => known(context, site, &task.resource, report),
        }
    }
}

/// What an Express state machine says.
fn express(context: &Context<'_>, resource: &Resource) -> Option<&'static str> {
    if context.execution_type != ExecutionType::Express {
        return None;
    }
    match (&resource.kind, resource.pattern()) {
        (ResourceKind::Activity, _) => Some("Express state machine does not support Activity ARN"),
        (_, IntegrationPattern::Sync | IntegrationPattern::Sync2) => {
            Some("Express state machine does not support '.sync' service integration")
        }
        // The space at the end is AWS's.
        (_, IntegrationPattern::WaitForTaskToken) => {
            Some("Express state machine does not support '.waitForTaskToken' service integration ")
        }
        _ => None,
    }
}

fn known(context: &Context<'_>, site: &StateSite<'_>, resource: &Resource, report: &mut Report) {
    let location = || site.field_location("Resource");
    if resource.text.split(':').count() < 6 || !resource.text.starts_with("arn:") {
        report.schema("Value is not a valid resource ARN", location(), resource.range);
        return;
    }
    let Some(help) = unknown(resource) else { return };
    let message = format!(
        "The resource provided {} is not recognized. The value is not a valid resource ARN, or the resource is not \
         available in this region.",
        resource.text
    );
    let mut diagnostic =
        Diagnostic::new(Code::SchemaValidationFailed, message, resource.range).at(location());
    if !help.is_empty() {
        diagnostic = diagnostic.help(help);
    }
    if let ResourceKind::Integration { service, action, pattern } = &resource.kind
        && integrations::support(service, action) == Support::UnknownAction
        && matches!(pattern, IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken)
        && integrations::has_sdk_twin(service)
    {
        let text = resource.text.replacen(&format!(":{service}:"), &format!(":aws-sdk:{service}:"), 1);
        diagnostic =
            diagnostic.fix("Use the AWS SDK integration", vec![context.editor.string(resource.range, &text)]);
    }
    report.add(diagnostic);
}

/// Why a resource is unknown; none if it is known.
fn unknown(resource: &Resource) -> Option<String> {
    let (service, action, pattern) = match &resource.kind {
        ResourceKind::LambdaFunction | ResourceKind::Activity => return None,
        ResourceKind::Unknown => return Some(String::new()),
        ResourceKind::Integration { service, action, pattern } => (service, action, *pattern),
    };
    match integrations::support(service, action) {
        Support::UnknownService => Some(format!("there is no integration `{service}`")),
        Support::UnknownAction => {
            let known: Vec<String> = integrations::actions(service)
                .map(|integration| format!("`{}`", integration.action))
                .collect();
            Some(format!("`{service}` has {}", known.join(", ")))
        }
        Support::Known(patterns) if patterns.has(pattern) => None,
        Support::Known(_) => Some(format!("`{service}:{action}` does not have this integration pattern")),
    }
}

//! # `LINT_LAMBDA_WITHOUT_RETRY`: a function call without retries
//!
//! Lambda now and then answers with a passing error (`Lambda.ServiceException`, `Lambda.AWSLambdaException`,
//! `Lambda.SdkClientException`, `Lambda.TooManyRequestsException`). AWS advises to retry these.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true,
//!  "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
//!    "Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2}]}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ResourceKind, StateKind};

const RETRY: &str = "[{\"ErrorEquals\": [\"Lambda.ServiceException\", \"Lambda.AWSLambdaException\", \
                     \"Lambda.SdkClientException\", \"Lambda.TooManyRequestsException\"], \"IntervalSeconds\": 1, \
                     \"MaxAttempts\": 3, \"BackoffRate\": 2}]";

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let lambda = match &task.resource.kind {
            ResourceKind::LambdaFunction => true,
            ResourceKind::Integration { service, .. } => &**service == "lambda",
            _ => false,
        };
        if lambda && site.fields().get("Retry").is_none() {
            let mut diagnostic = Diagnostic::new(
                Code::LambdaWithoutRetry,
                "passing errors of Lambda are not retried",
                task.resource.range,
            )
            .at(site.field_location("Resource"));
            if let Some(edit) = context.editor.add_field(&site.member.value, "Resource", "Retry", RETRY) {
                diagnostic = diagnostic.fix("Retry Lambda's passing errors", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

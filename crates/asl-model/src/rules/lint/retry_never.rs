//! # `LINT_RETRY_NEVER`: a retrier that never retries
//!
//! `"MaxAttempts": 0` says that these errors are not retried. Waiting times beside it are never used.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "hello"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5, "MaxAttempts": 0}]}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "hello"},
//!  "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0},
//!    {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5, "MaxAttempts": 2}]}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for object in context.objects.iter().filter(|o| o.schema.is_some_and(|schema| schema.name == "Retrier")) {
        let fields = object.fields();
        let times = ["IntervalSeconds", "BackoffRate", "MaxDelaySeconds", "JitterStrategy"];
        let Some(attempts) = fields.get("MaxAttempts").filter(|_| fields.integer("MaxAttempts") == Some(0))
        else {
            continue;
        };
        if times.iter().any(|name| fields.get(name).is_some()) {
            let message = "no attempt, no waiting time: these errors are not retried";
            report.add(
                Diagnostic::new(Code::RetryNever, message, attempts.range)
                    .at(object.field_location("MaxAttempts")),
            );
        }
    }
}

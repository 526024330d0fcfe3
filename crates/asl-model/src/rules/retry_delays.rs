//! # `SCHEMA_VALIDATION_FAILED`: a longest delay below the first one
//!
//! `MaxDelaySeconds` limits the growing waiting times of a retrier; it must be greater than `IntervalSeconds`.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": "m"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60, "MaxDelaySeconds": 30}], "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": "m"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60, "MaxDelaySeconds": 300}], "End": true}
//! ```

use super::context::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in context.objects.iter().filter(|o| o.schema.is_some_and(|schema| schema.name == "Retrier")) {
        let fields = object.fields();
        let (Some(most), Some(node)) = (fields.integer("MaxDelaySeconds"), fields.get("MaxDelaySeconds"))
        else {
            continue;
        };
        if most <= fields.integer("IntervalSeconds").unwrap_or(1) && most > 0 {
            // UNVERIFIED(aws): the wording.
            let message = "MaxDelaySeconds must be greater than IntervalSeconds";
            report.schema(message, object.field_location("MaxDelaySeconds"), node.range);
        }
    }
}

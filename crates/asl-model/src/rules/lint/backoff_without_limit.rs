//! # `LINT_BACKOFF_WITHOUT_LIMIT`: waiting times that grow beyond a day
//!
//! Each waiting time is the one before, times `BackoffRate`. With many attempts the last ones are days or years long;
//! `MaxDelaySeconds` sets a limit.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": "m"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "MaxAttempts": 20, "BackoffRate": 2}], "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody": "m"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "MaxAttempts": 20, "BackoffRate": 2,
//!    "MaxDelaySeconds": 600}], "End": true}
//! ```

use crate::lower::Fields;
use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic};

const DAY: f64 = 86_400.0;

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for object in context.objects.iter().filter(|o| o.schema.is_some_and(|schema| schema.name == "Retrier")) {
        let fields = object.fields();
        if fields.get("MaxDelaySeconds").is_some() {
            continue;
        }
        let last = longest_wait(fields);
        if last > DAY {
            let days = (last / DAY).min(1e6).round_ties_even() as u32;
            let message = format!("the last waiting time is {days} days");
            let range = fields.get("MaxAttempts").map_or(object.anchor, |node| node.range);
            let mut diagnostic =
                Diagnostic::new(Code::BackoffWithoutLimit, message, range).at(object.own_location());
            if let Some(edit) =
                context.editor.add_field(object.node, "BackoffRate", "MaxDelaySeconds", "3600")
            {
                diagnostic = diagnostic.fix("Wait an hour at most", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

/// The waiting time before the last attempt, in seconds, found by multiplying so that it is the same on every machine.
fn longest_wait(fields: Fields<'_>) -> f64 {
    let number = |name, absent| fields.float(name).unwrap_or(absent);
    let (mut wait, rate) = (number("IntervalSeconds", 1.0), number("BackoffRate", 2.0));
    let attempts = number("MaxAttempts", 3.0);
    let mut attempt = 1.0;
    while attempt < attempts && wait <= DAY * 1e6 && rate > 1.0 {
        wait *= rate;
        attempt += 1.0;
    }
    if attempts < 1.0 { 0.0 } else { wait }
}

//! # `LINT_LAMBDA_TIMEOUT`: a timeout that a function never reaches
//!
//! A Lambda function ends after 900 seconds at most. A longer timeout of the task has no effect, unless the task waits for
//! a callback.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!  "TimeoutSeconds": 3600, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!  "TimeoutSeconds": 900, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::lint::calls_function;
use crate::{Code, Diagnostic, Dynamic, StateKind, TextEdit};

/// The longest life of a call, in seconds. Source: Lambda quotas.
const LONGEST: i64 = 900;

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let Some(Dynamic::Constant(seconds)) = &task.timeout_seconds else { continue };
        if *seconds > LONGEST && calls_function(task) {
            let range = site.range_of("TimeoutSeconds");
            let message = format!("a function ends after {LONGEST} seconds, so {seconds} has no effect");
            report.add(
                Diagnostic::new(Code::LambdaTimeout, message, range)
                    .at(site.field_location("TimeoutSeconds"))
                    .fix("Change to 900", vec![TextEdit::new(range, "900")]),
            );
        }
    }
}

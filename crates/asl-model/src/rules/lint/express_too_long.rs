//! # `LINT_EXPRESS_TOO_LONG`: longer than an Express workflow lives
//!
//! An Express execution ends after five minutes, whatever a state says. A longer wait or timeout never comes to its end.
//!
//! Bad (Express):
//! ```json
//! {"Type": "Wait", "Seconds": 600, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Wait", "Seconds": 60, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, Dynamic, ExecutionType, StateKind, WaitFor};

/// The life of an Express execution, in seconds.
const LIFE: i64 = 300;

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    if context.execution_type != ExecutionType::Express {
        return;
    }
    for site in &context.states {
        let (field, seconds) = match &site.state.kind {
            StateKind::Wait(wait) => match &wait.wait_for {
                WaitFor::Seconds(Dynamic::Constant(seconds)) => ("Seconds", *seconds),
                _ => continue,
            },
            StateKind::Task(task) => match &task.timeout_seconds {
                Some(Dynamic::Constant(seconds)) => ("TimeoutSeconds", *seconds),
                _ => continue,
            },
            _ => continue,
        };
        if seconds > LIFE {
            let message =
                format!("{seconds} seconds are longer than the five minutes an Express execution lives");
            report.add(
                Diagnostic::new(Code::ExpressTooLong, message, site.range_of(field))
                    .at(site.field_location(field)),
            );
        }
    }
}

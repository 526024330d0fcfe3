//! # `LINT_CHILD_ERROR_NAME`: a nested execution's own error name
//!
//! When a nested execution (`states:startExecution.sync`) fails, the task's error is `States.TaskFailed`, whatever the
//! child's own error was; that stands in the cause. A catcher or retrier for the child's error never matches.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "TimeoutSeconds": 600,
//!    "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"}, "End": true,
//!    "Catch": [{"ErrorEquals": ["PaymentRefused"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "TimeoutSeconds": 600,
//!    "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"}, "End": true,
//!    "Catch": [{"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::lint::each_error_name;
use crate::{Code, Diagnostic, IntegrationPattern, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    each_error_name(context, |site, name, range, location| {
        let StateKind::Task(task) = &site.state.kind else { return };
        let nested = matches!(
            &task.resource.kind,
            ResourceKind::Integration { service, pattern: IntegrationPattern::Sync | IntegrationPattern::Sync2, .. }
                if &**service == "states"
        );
        if nested && !name.starts_with("States.") && !name.starts_with("StepFunctions.") {
            let message =
                format!("`{name}` never arrives here: a failed nested execution gives `States.TaskFailed`");
            report.add(
                Diagnostic::new(Code::ChildErrorName, message, range)
                    .at(location())
                    .help("catch `States.TaskFailed` and look into the cause"),
            );
        }
    });
}

//! # `LINT_TIMEOUT_NOT_CAUGHT`: a timeout that the catcher misses
//!
//! `States.TaskFailed` stands for every error but `States.Timeout`. A task with a timeout whose catchers name only
//! `States.TaskFailed` lets the timeout through.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!    "TimeoutSeconds": 60, "End": true, "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"]}],
//!    "Catch": [{"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!    "TimeoutSeconds": 60, "End": true, "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"]}],
//!    "Catch": [{"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```

use asl_json::Node;

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let timed = task.timeout_seconds.is_some() || task.heartbeat_seconds.is_some();
        let names = || task.catch.iter().flat_map(|catcher| &catcher.error_equals);
        let takes_timeout = names()
            .any(|name| matches!(&**name, "States.ALL" | "States.Timeout" | "States.HeartbeatTimeout"));
        if !timed || takes_timeout {
            continue;
        }
        for (index, entry) in site.fields().items("Catch").iter().enumerate() {
            let items = entry.get("ErrorEquals").and_then(Node::items).unwrap_or(&[]);
            let Some(node) = items.iter().find(|item| item.as_str() == Some("States.TaskFailed")) else {
                continue;
            };
            let mut diagnostic = Diagnostic::new(
                Code::TimeoutNotCaught,
                "`States.TaskFailed` does not take this task's timeout",
                node.range,
            )
            .at(format!("{}/Catch[{index}]/ErrorEquals", site.location()));
            if let Some(edit) = context.editor.add_item(node.range, "States.Timeout") {
                diagnostic = diagnostic.fix("Add `States.Timeout`", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

//! # `LINT_CALLBACK_WITHOUT_TIMEOUT`: a callback without a timeout
//!
//! A task with `.waitForTaskToken` or an activity waits for an answer. If it never comes, the execution stays open for a
//! year. `TimeoutSeconds` or `HeartbeatSeconds` sets a limit.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
//!  "Parameters": {"QueueUrl": "https://q", "MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 86400,
//!  "Parameters": {"QueueUrl": "https://q", "MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, IntegrationPattern, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let waits = task.resource.pattern() == IntegrationPattern::WaitForTaskToken
            || task.resource.kind == ResourceKind::Activity;
        let limited = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"]
            .iter()
            .any(|field| site.fields().get(field).is_some());
        if waits && !limited {
            let mut diagnostic = Diagnostic::new(
                Code::CallbackWithoutTimeout,
                "without a timeout this task waits up to a year for its answer",
                task.resource.range,
            )
            .at(site.field_location("Resource"));
            if let Some(edit) =
                context.editor.add_field(&site.member.value, "Resource", "TimeoutSeconds", "86400")
            {
                diagnostic = diagnostic.fix("Add a timeout of one day", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

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

use super::waits_without_end;
use crate::rules::context::{Context, Report};
use crate::{Code, IntegrationPattern, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let waits = task.resource.pattern() == IntegrationPattern::WaitForTaskToken
            || task.resource.kind == ResourceKind::Activity;
        let limited = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"]
            .iter()
            .any(|field| site.fields().get(field).is_some());
        if waits && !limited {
            let message = "without a timeout this task waits up to a year for its answer";
            report.add(waits_without_end(context, site, task, Code::CallbackWithoutTimeout, message));
        }
    }
}

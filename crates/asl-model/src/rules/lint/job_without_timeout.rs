//! # `LINT_JOB_WITHOUT_TIMEOUT`: a job without a timeout
//!
//! A `.sync` task waits until the job is done, however long that takes. A timeout keeps a job that hangs from holding the
//! execution.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"},
//!  "TimeoutSeconds": 7200, "End": true}
//! ```

use super::waits_without_end;
use crate::rules::context::{Context, Report};
use crate::{Code, IntegrationPattern, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let job = matches!(task.resource.pattern(), IntegrationPattern::Sync | IntegrationPattern::Sync2);
        if job && task.timeout_seconds.is_none() {
            let message = "without `TimeoutSeconds` this task waits for its job without limit";
            report.add(waits_without_end(context, site, task, Code::JobWithoutTimeout, message));
        }
    }
}

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

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, IntegrationPattern, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let job = matches!(task.resource.pattern(), IntegrationPattern::Sync | IntegrationPattern::Sync2);
        if job && task.timeout_seconds.is_none() {
            let mut diagnostic = Diagnostic::new(
                Code::JobWithoutTimeout,
                "without `TimeoutSeconds` this task waits for its job without limit",
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

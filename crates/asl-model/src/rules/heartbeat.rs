//! # `SCHEMA_VALIDATION_FAILED`: a heartbeat that is not shorter than the timeout
//!
//! `HeartbeatSeconds` must be smaller than `TimeoutSeconds`; otherwise the timeout always strikes first.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
//!  "TimeoutSeconds": 60, "HeartbeatSeconds": 60, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
//!  "TimeoutSeconds": 60, "HeartbeatSeconds": 20, "End": true}
//! ```

use super::context::{Context, Report};
use crate::{Dynamic, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if let (Some(Dynamic::Constant(timeout)), Some(Dynamic::Constant(heartbeat))) =
            (&task.timeout_seconds, &task.heartbeat_seconds)
            && heartbeat >= timeout
        {
            let message = "HeartbeatSeconds must be smaller than TimeoutSeconds";
            report.schema(
                message,
                site.field_location("HeartbeatSeconds"),
                site.range_of("HeartbeatSeconds"),
            );
        }
    }
}

//! # `TOO_DEEPLY_NESTED`: too many workflows in one another
//!
//! Parallel and Map states can hold further ones, but not without end. AWS does not publish its limit; here it is 64
//! levels, and what lies deeper is not read.
//!
//! Good:
//! ```json
//! {"Type": "Parallel", "End": true, "Branches": [
//!   {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
//!   {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]}
//! ```

use super::context::{Context, Report};
use crate::lower::MAX_WORKFLOW_DEPTH;
use crate::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for workflow in context.workflows.iter().filter(|workflow| workflow.depth >= MAX_WORKFLOW_DEPTH) {
        report.add(
            Diagnostic::new(Code::TooDeeplyNested, "The states are too deeply nested", workflow.node.range)
                .at(&*workflow.location),
        );
    }
}

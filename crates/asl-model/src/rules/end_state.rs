//! # `MISSING_END_STATE`: nothing ends the machine
//!
//! At least one state at the top level must be terminal: a Succeed, a Fail, or a state with `"End": true`.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}
//! ```

use super::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind, Transition};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    if is_missing(context) {
        let key = context.root.member("States").map_or(context.root.range, |member| member.key_range);
        report.add(Diagnostic::new(Code::MissingEndState, "Workflow has no terminal state", key));
    }
}

/// Whether no state at the top level is terminal. A state whose type or transition is wrong has a diagnostic already
/// and might become terminal.
pub(super) fn is_missing(context: &Context<'_>) -> bool {
    let states = &context.machine.workflow.states;
    !states.is_empty()
        && !states.values().any(|state| {
            matches!(state.kind, StateKind::Succeed(_) | StateKind::Fail(_) | StateKind::Unknown { .. })
                || matches!(state.transition(), Some(Transition::End | Transition::Missing))
        })
}

//! # `LINT_UNKNOWN_ERROR_NAME`: an error name that does not exist
//!
//! Names that begin with `States.` are reserved; this one is not among them, so nothing ever raises it.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Retry": [{"ErrorEquals": ["States.TimeOut"]}]}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Retry": [{"ErrorEquals": ["States.Timeout"]}]}}
//! ```

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::rules::context::{Context, Report};
use crate::rules::lint::each_error_name;
use crate::rules::text;
use crate::{Code, Diagnostic, Dynamic, FailState, StateKind};

/// The reserved names. Source: Developer Guide, "Handling errors".
pub(crate) const RESERVED: [&str; 19] = [
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "States.HeartbeatTimeout",
    "States.Permissions",
    "States.DataLimitExceeded",
    "States.QueryEvaluationError",
    "States.Runtime",
    "States.BranchFailed",
    "States.ExceedToleratedFailureThreshold",
    "States.ItemReaderFailed",
    "States.ResultWriterFailed",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.ResultPathMatchFailure",
    "States.ReferencePathConflict",
    "States.Http.StatusCode.",
];

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    let raised = raised_by_fail_states(context);
    each_error_name(context, |_, name, range, location| {
        if raised.contains(name)
            || !name.starts_with("States.")
            || RESERVED.contains(&name)
            || name.starts_with("States.Http.StatusCode.")
        {
            return;
        }
        let mut diagnostic =
            Diagnostic::new(Code::UnknownErrorName, format!("there is no error `{name}`"), range)
                .at(location());
        if let Some(meant) = text::nearest(name, RESERVED) {
            diagnostic = diagnostic
                .help(format!("did you mean `{meant}`?"))
                .fix(format!("Change to `{meant}`"), vec![context.editor.string(range, meant)]);
        }
        report.add(diagnostic);
    });
}

/// The errors that the machine's own Fail states raise, whatever they are called.
fn raised_by_fail_states<'a>(context: &Context<'a>) -> IndexSet<&'a str, FixedState> {
    let errors = context.states.iter().filter_map(|site| match &site.state.kind {
        StateKind::Fail(FailState { error: Some(Dynamic::Constant(error)), .. }) => Some(&**error),
        _ => None,
    });
    errors.collect()
}

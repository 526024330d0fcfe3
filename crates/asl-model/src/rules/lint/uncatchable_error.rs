//! # `LINT_UNCATCHABLE_ERROR`: a retrier or catcher that can never match
//!
//! `States.Runtime` ends the execution; no retrier and no catcher sees it, not even one that names it. What the
//! specification calls `States.ParameterPathFailure`, `States.IntrinsicFailure` and `States.NoChoiceMatched` arrives on
//! AWS as `States.Runtime`.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Catch": [{"ErrorEquals": ["States.Runtime"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::lint::each_error_name;
use crate::{Code, Diagnostic};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    each_error_name(context, |_, name, range, location| {
        let message = match name {
            "States.Runtime" => {
                "`States.Runtime` is never retried or caught: it always ends the execution".to_owned()
            }
            "States.ParameterPathFailure" | "States.IntrinsicFailure" | "States.NoChoiceMatched" => {
                format!("AWS reports `{name}` as `States.Runtime`, which is never retried or caught")
            }
            _ => return,
        };
        report.add(Diagnostic::new(Code::UncatchableError, message, range).at(location()));
    });
}

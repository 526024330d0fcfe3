//! # `LINT_FAIL_WITHOUT_ERROR`: a Fail state that does not say why
//!
//! Without `Error` and `Cause` the history shows a failure without a reason, and no retrier or catcher around can tell it
//! from others.
//!
//! Bad:
//! ```json
//! {"Type": "Fail"}
//! ```
//! Good:
//! ```json
//! {"Type": "Fail", "Error": "OrderRefused", "Cause": "The order has no items."}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Fail(_) = &site.state.kind else { continue };
        if ["Error", "ErrorPath", "Cause", "CausePath"].iter().all(|field| site.fields().get(field).is_none())
        {
            report.add(
                Diagnostic::new(
                    Code::FailWithoutError,
                    "neither `Error` nor `Cause` says what went wrong",
                    site.member.key_range,
                )
                .at(site.location()),
            );
        }
    }
}

//! # `LINT_SINGLE_BRANCH`: a Parallel state with one branch
//!
//! One branch runs parallel to nothing. It is of use to retry or catch several states at once; if that is not the
//! purpose, the states can stand outside.
//!
//! Bad:
//! ```json
//! {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]}
//! ```
//! Good:
//! ```json
//! {"Type": "Parallel", "End": true, "Branches": [
//!   {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Parallel(parallel) = &site.state.kind else { continue };
        if parallel.branches.len() == 1 && parallel.retry.is_empty() && parallel.catch.is_empty() {
            report.add(
                Diagnostic::new(
                    Code::SingleBranch,
                    "one branch runs parallel to nothing",
                    site.member.key_range,
                )
                .at(site.location()),
            );
        }
    }
}

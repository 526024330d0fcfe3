//! # `LINT_CHOICE_WITHOUT_DEFAULT`: a Choice without `Default`
//!
//! When no rule fits and there is no `Default`, the execution fails with `States.NoChoiceMatched`, which nothing can catch
//! in the Choice itself.
//!
//! Bad:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Done"}]},
//!  "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Done"}], "Default": "Other"},
//!  "Done": {"Type": "Succeed"}, "Other": {"Type": "Succeed"}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{ChoiceCondition, Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Choice(choice) = &site.state.kind else { continue };
        let always =
            choice.choices.iter().any(|rule| matches!(rule.condition, ChoiceCondition::Constant(true)));
        if site.fields().get("Default").is_none() && !always && !choice.choices.is_empty() {
            report.add(
                Diagnostic::new(
                    Code::ChoiceWithoutDefault,
                    "no `Default`: when no rule fits, the execution fails",
                    site.member.key_range,
                )
                .at(site.location()),
            );
        }
    }
}

//! # `LINT_SHADOWED_CHOICE_RULE`: a Choice rule that is never reached
//!
//! Rules are tried in order. One with the same condition as an earlier rule, or behind a condition that is always true,
//! is never taken.
//!
//! Bad:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [
//!    {"Variable": "$.n", "NumericEquals": 1, "Next": "Done"},
//!    {"Variable": "$.n", "NumericEquals": 1, "Next": "Other"}], "Default": "Done"},
//!  "Done": {"Type": "Succeed"}, "Other": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [
//!    {"Variable": "$.n", "NumericEquals": 1, "Next": "Done"},
//!    {"Variable": "$.n", "NumericEquals": 2, "Next": "Other"}], "Default": "Done"},
//!  "Done": {"Type": "Succeed"}, "Other": {"Type": "Succeed"}}
//! ```

use asl_json::{Node, NodeKind, TextRange, Value, to_json};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::lower::jsonata_text;
use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Choice(_) = site.state.kind else { continue };
        let mut seen: IndexMap<String, TextRange, FixedState> = IndexMap::default();
        let mut always: Option<TextRange> = None;
        for (index, rule) in site.fields().items("Choices").iter().enumerate() {
            let condition = condition_of(rule);
            let earlier = always.or_else(|| seen.get(&condition).copied());
            if let Some(earlier) = earlier {
                report.add(
                    Diagnostic::new(
                        Code::ShadowedChoiceRule,
                        "this rule is never taken: an earlier rule always fits first",
                        rule.range,
                    )
                    .at(format!("{}/Choices[{index}]", site.location()))
                    .label(earlier, "the earlier rule"),
                );
            }
            if is_always_true(rule) {
                always = always.or(Some(rule.range));
            }
            seen.entry(condition).or_insert(rule.range);
        }
    }
}

/// The rule without what it leads to.
fn condition_of(rule: &Node) -> String {
    let members = rule.members().unwrap_or(&[]).iter();
    let condition = members.filter(|m| !matches!(&*m.key, "Next" | "Assign" | "Output" | "Comment"));
    to_json(&Value::object(condition.map(|m| (m.key.clone(), m.value.to_value()))))
}

fn is_always_true(rule: &Node) -> bool {
    rule.get("Condition").is_some_and(|condition| match &condition.kind {
        NodeKind::Bool(value) => *value,
        NodeKind::String(text) => jsonata_text(text) == Some("true"),
        _ => false,
    })
}

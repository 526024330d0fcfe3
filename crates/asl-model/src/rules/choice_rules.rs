//! # `SCHEMA_VALIDATION_FAILED`: a Choice rule that cannot be decided
//!
//! A JSONPath rule is one comparison (`Variable` and one operator) or one of `And`, `Or`, `Not`; a JSONata rule has a
//! `Condition`. Only the outermost rule has a `Next`. Operands have their operator's type.
//!
//! Bad:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [
//!    {"Variable": "$.n", "NumericGreaterThan": 1, "NumericLessThan": 9, "Next": "Done"}], "Default": "Done"},
//!  "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"C": {"Type": "Choice", "Choices": [
//!    {"And": [{"Variable": "$.n", "NumericGreaterThan": 1}, {"Variable": "$.n", "NumericLessThan": 9}],
//!     "Next": "Done"}], "Default": "Done"},
//!  "Done": {"Type": "Succeed"}}
//! ```

use asl_json::{Member, Node, NodeKind};

use super::context::{Context, Report};
use super::{paths, text, timestamps};
use crate::lower::{Family, comparison_family};
use crate::schema::{CHOICE_RULE, Shape};
use crate::{QueryLanguage, StateKind};

const KINDS: [&str; 5] = ["And", "Or", "Not", "Variable", "Condition"];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Choice(_) = site.state.kind else { continue };
        let jsonpath = site.state.query_language == QueryLanguage::JsonPath;
        for (index, rule) in site.fields().items("Choices").iter().enumerate() {
            let location = format!("{}/Choices[{index}]", site.location());
            check_rule(rule, location, jsonpath, report);
        }
    }
}

/// A rule and the rules in it.
fn check_rule(rule: &Node, location: String, jsonpath: bool, report: &mut Report) {
    let mut open = vec![(rule, location, false)];
    while let Some((rule, location, nested)) = open.pop() {
        let Some(members) = rule.members() else {
            if nested && !matches!(rule.kind, NodeKind::Missing) {
                report.schema("Expected value of type [OBJECT]", location, rule.range);
            }
            continue;
        };
        one_kind(rule, members, &location, jsonpath, report);
        for member in members {
            if nested {
                nested_field(member, &location, report);
            }
            if jsonpath {
                operand(member, &location, report);
                if nested && &*member.key == "Variable" {
                    variable(member, &location, report);
                }
            }
            inner_rules(member, &location, &mut open, report);
        }
    }
}

/// Exactly one of the ways to decide, and with `Variable` exactly one operator.
fn one_kind(rule: &Node, members: &[Member], location: &str, jsonpath: bool, report: &mut Report) {
    let kinds: Vec<&Member> = members.iter().filter(|member| KINDS.contains(&&*member.key)).collect();
    if kinds.len() != 1 {
        let range = kinds.get(1).map_or(rule.range, |member| member.key_range);
        let message = format!("The object must have only one of the following fields, {}", text::list(KINDS));
        report.schema(message, location, range);
        return;
    }
    if !jsonpath || kinds.first().is_none_or(|kind| &*kind.key != "Variable") {
        return;
    }
    let operators: Vec<&Member> =
        members.iter().filter(|member| comparison_family(&member.key).is_some()).collect();
    if operators.len() != 1 {
        let all = CHOICE_RULE.fields.iter().filter(|field| matches!(field.shape, Shape::Comparison));
        let all = text::list(all.map(|field| field.name));
        let (message, range) = match operators.get(1) {
            Some(second) => ("There should only be one of the following fields", second.key_range),
            None => ("This object should have only one of the following fields", rule.range),
        };
        report.schema(format!("{message}: {all}"), location, range);
    }
}

fn nested_field(member: &Member, location: &str, report: &mut Report) {
    let known = CHOICE_RULE
        .field(&member.key)
        .is_some_and(|field| !matches!(field.name, "Next" | "Assign" | "Output"));
    if !known {
        report.schema(format!("Field '{}' is not supported", member.key), location, member.key_range);
    }
}

fn variable(member: &Member, location: &str, report: &mut Report) {
    let problem = match member.value.as_str() {
        Some(text) => paths::variable(text, &member.value),
        None => Some("Expected value of type [STRING]"),
    };
    if let Some(message) = problem {
        report.schema(message, format!("{location}/Variable"), member.value.range);
    }
}

fn operand(member: &Member, location: &str, report: &mut Report) {
    let Some((family, by_path)) = comparison_family(&member.key) else { return };
    let node = &member.value;
    let problem = match (family, by_path, &node.kind) {
        (_, _, NodeKind::Missing) => None,
        (_, true, NodeKind::String(text)) => paths::variable(text, node),
        (_, true, _) => Some("Expected value of type [STRING]"),
        (Family::String(..) | Family::Matches, _, NodeKind::String(_))
        | (Family::Numeric(..), _, NodeKind::Number(_))
        | (Family::Boolean | Family::Is(_), _, NodeKind::Bool(_)) => None,
        (Family::Timestamp(..), _, NodeKind::String(text)) => {
            (!timestamps::is_timestamp(text)).then_some("String does not match RFC3339 timestamp")
        }
        (Family::String(..) | Family::Matches | Family::Timestamp(..), ..) => {
            Some("Expected value of type [STRING]")
        }
        (Family::Numeric(..), ..) => Some("Expected value of type Double"),
        (Family::Boolean | Family::Is(_), ..) => Some("Expected value of type [BOOLEAN]"),
    };
    if let Some(message) = problem {
        report.schema(message, format!("{location}/{}", member.key), node.range);
    }
}

fn inner_rules<'a>(
    member: &'a Member,
    location: &str,
    open: &mut Vec<(&'a Node, String, bool)>,
    report: &mut Report,
) {
    let place = format!("{location}/{}", member.key);
    match (&*member.key, member.value.items()) {
        ("And" | "Or", Some([])) => report.schema("Value cannot be empty", place, member.value.range),
        ("And" | "Or", Some(rules)) => {
            open.extend(
                rules.iter().enumerate().rev().map(|(i, rule)| (rule, format!("{place}[{i}]"), true)),
            );
        }
        ("And" | "Or", None) => report.schema("Expected value of type [ARRAY]", place, member.value.range),
        ("Not", _) => open.push((&member.value, place, true)),
        _ => {}
    }
}

//! The rules of a Choice state.

use std::cmp::Ordering;

use asl_json::{Member, Node, NodeKind};

use super::{Fields, target, template};
use crate::{
    ChoiceCondition, ChoiceRule, Comparison, DataPath, DataTest, Operand, QueryLanguage, Rule, TypeTest,
};

/// One entry of `Choices`.
pub(super) fn choice_rule(node: &Node, language: QueryLanguage) -> ChoiceRule {
    let fields = Fields::of(node);
    let jsonpath = language == QueryLanguage::JsonPath;
    ChoiceRule {
        condition: if jsonpath { ChoiceCondition::Rule(rule(node)) } else { condition(fields) },
        next: target(fields, "Next"),
        output: if jsonpath { None } else { template::field(fields, "Output", language) },
        assign: template::assign(fields, language),
        comment: fields.text("Comment"),
        range: node.range,
    }
}

fn condition(fields: Fields<'_>) -> ChoiceCondition {
    match fields.get("Condition") {
        Some(Node { kind: NodeKind::Bool(constant), .. }) => ChoiceCondition::Constant(*constant),
        Some(node) => template::jsonata(node).map_or(ChoiceCondition::Invalid, ChoiceCondition::Jsonata),
        None => ChoiceCondition::Invalid,
    }
}

/// A JSONPath rule at any depth.
fn rule(node: &Node) -> Rule {
    let fields = Fields::of(node);
    if let Some(rules) = fields.get("And").and_then(Node::items) {
        return Rule::And(rules.iter().map(rule).collect());
    }
    if let Some(rules) = fields.get("Or").and_then(Node::items) {
        return Rule::Or(rules.iter().map(rule).collect());
    }
    if let Some(inner) = fields.get("Not") {
        return Rule::Not(Box::new(rule(inner)));
    }
    data_test(node, fields).map_or(Rule::Invalid, Rule::Test)
}

fn data_test(node: &Node, fields: Fields<'_>) -> Option<DataTest> {
    let variable = template::data_path(fields.get("Variable")?).ok()?;
    let members = node.members()?;
    let operator: &Member = members.iter().find(|member| comparison_family(&member.key).is_some())?;
    let comparison = comparison(operator)?;
    Some(DataTest { variable, operator: operator.key.as_ref().into(), comparison })
}

/// What a comparison operator's name says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Family {
    /// `String…`
    String(Ordering, bool),
    /// `StringMatches`
    Matches,
    /// `Numeric…`
    Numeric(Ordering, bool),
    /// `BooleanEquals`
    Boolean,
    /// `Timestamp…`
    Timestamp(Ordering, bool),
    /// `Is…`
    Is(TypeTest),
}

/// The family of an operator's name, and whether it is the `…Path` twin; none if there is no such operator.
pub(crate) fn comparison_family(operator: &str) -> Option<(Family, bool)> {
    let is = match operator {
        "IsNull" => Some(TypeTest::Null),
        "IsPresent" => Some(TypeTest::Present),
        "IsNumeric" => Some(TypeTest::Numeric),
        "IsString" => Some(TypeTest::String),
        "IsBoolean" => Some(TypeTest::Boolean),
        "IsTimestamp" => Some(TypeTest::Timestamp),
        _ => None,
    };
    if let Some(test) = is {
        return Some((Family::Is(test), false));
    }
    if operator == "StringMatches" {
        return Some((Family::Matches, false));
    }
    let (name, by_path) = match operator.strip_suffix("Path") {
        Some(name) => (name, true),
        None => (operator, false),
    };
    if name == "BooleanEquals" {
        return Some((Family::Boolean, by_path));
    }
    let ordering = |suffix: &str| match suffix {
        "Equals" => Some((Ordering::Equal, false)),
        "LessThan" => Some((Ordering::Less, false)),
        "GreaterThan" => Some((Ordering::Greater, false)),
        "LessThanEquals" => Some((Ordering::Less, true)),
        "GreaterThanEquals" => Some((Ordering::Greater, true)),
        _ => None,
    };
    let family = if let Some(suffix) = name.strip_prefix("String") {
        ordering(suffix).map(|(order, equal)| Family::String(order, equal))
    } else if let Some(suffix) = name.strip_prefix("Numeric") {
        ordering(suffix).map(|(order, equal)| Family::Numeric(order, equal))
    } else {
        ordering(name.strip_prefix("Timestamp")?).map(|(order, equal)| Family::Timestamp(order, equal))
    };
    family.map(|family| (family, by_path))
}

fn comparison(operator: &Member) -> Option<Comparison> {
    let (family, by_path) = comparison_family(&operator.key)?;
    let node = &operator.value;
    let operand = || {
        if by_path {
            DataPath::parse(node.as_str()?, node.range).ok().map(Operand::Path)
        } else {
            Some(Operand::Value(node.to_value()))
        }
    };
    Some(match family {
        Family::String(order, equal) => Comparison::String(order, equal, operand()?),
        Family::Matches => Comparison::StringMatches(node.as_str()?.into()),
        Family::Numeric(order, equal) => Comparison::Numeric(order, equal, operand()?),
        Family::Boolean => Comparison::Boolean(operand()?),
        Family::Timestamp(order, equal) => Comparison::Timestamp(order, equal, operand()?),
        Family::Is(test) => match node.kind {
            NodeKind::Bool(wanted) => Comparison::Is(test, wanted),
            _ => return None,
        },
    })
}

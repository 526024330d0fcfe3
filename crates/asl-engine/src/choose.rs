//! Deciding the rules of a Choice state.

use std::cmp::Ordering;

use asl_json::Value;
use asl_jsonpath::PathError;
use asl_model::{ChoiceCondition, Comparison, DataPath, DataTest, Operand, Rule, TypeTest};

use crate::Timestamp;
use crate::evaluate::{Evaluator, unexpected_type};
use crate::fault::Fault;

/// Whether a condition holds.
///
/// `data` is the effective input (JSONPath) or `$states` (JSONata); `index` is the rule's among the `Choices`.
pub(crate) fn holds(
    condition: &ChoiceCondition,
    data: &Value,
    index: usize,
    evaluator: &Evaluator<'_>,
) -> Result<bool, Fault> {
    match condition {
        ChoiceCondition::Constant(answer) => Ok(*answer),
        ChoiceCondition::Rule(rule) => rule_holds(rule, data, evaluator),
        ChoiceCondition::Jsonata(jsonata) => {
            let field = format!("Choices[{index}]/Condition");
            let value = evaluator.jsonata(jsonata, data, &field)?;
            value.as_bool().ok_or_else(|| unexpected_type(jsonata, &field, "boolean", &value))
        }
        ChoiceCondition::Invalid => Err(Fault::Runtime("The choice rule has no condition.".into())),
    }
}

/// Short-circuits, as AWS does. Nesting of rules is bounded by the nesting of the definition's text.
fn rule_holds(rule: &Rule, data: &Value, evaluator: &Evaluator<'_>) -> Result<bool, Fault> {
    match rule {
        Rule::And(rules) => {
            for rule in rules {
                if !rule_holds(rule, data, evaluator)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Rule::Or(rules) => {
            for rule in rules {
                if rule_holds(rule, data, evaluator)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Rule::Not(rule) => rule_holds(rule, data, evaluator).map(|answer| !answer),
        Rule::Test(test) => test_holds(test, data, evaluator),
        Rule::Invalid => Err(Fault::Runtime("The choice rule has no comparison.".into())),
    }
}

fn test_holds(test: &DataTest, data: &Value, evaluator: &Evaluator<'_>) -> Result<bool, Fault> {
    let found = evaluator.path(&test.variable, data);
    if let Comparison::Is(TypeTest::Present, wanted) = test.comparison {
        return Ok(found.is_ok() == wanted);
    }
    let value = found.map_err(|error| invalid_reference(&test.variable, &error))?;
    let operand = |operand: &Operand| match operand {
        Operand::Value(value) => Ok(value.clone()),
        Operand::Path(path) => evaluator.path(path, data).map_err(|error| invalid_reference(path, &error)),
    };
    Ok(match &test.comparison {
        Comparison::String(ordering, or_equal, with) => match (&value, operand(with)?) {
            (Value::String(a), Value::String(b)) => {
                fits(Some(a.encode_utf16().cmp(b.encode_utf16())), *ordering, *or_equal)
            }
            _ => false,
        },
        Comparison::StringMatches(pattern) => {
            value.as_str().is_some_and(|text| matches_pattern(text, pattern))
        }
        Comparison::Numeric(ordering, or_equal, with) => {
            match (value.as_number(), operand(with)?.as_number()) {
                (Some(a), Some(b)) => fits(a.partial_cmp(&b), *ordering, *or_equal),
                _ => false,
            }
        }
        Comparison::Boolean(with) => value.as_bool().is_some() && value.as_bool() == operand(with)?.as_bool(),
        Comparison::Timestamp(ordering, or_equal, with) => {
            match (instant(&value), instant(&operand(with)?)) {
                (Some(a), Some(b)) => fits(Some(a.cmp(&b)), *ordering, *or_equal),
                _ => false,
            }
        }
        Comparison::Is(test, wanted) => is(*test, &value) == *wanted,
    })
}

fn invalid_reference(path: &DataPath, error: &PathError) -> Fault {
    match error {
        PathError::NotFound { .. } => Fault::Runtime(format!(
            "Invalid path '{}': The choice state's condition path references an invalid value.",
            path.text
        )),
        other => Fault::invalid_path(&path.text, &other.to_string()),
    }
}

fn fits(found: Option<Ordering>, wanted: Ordering, or_equal: bool) -> bool {
    found == Some(wanted) || (or_equal && found == Some(Ordering::Equal))
}

fn instant(value: &Value) -> Option<Timestamp> {
    value.as_str().and_then(Timestamp::parse)
}

fn is(test: TypeTest, value: &Value) -> bool {
    match test {
        TypeTest::Null => value.is_null(),
        TypeTest::Present => true,
        TypeTest::Numeric => value.as_number().is_some(),
        TypeTest::String => value.as_str().is_some(),
        TypeTest::Boolean => value.as_bool().is_some(),
        TypeTest::Timestamp => instant(value).is_some(),
    }
}

/// `StringMatches`: `*` is any run of characters, `\*` a star, `\\` a backslash. Linear in text and pattern.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let mut parts = vec![String::new()];
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            ('*', _) => parts.push(String::new()),
            ('\\', Some(part)) => part.extend(chars.next()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    let Some((first, rest)) = parts.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return text == first };
    let Some(mut text) = text.strip_prefix(first.as_str()) else { return false };
    for part in middle {
        match text.find(part.as_str()) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    text.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn stars_match_any_run() {
        for (text, pattern, answer) in [
            ("log-1.txt", "log-*.txt", true),
            ("log-.txt", "log-*.txt", true),
            ("log.txt", "log-*.txt", false),
            ("a*b", r"a\*b", true),
            ("axb", r"a\*b", false),
            (r"a\b", r"a\\b", true),
            ("abcabc", "*abc", true),
            ("ab", "ab*b", false),
            ("", "*", true),
        ] {
            assert_eq!(matches_pattern(text, pattern), answer, "{text} {pattern}");
        }
    }
}

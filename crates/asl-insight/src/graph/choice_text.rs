//! A Choice rule as a few words: `inStock = true`, `total > 100 and not paid`.

use std::fmt::Write as _;

use asl_json::{Value, to_json};
use asl_model::{ChoiceCondition, Comparison, DataPath, DataTest, Operand, Rule, TypeTest};

/// Longest text of a label, in characters.
const LONGEST: usize = 28;
/// Rules that nest deeper are not written out.
const DEEPEST: usize = 12;
/// A full text ends after so many characters.
const LONGEST_TITLE: usize = 400;

/// The condition in full, up to a few hundred characters.
pub(crate) fn condition_text(condition: &ChoiceCondition) -> String {
    let mut text = String::new();
    match condition {
        ChoiceCondition::Rule(rule) => write_rule(rule, &mut text, 0),
        ChoiceCondition::Jsonata(expression) => text.push_str(without_brackets(&one_line(&expression.text))),
        ChoiceCondition::Constant(value) => text.push_str(if *value { "always" } else { "never" }),
        ChoiceCondition::Invalid => text.push('?'),
    }
    cut(&text, LONGEST_TITLE)
}

/// A text short enough for an edge: paths are cut down to their last names, long names to their ends.
pub(crate) fn shortened(text: &str) -> String {
    if width(text) <= LONGEST {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut word = String::new();
    for character in text.chars().chain(std::iter::once(' ')) {
        if character.is_alphanumeric() || matches!(character, '_' | '.' | '$') {
            word.push(character);
            continue;
        }
        short.push_str(&last_name(&word));
        word.clear();
        short.push(character);
    }
    cut(short.trim_end(), LONGEST)
}

/// The end of a path or of a long name: `$states.result.Job.JobStatus` is `JobStatus`.
fn last_name(word: &str) -> String {
    let is_path = word.contains('.') && word.contains(char::is_alphabetic);
    let name = if is_path { word.rsplit('.').find(|part| !part.is_empty()).unwrap_or(word) } else { word };
    let length = name.chars().count();
    if length <= 16 {
        return name.to_owned();
    }
    std::iter::once('…').chain(name.chars().skip(length - 13)).collect()
}

/// The width of a text in characters; East Asian ones count twice.
fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(character: char) -> usize {
    if u32::from(character) >= 0x1100 && character.is_alphabetic() { 2 } else { 1 }
}

/// Cuts a text after so many characters.
fn cut(text: &str, longest: usize) -> String {
    let mut width = 0;
    let mut short = String::new();
    for character in text.chars() {
        width += columns(character);
        if width > longest {
            let kept = short.trim_end().len();
            short.truncate(kept);
            short.push('…');
            break;
        }
        short.push(character);
    }
    short
}

/// A text without a pair of brackets around the whole of it.
fn without_brackets(text: &str) -> &str {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).map_or(text, str::trim)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_rule(rule: &Rule, text: &mut String, depth: usize) {
    if depth > DEEPEST || text.len() > 4 * LONGEST_TITLE {
        text.push('…');
        return;
    }
    match rule {
        Rule::And(rules) => write_all(rules, " and ", text, depth),
        Rule::Or(rules) => write_all(rules, " or ", text, depth),
        Rule::Not(inner) => {
            if let Rule::Test(DataTest { variable, comparison: Comparison::Is(kind, answer), .. }) =
                inner.as_ref()
            {
                write_type_test(variable, *kind, !*answer, text);
            } else {
                text.push_str("not ");
                write_nested(inner, text, depth);
            }
        }
        Rule::Test(data) => write_test(data, text),
        Rule::Invalid => text.push('?'),
    }
}

fn write_all(rules: &[Rule], word: &str, text: &mut String, depth: usize) {
    // `x is present and x = 1` says no more than `x = 1`.
    let guards = |rule: &Rule, at: usize| match rule {
        Rule::Test(DataTest { variable, comparison: Comparison::Is(TypeTest::Present, true), .. }) => {
            word == " and " && rules.iter().skip(at + 1).any(|other| tests(other, &variable.text))
        }
        _ => false,
    };
    let mut first = true;
    for (at, rule) in rules.iter().enumerate() {
        if guards(rule, at) {
            continue;
        }
        if !first {
            text.push_str(word);
        }
        first = false;
        if rules.len() == 1 { write_rule(rule, text, depth + 1) } else { write_nested(rule, text, depth) }
    }
}

fn tests(rule: &Rule, path: &str) -> bool {
    matches!(rule, Rule::Test(DataTest { variable, .. }) if variable.text.as_ref() == path)
}

fn write_nested(rule: &Rule, text: &mut String, depth: usize) {
    let brackets = matches!(rule, Rule::And(_) | Rule::Or(_));
    if brackets {
        text.push('(');
    }
    write_rule(rule, text, depth + 1);
    if brackets {
        text.push(')');
    }
}

fn write_test(data: &DataTest, text: &mut String) {
    let (sign, operand) = match &data.comparison {
        Comparison::Is(kind, answer) => return write_type_test(&data.variable, *kind, *answer, text),
        Comparison::StringMatches(pattern) => {
            let _ = write!(text, "{} like {pattern}", name(&data.variable));
            return;
        }
        Comparison::Boolean(operand) => ("=", operand),
        Comparison::String(_, _, operand)
        | Comparison::Numeric(_, _, operand)
        | Comparison::Timestamp(_, _, operand) => (sign(&data.operator), operand),
    };
    let value = match operand {
        Operand::Value(Value::String(value)) if value.is_empty() => "\"\"".to_owned(),
        Operand::Value(Value::String(value)) => one_line(value),
        Operand::Value(value) => to_json(value),
        Operand::Path(path) => name(path),
    };
    let _ = write!(text, "{} {sign} {value}", name(&data.variable));
}

fn sign(operator: &str) -> &'static str {
    let operator = operator.strip_suffix("Path").unwrap_or(operator);
    match operator {
        _ if operator.ends_with("LessThanEquals") => "≤",
        _ if operator.ends_with("GreaterThanEquals") => "≥",
        _ if operator.ends_with("LessThan") => "<",
        _ if operator.ends_with("GreaterThan") => ">",
        _ => "=",
    }
}

fn write_type_test(variable: &DataPath, kind: TypeTest, answer: bool, text: &mut String) {
    let words = match (kind, answer) {
        (TypeTest::Present, true) => "is present",
        (TypeTest::Present, false) => "is absent",
        (TypeTest::Null, true) => "is null",
        (TypeTest::Null, false) => "is not null",
        (TypeTest::Numeric, true) => "is a number",
        (TypeTest::Numeric, false) => "is no number",
        (TypeTest::String, true) => "is a string",
        (TypeTest::String, false) => "is no string",
        (TypeTest::Boolean, true) => "is a boolean",
        (TypeTest::Boolean, false) => "is no boolean",
        (TypeTest::Timestamp, true) => "is a timestamp",
        (TypeTest::Timestamp, false) => "is no timestamp",
    };
    let _ = write!(text, "{} {words}", name(variable));
}

/// The end of a path: `$.order.payment.status` is `status`, or `payment.status` if that is short.
fn name(path: &DataPath) -> String {
    let text = path.text.trim_start_matches("$$.").trim_start_matches("$.");
    let parts: Vec<&str> = text.split('.').collect();
    match parts.as_slice() {
        [.., before, last] if before.chars().count() + last.chars().count() <= 14 && !text.contains('(') => {
            format!("{before}.{last}")
        }
        [.., last] if !text.contains('(') => (*last).to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_the_ends_of_paths_and_values() {
        assert_eq!(shortened("total > 100"), "total > 100");
        assert_eq!(shortened("TranscriptionJobStatus = COMPLETED"), "…tionJobStatus = COMPLETED");
        assert_eq!(shortened("$states.result.Job.JobStatus = 'DONE'"), "JobStatus = 'DONE'");
        assert_eq!(shortened("$exists($states.input.customer.address)"), "$exists(address)");
        assert_eq!(shortened("a = 1 and b = 2 and c = 3 and d = 4"), "a = 1 and b = 2 and c = 3 an…");
        assert_eq!(shortened(&"注".repeat(30)).chars().count(), 14);
    }
}

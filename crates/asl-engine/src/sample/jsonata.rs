//! What a JSONata expression reads, as far as its text tells without evaluating it.
//!
//! Names and comparisons are found by their spelling. What is not understood is left alone: the worst that happens is a
//! sample with a member less.

use std::cmp::Ordering;

use asl_json::{Number, Value, parse_value};

/// A comparison of a path with a value that is written down, or a test of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Comparison {
    Equals(Value),
    NotEquals(Value),
    Beyond(Ordering, bool, Value),
    Exists(bool),
    IsTrue(bool),
}

/// A condition, as far as it is understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Test(String, Comparison),
    Unclear,
}

/// The paths (`$states.input.a`, `$order.id`) in an expression.
pub(super) fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut quote = None;
    while let Some((start, character)) = characters.next() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (Some(_), '\\') => {
                characters.next();
            }
            (None, '"' | '\'') => quote = Some(character),
            (None, '$') => {
                let path = path_at(text.get(start..).unwrap_or_default());
                let is_call =
                    text.get(start + path.len()..).is_some_and(|rest| rest.trim_start().starts_with('('))
                        && !path.contains('.');
                while characters.peek().is_some_and(|(at, _)| *at < start + path.len()) {
                    characters.next();
                }
                if path.len() > 1 && !is_call {
                    found.push(path.to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

/// The path at the beginning of a text.
fn path_at(text: &str) -> &str {
    let mut end = text.starts_with('$').into();
    let mut brackets = 0_usize;
    let mut quote = None;
    for (at, character) in text.char_indices().skip(end) {
        let goes_on = match character {
            _ if quote == Some(character) => {
                quote = None;
                true
            }
            _ if quote.is_some() => true,
            '`' => {
                quote = Some('`');
                true
            }
            '[' => {
                let inside =
                    text.get(at + 1..).and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside);
                let plain = inside.is_some_and(|inside| inside.trim().parse::<i64>().is_ok());
                brackets += usize::from(plain);
                plain
            }
            ']' if brackets > 0 => {
                brackets -= 1;
                true
            }
            '-' => brackets > 0,
            '.' => text.get(at + 1..).is_some_and(|rest| {
                rest.starts_with(|next: char| next.is_alphabetic() || matches!(next, '_' | '`' | '*'))
            }),
            // `.**.name`, but not a product.
            '*' => text.get(..at).is_some_and(|before| before.ends_with(['.', '*'])),
            _ => character.is_alphanumeric() || character == '_',
        };
        if !goes_on {
            break;
        }
        end = at + character.len_utf8();
    }
    // `$states.input.a.$sum(…)`: the call is no part of the path.
    text.get(..end).unwrap_or_default().trim_end_matches('.')
}

/// Whether the whole of an expression is one path.
pub(super) fn is_path(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('$') && path_at(text).len() == text.len()
}

/// The paths that an expression reads from parsed texts: of `$parse($states.result.body).id`, both.
pub(super) fn parsed_paths(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, call) in text.match_indices("$parse(") {
        let rest = text.get(at + call.len()..).unwrap_or_default();
        let path = path_at(rest);
        let after = rest.get(path.len()..).and_then(|rest| rest.trim_start().strip_prefix(')'));
        if let (false, Some(after)) = (path.is_empty(), after) {
            let member = format!("${}", after.trim_start_matches('.'));
            let member =
                if after.starts_with(['.', '[']) { path_at(&member).to_owned() } else { "$".to_owned() };
            found.push((path.to_owned(), member));
        }
    }
    found
}

/// The argument of a call that is the whole expression: `$parse(x)` is `x`.
pub(super) fn argument<'t>(text: &'t str, function: &str) -> Option<&'t str> {
    let inside = text.trim().strip_prefix(function)?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    closes(inside).then(|| inside.trim())
}

/// Whether brackets in a text are balanced and never closed before they are opened.
fn closes(text: &str) -> bool {
    let mut open = 0_usize;
    for character in text.chars() {
        match character {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => match open.checked_sub(1) {
                Some(fewer) => open = fewer,
                None => return false,
            },
            _ => {}
        }
    }
    open == 0
}

/// Reads a condition.
pub(super) fn condition(text: &str) -> Condition {
    condition_at(text, 0)
}

fn condition_at(text: &str, depth: usize) -> Condition {
    let text = text.trim();
    if depth > 16 {
        return Condition::Unclear;
    }
    if let Some(inside) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'))
        && closes(inside)
    {
        return condition_at(inside, depth + 1);
    }
    for (word, join) in
        [(" or ", Condition::Any as fn(Vec<Condition>) -> Condition), (" and ", Condition::All)]
    {
        let parts = split(text, word);
        if parts.len() > 1 {
            return join(parts.into_iter().map(|part| condition_at(part, depth + 1)).collect());
        }
    }
    if let Some(inside) = argument(text, "$not") {
        return negated(condition_at(inside, depth + 1));
    }
    if let Some(inside) = argument(text, "$exists").or_else(|| argument(text, "$boolean")) {
        return if is_path(inside) {
            Condition::Test(inside.to_owned(), Comparison::Exists(true))
        } else {
            Condition::Unclear
        };
    }
    if is_path(text) {
        return Condition::Test(text.to_owned(), Comparison::IsTrue(true));
    }
    membership(text).or_else(|| comparison(text)).unwrap_or(Condition::Unclear)
}

/// `path in ["a", "b"]`
fn membership(text: &str) -> Option<Condition> {
    let parts = split(text, " in ");
    let [path, list] = parts.as_slice() else { return None };
    let (path, list) = (unwrapped(path.trim()), literal(list.trim())?);
    let tests = list
        .as_array()?
        .iter()
        .map(|value| Condition::Test(path.to_owned(), Comparison::Equals(value.clone())));
    is_path(path).then(|| Condition::Any(tests.collect()))
}

fn negated(condition: Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::Any(parts.into_iter().map(negated).collect()),
        Condition::Any(parts) => Condition::All(parts.into_iter().map(negated).collect()),
        Condition::Test(path, comparison) => {
            let comparison = match comparison {
                Comparison::Equals(value) => Comparison::NotEquals(value),
                Comparison::NotEquals(value) => Comparison::Equals(value),
                Comparison::Exists(answer) => Comparison::Exists(!answer),
                Comparison::IsTrue(answer) => Comparison::IsTrue(!answer),
                Comparison::Beyond(ordering, equal, value) => {
                    Comparison::Beyond(ordering.reverse(), !equal, value)
                }
            };
            Condition::Test(path, comparison)
        }
        Condition::Unclear => Condition::Unclear,
    }
}

/// `path sign literal` or `literal sign path`.
fn comparison(text: &str) -> Option<Condition> {
    for sign in ["!=", ">=", "<=", "=", ">", "<"] {
        let parts = split(text, sign);
        let [left, right] = parts.as_slice() else { continue };
        let (left, right) = (left.trim(), right.trim());
        let (path, value, turned) = match (literal(left), literal(right)) {
            (None, Some(value)) if is_path(unwrapped(left)) => (unwrapped(left), value, false),
            (Some(value), None) if is_path(unwrapped(right)) => (unwrapped(right), value, true),
            _ => return None,
        };
        let beyond = |ordering: Ordering, equal| {
            Comparison::Beyond(if turned { ordering.reverse() } else { ordering }, equal, value.clone())
        };
        let comparison = match sign {
            "=" => Comparison::Equals(value),
            "!=" => Comparison::NotEquals(value),
            ">" => beyond(Ordering::Greater, false),
            "<" => beyond(Ordering::Less, false),
            ">=" => beyond(Ordering::Greater, true),
            _ => beyond(Ordering::Less, true),
        };
        return Some(Condition::Test(path.to_owned(), comparison));
    }
    None
}

/// `$lowercase(x)` compares about as `x` does.
fn unwrapped(text: &str) -> &str {
    ["$lowercase", "$uppercase", "$string", "$number", "$trim"]
        .iter()
        .find_map(|function| argument(text, function))
        .unwrap_or(text)
}

fn literal(text: &str) -> Option<Value> {
    match text {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "null" => return Some(Value::Null),
        _ => {}
    }
    for quote in ['\'', '"'] {
        if let Some(inside) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)) {
            return (!inside.contains(quote)).then(|| Value::from(inside));
        }
    }
    match Number::parse(text) {
        Some(number) => Some(Value::Number(number)),
        None if text.starts_with(['[', '{']) => parse_value(text).ok(),
        None => None,
    }
}

/// Splits a text where a word stands outside of brackets and quotes.
fn split<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut start, mut open, mut quote) = (0, 0_i32, None);
    let mut skip = 0;
    for (at, character) in text.char_indices() {
        if at < skip {
            continue;
        }
        match (quote, character) {
            (Some(close), _) if close == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[' | '{') => open += 1,
            (None, ')' | ']' | '}') => open -= 1,
            _ if open == 0 && text.get(at..).is_some_and(|rest| rest.starts_with(word)) => {
                // `=` is not a part of `!=`, `>=`, `<=`.
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
                if matches!(word, "=" | ">" | "<")
                    && (matches!(before, Some('!' | '<' | '>' | ':' | '~')) || after == Some('='))
                {
                    continue;
                }
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + word.len();
                skip = start;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_by_their_spelling() {
        assert_eq!(
            paths("$states.input.a.b & '$no' & $order.items[0].id"),
            ["$states.input.a.b", "$order.items[0].id"]
        );
        assert_eq!(paths("$count($states.result.Items)"), ["$states.result.Items"]);
        assert_eq!(paths("$states.input.items.$sum(x)"), ["$states.input.items"]);
        assert_eq!(paths("$a[-1].**.text * $b"), ["$a[-1].**.text", "$b"]);
        assert_eq!(paths("'$a'"), Vec::<String>::new());
    }

    #[test]
    fn parsed_texts_are_followed() {
        let found = parsed_paths("$parse($states.result.body).a.b & $parse($x)");
        assert_eq!(
            found,
            [("$states.result.body".to_owned(), "$a.b".to_owned()), ("$x".to_owned(), "$".to_owned())]
        );
    }

    #[test]
    fn conditions_are_understood() {
        let test = |path: &str, comparison| Condition::Test(path.to_owned(), comparison);
        assert_eq!(
            condition("$states.input.a = 'x'"),
            test("$states.input.a", Comparison::Equals(Value::from("x")))
        );
        assert_eq!(
            condition("(5 <= $n)"),
            test("$n", Comparison::Beyond(Ordering::Greater, true, Value::from(5)))
        );
        assert_eq!(
            condition("$exists($a.b) and $not($a.c = true)"),
            Condition::All(vec![
                test("$a.b", Comparison::Exists(true)),
                test("$a.c", Comparison::NotEquals(Value::Bool(true)))
            ])
        );
        assert_eq!(condition("$a.ok"), test("$a.ok", Comparison::IsTrue(true)));
        assert_eq!(
            condition("$a = [] or $b in ['x', 'y']"),
            Condition::Any(vec![
                test("$a", Comparison::Equals(Value::array(Vec::new()))),
                Condition::Unclear
            ])
        );
        assert_eq!(
            condition("$b in [\"x\"]"),
            Condition::Any(vec![test("$b", Comparison::Equals(Value::from("x")))])
        );
        assert_eq!(condition("$f($a) > $b"), Condition::Unclear);
    }
}

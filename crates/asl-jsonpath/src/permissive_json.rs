//! The lenient JSON that a filter's `[…]` and `{…}` may hold: single quotes, bare words, stray commas.

use std::rc::Rc;

use asl_json::{Array, Map, Number, Object, Value};

use crate::cursor::Cursor;
use crate::unescape::unescape;

/// Levels of nesting beyond this are refused.
const MAX_DEPTH: u32 = 64;

/// The value of a text that starts with `[` or `{`; none if it cannot be made out.
pub(crate) fn parse(characters: &[char]) -> Option<Value> {
    let mut cursor = Cursor::new(characters);
    let value = read_value(&mut cursor, 0)?;
    skip_space(&mut cursor);
    (!cursor.in_bounds()).then_some(value)
}

fn skip_space(cursor: &mut Cursor<'_>) {
    while cursor.current().is_some_and(|c| c.is_ascii_whitespace()) {
        cursor.position += 1;
    }
}

fn read_value(cursor: &mut Cursor<'_>, depth: u32) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    skip_space(cursor);
    match cursor.current()? {
        '[' => read_array(cursor, depth),
        '{' => read_object(cursor, depth),
        '\'' | '"' => Some(Value::String(read_text(cursor, &[])?)),
        _ => {
            let word = read_text(cursor, &[',', ']', '}'])?;
            Some(match &*word {
                "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                text => number(text).map_or_else(|| Value::String(text.into()), Value::Number),
            })
        }
    }
}

fn number(text: &str) -> Option<Number> {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-').then(|| Number::parse(text))?
}

/// A quoted text, or a bare word up to one of the `ends`.
fn read_text(cursor: &mut Cursor<'_>, ends: &[char]) -> Option<Rc<str>> {
    let begin = cursor.position;
    if let Some(quote @ ('\'' | '"')) = cursor.current() {
        let close = cursor.index_of_unescaped(begin + 1, quote)?;
        cursor.position = close + 1;
        return unescape(cursor.slice(begin + 1, close)).map(Rc::from);
    }
    while cursor.current().is_some_and(|c| !ends.contains(&c)) {
        cursor.position += 1;
    }
    Some(cursor.text(begin, cursor.position).trim().into())
}

fn read_array(cursor: &mut Cursor<'_>, depth: u32) -> Option<Value> {
    cursor.position += 1;
    let mut items = Vec::new();
    loop {
        skip_space(cursor);
        match cursor.current()? {
            ']' => {
                cursor.position += 1;
                return Some(Value::Array(Array::new(items)));
            }
            ',' => cursor.position += 1,
            '}' | ':' => return None,
            _ => items.push(read_value(cursor, depth + 1)?),
        }
    }
}

fn read_object(cursor: &mut Cursor<'_>, depth: u32) -> Option<Value> {
    cursor.position += 1;
    let mut members = Map::default();
    loop {
        skip_space(cursor);
        match cursor.current()? {
            '}' => {
                cursor.position += 1;
                return Some(Value::Object(Object::new(members)));
            }
            ',' => cursor.position += 1,
            ']' | ':' => return None,
            _ => {
                let name = read_text(cursor, &[':', ',', '}', ']'])?;
                skip_space(cursor);
                if !cursor.current_is(':') {
                    return None;
                }
                cursor.position += 1;
                members.insert(name, read_value(cursor, depth + 1)?);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn give(text: &str) -> Option<String> {
        parse(&text.chars().collect::<Vec<_>>()).map(|value| value.to_string())
    }

    #[test]
    fn json_and_what_looks_like_it() {
        assert_eq!(give("['a', \"b\", 1, 1.5, null, true]").as_deref(), Some(r#"["a","b",1,1.5,null,true]"#));
        assert_eq!(give("{'a': [x, y z], b: {}}").as_deref(), Some(r#"{"a":["x","y z"],"b":{}}"#));
        assert_eq!(give("[1,,2,]").as_deref(), Some("[1,2]"));
        assert_eq!(give("[1"), None);
        assert_eq!(give("[1]]"), None);
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert_eq!(give(&"[".repeat(100_000)), None);
    }
}

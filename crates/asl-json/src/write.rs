//! From values to JSON text.

use std::fmt::Write as _;

use crate::{Number, Value};

/// Compact JSON text: no spaces, members in their order, `/` and non-ASCII characters as they are.
pub fn to_json(value: &Value) -> String {
    let mut text = String::new();
    write(value, None, &mut text);
    text
}

/// JSON text with line breaks and `indent` spaces a level; empty containers stay on one line.
pub fn to_json_pretty(value: &Value, indent: usize) -> String {
    let mut text = String::new();
    write(value, Some(indent), &mut text);
    text
}

enum Open<'a> {
    Array(std::slice::Iter<'a, Value>),
    Object(crate::map::Iter<'a>),
}

/// Works without recursion: depth of nesting costs heap, not stack.
fn write(value: &Value, indent: Option<usize>, out: &mut String) {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    let mut first = true;
    loop {
        if let Some(value) = next.take() {
            match value {
                Value::Null => out.push_str("null"),
                Value::Bool(true) => out.push_str("true"),
                Value::Bool(false) => out.push_str("false"),
                Value::Number(number) => write_number(*number, out),
                Value::String(text) => write_string(text, out),
                Value::Array(array) if array.is_empty() => out.push_str("[]"),
                Value::Object(object) if object.is_empty() => out.push_str("{}"),
                Value::Array(array) => {
                    out.push('[');
                    open.push(Open::Array(array.iter()));
                    first = true;
                }
                Value::Object(object) => {
                    out.push('{');
                    open.push(Open::Object(object.iter()));
                    first = true;
                }
            }
        }
        let depth = open.len();
        let Some(top) = open.last_mut() else { return };
        let (key, child, close) = match top {
            Open::Array(items) => (None, items.next(), ']'),
            Open::Object(members) => match members.next() {
                Some((key, value)) => (Some(key), Some(value), '}'),
                None => (None, None, '}'),
            },
        };
        if let Some(child) = child {
            if !first {
                out.push(',');
            }
            new_line(indent, depth, out);
            if let Some(key) = key {
                write_string(key, out);
                out.push_str(if indent.is_some() { ": " } else { ":" });
            }
            next = Some(child);
        } else {
            open.pop();
            new_line(indent, open.len(), out);
            out.push(close);
        }
        first = false;
    }
}

fn new_line(indent: Option<usize>, depth: usize, out: &mut String) {
    if let Some(indent) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent * depth));
    }
}

fn write_number(number: Number, out: &mut String) {
    let _ = write!(out, "{number}");
}

fn escape(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        0x08 => "\\b",
        0x0c => "\\f",
        _ => return None,
    })
}

/// Writes a quoted JSON string.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (offset, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(plain..offset).unwrap_or(""));
        match escape(byte) {
            Some(short) => out.push_str(short),
            None => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        plain = offset + 1;
    }
    out.push_str(text.get(plain..).unwrap_or(""));
    out.push('"');
}

/// Bytes that [`write_string`] writes.
pub(crate) fn string_len(text: &str) -> usize {
    let extra: usize = text
        .bytes()
        .filter(|b| *b < 0x20 || *b == b'"' || *b == b'\\')
        .map(|b| escape(b).map_or(5, |_| 1))
        .sum();
    text.len() + extra + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_value;

    #[test]
    fn pretty_text_is_indented() {
        let value = parse_value(r#"{"a":[1,{}],"b":{"c":[]}}"#).unwrap();
        assert_eq!(
            to_json_pretty(&value, 2),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}"
        );
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(to_json(&Value::from("\u{1}\u{1f}\"\\/é")), r#""\u0001\u001f\"\\/é""#);
    }
}

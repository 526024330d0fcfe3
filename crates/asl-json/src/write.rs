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
    let _ = match number {
        // A digit needs no formatting.
        Number::Int(digit @ 0..=9) => out.write_char((b'0' + digit as u8) as char),
        number => write!(out, "{number}"),
    };
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

/// How many bytes from the start on stand for themselves between quotes; eight are looked at at once.
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    /// The highest bit of each byte that is zero; bytes above the first one may be wrong.
    const fn zeros(word: u64) -> u64 {
        word.wrapping_sub(ONES) & !word
    }
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let special = (control | zeros(word ^ (ONES * 0x22)) | zeros(word ^ (ONES * 0x5c))) & (ONES * 0x80);
        if special != 0 {
            return at * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    words.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Writes a quoted JSON string.
pub fn write_string(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some((plain, more)) = rest.split_at_checked(plain_len(rest.as_bytes())) {
        out.push_str(plain);
        let Some(byte) = more.bytes().next() else { break };
        match escape(byte) {
            Some(short) => out.push_str(short),
            None => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        rest = more.get(1..).unwrap_or("");
    }
    out.push('"');
}

/// Bytes that [`write_string`] writes.
pub(crate) fn string_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut extra) = (plain_len(bytes), 0);
    while let Some(byte) = bytes.get(at) {
        extra += escape(*byte).map_or(5, |_| 1);
        at += 1 + plain_len(bytes.get(at + 1..).unwrap_or_default());
    }
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
    fn strings_are_as_long_as_their_text() {
        let characters = ['a', '"', '\\', '\u{1}', '\u{7f}', 'é', '日', '𝄞', '\u{80}', '!', '#', '\n'];
        for length in 0..40 {
            for special in characters {
                for at in 0..=length {
                    let mut text = "x]".repeat(length / 2) + &"é".repeat(length % 2);
                    if text.is_char_boundary(at) {
                        text.insert(at, special);
                    }
                    let written = to_json(&Value::from(text.as_str()));
                    assert_eq!(string_len(&text), written.len(), "{text:?}");
                    assert_eq!(parse_value(&written).unwrap(), Value::from(text));
                }
            }
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(to_json(&Value::from("\u{1}\u{1f}\"\\/é")), r#""\u0001\u001f\"\\/é""#);
    }
}

//! JSON text as JavaScript writes it: for `$string`, for messages, and to copy a value through its text.

use std::fmt::Write as _;
use std::rc::Rc;

use asl_json::decimal::{Digits, Ties};
use asl_json::write::write_string;
use asl_json::{Array, Map, Number, Object, Value};

use crate::error::{Fault, Outcome};
use crate::evaluate::unwrap_input;
use crate::sequence::is_function;

/// How to write.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// Numbers have at most 15 digits, and infinities are errors.
    rounded: bool,
    pretty: bool,
}

/// A number as JavaScript prints it: whole ones without fraction.
pub(crate) fn number_text(number: Number) -> String {
    match number {
        Number::Int(i) => i.to_string(),
        Number::Float(f) => ryu_js::Buffer::new().format(f).to_owned(),
    }
}

fn has_15_digits(text: &str) -> bool {
    text.bytes().take_while(|b| *b != b'e').filter(u8::is_ascii_digit).count() <= 15
}

/// The number with at most 15 significant digits. Source: `toPrecision(15)` of ECMAScript.
pub(crate) fn to_15_digits(number: f64) -> f64 {
    if has_15_digits(ryu_js::Buffer::new().format(number)) {
        return number;
    }
    if !number.is_finite() {
        return number;
    }
    let mut digits = Digits::exact(number);
    digits.round(15, Ties::Away);
    digits.value().copysign(number)
}

/// Writes what `$string` gives.
pub(crate) fn write_string_of(value: &Value, out: &mut String) -> Outcome<()> {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Number(Number::Float(f)) if !f.is_finite() => {
            return Err(Fault::new("D3001").with_value(value.clone()));
        }
        _ if is_function(value) => {}
        _ => {
            let inner = unwrap_input(value);
            write(inner.as_ref().unwrap_or(value), Style { rounded: true, pretty: false }, out)?;
        }
    }
    Ok(())
}

/// What `$string` gives, with line breaks if asked for.
pub(crate) fn stringify(value: &Value, pretty: bool) -> Outcome<Rc<str>> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(Number::Float(f)) if !f.is_finite() => {
            Err(Fault::new("D3001").with_value(value.clone()))
        }
        Value::Number(Number::Int(i)) => Ok(i.to_string().into()),
        _ if is_function(value) => Ok("".into()),
        _ => {
            let mut text = String::new();
            let inner = unwrap_input(value);
            write(inner.as_ref().unwrap_or(value), Style { rounded: true, pretty }, &mut text)?;
            Ok(text.into())
        }
    }
}

/// What an error message shows of a value.
pub(crate) fn message_text(value: &Value) -> String {
    let mut text = String::new();
    // Without rounding nothing can fail.
    let _ = write(value, Style { rounded: false, pretty: false }, &mut text);
    text
}

enum Open<'a> {
    Array(std::slice::Iter<'a, Value>),
    Object(asl_json::MapIter<'a>),
}

/// Works without recursion: depth of nesting costs heap, not stack.
fn write(value: &Value, style: Style, out: &mut String) -> Outcome<()> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    let mut first = true;
    loop {
        if let Some(value) = next.take() {
            match value {
                Value::Array(array) if !array.is_empty() => {
                    out.push('[');
                    open.push(Open::Array(array.iter()));
                    first = true;
                }
                Value::Object(object) if !object.is_empty() => {
                    out.push('{');
                    open.push(Open::Object(object.iter()));
                    first = true;
                }
                scalar => write_scalar(scalar, style, out)?,
            }
        }
        let depth = open.len();
        let Some(top) = open.last_mut() else { return Ok(()) };
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
            new_line(style, depth, out);
            if let Some(key) = key {
                write_string(key, out);
                out.push_str(if style.pretty { ": " } else { ":" });
            }
            next = Some(child);
        } else {
            open.pop();
            new_line(style, open.len(), out);
            out.push(close);
        }
        first = false;
    }
}

fn new_line(style: Style, depth: usize, out: &mut String) {
    if style.pretty {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Scalars, empty containers and functions.
fn write_scalar(value: &Value, style: Style, out: &mut String) -> Outcome<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Number(Number::Int(i)) => {
            let _ = write!(out, "{i}");
        }
        Value::Number(Number::Float(f)) if f.is_finite() => {
            let mut buffer = ryu_js::Buffer::new();
            let text = buffer.format(*f);
            if !style.rounded || has_15_digits(text) {
                out.push_str(text);
            } else {
                out.push_str(ryu_js::Buffer::new().format(to_15_digits(*f)));
            }
        }
        Value::Number(Number::Float(f)) => {
            if style.rounded && !f.is_nan() {
                return Err(Fault::new("D1001").with_value(value.clone()));
            }
            out.push_str("null");
        }
        Value::String(text) => write_string(text, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) if is_function(value) => out.push_str("\"\""),
        Value::Object(_) => out.push_str("{}"),
    }
    Ok(())
}

enum Copying<'v> {
    Array(std::slice::Iter<'v, Value>, Vec<Value>),
    Object(asl_json::MapIter<'v>, Map, Option<Rc<str>>),
}

/// A copy in which no two places share a container, as if the value had been written and read again.
///
/// Numbers lose what `$string` would lose, functions become empty texts. Works without recursion.
pub(crate) fn clone_through_text(value: &Value) -> Value {
    map_numbers(value, |number| match number {
        Number::Float(f) if f.is_finite() => Value::from(to_15_digits(f)),
        Number::Float(_) => Value::Null,
        Number::Int(_) => Value::Number(number),
    })
}

/// A copy in which each number is replaced.
pub(crate) fn map_numbers(value: &Value, replace: impl Fn(Number) -> Value) -> Value {
    let inner = unwrap_input(value);
    let mut open: Vec<Copying<'_>> = Vec::new();
    let mut next = Some(inner.as_ref().unwrap_or(value));
    let mut done: Option<Value> = None;
    loop {
        match next.take() {
            Some(Value::Array(array)) => {
                open.push(Copying::Array(array.iter(), Vec::with_capacity(array.len())));
            }
            Some(value @ Value::Object(object)) if !is_function(value) => {
                let map = Map::with_capacity(object.len());
                open.push(Copying::Object(object.iter(), map, None));
            }
            Some(Value::Object(_)) => done = Some(Value::from("")),
            Some(Value::Number(number)) => done = Some(replace(*number)),
            Some(scalar) => done = Some(scalar.clone()),
            None => {}
        }
        match open.last_mut() {
            None => return done.unwrap_or_default(),
            Some(Copying::Array(rest, items)) => {
                items.extend(done.take());
                next = rest.next();
                if next.is_none() {
                    done = Some(Value::Array(Array::new(std::mem::take(items))));
                    open.pop();
                }
            }
            Some(Copying::Object(rest, map, key)) => {
                if let (Some(key), Some(value)) = (key.take(), done.take()) {
                    map.insert(key, value);
                }
                if let Some((name, value)) = rest.next() {
                    *key = Some(name.clone());
                    next = Some(value);
                } else {
                    done = Some(Value::Object(Object::new(std::mem::take(map))));
                    open.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_15_digits_and_ties_go_up() {
        assert_eq!(to_15_digits(22.0 / 7.0), 3.142_857_142_857_14);
        assert_eq!(to_15_digits(100_000_000_000_000.5), 100_000_000_000_001.0);
        assert_eq!(to_15_digits(0.1), 0.1);
    }
}

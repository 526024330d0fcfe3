//! What functions ask of their arguments.

use std::rc::Rc;

use asl_json::{Array, Number, Object, Value};

/// Why a function gives no value.
#[derive(Debug)]
pub(super) enum Failure {
    /// `Invalid arguments in NAME`
    Arguments,
    /// Text of its own.
    Message(String),
}

pub(super) type Outcome = Result<Value, Failure>;

/// Functions on texts take at most this many UTF-16 units.
pub(super) const MAX_CHARACTERS: usize = 10_000;

/// No function makes a text longer than this: far more than the 256 KiB that a state may put out.
pub(super) const MAX_TEXT_BYTES: usize = 16 << 20;

/// Exactly `N` arguments.
pub(super) fn exactly<const N: usize>(arguments: &[Value]) -> Result<&[Value; N], Failure> {
    arguments.try_into().map_err(|_| Failure::Arguments)
}

pub(super) fn text(value: &Value) -> Result<&Rc<str>, Failure> {
    if let Value::String(text) = value { Ok(text) } else { Err(Failure::Arguments) }
}

/// A text of at most [`MAX_CHARACTERS`].
pub(super) fn short_text(value: &Value) -> Result<&Rc<str>, Failure> {
    text(value).and_then(|text| if is_short(text) { Ok(text) } else { Err(Failure::Arguments) })
}

pub(super) fn is_short(text: &str) -> bool {
    text.len() <= MAX_CHARACTERS || text.encode_utf16().take(MAX_CHARACTERS + 1).count() <= MAX_CHARACTERS
}

pub(super) fn array(value: &Value) -> Result<&Array, Failure> {
    value.as_array().ok_or(Failure::Arguments)
}

pub(super) fn object(value: &Value) -> Result<&Object, Failure> {
    value.as_object().ok_or(Failure::Arguments)
}

/// A whole number of 32 bits; digits behind the point are cut off, as AWS does (against its documentation, which
/// has them rounded).
pub(super) fn truncated(value: &Value) -> Result<i64, Failure> {
    let number = value.as_number().ok_or(Failure::Arguments)?;
    within_32_bits(match number {
        Number::Int(int) => int,
        Number::Float(float) => float.trunc() as i64,
    })
}

/// A whole number of 32 bits; halves are rounded up, as Java's `Math.round` does.
pub(super) fn rounded(value: &Value) -> Result<i64, Failure> {
    let number = value.as_number().ok_or(Failure::Arguments)?;
    within_32_bits(match number {
        Number::Int(int) => int,
        Number::Float(float) => {
            let floor = float.floor();
            (if float - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
        }
    })
}

pub(super) fn within_32_bits(number: i64) -> Result<i64, Failure> {
    if i32::try_from(number).is_ok() { Ok(number) } else { Err(Failure::Arguments) }
}

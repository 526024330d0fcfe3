//! Numbers: integers and floating point apart, compared by value.

use std::cmp::Ordering;
use std::fmt;

use crate::decimal::parse_float;

/// A JSON number.
///
/// Integers that fit 64 bits are exact; all else is a double. AWS keeps `0` and `0.0` apart, so we do too;
/// comparison is by value (`1 == 1.0`).
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number written without fraction or exponent.
    Int(i64),
    /// Any other finite number.
    Float(f64),
}

impl Number {
    /// The value as a double.
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Int(i) => i as f64,
            Self::Float(f) => f,
        }
    }

    /// The value as an integer, if it is whole and fits (`2.0` is 2).
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Int(i) => Some(i),
            Self::Float(f) if f.fract() == 0.0 && f.abs() < 9_007_199_254_740_992.0 => Some(f as i64),
            Self::Float(_) => None,
        }
    }

    /// Whether the number was written as an integer.
    pub const fn is_int(self) -> bool {
        matches!(self, Self::Int(_))
    }

    /// The number with a whole double turned into an integer, as JSONata prints it (`2.0` becomes `2`).
    pub fn normalised(self) -> Self {
        match self {
            Self::Float(f) if f.fract() == 0.0 && f.abs() < 9_223_372_036_854_775_808.0 => {
                Self::Int(f as i64)
            }
            other => other,
        }
    }

    /// Reads a JSON number's text.
    pub fn parse(text: &str) -> Option<Self> {
        if text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
            && let Ok(int) = text.parse()
        {
            return Some(Self::Int(int));
        }
        parse_float(text).filter(|f| f.is_finite()).map(Self::Float)
    }

    /// Bytes of the number's JSON text.
    pub(crate) fn text_len(self) -> usize {
        let mut counter = Counter(0);
        let _ = fmt::Write::write_fmt(&mut counter, format_args!("{self}"));
        counter.0
    }
}

/// Counts what is written to it.
struct Counter(usize);

impl fmt::Write for Counter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    /// JSON text: shortest digits that read back the same; whole doubles below 10^15 keep their `.0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(i) => write!(f, "{i}"),
            Self::Float(x) if x.is_finite() => {
                if *x == 0.0 && x.is_sign_negative() {
                    return f.write_str("-0.0");
                }
                f.write_str(ryu_js::Buffer::new().format_finite(*x))?;
                if x.fract() == 0.0 && x.abs() < 1e15 { f.write_str(".0") } else { Ok(()) }
            }
            Self::Float(_) => f.write_str("null"),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_read() {
        for text in ["0", "-1", "0.0", "1.5", "9223372036854775807", "1e+21", "1e-7", "123456789.25"] {
            assert_eq!(Number::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn compares_by_value() {
        assert_eq!(Number::Int(1), Number::Float(1.0));
        assert!(Number::Int(i64::MAX) > Number::Int(i64::MAX - 1));
    }
}

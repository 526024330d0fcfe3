//! Values as Java prints them with `toString()`: `{a=1, b=[x, null]}`.
//!
//! AWS's service is written in Java, and this form shows in Jayway's messages and in what `States.Format` makes
//! of objects and arrays.

use std::fmt::Write as _;

use asl_json::decimal::Digits;
use asl_json::{Number, Value};

/// The text of a value: strings bare, objects as `{name=value, …}`, arrays as `[item, …]`.
///
/// Works without recursion: depth of nesting costs heap, not stack.
pub fn of(value: &Value) -> String {
    enum Part<'a> {
        Value(&'a Value),
        Text(&'a str),
    }
    let mut out = String::new();
    let mut pending = vec![Part::Value(value)];
    while let Some(part) = pending.pop() {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Value(Value::String(text)) => out.push_str(text),
            Part::Value(Value::Null) => out.push_str("null"),
            Part::Value(Value::Bool(b)) => out.push_str(if *b { "true" } else { "false" }),
            Part::Value(Value::Number(number)) => out.push_str(&self::number(*number)),
            Part::Value(Value::Array(items)) => {
                out.push('[');
                pending.push(Part::Text("]"));
                for (index, item) in items.iter().enumerate().rev() {
                    pending.push(Part::Value(item));
                    if index > 0 {
                        pending.push(Part::Text(", "));
                    }
                }
            }
            Part::Value(Value::Object(members)) => {
                out.push('{');
                pending.push(Part::Text("}"));
                for (index, (name, member)) in members.iter().enumerate().rev() {
                    pending.extend([Part::Value(member), Part::Text("="), Part::Text(name)]);
                    if index > 0 {
                        pending.push(Part::Text(", "));
                    }
                }
            }
        }
    }
    out
}

/// A number as `Long.toString` or `Double.toString` prints it: `1.0E10`, `1.0E-5`, `0.001`.
pub fn number(number: Number) -> String {
    match number {
        Number::Int(int) => int.to_string(),
        Number::Float(float) => double(float),
    }
}

/// `Double.toString`: plain digits from 10⁻³ up to 10⁷, else one digit, a point and an exponent.
fn double(float: f64) -> String {
    let magnitude = float.abs();
    if !float.is_finite() {
        let name = if float.is_nan() { "NaN" } else { "Infinity" };
        return if float.is_sign_negative() && !float.is_nan() { format!("-{name}") } else { name.into() };
    }
    let mut shortest = Digits::shortest(float);
    let exponent = shortest.exponent - 1;
    let plain = float == 0.0 || (1e-3..1e7).contains(&magnitude);
    if !plain {
        shortest.exponent = 1;
    }
    let places = shortest.digits.len().saturating_add_signed(-shortest.exponent as isize).max(1);
    let mut text = String::from(if float.is_sign_negative() { "-" } else { "" });
    text.push_str(&shortest.fixed(places));
    if !plain {
        let _ = write!(text, "E{exponent}");
    }
    text
}

/// A number as `BigDecimal.toString` prints it once it was made from the text of [`number`]: `1.0E+10`.
pub(crate) fn big_decimal(number: Number) -> String {
    let text = self::number(number);
    let Some((digits, exponent)) = text.split_once('E') else { return text };
    let Ok(exponent) = exponent.parse::<i64>() else { return text };
    let scale = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i64) - exponent;
    let negative = digits.starts_with('-');
    let unscaled: String = digits.chars().filter(char::is_ascii_digit).collect();
    let unscaled = unscaled.trim_start_matches('0');
    let count = unscaled.len() as i64;
    let adjusted = count - 1 - scale;
    let mut out = String::from(if negative { "-" } else { "" });
    if scale >= 0 && adjusted >= -6 {
        let zeros = "0".repeat(usize::try_from(scale + 1 - count).unwrap_or(0));
        let padded = format!("{zeros}{unscaled}");
        let point = padded.len() - usize::try_from(scale).unwrap_or(0);
        let (whole, fraction) = padded.split_at(point);
        out.push_str(whole);
        if !fraction.is_empty() {
            let _ = write!(out, ".{fraction}");
        }
    } else {
        let (first, rest) = unscaled.split_at(1.min(unscaled.len()));
        out.push_str(first);
        if !rest.is_empty() {
            let _ = write!(out, ".{rest}");
        }
        let _ = write!(out, "E{adjusted:+}");
    }
    out
}

/// The name of the Java class that the Jackson reader makes of a value.
pub(crate) fn class_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "java.lang.Boolean",
        Value::Number(Number::Int(int)) if i32::try_from(*int).is_ok() => "java.lang.Integer",
        Value::Number(Number::Int(_)) => "java.lang.Long",
        Value::Number(Number::Float(_)) => "java.lang.Double",
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "java.util.ArrayList",
        Value::Object(_) => "java.util.LinkedHashMap",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_json::parse_value;

    #[test]
    fn objects_look_like_java_maps() {
        let value = parse_value(r#"{"a":[1,"x",null],"b":{},"c":{"d":true,"e":1.5}}"#).unwrap();
        assert_eq!(of(&value), "{a=[1, x, null], b={}, c={d=true, e=1.5}}");
    }

    #[test]
    fn doubles_look_like_java_doubles() {
        let cases = [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (0.001, "0.001"),
            (0.0001, "1.0E-4"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (-1.25e-9, "-1.25E-9"),
            (1e300, "1.0E300"),
        ];
        for (float, text) in cases {
            assert_eq!(double(float), text);
        }
    }

    #[test]
    fn big_decimals_have_their_own_form() {
        let cases =
            [(1e7, "1.0E+7"), (1.25e10, "1.25E+10"), (0.0001, "0.00010"), (1e-9, "1.0E-9"), (12.5, "12.5")];
        for (float, text) in cases {
            assert_eq!(big_decimal(Number::Float(float)), text);
        }
    }
}

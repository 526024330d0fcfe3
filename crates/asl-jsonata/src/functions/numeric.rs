//! Functions on numbers. Integers stay integers.

use asl_json::decimal::parse_float;
use asl_json::{Number, Value};

use super::string::{number_at, text_at};
use super::{Context, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Evaluator, whole};
use crate::json_text::number_text;
use crate::sequence::Val;
use crate::signature::Arguments;

/// Whether the text is a decimal number: `-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    fits && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

/// A number with a radix prefix; NaN where the reference's pattern lets more through than it can read.
fn prefixed(text: &str) -> Option<Number> {
    let radix = match text.get(..2)? {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let digits = text.get(2..)?;
    if !digits.chars().next()?.is_digit(radix) {
        return None;
    }
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return (radix > 2).then_some(Number::Float(f64::NAN));
    }
    if let Ok(int) = i64::from_str_radix(digits, radix) {
        return Some(Number::Int(int));
    }
    let value = digits.chars().filter_map(|c| c.to_digit(radix));
    Some(Number::Float(value.fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit))))
}

pub(super) fn number(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(value) = take(&mut arguments, 0) else { return Ok(None) };
    let number = match &value {
        Value::Number(number) => Some(*number),
        Value::Bool(b) => Some(Number::Int((*b).into())),
        Value::String(text) if is_decimal(text) => Number::parse(text).map(|number| match number {
            Number::Float(f) => whole(f),
            int @ Number::Int(_) => int,
        }),
        Value::String(text) => prefixed(text),
        _ => None,
    };
    match number {
        Some(number) => Ok(Some(Value::Number(number))),
        None => Err(Fault::new("D3030").with_value(value).with_index(1)),
    }
}

fn floats(
    evaluator: &mut Evaluator<'_>,
    arguments: &Arguments,
    int: impl Fn(i64) -> Option<i64>,
    float: impl Fn(f64) -> f64,
) -> Val {
    let result = match number_at(arguments, 0)? {
        Number::Int(i) => int(i).map_or_else(|| whole(float(i as f64)), Number::Int),
        Number::Float(f) => whole(float(f)),
    };
    Some(evaluator.number(result))
}

pub(super) fn abs(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(floats(evaluator, &arguments, i64::checked_abs, f64::abs))
}

pub(super) fn floor(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(floats(evaluator, &arguments, Some, f64::floor))
}

pub(super) fn ceil(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(floats(evaluator, &arguments, Some, f64::ceil))
}

/// The nearest whole number; from the middle to the even one.
fn round_half_even(number: f64) -> f64 {
    let below = number.floor();
    let up = if number - below >= 0.5 { below + 1.0 } else { below };
    if (up - number).abs() == 0.5 && (up % 2.0).abs() == 1.0 { up - 1.0 } else { up }
}

/// Moves the decimal point, in the digits rather than by multiplying, which would not be exact.
fn shift(number: f64, places: f64) -> f64 {
    let text = number_text(Number::Float(number));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = parse_float(exponent).unwrap_or(0.0) + places;
    let exponent = number_text(Number::Float(exponent));
    parse_float(&format!("{mantissa}e{exponent}")).unwrap_or(f64::NAN)
}

/// What rounding at so many places gives, where multiplying cannot be told from moving the point in the digits: away from
/// the middle between two whole numbers, where an error in the last bits decides.
fn round_by_multiplying(number: f64, places: f64) -> Option<f64> {
    /// Powers of ten up to this one are exact.
    const EXACT_POWER: f64 = 22.0;
    /// More than the two roundings can add up to.
    const ERROR: f64 = 1e-15;
    if !(1.0..=EXACT_POWER).contains(&places) || places.fract() != 0.0 {
        return None;
    }
    let mut power = 1.0;
    (0..places as u32).for_each(|_| power *= 10.0);
    let scaled = number * power;
    let below = scaled.floor();
    let rest = scaled - below;
    if scaled.abs() >= 1e15 || (rest - 0.5).abs() <= scaled.abs() * ERROR {
        return None;
    }
    // A quotient of two exact numbers is the double nearest to the decimal number.
    Some(if rest > 0.5 { (below + 1.0) / power } else { below / power })
}

/// Source: `$round`, JSONata 2.0.6.
pub(super) fn round_to(number: Number, precision: Option<Number>) -> Number {
    let precision = precision.map_or(0.0, Number::as_f64);
    match number {
        Number::Int(_) if precision >= 0.0 => number,
        number if precision == 0.0 || precision.is_nan() => whole(round_half_even(number.as_f64())),
        number if let Some(rounded) = round_by_multiplying(number.as_f64(), precision) => whole(rounded),
        number => whole(shift(round_half_even(shift(number.as_f64(), precision)), -precision)),
    }
}

pub(super) fn round(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(number) = number_at(&arguments, 0) else { return Ok(None) };
    Ok(Some(evaluator.number(round_to(number, number_at(&arguments, 1)))))
}

pub(super) fn sqrt(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(number) = number_at(&arguments, 0) else { return Ok(None) };
    if number.as_f64() < 0.0 {
        return Err(Fault::new("D3060").with_value(Value::Number(number)).with_index(1));
    }
    Ok(Some(evaluator.number(whole(number.as_f64().sqrt()))))
}

pub(super) fn power(_: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(base) = number_at(&arguments, 0) else { return Ok(None) };
    let exponent = number_at(&arguments, 1);
    if let (Number::Int(base), Some(Number::Int(exponent))) = (base, exponent)
        && let Ok(exponent) = u32::try_from(exponent)
        && let Some(exact) = base.checked_pow(exponent)
    {
        return Ok(Some(Value::Number(Number::Int(exact))));
    }
    let result = exponent.map_or(f64::NAN, |exponent| libm::pow(base.as_f64(), exponent.as_f64()));
    if !result.is_finite() {
        let fault = Fault::new("D3061").with_value(Value::Number(base)).with_index(1);
        return Err(fault.with_value2(exponent.map(Value::Number)));
    }
    Ok(Some(Value::Number(whole(result))))
}

pub(super) fn random(evaluator: &mut Evaluator<'_>, _: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::from(evaluator.host().random())))
}

pub(super) fn format_base(_: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(number) = number_at(&arguments, 0) else { return Ok(None) };
    let radix = number_at(&arguments, 1).map_or(Number::Int(10), |radix| round_to(radix, None));
    let Some(digits) = radix.as_i64().filter(|radix| (2..=36).contains(radix)) else {
        return Err(Fault::new("D3100").with_value(Value::Number(radix)));
    };
    let number = match round_to(number, None) {
        Number::Int(i) => i128::from(i),
        Number::Float(f) if f.is_finite() && f.abs() < 1e36 => f as i128,
        Number::Float(f) => return Ok(Some(Value::from(number_text(Number::Float(f))))),
    };
    Ok(Some(Value::from(in_base(number, digits as u32))))
}

fn in_base(number: i128, radix: u32) -> String {
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        digits.push(char::from_digit((rest % u128::from(radix)) as u32, radix).unwrap_or('0'));
        rest /= u128::from(radix);
    }
    if number < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

pub(super) fn picture_argument(arguments: &mut Arguments) -> String {
    text_at(arguments, 1).map_or_else(String::new, |text| text.to_string())
}

//! `$formatNumber`: numbers by picture. Source: `XPath` Functions 3.1 section 4.7, as JSONata 2.0.6 follows it.

use asl_json::decimal::Digits;
use asl_json::{Number, Value};

use super::format_integer::common_factor;
use super::numeric::{picture_argument, round_to};
use super::string::number_at;
use super::{Context, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::Evaluator;
use crate::json_text::number_text;
use crate::sequence::Val;
use crate::signature::Arguments;

/// The characters that have a meaning in a picture.
struct Symbols {
    decimal_separator: String,
    grouping_separator: String,
    exponent_separator: String,
    minus_sign: String,
    percent: String,
    per_mille: String,
    zero: char,
    digit: String,
    pattern_separator: String,
}

impl Symbols {
    fn new(options: Option<&Value>) -> Self {
        let get = |name: &str, default: &str| {
            options
                .and_then(|options| options.get(name))
                .and_then(Value::as_str)
                .map_or_else(|| default.to_owned(), str::to_owned)
        };
        Self {
            decimal_separator: get("decimal-separator", "."),
            grouping_separator: get("grouping-separator", ","),
            exponent_separator: get("exponent-separator", "e"),
            minus_sign: get("minus-sign", "-"),
            percent: get("percent", "%"),
            per_mille: get("per-mille", "\u{2030}"),
            zero: get("zero-digit", "0").chars().next().unwrap_or('0'),
            digit: get("digit", "#"),
            pattern_separator: get("pattern-separator", ";"),
        }
    }

    fn is_decimal_digit(&self, c: char) -> bool {
        let zero = u32::from(self.zero);
        (zero..zero + 10).contains(&u32::from(c))
    }

    fn is_optional_digit(&self, c: char) -> bool {
        is_char(&self.digit, c)
    }

    fn is_active(&self, c: char) -> bool {
        self.is_decimal_digit(c)
            || [
                &self.decimal_separator,
                &self.exponent_separator,
                &self.grouping_separator,
                &self.digit,
                &self.pattern_separator,
            ]
            .into_iter()
            .any(|symbol| is_char(symbol, c))
    }
}

/// Whether the symbol is this one character.
fn is_char(symbol: &str, c: char) -> bool {
    let mut chars = symbol.chars();
    chars.next() == Some(c) && chars.next().is_none()
}

/// The parts of a sub-picture.
struct Parts {
    prefix: String,
    suffix: String,
    active: String,
    mantissa: String,
    exponent: Option<String>,
    integer: String,
    fraction: String,
    picture: String,
}

fn split_parts(picture: &str, symbols: &Symbols) -> Parts {
    let significant =
        |(_, c): &(usize, char)| symbols.is_active(*c) && !is_char(&symbols.exponent_separator, *c);
    let first = picture.char_indices().find(significant).map_or(picture.len(), |(at, _)| at);
    let last = picture.char_indices().rev().find(significant).map_or(first, |(at, c)| at + c.len_utf8());
    let part = |from: usize, to: usize| picture.get(from..to).unwrap_or("").to_owned();
    let active = part(first, last);
    // The reference looks for the exponent in the whole picture, but counts its place in the active part.
    let separator = symbols.exponent_separator.as_str();
    let exponent_at = picture.get(first..).and_then(|rest| rest.find(separator)).map(|at| at + first);
    let (mantissa, exponent) = match exponent_at.filter(|at| *at <= last) {
        None => (active.clone(), None),
        Some(at) => {
            let at = floor_boundary(&active, at);
            let after = active.get(at..).map(|rest| rest.chars().skip(1).collect()).unwrap_or_default();
            (active.get(..at).unwrap_or("").to_owned(), Some(after))
        }
    };
    let (integer, fraction) = match mantissa.split_once(symbols.decimal_separator.as_str()) {
        None => (mantissa.clone(), part(last, picture.len())),
        Some((integer, fraction)) => (integer.to_owned(), fraction.to_owned()),
    };
    Parts {
        prefix: part(0, first),
        suffix: part(last, picture.len()),
        active,
        mantissa,
        exponent,
        integer,
        fraction,
        picture: picture.to_owned(),
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The last rule that the parts break. Source: `XPath` Functions 3.1 section 4.7.3.
fn validate(parts: &Parts, symbols: &Symbols) -> Outcome<()> {
    let picture = parts.picture.as_str();
    let twice = |symbol: &str| picture.find(symbol) != picture.rfind(symbol);
    let has = |symbol: &str| picture.contains(symbol);
    let grouping = symbols.grouping_separator.as_str();
    let mut error = None;
    let mut check = |broken: bool, code: &'static str| {
        if broken {
            error = Some(code);
        }
    };
    check(twice(&symbols.decimal_separator), "D3081");
    check(twice(&symbols.percent), "D3082");
    check(twice(&symbols.per_mille), "D3083");
    check(has(&symbols.percent) && has(&symbols.per_mille), "D3084");
    let any_digit = |c: char| symbols.is_decimal_digit(c) || symbols.is_optional_digit(c);
    check(!parts.mantissa.contains(any_digit), "D3085");
    // Where nothing is active the reference stumbles; AWS says this (measured).
    check(parts.active.contains(|c| !symbols.is_active(c)) || parts.active.is_empty(), "D3086");
    match picture.find(symbols.decimal_separator.as_str()) {
        Some(at) => {
            let before = picture.get(..at).unwrap_or("").ends_with(grouping);
            let after =
                picture.get(at..).and_then(|rest| rest.strip_prefix(symbols.decimal_separator.as_str()));
            check(before || after.is_some_and(|rest| rest.starts_with(grouping)), "D3087");
        }
        None => check(parts.integer.ends_with(grouping), "D3088"),
    }
    check(has(&format!("{grouping}{grouping}")), "D3089");
    let optional = parts.integer.find(symbols.digit.as_str()).and_then(|at| parts.integer.get(..at));
    check(optional.is_some_and(|before| before.contains(|c| symbols.is_decimal_digit(c))), "D3090");
    let optional = parts.fraction.rfind(symbols.digit.as_str()).and_then(|at| parts.fraction.get(at..));
    check(optional.is_some_and(|after| after.contains(|c| symbols.is_decimal_digit(c))), "D3091");
    if let Some(exponent) = &parts.exponent {
        check(!exponent.is_empty() && (has(&symbols.percent) || has(&symbols.per_mille)), "D3092");
        check(exponent.is_empty() || exponent.contains(|c| !symbols.is_decimal_digit(c)), "D3093");
    }
    match error {
        Some(code) => Err(Fault::new(code)),
        None => Ok(()),
    }
}

/// What a sub-picture asks for.
#[derive(Clone)]
struct Variables {
    integer_groups: Vec<usize>,
    regular: usize,
    minimum_integer: usize,
    scaling: i32,
    prefix: String,
    fraction_groups: Vec<usize>,
    minimum_fraction: usize,
    maximum_fraction: usize,
    minimum_exponent: usize,
    suffix: String,
    picture: String,
}

/// Source: `XPath` Functions 3.1 section 4.7.4.
fn analyse(parts: &Parts, symbols: &Symbols) -> Variables {
    let any_digit = |c: &char| symbols.is_decimal_digit(*c) || symbols.is_optional_digit(*c);
    let mandatory = |text: &str| text.chars().filter(|c| symbols.is_decimal_digit(*c)).count();
    let grouping = symbols.grouping_separator.as_str();
    // After the first one the reference searches the integer part, also for the fraction.
    let positions = |part: &str, to_left: bool| {
        let mut found = Vec::new();
        let mut at = if grouping.is_empty() { None } else { part.find(grouping) };
        while let Some(position) = at {
            let side = if to_left {
                part.get(..position.min(part.len()))
            } else {
                part.get(position.min(part.len())..)
            };
            found.push(side.unwrap_or("").chars().filter(any_digit).count());
            let next = position + grouping.len();
            at = parts.integer.get(next..).and_then(|rest| rest.find(grouping)).map(|at| at + next);
        }
        found
    };
    let integer_groups = positions(&parts.integer, false);
    let fraction_groups = positions(&parts.fraction, true);
    let mut minimum_integer = mandatory(&parts.integer);
    let scaling = minimum_integer as i32;
    let mut minimum_fraction = mandatory(&parts.fraction);
    let mut maximum_fraction = parts.fraction.chars().filter(any_digit).count();
    let exponent = parts.exponent.is_some();
    if minimum_integer == 0 && maximum_fraction == 0 {
        if exponent {
            minimum_fraction = 1;
            maximum_fraction = 1;
        } else {
            minimum_integer = 1;
        }
    }
    if exponent && minimum_integer == 0 && parts.integer.contains(symbols.digit.as_str()) {
        minimum_integer = 1;
    }
    if minimum_integer == 0 && minimum_fraction == 0 {
        minimum_fraction = 1;
    }
    Variables {
        regular: common_factor(&integer_groups),
        integer_groups,
        minimum_integer,
        scaling,
        prefix: parts.prefix.clone(),
        fraction_groups,
        minimum_fraction,
        maximum_fraction,
        minimum_exponent: parts.exponent.as_deref().map_or(0, mandatory),
        suffix: parts.suffix.clone(),
        picture: parts.picture.clone(),
    }
}

/// The digits of a number with so many places after the point, in the picture's digit family.
fn digits(number: f64, places: usize, symbols: &Symbols) -> String {
    let number = number.abs();
    let text =
        if number >= 1e21 { number_text(Number::Float(number)) } else { Digits::exact(number).fixed(places) };
    if symbols.zero == '0' {
        return text;
    }
    let shift = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(u32::from(symbols.zero) + digit).unwrap_or(c),
        None => c,
    };
    text.chars().map(shift).collect()
}

/// Mantissa and exponent, so that the mantissa has as many integer digits as the picture.
fn scale(number: f64, scaling: i32) -> Outcome<(f64, Option<i32>)> {
    let largest = libm::pow(10.0, scaling.into());
    let smallest = libm::pow(10.0, f64::from(scaling) - 1.0);
    let (mut mantissa, mut exponent) = (number, 0);
    // DIFFERENCE(reference): zero and negative numbers keep it busy for ever here; they end at once with us.
    if mantissa <= 0.0 || !mantissa.is_finite() {
        return if mantissa == 0.0 {
            Ok((0.0, Some(0)))
        } else {
            scale(-mantissa, scaling).map(|(m, e)| (-m, e))
        };
    }
    while mantissa < smallest {
        mantissa *= 10.0;
        exponent -= 1;
    }
    while mantissa > largest {
        mantissa /= 10.0;
        exponent += 1;
    }
    Ok((mantissa, Some(exponent)))
}

fn write(number: f64, pic: &Variables, symbols: &Symbols) -> Outcome<String> {
    let adjusted = if pic.picture.contains(&symbols.percent) {
        number * 100.0
    } else if pic.picture.contains(&symbols.per_mille) {
        number * 1000.0
    } else {
        number
    };
    let (mantissa, exponent) =
        if pic.minimum_exponent == 0 { (adjusted, None) } else { scale(adjusted, pic.scaling)? };
    // JavaScript's `toFixed` goes no further.
    let places = pic.maximum_fraction.min(100);
    let rounded = round_to(Number::Float(mantissa), Some(Number::Int(places as i64))).as_f64();
    let text = digits(rounded, places, symbols);
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut integer: Vec<char> = integer.trim_start_matches(symbols.zero).chars().collect();
    let mut fraction: Vec<char> = fraction.trim_end_matches(symbols.zero).chars().collect();
    let missing = pic.minimum_integer.saturating_sub(integer.len());
    integer.splice(0..0, std::iter::repeat_n(symbols.zero, missing));
    let missing = pic.minimum_fraction.saturating_sub(fraction.len());
    fraction.extend(std::iter::repeat_n(symbols.zero, missing));
    group_integer(&mut integer, pic, symbols);
    let mut text: String = integer.into_iter().collect();
    let mut fraction_text = String::new();
    let mut groups = pic.fraction_groups.clone();
    // Each separator shifts the places of those that follow, as in the reference.
    for position in groups.drain(..) {
        let at = position.min(fraction.len());
        let separator: Vec<char> = symbols.grouping_separator.chars().collect();
        fraction.splice(at..at, separator);
    }
    fraction_text.extend(fraction);
    if pic.picture.contains(&symbols.decimal_separator) && !fraction_text.is_empty() {
        text.push_str(&symbols.decimal_separator);
        text.push_str(&fraction_text);
    } else if !fraction_text.is_empty() {
        // Without a separator in the picture the reference cuts the last character of the number.
        text.push_str(&symbols.decimal_separator);
        text.push_str(&fraction_text);
        text.pop();
    }
    if let Some(exponent) = exponent {
        let digits = digits(exponent.into(), 0, symbols);
        text.push_str(&symbols.exponent_separator);
        if exponent < 0 {
            text.push_str(&symbols.minus_sign);
        }
        text.extend(std::iter::repeat_n(
            symbols.zero,
            pic.minimum_exponent.saturating_sub(digits.chars().count()),
        ));
        text.push_str(&digits);
    }
    Ok(format!("{}{text}{}", pic.prefix, pic.suffix))
}

fn group_integer(integer: &mut Vec<char>, pic: &Variables, symbols: &Symbols) {
    let separator: Vec<char> = symbols.grouping_separator.chars().collect();
    let length = integer.len();
    if let Some(groups) = length.saturating_sub(1).checked_div(pic.regular) {
        for group in 1..=groups {
            let at = length - group * pic.regular;
            integer.splice(at..at, separator.iter().copied());
        }
        return;
    }
    for (before, position) in pic.integer_groups.iter().enumerate() {
        let at = (length + before).saturating_sub(*position);
        integer.splice(at..at, separator.iter().copied());
    }
}

pub(super) fn format_number(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(number) = number_at(&arguments, 0) else { return Ok(None) };
    let picture = picture_argument(&mut arguments);
    evaluator.spend(picture.len())?;
    let options = take(&mut arguments, 2);
    let symbols = Symbols::new(options.as_ref());
    let pictures: Vec<&str> = picture.split(symbols.pattern_separator.as_str()).collect();
    if pictures.len() > 2 {
        return Err(Fault::new("D3080"));
    }
    let parts: Vec<Parts> = pictures.iter().map(|picture| split_parts(picture, &symbols)).collect();
    for part in &parts {
        validate(part, &symbols)?;
    }
    let number = number.as_f64();
    let negative = number < 0.0 || number.is_nan();
    let chosen = if negative { parts.get(1).or(parts.first()) } else { parts.first() };
    let Some(chosen) = chosen else { return Ok(None) };
    let mut variables = analyse(chosen, &symbols);
    if negative && parts.len() == 1 {
        variables.prefix = format!("{}{}", symbols.minus_sign, variables.prefix);
    }
    let text = write(number, &variables, &symbols)?;
    evaluator.spend(text.len() / 8)?;
    Ok(Some(Value::from(text)))
}

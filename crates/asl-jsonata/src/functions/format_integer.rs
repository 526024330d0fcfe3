//! Integers by picture: decimal patterns, letters, Roman numerals, words. Also back again.
//!
//! Source: `XPath` Functions 3.1 section 4.6, as far as JSONata 2.0.6 follows it.

use asl_json::decimal::parse_float;
use asl_json::{Number, Value};

use super::Context;
use super::numeric::picture_argument;
use super::string::{number_at, text_at};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Evaluator, whole};
use crate::json_text::number_text;
use crate::sequence::Val;
use crate::signature::Arguments;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Primary {
    Decimal,
    Letters,
    Roman,
    Words,
    /// A numbering that nobody supports, by the text that asks for it.
    Sequence(String),
}

/// A character between digits, and how many digits stand right of it.
type Separator = (usize, char);

#[derive(Clone, Debug)]
pub(super) struct IntegerPicture {
    pub(super) primary: Primary,
    pub(super) case: Case,
    pub(super) ordinal: bool,
    zero: u32,
    pub(super) mandatory: usize,
    pub(super) optional: usize,
    /// All separators are the same and equally far apart: every how many digits.
    pub(super) regular: Option<Separator>,
    pub(super) separators: Vec<Separator>,
}

/// The zeros of the digit families.
const ZEROS: [u32; 37] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

impl IntegerPicture {
    pub(super) fn parse(picture: &str) -> Outcome<Self> {
        let (primary, ordinal) = match picture.rsplit_once(';') {
            Some((primary, modifier)) => (primary, modifier.starts_with('o')),
            None => (picture, false),
        };
        let mut result = Self {
            primary: Primary::Decimal,
            case: Case::Lower,
            ordinal,
            zero: 0x30,
            mandatory: 0,
            optional: 0,
            regular: None,
            separators: Vec::new(),
        };
        (result.primary, result.case) = match primary {
            "A" => (Primary::Letters, Case::Upper),
            "a" => (Primary::Letters, Case::Lower),
            "I" => (Primary::Roman, Case::Upper),
            "i" => (Primary::Roman, Case::Lower),
            "W" => (Primary::Words, Case::Upper),
            "Ww" => (Primary::Words, Case::Title),
            "w" => (Primary::Words, Case::Lower),
            _ => {
                result.digits(primary)?;
                return Ok(result);
            }
        };
        Ok(result)
    }

    fn digits(&mut self, picture: &str) -> Outcome<()> {
        let mut zero = None;
        let mut position = 0;
        for c in picture.chars().rev() {
            let code = u32::from(c);
            if let Some(family) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
                if *zero.get_or_insert(*family) != *family {
                    return Err(Fault::new("D3131"));
                }
                self.mandatory += 1;
                position += 1;
            } else if c == '#' {
                self.optional += 1;
                position += 1;
            } else {
                self.separators.push((position, c));
            }
        }
        if self.mandatory == 0 {
            self.primary = Primary::Sequence(picture.to_owned());
            return Ok(());
        }
        self.zero = zero.unwrap_or(0x30);
        self.regular = regular(&self.separators);
        Ok(())
    }

    /// Formats a whole number.
    pub(super) fn format(&self, number: f64) -> Outcome<String> {
        let value = number.abs();
        let text = match &self.primary {
            Primary::Letters => letters(value, if self.case == Case::Upper { b'A' } else { b'a' }),
            Primary::Roman => {
                let roman = roman(value)?;
                if self.case == Case::Upper { roman.to_uppercase() } else { roman }
            }
            Primary::Words => {
                let words = words(value, false, self.ordinal);
                match self.case {
                    Case::Upper => words.to_uppercase(),
                    Case::Lower => words.to_lowercase(),
                    Case::Title => words,
                }
            }
            Primary::Decimal => self.decimal(value),
            Primary::Sequence(token) => {
                return Err(Fault::new("D3130").with_value(Value::from(token.as_str())));
            }
        };
        Ok(if number < 0.0 { format!("-{text}") } else { text })
    }

    fn decimal(&self, value: f64) -> String {
        let digits = number_text(whole(value));
        let mut text: Vec<char> = std::iter::repeat_n('0', self.mandatory.saturating_sub(digits.len()))
            .chain(digits.chars())
            .collect();
        if self.zero != 0x30 {
            for c in &mut text {
                *c = char::from_u32((u32::from(*c) + self.zero).wrapping_sub(0x30)).unwrap_or(*c);
            }
        }
        match self.regular {
            Some((every, separator)) => {
                let count = text.len().saturating_sub(1) / every.max(1);
                for index in (1..=count).rev() {
                    text.insert(text.len() - index * every, separator);
                }
            }
            None => {
                for (position, separator) in self.separators.iter().rev() {
                    // Places left of the number count from its end, as `substr` does.
                    let at = text.len().saturating_sub(*position);
                    text.insert(at, *separator);
                }
            }
        }
        if self.ordinal {
            let tens = text.len().checked_sub(2).and_then(|index| text.get(index));
            let suffix = match text.last() {
                _ if tens == Some(&'1') => "th",
                Some('1') => "st",
                Some('2') => "nd",
                Some('3') => "rd",
                _ => "th",
            };
            text.extend(suffix.chars());
        }
        text.into_iter().collect()
    }

    /// Reads what the picture would have written; NaN for what it would not.
    pub(super) fn read(&self, text: &str) -> Outcome<f64> {
        Ok(match &self.primary {
            Primary::Letters => {
                let first = if self.case == Case::Upper { 0x41 } else { 0x61 };
                text.encode_utf16()
                    .fold(0.0, |sum, unit| sum * 26.0 + (f64::from(unit) - f64::from(first) + 1.0))
            }
            Primary::Roman => {
                read_roman(&if self.case == Case::Upper { text.to_owned() } else { text.to_uppercase() })
            }
            Primary::Words => read_words(&text.to_lowercase()),
            Primary::Decimal => self.read_decimal(text),
            Primary::Sequence(token) => {
                return Err(Fault::new("D3130").with_value(Value::from(token.as_str())));
            }
        })
    }

    fn read_decimal(&self, text: &str) -> f64 {
        let text = if self.ordinal {
            let end = text.char_indices().rev().nth(1).map_or(0, |(index, _)| index);
            text.get(..end).unwrap_or("")
        } else {
            text
        };
        let separator = |c: &char| match self.regular {
            Some(_) => *c == ',',
            None => self.separators.iter().any(|(_, separator)| separator == c),
        };
        let digits = text
            .chars()
            .filter(|c| !separator(c))
            .map(|c| char::from_u32((u32::from(c).wrapping_add(0x30)).wrapping_sub(self.zero)).unwrap_or(c));
        parse_int(&digits.collect::<String>())
    }
}

/// `parseInt` of JavaScript: leading blanks and a sign are allowed, what follows the digits is not looked at.
pub(super) fn parse_int(text: &str) -> f64 {
    let text = text.trim_start();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let value: f64 = digits.get(..length).and_then(parse_float).unwrap_or(f64::NAN);
    if negative { -value } else { value }
}

/// Whether separators are the same and equally far apart.
fn regular(separators: &[Separator]) -> Option<Separator> {
    let (_, character) = *separators.first()?;
    if separators.iter().any(|(_, other)| *other != character) {
        return None;
    }
    let positions: Vec<usize> = separators.iter().map(|(position, _)| *position).collect();
    let factor = common_factor(&positions);
    (factor > 0).then_some((factor, character))
}

/// The greatest common divisor of positions that are all of its multiples in a row; otherwise 0.
pub(super) fn common_factor(positions: &[usize]) -> usize {
    fn gcd(a: usize, b: usize) -> usize {
        let (mut a, mut b) = (a, b);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    }
    let factor = positions.iter().copied().reduce(gcd).unwrap_or(0);
    let complete = (1..=positions.len()).all(|index| positions.contains(&(index * factor)));
    if complete { factor } else { 0 }
}

fn letters(value: f64, first: u8) -> String {
    let mut letters = Vec::new();
    let mut value = value;
    while value > 0.0 && letters.len() < 300 {
        letters.push(char::from(first + ((value - 1.0) % 26.0) as u8));
        value = ((value - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

const ROMAN: [(f64, &str); 13] = [
    (1000.0, "m"),
    (900.0, "cm"),
    (500.0, "d"),
    (400.0, "cd"),
    (100.0, "c"),
    (90.0, "xc"),
    (50.0, "l"),
    (40.0, "xl"),
    (10.0, "x"),
    (9.0, "ix"),
    (5.0, "v"),
    (4.0, "iv"),
    (1.0, "i"),
];

/// The reference writes a thousand `m` for a million, and exhausts its stack a little later.
const LARGEST_ROMAN: f64 = 10_000_000.0;

fn roman(value: f64) -> Outcome<String> {
    if value > LARGEST_ROMAN {
        return Err(crate::budget::too_deep());
    }
    let mut value = value;
    let mut text = String::new();
    for (unit, letters) in ROMAN {
        while value >= unit {
            text.push_str(letters);
            value -= unit;
        }
    }
    Ok(text)
}

fn read_roman(text: &str) -> f64 {
    let mut total = 0.0;
    let mut largest = 1.0;
    for c in text.chars().rev() {
        let value = match c {
            'M' => 1000.0,
            'D' => 500.0,
            'C' => 100.0,
            'L' => 50.0,
            'X' => 10.0,
            'V' => 5.0,
            'I' => 1.0,
            _ => f64::NAN,
        };
        if value < largest {
            total -= value;
        } else {
            largest = value;
            total += value;
        }
    }
    total
}

const FEW: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];
const DECADES: [&str; 9] =
    ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred"];
const MAGNITUDES: [(&str, f64); 4] =
    [("Thousand", 1e3), ("Million", 1e6), ("Billion", 1e9), ("Trillion", 1e12)];

/// A number in English words. Recursion ends after a few levels: each is three digits less, or a trillionth.
fn words(number: f64, follows: bool, ordinal: bool) -> String {
    let name = |list: &[&'static str], index: f64| list.get(index as usize).copied().unwrap_or("");
    if number <= 19.0 {
        let word = name(if ordinal { &ORDINALS } else { &FEW }, number);
        return format!("{}{word}", if follows { " and " } else { "" });
    }
    if number < 100.0 {
        let decade = name(&DECADES, (number / 10.0).floor() - 2.0);
        let rest = number % 10.0;
        let start = if follows { " and " } else { "" };
        return if rest > 0.0 {
            format!("{start}{decade}-{}", words(rest, false, ordinal))
        } else if ordinal {
            format!("{start}{}ieth", decade.strip_suffix('y').unwrap_or(decade))
        } else {
            format!("{start}{decade}")
        };
    }
    let start = if follows { ", " } else { "" };
    let (head, rest) = if number < 1000.0 {
        (format!("{} Hundred", name(&FEW, (number / 100.0).floor())), number % 100.0)
    } else {
        let magnitude = MAGNITUDES.iter().rev().find(|(_, factor)| number >= *factor);
        let (word, factor) = magnitude.copied().unwrap_or(("Thousand", 1e3));
        let mantissa = (number / factor).floor();
        (format!("{} {word}", words(mantissa, false, false)), number - mantissa * factor)
    };
    if rest > 0.0 {
        format!("{start}{head}{}", words(rest, true, ordinal))
    } else {
        format!("{start}{head}{}", if ordinal { "th" } else { "" })
    }
}

/// The value of a word in lower case.
fn word_value(word: &str) -> Option<f64> {
    let find = |list: &[&str]| list.iter().position(|known| known.eq_ignore_ascii_case(word));
    if let Some(index) = find(&FEW).or_else(|| find(&ORDINALS)) {
        return Some(index as f64);
    }
    for (index, decade) in DECADES.iter().enumerate() {
        let stem = decade.get(..decade.len() - 1).unwrap_or("");
        let value = (index as f64 + 2.0) * 10.0;
        if decade.eq_ignore_ascii_case(word) || word.eq_ignore_ascii_case(&format!("{stem}ieth")) {
            return Some(value);
        }
    }
    if word == "hundredth" {
        return Some(100.0);
    }
    MAGNITUDES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word.strip_suffix("th").unwrap_or(word)))
        .map(|(_, value)| *value)
}

/// A pattern for the words that [`read_words`] knows.
pub(super) fn words_pattern(pattern: &mut String) {
    pattern.push_str("(?:");
    for word in FEW.iter().chain(&ORDINALS).chain(&DECADES) {
        pattern.push_str(word);
        pattern.push('|');
    }
    for decade in DECADES {
        pattern.push_str(decade.get(..decade.len() - 1).unwrap_or(""));
        pattern.push_str("ieth|");
    }
    for (word, _) in MAGNITUDES {
        pattern.push_str(word);
        pattern.push_str("(?:th)?|");
    }
    pattern.push_str("hundredth|and|[\\-, ])+");
}

fn split_words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    // The separators are `, `, ` and `, and any blank, hyphen or backslash.
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let here = text.get(at..).unwrap_or("");
        let blank = |c: char| c.is_whitespace();
        let length = if let Some(after) =
            here.strip_prefix(',').and_then(|rest| rest.chars().next()).filter(|c| blank(*c))
        {
            1 + after.len_utf8()
        } else if let Some(first) = here.chars().next().filter(|c| blank(*c)) {
            let and = here.get(first.len_utf8()..).and_then(|rest| rest.strip_prefix("and"));
            match and.and_then(|rest| rest.chars().next()).filter(|c| blank(*c)) {
                Some(after) => first.len_utf8() + 3 + after.len_utf8(),
                None => first.len_utf8(),
            }
        } else if here.starts_with(['-', '\\']) {
            1
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        parts.push(text.get(start..at).unwrap_or(""));
        at += length;
        start = at;
        rest = text.get(at..).unwrap_or("");
    }
    parts.push(if start == 0 { text } else { rest });
    parts
}

fn read_words(text: &str) -> f64 {
    let mut segments: Vec<f64> = vec![0.0];
    for part in split_words(text) {
        let value = word_value(part).unwrap_or(f64::NAN);
        let mut top = segments.pop().unwrap_or(0.0);
        if value < 100.0 {
            if top >= 1000.0 {
                segments.push(top);
                top = 0.0;
            }
            segments.push(top + value);
        } else {
            segments.push(top * value);
        }
    }
    segments.iter().sum()
}

pub(super) fn format_integer(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(number) = number_at(&arguments, 0) else { return Ok(None) };
    let picture = picture_argument(&mut arguments);
    evaluator.budget.check_text(picture.len())?;
    let text = IntegerPicture::parse(&picture)?.format(number.as_f64().floor())?;
    evaluator.spend(text.len() / 8)?;
    Ok(Some(Value::from(text)))
}

pub(super) fn parse_integer(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len())?;
    let picture = picture_argument(&mut arguments);
    let value = IntegerPicture::parse(&picture)?.read(&text)?;
    Ok(Some(evaluator.number(if value.is_nan() { Number::Float(value) } else { whole(value) })))
}

//! From texts to moments: by picture, or ISO 8601.

use std::fmt::Write as _;

use asl_json::Value;
use asl_json::decimal::parse_float;

use super::format_integer::{IntegerPicture, Primary, parse_int, words_pattern};
use super::picture::{self, DAYS, MONTHS, Marker, Moment, Part, utc};
use crate::error::{Fault, Outcome};
use crate::regex::{escape, matcher};

/// Milliseconds of a timestamp that has the form of the picture; none if it has not.
pub(super) fn parse_date_time(text: &str, picture: &str, now: Moment) -> Outcome<Option<f64>> {
    let parts = picture::parse(picture)?;
    let mut pattern = String::from("(?i)^");
    for part in &parts {
        pattern.push('(');
        part_pattern(part, &mut pattern)?;
        pattern.push(')');
    }
    pattern.push('$');
    let Some(groups) = matcher(&pattern).and_then(|matcher| matcher(text)) else { return Ok(None) };
    let mut components = Components::default();
    for (part, value) in parts.iter().zip(groups) {
        if let Part::Marker(marker) = part {
            components.set(marker.component, read(marker, &value)?);
        }
    }
    if components.0.is_empty() {
        return Ok(None);
    }
    components.millis(now).map(Some)
}

fn part_pattern(part: &Part, pattern: &mut String) -> Outcome<()> {
    let marker = match part {
        Part::Literal(text) => {
            escape(text, pattern);
            return Ok(());
        }
        Part::Marker(marker) => marker,
    };
    match (&marker.integer, marker.component) {
        (Some(picture), 'Z' | 'z') => {
            if marker.component == 'z' {
                pattern.push_str("GMT");
            }
            pattern.push_str("[-+][0-9]+");
            if let Some((_, separator)) = picture.regular {
                escape(&separator.to_string(), pattern);
                pattern.push_str("[0-9]+");
            }
        }
        (Some(picture), _) => integer_pattern(picture, marker.digits, pattern)?,
        (None, 'M' | 'x' | 'F' | 'P') => pattern.push_str("[a-zA-Z]+"),
        (None, other) => return Err(Fault::new("D3133").with_value(Value::from(other.to_string()))),
    }
    Ok(())
}

fn integer_pattern(picture: &IntegerPicture, digits: Option<usize>, pattern: &mut String) -> Outcome<()> {
    match &picture.primary {
        Primary::Letters => pattern.push_str("[a-z]+"),
        Primary::Roman => pattern.push_str("[mdclxvi]+"),
        Primary::Words => words_pattern(pattern),
        Primary::Decimal => {
            pattern.push_str("[0-9]");
            let _ = match digits {
                Some(digits) if digits > 0 && picture.optional == 0 => write!(pattern, "{{{digits}}}"),
                Some(digits) if digits > 0 => {
                    write!(pattern, "{{{},{digits}}}", digits.saturating_sub(picture.optional))
                }
                _ => write!(pattern, "+"),
            };
            if picture.ordinal {
                pattern.push_str("(?:th|st|nd|rd)");
            }
        }
        Primary::Sequence(token) => {
            return Err(Fault::new("D3130").with_value(Value::from(token.as_str())));
        }
    }
    Ok(())
}

/// The number that a part of the text means; none for a name that is not known.
fn read(marker: &Marker, text: &str) -> Outcome<Option<f64>> {
    if matches!(marker.component, 'Z' | 'z') {
        return Ok(Some(read_zone(marker, text)));
    }
    if let Some(picture) = &marker.integer {
        return picture.read(text).map(Some);
    }
    if marker.component == 'P' {
        return Ok(match text {
            "am" | "AM" => Some(0.0),
            "pm" | "PM" => Some(1.0),
            _ => None,
        });
    }
    let names: &[&str] = if marker.component == 'F' { &DAYS } else { &MONTHS };
    let short = |name: &str| match marker.longest {
        Some(longest) if longest > 0 => name.chars().take(longest).collect::<String>(),
        _ => name.to_owned(),
    };
    // Names with the same beginning: the last one wins, as in the reference.
    Ok(names.iter().rposition(|name| short(name) == text).map(|index| index as f64 + 1.0))
}

/// Minutes from UTC.
fn read_zone(marker: &Marker, text: &str) -> f64 {
    let text = if marker.component == 'z' { text.get(3..).unwrap_or("") } else { text };
    let separator = marker.integer.as_ref().and_then(|picture| picture.regular);
    let (hours, minutes) = match separator.and_then(|(_, separator)| text.split_once(separator)) {
        Some((hours, minutes)) => (parse_int(hours), parse_int(minutes)),
        None if text.len() <= 3 => (parse_int(text), 0.0),
        None => (parse_int(text.get(..3).unwrap_or("")), parse_int(text.get(3..).unwrap_or(""))),
    };
    hours * 60.0 + minutes
}

/// What has been read, by letter.
#[derive(Debug, Default)]
struct Components(Vec<(char, Option<f64>)>);

/// Letters that give a date or a time together, from the most significant on; bits as in the masks below.
const DATE_LETTERS: &str = "YXMxWwdD";
const TIME_LETTERS: &str = "PHhmsf";

impl Components {
    fn set(&mut self, letter: char, value: Option<f64>) {
        match self.0.iter_mut().find(|(known, _)| *known == letter) {
            Some(component) => component.1 = value,
            None => self.0.push((letter, value)),
        }
    }

    fn get(&self, letter: char) -> Option<f64> {
        self.0.iter().find(|(known, _)| *known == letter).and_then(|(_, value)| *value)
    }

    fn number(&self, letter: char) -> f64 {
        self.get(letter).unwrap_or(f64::NAN)
    }

    /// One bit a letter that has a value other than zero: the reference does not tell zero from nothing here.
    fn mask(&self, letters: &str) -> u32 {
        letters.chars().fold(0, |mask, letter| {
            let set = self.get(letter).is_some_and(|value| value != 0.0 && !value.is_nan());
            (mask << 1) | u32::from(set)
        })
    }

    fn millis(mut self, now: Moment) -> Outcome<f64> {
        let is = |mask: u32, kind: u32| !kind & mask == 0 && kind & mask != 0;
        let date = self.mask(DATE_LETTERS);
        let by_month = is(date, 0b1010_0001);
        let by_day_of_year = !by_month && is(date, 0b1000_0010);
        let by_week_of_month = is(date, 0b0101_0100);
        let by_week = !by_week_of_month && is(date, 0b0100_1000);
        let time = self.mask(TIME_LETTERS);
        let half_days = !is(time, 0b01_0111) && is(time, 0b10_1111);
        let date_letters = if by_day_of_year {
            "YD"
        } else if by_week_of_month {
            "XxwF"
        } else if by_week {
            "XWF"
        } else {
            "YMD"
        };
        self.fill(date_letters, if half_days { "Phmsf" } else { "Hmsf" }, now)?;
        let mut month = self.get('M').filter(|month| *month > 0.0).map_or(0.0, |month| month - 1.0);
        let mut day = self.number('D');
        if by_day_of_year {
            let first = utc(self.number('Y'), 0.0, [1.0, 0.0, 0.0, 0.0, 0.0]);
            let date = Moment::new(first + (self.number('d') - 1.0) * picture::DAY_MILLIS);
            month = date.component('M').unwrap_or(1.0) - 1.0;
            day = date.component('D').unwrap_or(1.0);
        }
        if by_week_of_month || by_week {
            return Err(Fault::new("D3136"));
        }
        let mut hour = self.number('H');
        if half_days {
            hour = if self.number('h') == 12.0 { 0.0 } else { self.number('h') };
            if self.get('P') == Some(1.0) {
                hour += 12.0;
            }
        }
        let rest = [day, hour, self.number('m'), self.number('s'), self.number('f')];
        let millis = utc(self.number('Y'), month, rest);
        let zone = self.get('Z').filter(|zone| *zone != 0.0).or_else(|| self.get('z')).unwrap_or(0.0);
        Ok(millis - zone * 60_000.0)
    }

    /// Missing parts before those given are today's, missing parts after them are the first; gaps are an error.
    fn fill(&mut self, date: &str, time: &str, now: Moment) -> Outcome<()> {
        let (mut started, mut ended) = (false, false);
        for letter in date.chars().chain(time.chars()) {
            if self.get(letter).is_some() {
                started = true;
                if ended {
                    return Err(Fault::new("D3136"));
                }
            } else if started {
                self.set(letter, Some(if "MDd".contains(letter) { 1.0 } else { 0.0 }));
                ended = true;
            } else {
                let half = f64::from(u8::from(now.is_afternoon()));
                self.set(letter, Some(now.component(letter).unwrap_or(half)));
            }
        }
        Ok(())
    }
}

/// Goes past the bytes that the pattern allows: a digit is a set of digits, anything else stands for itself.
fn skip<'t>(text: &'t str, pattern: &[&str]) -> Option<&'t str> {
    let mut bytes = text.bytes();
    for allowed in pattern {
        let byte = bytes.next()?;
        if !allowed.as_bytes().contains(&byte) {
            return None;
        }
    }
    text.get(pattern.len()..)
}

const DIGIT: &str = "0123456789";

/// `Date.parse` for the forms that the reference lets through; none for others, NaN for dates that do not exist.
///
/// Without an offset the time is UTC. DIFFERENCE(reference): JavaScript takes the machine's own zone then.
pub(super) fn date_parse(text: &str) -> Option<f64> {
    let mut rest = skip(text, &[DIGIT, DIGIT, DIGIT, DIGIT])?;
    let number = |text: &str| parse_float(text).unwrap_or(f64::NAN);
    let field = |text: &str, from: usize, to: usize| number(text.get(from..to).unwrap_or(""));
    let year = field(text, 0, 4);
    let mut parts: Vec<f64> = Vec::new();
    // Any number of months, then any number of days: more than one of each is let through, but is no date.
    let mut months = true;
    loop {
        let month = skip(rest, &["-", "01", DIGIT]).filter(|_| months);
        let next = month.or_else(|| skip(rest, &["-", "0123", DIGIT]));
        let Some(next) = next else { break };
        months = month.is_some();
        // What looks like a day may be the offset from UTC.
        if zone(rest).is_some() {
            break;
        }
        parts.push(field(rest, 1, 3));
        rest = next;
    }
    let mut time = [0.0; 3];
    let mut times = 0;
    while let Some(next) = skip(rest, &["T", "012", DIGIT, ":", "012345", DIGIT, ":", "012345", DIGIT]) {
        time = [field(rest, 1, 3), field(rest, 4, 6), field(rest, 7, 9)];
        times += 1;
        rest = next;
    }
    let mut milli = 0.0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return None;
        }
        let digits: String = fraction.chars().take(length.min(3)).collect();
        milli = number(&format!("{digits:0<3}"));
        rest = fraction.get(length..)?;
    }
    let offset = match rest {
        "" => 0.0,
        _ => zone(rest)?,
    };
    let month = parts.first().copied().unwrap_or(1.0);
    let day = parts.get(1).copied().unwrap_or(1.0);
    let [hour, minute, second] = time;
    let midnight = hour == 24.0 && minute == 0.0 && second == 0.0 && milli == 0.0;
    let exists = parts.len() <= 2
        && times <= 1
        && (1.0..=12.0).contains(&month)
        && (1.0..=31.0).contains(&day)
        && (hour < 24.0 || midnight);
    if !exists {
        return Some(f64::NAN);
    }
    // `Date.UTC` takes years below 100 for those of the 20th century, `Date.parse` does not.
    let century = if year < 100.0 { 400.0 } else { 0.0 };
    let millis = utc(year + century, month - 1.0, [day, hour, minute, second, milli]);
    let millis = if century > 0.0 { millis - 146_097.0 * picture::DAY_MILLIS } else { millis };
    Some(millis - offset * 60_000.0)
}

/// Minutes from UTC, if the whole text is an offset.
fn zone(text: &str) -> Option<f64> {
    if text == "Z" {
        return Some(0.0);
    }
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let rest = skip(text, &["+-", "012", DIGIT])?;
    let hours = parse_int(text.get(1..3)?);
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    skip(rest, &["012345", DIGIT]).filter(|rest| rest.is_empty())?;
    Some(sign * (hours * 60.0 + parse_int(rest)))
}

//! `$now`, `$millis`, `$fromMillis`, `$toMillis`.

use asl_json::{Number, Value};

use super::Context;
use super::format_integer::{Case, IntegerPicture, parse_int};
use super::parse_date_time::{date_parse, parse_date_time};
use super::picture::{self, DAYS, MONTHS, Marker, Moment, Part};
use super::string::{number_at, text_at};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Evaluator, whole};
use crate::sequence::Val;
use crate::signature::Arguments;

/// Hours and minutes from UTC.
type Offset = (f64, f64);

pub(super) fn now(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let millis = evaluator.now() as f64;
    let (picture, zone) = (text_at(&mut arguments, 0), text_at(&mut arguments, 1));
    format(evaluator, millis, picture.as_deref(), zone.as_deref()).map(Some)
}

pub(super) fn millis(evaluator: &mut Evaluator<'_>, _: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::from(evaluator.now())))
}

pub(super) fn from_millis(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(millis) = number_at(&arguments, 0) else { return Ok(None) };
    let (picture, zone) = (text_at(&mut arguments, 1), text_at(&mut arguments, 2));
    format(evaluator, millis.as_f64(), picture.as_deref(), zone.as_deref()).map(Some)
}

pub(super) fn to_millis(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len())?;
    let millis = match text_at(&mut arguments, 1) {
        Some(picture) => {
            evaluator.spend(picture.len() * 8)?;
            let now = Moment::new(evaluator.now() as f64);
            match parse_date_time(&text, &picture, now)? {
                Some(millis) => millis,
                None => return Ok(None),
            }
        }
        None => match date_parse(&text) {
            Some(millis) => millis,
            None => return Err(Fault::new("D3110").with_value(Value::String(text))),
        },
    };
    Ok(Some(Value::Number(if millis.is_nan() { Number::Float(millis) } else { whole(millis) })))
}

fn format(
    evaluator: &mut Evaluator<'_>,
    millis: f64,
    picture: Option<&str>,
    zone: Option<&str>,
) -> Outcome<Value> {
    // DIFFERENCE(reference): to Step Functions a zone that is no number is UTC (measured).
    let utc = evaluator.options.step_functions;
    let offset = zone.map(parse_int).filter(|offset| !(utc && offset.is_nan()));
    let offset = offset.map_or((0.0, 0.0), |offset| ((offset / 100.0).floor(), offset % 100.0));
    let moment = Moment::new((millis + (offset.0 * 60.0 + offset.1) * 60_000.0).trunc());
    if picture.is_none() && offset == (0.0, 0.0) && (0.0..2.5e14).contains(&moment.millis) {
        return Ok(Value::from(iso(moment)));
    }
    let picture = picture.unwrap_or("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");
    evaluator.spend(picture.len())?;
    let mut text = String::new();
    for part in picture::parse(picture)? {
        match part {
            Part::Literal(literal) => text.push_str(&literal),
            Part::Marker(marker) => text.push_str(&component(moment, offset, &marker)?),
        }
    }
    evaluator.budget.check_text(text.len())?;
    Ok(Value::from(text))
}

/// The usual form, without a picture.
fn iso(moment: Moment) -> String {
    let part = |letter| moment.component(letter).unwrap_or(0.0) as u32;
    let (year, month, day) = (part('Y'), part('M'), part('D'));
    let (hour, minute, second, milli) = (part('H'), part('m'), part('s'), part('f'));
    format!("{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z", year % 10_000)
}

fn component(moment: Moment, offset: Offset, marker: &Marker) -> Outcome<String> {
    match marker.component {
        'Z' | 'z' => zone(offset, marker),
        'P' => {
            let half = if moment.is_afternoon() { "pm" } else { "am" };
            Ok(if marker.names == Some(Case::Upper) { half.to_uppercase() } else { half.to_owned() })
        }
        'C' | 'E' => Ok("ISO".to_owned()),
        letter => match moment.component(letter) {
            // What the reference writes for a letter that it does not know.
            None => Ok("undefined".to_owned()),
            Some(value) => number(value, marker),
        },
    }
}

fn number(value: f64, marker: &Marker) -> Outcome<String> {
    let Some(case) = marker.names else {
        let value = match (marker.component, marker.digits) {
            ('Y', Some(digits)) => value % libm::pow(10.0, digits as f64),
            _ => value,
        };
        return match &marker.integer {
            Some(picture) => picture.format(value),
            None => Ok(String::new()),
        };
    };
    let index = (value - 1.0).max(0.0) as usize;
    let name = match marker.component {
        'M' | 'x' => MONTHS.get(index),
        'F' => DAYS.get(index),
        other => return Err(Fault::new("D3133").with_value(Value::from(other.to_string()))),
    };
    let name = name.copied().unwrap_or("");
    let name = match case {
        Case::Upper => name.to_uppercase(),
        Case::Lower => name.to_lowercase(),
        Case::Title => name.to_owned(),
    };
    Ok(match marker.longest {
        Some(longest) => name.chars().take(longest).collect(),
        None => name,
    })
}

fn zone(offset: Offset, marker: &Marker) -> Outcome<String> {
    let whole = offset.0 * 100.0 + offset.1;
    let Some(picture) = &marker.integer else { return Ok(String::new()) };
    let mut text = if picture.regular.is_some() {
        picture.format(whole)?
    } else {
        match picture.mandatory {
            1 | 2 => {
                let mut text = picture.format(offset.0)?;
                if offset.1 != 0.0 {
                    text.push(':');
                    text.push_str(&IntegerPicture::parse("00")?.format(offset.1)?);
                }
                text
            }
            3 | 4 => picture.format(whole)?,
            digits => return Err(Fault::new("D3134").with_value(Value::from(digits))),
        }
    };
    if whole >= 0.0 {
        text.insert(0, '+');
    }
    if marker.component == 'z' {
        text.insert_str(0, "GMT");
    }
    if whole == 0.0 && marker.traditional {
        "Z".clone_into(&mut text);
    }
    Ok(text)
}

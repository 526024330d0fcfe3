//! Functions on texts that need no pattern. Lengths and positions count characters (code points).

use std::rc::Rc;

use asl_json::{Number, Value};

use super::{Context, take};
use crate::error::Outcome;
use crate::evaluate::Evaluator;
use crate::json_text::stringify;
use crate::sequence::Val;
use crate::signature::Arguments;

pub(super) fn text_at(arguments: &mut Arguments, index: usize) -> Option<Rc<str>> {
    match take(arguments, index) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

pub(super) fn number_at(arguments: &Arguments, index: usize) -> Option<Number> {
    arguments.get(index).and_then(Option::as_ref).and_then(Value::as_number)
}

pub(super) fn string(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(value) = take(&mut arguments, 0) else { return Ok(None) };
    let pretty = matches!(arguments.get(1), Some(Some(Value::Bool(true))));
    if value.is_container() {
        let size = value.measure().size_bytes as usize;
        evaluator.spend(size / 16)?;
        evaluator.budget.check_text(size)?;
    }
    stringify(&value, pretty).map(|text| Some(Value::String(text)))
}

/// The part of a text from one character to another, as `slice` of JavaScript counts: from the end if negative.
fn slice(text: &str, start: f64, end: f64) -> String {
    let length = text.chars().count();
    let index = |position: f64| {
        let position = position.trunc();
        if position < 0.0 {
            (length as f64 + position).max(0.0) as usize
        } else {
            (position as usize).min(length)
        }
    };
    let (start, end) = (index(start), index(end));
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

pub(super) fn substring(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    let mut start = number_at(&arguments, 1).map_or(0.0, Number::as_f64);
    let length = text.chars().count() as f64;
    if length + start < 0.0 {
        start = 0.0;
    }
    let part = match number_at(&arguments, 2) {
        None => slice(&text, start, f64::INFINITY),
        Some(count) if count.as_f64() <= 0.0 => String::new(),
        Some(count) => {
            let from = if start >= 0.0 { start } else { length + start };
            slice(&text, start, from + count.as_f64())
        }
    };
    Ok(Some(Value::from(part)))
}

pub(super) fn substring_before(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    // JavaScript makes a text of what is missing.
    let mark = text_at(&mut arguments, 1).unwrap_or_else(|| "undefined".into());
    Ok(Some(match text.split_once(&*mark) {
        Some((before, _)) => Value::from(before),
        None => Value::String(text),
    }))
}

pub(super) fn substring_after(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    let mark = text_at(&mut arguments, 1).unwrap_or_else(|| "undefined".into());
    Ok(Some(match text.split_once(&*mark) {
        Some((_, after)) => Value::from(after),
        None => Value::String(text),
    }))
}

pub(super) fn lowercase(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    Ok(Some(Value::from(text.to_lowercase())))
}

pub(super) fn uppercase(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    Ok(Some(Value::from(text.to_uppercase())))
}

pub(super) fn length(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    Ok(Some(Value::from(text.chars().count())))
}

pub(super) fn trim(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    let words: Vec<&str> = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    Ok(Some(Value::from(words.join(" "))))
}

pub(super) fn pad(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    let width = number_at(&arguments, 1).map_or(0.0, Number::as_f64);
    let filler = text_at(&mut arguments, 2).filter(|text| !text.is_empty()).unwrap_or_else(|| " ".into());
    let missing = width.abs() - text.chars().count() as f64;
    if missing < 1.0 || missing.is_nan() {
        return Ok(Some(Value::String(text)));
    }
    let missing = missing as usize;
    evaluator.budget.check_text(missing.saturating_mul(filler.len()))?;
    evaluator.spend(missing / 8)?;
    let padding: String = filler.chars().cycle().take(missing).collect();
    Ok(Some(Value::from(if width > 0.0 { format!("{text}{padding}") } else { format!("{padding}{text}") })))
}

pub(super) fn join(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(Value::Array(array)) = take(&mut arguments, 0) else { return Ok(None) };
    let separator = text_at(&mut arguments, 1).unwrap_or_default();
    let parts: Vec<&str> = array.iter().filter_map(Value::as_str).collect();
    let size = parts.iter().map(|part| part.len() + separator.len()).sum();
    evaluator.budget.check_text(size)?;
    evaluator.spend(parts.len() + size / 16)?;
    Ok(Some(Value::from(parts.join(&separator))))
}

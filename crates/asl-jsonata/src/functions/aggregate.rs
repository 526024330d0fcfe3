//! `$sum`, `$count`, `$max`, `$min`, `$average`, and the functions on truth and kind.

use std::cmp::Ordering;

use asl_json::{Array, Number, Value};

use super::{Context, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Evaluator, add};
use crate::sequence::{self, Val, is_function};
use crate::signature::Arguments;

fn list(arguments: &mut Arguments) -> Option<Array> {
    match take(arguments, 0) {
        Some(Value::Array(array)) => Some(array),
        _ => None,
    }
}

fn numbers(array: &Array) -> impl Iterator<Item = Number> {
    array.iter().filter_map(Value::as_number)
}

fn total(evaluator: &mut Evaluator<'_>, array: &Array) -> Outcome<Number> {
    evaluator.spend(array.len())?;
    Ok(numbers(array).fold(Number::Int(0), add))
}

pub(super) fn sum(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(array) = list(&mut arguments) else { return Ok(None) };
    let total = total(evaluator, &array)?;
    Ok(Some(evaluator.number(total)))
}

pub(super) fn average(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(array) = list(&mut arguments).filter(|array| !array.is_empty()) else { return Ok(None) };
    let total = total(evaluator, &array)?;
    let mean = crate::evaluate::divide(total, Number::Int(array.len() as i64));
    Ok(Some(evaluator.number(mean)))
}

pub(super) fn count(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::from(list(&mut arguments).map_or(0, |array| array.len()))))
}

fn extreme(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, wanted: Ordering) -> Outcome<Val> {
    let Some(array) = list(&mut arguments) else { return Ok(None) };
    evaluator.spend(array.len())?;
    let best = numbers(&array).reduce(|best, number| {
        if number.as_f64().is_nan() || number.partial_cmp(&best) == Some(wanted) { number } else { best }
    });
    Ok(best.map(Value::Number))
}

pub(super) fn max(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    extreme(evaluator, arguments, Ordering::Greater)
}

pub(super) fn min(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    extreme(evaluator, arguments, Ordering::Less)
}

/// A function that is an argument counts as false.
fn truth(value: &Value) -> bool {
    !is_function(value) && sequence::boolean(value)
}

pub(super) fn boolean(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(take(&mut arguments, 0).map(|value| Value::Bool(truth(&value))))
}

pub(super) fn not(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(take(&mut arguments, 0).map(|value| Value::Bool(!truth(&value))))
}

pub(super) fn exists(_: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::Bool(matches!(arguments.first(), Some(Some(_))))))
}

pub(super) fn type_name(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(take(&mut arguments, 0)
        .map(|value| Value::from(if is_function(&value) { "function" } else { value.type_name() })))
}

fn message(value: Val, default: &str) -> String {
    match value {
        Some(Value::String(text)) if !text.is_empty() => text.to_string(),
        _ => default.to_owned(),
    }
}

pub(super) fn error(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let text = message(take(&mut arguments, 0), "$error() function evaluated");
    Err(Fault::new("D3137").with_text(text))
}

pub(super) fn assert(_: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    if matches!(take(&mut arguments, 0), Some(Value::Bool(true))) {
        return Ok(None);
    }
    let text = message(take(&mut arguments, 1), "$assert() statement failed");
    Err(Fault::new("D3141").with_text(text))
}

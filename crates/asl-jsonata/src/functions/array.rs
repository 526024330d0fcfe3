//! Functions on arrays that call no other function.

use std::collections::BTreeSet;

use asl_json::{Array, Number, Value};

use super::{Context, take};
use crate::error::Outcome;
use crate::evaluate::{Evaluator, Numbers};
use crate::sequence::{self, Val, is_sequence};
use crate::signature::Arguments;

pub(super) fn append(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let (first, second) = (take(&mut arguments, 0), take(&mut arguments, 1));
    let length = |value: &Val| value.as_ref().map_or(0, |value| sequence::items(value).len());
    let total = length(&first) + length(&second);
    evaluator.budget.check_length(total)?;
    evaluator.spend(total)?;
    Ok(sequence::append(first, second))
}

pub(super) fn reverse(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Array(array)) = take(&mut arguments, 0) else { return Ok(None) };
    if array.len() <= 1 {
        return Ok(Some(Value::Array(array)));
    }
    evaluator.spend(array.len())?;
    Ok(Some(Value::Array(array.iter().rev().cloned().collect())))
}

pub(super) fn shuffle(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Array(array)) = take(&mut arguments, 0) else { return Ok(None) };
    if array.len() <= 1 {
        return Ok(Some(Value::Array(array)));
    }
    evaluator.spend(array.len())?;
    let mut items = array.to_vec();
    // Fisher and Yates.
    for last in (1..items.len()).rev() {
        let other = (evaluator.host().random() * (last + 1) as f64) as usize;
        items.swap(last, other.min(last));
    }
    Ok(Some(Value::array(items)))
}

/// What has been seen: scalars by their value, the rest one by one.
#[derive(Default)]
struct Seen {
    texts: Numbers,
    numbers: BTreeSet<u64>,
    others: Vec<Value>,
}

impl Seen {
    /// Whether the value is new.
    fn add(&mut self, evaluator: &mut Evaluator<'_>, value: &Value) -> Outcome<bool> {
        Ok(match value {
            Value::String(text) => self.texts.insert(text.clone(), 0).is_none(),
            Value::Number(number) => {
                let float = number.as_f64();
                // Integers that doubles cannot tell apart are compared as such.
                let key = match number {
                    Number::Int(i) if float as i64 != *i || float.abs() >= 9e15 => !(*i as u64),
                    _ => (float + 0.0).to_bits(),
                };
                float.is_nan() || self.numbers.insert(key)
            }
            other => {
                evaluator.spend(self.others.len())?;
                let new = !self.others.iter().any(|known| sequence::equal(known, other));
                if new {
                    self.others.push(other.clone());
                }
                new
            }
        })
    }
}

pub(super) fn distinct(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let array = match take(&mut arguments, 0) {
        Some(Value::Array(array)) if array.len() > 1 => array,
        other => return Ok(other),
    };
    evaluator.spend(array.len())?;
    let mut seen = Seen::default();
    let mut results = Vec::new();
    for item in array.iter() {
        if seen.add(evaluator, item)? {
            results.push(item.clone());
        }
    }
    let plain = !is_sequence(&Value::Array(array));
    Ok(Some(if plain { Value::array(results) } else { sequence::sequence(results) }))
}

pub(super) fn zip(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let mut lists: Vec<Array> = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match argument {
            Some(Value::Array(array)) => lists.push(array),
            _ => return Ok(Some(Value::array(Vec::new()))),
        }
    }
    let length = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    evaluator.spend(length * lists.len())?;
    let rows = (0..length).map(|index| {
        let row: Array = lists.iter().filter_map(|list| list.get(index).cloned()).collect();
        Value::Array(row)
    });
    Ok(Some(Value::array(rows.collect())))
}

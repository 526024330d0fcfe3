//! Predicates: `a[0]`, `a[price > 10]`.

use asl_json::{Number, Value};

use super::binary::finite;
use super::tuple::Tuple;
use super::{Env, Evaluator};
use crate::ast::{Kind, Node};
use crate::error::Outcome;
use crate::sequence::{self, Val, sequence};

/// What a predicate says about the item at an index.
enum Verdict {
    Keep(usize),
    Drop,
}

/// The index that a predicate's number means, if the number is one.
fn index_of(number: Number, length: usize) -> i64 {
    let index = match number {
        Number::Int(i) => i,
        Number::Float(f) => f.floor() as i64,
    };
    if index < 0 { index.saturating_add(length as i64) } else { index }
}

/// The constant index of a predicate such as `[0]`; one that no list has if it is out of range.
fn constant_index(predicate: &Node, length: usize) -> Option<usize> {
    match &predicate.kind {
        Kind::Literal(Value::Number(number)) => {
            Some(usize::try_from(index_of(*number, length)).unwrap_or(usize::MAX))
        }
        _ => None,
    }
}

/// Whether an item stays, by what the predicate gave for it.
fn verdict(result: &Val, index: usize, length: usize) -> Outcome<Verdict> {
    let hits = |number: &Number| index_of(*number, length) == index as i64;
    let keep = |count| if count > 0 { Verdict::Keep(count) } else { Verdict::Drop };
    Ok(match result {
        None => Verdict::Drop,
        Some(Value::Number(number)) if !number.as_f64().is_nan() => {
            keep(usize::from(hits(&finite(*number)?)))
        }
        Some(Value::Array(array)) if array.iter().all(|item| matches!(item, Value::Number(_))) => {
            let mut count = 0;
            for item in array.iter() {
                if let Value::Number(number) = item {
                    count += usize::from(hits(&finite(*number)?));
                }
            }
            keep(count)
        }
        Some(value) => keep(usize::from(sequence::boolean(value))),
    })
}

impl Evaluator<'_> {
    /// The items that the predicate holds for.
    pub(super) fn filter(&mut self, predicate: &Node, input: Val, env: &Env) -> Outcome<Val> {
        let Some(input) = input else {
            // Nothing stays, but evaluating may fail.
            if constant_index(predicate, 0).is_none() {
                self.evaluate(predicate, None, env)?;
            }
            return Ok(None);
        };
        let items = sequence::items(&input);
        if let Some(index) = constant_index(predicate, items.len()) {
            return Ok(match items.get(index) {
                Some(Value::Array(array)) => Some(Value::Array(array.clone())),
                Some(item) => Some(sequence(vec![item.clone()])),
                None => Some(sequence(Vec::new())),
            });
        }
        let mut results = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let result = self.evaluate(predicate, Some(item), env)?;
            if let Verdict::Keep(count) = verdict(&result, index, items.len())? {
                (0..count).for_each(|_| results.push(item.clone()));
            }
        }
        Ok(Some(sequence(results)))
    }

    /// The same for items that carry variables along.
    pub(super) fn filter_tuples(
        &mut self,
        predicate: &Node,
        input: Vec<Tuple>,
        env: &Env,
    ) -> Outcome<Vec<Tuple>> {
        if let Some(index) = constant_index(predicate, input.len()) {
            return Ok(input.into_iter().skip(index).take(1).collect());
        }
        let length = input.len();
        let mut results = Vec::new();
        for (index, tuple) in input.into_iter().enumerate() {
            let frame = tuple.frame(env);
            let result = self.evaluate(predicate, tuple.item.as_ref(), &frame)?;
            if let Verdict::Keep(count) = verdict(&result, index, length)? {
                results.extend(std::iter::repeat_n(tuple, count));
            }
        }
        Ok(results)
    }
}

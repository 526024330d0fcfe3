//! `^(…)` and `$sort`: a merge sort that asks in the reference's order.

use asl_json::{TextRange, Value};

use super::tuple::Tuple;
use super::{Env, Evaluator};
use crate::ast::SortTerm;
use crate::error::{Fault, Outcome};
use crate::sequence::Val;
use crate::text::compare_utf16;

/// A term of an item once it has been evaluated.
type Keys = Vec<Option<Val>>;

impl Evaluator<'_> {
    pub(super) fn sort_items(
        &mut self,
        terms: &[SortTerm],
        range: TextRange,
        items: &[Value],
        env: &Env,
    ) -> Outcome<Vec<Value>> {
        let order = self.order(terms, range, items.len(), |evaluator, term, index| {
            evaluator.evaluate(&term.expression, items.get(index), env)
        })?;
        Ok(order.into_iter().filter_map(|index| items.get(index).cloned()).collect())
    }

    pub(super) fn sort_tuples(
        &mut self,
        terms: &[SortTerm],
        range: TextRange,
        tuples: &[Tuple],
        env: &Env,
    ) -> Outcome<Vec<Tuple>> {
        let order = self.order(terms, range, tuples.len(), |evaluator, term, index| {
            let Some(tuple) = tuples.get(index) else { return Ok(None) };
            let frame = tuple.frame(env);
            evaluator.evaluate(&term.expression, tuple.item.as_ref(), &frame)
        })?;
        Ok(order.into_iter().filter_map(|index| tuples.get(index).cloned()).collect())
    }

    /// The items' indices in their order. Each term of an item is evaluated once, when it is first asked for.
    fn order(
        &mut self,
        terms: &[SortTerm],
        range: TextRange,
        length: usize,
        key: impl Fn(&mut Self, &SortTerm, usize) -> Outcome<Val>,
    ) -> Outcome<Vec<usize>> {
        let mut keys: Vec<Keys> = vec![vec![None; terms.len()]; length];
        self.merge_sort((0..length).collect(), &mut |evaluator, left, right| {
            for (number, term) in terms.iter().enumerate() {
                for index in [left, right] {
                    let slot = keys.get_mut(index).and_then(|keys| keys.get_mut(number));
                    if let Some(slot @ None) = slot {
                        *slot = Some(key(evaluator, term, index)?);
                    }
                }
                let get = |index: usize| keys.get(index).and_then(|k| k.get(number)).and_then(Option::as_ref);
                let (Some(a), Some(b)) = (get(left), get(right)) else { continue };
                let order = compare_keys(a, b, range)?;
                if order.is_ne() {
                    let undefined = a.is_none() || b.is_none();
                    let order = if term.descending && !undefined { order.reverse() } else { order };
                    return Ok(order.is_gt());
                }
            }
            Ok(false)
        })
    }

    /// Sorts the numbers of items; `after` tells whether the first of two items comes after the second.
    pub(crate) fn merge_sort(
        &mut self,
        items: Vec<usize>,
        after: &mut dyn FnMut(&mut Self, usize, usize) -> Outcome<bool>,
    ) -> Outcome<Vec<usize>> {
        if items.len() <= 1 {
            return Ok(items);
        }
        let mut left = items;
        let right = left.split_off(left.len() / 2);
        let left = self.merge_sort(left, after)?;
        let right = self.merge_sort(right, after)?;
        let mut merged = Vec::with_capacity(left.len() + right.len());
        let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            self.spend(1)?;
            let next = if after(self, *a, *b)? { right.next() } else { left.next() };
            merged.extend(next);
        }
        merged.extend(left);
        merged.extend(right);
        Ok(merged)
    }
}

/// Nothing comes last, whatever the direction.
fn compare_keys(a: &Val, b: &Val, range: TextRange) -> Outcome<std::cmp::Ordering> {
    use std::cmp::Ordering;
    let (a, b) = match (a, b) {
        (None, None) => return Ok(Ordering::Equal),
        (None, Some(_)) => return Ok(Ordering::Greater),
        (Some(_), None) => return Ok(Ordering::Less),
        (Some(a), Some(b)) => (a, b),
    };
    let sortable = |value: &Value| matches!(value, Value::String(_) | Value::Number(_));
    if !sortable(a) || !sortable(b) {
        let value = if sortable(a) { b } else { a };
        return Err(Fault::at("T2008", range).with_value(value.clone()));
    }
    match (a, b) {
        (Value::String(a), Value::String(b)) => Ok(compare_utf16(a, b)),
        (Value::Number(a), Value::Number(b)) => Ok(a.partial_cmp(b).unwrap_or(Ordering::Greater)),
        _ => Err(Fault::at("T2007", range).with_value(a.clone()).with_value2(b.clone())),
    }
}

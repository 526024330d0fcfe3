//! `^(…)` and `$sort`: a merge sort that asks in the reference's order.

use asl_json::{TextRange, Value};

use super::tuple::Tuple;
use super::{Env, Evaluator};
use crate::ast::SortTerm;
use crate::error::{Fault, Outcome};
use crate::sequence::Val;
use crate::text::compare_utf16;

/// The terms of each item in turn; none: not evaluated yet.
type Keys = Vec<Option<Val>>;

/// Whether the first of two items comes after the second.
type After<'f> = &'f mut dyn FnMut(&mut Evaluator<'_>, usize, usize) -> Outcome<bool>;

impl Evaluator<'_> {
    pub(super) fn sort_items(
        &mut self,
        terms: &[SortTerm],
        range: TextRange,
        items: &[Value],
        env: &Env,
    ) -> Outcome<Vec<Value>> {
        let order = self.order(terms, range, items.len(), &mut |evaluator, term, index| {
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
        let order = self.order(terms, range, tuples.len(), &mut |evaluator, term, index| {
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
        key: &mut dyn FnMut(&mut Evaluator<'_>, &SortTerm, usize) -> Outcome<Val>,
    ) -> Outcome<Vec<usize>> {
        let mut keys: Keys = vec![None; terms.len() * length];
        self.merge_sort(length, &mut |evaluator, left, right| {
            for (number, term) in terms.iter().enumerate() {
                let places = [left, right].map(|index| index * terms.len() + number);
                for (place, index) in places.into_iter().zip([left, right]) {
                    if let Some(slot @ None) = keys.get_mut(place) {
                        *slot = Some(key(evaluator, term, index)?);
                    }
                }
                let [Some(Some(a)), Some(Some(b))] = places.map(|place| keys.get(place)) else { continue };
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

    /// The numbers below `length` in order; `after` tells whether the first of two items comes after the second.
    pub(crate) fn merge_sort(&mut self, length: usize, after: After<'_>) -> Outcome<Vec<usize>> {
        let mut items: Vec<usize> = (0..length).collect();
        let mut left = Vec::with_capacity(length / 2);
        self.merge_halves(&mut items, &mut left, after)?;
        Ok(items)
    }

    /// `left` is room for half the items. Recursion goes as deep as the length has bits.
    fn merge_halves(&mut self, items: &mut [usize], left: &mut Vec<usize>, after: After<'_>) -> Outcome<()> {
        let (first, second) = items.split_at_mut(items.len() / 2);
        if first.is_empty() {
            return Ok(());
        }
        self.merge_halves(first, left, after)?;
        self.merge_halves(second, left, after)?;
        left.clear();
        left.extend_from_slice(first);
        // What is written never overtakes what is still to be read on the right.
        let (mut from_left, mut from_right) = (0, left.len());
        for place in 0..items.len() {
            let next = match (left.get(from_left), items.get(from_right)) {
                (Some(a), Some(b)) => {
                    self.spend(1)?;
                    if after(self, *a, *b)? {
                        from_right += 1;
                        *b
                    } else {
                        from_left += 1;
                        *a
                    }
                }
                (Some(a), None) => {
                    from_left += 1;
                    *a
                }
                // The rest stands where it belongs.
                (None, _) => break,
            };
            if let Some(slot) = items.get_mut(place) {
                *slot = next;
            }
        }
        Ok(())
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

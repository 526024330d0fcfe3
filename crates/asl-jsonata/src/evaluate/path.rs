//! Paths: each step is evaluated for every item that the step before it gave.

use asl_json::{Array, Value};

use super::{Env, Evaluator, Input};
use crate::ast::{Kind, Node, Path, Stage};
use crate::error::Outcome;
use crate::sequence::{CONSTRUCTED, KEEP, SEQUENCE, Val, sequence};

/// What a step works on.
enum Items<'v> {
    Borrowed(&'v [Value]),
    One(&'v Value),
    Nothing,
    Owned(Array),
}

impl Items<'_> {
    fn as_slice(&self) -> &[Value] {
        match self {
            Items::Borrowed(items) => items,
            Items::One(value) => std::slice::from_ref(value),
            Items::Nothing => &[],
            Items::Owned(array) => array,
        }
    }
}

/// The results of one step, flattened as they come.
#[derive(Default)]
struct Results {
    /// The only result so far: it may be handed on as it is.
    first: Val,
    flat: Vec<Value>,
    count: usize,
}

impl Results {
    fn push(&mut self, value: Value) {
        self.count += 1;
        if self.count == 1 {
            self.first = Some(value);
            return;
        }
        if let Some(first) = self.first.take() {
            self.flatten(first);
        }
        self.flatten(value);
    }

    fn flatten(&mut self, value: Value) {
        match value {
            Value::Array(array) if array.mark() & CONSTRUCTED == 0 => self.flat.extend_from_slice(&array),
            other => self.flat.push(other),
        }
    }

    /// `last`: the step is the path's last one, so that an ordinary array that is its only result stays one.
    fn finish(mut self, last: bool) -> Array {
        if let Some(first) = self.first.take() {
            match first {
                Value::Array(array) if last && array.mark() & SEQUENCE == 0 => return array,
                Value::Array(array)
                    if array.mark() & (CONSTRUCTED | KEEP) == 0 && array.mark() & SEQUENCE != 0 =>
                {
                    return array;
                }
                other => self.flatten(other),
            }
        }
        let array = Array::new(self.flat);
        array.set_mark(SEQUENCE);
        array
    }
}

impl Evaluator<'_> {
    pub(super) fn path(&mut self, node: &Node, path: &Path, input: Input<'_>, env: &Env) -> Outcome<Val> {
        if path.tuple {
            return self.tuple_path(node, path, input, env);
        }
        let group = node.group();
        let result = self.plain_steps(&path.steps, true, input, env)?;
        let result = keep_singleton(path, result);
        match group {
            Some(group) => self.group(group, result.as_ref(), env),
            None => Ok(result),
        }
    }

    /// The quick way for a path of names alone, as long as there is one object at a time.
    ///
    /// `None`: it is not that simple. `Some(None)`: there is no value.
    pub(super) fn simple_path(&self, path: &Path, input: Input<'_>, env: &Env) -> Option<Val> {
        if self.depth + 2 > self.depth_limit {
            return None;
        }
        let bound;
        let mut steps = path.steps.iter();
        let mut current = match path.steps.first().map(|step| &step.kind) {
            Some(Kind::Name(_)) => input?,
            Some(Kind::Variable(variable)) => {
                steps.next();
                bound = self.bound_variable(variable.symbol, env)??;
                &bound
            }
            _ => {
                steps.next();
                input?
            }
        };
        for step in steps {
            let Kind::Name(name) = &step.kind else { return None };
            match current {
                Value::Object(object) if object.mark() == 0 => match name.member(object) {
                    Some(value) => current = value,
                    None => return Some(None),
                },
                Value::Array(_) => return None,
                _ => return Some(None),
            }
        }
        // A sequence that an object holds is made anew.
        if matches!(current, Value::Array(array) if array.mark() & SEQUENCE != 0) {
            return None;
        }
        Some(Some(current.clone()))
    }

    /// Evaluates steps that carry no variables along. `to_the_end`: no step of the path follows them.
    #[inline(never)]
    pub(super) fn plain_steps(
        &mut self,
        steps: &[Node],
        to_the_end: bool,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let mut items = initial_items(steps, input);
        let mut nothing = matches!(items, Items::Nothing);
        let mut result = None;
        for (index, step) in steps.iter().enumerate() {
            let last = to_the_end && index + 1 == steps.len();
            if index == 0 && step.cons_array {
                // An array constructor at the start is evaluated once, not for each item.
                let whole = match &items {
                    Items::One(value) => Some(sequence(vec![(*value).clone()])),
                    _ => input.cloned(),
                };
                result = self.evaluate(step, whole.as_ref(), env)?;
            } else if let Kind::Sort(terms) = &step.kind {
                let sorted = self.sort_items(terms, step.range, items.as_slice(), env)?;
                result = self.filter_stages(step.stages(), Some(sequence(sorted)), env)?;
            } else {
                let mut results = Results::default();
                if nothing {
                    if let Some(value) = self.step(step, None, env)? {
                        results.push(value);
                    }
                } else {
                    let taken = items;
                    for item in taken.as_slice() {
                        if let Some(value) = self.step(step, Some(item), env)? {
                            results.push(value);
                        }
                        self.budget.check_length(results.flat.len())?;
                    }
                }
                result = Some(Value::Array(results.finish(last)));
            }
            nothing = false;
            items = match &result {
                Some(Value::Array(array)) if !array.is_empty() => Items::Owned(array.clone()),
                Some(Value::Array(_)) | None => break,
                // The reference goes over the items of what is no list, and finds none.
                Some(_) => Items::Borrowed(&[]),
            };
        }
        Ok(result)
    }

    /// One step for one item, with its filters.
    fn step(&mut self, step: &Node, item: Input<'_>, env: &Env) -> Outcome<Val> {
        let value = self.evaluate(step, item, env)?;
        if step.stages().is_empty() {
            return Ok(value);
        }
        self.filter_stages(step.stages(), value, env)
    }

    pub(super) fn filter_stages(&mut self, stages: &[Stage], mut value: Val, env: &Env) -> Outcome<Val> {
        for stage in stages {
            if let Stage::Filter(predicate) = stage {
                value = self.filter(predicate, value, env)?;
            }
        }
        Ok(value)
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// What the first step works on: a path that begins with a variable is not mapped over the input.
fn initial_items<'v>(steps: &[Node], input: Input<'v>) -> Items<'v> {
    let absolute = matches!(steps.first().map(|step| &step.kind), Some(Kind::Variable(_) | Kind::Context));
    match input {
        Some(Value::Array(array)) if !absolute => Items::Borrowed(array),
        Some(value) => Items::One(value),
        None => Items::Nothing,
    }
}

/// `[]` on a step: the result is an array even with one item.
pub(super) fn keep_singleton(path: &Path, result: Val) -> Val {
    if !path.keep_singleton {
        return result;
    }
    let Some(Value::Array(array)) = &result else { return result };
    let mark = array.mark();
    if mark & CONSTRUCTED != 0 && mark & SEQUENCE == 0 {
        let wrapped = sequence(vec![Value::Array(array.clone())]);
        if let Value::Array(array) = &wrapped {
            array.set_mark(SEQUENCE | KEEP);
        }
        return Some(wrapped);
    }
    if mark & SEQUENCE != 0 {
        array.set_mark(mark | KEEP);
    }
    result
}

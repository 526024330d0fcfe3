//! Paths whose items carry variables along: `@$v`, `#$i`, and the values that `%` means.

use asl_json::Value;
use smallvec::SmallVec;

use super::path::keep_singleton;
use super::{Env, Evaluator, Input};
use crate::ast::{Kind, Node, Path, Stage, Symbol};
use crate::error::Outcome;
use crate::frame::{self, Bindings, Frame};
use crate::sequence::{self, Val, append, sequence};

/// An item and its variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Tuple {
    pub(super) item: Val,
    bindings: Bindings,
}

impl Tuple {
    fn of(item: Val) -> Self {
        Self { item, bindings: SmallVec::new() }
    }

    fn bind(&mut self, symbol: Symbol, value: Val) {
        frame::set(&mut self.bindings, symbol, value);
    }

    /// A scope with the tuple's variables.
    pub(super) fn frame(&self, env: &Env) -> Env {
        Frame::with(env, self.bindings.clone())
    }

    /// Adds another tuple, each variable becoming a list.
    pub(super) fn join(&mut self, other: &Self) {
        self.item = append(self.item.take(), other.item.clone());
        for (symbol, value) in &other.bindings {
            let known = self.bindings.iter_mut().find(|(known, _)| known == symbol);
            match known {
                Some(binding) => binding.1 = append(binding.1.take(), value.clone()),
                None => self.bindings.push((*symbol, value.clone())),
            }
        }
    }
}

/// What a step inside brackets gives: with variables, or without.
enum Stream {
    Tuples(Vec<Tuple>),
    Plain(Val),
}

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn tuple_path(
        &mut self,
        node: &Node,
        path: &Path,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let tuples = match self.tuples(path, input, env)? {
            Stream::Tuples(tuples) => tuples,
            // Nothing is left before the first step with variables.
            Stream::Plain(value) => {
                let value = keep_singleton(path, value);
                return match node.group() {
                    Some(group) => self.group(group, value.as_ref(), env),
                    None => Ok(value),
                };
            }
        };
        if let Some(group) = node.group() {
            return self.group_tuples(group, &tuples, env);
        }
        let items = tuples.into_iter().filter_map(|tuple| tuple.item).collect();
        Ok(keep_singleton(path, Some(sequence(items))))
    }

    /// Evaluates the steps of a path.
    fn tuples(&mut self, path: &Path, input: Input<'_>, env: &Env) -> Outcome<Stream> {
        let first_tuple = path.steps.iter().position(|step| step.tuple).unwrap_or(0);
        let (plain, rest) = path.steps.split_at(first_tuple);
        let absolute = matches!(path.steps.first().map(|s| &s.kind), Some(Kind::Variable(_) | Kind::Context));
        let mut tuples: Vec<Tuple> = if plain.is_empty() {
            match input {
                Some(Value::Array(array)) if !absolute => {
                    array.iter().map(|item| Tuple::of(Some(item.clone()))).collect()
                }
                other => vec![Tuple::of(other.cloned())],
            }
        } else {
            match self.plain_steps(plain, false, input, env)? {
                Some(Value::Array(array)) if !array.is_empty() => {
                    array.iter().map(|item| Tuple::of(Some(item.clone()))).collect()
                }
                nothing => return Ok(Stream::Plain(nothing)),
            }
        };
        for step in rest {
            tuples = self.tuple_step(step, tuples, env)?;
            self.budget.check_length(tuples.len())?;
        }
        Ok(Stream::Tuples(tuples))
    }

    #[inline(never)]
    fn tuple_step(&mut self, step: &Node, tuples: Vec<Tuple>, env: &Env) -> Outcome<Vec<Tuple>> {
        let extra = step.extra.as_deref();
        let index = extra.and_then(|extra| extra.index);
        let mut results = Vec::new();
        if let Kind::Sort(terms) = &step.kind {
            results = self.sort_tuples(terms, step.range, &tuples, env)?;
            if let Some(index) = index {
                for (position, tuple) in results.iter_mut().enumerate() {
                    tuple.bind(index, Some(Value::from(position)));
                }
            }
            return self.tuple_stages(step.stages(), results, env);
        }
        let focus = extra.and_then(|extra| extra.focus);
        let ancestor = extra.and_then(|extra| extra.ancestor.as_ref());
        for tuple in tuples {
            let frame = tuple.frame(env);
            match self.stream(step, tuple.item.as_ref(), &frame)? {
                Stream::Tuples(inner) => {
                    for inner in inner {
                        let mut joined = tuple.clone();
                        joined.item = inner.item;
                        for (symbol, value) in inner.bindings {
                            joined.bind(symbol, value);
                        }
                        results.push(joined);
                    }
                }
                Stream::Plain(None) => {}
                Stream::Plain(Some(value)) => {
                    for (position, item) in sequence::items(&value).iter().enumerate() {
                        self.spend(1)?;
                        let mut next = tuple.clone();
                        match focus {
                            Some(focus) => next.bind(focus, Some(item.clone())),
                            None => next.item = Some(item.clone()),
                        }
                        if let Some(index) = index {
                            next.bind(index, Some(Value::from(position)));
                        }
                        if let Some(slot) = ancestor {
                            next.bind(slot.label.get(), tuple.item.clone());
                        }
                        results.push(next);
                    }
                }
            }
        }
        self.tuple_stages(step.stages(), results, env)
    }

    #[inline(never)]
    fn tuple_stages(&mut self, stages: &[Stage], mut tuples: Vec<Tuple>, env: &Env) -> Outcome<Vec<Tuple>> {
        for stage in stages {
            match stage {
                Stage::Filter(predicate) => tuples = self.filter_tuples(predicate, tuples, env)?,
                Stage::Index(symbol) => {
                    for (position, tuple) in tuples.iter_mut().enumerate() {
                        tuple.bind(*symbol, Some(Value::from(position)));
                    }
                }
            }
        }
        Ok(tuples)
    }

    /// Evaluates a step; what is inside brackets may pass its variables on.
    #[inline(never)]
    fn stream(&mut self, node: &Node, input: Input<'_>, env: &Env) -> Outcome<Stream> {
        if !node.tuple {
            return self.evaluate(node, input, env).map(Stream::Plain);
        }
        let stream = match &node.kind {
            Kind::Block(block) => {
                let Some((last, before)) = block.expressions.split_last() else {
                    return Ok(Stream::Plain(None));
                };
                self.enter()?;
                let frame = if block.binds { Frame::inside(env) } else { env.clone() };
                for expression in before {
                    self.evaluate(expression, input, &frame)?;
                }
                let stream = self.stream(last, input, &frame);
                self.leave();
                stream?
            }
            Kind::Path(path) => {
                self.enter()?;
                let stream = self.tuples(path, input, env);
                self.leave();
                match (stream?, node.group()) {
                    (Stream::Tuples(tuples), Some(group)) => {
                        Stream::Plain(self.group_tuples(group, &tuples, env)?)
                    }
                    (stream, _) => stream,
                }
            }
            _ => return self.evaluate(node, input, env).map(Stream::Plain),
        };
        Ok(match stream {
            Stream::Tuples(tuples) => Stream::Tuples(self.tuple_stages(node.predicates(), tuples, env)?),
            Stream::Plain(mut value) => {
                value = self.filter_stages(node.predicates(), value, env)?;
                Stream::Plain(value.and_then(|value| sequence::unwrap_sequence(value, node.keep_array)))
            }
        })
    }
}

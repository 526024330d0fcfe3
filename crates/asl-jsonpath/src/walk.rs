//! Following a path that may lead to several places.
//!
//! A stack of pending places stands in for Jayway's recursion, so that deep documents and long paths cost heap,
//! not stack; results come in the same order. Each place and each match takes a step of the budget.

use std::rc::Rc;

use asl_json::{Array, Object, Value};

use crate::evaluate::{Evaluation, Fault, FunctionCalls, NotFound, array, item};
use crate::java_text;
use crate::path::{Name, Steps, Token};

/// All places that a path leads to from `start`, in order.
pub(crate) fn matches(
    steps: &Steps,
    start: &Value,
    missing: Missing,
    evaluation: &mut Evaluation<'_>,
) -> Result<Vec<Value>, Fault> {
    let mut walk =
        Walk { steps, missing, pending: vec![Pending::Follow(0, start.clone())], found: Vec::new() };
    while let Some(place) = walk.pending.pop() {
        match place {
            Pending::Follow(index, value) => walk.follow(index, value, evaluation)?,
            Pending::Scan(index, value) => walk.scan(index, &value, evaluation)?,
        }
    }
    Ok(walk.found)
}

/// Whether a missing member is an error even where a path is indefinite, as it is for `[?(@.a)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    Skipped,
    Refused,
}

/// A place still to be looked at.
enum Pending {
    /// Follow the path from the token with this index on.
    Follow(usize, Value),
    /// Look for the token with this index here and in all that lies below.
    Scan(usize, Value),
}

/// One path on its way through one value.
struct Walk<'s> {
    steps: &'s Steps,
    missing: Missing,
    /// The last one is looked at first.
    pending: Vec<Pending>,
    found: Vec<Value>,
}

impl Walk<'_> {
    /// Follows the path from a token on, as far as there is only one way to go.
    fn follow(&mut self, start: usize, value: Value, evaluation: &mut Evaluation<'_>) -> Result<(), Fault> {
        let mut value = value;
        let mut index = start;
        loop {
            evaluation.spend(1)?;
            let steps = self.steps;
            let Some(token) = steps.tokens.get(index) else {
                self.found.push(value);
                return Ok(());
            };
            let next = match token {
                Token::Property { name, .. } => self.member(index, name, &value)?,
                Token::Index(position) => {
                    self.array_at(index, &value)?.and_then(|items| item(items, *position).cloned())
                }
                Token::Function(call) => {
                    if evaluation.functions == FunctionCalls::Refused {
                        return Err(Fault::Invalid(format!("Function '{}' is not supported", call.name)));
                    }
                    Some(call.evaluate(&value, evaluation)?)
                }
                _ => {
                    self.branch(index, token, &value, evaluation)?;
                    None
                }
            };
            let Some(next) = next else { return Ok(()) };
            value = next;
            index += 1;
        }
    }

    /// The member that a token names; none where Jayway passes over its absence.
    fn member(&self, index: usize, name: &Name, value: &Value) -> Result<Option<Value>, Fault> {
        let Value::Object(members) = value else { return self.not_an_object(index, value) };
        if let Some(member) = name.of(members) {
            return Ok(Some(member.clone()));
        }
        let is_last = index + 1 == self.steps.tokens.len();
        let refused = self.missing == Missing::Refused;
        if is_last {
            return if refused { Err(Fault::NotFound(NotFound::NoResults)) } else { Ok(None) };
        }
        let is_definite = self.steps.is_definite_before(index)
            && matches!(self.steps.tokens.get(index), Some(Token::Property { .. }));
        if is_definite || refused {
            return Err(Fault::NotFound(NotFound::MissingProperty(index)));
        }
        Ok(None)
    }

    fn not_an_object<T>(&self, index: usize, value: &Value) -> Result<Option<T>, Fault> {
        if self.steps.is_definite_before(index) {
            Err(Fault::NotFound(NotFound::NotAnObject(index, java_text::class_name(value))))
        } else {
            Ok(None)
        }
    }

    /// The items of a value that a token wants to be an array; none where Jayway passes over what is not.
    fn array_at<'v>(&self, index: usize, value: &'v Value) -> Result<Option<&'v Array>, Fault> {
        match array(value, index) {
            Ok(items) => Ok(Some(items)),
            Err(not_found) if self.steps.is_definite_before(index) => Err(Fault::NotFound(not_found)),
            Err(_) => Ok(None),
        }
    }

    /// Puts the places that a token with several of them leads to on the stack.
    fn branch(
        &mut self,
        index: usize,
        token: &Token,
        value: &Value,
        evaluation: &mut Evaluation<'_>,
    ) -> Result<(), Fault> {
        match token {
            Token::Properties { names, .. } => return self.members(index, names, value, evaluation),
            Token::Indexes(positions) => {
                if let Some(items) = self.array_at(index, value)? {
                    let places = positions.iter().filter_map(|position| item(items, *position));
                    self.push(index + 1, places.cloned(), evaluation)?;
                }
            }
            Token::Slice { from, to } => {
                if let Some(items) = self.array_at(index, value)? {
                    self.push(index + 1, slice(items, *from, *to), evaluation)?;
                }
            }
            Token::Wildcard => match value {
                Value::Array(items) => self.push(index + 1, items.iter().cloned(), evaluation)?,
                Value::Object(members) => self.push(index + 1, members.values().cloned(), evaluation)?,
                _ => {}
            },
            Token::Scan => self.pending.push(Pending::Scan(index + 1, value.clone())),
            Token::Filter(filter) => match value {
                Value::Object(_) => {
                    let accepted = filter.accepts(value, evaluation)?.then(|| value.clone());
                    self.push(index + 1, accepted, evaluation)?;
                }
                Value::Array(items) => {
                    let mut accepted = Vec::new();
                    for item in items.iter() {
                        if filter.accepts(item, evaluation)? {
                            accepted.push(item.clone());
                        }
                    }
                    self.push(index + 1, accepted, evaluation)?;
                }
                scalar if self.steps.is_definite_before(index) => {
                    return Err(Fault::Invalid(format!(
                        "Filter: {} can not be applied to primitives. Current context is: {}",
                        self.steps.fragments(Some(index)),
                        java_text::of(scalar)
                    )));
                }
                _ => {}
            },
            Token::Property { .. } | Token::Index(_) | Token::Function(_) => {}
        }
        Ok(())
    }

    /// Several names: at the end of the path one object of those that are there, else one place each.
    fn members(
        &mut self,
        index: usize,
        names: &[Rc<str>],
        value: &Value,
        evaluation: &mut Evaluation<'_>,
    ) -> Result<(), Fault> {
        let Value::Object(members) = value else {
            return self.not_an_object::<()>(index, value).map(|_| ());
        };
        evaluation.spend(names.len())?;
        if self.missing == Missing::Refused && names.iter().any(|name| !members.contains_key(name)) {
            return Err(Fault::NotFound(NotFound::MissingProperty(index)));
        }
        if index + 1 == self.steps.tokens.len() {
            let present = names.iter().filter_map(|name| Some((name.clone(), members.get(name)?.clone())));
            self.found.push(Value::Object(present.collect::<Object>()));
            return Ok(());
        }
        let places: Vec<Value> = names.iter().filter_map(|name| members.get(name).cloned()).collect();
        self.push(index + 1, places, evaluation)
    }

    /// Puts places on the stack so that the first is looked at first.
    fn push(
        &mut self,
        index: usize,
        places: impl IntoIterator<Item = Value>,
        evaluation: &mut Evaluation<'_>,
    ) -> Result<(), Fault> {
        let before = self.pending.len();
        self.pending.extend(places.into_iter().map(|place| Pending::Follow(index, place)));
        if let Some(new) = self.pending.get_mut(before..) {
            evaluation.spend(new.len())?;
            new.reverse();
        }
        Ok(())
    }

    /// Deep scan: the token here first, then in all that lies below, in the order of the document.
    fn scan(&mut self, index: usize, value: &Value, evaluation: &mut Evaluation<'_>) -> Result<(), Fault> {
        evaluation.spend(1)?;
        let before = self.pending.len();
        let fits = self.fits(index, value, evaluation)?;
        if fits {
            self.pending.push(Pending::Follow(index, value.clone()));
        }
        let below = |place: &Value| place.is_container().then(|| Pending::Scan(index, place.clone()));
        match value {
            Value::Array(items) => self.pending.extend(items.iter().filter_map(below)),
            Value::Object(members) => self.pending.extend(members.values().filter_map(below)),
            _ => {}
        }
        if let Some(new) = self.pending.get_mut(before..) {
            evaluation.spend(new.len())?;
            new.reverse();
        }
        Ok(())
    }

    /// Whether the token behind `..` is to be tried on a value.
    fn fits(&self, index: usize, value: &Value, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
        let steps = self.steps;
        Ok(match (steps.tokens.get(index), value) {
            (Some(Token::Property { name, .. }), Value::Object(members)) => {
                self.missing == Missing::Refused || name.of(members).is_some()
            }
            (Some(Token::Properties { names, .. }), Value::Object(members)) => {
                self.missing == Missing::Refused
                    || index + 1 < steps.tokens.len()
                    || names.iter().all(|name| members.contains_key(name))
            }
            (Some(Token::Index(_) | Token::Indexes(_) | Token::Slice { .. }), Value::Array(_))
            | (Some(Token::Wildcard), Value::Array(_) | Value::Object(_)) => true,
            // The filter is asked about the value itself first, an array included, as in Jayway.
            (Some(Token::Filter(filter)), Value::Array(_) | Value::Object(_)) => {
                filter.accepts(value, evaluation)?
            }
            _ => false,
        })
    }
}

/// The items from `from` to before `to`. With both given, negative positions are not turned around as a whole:
/// each is looked up by itself, as in Jayway.
fn slice(items: &[Value], from: Option<i32>, to: Option<i32>) -> Vec<Value> {
    let length = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from.max(-length), to.min(length)),
        (Some(from), None) => (if from < 0 { (length + from).max(0) } else { from }, length),
        (None, Some(to)) => (0, if to < 0 { length + to } else { to.min(length) }),
        (None, None) => (0, length),
    };
    (from..to).filter_map(|position| item(items, position).cloned()).collect()
}

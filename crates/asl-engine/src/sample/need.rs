//! What is wanted of a value that comes from outside: its members, its type, the values that Choices look for.

use std::cmp::Ordering;
use std::rc::Rc;

use asl_json::{Number, Value, to_json};

use super::guess::guess;

/// A need in the [`Needs`].
pub(super) type NeedId = usize;

/// A definition that asks for more is not analysed any further.
const MOST_NEEDS: usize = 8_000;
/// Values are not made deeper than this.
const DEEPEST: usize = 40;
/// How many items a made-up list has.
const ITEMS: usize = 2;

/// How sure it is that something is wanted: on the way that the samples make the workflow take, or off it.
pub(super) type Strength = u8;
/// Only looked at.
pub(super) const PEEK: Strength = 0;
/// Read off the way.
pub(super) const MAYBE: Strength = 1;
/// Read on the way.
pub(super) const SURE: Strength = 2;

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Boolean,
    Timestamp,
    List,
    Object,
    Null,
}

/// What a Choice wants a value to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    Equals(Value),
    Absent,
    /// Less or more than this, or equal to it if the flag is set.
    Beyond(Ordering, bool, Value),
    /// A text that fits the pattern of `StringMatches`.
    Matches(Rc<str>),
}

/// What is wanted of one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Need {
    /// The name of the member that it is, for guessing.
    name: Rc<str>,
    members: Vec<(Rc<str>, NeedId)>,
    item: Option<NeedId>,
    least_items: usize,
    /// It is a JSON text, and this is wanted of its value.
    text_of: Option<NeedId>,
    required: Strength,
    wish: Option<(Wish, Strength)>,
    /// What Choices do not want it to be.
    avoid: Vec<Value>,
    kind: Option<Kind>,
    /// It is split at this text.
    separator: Option<Rc<str>>,
    /// It is a text with so many `{}` in it.
    blanks: usize,
}

/// All needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs(Vec<Need>);

impl Needs {
    /// A new need; none if there are too many.
    pub(super) fn add(&mut self, name: &str) -> Option<NeedId> {
        if self.0.len() >= MOST_NEEDS {
            return None;
        }
        self.0.push(Need { name: name.into(), ..Need::default() });
        Some(self.0.len() - 1)
    }

    /// The need of a member.
    pub(super) fn member(&mut self, id: NeedId, name: &str, strength: Strength) -> Option<NeedId> {
        let found = self.0.get(id)?.members.iter().find(|(member, _)| **member == *name).map(|&(_, id)| id);
        let member = if let Some(found) = found {
            found
        } else {
            let added = self.add(name)?;
            self.0.get_mut(id)?.members.push((name.into(), added));
            added
        };
        self.require(member, strength);
        Some(member)
    }

    /// The need of the items.
    pub(super) fn item(&mut self, id: NeedId, least_items: usize, strength: Strength) -> Option<NeedId> {
        let (found, name) = self.0.get(id).map(|need| (need.item, singular(&need.name)))?;
        let item = match found {
            Some(found) => found,
            None => self.add(&name)?,
        };
        let need = self.0.get_mut(id)?;
        need.item = Some(item);
        need.least_items = need.least_items.max(least_items.min(16));
        self.require(item, strength);
        Some(item)
    }

    /// The need of the value whose JSON text this is.
    pub(super) fn text_of(&mut self, id: NeedId) -> Option<NeedId> {
        let (found, name) = self.0.get(id).map(|need| (need.text_of, Rc::clone(&need.name)))?;
        let inner = match found {
            Some(found) => found,
            None => self.add(&name)?,
        };
        self.0.get_mut(id)?.text_of = Some(inner);
        self.require(inner, SURE);
        Some(inner)
    }

    /// It must be there.
    pub(super) fn require(&mut self, id: NeedId, strength: Strength) {
        if let Some(need) = self.0.get_mut(id) {
            need.required = need.required.max(strength);
        }
    }

    /// It is used as a value of this type.
    pub(super) fn set_kind(&mut self, id: NeedId, kind: Kind) {
        if let Some(need) = self.0.get_mut(id) {
            need.kind.get_or_insert(kind);
        }
    }

    /// It is split at this text.
    pub(super) fn set_separator(&mut self, id: NeedId, separator: &str) {
        if let Some(need) = self.0.get_mut(id) {
            need.separator.get_or_insert_with(|| separator.into());
        }
    }

    /// It is the first argument of `States.Format`, with so many others.
    pub(super) fn set_blanks(&mut self, id: NeedId, blanks: usize) {
        if let Some(need) = self.0.get_mut(id) {
            need.kind = Some(Kind::Text);
            need.blanks = blanks.min(32);
        }
    }

    /// Whether a wish can be granted: no other one of the same strength stands against it.
    pub(super) fn may_wish(&self, id: NeedId, strength: Strength) -> bool {
        self.0.get(id).is_some_and(|need| {
            let text = need.text_of.is_some() || need.separator.is_some();
            !text && need.wish.as_ref().is_none_or(|&(_, other)| other < strength)
        })
    }

    /// Sets a wish.
    pub(super) fn wish(&mut self, id: NeedId, wish: Wish, strength: Strength) {
        if let Some(need) = self.0.get_mut(id) {
            if wish != Wish::Absent {
                need.required = need.required.max(strength);
            }
            need.wish = Some((wish, strength));
        }
    }

    /// A value that it should not have.
    pub(super) fn avoid(&mut self, id: NeedId, value: Value) {
        if let Some(need) = self.0.get_mut(id)
            && need.avoid.len() < 32
        {
            need.avoid.push(value);
        }
    }

    /// What it surely will be: a Choice has asked for it before.
    pub(super) fn settled(&self, id: NeedId) -> Option<&Wish> {
        self.0.get(id)?.wish.as_ref().filter(|(_, strength)| *strength == SURE).map(|(wish, _)| wish)
    }

    /// The names of the members that are wanted.
    pub(super) fn member_names(&self, id: NeedId) -> Vec<Rc<str>> {
        self.0
            .get(id)
            .map(|need| need.members.iter().map(|(name, _)| Rc::clone(name)).collect())
            .unwrap_or_default()
    }

    /// Makes a value that meets a need, out of `base` where that has what is wanted. `ordinal` tells items of a list
    /// apart.
    pub(super) fn meet(&self, id: NeedId, base: Option<Value>, ordinal: usize) -> Value {
        self.meet_at(id, base, ordinal, 0)
    }

    fn meet_at(&self, id: NeedId, base: Option<Value>, ordinal: usize, depth: usize) -> Value {
        let Some(need) = self.0.get(id).filter(|_| depth < DEEPEST) else { return base.unwrap_or_default() };
        match &need.wish {
            Some((Wish::Equals(value), _)) => return value.clone(),
            Some((Wish::Beyond(ordering, equal, value), _)) => return beyond(*ordering, *equal, value),
            Some((Wish::Matches(pattern), _)) => return Value::from(pattern.replace('*', "sample")),
            _ => {}
        }
        if let Some(inner) = need.text_of {
            let base =
                base.as_ref().and_then(Value::as_str).and_then(|text| asl_json::parse_value(text).ok());
            return Value::from(to_json(&self.meet_at(inner, base, ordinal, depth + 1)));
        }
        if need.members.iter().any(|&(_, member)| self.is_wanted(member, depth)) {
            return self.object(need, base, ordinal, depth);
        }
        if need.item.is_some_and(|item| self.is_wanted(item, depth))
            || need.least_items > 0
            || need.kind == Some(Kind::List)
        {
            return self.list(need, base, depth);
        }
        match base {
            Some(base) if need.blanks == 0 && fits(&base, need.kind) && !need.avoid.contains(&base) => base,
            _ => Self::scalar(need, ordinal),
        }
    }

    /// Whether a member has to be there, for itself or for something in it.
    fn is_wanted(&self, id: NeedId, depth: usize) -> bool {
        self.0.get(id).filter(|_| depth < DEEPEST).is_some_and(|need| match &need.wish {
            Some((Wish::Absent, strength)) => need.required > *strength,
            Some(_) => true,
            None => {
                let mut inner = need.members.iter().map(|&(_, member)| member).chain(need.item);
                need.required > PEEK || inner.any(|inner| self.is_wanted(inner, depth + 1))
            }
        })
    }

    fn is_unwanted(&self, id: NeedId) -> bool {
        self.0.get(id).is_some_and(|need| matches!(need.wish, Some((Wish::Absent, _))))
            && !self.is_wanted(id, 0)
    }

    fn object(&self, need: &Need, base: Option<Value>, ordinal: usize, depth: usize) -> Value {
        let mut members = match base {
            Some(Value::Object(object)) => object,
            // A list whose items are read by name: the one who reads takes all of them.
            Some(Value::Array(items)) if !items.is_empty() => {
                let items = items.iter().enumerate();
                return items
                    .map(|(at, item)| self.object(need, Some(item.clone()), at, depth + 1))
                    .collect::<Vec<_>>()
                    .into();
            }
            _ => asl_json::Object::default(),
        };
        for (name, member) in &need.members {
            if self.is_wanted(*member, depth) {
                let value = self.meet_at(*member, members.get(name).cloned(), ordinal, depth + 1);
                members.make_mut().insert(Rc::clone(name), value);
            } else if self.is_unwanted(*member) && members.contains_key(name) {
                members.make_mut().shift_remove(name);
            }
        }
        Value::Object(members)
    }

    fn list(&self, need: &Need, base: Option<Value>, depth: usize) -> Value {
        let mut items: Vec<Value> = match base {
            Some(Value::Array(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        let least = need.least_items.max(if items.is_empty() { ITEMS } else { 1 });
        let pattern = items.first().cloned();
        while items.len() < least {
            items.push(pattern.clone().unwrap_or_default());
        }
        let made = items.into_iter().enumerate().map(|(at, item)| {
            let base = (!item.is_null()).then_some(item);
            match need.item {
                Some(id) => self.meet_at(id, base, at, depth + 1),
                None => base.unwrap_or_else(|| guess(&singular(&need.name), at)),
            }
        });
        Value::array(made.collect())
    }

    fn scalar(need: &Need, ordinal: usize) -> Value {
        if let Some(separator) = &need.separator {
            return Value::from(
                ["arn", "aws", "sample", "eu-west-1", "123456789012", "item", "one", "two"].join(separator),
            );
        }
        if need.blanks > 0 {
            return Value::from(format!("sample{}", " {}".repeat(need.blanks)));
        }
        let first = match need.kind {
            Some(Kind::Number) => match guess(&need.name, ordinal) {
                Value::Number(number) => Value::Number(number),
                _ => Value::from(1),
            },
            Some(Kind::Boolean) => Value::Bool(true),
            Some(Kind::Timestamp) => Value::from("2026-12-01T00:00:00Z"),
            Some(Kind::List) => Value::array(Vec::new()),
            Some(Kind::Object) => Value::empty_object(),
            Some(Kind::Null) => Value::Null,
            Some(Kind::Text) => match guess(&need.name, ordinal) {
                Value::String(text) => Value::String(text),
                other => Value::from(to_json(&other)),
            },
            None => guess(&need.name, ordinal),
        };
        let mut value = first;
        for _ in 0..=need.avoid.len() {
            if !need.avoid.contains(&value) {
                break;
            }
            value = match value {
                Value::Bool(value) => Value::Bool(!value),
                Value::Number(number) => Value::from(number.as_f64() + 1.0),
                Value::String(text) => Value::from(format!("{text}-other")),
                _ => Value::from("other"),
            };
        }
        value
    }
}

/// Whether a value is of a type.
fn fits(value: &Value, kind: Option<Kind>) -> bool {
    match kind {
        None => true,
        Some(Kind::Text) => value.as_str().is_some(),
        Some(Kind::Timestamp) => value.as_str().is_some_and(|text| text.contains('T')),
        Some(Kind::Number) => matches!(value, Value::Number(_)),
        Some(Kind::Boolean) => matches!(value, Value::Bool(_)),
        Some(Kind::List) => value.as_array().is_some(),
        Some(Kind::Object) => value.as_object().is_some(),
        Some(Kind::Null) => value.is_null(),
    }
}

/// A value on the wanted side of a limit.
fn beyond(ordering: Ordering, equal: bool, limit: &Value) -> Value {
    match limit {
        Value::Number(number) => {
            let step = if equal { 0.0 } else { 1.0 };
            let value = match ordering {
                Ordering::Less => number.as_f64() - step,
                Ordering::Greater => number.as_f64() + step,
                Ordering::Equal => number.as_f64(),
            };
            if value.fract() == 0.0 && value.abs() < 9e15 {
                Value::Number(Number::Int(value as i64))
            } else {
                Value::from(value)
            }
        }
        Value::String(text) if equal => Value::String(Rc::clone(text)),
        Value::String(text)
            if text.contains('T') && text.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            match ordering {
                Ordering::Less => Value::from("1970-01-01T00:00:00Z"),
                _ => Value::from("2999-01-01T00:00:00Z"),
            }
        }
        Value::String(text) => match ordering {
            Ordering::Less => Value::from(""),
            _ => Value::from(format!("{text}~")),
        },
        other => other.clone(),
    }
}

/// `items` is a list of what is called `item`.
fn singular(name: &str) -> String {
    name.strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| name.strip_suffix('s').map(str::to_owned))
        .unwrap_or_else(|| name.to_owned())
}

//! What is wanted of a value that comes from outside: its members, its type, the values that Choices look for.

use std::cell::Cell;
use std::cmp::Ordering;
use std::rc::Rc;

use asl_json::{Number, Value, to_json};

use super::guess::{guess, item_name};

/// A need in the [`Needs`].
pub(super) type NeedId = usize;

/// A definition that asks for more is not analysed any further.
const MOST_NEEDS: usize = 3_000;
/// Values are not made deeper than this.
const DEEPEST: usize = 40;
/// How many items a made-up list has.
const ITEMS: usize = 2;
/// So many characters, about, one made-up value has: lists in lists and texts in texts would multiply without end, and
/// an execution takes no more than 256 KiB.
const LARGEST: usize = 60_000;

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
    /// The name of the member that it is, and of what it is a member of, for guessing.
    name: Rc<str>,
    parent: Rc<str>,
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
    /// It is split at this text, and so many of the parts are looked at.
    split: Option<(Rc<str>, usize)>,
    /// It is a text with so many `{}` in it.
    blanks: usize,
}

/// Where in a made-up value something is made.
#[derive(Clone, Copy)]
struct At<'r> {
    /// Its place in the list around it, from 1; 0 where there is none.
    place: usize,
    depth: usize,
    /// How many characters are left for the whole value.
    room: &'r Cell<usize>,
}

impl At<'_> {
    /// One level deeper.
    fn below(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn item(self, place: usize) -> Self {
        Self { place, ..self }
    }

    /// Whether there is room for so many characters, which then are taken.
    fn takes(self, characters: usize) -> bool {
        let left = self.room.get().checked_sub(characters);
        self.room.set(left.unwrap_or_default());
        left.is_some()
    }
}

/// All needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs(Vec<Need>);

impl Needs {
    /// A new need; none if there are too many.
    pub(super) fn add(&mut self, name: &str) -> Option<NeedId> {
        self.add_to("".into(), name)
    }

    fn add_to(&mut self, parent: Rc<str>, name: &str) -> Option<NeedId> {
        if self.0.len() >= MOST_NEEDS {
            return None;
        }
        self.0.push(Need { name: name.into(), parent, ..Need::default() });
        Some(self.0.len() - 1)
    }

    /// The need of a member.
    pub(super) fn member(&mut self, id: NeedId, name: &str, strength: Strength) -> Option<NeedId> {
        let need = self.0.get(id)?;
        let parent = Rc::clone(&need.name);
        let found = need.members.iter().find(|(member, _)| **member == *name).map(|&(_, id)| id);
        let member = if let Some(found) = found {
            found
        } else {
            let added = self.add_to(parent, name)?;
            self.0.get_mut(id)?.members.push((name.into(), added));
            added
        };
        self.require(member, strength);
        Some(member)
    }

    /// The need of the items.
    pub(super) fn item(&mut self, id: NeedId, least_items: usize, strength: Strength) -> Option<NeedId> {
        let need = self.0.get(id)?;
        let item = match need.item {
            Some(found) => found,
            None => self.add_to(Rc::clone(&need.parent), &item_name(&need.name))?,
        };
        let need = self.0.get_mut(id)?;
        need.item = Some(item);
        need.least_items = need.least_items.max(least_items.min(16));
        self.require(item, strength);
        Some(item)
    }

    /// The need of the value whose JSON text this is.
    pub(super) fn text_of(&mut self, id: NeedId) -> Option<NeedId> {
        let need = self.0.get(id)?;
        let inner = match need.text_of {
            Some(found) => found,
            None => self.add_to(Rc::clone(&need.parent), &Rc::clone(&need.name))?,
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

    /// It is split at this text, and so many of the parts are looked at.
    pub(super) fn set_split(&mut self, id: NeedId, separator: &str, parts: usize) {
        if let Some(need) = self.0.get_mut(id) {
            let (_, most) = need.split.get_or_insert_with(|| (separator.into(), 0));
            *most = (*most).max(parts.clamp(2, 16));
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
            let text = need.text_of.is_some() || need.split.is_some();
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

    /// Makes a value that meets a need, out of `base` where that has what is wanted. `place` tells items of a list
    /// apart: from 1, and 0 for what is in none.
    pub(super) fn meet(&self, id: NeedId, base: Option<Value>, place: usize) -> Value {
        self.meet_at(id, base, At { place, depth: 0, room: &Cell::new(LARGEST) })
    }

    fn meet_at(&self, id: NeedId, base: Option<Value>, at: At<'_>) -> Value {
        let Some(need) = self
            .0
            .get(id)
            .filter(|need| at.depth < DEEPEST && at.takes(need.name.len() * 2 + at.depth * 2 + 16))
        else {
            return base.unwrap_or_default();
        };
        match &need.wish {
            Some((Wish::Equals(value), _)) if at.takes(value.measure().size_bytes as usize) => {
                return value.clone();
            }
            Some((Wish::Beyond(ordering, equal, value), _)) => return beyond(*ordering, *equal, value),
            Some((Wish::Matches(pattern), _)) => return Value::from(pattern.replace('*', "sample")),
            _ => {}
        }
        if let Some(inner) = need.text_of {
            let base =
                base.as_ref().and_then(Value::as_str).and_then(|text| asl_json::parse_value(text).ok());
            let text = to_json(&self.meet_at(inner, base, at.below()));
            return Value::from(if at.takes(text.len()) { text } else { "{}".to_owned() });
        }
        if need.members.iter().any(|&(_, member)| self.is_wanted(member, at.depth)) {
            return self.object(need, base, at);
        }
        if need.item.is_some_and(|item| self.is_wanted(item, at.depth))
            || need.least_items > 0
            || need.kind == Some(Kind::List)
        {
            return self.list(need, base, at);
        }
        match base {
            Some(base) if need.blanks == 0 && fits(&base, need.kind) && !need.avoid.contains(&base) => base,
            _ => Self::scalar(need, at.place),
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

    fn object(&self, need: &Need, base: Option<Value>, at: At<'_>) -> Value {
        let mut members = match base {
            Some(Value::Object(object)) => object,
            // A list whose items are read by name: the one who reads takes all of them.
            Some(Value::Array(items)) if !items.is_empty() => {
                let items = items.iter().enumerate();
                return items
                    .map(|(ordinal, item)| {
                        self.object(need, Some(item.clone()), at.below().item(ordinal + 1))
                    })
                    .collect::<Vec<_>>()
                    .into();
            }
            _ => asl_json::Object::default(),
        };
        for (name, member) in &need.members {
            if at.room.get() == 0 {
                break;
            }
            if self.is_wanted(*member, at.depth) {
                let value = self.meet_at(*member, members.get(name).cloned(), at.below());
                members.make_mut().insert(Rc::clone(name), value);
            } else if self.is_unwanted(*member) && members.contains_key(name) {
                members.make_mut().shift_remove(name);
            }
        }
        Value::Object(members)
    }

    fn list(&self, need: &Need, base: Option<Value>, at: At<'_>) -> Value {
        let mut items: Vec<Value> = match base {
            Some(Value::Array(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        let least = need.least_items.max(if items.is_empty() { ITEMS } else { 1 });
        let pattern = items.first().cloned();
        while items.len() < least {
            items.push(pattern.clone().unwrap_or_default());
        }
        let room = |ordinal: &usize| *ordinal == 0 || at.room.get() > 0;
        let made =
            items.into_iter().enumerate().take_while(|(ordinal, _)| room(ordinal)).map(|(ordinal, item)| {
                let base = (!item.is_null()).then_some(item);
                match need.item {
                    Some(id) => self.meet_at(id, base, at.below().item(ordinal + 1)),
                    None => base.unwrap_or_else(|| guess(&item_name(&need.name), &need.parent, ordinal + 1)),
                }
            });
        Value::array(made.collect())
    }

    fn scalar(need: &Need, place: usize) -> Value {
        let guess = || guess(&need.name, &need.parent, place);
        if let Some((separator, parts)) = &need.split {
            return Value::from(in_parts(&text_of(guess(), &need.name), separator, *parts));
        }
        if need.blanks > 0 {
            return Value::from(format!("sample{}", " {}".repeat(need.blanks)));
        }
        let first = match need.kind {
            Some(Kind::Number) => match guess() {
                Value::Number(number) => Value::Number(number),
                _ => Value::from(1),
            },
            Some(Kind::Boolean) => Value::Bool(true),
            Some(Kind::Timestamp) => Value::from("2026-01-05T10:00:00Z"),
            Some(Kind::List) => Value::array(Vec::new()),
            Some(Kind::Object) => Value::empty_object(),
            Some(Kind::Null) => Value::Null,
            Some(Kind::Text) => text_of(guess(), &need.name).into(),
            None => guess(),
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

/// A guess that must be a text.
fn text_of(guess: Value, name: &str) -> String {
    match guess {
        Value::String(text) => text.to_string(),
        Value::Array(_) => format!("sample {name}"),
        other => to_json(&other),
    }
}

/// A text that has so many parts, as like to the given one as can be: its end stays the end, but for an ARN.
fn in_parts(text: &str, separator: &str, parts: usize) -> String {
    let mut pieces: Vec<String> = text.split(separator).map(str::to_owned).collect();
    let kept = usize::from(pieces.len() > 1 && !text.starts_with("arn:"));
    while pieces.len() < parts {
        let at = pieces.len() - kept;
        pieces.insert(at, format!("part-{}", at + 1));
    }
    pieces.join(separator)
}

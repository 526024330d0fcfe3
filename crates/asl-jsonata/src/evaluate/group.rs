//! Objects: built from pairs, or by grouping items by a key.

use std::rc::Rc;

use asl_json::{Map, Object, Value};
use indexmap::IndexMap;

use super::tuple::Tuple;
use super::{Env, Evaluator, Input};
use crate::ast::{Group, Node};
use crate::error::{Fault, Outcome};
use crate::sequence::{self, Val};

/// The items that share a key.
struct Entry<T> {
    pair: usize,
    data: T,
}

/// The number of the entry of each key, in their order. One type of map for all keeps the code small.
pub(crate) type Numbers = IndexMap<Rc<str>, usize, foldhash::fast::FixedState>;

/// The entry of a key that is known, if the same pair gave it.
fn known<'e, T>(
    numbers: &Numbers,
    entries: &'e mut [Entry<T>],
    group: &Group,
    pair: usize,
    key: &Rc<str>,
) -> Outcome<Option<&'e mut Entry<T>>> {
    let Some(entry) = numbers.get(key).and_then(|number| entries.get_mut(*number)) else { return Ok(None) };
    same_pair(group, entry.pair, pair, key)?;
    Ok(Some(entry))
}

impl Evaluator<'_> {
    /// `{ key: value }` over the items of the input.
    #[inline(never)]
    pub(super) fn group(&mut self, group: &Group, input: Input<'_>, env: &Env) -> Outcome<Val> {
        let items = input.map_or(&[][..], sequence::items);
        if items.len() < 2 {
            return self.single(group, items.first(), env);
        }
        let mut groups = Numbers::default();
        let mut entries: Vec<Entry<Vec<usize>>> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            for (pair, (key, _)) in group.pairs.iter().enumerate() {
                let Some(key) = self.key(key, group, Some(item), env)? else { continue };
                self.spend(1)?;
                if let Some(entry) = known(&groups, &mut entries, group, pair, &key)? {
                    entry.data.push(index);
                } else {
                    groups.insert(key, entries.len());
                    entries.push(Entry { pair, data: vec![index] });
                }
            }
        }
        let mut object = Map::with_capacity(groups.len());
        for ((key, _), entry) in groups.into_iter().zip(entries) {
            let context = match entry.data.as_slice() {
                [only] => items.get(*only).cloned(),
                many => {
                    let all = many.iter().filter_map(|index| items.get(*index));
                    Some(Value::array(all.flat_map(sequence::items).cloned().collect()))
                }
            };
            self.member(&mut object, group, entry.pair, key, context.as_ref(), env)?;
        }
        Ok(Some(Value::Object(Object::new(object))))
    }

    /// One item, or none: nothing to group, so keys and values are evaluated in turn.
    #[inline(never)]
    fn single(&mut self, group: &Group, item: Input<'_>, env: &Env) -> Outcome<Val> {
        if let Some(template) = &group.template {
            return self.record(group, template, item, env);
        }
        let mut keys: Vec<(usize, Rc<str>)> = Vec::with_capacity(group.pairs.len());
        for (pair, (key, _)) in group.pairs.iter().enumerate() {
            let Some(key) = self.key(key, group, item, env)? else { continue };
            // Few keys are compared one by one, many are looked up.
            let known = if keys.len() < 16 {
                keys.iter().find(|(_, known)| *known == key).map(|(known, _)| *known)
            } else {
                None
            };
            if let Some(known) = known {
                same_pair(group, known, pair, &key)?;
            }
            keys.push((pair, key));
        }
        let mut object = Map::with_capacity(keys.len());
        if keys.len() > 16 {
            let mut seen = Numbers::default();
            for (pair, key) in &keys {
                if let Some(known) = seen.insert(key.clone(), *pair) {
                    same_pair(group, known, *pair, key)?;
                }
            }
        }
        for (pair, key) in keys {
            self.member(&mut object, group, pair, key, item, env)?;
        }
        Ok(Some(Value::Object(Object::new(object))))
    }

    /// An object whose keys are known before: a copy of the template is filled in, so that no key is hashed.
    #[inline(never)]
    fn record(&mut self, group: &Group, template: &Map, item: Input<'_>, env: &Env) -> Outcome<Val> {
        self.spend(group.pairs.len())?;
        let mut object = template.clone();
        let mut missing = 0_u32;
        for (pair, (_, value)) in group.pairs.iter().enumerate() {
            match (self.evaluate(value, item, env)?, object.get_index_mut(pair)) {
                (Some(value), Some((_, slot))) => {
                    self.hold(&value);
                    *slot = value;
                }
                _ => missing |= 1 << pair,
            }
        }
        if missing != 0 {
            let mut kept = Map::default();
            for (pair, (key, value)) in object.into_iter().enumerate() {
                if missing & (1 << pair) == 0 {
                    kept.insert(key, value);
                }
            }
            object = kept;
        }
        Ok(Some(Value::Object(Object::new(object))))
    }

    /// The same for items that carry variables along; in a value they are lists.
    #[inline(never)]
    pub(super) fn group_tuples(&mut self, group: &Group, tuples: &[Tuple], env: &Env) -> Outcome<Val> {
        let nothing = [Tuple::default()];
        let tuples = if tuples.is_empty() { &nothing[..] } else { tuples };
        let mut groups = Numbers::default();
        let mut entries: Vec<Entry<Tuple>> = Vec::new();
        for tuple in tuples {
            let frame = tuple.frame(env);
            for (pair, (key, _)) in group.pairs.iter().enumerate() {
                let Some(key) = self.key(key, group, tuple.item.as_ref(), &frame)? else { continue };
                self.spend(1)?;
                if let Some(entry) = known(&groups, &mut entries, group, pair, &key)? {
                    entry.data.join(tuple);
                } else {
                    groups.insert(key, entries.len());
                    entries.push(Entry { pair, data: tuple.clone() });
                }
            }
        }
        let mut object = Map::with_capacity(groups.len());
        for ((key, _), entry) in groups.into_iter().zip(entries) {
            let frame = entry.data.frame(env);
            self.member(&mut object, group, entry.pair, key, entry.data.item.as_ref(), &frame)?;
        }
        Ok(Some(Value::Object(Object::new(object))))
    }

    fn key(&mut self, key: &Node, group: &Group, input: Input<'_>, env: &Env) -> Outcome<Option<Rc<str>>> {
        match self.evaluate(key, input, env)? {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(Fault::at("T1003", group.range).with_value(other)),
        }
    }

    fn member(
        &mut self,
        object: &mut Map,
        group: &Group,
        pair: usize,
        key: Rc<str>,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<()> {
        let Some((_, value)) = group.pairs.get(pair) else { return Ok(()) };
        if let Some(value) = self.evaluate(value, input, env)? {
            self.hold(&value);
            object.insert(key, value);
        }
        Ok(())
    }
}

/// Two expressions of one object may not give the same key.
fn same_pair(group: &Group, known: usize, pair: usize, key: &Rc<str>) -> Outcome<()> {
    if known == pair {
        return Ok(());
    }
    Err(Fault::at("D1009", group.range).with_value(Value::String(key.clone())))
}

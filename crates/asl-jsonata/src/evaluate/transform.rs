//! `| pattern | update, delete |`: a copy of the input in which some objects are changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use asl_json::{Array, Map, Object, Value};

use super::{Env, Evaluator};
use crate::ast::Transform;
use crate::error::{Fault, Outcome};
use crate::json_text::clone_through_text;
use crate::sequence::{self, Val, is_function};

/// The members that a changed object has: its own, or new ones.
type Patch = Vec<(Rc<str>, Option<Value>)>;

/// Changed objects by the address of the object in the copy.
type Patches = BTreeMap<usize, Patch>;

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn transform(&mut self, transform: &Transform, input: Val, env: &Env) -> Outcome<Val> {
        let Some(input) = input else { return Ok(None) };
        // Each object of the copy stands in one place only, so that changing it changes no other.
        let copy = clone_through_text(&input);
        self.spend(copy.measure().size_bytes as usize / 16)?;
        let Some(matches) = self.evaluate(&transform.pattern, Some(&copy), env)? else {
            return Ok(Some(copy));
        };
        let mut patches = Patches::default();
        for found in sequence::items(&matches) {
            self.change(transform, found, &mut patches, env)?;
        }
        if patches.is_empty() {
            return Ok(Some(copy));
        }
        self.spend(copy.measure().size_bytes as usize / 16)?;
        Ok(Some(rebuild(&copy, &patches)))
    }

    #[inline(never)]
    fn change(
        &mut self,
        transform: &Transform,
        found: &Value,
        patches: &mut Patches,
        env: &Env,
    ) -> Outcome<()> {
        let update = &transform.update;
        let seen =
            |patches: &Patches| if patches.is_empty() { found.clone() } else { rebuild(found, patches) };
        if !patches.is_empty() {
            self.spend(found.measure().size_bytes as usize / 16)?;
        }
        let changes = self.evaluate(update, Some(&seen(patches)), env)?;
        if let Some(changes) = changes {
            let Value::Object(changes) = &changes else {
                return Err(Fault::at("T2011", update.range).with_value(changes));
            };
            self.spend(changes.len() * found.as_object().map_or(0, |object| object.len()))?;
            if let Some(patch) = patch_of(patches, found) {
                for (key, value) in changes.iter() {
                    match patch.iter_mut().find(|(known, _)| known == key) {
                        Some((_, new)) => *new = Some(value.clone()),
                        None => patch.push((key.clone(), Some(value.clone()))),
                    }
                }
            }
        }
        let Some(delete) = &transform.delete else { return Ok(()) };
        let Some(names) = self.evaluate(delete, Some(&seen(patches)), env)? else { return Ok(()) };
        if !sequence::items(&names).iter().all(|name| matches!(name, Value::String(_))) {
            return Err(Fault::at("T2012", delete.range).with_value(names));
        }
        if let Some(patch) = patch_of(patches, found) {
            for name in sequence::items(&names).iter().filter_map(Value::as_str) {
                patch.retain(|(known, _)| &**known != name);
            }
        }
        Ok(())
    }
}

/// The patch of an object of the copy. Only objects can be changed.
fn patch_of<'p>(patches: &'p mut Patches, found: &Value) -> Option<&'p mut Patch> {
    let Value::Object(object) = found else { return None };
    if is_function(found) {
        return None;
    }
    let patch = patches.entry(object.address());
    Some(patch.or_insert_with(|| object.keys().map(|key| (key.clone(), None)).collect()))
}

enum Building<'v> {
    Array(std::slice::Iter<'v, Value>, Vec<Value>),
    Object(Vec<(Rc<str>, Option<Value>, Option<&'v Value>)>, Map, Option<Rc<str>>),
}

/// The value with its changed objects in their new form. Works without recursion.
fn rebuild(value: &Value, patches: &Patches) -> Value {
    let mut open: Vec<Building<'_>> = Vec::new();
    let mut next = Some(value);
    let mut done: Option<Value> = None;
    loop {
        if let Some(value) = next.take() {
            match value {
                Value::Array(array) => {
                    open.push(Building::Array(array.iter(), Vec::with_capacity(array.len())));
                }
                Value::Object(object) if !is_function(value) => {
                    let mut members: Vec<_> = match patches.get(&object.address()) {
                        Some(patch) => patch
                            .iter()
                            .map(|(key, new)| (key.clone(), new.clone(), object.get(key)))
                            .collect(),
                        None => object.iter().map(|(key, value)| (key.clone(), None, Some(value))).collect(),
                    };
                    members.reverse();
                    open.push(Building::Object(members, Map::default(), None));
                }
                other => done = Some(other.clone()),
            }
        }
        let Some(top) = open.last_mut() else { return done.unwrap_or_default() };
        match top {
            Building::Array(rest, items) => {
                items.extend(done.take());
                if let Some(item) = rest.next() {
                    next = Some(item);
                } else {
                    done = Some(Value::Array(Array::new(std::mem::take(items))));
                    open.pop();
                }
            }
            Building::Object(members, map, key) => {
                if let (Some(key), Some(value)) = (key.take(), done.take()) {
                    map.insert(key, value);
                }
                match members.pop() {
                    Some((name, Some(new), _)) => {
                        map.insert(name, new);
                    }
                    Some((name, None, Some(old))) => {
                        *key = Some(name);
                        next = Some(old);
                    }
                    Some((_, None, None)) => {}
                    None => {
                        done = Some(Value::Object(Object::new(std::mem::take(map))));
                        open.pop();
                    }
                }
            }
        }
    }
}

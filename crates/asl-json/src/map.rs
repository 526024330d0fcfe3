//! The members of an object, in the order in which they were written.
//!
//! Objects of JSON are small: up to [`LINEAR`] members are found by looking at each, without hashing and without a table
//! to allocate. Larger ones have an index beside their members.

use std::rc::Rc;

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::Value;

/// Members up to which looking at each is faster than hashing.
const LINEAR: usize = 12;

/// A member: its name and its value.
type Member = (Rc<str>, Value);

/// The members of an object, in the order in which they were written. No name occurs twice.
#[derive(Default)]
pub struct Map {
    members: Vec<Member>,
    /// The names at the same places, where there are many.
    index: Option<Box<IndexSet<Rc<str>, FixedState>>>,
}

impl Map {
    /// An empty one with room for `capacity` members.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { members: Vec::with_capacity(capacity), index: None }
    }

    /// How many members there are.
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The place of the member `name`, from 0.
    pub fn get_index_of(&self, name: &str) -> Option<usize> {
        match &self.index {
            None => self.members.iter().position(|(key, _)| &**key == name),
            Some(index) => index.get_index_of(name),
        }
    }

    /// Place, name and value of the member `name`.
    pub fn get_full(&self, name: &str) -> Option<(usize, &Rc<str>, &Value)> {
        let at = self.get_index_of(name)?;
        self.members.get(at).map(|(key, value)| (at, key, value))
    }

    /// The value of the member `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(self.get_index_of(name)?).map(|(_, value)| value)
    }

    /// The value of the member `name`, for changing.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.get_index_of(name)?;
        self.members.get_mut(at).map(|(_, value)| value)
    }

    /// The member at a place.
    pub fn get_index(&self, at: usize) -> Option<(&Rc<str>, &Value)> {
        self.members.get(at).map(|(key, value)| (key, value))
    }

    /// The member at a place, its value for changing.
    pub fn get_index_mut(&mut self, at: usize) -> Option<(&Rc<str>, &mut Value)> {
        self.members.get_mut(at).map(|(key, value)| (&*key, value))
    }

    /// Whether there is a member `name`.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get_index_of(name).is_some()
    }

    /// Sets a member: in its place if there is one of this name, else at the end. Gives the value that was there.
    pub fn insert(&mut self, name: Rc<str>, value: Value) -> Option<Value> {
        match self.get_index_of(&name).and_then(|at| self.members.get_mut(at)) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.push(name, value);
                None
            }
        }
    }

    /// Adds a member that is not there yet.
    fn push(&mut self, name: Rc<str>, value: Value) {
        if let Some(index) = &mut self.index {
            index.insert(Rc::clone(&name));
        }
        self.members.push((name, value));
        if self.index.is_none() && self.members.len() > LINEAR {
            self.index_anew();
        }
    }

    fn index_anew(&mut self) {
        let names = || Box::new(self.members.iter().map(|(key, _)| Rc::clone(key)).collect());
        self.index = (self.members.len() > LINEAR).then(names);
    }

    /// Takes the member `name` out; the others keep their order.
    pub fn shift_remove(&mut self, name: &str) -> Option<Value> {
        let at = self.get_index_of(name)?;
        let (_, value) = self.members.remove(at);
        self.index_anew();
        Some(value)
    }

    /// Keeps the members that `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&Rc<str>, &mut Value) -> bool) {
        self.members.retain_mut(|(key, value)| keep(key, value));
        self.index_anew();
    }

    /// Puts the members into the order of their names.
    pub fn sort_keys(&mut self) {
        self.members.sort_by(|left, right| left.0.cmp(&right.0));
        self.index_anew();
    }

    /// Names and values.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.members.iter())
    }

    /// The names.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Rc<str>> + ExactSizeIterator {
        self.members.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.members.iter().map(|(_, value)| value)
    }

    /// The values, for changing.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.members.iter_mut().map(|(_, value)| value)
    }

    /// Names, and values for changing.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Rc<str>, &mut Value)> {
        self.members.iter_mut().map(|(key, value)| (&*key, value))
    }
}

/// Names and values of a [`Map`].
#[derive(Clone, Debug)]
pub struct Iter<'a>(std::slice::Iter<'a, Member>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a Rc<str>, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a Rc<str>, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl IntoIterator for Map {
    type Item = (Rc<str>, Value);
    type IntoIter = std::vec::IntoIter<Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl Extend<(Rc<str>, Value)> for Map {
    fn extend<I: IntoIterator<Item = (Rc<str>, Value)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl FromIterator<(Rc<str>, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, Value)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut map = Self::with_capacity(members.size_hint().0);
        map.extend(members);
        map
    }
}

impl Clone for Map {
    /// With room for one more: who copies members means to change them.
    fn clone(&self) -> Self {
        let mut members = Vec::with_capacity(self.members.len() + 1);
        members.extend_from_slice(&self.members);
        Self { members, index: self.index.clone() }
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| other.get(key).is_some_and(|other| other == value))
    }
}

impl std::fmt::Debug for Map {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(at: usize) -> Rc<str> {
        format!("member {at}").into()
    }

    #[test]
    fn small_and_large_maps_behave_alike() {
        for size in [0, 1, LINEAR, LINEAR + 1, 1000] {
            let mut map: Map = (0..size).map(|at| (name(at), Value::from(at))).collect();
            assert_eq!(map.len(), size);
            for at in 0..size {
                assert_eq!(map.get(&name(at)), Some(&Value::from(at)));
                assert_eq!(map.get_index_of(&name(at)), Some(at));
            }
            assert_eq!(map.get("nobody"), None);
            if size == 0 {
                continue;
            }
            assert_eq!(map.insert(name(0), Value::Null), Some(Value::from(0_usize)));
            assert_eq!(map.len(), size, "a name occurs once");
            assert_eq!(map.shift_remove(&name(0)), Some(Value::Null));
            assert_eq!(map.shift_remove(&name(0)), None);
            assert_eq!(map.get_index_of(&name(size - 1)), if size == 1 { None } else { Some(size - 2) });
            map.insert(name(0), Value::from(7_i64));
            assert_eq!(map.get_index_of(&name(0)), Some(size - 1), "it comes last now");
            map.insert(name(size), Value::Bool(true));
            *map.get_mut(&name(size)).unwrap() = Value::from(1_i64);
            assert_eq!(map.get(&name(size)), Some(&Value::from(1_i64)));
            map.retain(|_, value| value.is_null());
            assert!(map.is_empty());
        }
    }

    #[test]
    fn order_is_kept_but_not_compared() {
        let forth: Map = (0..40).map(|at| (name(at), Value::from(at))).collect();
        let mut back: Map = (0..40).rev().map(|at| (name(at), Value::from(at))).collect();
        assert_eq!(forth, back);
        assert_ne!(forth.keys().next(), back.keys().next());
        back.sort_keys();
        assert!(back.keys().zip(back.keys().skip(1)).all(|(left, right)| left < right));
        assert_eq!(back.get(&name(17)), Some(&Value::from(17_usize)));
        assert_eq!(back.clone().into_iter().count(), 40);
    }
}

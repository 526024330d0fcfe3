//! The items of a distributed Map, and what the context object says of where they were found.

use std::rc::Rc;

use asl_json::{Array, Map, Value};

/// Where items of the state's own data come from.
pub(crate) const STATE_DATA: &str = "STATE_DATA";

/// The items of a distributed Map.
#[derive(Debug, Default)]
pub(crate) struct Items {
    pub(crate) list: Array,
    /// Where they were found: up to which item, and there.
    sources: Vec<(usize, Rc<str>)>,
    are_members: bool,
}

/// Where an item was found.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// `Map.Item.Source`: `STATE_DATA`, `S3://bucket`, `S3://bucket/key`.
    pub(crate) source: Rc<str>,
    /// Whether the item is a member of an object: `{"Key", "Value"}`.
    pub(crate) is_member: bool,
}

impl Items {
    /// Items of several places: up to which item, and there.
    pub(crate) const fn new(list: Array, sources: Vec<(usize, Rc<str>)>) -> Self {
        Self { list, sources, are_members: false }
    }

    /// Items of one place.
    pub(crate) fn at(source: &str, list: Array) -> Self {
        Self::new(list, vec![(usize::MAX, source.into())])
    }

    /// The members of an object of one place.
    pub(crate) fn of_members(source: &str, members: &Map) -> Self {
        let members = members.iter().map(|(key, value)| {
            Value::object([("Key", Value::String(Rc::clone(key))), ("Value", value.clone())])
        });
        Self { are_members: true, ..Self::at(source, members.collect()) }
    }

    /// Where an item was found.
    pub(crate) fn origin(&self, index: usize) -> Option<Origin> {
        let at = self.sources.partition_point(|(end, _)| *end <= index);
        let (_, source) = self.sources.get(at)?;
        Some(Origin { source: Rc::clone(source), is_member: self.are_members })
    }
}

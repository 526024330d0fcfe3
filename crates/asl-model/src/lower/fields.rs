//! The members of an object, read by name.

use std::rc::Rc;

use asl_json::{Member, Node, NodeKind};

use crate::Located;

/// The members of an object; none where the node is something else. Of a name that stands twice the last one counts,
/// as on AWS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a>(&'a [Member]);

impl<'a> Fields<'a> {
    /// The members of `node`.
    pub(crate) fn of(node: &'a Node) -> Self {
        Self(node.members().unwrap_or(&[]))
    }

    /// No members.
    pub(crate) const fn none() -> Self {
        Self(&[])
    }

    /// The value of `name`.
    pub(crate) fn get(self, name: &str) -> Option<&'a Node> {
        self.0.iter().rev().find(|member| &*member.key == name).map(|member| &member.value)
    }

    /// The value of `name`, if it is a text.
    pub(crate) fn text(self, name: &str) -> Option<Rc<str>> {
        text_of(self.get(name)?)
    }

    /// The value of `name` and its place, if it is a text.
    pub(crate) fn located_text(self, name: &str) -> Option<Located<Rc<str>>> {
        let node = self.get(name)?;
        Some(Located::new(text_of(node)?, node.range))
    }

    /// The value of `name`, if it is a whole number.
    pub(crate) fn integer(self, name: &str) -> Option<i64> {
        match self.get(name)?.kind {
            NodeKind::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The value of `name`, if it is a number.
    pub(crate) fn float(self, name: &str) -> Option<f64> {
        match self.get(name)?.kind {
            NodeKind::Number(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    /// The texts in the list `name`; other things in it are left out.
    pub(crate) fn texts(self, name: &str) -> Vec<Rc<str>> {
        self.items(name).iter().filter_map(text_of).collect()
    }

    /// The items of the list `name`.
    pub(crate) fn items(self, name: &str) -> &'a [Node] {
        self.get(name).and_then(Node::items).unwrap_or(&[])
    }

    /// The members of the object `name`.
    pub(crate) fn object(self, name: &str) -> Self {
        self.get(name).map_or(Self::none(), Self::of)
    }
}

/// The text of a node, shared.
fn text_of(node: &Node) -> Option<Rc<str>> {
    if let NodeKind::String(text) = &node.kind { Some(Rc::clone(text)) } else { None }
}

//! The tree that a text becomes, with a range for each part.

use std::rc::Rc;

use super::SyntaxError;
use crate::{Number, TextRange, Value};

/// A part of a JSON text: what it is and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What stands here.
    pub kind: NodeKind,
    /// Where it stands, without surrounding space.
    pub range: TextRange,
}

/// What a part of a JSON text is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A value was expected here and none was found.
    Missing,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, its escapes resolved.
    String(Rc<str>),
    /// A list.
    Array(Vec<Node>),
    /// An object; a name that is written twice stands here twice.
    Object(Vec<Member>),
}

/// A name and its value in an object's text.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, its escapes resolved.
    pub key: Rc<str>,
    /// Where the name stands, with its quotes.
    pub key_range: TextRange,
    /// The value.
    pub value: Node,
}

impl Member {
    /// The range from the name to the end of the value.
    pub fn range(&self) -> TextRange {
        self.key_range.cover(self.value.range)
    }
}

impl Node {
    /// The value without its ranges. Of a name that stands twice, the later value counts.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Missing | NodeKind::Null => Value::Null,
            NodeKind::Bool(b) => Value::Bool(*b),
            NodeKind::Number(n) => Value::Number(*n),
            NodeKind::String(s) => Value::String(Rc::clone(s)),
            NodeKind::Array(items) => Value::array(items.iter().map(Node::to_value).collect()),
            NodeKind::Object(members) => {
                Value::object(members.iter().map(|m| (Rc::clone(&m.key), m.value.to_value())))
            }
        }
    }

    /// The members, if this is an object.
    pub fn members(&self) -> Option<&[Member]> {
        if let NodeKind::Object(members) = &self.kind { Some(members) } else { None }
    }

    /// The items, if this is a list.
    pub fn items(&self) -> Option<&[Node]> {
        if let NodeKind::Array(items) = &self.kind { Some(items) } else { None }
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let NodeKind::String(s) = &self.kind { Some(s) } else { None }
    }

    /// The last member called `name`.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().rev().find(|member| &*member.key == name)
    }

    /// The value of the last member called `name`.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.value)
    }
}

/// What was read: always a tree, and what is wrong with the text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree; its kind is [`NodeKind::Missing`] for an empty text.
    pub root: Node,
    /// What is wrong, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

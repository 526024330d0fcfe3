//! The tree as it was written, before paths are flattened and parents resolved.

use std::rc::Rc;

use asl_json::{Number, TextRange, Value};

use crate::regex::Regex;
use crate::signature::Signature;

#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) kind: RawKind,
    /// The token that made the node.
    pub(crate) range: TextRange,
    /// `[]` follows: a single result stays an array.
    pub(crate) keep_array: bool,
    /// Levels of nodes from here down, itself included.
    pub(crate) depth: u32,
}

#[derive(Debug)]
pub(crate) enum RawKind {
    Name(Rc<str>),
    Variable(Rc<str>),
    String(Rc<str>),
    Number(Number),
    Constant(Value),
    Regex(Rc<Regex>),
    Wildcard,
    Descendant,
    Parent,
    /// `and`, `or`, `in` where an operand is expected: field names.
    Word(&'static str),
    /// `?` among the arguments of a partial application.
    Placeholder,
    /// The end of the text where an operand is expected.
    End,
    Binary {
        operator: &'static str,
        left: Box<Raw>,
        right: Box<Raw>,
    },
    Group {
        left: Box<Raw>,
        pairs: Vec<(Raw, Raw)>,
    },
    Sort {
        left: Box<Raw>,
        terms: Vec<(bool, Raw)>,
    },
    Negate(Box<Raw>),
    Array(Vec<Raw>),
    Object(Vec<(Raw, Raw)>),
    Block(Vec<Raw>),
    Call {
        procedure: Box<Raw>,
        arguments: Vec<Raw>,
        partial: bool,
    },
    Lambda {
        parameters: Vec<Rc<str>>,
        signature: Option<Rc<Signature>>,
        body: Box<Raw>,
    },
    Condition {
        condition: Box<Raw>,
        then: Box<Raw>,
        otherwise: Option<Box<Raw>>,
    },
    Transform {
        pattern: Box<Raw>,
        update: Box<Raw>,
        delete: Option<Box<Raw>>,
    },
}

impl Raw {
    pub(crate) fn new(kind: RawKind, range: TextRange) -> Self {
        let depth = kind.depth() + 1;
        Self { kind, range, keep_array: false, depth }
    }

    /// The node as an error names it.
    pub(crate) fn value(&self) -> Value {
        match &self.kind {
            RawKind::Name(text) | RawKind::Variable(text) | RawKind::String(text) => {
                Value::String(text.clone())
            }
            RawKind::Number(number) => Value::Number(*number),
            RawKind::Constant(value) => value.clone(),
            RawKind::Regex(_) => Value::empty_object(),
            RawKind::Wildcard => "*".into(),
            RawKind::Descendant => "**".into(),
            RawKind::Parent => "%".into(),
            RawKind::Word(text) => (*text).into(),
            RawKind::Placeholder | RawKind::Condition { .. } => "?".into(),
            RawKind::End => "(end)".into(),
            RawKind::Binary { operator, .. } => (*operator).into(),
            RawKind::Group { .. } | RawKind::Object(_) => "{".into(),
            RawKind::Sort { .. } => "^".into(),
            RawKind::Negate(_) => "-".into(),
            RawKind::Array(_) => "[".into(),
            RawKind::Block(_) | RawKind::Call { .. } | RawKind::Lambda { .. } => "(".into(),
            RawKind::Transform { .. } => "|".into(),
        }
    }
}

impl RawKind {
    fn depth(&self) -> u32 {
        fn all<'a>(nodes: impl Iterator<Item = &'a Raw>) -> u32 {
            nodes.map(|node| node.depth).max().unwrap_or(0)
        }
        fn pairs(pairs: &[(Raw, Raw)]) -> u32 {
            all(pairs.iter().flat_map(|(key, value)| [key, value]))
        }
        match self {
            Self::Binary { left, right, .. } => left.depth.max(right.depth),
            Self::Group { left, pairs: members } => left.depth.max(pairs(members)),
            Self::Sort { left, terms } => left.depth.max(all(terms.iter().map(|(_, term)| term))),
            Self::Negate(operand) | Self::Lambda { body: operand, .. } => operand.depth,
            Self::Array(items) | Self::Block(items) => all(items.iter()),
            Self::Object(members) => pairs(members),
            Self::Call { procedure, arguments, .. } => procedure.depth.max(all(arguments.iter())),
            Self::Condition { condition, then, otherwise } => {
                condition.depth.max(then.depth).max(otherwise.as_ref().map_or(0, |node| node.depth))
            }
            Self::Transform { pattern, update, delete } => {
                pattern.depth.max(update.depth).max(delete.as_ref().map_or(0, |node| node.depth))
            }
            _ => 0,
        }
    }
}

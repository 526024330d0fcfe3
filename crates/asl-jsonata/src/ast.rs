//! The tree that is evaluated: paths are flattened into steps, names are numbers, built-ins are resolved.

use std::cell::Cell;
use std::rc::Rc;

use asl_json::{Map, Object, TextRange, Value};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::functions::Builtin;
use crate::regex::Regex;
use crate::signature::Signature;

/// The number of a variable's name in [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(pub(crate) u32);

/// The names of the variables of one expression.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    list: Vec<Rc<str>>,
    /// Where the names are, once there are too many to look through.
    places: IndexMap<Rc<str>, u32, FixedState>,
}

/// As many names as are looked through one by one.
const FEW: usize = 32;

impl Names {
    pub(crate) fn symbol(&mut self, name: &str) -> Symbol {
        let known = if self.places.is_empty() {
            self.list.iter().position(|other| &**other == name).map(|index| index as u32)
        } else {
            self.places.get(name).copied()
        };
        Symbol(known.unwrap_or_else(|| {
            let index = self.list.len() as u32;
            self.list.push(name.into());
            if self.list.len() > FEW {
                // All that are not in it yet: at first the few before, later this one and fresh ones.
                while let Some(name) = self.list.get(self.places.len()) {
                    self.places.insert(Rc::clone(name), self.places.len() as u32);
                }
            }
            index
        }))
    }

    /// A symbol that no name in a text can mean.
    pub(crate) fn fresh(&mut self) -> Symbol {
        self.list.push(format!("!{}", self.list.len()).into());
        Symbol((self.list.len() - 1) as u32)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Rc<str>> {
        self.list.iter()
    }

    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        self.list.get(symbol.0 as usize).map_or("", |name| name)
    }
}

/// The name of a field, and where it was found last: items of a list mostly have their members at the same places.
#[derive(Clone, Debug)]
pub(crate) struct FieldName {
    pub(crate) text: Rc<str>,
    place: Cell<usize>,
}

impl FieldName {
    pub(crate) fn new(text: Rc<str>) -> Self {
        Self { text, place: Cell::new(0) }
    }

    /// The object's member of that name.
    pub(crate) fn member<'v>(&self, object: &'v Object) -> Option<&'v Value> {
        if let Some((name, value)) = object.get_index(self.place.get())
            && (Rc::ptr_eq(name, &self.text) || **name == *self.text)
        {
            return Some(value);
        }
        let (place, _, value) = object.get_full(&self.text)?;
        self.place.set(place);
        Some(value)
    }
}

/// Where a `%` finds its value: the variable that the step `level` levels up binds.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) label: Cell<Symbol>,
    pub(crate) level: Cell<i32>,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) range: TextRange,
    pub(crate) keep_array: bool,
    /// An array constructor whose result is not flattened into the path's sequence.
    pub(crate) cons_array: bool,
    /// The step carries variables along, so the path works on tuples.
    pub(crate) tuple: bool,
    /// What few nodes have.
    pub(crate) extra: Option<Box<Extra>>,
}

#[derive(Debug, Default)]
pub(crate) struct Extra {
    /// Filters on a node that is not a step, or on the first step of a path.
    pub(crate) predicates: Vec<Stage>,
    /// Filters and position variables of a step.
    pub(crate) stages: Vec<Stage>,
    pub(crate) group: Option<Group>,
    /// `@$v`
    pub(crate) focus: Option<Symbol>,
    /// `#$i`
    pub(crate) index: Option<Symbol>,
    pub(crate) ancestor: Option<Rc<Slot>>,
    /// While the tree is made: `%` inside that have not found their step yet.
    pub(crate) seeking: Vec<Rc<Slot>>,
}

#[derive(Debug)]
pub(crate) enum Stage {
    Filter(Node),
    Index(Symbol),
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) pairs: Vec<(Node, Node)>,
    /// All keys are different texts that are known before: an object with all of them.
    pub(crate) template: Option<Map>,
    pub(crate) range: TextRange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Concatenate,
    Range,
    In,
    And,
    Or,
}

impl Operator {
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        Some(match text {
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "%" => Self::Remainder,
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "&" => Self::Concatenate,
            ".." => Self::Range,
            "in" => Self::In,
            "and" => Self::And,
            "or" => Self::Or,
            _ => return None,
        })
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Concatenate => "&",
            Self::Range => "..",
            Self::In => "in",
            Self::And => "and",
            Self::Or => "or",
        }
    }
}

#[derive(Debug)]
pub(crate) enum Kind {
    Path(Path),
    Binary(Box<Binary>),
    Negate(Box<Node>),
    Array(Vec<Node>),
    Object(Group),
    Name(FieldName),
    /// A string, a number, `true`, `false` or `null`.
    Literal(Value),
    Wildcard,
    Descendant,
    Parent(Rc<Slot>),
    Condition(Box<Condition>),
    Block(Block),
    Bind(Symbol, Box<Node>),
    Regex(Rc<Regex>),
    Call(Box<Call>),
    /// A call with `?` among its arguments.
    Partial(Box<Call>),
    Variable(Variable),
    /// `$`
    Context,
    Lambda(Rc<Lambda>),
    Apply(Box<(Node, Node)>),
    Transform(Rc<Transform>),
    /// A step that orders what the steps before it gave.
    Sort(Vec<SortTerm>),
    /// `?` among the arguments of a partial application.
    Placeholder,
}

#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) steps: Vec<Node>,
    pub(crate) keep_singleton: bool,
    /// Names alone, without filters, variables or grouping.
    pub(crate) simple: bool,
    /// Some step carries variables along.
    pub(crate) tuple: bool,
}

#[derive(Debug)]
pub(crate) struct Binary {
    pub(crate) operator: Operator,
    pub(crate) left: Node,
    pub(crate) right: Node,
}

#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) test: Node,
    pub(crate) then: Node,
    pub(crate) otherwise: Option<Node>,
}

#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) expressions: Vec<Node>,
    /// Whether something inside binds a variable, so that the block needs a frame of its own.
    pub(crate) binds: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub(crate) symbol: Symbol,
    /// The built-in function of that name, where the option set has one.
    pub(crate) builtin: Option<Builtin>,
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) procedure: Node,
    pub(crate) arguments: Vec<Node>,
    /// The last thing that a function does: replaces the running call instead of nesting in it.
    pub(crate) tail: bool,
    /// The name of what is called, as errors say it.
    pub(crate) token: Option<Value>,
}

#[derive(Debug)]
pub(crate) struct Lambda {
    pub(crate) parameters: Vec<Symbol>,
    pub(crate) signature: Option<Rc<Signature>>,
    pub(crate) body: Node,
}

#[derive(Debug)]
pub(crate) struct Transform {
    pub(crate) pattern: Node,
    pub(crate) update: Node,
    pub(crate) delete: Option<Node>,
}

#[derive(Debug)]
pub(crate) struct SortTerm {
    pub(crate) descending: bool,
    pub(crate) expression: Node,
}

impl Node {
    pub(crate) fn new(kind: Kind, range: TextRange) -> Self {
        Self { kind, range, keep_array: false, cons_array: false, tuple: false, extra: None }
    }

    pub(crate) fn extra_mut(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    pub(crate) fn predicates(&self) -> &[Stage] {
        self.extra.as_ref().map_or(&[], |extra| &extra.predicates)
    }

    pub(crate) fn stages(&self) -> &[Stage] {
        self.extra.as_ref().map_or(&[], |extra| &extra.stages)
    }

    pub(crate) fn group(&self) -> Option<&Group> {
        self.extra.as_ref().and_then(|extra| extra.group.as_ref())
    }

    pub(crate) fn is_array_constructor(&self) -> bool {
        matches!(self.kind, Kind::Array(_))
    }
}

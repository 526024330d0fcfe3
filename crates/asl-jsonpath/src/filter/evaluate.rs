//! Asking a filter about an item, with Jayway's comparisons.
//!
//! Equality is not symmetric: a text on the left makes a number on the right a text, a number on the left makes a
//! text on the right a number. A JSON literal on the left is a mere text and equals nothing.

use std::cmp::Ordering;
use std::rc::Rc;

use asl_json::{Number, Value};

use crate::evaluate::{Evaluation, Fault};
use crate::filter::{Expression, Operand, Operator, Pattern};
use crate::java_text;
use crate::path::Path;

/// An operand with its path followed.
enum Node<'f> {
    String(Rc<str>),
    Number(Number),
    Bool(bool),
    Null,
    /// A path that matches nothing; equals nothing, itself included.
    Undefined,
    /// An array or object of the document.
    Json(Value),
    /// An array or object written in the filter.
    Literal(&'f Option<Value>),
    Pattern(&'f Pattern),
    /// A text in a list that is a path: it equals nothing.
    Path,
}

impl Expression {
    /// Whether the filter lets the item through. What Jayway calls an invalid path in the midst of it (a wrong
    /// kind of operand) makes the whole filter false, whatever stands around it.
    pub(crate) fn accepts(&self, item: &Value, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
        match self.holds(item, evaluation) {
            Err(Fault::NotFound(_) | Fault::Invalid(_)) => Ok(false),
            other => other,
        }
    }

    fn holds(&self, item: &Value, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
        evaluation.spend(1)?;
        match self {
            Self::Or(all) => any(all, |one| one.holds(item, evaluation)),
            Self::And(all) => any(all, |one| one.holds(item, evaluation).map(|holds| !holds)).map(|no| !no),
            Self::Not(one) => one.holds(item, evaluation).map(|holds| !holds),
            Self::Exists { path, wanted } => {
                let Operand::Path(steps) = path else { return Ok(false) };
                match evaluation.exists(steps, item) {
                    Ok(found) => Ok(found == *wanted),
                    Err(Fault::NotFound(_)) => Ok(!*wanted),
                    Err(other) => Err(other),
                }
            }
            Self::Relation { left, operator, right } => {
                let left = node(left, item, evaluation)?;
                let right = node(right, item, evaluation)?;
                compare(*operator, &left, &right, evaluation)
            }
        }
    }
}

fn any(all: &[Expression], mut holds: impl FnMut(&Expression) -> Result<bool, Fault>) -> Result<bool, Fault> {
    for one in all {
        if holds(one)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn node<'f>(operand: &'f Operand, item: &Value, evaluation: &mut Evaluation<'_>) -> Result<Node<'f>, Fault> {
    Ok(match operand {
        Operand::String(text) => Node::String(Rc::clone(text)),
        Operand::Number(number) => Node::Number(*number),
        Operand::Bool(b) => Node::Bool(*b),
        Operand::Null => Node::Null,
        Operand::Json(literal) => Node::Literal(literal),
        Operand::Pattern(pattern) => Node::Pattern(pattern),
        Operand::Path(steps) => match evaluation.filter_value(steps, item) {
            Err(Fault::NotFound(_)) => Node::Undefined,
            Err(other) => return Err(other),
            Ok(Value::Null) => Node::Null,
            Ok(Value::Bool(b)) => Node::Bool(b),
            Ok(Value::Number(number)) => Node::Number(number),
            Ok(Value::String(text)) => Node::String(text),
            Ok(container) => Node::Json(container),
        },
    })
}

fn compare(
    operator: Operator,
    left: &Node<'_>,
    right: &Node<'_>,
    evaluation: &mut Evaluation<'_>,
) -> Result<bool, Fault> {
    evaluation.spend(left.cost() + right.cost())?;
    let ordered = |wanted: fn(Ordering) -> bool| Ok(left.order(right).is_some_and(wanted));
    match operator {
        Operator::Equal => left.equals_in_filter(right),
        Operator::NotEqual => left.equals_in_filter(right).map(|equal| !equal),
        Operator::StrictEqual => Ok(left.same_kind(right) && left.equals_in_filter(right)?),
        Operator::StrictNotEqual => Ok(!(left.same_kind(right) && left.equals_in_filter(right)?)),
        Operator::Less => ordered(Ordering::is_lt),
        Operator::LessOrEqual => ordered(Ordering::is_le),
        Operator::Greater => ordered(Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(Ordering::is_ge),
        Operator::Regex => matches_regex(left, right, evaluation),
        Operator::In => is_in(left, right, evaluation),
        Operator::NotIn => is_in(left, right, evaluation).map(|found| !found),
        Operator::Contains => contains(left, right, evaluation),
        // Jayway wants a list that only its Java interface can make.
        Operator::All => Err(invalid("Expected value list node")),
        Operator::Size => size(left, right),
        Operator::Empty => empty(left, right),
        Operator::SubsetOf | Operator::AnyOf | Operator::NoneOf => {
            let (Some(right), Some(left)) = (list(right, evaluation)?, list(left, evaluation)?) else {
                return Ok(false);
            };
            evaluation.spend(left.len().saturating_mul(right.len()))?;
            let found = |item: &Node<'_>| right.iter().any(|other| item.equals(other));
            Ok(match operator {
                Operator::SubsetOf => left.iter().all(found),
                Operator::AnyOf => left.iter().any(found),
                _ => !left.iter().any(found),
            })
        }
        Operator::Exists => match (left, right) {
            (Node::Bool(left), Node::Bool(right)) => Ok(left == right),
            (Node::Bool(_), _) | (_, Node::Bool(_)) => Err(invalid("Expected boolean node")),
            _ => Err(Fault::internal("Failed to evaluate exists expression")),
        },
        Operator::Type => Err(invalid("Expected class node")),
        Operator::Matches => Err(invalid("Expected predicate node")),
    }
}

fn invalid(message: &str) -> Fault {
    Fault::Invalid(message.to_owned())
}

impl Node<'_> {
    /// Steps that looking at the node's content takes.
    fn cost(&self) -> usize {
        match self {
            Node::String(text) => text.len() / 64,
            Node::Json(value) | Node::Literal(Some(value)) => value.measure().size_bytes as usize / 16,
            _ => 0,
        }
    }

    /// Jayway's `equals` of two operands.
    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Node::String(a), Node::String(b)) => a == b,
            (Node::String(text), Node::Number(number)) => **text == java_text::big_decimal(*number),
            (Node::Number(a), Node::Number(b)) => a == b,
            (Node::Number(number), Node::String(text)) => Number::parse(text).is_some_and(|b| *number == b),
            (Node::Bool(a), Node::Bool(b)) => a == b,
            (Node::Null, Node::Null) => true,
            // Two literals are compared by their texts in Jayway; equal values are near enough.
            (Node::Json(a), Node::Json(b)) | (Node::Literal(Some(a)), Node::Literal(Some(b))) => {
                identical(a, b)
            }
            _ => false,
        }
    }

    /// `==`: as [`equals`](Self::equals), but a literal on the right is read first, if the left is JSON.
    fn equals_in_filter(&self, other: &Self) -> Result<bool, Fault> {
        match (self, other) {
            (Node::Json(a), Node::Literal(Some(b))) => Ok(identical(a, b)),
            (Node::Json(_) | Node::Literal(_), Node::Literal(None)) => {
                Err(Fault::internal("the filter's JSON cannot be read"))
            }
            (Node::Literal(_), Node::Literal(_)) => Ok(false),
            _ => Ok(self.equals(other)),
        }
    }

    const fn same_kind(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Node::String(_), Node::String(_))
                | (Node::Number(_), Node::Number(_))
                | (Node::Bool(_), Node::Bool(_))
                | (Node::Null, Node::Null)
                | (Node::Undefined, Node::Undefined)
                | (Node::Json(_) | Node::Literal(_), Node::Json(_) | Node::Literal(_))
                | (Node::Pattern(_), Node::Pattern(_))
        )
    }

    /// The order of two numbers, or of two texts by their UTF-16 units, as Java does; a number and a text have none.
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Node::Number(a), Node::Number(b)) => a.partial_cmp(b),
            (Node::String(a), Node::String(b)) => Some(a.encode_utf16().cmp(b.encode_utf16())),
            _ => None,
        }
    }

    fn as_text(&self) -> Option<Rc<str>> {
        match self {
            Node::String(text) => Some(Rc::clone(text)),
            Node::Number(number) => Some(java_text::big_decimal(*number).into()),
            _ => None,
        }
    }

    /// What a regular expression is matched against.
    fn regex_input(&self) -> Rc<str> {
        match self {
            Node::Bool(b) => Rc::from(if *b { "true" } else { "false" }),
            other => other.as_text().unwrap_or_else(|| Rc::from("")),
        }
    }

    /// The array or object, if it is one. The error is for a literal that cannot be read.
    fn json(&self) -> Result<Option<&Value>, Fault> {
        match self {
            Node::Json(value) | Node::Literal(Some(value)) => Ok(Some(value)),
            Node::Literal(None) => Err(Fault::internal("the filter's JSON cannot be read")),
            _ => Ok(None),
        }
    }
}

/// Equality of content as Java's collections have it: `1` is not `1.0`.
fn identical(a: &Value, b: &Value) -> bool {
    let mut pending = vec![(a, b)];
    while let Some((a, b)) = pending.pop() {
        let same = match (a, b) {
            (Value::Number(a), Value::Number(b)) => a.is_int() == b.is_int() && a == b,
            (Value::Array(a), Value::Array(b)) => {
                pending.extend(a.iter().zip(b.iter()));
                a.len() == b.len()
            }
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(name, value)| {
                        b.get(name).is_some_and(|other| {
                            pending.push((value, other));
                            true
                        })
                    })
            }
            (a, b) => a == b,
        };
        if !same {
            return false;
        }
    }
    true
}

/// The items of an array as operands; none if the operand is JSON but no array.
fn list<'f>(node: &Node<'f>, evaluation: &mut Evaluation<'_>) -> Result<Option<Vec<Node<'f>>>, Fault> {
    let Some(value) = node.json()? else { return Err(invalid("Expected value list node")) };
    let Value::Array(items) = value else { return Ok(None) };
    evaluation.spend(items.len())?;
    items.iter().map(list_item).collect::<Result<Vec<_>, _>>().map(Some)
}

/// An item of a list. Jayway takes texts that look like a path or JSON for such, and cannot take containers.
fn list_item<'f>(item: &Value) -> Result<Node<'f>, Fault> {
    Ok(match item {
        Value::Null => Node::Null,
        Value::Bool(b) => Node::Bool(*b),
        Value::Number(number) => Node::Number(*number),
        Value::String(text) => {
            let trimmed = text.trim();
            if trimmed.starts_with(['$', '@']) && Path::parse_as_jayway(trimmed).is_ok() {
                Node::Path
            } else {
                Node::String(literal_text(text))
            }
        }
        Value::Array(_) | Value::Object(_) => return Err(Fault::internal("Could not determine value type")),
    })
}

/// A list's text goes through the reader of string literals once more: quotes around it and backslashes in it go.
fn literal_text(text: &Rc<str>) -> Rc<str> {
    if text.len() < 2 {
        return Rc::clone(text);
    }
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let inner = quoted('\'').or_else(|| quoted('"'));
    if inner.is_none() && !text.contains('\\') {
        return Rc::clone(text);
    }
    let characters: Vec<char> = inner.unwrap_or(text).chars().collect();
    crate::unescape::unescape(&characters).map_or_else(|| Rc::clone(text), Rc::from)
}

fn is_in(left: &Node<'_>, right: &Node<'_>, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
    Ok(list(right, evaluation)?.is_some_and(|items| items.iter().any(|item| left.equals(item))))
}

fn contains(left: &Node<'_>, right: &Node<'_>, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
    match (left, right) {
        (Node::String(text), Node::String(part)) => Ok(text.contains(&**part)),
        (Node::Json(_) | Node::Literal(_), _) => is_in(right, left, evaluation),
        _ => Ok(false),
    }
}

fn size(left: &Node<'_>, right: &Node<'_>) -> Result<bool, Fault> {
    let Node::Number(wanted) = right else { return Ok(false) };
    let wanted = wanted.as_f64() as i64;
    Ok(match left {
        Node::String(text) => text.encode_utf16().count() as i64 == wanted,
        Node::Json(_) | Node::Literal(_) => match left.json()? {
            Some(Value::Array(items)) => items.len() as i64 == wanted,
            _ => wanted == -1,
        },
        _ => false,
    })
}

fn empty(left: &Node<'_>, right: &Node<'_>) -> Result<bool, Fault> {
    let is_empty = match left {
        Node::String(text) => text.is_empty(),
        Node::Json(_) | Node::Literal(_) => match left.json()? {
            Some(Value::Array(items)) => items.is_empty(),
            // Jayway 2.9 takes the object for a list and breaks off; an answer serves better.
            Some(Value::Object(members)) => members.is_empty(),
            _ => true,
        },
        _ => return Ok(false),
    };
    let Node::Bool(wanted) = right else { return Err(invalid("Expected boolean node")) };
    Ok(is_empty == *wanted)
}

fn matches_regex(left: &Node<'_>, right: &Node<'_>, evaluation: &mut Evaluation<'_>) -> Result<bool, Fault> {
    let (pattern, other) = match (left, right) {
        (Node::Pattern(_), Node::Pattern(_)) => return Ok(false),
        (Node::Pattern(pattern), other) | (other, Node::Pattern(pattern)) => (*pattern, other),
        _ => return Ok(false),
    };
    let mut matches = |node: &Node<'_>| {
        let input = node.regex_input();
        evaluation.spend(pattern.cost(input.len()))?;
        Ok(pattern.matches(&input))
    };
    if let Some(Value::Array(items)) = other.json()? {
        for item in items.iter() {
            if matches(&list_item(item)?)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    matches(other)
}

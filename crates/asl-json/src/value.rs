//! JSON values, shared by reference count and copied only when a shared one is changed.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use crate::write::to_json;
use crate::{Map, Number};

/// A JSON value. Cloning never copies content.
///
/// Equality is that of JSON: numbers by value (`1 == 1.0`), members in any order.
#[derive(Clone, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(Rc<str>),
    /// A list.
    Array(Array),
    /// An object.
    Object(Object),
}

/// How large a value's compact JSON text is, and how deeply it nests.
///
/// Units: `size_bytes` is the length in bytes of what [`to_json`] writes; `depth` is 0 for scalars and for
/// empty containers 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Bytes of the compact JSON text.
    pub size_bytes: u32,
    /// Levels of nesting.
    pub depth: u32,
}

struct Node<T: Content> {
    content: T,
    /// `size_bytes == 0` means "not measured yet": no JSON text is empty.
    measure: Cell<Measure>,
    /// See `set_mark`.
    mark: Cell<u32>,
}

trait Content: Default {
    fn take_containers(&mut self, into: &mut Vec<Value>);
}

impl Content for Vec<Value> {
    fn take_containers(&mut self, into: &mut Vec<Value>) {
        into.extend(self.iter_mut().filter(|value| value.is_last_container()).map(std::mem::take));
    }
}

impl Content for Map {
    fn take_containers(&mut self, into: &mut Vec<Value>) {
        into.extend(self.values_mut().filter(|value| value.is_last_container()).map(std::mem::take));
    }
}

impl<T: Content> Drop for Node<T> {
    /// Frees without recursion: depth of nesting costs heap, not stack.
    fn drop(&mut self) {
        if self.measure.get().size_bytes != 0 && self.measure.get().depth < 64 {
            return; // known to be shallow: the ordinary drop is faster
        }
        let mut pending = Vec::new();
        self.content.take_containers(&mut pending);
        while let Some(value) = pending.pop() {
            match value {
                Value::Array(Array(mut rc)) => {
                    if let Some(node) = Rc::get_mut(&mut rc) {
                        node.content.take_containers(&mut pending);
                    }
                }
                Value::Object(Object(mut rc)) => {
                    if let Some(node) = Rc::get_mut(&mut rc) {
                        node.content.take_containers(&mut pending);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Node<Map> {
    /// The measure after the member's value has become another one; the default where only counting anew tells.
    fn measure_with(&self, name: &str, value: &Value) -> Measure {
        let now = self.measure.get();
        let (Some(old), new) = (self.content.get(name).map(Value::measure), value.measure()) else {
            return Measure::default();
        };
        let may_be_flatter = old.depth + 1 == now.depth && new.depth < old.depth;
        if now.size_bytes == 0 || now.size_bytes == u32::MAX || may_be_flatter {
            return Measure::default();
        }
        Measure {
            size_bytes: (now.size_bytes - old.size_bytes).saturating_add(new.size_bytes),
            depth: now.depth.max(new.depth + 1),
        }
    }
}

impl<T: Content + Clone> Clone for Node<T> {
    fn clone(&self) -> Self {
        Self { content: self.content.clone(), measure: Cell::new(Measure::default()), mark: Cell::new(0) }
    }
}

macro_rules! shared {
    ($name:ident, $content:ty, $target:ty, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone)]
        pub struct $name(Rc<Node<$content>>);

        impl $name {
            /// Takes the content over.
            pub fn new(content: $content) -> Self {
                Self(Rc::new(Node { content, measure: Cell::new(Measure::default()), mark: Cell::new(0) }))
            }

            /// The content for changing; copied first if anybody else holds it.
            pub fn make_mut(&mut self) -> &mut $content {
                let node = Rc::make_mut(&mut self.0);
                node.measure.set(Measure::default());
                &mut node.content
            }

            /// Whether both are the very same node.
            pub fn ptr_eq(&self, other: &Self) -> bool {
                Rc::ptr_eq(&self.0, &other.0)
            }

            /// The mark that an evaluator has put on the node; 0 is none.
            pub fn mark(&self) -> u32 {
                self.0.mark.get()
            }

            /// Puts a mark on the node, seen by all who share it.
            ///
            /// For evaluators that must tell their own nodes from others while they work. A mark is no part of
            /// the value: equality, size and text do not see it, and a copy starts without one. Whoever sets
            /// marks takes them off before the value leaves the evaluator.
            pub fn set_mark(&self, mark: u32) {
                self.0.mark.set(mark);
            }

            /// An identity for the node while it lives, for tables of values already seen.
            pub fn address(&self) -> usize {
                Rc::as_ptr(&self.0).cast::<()>() as usize
            }
        }

        impl Deref for $name {
            type Target = $target;
            fn deref(&self) -> &$target {
                &self.0.content
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new(<$content>::default())
            }
        }

        impl From<$content> for $name {
            fn from(content: $content) -> Self {
                Self::new(content)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_json(&Value::from(self.clone())))
            }
        }

        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                Value::$name(value)
            }
        }
    };
}

shared!(Array, Vec<Value>, [Value], "A shared list of values.");
shared!(Object, Map, Map, "A shared object: names and values in their order.");

impl Object {
    /// Sets a member; copied first if anybody else holds the object. What is known of its size stays known where another
    /// value takes the place of one: a payload that goes through a thousand states is not counted again in each.
    pub fn set(&mut self, name: Rc<str>, value: Value) {
        let measure = self.0.measure_with(&name, &value);
        self.make_mut().insert(name, value);
        self.0.measure.set(measure);
    }
}

impl FromIterator<Value> for Array {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<K: Into<Rc<str>>> FromIterator<(K, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(members: I) -> Self {
        Self::new(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl Value {
    /// A text.
    pub fn string(text: impl Into<Rc<str>>) -> Self {
        Self::String(text.into())
    }

    /// An object without members.
    pub fn empty_object() -> Self {
        Self::Object(Object::default())
    }

    /// An array of the given items.
    pub fn array(items: Vec<Value>) -> Self {
        Self::Array(Array::new(items))
    }

    /// An object of the given members.
    pub fn object<K: Into<Rc<str>>>(members: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Object(members.into_iter().collect())
    }

    /// Whether the value is an array or an object.
    pub const fn is_container(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Object(_))
    }

    /// Whether the value is a container that nobody else holds: dropping it would drop what is inside.
    fn is_last_container(&self) -> bool {
        match self {
            Self::Array(array) => Rc::strong_count(&array.0) == 1,
            Self::Object(object) => Rc::strong_count(&object.0) == 1,
            _ => false,
        }
    }

    /// Whether the value is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }

    /// The number, if it is one.
    pub const fn as_number(&self) -> Option<Number> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }

    /// The whole number, if it is one (`2.0` counts).
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(s) = self { Some(s) } else { None }
    }

    /// The list, if it is one.
    pub const fn as_array(&self) -> Option<&Array> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }

    /// The object, if it is one.
    pub const fn as_object(&self) -> Option<&Object> {
        if let Self::Object(o) = self { Some(o) } else { None }
    }

    /// The member `name` of an object; none for anything else.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object().and_then(|object| Map::get(object, name))
    }

    /// The JSON word for the kind of value: `null`, `boolean`, `number`, `string`, `array`, `object`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// Size of the compact JSON text and depth of nesting.
    ///
    /// Shared nodes remember theirs, so measuring again costs nothing and a changed payload costs only the
    /// nodes that are new. Works without recursion.
    pub fn measure(&self) -> Measure {
        if let Some(known) = self.known_measure().or_else(|| self.sum_of_known()) {
            return known;
        }
        let mut open: Vec<&Value> = vec![self];
        while let Some(value) = open.last().copied() {
            if value.sum_of_known().is_some() {
                open.pop();
                continue;
            }
            let before = open.len();
            match value {
                Self::Array(array) => open.extend(array.iter().filter(|item| !item.is_measured())),
                Self::Object(object) => open.extend(object.values().filter(|item| !item.is_measured())),
                _ => {}
            }
            if open.len() == before {
                open.pop(); // a scalar at the top; it cannot come here
            }
        }
        self.known_measure().unwrap_or_default()
    }

    /// Whether measuring needs no look at what is inside.
    fn is_measured(&self) -> bool {
        match self {
            Self::Array(array) => array.0.measure.get().size_bytes != 0,
            Self::Object(object) => object.0.measure.get().size_bytes != 0,
            _ => true,
        }
    }

    fn known_measure(&self) -> Option<Measure> {
        let size = match self {
            Self::Null => 4,
            Self::Bool(b) => 5 - usize::from(*b),
            Self::Number(Number::Int(i)) => int_len(*i),
            Self::Number(n) => n.text_len(),
            Self::String(s) => crate::write::string_len(s),
            Self::Array(Array(node)) => return known(node.measure.get()),
            Self::Object(Object(node)) => return known(node.measure.get()),
        };
        Some(Measure { size_bytes: u32::try_from(size).unwrap_or(u32::MAX), depth: 0 })
    }

    /// Measures a container whose containers are all measured, and remembers it; none for any other value.
    fn sum_of_known(&self) -> Option<Measure> {
        let mut sum = Sum::default();
        let cell = match self {
            Self::Array(Array(node)) => {
                for item in &node.content {
                    sum.add(0, item.known_measure()?);
                }
                &node.measure
            }
            Self::Object(Object(node)) => {
                for (key, value) in &node.content {
                    sum.add(crate::write::string_len(key) + 1, value.known_measure()?);
                }
                &node.measure
            }
            _ => return None,
        };
        cell.set(sum.of_container());
        Some(cell.get())
    }
}

const fn known(measure: Measure) -> Option<Measure> {
    if measure.size_bytes == 0 { None } else { Some(measure) }
}

/// The measures of what a container holds. In 64 bits: shared nodes let a value be larger than an address space.
#[derive(Default)]
struct Sum {
    size: u64,
    depth: u32,
    count: u64,
}

impl Sum {
    fn add(&mut self, extra: usize, child: Measure) {
        self.size += u64::from(child.size_bytes) + extra as u64;
        self.depth = self.depth.max(child.depth);
        self.count += 1;
    }

    /// With the brackets and commas.
    fn of_container(&self) -> Measure {
        let size = self.size + 2 + self.count.saturating_sub(1);
        Measure { size_bytes: u32::try_from(size).unwrap_or(u32::MAX), depth: self.depth + 1 }
    }
}

fn int_len(i: i64) -> usize {
    i.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1 + usize::from(i < 0)
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        let mut pending = vec![(self, other)];
        while let Some((a, b)) = pending.pop() {
            let same = match (a, b) {
                (Self::Null, Self::Null) => true,
                (Self::Bool(a), Self::Bool(b)) => a == b,
                (Self::Number(a), Self::Number(b)) => a == b,
                (Self::String(a), Self::String(b)) => a == b,
                (Self::Array(a), Self::Array(b)) => {
                    if !a.ptr_eq(b) && a.len() == b.len() {
                        pending.extend(a.iter().zip(b.iter()));
                    }
                    a.len() == b.len()
                }
                (Self::Object(a), Self::Object(b)) => {
                    a.ptr_eq(b)
                        || (a.len() == b.len()
                            && a.iter().all(|(key, value)| {
                                b.get(key).is_some_and(|other| {
                                    pending.push((value, other));
                                    true
                                })
                            }))
                }
                _ => false,
            };
            if !same {
                return false;
            }
        }
        true
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_json(self))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_json(self))
    }
}

macro_rules! from {
    ($($source:ty => $make:expr),* $(,)?) => {
        $(impl From<$source> for Value {
            fn from(value: $source) -> Self {
                ($make)(value)
            }
        })*
    };
}

from! {
    bool => Value::Bool,
    i64 => |i| Value::Number(Number::Int(i)),
    i32 => |i: i32| Value::Number(Number::Int(i.into())),
    u32 => |i: u32| Value::Number(Number::Int(i.into())),
    usize => |i: usize| Value::Number(Number::Int(i64::try_from(i).unwrap_or(i64::MAX))),
    f64 => |f: f64| Value::Number(Number::Float(f)),
    Number => Value::Number,
    &str => |s: &str| Value::String(s.into()),
    String => |s: String| Value::String(s.into()),
    Rc<str> => Value::String,
    Vec<Value> => Value::array,
    Map => |map| Value::Object(Object::new(map)),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_value;

    #[test]
    fn a_value_is_small() {
        assert!(size_of::<Value>() <= 24);
    }

    #[test]
    fn measure_is_the_length_of_the_text() {
        let text = r#"{"a":[1,-20,0.5,"x\n\"日",null,true,false,{}],"b":{"c":[]}}"#;
        let value = parse_value(text).unwrap();
        assert_eq!(value.measure(), Measure { size_bytes: text.len() as u32, depth: 3 });
    }

    #[test]
    fn a_member_set_anew_is_measured_as_if_counted_anew() {
        let (mut set, fresh) = (parse_value(r#"{"a":1,"b":[[]],"c":"x"}"#).unwrap(), |v: &Value| {
            parse_value(&to_json(v)).unwrap().measure()
        });
        for (name, value) in
            [("a", "[[[0.5]]]"), ("a", "7"), ("b", "\"\\n\""), ("d", "{}"), ("d", "{\"e\":1e30}")]
        {
            let _ = set.measure();
            let Value::Object(object) = &mut set else { panic!() };
            object.set(name.into(), parse_value(value).unwrap());
            assert_eq!(set.measure(), fresh(&set), "{set}");
        }
    }

    #[test]
    fn changing_a_shared_value_leaves_the_other_alone() {
        let first = parse_value(r#"{"a":1}"#).unwrap();
        let mut second = first.clone();
        let Value::Object(object) = &mut second else { panic!() };
        let _ = first.measure();
        object.make_mut().insert("b".into(), Value::Null);
        assert_eq!(to_json(&first), r#"{"a":1}"#);
        assert_eq!(second.measure().size_bytes, 16);
    }

    #[test]
    fn depth_costs_no_stack() {
        let mut value = Value::Null;
        for _ in 0..1_000_000 {
            value = Value::array(vec![value]);
        }
        assert_eq!(value.measure().depth, 1_000_000);
        assert_eq!(value, value.clone());
        assert_eq!(to_json(&value).len(), 2_000_004);
    }

    #[test]
    fn member_order_does_not_matter_for_equality() {
        assert_eq!(parse_value(r#"{"a":1,"b":2.0}"#).unwrap(), parse_value(r#"{"b":2,"a":1.0}"#).unwrap());
        assert_ne!(parse_value(r#"{"a":1}"#).unwrap(), parse_value(r#"{"b":1}"#).unwrap());
    }
}

//! What arrays and objects mean to JSONata while it evaluates: sequences, functions, and the marks that tell them.
//!
//! A sequence is an array that remembers how it came about. A function is an empty object whose mark is its number
//! in the evaluator's table. Marks are taken off before a value leaves the evaluator.

use asl_json::{Array, Number, Object, Value};

use crate::ast::FieldName;

/// A value or nothing (`undefined`).
pub(crate) type Val = Option<Value>;

/// The array is a sequence: alone, its item stands for it; empty, it is nothing.
pub(crate) const SEQUENCE: u32 = 1;
/// A sequence of one stays an array.
pub(crate) const KEEP: u32 = 2;
/// Made by an array constructor at the end of a path: not flattened into the path's result.
pub(crate) const CONSTRUCTED: u32 = 4;
/// Holds an input that is an array itself.
pub(crate) const WRAPPER: u32 = 8;
/// The object is a function; the rest of the mark is its number.
pub(crate) const FUNCTION: u32 = 1 << 31;

pub(crate) fn is_function(value: &Value) -> bool {
    function_number(value).is_some()
}

pub(crate) fn function_number(value: &Value) -> Option<usize> {
    match value {
        Value::Object(object) if object.mark() & FUNCTION != 0 => Some((object.mark() & !FUNCTION) as usize),
        _ => None,
    }
}

pub(crate) fn function_value(number: usize) -> Value {
    let object = Object::default();
    object.set_mark(FUNCTION | number as u32);
    Value::Object(object)
}

pub(crate) fn sequence(items: Vec<Value>) -> Value {
    let array = Array::new(items);
    array.set_mark(SEQUENCE);
    Value::Array(array)
}

/// An input that is an array, wrapped so that it counts as one item.
pub(crate) fn wrapper(value: Value) -> Value {
    let array = Array::new(vec![value]);
    array.set_mark(SEQUENCE | WRAPPER);
    Value::Array(array)
}

pub(crate) fn has_mark(value: &Value, mark: u32) -> bool {
    matches!(value, Value::Array(array) if array.mark() & mark != 0)
}

pub(crate) fn is_sequence(value: &Value) -> bool {
    has_mark(value, SEQUENCE)
}

/// What a sequence stands for once it is a result.
pub(crate) fn unwrap_sequence(value: Value, keep_array: bool) -> Val {
    let Value::Array(array) = &value else { return Some(value) };
    let mark = array.mark();
    if mark & SEQUENCE == 0 {
        return Some(value);
    }
    if keep_array {
        array.set_mark(mark | KEEP);
    }
    match array.len() {
        0 => None,
        1 if !keep_array && mark & KEEP == 0 => array.first().cloned(),
        _ => Some(value),
    }
}

/// The items of an array, or the value itself as the only item.
pub(crate) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(array) => array,
        other => std::slice::from_ref(other),
    }
}

/// Both together, as `$append` does it: nothing is disregarded, single values are arrays of one.
pub(crate) fn append(left: Val, right: Val) -> Val {
    match (left, right) {
        (None, right) => right,
        (left, None) => left,
        (Some(left), Some(right)) => {
            // Joining many one by one must not copy what is already joined.
            if let Value::Array(mut array) = left {
                if array.mark() == 0 {
                    array.make_mut().extend_from_slice(items(&right));
                    return Some(Value::Array(array));
                }
                let mut all = array.to_vec();
                all.extend_from_slice(items(&right));
                return Some(Value::array(all));
            }
            let mut all = vec![left];
            all.extend_from_slice(items(&right));
            Some(Value::array(all))
        }
    }
}

/// The member `name` of an object, or those of all objects in an array.
pub(crate) fn lookup(input: &Value, name: &FieldName) -> Val {
    match input {
        Value::Object(object) => name.member(object).cloned(),
        Value::Array(array) => {
            let mut found = Vec::new();
            lookup_into(array, name, &mut found);
            Some(sequence(found))
        }
        _ => None,
    }
}

fn lookup_into(array: &Array, name: &FieldName, found: &mut Vec<Value>) {
    // Arrays in arrays are searched too, without recursion: nesting costs heap, not stack.
    let mut open = vec![array.iter()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            None => {
                open.pop();
            }
            Some(Value::Array(inner)) => open.push(inner.iter()),
            Some(Value::Object(object)) => match name.member(object) {
                Some(Value::Array(values)) => found.extend(values.iter().cloned()),
                Some(value) => found.push(value.clone()),
                None => {}
            },
            Some(_) => {}
        }
    }
}

/// The boolean that a value counts as; `None` is nothing.
///
/// A function counts as true, as in the reference, except where it is the argument of `$boolean` or `$not`.
pub(crate) fn boolean(value: &Value) -> bool {
    let mut value = value;
    loop {
        match value {
            Value::Null => return false,
            Value::Bool(b) => return *b,
            Value::Number(Number::Int(i)) => return *i != 0,
            Value::Number(Number::Float(f)) => return *f != 0.0 && !f.is_nan(),
            Value::String(text) => return !text.is_empty(),
            Value::Object(object) => return !object.is_empty() || object.mark() & FUNCTION != 0,
            Value::Array(array) => match array.len() {
                0 => return false,
                1 => match array.first() {
                    Some(only) => value = only,
                    None => return false,
                },
                _ => return any_true(array),
            },
        }
    }
}

/// Whether any item, at any depth of arrays, counts as true.
fn any_true(array: &Array) -> bool {
    let mut open = vec![array.iter()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            None => {
                open.pop();
            }
            Some(Value::Array(inner)) => open.push(inner.iter()),
            Some(item) => {
                if boolean(item) {
                    return true;
                }
            }
        }
    }
    false
}

/// Deep equality; functions are equal only to themselves.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    match (function_number(left), function_number(right)) {
        (None, None) => left == right,
        (left, right) => left == right,
    }
}

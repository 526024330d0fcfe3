//! `States.JsonMerge($.a, $.b, false)`: the members of both objects, those of the second where a name is in both.
//!
//! Deep merging (`true`) is refused by AWS; anything else as third argument counts as `false`. The members stand in
//! the order of a `java.util.HashMap`.

use std::rc::Rc;

use asl_json::{Object, Value};

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, exactly, object};
use crate::java_hash_map::java_hash_order;

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [first, second, deep] = exactly(arguments)?;
    let mut merged: Object = object(first)?.clone();
    let second = object(second)?;
    if *deep == Value::Bool(true) {
        return Err(Failure::Arguments);
    }
    merged.make_mut().extend(second.iter().map(|(name, value)| (Rc::clone(name), value.clone())));
    let names: Vec<&str> = merged.keys().map(|name| &**name).collect();
    let members = java_hash_order(&names).into_iter().filter_map(|index| merged.get_index(index));
    Ok(Value::object(members.map(|(name, value)| (Rc::clone(name), value.clone()))))
}

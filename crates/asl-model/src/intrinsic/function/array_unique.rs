//! `States.ArrayUnique($.list)`: the list without its duplicates, in the order of a `java.util.HashSet`.
//!
//! `1` and `1.0` are two values, as in Java; objects are the same whatever the order of their members.

use std::rc::Rc;

use asl_json::Value;
use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, MAX_TEXT_BYTES, Outcome, array, exactly};
use crate::java_hash_map::{HashOrder, canonical_text, hash_code};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [list] = exactly(arguments)?;
    let items = array(list)?;
    if list.measure().size_bytes as usize > MAX_TEXT_BYTES {
        return Err(Failure::Arguments);
    }
    let mut seen = IndexSet::<Rc<str>, FixedState>::default();
    let unique: Vec<&Value> = items.iter().filter(|item| seen.insert(canonical_text(item).into())).collect();
    let order = HashOrder::of_collection(items.len(), unique.iter().map(|item| hash_code(item)));
    let in_order = order.into_iter().filter_map(|index| unique.get(index).map(|item| (*item).clone()));
    Ok(Value::array(in_order.collect()))
}

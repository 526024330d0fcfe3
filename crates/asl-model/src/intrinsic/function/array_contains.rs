//! `States.ArrayContains($.list, $.value)`: whether an item is the value.
//!
//! AWS compares by Java text: `true` is `'true'`, `7` is `'7'`, and objects are the same only with their members in
//! the same order.

use asl_json::Value;
use asl_jsonpath::java_text;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, MAX_TEXT_BYTES, Outcome, array, exactly};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [list, wanted] = exactly(arguments)?;
    let items = array(list)?;
    let size = |value: &Value| value.measure().size_bytes as usize;
    if size(list).max(size(wanted)) > MAX_TEXT_BYTES {
        return Err(Failure::Arguments);
    }
    let text = java_text::of(wanted);
    let is_wanted = |item: &Value| match (item, wanted) {
        (Value::String(item), Value::String(wanted)) => item == wanted,
        (Value::Null, _) | (_, Value::Null) => item.is_null() && wanted.is_null(),
        _ => java_text::of(item) == text,
    };
    Ok(items.iter().any(is_wanted).into())
}

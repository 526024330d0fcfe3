//! `States.ArrayGetItem($.list, 2)`: the item at an index, counted from 0.
//!
//! Digits behind the point are cut off. An empty list gives `null`, as on AWS; else the index must be in the list.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, array, exactly, truncated};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [list, index] = exactly(arguments)?;
    let list = array(list)?;
    let index = usize::try_from(truncated(index)?).map_err(|_| Failure::Arguments)?;
    if list.is_empty() {
        return Ok(Value::Null);
    }
    list.get(index).cloned().ok_or(Failure::Arguments)
}

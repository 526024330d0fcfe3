//! `States.ArrayPartition($.list, 4)`: lists of that many items each, the last one of what is left.
//!
//! Digits behind the point are cut off: 2.6 is 2, and 0.6 is refused.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, array, exactly, truncated};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [list, size] = exactly(arguments)?;
    let list = array(list)?;
    let size = usize::try_from(truncated(size)?).ok().filter(|size| *size > 0).ok_or(Failure::Arguments)?;
    Ok(Value::array(list.chunks(size).map(|chunk| Value::array(chunk.to_vec())).collect()))
}

//! `States.ArrayRange(1, 9, 2)`: numbers from the first to at most the last, by a step that is not 0.
//!
//! At most 1,000 numbers. A step in the wrong direction gives none. Digits behind the point are cut off.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, exactly, truncated};

const MAX_ITEMS: i64 = 1_000;

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [first, last, step] = exactly(arguments)?;
    let (first, last, step) = (truncated(first)?, truncated(last)?, truncated(step)?);
    if step == 0 {
        return Err(Failure::Arguments);
    }
    // With a step of the wrong sign the quotient is negative, or 0 where there is no room for one step.
    let wrong_way = (last - first).signum() * step.signum() < 0;
    let count = if wrong_way { 0 } else { (last - first) / step + 1 };
    if count > MAX_ITEMS {
        return Err(Failure::Arguments);
    }
    Ok(Value::array((0..count).map(|index| Value::from(first + index * step)).collect()))
}

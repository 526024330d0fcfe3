//! `States.ArrayLength($.list)`: how many items a list has.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, array, exactly};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [list] = exactly(arguments)?;
    Ok(array(list)?.len().into())
}

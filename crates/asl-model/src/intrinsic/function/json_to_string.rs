//! `States.JsonToString($.value)`: the compact JSON text of a value.

use asl_json::{Value, to_json};

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, MAX_TEXT_BYTES, Outcome, exactly};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [value] = exactly(arguments)?;
    if value.measure().size_bytes as usize > MAX_TEXT_BYTES {
        return Err(Failure::Arguments);
    }
    Ok(to_json(value).into())
}

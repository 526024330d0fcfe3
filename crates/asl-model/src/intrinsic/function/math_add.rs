//! `States.MathAdd($.count, 1)`: the sum of two numbers, each rounded first (halves up).
//!
//! Both numbers and the sum must be whole numbers of 32 bits.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, exactly, rounded, within_32_bits};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [first, second] = exactly(arguments)?;
    within_32_bits(rounded(first)? + rounded(second)?).map(Value::from)
}

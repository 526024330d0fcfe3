//! `States.Array($.a, 1, 'x')`: its arguments as a list.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::Outcome;

#[expect(clippy::unnecessary_wraps, reason = "all functions have one shape")]
pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    Ok(Value::array(arguments.to_vec()))
}

//! `States.StringToJson($.text)`: the value of a JSON text. A text of blanks, or none at all, is `null`.

use asl_json::{Value, parse_value};

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, exactly, text};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [json] = exactly(arguments)?;
    let json = text(json)?;
    if json.trim().is_empty() {
        return Ok(Value::Null);
    }
    parse_value(json).map_err(|_| Failure::Arguments)
}

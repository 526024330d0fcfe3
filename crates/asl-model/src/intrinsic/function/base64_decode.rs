//! `States.Base64Decode('dGV4dA==')`: the text of a Base64 of at most 10,000 characters, however malformed.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, exactly, short_text};
use crate::intrinsic::base64::decode;

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [text] = exactly(arguments)?;
    Ok(String::from_utf8_lossy(&decode(short_text(text)?)).into_owned().into())
}

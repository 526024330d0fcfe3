//! `States.Base64Encode('text')`: the Base64 of the UTF-8 of a text of at most 10,000 characters.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, exactly, short_text};
use crate::intrinsic::base64::encode;

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [text] = exactly(arguments)?;
    Ok(encode(short_text(text)?.as_bytes()).into())
}

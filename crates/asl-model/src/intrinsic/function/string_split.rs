//! `States.StringSplit('a,b;c', ',;')`: the parts of a text between delimiters.
//!
//! Each character of the second text is a delimiter. Empty parts are left out.

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, exactly, text};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [whole, delimiters] = exactly(arguments)?;
    let (whole, delimiters) = (text(whole)?, text(delimiters)?);
    // A sorted list, so that a long list of delimiters does not make the search slow.
    let mut delimiters: Vec<char> = delimiters.chars().collect();
    delimiters.sort_unstable();
    let parts = whole.split(|c| delimiters.binary_search(&c).is_ok()).filter(|part| !part.is_empty());
    Ok(Value::array(parts.map(Value::from).collect()))
}

//! `States.UUID()`: a random UUID (version 4).

use asl_json::Value;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Outcome, exactly};

pub(super) fn call(arguments: &[Value], random: &mut dyn RandomSource) -> Outcome {
    let [] = exactly(arguments)?;
    let mut word = || (random.next_f64() * 4_294_967_296.0) as u32;
    let (a, b, c, d) = (word(), word(), word(), word());
    let version = b & 0x0fff | 0x4000;
    let variant = c >> 16 & 0x3fff | 0x8000;
    Ok(format!("{a:08x}-{:04x}-{version:04x}-{variant:04x}-{:04x}{d:08x}", b >> 16, c & 0xffff).into())
}

//! What AWS Step Functions adds: `$partition`, `$range`, `$hash`, `$random(seed)`, `$uuid` (`$parse` is with the objects).
//!
//! Whole numbers are wanted; others are cut towards zero. Where AWS gives nothing rather than an error, so do we.
//! Source: AWS developer guide, "Transforming data with JSONata"; probes of the service.

use std::fmt::Write as _;

use asl_json::{Number, Value};
use md5::Digest as _;

use super::string::{number_at, text_at};
use super::{Context, take};
use crate::budget::memory;
use crate::error::{Fault, Outcome};
use crate::evaluate::Evaluator;
use crate::sequence::{Val, sequence};
use crate::signature::Arguments;

/// Items that `$range` may have (measured on AWS).
const LONGEST_RANGE: u64 = 360_145;

fn whole_at(arguments: &Arguments, index: usize) -> Option<i64> {
    number_at(arguments, index).map(|number| match number {
        Number::Int(i) => i,
        Number::Float(f) => f as i64,
    })
}

pub(super) fn partition(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let size = whole_at(&arguments, 1);
    let Some(items) = take(&mut arguments, 0) else { return Ok(None) };
    let Value::Array(array) = items else {
        return Err(Fault::new("T0412").with_value(items).with_index(1).with_token("partition"));
    };
    let Some(size) = size else { return Ok(Some(Value::array(vec![Value::Array(array)]))) };
    let Ok(size) = usize::try_from(size) else {
        return Err(Fault::new("D3137").with_text("Second argument must be zero or greater"));
    };
    if size == 0 || array.is_empty() {
        return Ok(None);
    }
    evaluator.spend(array.len())?;
    Ok(Some(Value::array(array.chunks(size).map(|chunk| Value::array(chunk.to_vec())).collect())))
}

pub(super) fn range(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let (Some(first), Some(last), Some(step)) =
        (whole_at(&arguments, 0), whole_at(&arguments, 1), whole_at(&arguments, 2))
    else {
        return Ok(None);
    };
    let distance = i128::from(last) - i128::from(first);
    if step == 0 || distance.signum() * i128::from(step.signum()) < 0 {
        return Ok(None);
    }
    let count = (distance / i128::from(step)).unsigned_abs() as u64 + 1;
    if count > LONGEST_RANGE {
        return Err(memory());
    }
    evaluator.spend(count as usize)?;
    let item = |index: u64| Value::from(first.wrapping_add(step.wrapping_mul(index as i64)));
    Ok(Some(sequence((0..count).map(item).collect())))
}

fn hex(bytes: &[u8]) -> Value {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    Value::from(text)
}

pub(super) fn hash(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let (Some(text), Some(algorithm)) = (text_at(&mut arguments, 0), text_at(&mut arguments, 1)) else {
        return Ok(None);
    };
    evaluator.spend(text.len() / 4 + 16)?;
    Ok(Some(match &*algorithm {
        "MD5" => hex(&md5::Md5::digest(text.as_bytes())),
        "SHA-1" => hex(&sha1::Sha1::digest(text.as_bytes())),
        "SHA-256" => hex(&sha2::Sha256::digest(text.as_bytes())),
        "SHA-384" => hex(&sha2::Sha384::digest(text.as_bytes())),
        "SHA-512" => hex(&sha2::Sha512::digest(text.as_bytes())),
        _ => {
            let text =
                format!("Hash algorithm '{algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
            return Err(Fault::new("D3137").with_value(Value::String(algorithm)).with_text(text));
        }
    }))
}

/// With a seed always the same number, the one that AWS gives (measured).
pub(super) fn random(evaluator: &mut Evaluator<'_>, arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::from(match whole_at(&arguments, 0) {
        Some(seed) => java_random(seed),
        None => evaluator.host().random(),
    })))
}

/// The first `nextDouble()` of `java.util.Random`. Source: its specification.
fn java_random(seed: i64) -> f64 {
    const MULTIPLIER: u64 = 0x5_DEEC_E66D;
    const MASK: u64 = (1 << 48) - 1;
    let mut state = (seed as u64 ^ MULTIPLIER) & MASK;
    let mut next = |bits: u32| {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        state >> (48 - bits)
    };
    let high = next(26) << 27;
    (high + next(27)) as f64 / (1_u64 << 53) as f64
}

pub(super) fn uuid(evaluator: &mut Evaluator<'_>, _: Arguments, _: &Context<'_>) -> Outcome<Val> {
    Ok(Some(Value::from(evaluator.host().uuid())))
}

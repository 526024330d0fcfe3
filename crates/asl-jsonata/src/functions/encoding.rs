//! Base64 and percent-encoding.

use std::rc::Rc;

use asl_json::Value;

use super::{Context, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::Evaluator;
use crate::sequence::Val;
use crate::signature::Arguments;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn text(evaluator: &mut Evaluator<'_>, arguments: &mut Arguments) -> Outcome<Option<Rc<str>>> {
    match take(arguments, 0) {
        Some(Value::String(text)) => {
            evaluator.spend(text.len() / 8)?;
            evaluator.budget.check_text(text.len() * 2)?;
            Ok(Some(text))
        }
        _ => Ok(None),
    }
}

/// The reference takes the low byte of each UTF-16 code unit.
/// DIFFERENCE(reference): Step Functions' text is UTF-8, as for `States.Base64Encode`.
pub(super) fn base64_encode(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text(evaluator, &mut arguments)? else { return Ok(None) };
    let bytes: Vec<u8> = if evaluator.options.step_functions {
        text.bytes().collect()
    } else {
        text.encode_utf16().map(|unit| unit as u8).collect()
    };
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for index in 0..4 {
            let digit = (group >> (18 - 6 * index)) & 63;
            let letter = ALPHABET.get(digit as usize).copied().unwrap_or(b'=');
            encoded.push(if index <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    Ok(Some(Value::from(encoded)))
}

/// Lenient, as the reference is: what is no digit is passed over, `-` and `_` are digits too.
/// DIFFERENCE(reference): Step Functions refuses what is no digit (measured).
pub(super) fn base64_decode(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text(evaluator, &mut arguments)? else { return Ok(None) };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut bits) = (0_u32, 0);
    let strict = evaluator.options.step_functions;
    for byte in text.bytes().take_while(|byte| *byte != b'=') {
        let digit = match byte {
            b'-' if !strict => 62,
            b'_' if !strict => 63,
            _ => match ALPHABET.iter().position(|letter| *letter == byte) {
                Some(digit) => digit as u32,
                // UNVERIFIED(aws): the code and the wording.
                None if strict => {
                    return Err(Fault::new("D3137").with_text(format!("Illegal base64 character {byte:x}")));
                }
                None => continue,
            },
        };
        group = (group << 6) | digit;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits) as u8);
            group &= (1 << bits) - 1;
        }
    }
    Ok(Some(Value::from(if strict {
        String::from_utf8_lossy(&bytes).into_owned()
    } else {
        bytes.into_iter().map(char::from).collect::<String>()
    })))
}

/// Left as they are by `$encodeUrlComponent`, besides letters and digits.
const UNRESERVED: &[u8] = b"-_.!~*'()";
/// Left as they are by `$encodeUrl` besides those, and not decoded by `$decodeUrl`.
const RESERVED: &[u8] = b";/?:@&=+$,#";

fn encode(text: &str, kept: &[u8]) -> Value {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || UNRESERVED.contains(&byte) || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            let digit = |nibble: u8| char::from(HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'));
            encoded.push('%');
            encoded.push(digit(byte >> 4));
            encoded.push(digit(byte & 15));
        }
    }
    Value::from(encoded)
}

/// None for an escape that is not well formed.
fn decode(text: &str, kept: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = tail;
            continue;
        }
        let digits = tail.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        if kept.contains(&byte) {
            bytes.extend(rest.get(..3)?);
        } else {
            bytes.push(byte);
        }
        rest = tail.get(2..)?;
    }
    Some(bytes)
}

pub(super) fn encode_url_component(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    Ok(text(evaluator, &mut arguments)?.map(|text| encode(&text, b"")))
}

pub(super) fn encode_url(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    Ok(text(evaluator, &mut arguments)?.map(|text| encode(&text, RESERVED)))
}

fn decoded(text: Option<Rc<str>>, kept: &[u8], name: &str) -> Outcome<Val> {
    let Some(text) = text else { return Ok(None) };
    match decode(&text, kept).and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(decoded) => Ok(Some(Value::from(decoded))),
        None => Err(Fault::new("D3140").with_value(Value::String(text)).with_text(name)),
    }
}

pub(super) fn decode_url_component(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let text = text(evaluator, &mut arguments)?;
    // DIFFERENCE(reference): Step Functions reads `+` as a space, and broken UTF-8 as U+FFFD (measured).
    if evaluator.options.step_functions
        && let Some(bytes) = text.as_deref().and_then(|text| decode(&text.replace('+', " "), b""))
    {
        return Ok(Some(Value::from(&*String::from_utf8_lossy(&bytes))));
    }
    decoded(text, b"", "decodeUrlComponent")
}

pub(super) fn decode_url(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    decoded(text(evaluator, &mut arguments)?, RESERVED, "decodeUrl")
}

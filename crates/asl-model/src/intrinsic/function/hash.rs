//! `States.Hash($.data, 'SHA-256')`: the digest of a text, or of the JSON text of any other value, in lower-case
//! hexadecimal. At most 10,000 characters; the algorithm is MD5, SHA-1, SHA-256, SHA-384 or SHA-512.

use std::fmt::Write as _;

use asl_json::{Value, to_json};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, MAX_CHARACTERS, Outcome, exactly, is_short, text};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let [data, algorithm] = exactly(arguments)?;
    let json;
    let data: &str = if let Value::String(text) = data {
        text
    } else {
        // A character has at most four bytes, six in an escape.
        if data.measure().size_bytes as usize > 6 * MAX_CHARACTERS {
            return Err(Failure::Arguments);
        }
        json = to_json(data);
        &json
    };
    if !is_short(data) {
        return Err(Failure::Arguments);
    }
    let digest = match &**text(algorithm)? {
        "MD5" => hexadecimal::<Md5>(data),
        "SHA-1" => hexadecimal::<Sha1>(data),
        "SHA-256" => hexadecimal::<Sha256>(data),
        "SHA-384" => hexadecimal::<Sha384>(data),
        "SHA-512" => hexadecimal::<Sha512>(data),
        _ => return Err(Failure::Arguments),
    };
    Ok(digest.into())
}

fn hexadecimal<D: Digest>(data: &str) -> String {
    let mut text = String::new();
    for byte in D::digest(data.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

//! What the engine has without this crate, for `cargo xtask bench --sizes`: values, their reader and writer, regular
//! expressions (filters of paths) and digests (intrinsic functions).

use std::hint::black_box;

use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

fn digest<D: Digest>(text: &str) -> usize {
    D::digest(text.as_bytes()).iter().map(|byte| usize::from(*byte)).sum()
}

pub(crate) fn main() {
    let text: &str = black_box("");
    let Ok(mut value) = asl_json::parse_value(text) else { return };
    if let asl_json::Value::Object(object) = &mut value {
        object.make_mut().insert(text.into(), asl_json::Value::Null);
    }
    black_box(value.measure());
    black_box(asl_json::to_json(&value));
    if let Ok(regex) = regex_lite::Regex::new(text) {
        black_box(regex.captures(text).is_some_and(|captures| captures.get(0).is_some()));
    }
    for digest in [digest::<Md5>, digest::<Sha1>, digest::<Sha256>, digest::<Sha384>, digest::<Sha512>] {
        black_box(digest(text));
    }
}

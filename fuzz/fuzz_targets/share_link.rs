//! Any bytes as a link: nothing panics, nothing runs away; and any text in a link comes back as it was.
//!
//! The first byte chooses what is tried: reading a link takes a model that has read its primer, and a run that tries all
//! at once would try little.
#![no_main]

use asl_insight::scrub::{find_sensitive, scrub};
use asl_insight::share_link::{Scene, decode, encode};
use libfuzzer_sys::fuzz_target;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The link whose payload are these bytes: check sum, length and bits are the input's own.
fn link_of(bytes: &[u8]) -> String {
    let mut link = "1.".to_owned();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        link.extend(
            (0..=chunk.len()).map(|place| char::from(ALPHABET[(bits >> (18 - 6 * place) & 63) as usize])),
        );
    }
    link
}

fn come_back(text: &str, keep_formatting: bool) {
    let (definition, rest) = text.split_at_checked(text.len() / 2).unwrap_or((text, ""));
    let scene = Scene { definition: definition.to_owned(), input: Some(rest.to_owned()), ..Scene::default() };
    let read = decode(&encode(&scene, keep_formatting).expect("a short text has a link"));
    if keep_formatting {
        assert_eq!(read.as_ref(), Ok(&scene));
    } else {
        assert!(read.is_ok());
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((choice, bytes)) = input.split_first() else { return };
    if choice % 4 == 0 {
        let _ = decode(&link_of(bytes));
        return;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match choice % 4 {
        1 => come_back(text, true),
        2 => come_back(text, false),
        _ => {
            let _ = decode(text);
            let found = find_sensitive(text);
            assert!(found.windows(2).all(|pair| pair[0].to <= pair[1].from));
            assert!(
                found.iter().all(|place| text.get(place.from..place.to).is_some_and(|part| !part.is_empty()))
            );
            let _ = scrub(text);
        }
    }
});

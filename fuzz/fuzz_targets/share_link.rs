//! Any text as a link: nothing panics, nothing runs away; and any text in a link comes back as it was.
#![no_main]

use asl_insight::scrub::{find_sensitive, scrub};
use asl_insight::share_link::{Scene, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let _ = decode(input);
    // Letters that are no base64url would end at the door: the input's own bytes make the payload.
    let letters: String = input.bytes().map(|byte| char::from(b"ABCDEFGHabcdefgh0123456789-_"[usize::from(byte) % 28])).collect();
    let _ = decode(&format!("1.{letters}"));
    let (definition, rest) = input.split_at_checked(input.len() / 2).unwrap_or((input, ""));
    let scene = Scene { definition: definition.to_owned(), input: Some(rest.to_owned()), ..Scene::default() };
    let link = encode(&scene, true).expect("a short text has a link");
    assert_eq!(decode(&link).as_ref(), Ok(&scene));
    assert!(decode(&encode(&scene, false).expect("a link")).is_ok());
    let found = find_sensitive(input);
    assert!(found.windows(2).all(|pair| pair[0].to <= pair[1].from));
    assert!(found.iter().all(|place| input.get(place.from..place.to).is_some_and(|part| !part.is_empty())));
    let _ = scrub(input);
});

//! A path on the first line, a document below it: nothing panics, nothing runs away, and what a reference path has
//! written it reads again.
#![no_main]

use asl_json::{Value, parse_value, to_json};
use asl_jsonpath::{EvaluateOptions, MissingHead, Path, ReferencePath};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = r#"{"a":{"b":[1,2.5,"x",null,true,{"c":"d","e":[[],{}]}]},"x y":"1","n":-3}"#;

fuzz_target!(|input: &str| {
    let (text, document) = input.split_once('\n').unwrap_or((input, ""));
    let document = parse_value(document).or_else(|_| parse_value(DOCUMENT)).expect("the document is JSON");
    match Path::parse_as_jayway(text) {
        // A text without a root is read behind `$.`, which moves its positions.
        Err(error) => assert!(!text.starts_with('$') || text.is_char_boundary(error.position())),
        Ok(path) => {
            let _ = path.contains_unsupported();
            let options = EvaluateOptions { budget: Some(20_000), ..EvaluateOptions::default() };
            let first = path.evaluate_with(&document, &options);
            assert_eq!(first, path.evaluate_with(&document, &options));
            if let Ok(value) = &first {
                // An indefinite path gives a list; a budget bounds what can be found.
                assert!(path.is_definite() || value.as_array().is_some_and(|found| found.len() <= 20_000));
            }
            let jayway = EvaluateOptions { missing_head: MissingHead::JaywayError, ..options };
            let _ = path.evaluate_with(&document, &jayway);
        }
    }
    if let Ok(path) = ReferencePath::parse(text) {
        let value = Value::from("written");
        if let Ok(written) = path.set(document, value.clone()) {
            assert_eq!(path.get(&written).as_ref(), Ok(&value), "{}", to_json(&written));
        }
    }
});

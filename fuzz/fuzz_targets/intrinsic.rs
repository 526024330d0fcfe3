//! The text of an intrinsic call: nothing panics or runs away, and what was read reads again from its own text.
#![no_main]

use asl_json::{TextRange, Value, parse_value};
use asl_jsonpath::PathError;
use asl_model::intrinsic::{CallScope, RandomSource};
use asl_model::{DataPath, IntrinsicCall};
use libfuzzer_sys::fuzz_target;

const INPUT: &str =
    r#"{"a":{"b":[1,2.5,"x",null,true]},"s":"a,b;c","n":-3,"o":{"k":"v"},"t":"{} {}","big":1e300}"#;

struct Scope {
    input: Value,
    calls: u32,
}

impl CallScope for Scope {
    fn path(&mut self, path: &DataPath) -> Result<Value, PathError> {
        path.path.evaluate(&self.input)
    }

    fn data_text(&self) -> String {
        "…".to_owned()
    }

    fn random(&mut self) -> &mut dyn RandomSource {
        self
    }
}

impl RandomSource for Scope {
    fn next_f64(&mut self) -> f64 {
        self.calls = self.calls.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.calls) / 4_294_967_296.0
    }
}

fuzz_target!(|text: &str| {
    match IntrinsicCall::parse(text, TextRange::default()) {
        Err(error) => assert!(text.is_char_boundary(error.position) || error.position > text.len()),
        Ok(call) => {
            let again =
                IntrinsicCall::parse(&call.text, TextRange::default()).expect("a call's text is a call");
            assert_eq!(format!("{:?}", call.arguments), format!("{:?}", again.arguments));
            let input = parse_value(INPUT).expect("the input is JSON");
            let _ = call.evaluate(&mut Scope { input, calls: 0 });
        }
    }
});

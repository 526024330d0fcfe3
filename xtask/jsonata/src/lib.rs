//! JSONata alone as a wasm module, for `cargo xtask conformance jsonata --wasm` and `cargo xtask bench --jsonata`.
//!
//! The page never loads it: there the engine has the same crate inside.

#[path = "../../src/conformance/jsonata_case.rs"]
mod case;

use asl_json::{Value, parse_value, to_json};
use asl_jsonata::{Budget, Environment, Expression, Options};
use wasm_bindgen::prelude::wasm_bindgen;

/// Evaluates one case of the suite. Request and answer are JSON texts; their members are those of `jsonata_case.rs`.
#[wasm_bindgen]
#[must_use]
pub fn evaluate(request: &str) -> String {
    parse_value(request).map_or_else(|_| String::new(), |request| to_json(&case::evaluate(&request)))
}

/// An expression and a document, read once.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Prepared {
    expression: Expression,
    document: Value,
    environment: Environment,
}

#[wasm_bindgen]
impl Prepared {
    /// Reads both. No value if either has a mistake.
    #[must_use]
    pub fn read(expression: &str, document: &str) -> Option<Prepared> {
        let expression = Expression::parse(expression, Options::default()).ok()?;
        Some(Self { expression, document: parse_value(document).ok()?, environment: Environment::default() })
    }

    /// Evaluates so many times. Returns how many gave a value.
    pub fn run(&self, times: u32) -> u32 {
        let mut values = 0;
        for _ in 0..times {
            let outcome =
                self.expression.evaluate(Some(&self.document), &self.environment, &mut Budget::default());
            values += u32::from(outcome.is_ok_and(|outcome| outcome.into_value().is_some()));
        }
        values
    }
}

//! The base with this crate, for `cargo xtask bench --sizes`.

use std::hint::black_box;

use asl_jsonata::{Budget, Environment, Expression, Options};

mod base;

fn main() {
    base::main();
    let text: &str = black_box("");
    let options = Options { eval: false, step_functions: black_box(true) };
    let Ok(input) = asl_json::parse_value(text) else { return };
    black_box(asl_jsonata::functions(options).count());
    black_box(asl_jsonata::call_at(text, text.len()).is_some());
    let (expression, errors) = asl_jsonata::parse_recovering(text, options);
    black_box((expression, errors));
    match Expression::parse(text, options) {
        Ok(expression) => {
            black_box(expression.references());
            let result = expression.evaluate(Some(&input), &Environment::default(), &mut Budget::default());
            black_box(result.is_ok());
        }
        Err(error) => {
            black_box(error);
        }
    }
}

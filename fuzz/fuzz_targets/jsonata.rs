//! Any text as an expression on a small document: no panic, no hang, the same end twice.

#![no_main]

use asl_jsonata::{Budget, Environment, Expression, Options, parse_recovering};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = r#"{"a":1,"b":"two","c":[3,1,2],"d":{"e":5,"f":[{"g":1,"h":"x"},{"g":2}]},"n":null,"t":true,"z":[],"o":{}}"#;

fuzz_target!(|text: &str| {
    let options = Options { eval: false, step_functions: text.len() % 2 == 0 };
    let Ok(expression) = Expression::parse(text, options) else {
        let _ = parse_recovering(text, options);
        return;
    };
    let _ = expression.references();
    let input = asl_json::parse_value(DOCUMENT).ok();
    let run = || {
        let mut budget = Budget { steps: 200_000, ..Budget::step_functions() };
        let outcome = expression.evaluate(input.as_ref(), &Environment::default(), &mut budget);
        (format!("{outcome:?}"), budget.steps)
    };
    assert_eq!(run(), run());
});

//! One case of JSONata's suite from JSON to JSON, the same natively and in the wasm module `xtask-jsonata`.
//!
//! Request: `expr`, and perhaps `data`, `bindings`, `depth`.
//! Answer: one of `undefined`, `function`, `result`, or `code` with `message`, `position`, `token` and `value`.

use std::rc::Rc;

use asl_json::Value;
use asl_jsonata::{Budget, Environment, Expression, FixedHost, Options, Outcome};

/// Steps that a case may take; the longest one counts ten million items.
const STEPS: u64 = 60_000_000;

/// Reads and evaluates the expression of a request.
pub(crate) fn evaluate(request: &Value) -> Value {
    let mut environment = Environment::new(Rc::new(FixedHost::new(1_700_000_000_000, 1)));
    let bindings = request.get("bindings").and_then(Value::as_object);
    for (name, value) in bindings.into_iter().flat_map(|bindings| bindings.iter()) {
        environment.bind(name.clone(), value.clone());
    }
    let mut budget = Budget { steps: STEPS, ..Budget::default() };
    if let Some(depth) = request.get("depth").and_then(Value::as_i64) {
        budget.depth = u32::try_from(depth).unwrap_or(budget.depth);
    }
    let text = request.get("expr").and_then(Value::as_str).unwrap_or_default();
    let options = Options { eval: true, step_functions: false };
    let outcome = Expression::parse(text, options)
        .and_then(|expression| expression.evaluate(request.get("data"), &environment, &mut budget));
    match outcome {
        Ok(Outcome::Undefined) => Value::object([("undefined", Value::Bool(true))]),
        Ok(Outcome::Function) => Value::object([("function", Value::Bool(true))]),
        Ok(Outcome::Value(value)) => Value::object([("result", value)]),
        Err(error) => {
            let facts = [
                ("code", Some(Value::from(error.code))),
                ("message", Some(Value::from(error.message))),
                ("position", Some(Value::from(error.position))),
                ("token", error.token),
                ("value", error.value),
            ];
            Value::object(facts.into_iter().filter_map(|(name, value)| Some((name, value?))))
        }
    }
}

//! The official JSONata suite, where the corpus is present; without it this says so and passes.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::PathBuf;
use std::rc::Rc;

use asl_json::{Value, parse_value};
use asl_jsonata::{Budget, Environment, Error, Expression, FixedHost, Options, Outcome};

fn corpus() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().map(|folder| folder.join("shared/corpus/jsonata/cases.json")).find(|file| file.exists())
}

fn run(case: &Value, input: Option<&Value>) -> Result<Outcome, Error> {
    let text = case.get("expr").and_then(Value::as_str).unwrap();
    let mut environment = Environment::new(Rc::new(FixedHost::new(1_700_000_000_000, 1)));
    if let Some(bindings) = case.get("bindings").and_then(Value::as_object) {
        for (name, value) in bindings.iter() {
            environment.bind(name.clone(), value.clone());
        }
    }
    let mut budget = Budget::default();
    if let Some(depth) = case.get("depth").and_then(Value::as_i64) {
        budget.depth = depth as u32;
    }
    Expression::parse(text, Options { eval: true, step_functions: false })?.evaluate(
        input,
        &environment,
        &mut budget,
    )
}

/// The same items in any order.
fn same_items(a: &Value, b: &Value) -> bool {
    let (Value::Array(a), Value::Array(b)) = (a, b) else { return a == b };
    let mut rest = b.to_vec();
    a.len() == b.len()
        && a.iter()
            .all(|item| rest.iter().position(|other| other == item).map(|i| rest.swap_remove(i)).is_some())
}

fn check(case: &Value, datasets: &Value) -> Result<(), String> {
    let input = match case.get("dataset").and_then(Value::as_str) {
        Some(name) => datasets.get(name).cloned(),
        None => case.get("data").cloned(),
    };
    let result = run(case, input.as_ref());
    let expected_error = case.get("error").or(case.get("code")).is_some();
    match &result {
        Ok(_) if expected_error => return Err(format!("expected an error, got {result:?}")),
        Err(error) if expected_error => {
            let expected = |name: &str| case.get("error").and_then(|e| e.get(name)).or(case.get(name));
            for (name, actual) in [
                ("code", Some(Value::from(error.code))),
                ("token", error.token.clone()),
                ("value", error.value.clone()),
                ("message", Some(Value::from(error.message.as_str()))),
            ] {
                if let Some(expected) = expected(name)
                    && Some(expected) != actual.as_ref()
                {
                    return Err(format!("{name}: expected {expected:?}, got {actual:?} ({error})"));
                }
            }
            if let Some(message) = case.get("message").and_then(Value::as_str)
                && message != error.message
            {
                return Err(format!("message: expected {message:?}, got {:?}", error.message));
            }
        }
        Err(error) => return Err(format!("unexpected error {error} {error:?}")),
        Ok(Outcome::Undefined) if case.get("undefined").is_some() => {}
        Ok(Outcome::Value(value)) if case.get("unordered").is_some() => {
            if !same_items(value, case.get("result").unwrap()) {
                return Err(format!("got {value:?}"));
            }
        }
        Ok(Outcome::Value(value)) => {
            if Some(value) != case.get("result") {
                return Err(format!("expected {:?}, got {value:?}", case.get("result")));
            }
        }
        other => return Err(format!("expected {:?}, got {other:?}", case.get("result"))),
    }
    Ok(())
}

#[test]
fn the_official_suite_passes() {
    let Some(file) = corpus() else {
        println!("corpus not found, 1 suite skipped");
        return;
    };
    let corpus = parse_value(&std::fs::read_to_string(file).unwrap()).unwrap();
    let datasets = corpus.get("datasets").unwrap();
    let (mut passed, mut skipped, mut messages) = (0, 0, 0);
    let mut failures = Vec::new();
    let filter = std::env::var("CASE").unwrap_or_default();
    for case in corpus.get("cases").and_then(Value::as_array).unwrap().iter() {
        let name = format!(
            "{} {}",
            case.get("group").and_then(Value::as_str).unwrap(),
            case.get("case").and_then(Value::as_str).unwrap()
        );
        // A lone surrogate is no UTF-8; cases that 2.0.6 itself fails are of later versions.
        if case.get("not_utf8").is_some() || case.get("fails_2_0_6").is_some() {
            skipped += 1;
            continue;
        }
        if !name.contains(&filter) {
            continue;
        }
        match check(case, datasets) {
            Ok(()) => {
                passed += 1;
                messages += usize::from(case.get("message").is_some());
            }
            Err(reason) => {
                failures.push(format!("{name}: {} => {reason}", case.get("expr").unwrap()));
            }
        }
    }
    println!("{passed} passed ({messages} messages), {} failed, {skipped} skipped", failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

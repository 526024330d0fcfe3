//! Our own cases: `cases.txt`, an expression a line and below it what it gives for the input of the first line.
//!
//! `=> JSON` a value, `=> nothing`, `=> function`, `!! CODE message` an error. The results are those of JSONata 2.0.6, unless
//! the line above says `DIFFERENCE`.

use asl_json::parse_value;
use asl_jsonata::{Budget, Environment, Expression, Options, Outcome};

fn outcome(text: &str, input: &asl_json::Value) -> String {
    let result = Expression::parse(text, Options::default()).and_then(|expression| {
        expression.evaluate(Some(input), &Environment::default(), &mut Budget::default())
    });
    match result {
        Ok(Outcome::Undefined) => "=> nothing".to_owned(),
        Ok(Outcome::Function) => "=> function".to_owned(),
        Ok(Outcome::Value(value)) => format!("=> {value}"),
        Err(error) => format!("!! {} {}", error.code, error.message),
    }
}

/// Members may stand in any order, and `1` is `1.0`.
fn same(actual: &str, expected: &str) -> bool {
    let value = |text: &str| text.strip_prefix("=> ").and_then(|text| parse_value(text).ok());
    match (value(actual), value(expected)) {
        (Some(actual), Some(expected)) => actual == expected,
        _ => actual == expected,
    }
}

#[test]
fn every_case_gives_what_it_says() {
    let cases = include_str!("cases.txt");
    let mut lines = cases.lines();
    let input = parse_value(lines.next().unwrap().strip_prefix("input ").unwrap()).unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    let mut text = None;
    for line in lines {
        if line.starts_with("# ") {
            continue;
        }
        let Some(expected) = line.strip_prefix("  ") else {
            text = Some(line);
            continue;
        };
        let text = text.take().unwrap();
        count += 1;
        let actual = outcome(text, &input);
        if !same(&actual, expected) {
            failures.push(format!("{text}\n  expected {expected}\n  but      {actual}"));
        }
    }
    assert!(count > 300);
    assert!(failures.is_empty(), "{} of {count} failed:\n{}", failures.len(), failures.join("\n"));
}

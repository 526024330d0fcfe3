//! Compares us with npm jsonata: `node generate.mjs 10000 1 > cases.jsonl`, then this with that file.
//!
//! Prints what differs, grouped by the two outcomes, and a closing line. Explained, and counted apart:
//! * npm remembers for the whole process by which name a built-in function was last called, and puts it into the message
//!   of a later call that has none; we remember within one evaluation.
//! * npm evaluates the parts of arrays and objects at the same time, so another of several errors may come first.
//! * npm fails with an error of JavaScript where we go on or have a code.

#![expect(clippy::print_stdout, reason = "the comparison is the result")]

use std::collections::BTreeMap;

use asl_json::{Value, parse_value, to_json};
use asl_jsonata::{Budget, Environment, Expression, Options, Outcome};

fn ours(text: &str, input: &Value) -> String {
    let result = Expression::parse(text, Options::default()).and_then(|expression| {
        expression.evaluate(Some(input), &Environment::default(), &mut Budget::default())
    });
    match result {
        Ok(Outcome::Undefined) => "nothing".to_owned(),
        Ok(Outcome::Function) => "function".to_owned(),
        Ok(Outcome::Value(value)) => format!("value {}", to_json(&value)),
        Err(error) => format!("{} {}", error.code, error.message),
    }
}

fn theirs(case: &Value) -> String {
    let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
    if case.get("undefined").is_some() {
        "nothing".to_owned()
    } else if case.get("function").is_some() {
        "function".to_owned()
    } else if let Some(result) = case.get("result") {
        format!("value {}", to_json(result))
    } else {
        format!("{} {}", text("code"), text("message"))
    }
}

fn same(ours: &str, theirs: &str) -> bool {
    let value = |text: &str| text.strip_prefix("value ").and_then(|text| parse_value(text).ok());
    ours == theirs || value(ours).is_some_and(|ours| value(theirs).is_some_and(|theirs| ours == theirs))
}

/// See the head of this file.
fn is_explained(ours: &str, theirs: &str) -> bool {
    let is_error = |text: &str| !text.starts_with("value ") && text != "nothing" && text != "function";
    let nameless = ours.contains("function undefined") && ours.get(..5) == theirs.get(..5);
    nameless
        || theirs.starts_with("JavaScript")
        || (is_error(ours) && is_error(theirs) && ours.get(..5) != theirs.get(..5))
}

fn main() -> std::io::Result<()> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "cases.jsonl".to_owned());
    let text = std::fs::read_to_string(file)?;
    let mut lines = text.lines().filter_map(|line| parse_value(line).ok());
    let Some(input) = lines.next() else { return Ok(()) };
    let (mut agreed, mut explained, mut differences) = (0, 0, BTreeMap::<String, Vec<String>>::new());
    for case in lines {
        let Some(expression) = case.get("expr").and_then(Value::as_str) else { continue };
        let (ours, theirs) = (ours(expression, &input), theirs(&case));
        if same(&ours, &theirs) {
            agreed += 1;
            continue;
        }
        if is_explained(&ours, &theirs) {
            explained += 1;
            continue;
        }
        let kind = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        let group = format!("{} instead of {}", kind(&ours), kind(&theirs));
        differences
            .entry(group)
            .or_default()
            .push(format!("{expression}\n    ours   {ours}\n    theirs {theirs}"));
    }
    for (group, cases) in &differences {
        println!("{}: {group}", cases.len());
        for case in cases.iter().take(4) {
            println!("  {case}");
        }
    }
    println!(
        "{agreed} agreed, {explained} differ as explained, {} differ",
        differences.values().map(Vec::len).sum::<usize>()
    );
    Ok(())
}

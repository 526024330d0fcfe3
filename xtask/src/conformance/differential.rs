//! `cargo xtask conformance jsonata --differential`: generated expressions against npm jsonata.
//!
//! Every difference is either of a class in [`CLASSES`], with the reason why we differ there, or fails the command.

use std::collections::BTreeMap;
use std::process::ExitCode;

use asl_json::{Value, parse_value, to_json};

use super::jsonata_case::evaluate;
use crate::args::Args;
use crate::bench::install_peers;
use crate::error::Error;
use crate::paths;
use crate::process::Job;

/// The version of the language that AWS documents.
const PEER: &str = "jsonata@2.0.6";

/// One expression with our answer and theirs, as `jsonata_case.rs` describes answers.
struct Difference<'d> {
    expression: &'d str,
    ours: &'d Value,
    npm: &'d Value,
    /// Of npm jsonata loaded anew that evaluates everything in turn, where it differs from `npm`.
    strict: Option<&'d Value>,
}

/// Why an answer may be another one.
struct Class {
    reason: &'static str,
    holds: fn(&Difference<'_>) -> bool,
}

const CLASSES: [Class; 3] = [
    Class {
        reason: "npm evaluates the parts of arrays and objects at the same time, so that another of several errors comes \
                 first, and remembers from earlier evaluations how a built-in function was called: without both it agrees",
        holds: |difference| difference.strict.is_some_and(|strict| same(difference.ours, strict)),
    },
    Class {
        reason: "npm fails with an error of JavaScript's own, which has no code",
        holds: |difference| {
            let message = text(difference.npm, "message");
            let known = |(error, parts): &(&str, &[&str])| {
                message.starts_with(error) && parts.iter().any(|part| difference.expression.contains(part))
            };
            text(difference.npm, "code") == "JavaScript" && JAVASCRIPT_ERRORS.iter().any(known)
        },
    },
    Class {
        reason: "npm's result has an undefined item, which no JSON value has",
        holds: |difference| {
            let result = |answer: &Value| answer.get("result").and_then(without_holes);
            difference.npm.get("holes").is_some() && result(difference.ours) == result(difference.npm)
        },
    },
];

/// What JavaScript says where the reference forgot to look at a value first, and what the expression has then.
const JAVASCRIPT_ERRORS: [(&str, &[&str]); 6] = [
    // Grouping a path with variables that has come to nothing. We group nothing, as it does for other paths.
    ("Cannot read properties of undefined (reading '@')", &["{"]),
    // A pattern that is nothing is called as a function. With us it is an argument that is left out.
    ("Cannot read properties of undefined (reading 'apply')", &["$split", "$contains", "$replace", "$match"]),
    // The picture is nothing. With us it is an empty one.
    ("Cannot read properties of undefined (reading 'split')", &["$formatNumber"]),
    ("Cannot read properties of undefined (reading 'length')", &["$formatNumber"]),
    ("Cannot read properties of undefined (reading 'lastIndexOf')", &["$formatInteger"]),
    // A transform whose pattern finds a scalar. With us there is nothing to change in it.
    ("Cannot create property 'k0' on", &["|"]),
];

/// Generates, compares and prints. Fails on a difference that no class explains.
pub(super) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let count = args.option("--count")?.unwrap_or_else(|| "10000".to_owned());
    let seed = args.option("--seed")?.unwrap_or_else(|| "1".to_owned());
    args.finish()?;
    crate::setup::node()?;
    let modules = install_peers(&[PEER])?;
    let script = paths::root().join("xtask/node/jsonata-differential.mjs");
    let job = Job::new("npm jsonata", "node").args([&script, &modules]).args([&count, &seed]);
    let output = job.quiet().limit(600).run()?;
    let mut lines = output.lines.iter().filter_map(|line| parse_value(line).ok());
    let input = lines.next().ok_or_else(|| Error::new("the generator wrote nothing"))?;
    let (mut agreed, mut explained, mut open) = (0, BTreeMap::<&str, usize>::new(), 0);
    for case in lines {
        let (Some(expression), Some(npm)) = (case.get("expr"), case.get("npm")) else { continue };
        let ours = evaluate(&Value::object([("expr", expression.clone()), ("data", input.clone())]));
        if same(&ours, npm) {
            agreed += 1;
            continue;
        }
        let difference =
            Difference { expression: text(&case, "expr"), ours: &ours, npm, strict: case.get("strict") };
        if let Some(class) = CLASSES.iter().find(|class| (class.holds)(&difference)) {
            *explained.entry(class.reason).or_default() += 1;
            continue;
        }
        open += 1;
        println!("{}\n  ours {}\n  npm  {}", text(&case, "expr"), to_json(&ours), to_json(npm));
    }
    for (reason, count) in &explained {
        println!("{count}: {reason}");
    }
    println!("{agreed} agree, {} differ as explained, {open} differ", explained.values().sum::<usize>());
    Ok(if open == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn text<'v>(answer: &'v Value, name: &str) -> &'v str {
    answer.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Equal values, or errors of the same code and message.
fn same(ours: &Value, theirs: &Value) -> bool {
    ["undefined", "function", "result", "code", "message"]
        .iter()
        .all(|name| ours.get(name) == theirs.get(name))
}

/// The result as if holes had not been counted: of several items one may be left, or none.
fn without_holes(result: &Value) -> Option<Value> {
    match without_nulls(result) {
        Value::Array(items) if items.len() < 2 => items.first().cloned(),
        other => Some(other),
    }
}

/// The value without nulls in arrays: what JSON text makes of undefined there. Generated values are shallow.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_null()).map(without_nulls).collect::<Vec<_>>().into()
        }
        Value::Object(members) => {
            Value::object(members.iter().map(|(name, value)| (name.clone(), without_nulls(value))))
        }
        scalar => scalar.clone(),
    }
}

//! The suite `jsonata`: the official suite of the language, at version 2.0.6, with the messages of its errors.
//!
//! A case is an object with `group`, `case`, `expr`, an input (`data` or the name of a `dataset`), `bindings`,
//! `depth`, and what is expected: `result`, `undefined`, `code` or `error`, `token`, `message`, `unordered`.
//! Time limits are not used: steps are counted instead, so that a case ends the same way everywhere.

use std::path::Path;
use std::rc::Rc;

use asl_json::{Value, parse_value, to_json};
use asl_jsonata::{Budget, Environment, Error as EvaluationError, Expression, FixedHost, Outcome};

use super::Options;
use super::report::Report;
use crate::error::Error;

/// Steps that a case may take; the longest one counts ten million items.
const STEPS: u64 = 60_000_000;

/// Runs every selected case of the file `place` and notes how it ended.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    let text = std::fs::read_to_string(place)?;
    let suite = parse_value(&text).map_err(|error| Error::new(format!("{}: {error}", place.display())))?;
    let Some(Value::Array(cases)) = suite.get("cases") else {
        return Err(Error::new(format!("{} has no cases", place.display())));
    };
    for case in cases.iter() {
        let Some(case) = Case::read(case, &suite) else {
            return Err(Error::new(format!("{} has a case without group or name", place.display())));
        };
        if !options.selects(&case.id) {
            continue;
        }
        match (case.reason_to_skip(), case.difference()) {
            (Some(reason), _) => report.skipped(case.group, &case.id, reason),
            (None, None) => report.passed(case.group, &case.id),
            (None, Some(reason)) => {
                report.failed(case.group, &case.id, &reason, format!("{}\n{reason}", case.expression()));
            }
        }
    }
    Ok(())
}

struct Case<'c> {
    id: String,
    group: &'c str,
    fields: &'c Value,
    input: Option<&'c Value>,
}

impl<'c> Case<'c> {
    fn read(case: &'c Value, suite: &'c Value) -> Option<Self> {
        let text = |name: &str| case.get(name).and_then(Value::as_str);
        let group = text("group")?;
        let input = match text("dataset") {
            Some(name) => suite.get("datasets").and_then(|sets| sets.get(name)),
            None => case.get("data"),
        };
        Some(Self { id: format!("{group}/{}", text("case")?), group, fields: case, input })
    }

    fn expression(&self) -> &'c str {
        self.fields.get("expr").and_then(Value::as_str).unwrap_or_default()
    }

    fn reason_to_skip(&self) -> Option<&'static str> {
        if self.fields.get("not_utf8").is_some() {
            return Some("holds a lone surrogate, which no UTF-8 text can");
        }
        self.fields.get("fails_2_0_6").map(|_| "JSONata 2.0.6 itself fails it")
    }

    fn evaluate(&self) -> Result<Outcome, EvaluationError> {
        let mut environment = Environment::new(Rc::new(FixedHost::new(1_700_000_000_000, 1)));
        for (name, value) in
            self.fields.get("bindings").and_then(Value::as_object).into_iter().flat_map(|o| o.iter())
        {
            environment.bind(name.clone(), value.clone());
        }
        let mut budget = Budget { steps: STEPS, ..Budget::default() };
        if let Some(depth) = self.fields.get("depth").and_then(Value::as_i64) {
            budget.depth = u32::try_from(depth).unwrap_or(budget.depth);
        }
        let options = asl_jsonata::Options { eval: true, step_functions: false };
        Expression::parse(self.expression(), options)?.evaluate(self.input, &environment, &mut budget)
    }

    /// One line on what differs; none if nothing does.
    fn difference(&self) -> Option<String> {
        if self.reason_to_skip().is_some() {
            return None;
        }
        let expects_error = self.fields.get("code").or_else(|| self.fields.get("error")).is_some();
        match self.evaluate() {
            Err(error) if expects_error => self.error_difference(&error),
            Err(error) => Some(format!("fails: {error}")),
            Ok(outcome) if expects_error => Some(format!("gives {outcome:?} and no error")),
            Ok(Outcome::Undefined) if self.fields.get("undefined").is_some() => None,
            Ok(Outcome::Value(value)) if self.fields.get("result").is_some_and(|e| self.same(&value, e)) => {
                None
            }
            Ok(Outcome::Value(value)) => Some(format!("gives {}", to_json(&value))),
            Ok(other) => Some(format!("gives {other:?}")),
        }
    }

    fn same(&self, actual: &Value, expected: &Value) -> bool {
        let (Value::Array(actual), Value::Array(expected), Some(_)) =
            (actual, expected, self.fields.get("unordered"))
        else {
            return actual == expected;
        };
        let mut rest = expected.to_vec();
        actual.len() == expected.len()
            && actual.iter().all(|item| {
                let found = rest.iter().position(|other| other == item);
                found.map(|index| rest.swap_remove(index)).is_some()
            })
    }

    /// Compares what the case says of its error: code, token, value and message.
    fn error_difference(&self, error: &EvaluationError) -> Option<String> {
        let expected = |name: &str| {
            let inner = self.fields.get("error").and_then(|error| error.get(name));
            inner.or_else(|| self.fields.get(name)).filter(|_| name != "message").cloned()
        };
        let actual = [
            ("code", Some(Value::from(error.code))),
            ("token", error.token.clone()),
            ("value", error.value.clone()),
        ];
        for (name, actual) in actual {
            let expected = expected(name);
            if expected.is_some() && expected != actual {
                return Some(format!("{name} is {actual:?}, expected {expected:?}"));
            }
        }
        let message = self.fields.get("message").and_then(Value::as_str);
        message.filter(|message| *message != error.message).map(|_| format!("message is {}", error.message))
    }
}

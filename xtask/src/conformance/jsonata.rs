//! The suite `jsonata`: the official suite of the language, at version 2.0.6, with the messages of its errors.
//!
//! A case is an object with `group`, `case`, `expr`, an input (`data` or the name of a `dataset`), `bindings`,
//! `depth`, and what is expected: `result`, `undefined`, `code` or `error`, `token`, `message`, `unordered`.
//! Time limits are not used: steps are counted instead, so that a case ends the same way everywhere.

use std::cell::RefCell;
use std::path::Path;

use asl_json::{Value, parse_value, to_json};

use super::Options;
use super::jsonata_case::evaluate;
use super::report::Report;
use crate::error::Error;
use crate::wasm::{self, Host};

/// Runs every selected case of the file `place` and notes how it ended.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    let text = std::fs::read_to_string(place)?;
    let suite = parse_value(&text).map_err(|error| Error::new(format!("{}: {error}", place.display())))?;
    let Some(Value::Array(cases)) = suite.get("cases") else {
        return Err(Error::new(format!("{} has no cases", place.display())));
    };
    let host = if options.in_wasm { Some(RefCell::new(wasm_host()?)) } else { None };
    if let (Some(host), false) = (&host, options.narrows()) {
        stack_limits(host, report)?;
    }
    for case in cases.iter() {
        let Some(case) = Case::read(case, &suite) else {
            return Err(Error::new(format!("{} has a case without group or name", place.display())));
        };
        if !options.selects(&case.id) {
            continue;
        }
        if let Some(reason) = case.reason_to_skip() {
            report.skipped(case.group, &case.id, reason);
            continue;
        }
        match case.difference(host.as_ref())? {
            None => report.passed(case.group, &case.id),
            Some(reason) => {
                report.failed(case.group, &case.id, &reason, format!("{}\n{reason}", case.expression()));
            }
        }
    }
    Ok(())
}

/// Levels that no reader and no evaluator can hold on a stack of 1 MB.
const DEEP: usize = 100_000;

/// What nests too deeply must be an error in wasm too, the same as natively, and no trap.
fn stack_limits(host: &RefCell<Host>, report: &mut Report) -> Result<(), Error> {
    let nested = |open: &str, middle: &str, close: &str| {
        format!("{}{middle}{}", open.repeat(DEEP), close.repeat(DEEP))
    };
    let cases = [
        ("parentheses", nested("(", "1", ")")),
        ("arrays", nested("[", "1", "]")),
        ("objects", nested("{'a':", "1", "}")),
        ("predicates", nested("a[", "1", "]")),
        ("conditions", nested("1 ? ", "1", " : 2")),
        ("calls", nested("$sum(", "1", ")")),
        ("functions", nested("function(){", "1", "}")),
        ("signs", nested("-", "1", "")),
        ("operators", nested("1 + ", "1", "")),
        ("steps", nested("a.", "a", "")),
        ("open brackets", "([{".repeat(DEEP)),
        ("recursion", "($f := function($n){ 1 + $f($n + 1) }; $f(0))".to_owned()),
        ("recursion in $map", "($f := function($n){ $map([$n], $f) }; $f(0))".to_owned()),
        ("recursion in $sort", "($f := function($a, $b){ $sort([2, 1], $f) }; $f(0, 0))".to_owned()),
        ("recursion in $each", "($f := function($v){ $each({'a': $v}, $f) }; $f(0))".to_owned()),
        ("recursion in a predicate", "($f := function($n){ [1][$f($n)] }; $f(0))".to_owned()),
        (
            "recursion in a transform",
            "($f := function($n){ {'a': 1} ~> |$|{'b': $f($n)}| }; $f(0))".to_owned(),
        ),
        ("a text that evaluates itself", "($t := '$eval($t)'; $eval($t))".to_owned()),
        ("groups in a pattern", format!("$contains('a', /{}a{}/)", "(".repeat(5000), ")".repeat(5000))),
    ];
    for (name, expression) in cases {
        let id = format!("stack-limits/{name}");
        let request = Value::object([("expr", Value::from(expression))]);
        let here = to_json(&evaluate(&request));
        let there = host.borrow_mut().ask_text(&to_json(&request))?;
        if here == there && here.contains("\"code\"") {
            report.passed("stack-limits", &id);
        } else {
            let reason = format!("natively {}, in wasm {}", short(&here), short(&there));
            report.failed("stack-limits", &id, &reason, reason.clone());
        }
    }
    Ok(())
}

fn short(answer: &str) -> String {
    answer.chars().take(200).collect()
}

/// The crate alone as a wasm module in Node.
fn wasm_host() -> Result<Host, Error> {
    let module = wasm::jsonata()?;
    Host::start_script("jsonata-host.mjs", &[module.as_path()])
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

    /// What the evaluator is asked, with the members of `jsonata_case.rs`.
    fn request(&self) -> Value {
        let members = [
            ("expr", self.fields.get("expr")),
            ("data", self.input),
            ("bindings", self.fields.get("bindings")),
            ("depth", self.fields.get("depth")),
        ];
        Value::object(members.into_iter().filter_map(|(name, value)| Some((name, value?.clone()))))
    }

    /// One line on what differs; none if nothing does. With a host: also between native and wasm.
    ///
    /// # Errors
    /// The wasm side does not answer.
    fn difference(&self, host: Option<&RefCell<Host>>) -> Result<Option<String>, Error> {
        let request = self.request();
        let answer = evaluate(&request);
        if let Some(host) = host {
            let there = host.borrow_mut().ask_text(&to_json(&request))?;
            let here = to_json(&answer);
            if here != there {
                return Ok(Some(format!("natively {here}, in wasm {there}")));
            }
        }
        Ok(self.judge(&answer))
    }

    fn judge(&self, answer: &Value) -> Option<String> {
        let expects_error = self.fields.get("code").or_else(|| self.fields.get("error")).is_some();
        if expects_error {
            return match answer.get("code") {
                Some(_) => self.error_difference(answer),
                None => Some(format!("gives {} and no error", to_json(answer))),
            };
        }
        let holds = match answer.get("result") {
            Some(value) => self.fields.get("result").is_some_and(|expected| self.same(value, expected)),
            None => answer.get("undefined").is_some() && self.fields.get("undefined").is_some(),
        };
        (!holds).then(|| format!("gives {}", to_json(answer)))
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
    fn error_difference(&self, answer: &Value) -> Option<String> {
        let expected = |name: &str| {
            let inner = self.fields.get("error").and_then(|error| error.get(name));
            inner.or_else(|| self.fields.get(name)).filter(|_| name != "message")
        };
        for name in ["code", "token", "value"] {
            let (expected, actual) = (expected(name), answer.get(name));
            if expected.is_some() && expected != actual {
                return Some(format!("{name} is {actual:?}, expected {expected:?}"));
            }
        }
        let message = self.fields.get("message");
        let actual = answer.get("message");
        message.filter(|message| Some(*message) != actual).map(|_| format!("message is {actual:?}"))
    }
}

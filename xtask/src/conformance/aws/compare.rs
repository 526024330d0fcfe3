//! Whether an answer is the recorded one, by the rules of the corpus's README.

use std::cell::RefCell;
use std::collections::BTreeMap;

use asl_json::{Value, parse_value, to_json, to_json_pretty};

/// Where an answer differs first, and the whole of both.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) reason: String,
    pub(crate) details: String,
}

impl Difference {
    /// A difference that is told in one line.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), details: String::new() }
    }

    /// A difference with the expected and the actual answer.
    pub(crate) fn between(reason: String, expected: &Value, actual: &Value) -> Self {
        let details = format!(
            "--- expected\n{}\n--- actual\n{}",
            to_json_pretty(expected, 1),
            to_json_pretty(actual, 1)
        );
        Self { reason, details }
    }
}

/// Compares under a recording's placeholders; equal numbered ones must stand for equal values.
#[derive(Debug)]
pub(crate) struct Comparer<'a> {
    placeholders: &'a [String],
    bound: RefCell<BTreeMap<String, String>>,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(placeholders: &'a [String]) -> Self {
        Self { placeholders, bound: RefCell::default() }
    }

    /// # Errors
    /// Where the two differ first: `path: expected …, was …`.
    pub(crate) fn compare(&self, expected: &Value, actual: &Value, path: &str) -> Result<(), String> {
        let differs = || {
            Err(format!("{path}: expected {}, was {}", short(&to_json(expected)), short(&to_json(actual))))
        };
        match (expected, actual) {
            (Value::String(expected), actual) if self.is_placeholder(expected) => {
                self.bind(expected, actual, path)
            }
            (Value::String(expected), Value::String(actual)) => {
                if expected == actual || self.matches_pattern(expected, actual) {
                    return Ok(());
                }
                match (parse_value(expected), parse_value(actual)) {
                    (Ok(expected), Ok(actual)) if !matches!(expected, Value::String(_)) => {
                        self.compare(&expected, &actual, path)
                    }
                    (Ok(Value::String(e)), Ok(a @ Value::String(_))) => {
                        self.compare(&Value::String(e), &a, path)
                    }
                    _ => differs(),
                }
            }
            (Value::Object(_) | Value::Array(_), Value::String(text)) => match parse_value(text) {
                Ok(actual) if actual.is_container() => self.compare(expected, &actual, path),
                _ => differs(),
            },
            (Value::Object(expected), Value::Object(actual)) => {
                for key in actual.keys() {
                    if !expected.contains_key(key) {
                        return Err(format!("{path}/{key}: not expected"));
                    }
                }
                for (key, value) in expected.iter() {
                    let path = format!("{path}/{key}");
                    match actual.get(key) {
                        Some(actual) => self.compare(value, actual, &path)?,
                        None => return Err(format!("{path}: missing; expected {}", short(&to_json(value)))),
                    }
                }
                Ok(())
            }
            (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
                for (index, (expected, actual)) in expected.iter().zip(actual.iter()).enumerate() {
                    self.compare(expected, actual, &format!("{path}[{index}]"))?;
                }
                Ok(())
            }
            (expected, actual) if expected == actual => Ok(()),
            _ => differs(),
        }
    }

    fn is_placeholder(&self, text: &str) -> bool {
        self.placeholders.iter().any(|token| token == text)
    }

    /// A numbered token stands for the same value everywhere.
    fn bind(&self, token: &str, actual: &Value, path: &str) -> Result<(), String> {
        if !(token.starts_with('<') && token.contains(':')) {
            return Ok(());
        }
        let actual = to_json(actual);
        let mut bound = self.bound.borrow_mut();
        match bound.get(token) {
            Some(before) if *before != actual => {
                Err(format!("{path}: {token} was {} before and is {} here", short(before), short(&actual)))
            }
            Some(_) => Ok(()),
            None => {
                bound.insert(token.to_owned(), actual);
                Ok(())
            }
        }
    }

    /// Whether a text with placeholders in it fits.
    fn matches_pattern(&self, expected: &str, actual: &str) -> bool {
        let mut parts = vec![expected];
        for token in self
            .placeholders
            .iter()
            .filter(|token| token.starts_with('<') && expected.contains(token.as_str()))
        {
            parts = parts.into_iter().flat_map(|part| part.split(token.as_str())).collect();
        }
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
        if parts.len() == 1 || !actual.starts_with(first) {
            return false;
        }
        let mut rest = actual.get(first.len()..).unwrap_or("");
        for part in parts.iter().skip(1).take(parts.len().saturating_sub(2)) {
            match rest.find(part) {
                Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
                None => return false,
            }
        }
        rest.ends_with(last)
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= 160 {
        text.to_owned()
    } else {
        text.chars().take(160).collect::<String>() + "…"
    }
}

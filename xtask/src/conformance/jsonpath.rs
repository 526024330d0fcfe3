//! The suite `jsonpath`: paths with the results of Jayway.
//!
//! A case is an object with `id`, `path`, `document`, `expect` (with `is_error`: `{"error": KIND}`), `message`,
//! `definite` and `source`; what AWS was recorded to do (`aws_expect`, `aws_message`) wins. `cts` informs only:
//! its cases mostly show what Jayway refuses.

use std::path::Path;

use asl_json::{Value, parse_value, to_json};
use asl_jsonpath::{EvaluateOptions, MissingHead, PathError};

use super::Options;
use super::report::Report;
use crate::error::Error;

/// Runs every selected case of the file `place` and notes how it ended.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    let text = std::fs::read_to_string(place)?;
    let cases = parse_value(&text).map_err(|error| Error::new(format!("{}: {error}", place.display())))?;
    let Value::Array(cases) = cases else {
        return Err(Error::new(format!("{} is not an array of cases", place.display())));
    };
    report.set_aside("cts");
    for case in cases.iter() {
        let Some(case) = Case::read(case) else {
            return Err(Error::new(format!("{} has a case without id, path or source", place.display())));
        };
        if options.selects(case.id) {
            match case.difference() {
                None => report.passed(case.source, case.id),
                Some(reason) => report.failed(case.source, case.id, &reason, case.details(&reason)),
            }
        }
    }
    Ok(())
}

/// What is expected of a path on a document.
struct Case<'c> {
    id: &'c str,
    source: &'c str,
    path: &'c str,
    document: &'c Value,
    expect: &'c Value,
    /// The kind of error, if there is to be one.
    error: Option<&'c str>,
    message: Option<&'c str>,
    definite: Option<bool>,
    missing_head: MissingHead,
}

impl<'c> Case<'c> {
    fn read(case: &'c Value) -> Option<Self> {
        let text = |name: &str| case.get(name).and_then(Value::as_str);
        let recorded = case.get("aws_expect");
        let expect = recorded.or_else(|| case.get("expect"))?;
        let is_error =
            recorded.is_some() || case.get("is_error").and_then(Value::as_bool).unwrap_or_default();
        Some(Self {
            id: text("id")?,
            source: text("source")?,
            path: text("path")?,
            document: case.get("document")?,
            expect,
            error: expect.get("error").and_then(Value::as_str).filter(|_| is_error),
            message: text(if recorded.is_some() { "aws_message" } else { "message" }),
            definite: case.get("definite").and_then(Value::as_bool),
            missing_head: if recorded.is_some() {
                MissingHead::AwsEmptyList
            } else {
                MissingHead::JaywayError
            },
        })
    }

    /// One line on what differs; none if nothing does.
    fn difference(&self) -> Option<String> {
        let refused_is_right = matches!(self.error, Some("InvalidPath" | "Internal"));
        let path = match asl_jsonpath::Path::parse_as_jayway(self.path) {
            Ok(path) => path,
            Err(_) if refused_is_right => return None,
            Err(error) => return Some(format!("does not parse: {error}")),
        };
        if self.definite.is_some_and(|definite| definite != path.is_definite()) {
            return Some(format!("definite is {}", path.is_definite()));
        }
        let options = EvaluateOptions { missing_head: self.missing_head, ..EvaluateOptions::default() };
        let result = path.evaluate_with(self.document, &options);
        match (&result, self.error) {
            (Ok(value), None) if to_json(value) == to_json(self.expect) => None,
            (Err(PathError::NotFound { message }), Some("PathNotFound")) => {
                let differs = self.message.is_some_and(|expected| expected != message);
                differs.then(|| format!("message is {message}"))
            }
            (Err(_), Some("Internal")) | (Err(PathError::Invalid { .. }), Some("InvalidPath")) => None,
            (Ok(value), _) => Some(format!("gives {value}")),
            (Err(error), _) => Some(format!("fails: {error}")),
        }
    }

    fn details(&self, reason: &str) -> String {
        let message = self.message.unwrap_or("-");
        format!(
            "path:     {}\ndocument: {}\nexpected: {}\nmessage:  {message}\nours:     {reason}",
            self.path, self.document, self.expect
        )
    }
}

//! Recordings of what AWS says of a definition: diagnostics, or the sentence with which it is refused.

use asl_json::{Value, to_json};
use asl_model::{Diagnostic, ExecutionType, Severity, ValidateOptions, create_error, validate};

use super::case::Case;
use super::compare::Difference;

/// Asks for the same and compares the answer.
pub(crate) fn check(case: &Case) -> Result<(), Difference> {
    let request = case.get("request");
    let definition = request.get("definition").cloned().unwrap_or_default();
    let text = definition.as_str().map_or_else(|| to_json(&definition), str::to_owned);
    let execution_type = match request.get("type").and_then(Value::as_str) {
        Some("EXPRESS") => ExecutionType::Express,
        _ => ExecutionType::Standard,
    };
    let expected = case.get("expected");
    if let Some(response) = expected.get("response") {
        let severity = match request.get("severity").and_then(Value::as_str) {
            Some("WARNING") => Severity::Warning,
            _ => Severity::Error,
        };
        let max_results = request.get("maxResults").and_then(Value::as_i64).unwrap_or_default();
        let max_results = usize::try_from(max_results).unwrap_or_default();
        let answer = validate(&text, ValidateOptions { execution_type, severity, max_results });
        let actual = Value::object([
            ("diagnostics", Value::array(answer.diagnostics.iter().map(member).collect())),
            ("result", answer.result.into()),
            ("truncated", answer.truncated.into()),
        ]);
        return equal(response, &actual);
    }
    let error = expected.get("error_response").cloned().unwrap_or_default();
    let sentence = error.get("Error").and_then(|error| error.get("Message"));
    let sentence =
        sentence.or_else(|| error.get("exception_value")).and_then(Value::as_str).unwrap_or_default();
    let message = sentence.split_once(" operation: ").map_or(sentence, |(_, message)| message);
    let actual = create_error(&text, execution_type).unwrap_or_default();
    equal(&message.into(), &actual.as_str().into())
}

fn member(diagnostic: &Diagnostic) -> Value {
    let severity = if diagnostic.severity == Severity::Error { "ERROR" } else { "WARNING" };
    let mut members: Vec<(&str, Value)> = vec![("code", diagnostic.code.name().into())];
    if let Some(location) = &diagnostic.location {
        members.push(("location", location.as_str().into()));
    }
    members.push(("message", diagnostic.message.as_str().into()));
    members.push(("severity", severity.into()));
    Value::object(members)
}

fn equal(expected: &Value, actual: &Value) -> Result<(), Difference> {
    if expected == actual {
        return Ok(());
    }
    Err(Difference::between("another answer to the definition".to_owned(), expected, actual))
}

//! The kind `test_state`: a call of `TestState` and what AWS answered.

use asl_engine::test_state::{self, ApiError, TestStateInput};
use asl_json::{Value, parse_value};

use super::case::Case;
use super::compare::{Comparer, Difference};

/// Makes the call and compares the answer.
pub(crate) fn check(case: &Case) -> Result<(), Difference> {
    let options = case.options();
    let mut call = |_: &asl_engine::TaskRequest| Ok(recorded_result(case));
    let answer = TestStateInput::read(&case.get("request"))
        .and_then(|request| test_state::test_state(&request, &options, test_state::API_SHAPES, &mut call));
    match answer {
        Ok(answer) => {
            let expected = case.expected("response");
            let actual = answer.to_json_value();
            let comparer = Comparer::new(&case.placeholders);
            comparer
                .compare(&expected, &actual, "response")
                .map_err(|reason| Difference::between(reason, &expected, &actual))
        }
        Err(error) => error_response(&case.expected("error_response"), &error),
    }
}

/// What the function behind a Task without a mock answered: it is outside of AWS's part, as mocks are.
fn recorded_result(case: &Case) -> Value {
    let result = case.expected("response").get("inspectionData").and_then(|data| data.get("result")).cloned();
    match result {
        Some(Value::String(text)) => parse_value(&text).unwrap_or(Value::String(text)),
        result => result.unwrap_or_default(),
    }
}

/// Compares code and message, in either of the recorder's two forms.
pub(crate) fn error_response(expected: &Value, error: &ApiError) -> Result<(), Difference> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let (code, message) = match expected.get("Error") {
        Some(told) => (text(told.get("Code")), text(told.get("Message"))),
        None => {
            let sentence = text(expected.get("exception_value"));
            let (head, message) = sentence.split_once(" operation: ").unwrap_or(("", &sentence));
            let code =
                head.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(code, _)| code);
            (code.to_owned(), message.to_owned())
        }
    };
    if code == error.code && message == error.message {
        return Ok(());
    }
    Err(Difference::new(format!("expected {code}: {message}, was {error}")))
}

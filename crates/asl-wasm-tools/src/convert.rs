//! Mocks of other tools: read, written, and taken from a history. Requests and answers are JSON text.

use asl_engine::mock::{MockConfigFile, MockError, record_history};
use asl_json::{Value, parse_value, to_json, to_json_pretty};

/// Translates texts of mocks.
///
/// Request: `{"from": "mockConfigFile" | "history" | "mocks", "text", "machine"?, "testCase"?}`. From a
/// `MockConfigFile.json` come its test cases and the mocks of the one that is named (of the first, if none is); from an
/// answer of `GetExecutionHistory` come the mocks that it stands for; from mocks comes a `MockConfigFile.json` with one
/// test case.
///
/// Answer: `{"text": JSON text, "testCases": [{"machine", "testCase"}], "problems": [{"place", "message"}]}`.
pub fn convert_mocks(request: &str) -> String {
    let mut problems = Vec::new();
    let request = parse_value(request).unwrap_or_default();
    let member = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let given = parse_value(member("text")).unwrap_or_else(|error| {
        problems.push(MockError { place: "/".into(), message: error.to_string() });
        Value::Null
    });
    let mut cases = Vec::new();
    let converted = if !problems.is_empty() {
        Value::Null
    } else if member("from") == "mockConfigFile" {
        let (file, errors) = MockConfigFile::read(&given);
        problems = errors;
        cases = file.test_cases().map(|(machine, case)| (machine.to_string(), case.to_string())).collect();
        let wanted = (member("machine").to_owned(), member("testCase").to_owned());
        let wanted = if wanted.1.is_empty() { cases.first().cloned() } else { Some(wanted) };
        let mocks = wanted.map(|(machine, case)| file.mocks(&machine, &case));
        mocks
            .transpose()
            .unwrap_or_else(|error| {
                problems.push(error);
                None
            })
            .map_or(Value::Null, |mocks| mocks.to_json_value())
    } else if member("from") == "history" {
        let (mocks, errors) = record_history(&given);
        problems = errors;
        mocks
    } else {
        let name = |name: &str, default: &str| if name.is_empty() { default } else { name }.to_owned();
        let machine = name(member("machine"), "StateMachine");
        let (file, lost) = MockConfigFile::from_mocks(&machine, &name(member("testCase"), "Case"), &given);
        problems = lost;
        file.to_json_value()
    };
    let case = |(machine, case): &(String, String)| {
        Value::object([("machine", Value::from(machine.as_str())), ("testCase", Value::from(case.as_str()))])
    };
    let problem = |problem: MockError| {
        Value::object([("place", Value::from(problem.place)), ("message", Value::from(problem.message))])
    };
    let text = if converted.is_null() { String::new() } else { to_json_pretty(&converted, 2) };
    to_json(&Value::object([
        ("text", Value::from(text)),
        ("testCases", Value::array(cases.iter().map(case).collect())),
        ("problems", Value::array(problems.into_iter().map(problem).collect())),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(from: &str, text: &str) -> Value {
        let request = Value::object([("from", Value::from(from)), ("text", Value::from(text))]);
        parse_value(&convert_mocks(&to_json(&request))).unwrap()
    }

    #[test]
    fn texts_of_mocks_are_translated() {
        let text = |answer: &Value| {
            let text = answer.get("text").and_then(Value::as_str).unwrap_or_default();
            parse_value(text).map(|value| to_json(&value)).unwrap_or_default()
        };
        let problems = |answer: &Value| answer.get("problems").and_then(Value::as_array).unwrap().len();
        let ours = r#"{"S":[{"throw":{"error":"E","cause":"c"}},{"return":1}]}"#;
        let file = converted("mocks", ours);
        assert_eq!(problems(&file), 0);
        let back = converted("mockConfigFile", &text(&file));
        assert!(
            text(&back).starts_with(r#"{"S":[{"throw":{"error":"E","cause":"c"},"calls":"0"},"#),
            "{}",
            text(&back)
        );
        assert_eq!(text(&converted("mocks", &text(&back))), text(&file));
        assert_eq!(back.get("testCases").and_then(Value::as_array).unwrap().len(), 1);
        let history = r#"{"events":[{"id":1,"type":"TaskStateEntered","stateEnteredEventDetails":{"name":"T"}},
            {"id":2,"previousEventId":1,"type":"TaskScheduled"},{"id":3,"previousEventId":2,"type":"TaskSucceeded",
            "taskSucceededEventDetails":{"output":"5"}}]}"#;
        assert_eq!(text(&converted("history", history)), r#"{"T":[{"return":5}]}"#);
        for from in ["history", "mockConfigFile", "mocks"] {
            assert_eq!(problems(&converted(from, "{")), 1, "{from}");
            assert_ne!(problems(&converted(from, "7")), 0, "{from}");
        }
    }
}

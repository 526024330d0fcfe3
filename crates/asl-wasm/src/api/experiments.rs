//! Trying things out without a run: one state, one expression, texts of mocks. Requests and answers are JSON text.

use asl_engine::mock::{MockConfigFile, MockError, record_history};
use asl_engine::sample::{SampleContext, Samples};
use asl_engine::test_state::{
    ExpressionKind, ExpressionScope, TestStateInput, evaluate_expression as evaluate, test_state as test,
};
use asl_engine::{ExecutionOptions, Mocks};
use asl_json::{Value, parse_value, to_json, to_json_pretty};
use asl_model::parse_definition;

/// `TestState` in the API's own JSON: its answer, or `{"code", "message"}` where it is refused.
///
/// A Task without a mock gets the sample of its integration.
pub fn test_state(request: &str) -> String {
    let request = match parse_value(request) {
        Ok(request) => request,
        Err(error) => return refusal("ValidationException", &error.to_string()),
    };
    let options = ExecutionOptions::default();
    let answer = TestStateInput::read(&request).and_then(|request| {
        let machine = parse_definition(&request.definition).machine;
        let samples = Samples::new(&machine, SampleContext::of(&options));
        test(&request, &options, &mut |call| Ok(samples.sample(call, options.start_time).result))
    });
    match answer {
        Ok(answer) => to_json(&answer.to_json_value()),
        Err(error) => refusal(error.code, &error.message),
    }
}

fn refusal(code: &str, message: &str) -> String {
    to_json(&Value::object([("code", Value::from(code)), ("message", Value::from(message))]))
}

/// Evaluates an expression.
///
/// Request: `{"kind": "jsonpath" | "intrinsic" | "jsonata", "text", "input", "context"?, "variables"?, "result"?}`, the
/// members after `text` JSON or text that holds JSON. Answer: `{"value": JSON text}` or `{"error": message}`.
pub fn evaluate_expression(request: &str) -> String {
    let (name, text) = match evaluated(request) {
        Ok(value) => ("value", to_json_pretty(&value, 2)),
        Err(message) => ("error", message),
    };
    to_json(&Value::object([(name, Value::from(text))]))
}

fn evaluated(request: &str) -> Result<Value, String> {
    let request = parse_value(request).map_err(|error| error.to_string())?;
    let text = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let json = |name: &str| match request.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => {
            parse_value(text).map(Some).map_err(|error| format!("The {name} is not JSON: {error}."))
        }
        Some(value) => Ok(Some(value.clone())),
    };
    let kind = match text("kind") {
        "jsonpath" => ExpressionKind::JsonPath,
        "intrinsic" => ExpressionKind::Intrinsic,
        "jsonata" => ExpressionKind::Jsonata,
        other => return Err(format!("There is no kind of expression called '{other}'.")),
    };
    let scope = ExpressionScope {
        input: json("input")?.unwrap_or_else(Value::empty_object),
        context: json("context")?,
        variables: json("variables")?.unwrap_or_default(),
        result: json("result")?,
    };
    evaluate(kind, text("text"), &scope, &ExecutionOptions::default())
}

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
        let (mocks, mut errors) = Mocks::read(&given);
        let name = |name: &str, default: &str| if name.is_empty() { default } else { name }.to_owned();
        let machine = name(member("machine"), "StateMachine");
        let (file, lost) = MockConfigFile::from_mocks(&machine, &name(member("testCase"), "Case"), &mocks);
        errors.extend(lost);
        problems = errors;
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

    #[test]
    fn one_state_is_tested() {
        let answer =
            test_state(r#"{"definition":{"Type":"Pass","Result":1,"End":true},"inspectionLevel":"DEBUG"}"#);
        assert!(answer.starts_with(r#"{"status":"SUCCEEDED","output":"1""#), "{answer}");
        let task = r#"{"definition":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":
            {"QueueUrl":"q","MessageBody":"b"},"End":true},"roleArn":"arn:aws:iam::123456789012:role/r"}"#;
        assert!(test_state(task).contains("MessageId"));
        assert!(test_state("{}").starts_with(r#"{"code":"ValidationException""#));
        assert!(test_state("{").starts_with(r#"{"code":"ValidationException""#));
    }

    #[test]
    fn one_expression_is_evaluated() {
        let value = evaluate_expression(r#"{"kind":"jsonata","text":"$states.input.a","input":"{\"a\":2}"}"#);
        assert_eq!(value, r#"{"value":"2"}"#);
        let value = evaluate_expression(r#"{"kind":"jsonpath","text":"$.a","input":{"a":[]},"context":""}"#);
        assert_eq!(value, r#"{"value":"[]"}"#);
        let bad = [r#"{"kind":"x","text":""}"#, r#"{"kind":"jsonata","text":"1","input":"{"}"#, "", "[]"];
        for request in bad {
            assert!(evaluate_expression(request).starts_with(r#"{"error":"#), "{request}");
        }
    }

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
        assert!(text(&back).starts_with(&ours[..ours.len() - 2]), "{}", text(&back));
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

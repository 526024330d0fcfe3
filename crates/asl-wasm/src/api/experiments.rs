//! Trying things out without a run: one state, one expression. Requests and answers are JSON text.

use asl_engine::ExecutionOptions;
use asl_engine::sample::{SampleContext, SampleShapes, Samples};
use asl_engine::test_state::{
    ExpressionKind, ExpressionScope, TestStateInput, evaluate_expression as evaluate, test_state as test,
};
use asl_json::{Value, parse_value, to_json, to_json_pretty};
use asl_model::parse_definition;

/// `TestState` in the API's own JSON: its answer, or `{"code", "message"}` where it is refused.
///
/// A Task without a mock gets the sample of its integration, made of `shapes`. `api_shapes` is the table that a mocked result is checked
/// against.
pub fn test_state(request: &str, shapes: &SampleShapes, api_shapes: &str) -> String {
    let request = match parse_value(request) {
        Ok(request) => request,
        Err(error) => return refusal("ValidationException", &error.to_string()),
    };
    let options = ExecutionOptions::default();
    let answer = TestStateInput::read(&request).and_then(|request| {
        let machine = parse_definition(&request.definition).machine;
        let samples = Samples::new(&machine, SampleContext::of(&options, shapes));
        test(&request, &options, api_shapes, &mut |call| Ok(samples.sample(call, options.start_time).result))
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

#[cfg(test)]
mod tests {
    use asl_engine::test_state::API_SHAPES;

    use super::*;

    #[test]
    fn one_state_is_tested() {
        let shapes = SampleShapes::built_in();
        let test_state = |request: &str| test_state(request, &shapes, API_SHAPES);
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
}

//! `TestState`, where the recordings are silent and the Developer Guide is not.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use asl_engine::test_state::{API_SHAPES, TestStateInput, test_state};
use asl_engine::{ExecutionOptions, TaskRequest};
use asl_json::{Value, parse_value};

fn answer(request: &str) -> Value {
    let request = TestStateInput::read(&parse_value(request).unwrap()).unwrap();
    let mut call = |_: &TaskRequest| Ok(Value::Null);
    test_state(&request, &ExecutionOptions::default(), API_SHAPES, &mut call).unwrap().to_json_value()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn task_failed_is_of_the_task_that_caused_the_error() {
    let next = |inner: &str, cause: &str| {
        let request = format!(
            r#"{{"definition": {{"Type": "Map", "End": true,
                "ItemProcessor": {{"StartAt": "Inner", "States": {{"Inner": {inner}}}}},
                "Catch": [{{"ErrorEquals": ["States.TaskFailed"], "Next": "OfTask"}},
                          {{"ErrorEquals": ["States.ALL"], "Next": "OfOther"}}]}},
              "input": [1], "mock": {{"errorOutput": {{"error": "Boom"}}}},
              "stateConfiguration": {{{cause}}}}}"#
        );
        text(&answer(&request), "nextState").to_owned()
    };
    let task = r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#;
    let fail = r#"{"Type": "Fail", "Error": "Boom"}"#;
    let caused = r#""errorCausedByState": "Inner""#;
    assert_eq!(next(task, caused), "OfTask");
    assert_eq!(next(fail, caused), "OfOther");
    assert_eq!(next(fail, ""), "OfTask");
}

#[test]
fn an_item_of_a_distributed_map_has_a_source() {
    let item = |config: &str| {
        let request = format!(
            r#"{{"definition": {{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true,
                "ItemProcessor": {{{config} "StartAt": "P", "States": {{"P": {{"Type": "Pass",
                  "Parameters": {{"item.$": "$$.Map.Item"}}, "End": true}}}}}}}}}}}},
              "stateName": "P", "input": 5}}"#
        );
        text(&answer(&request), "output").to_owned()
    };
    assert_eq!(item(""), r#"{"item":{"Index":0,"Value":5}}"#);
    assert_eq!(
        item(r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#),
        r#"{"item":{"Index":0,"Value":5,"Source":"STATE_DATA"}}"#
    );
}

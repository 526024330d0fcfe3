//! The typed tree of definitions, whole and broken.

use asl_model::{
    ChoiceCondition, Comparison, Dynamic, PathField, ProcessorMode, QueryLanguage, ResultPath, Rule,
    StateKind, Template, Transition, WaitFor, parse_definition,
};

const ORDER: &str = r#"{
  "Comment": "all types", "StartAt": "Wait", "TimeoutSeconds": 600, "States": {
    "Wait": {"Type": "Wait", "SecondsPath": "$.delay", "InputPath": null, "Next": "Call"},
    "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token", "static": [1, 2]}},
      "HeartbeatSeconds": 5, "ResultPath": "$.answer",
      "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed", "ResultPath": null}], "Next": "Choose"},
    "Choose": {"Type": "Choice", "Choices": [
      {"And": [{"Variable": "$.n", "NumericLessThanEquals": 3}, {"Not": {"Variable": "$.s", "IsNull": true}}],
       "Next": "Map"}], "Default": "Failed"},
    "Map": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "Parameters": {"x.$": "$$.Map.Item.Value"},
      "Iterator": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "Result": {"a": 1}, "End": true}}},
      "Next": "Both"},
    "Both": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}], "Next": "New"},
    "New": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {"Payload": "{% $states.input %}", "FunctionName": "f"}, "TimeoutSeconds": "{% 1 + 1 %}",
      "Output": "{% $states.result %}", "Assign": {"a": "{% 1 %}"}, "End": true},
    "Failed": {"Type": "Fail", "ErrorPath": "$.error", "CausePath": "States.Format('{}', $.cause)"}
  }}"#;

#[test]
fn every_state_type_is_lowered() {
    let definition = parse_definition(ORDER);
    let machine = &definition.machine;
    assert_eq!(machine.workflow.start_at.as_ref().map(|start| &*start.value), Some("Wait"));
    assert_eq!(machine.timeout_seconds, Some(600));
    let state = |name: &str| machine.state(name).unwrap_or_else(|| panic!("no state {name}"));

    assert!(matches!(state("Wait").input_path, PathField::Discard));
    let StateKind::Wait(wait) = &state("Wait").kind else { panic!("Wait") };
    assert!(matches!(&wait.wait_for, WaitFor::Seconds(Dynamic::Path(path)) if &*path.text == "$.delay"));

    let StateKind::Task(task) = &state("Call").kind else { panic!("Call") };
    assert!(matches!(task.heartbeat_seconds, Some(Dynamic::Constant(5))));
    assert!(matches!(task.result_path, ResultPath::Path(_)));
    assert_eq!(task.retry[0].max_attempts, 0);
    assert!(matches!(task.catch[0].result_path, ResultPath::Discard));
    let Some(Template::Object(members)) = &task.arguments else { panic!("Parameters") };
    assert!(matches!(members[0].value, Template::Constant(_)));

    let StateKind::Choice(choice) = &state("Choose").kind else { panic!("Choose") };
    let ChoiceCondition::Rule(Rule::And(rules)) = &choice.choices[0].condition else { panic!("And") };
    let Rule::Test(test) = &rules[0] else { panic!("test") };
    assert!(matches!(test.comparison, Comparison::Numeric(std::cmp::Ordering::Less, true, _)));
    assert!(matches!(rules[1], Rule::Not(_)));

    let StateKind::Map(map) = &state("Map").kind else { panic!("Map") };
    assert_eq!(map.item_processor.mode, ProcessorMode::Distributed);
    assert!(map.item_selector.is_some());
    assert!(matches!(state("Inner").transition(), Some(Transition::End)));

    assert_eq!(state("New").query_language, QueryLanguage::Jsonata);
    let StateKind::Task(new) = &state("New").kind else { panic!("New") };
    assert!(matches!(new.timeout_seconds, Some(Dynamic::Jsonata(_))));
    let StateKind::Fail(fail) = &state("Failed").kind else { panic!("Failed") };
    assert!(matches!(fail.error, Some(Dynamic::Path(_))));
    assert!(matches!(fail.cause, Some(Dynamic::Intrinsic(_))));
}

#[test]
fn broken_definitions_still_give_a_tree() {
    let cut = &ORDER[..ORDER.len() / 2];
    assert!(parse_definition(cut).machine.workflow.states.len() >= 3);
    for text in [
        "",
        "{",
        "[]",
        "5",
        "not a definition",
        r#"{"States": 5}"#,
        r#"{"States": {"A": null, "B": {"Type": 5}}}"#,
    ] {
        let _ = parse_definition(text);
    }
    let unknown = parse_definition(r#"{"StartAt": "A", "States": {"A": {"Type": "Psas", "Next": "B"}}}"#);
    let state = unknown.machine.state("A").unwrap();
    assert!(matches!(&state.kind, StateKind::Unknown { type_name: Some(name), .. } if &**name == "Psas"));
}

/// Deep nesting of every kind must not exhaust a small stack.
#[test]
fn deep_nesting_costs_little_stack() {
    let nest =
        |open: &str, close: &str, times: usize| format!("{}1{}", open.repeat(times), close.repeat(times));
    let parameters = nest("{\"a\":[", "]}", 490);
    let rules = nest("{\"Not\":", "}", 900);
    let branch = r#"{"StartAt":"S","States":{"S":{"Type":"Parallel","Branches":["#;
    let branches = nest(branch, "]}}}", 190);
    let texts = [
        format!(r#"{{"StartAt":"A","States":{{"A":{{"Type":"Pass","Parameters":{parameters}}}}}}}"#),
        format!(r#"{{"StartAt":"A","States":{{"A":{{"Type":"Choice","Choices":[{rules}]}}}}}}"#),
        branches,
    ];
    let run =
        move || texts.iter().map(|text| parse_definition(text).machine.workflow.states.len()).sum::<usize>();
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap();
    assert_eq!(thread.join().unwrap(), 3);
}

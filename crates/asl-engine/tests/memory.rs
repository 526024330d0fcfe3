//! No execution eats the machine: payloads, child executions and nested executions spend from one budget.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::rc::Rc;

use asl_engine::sample::sample;
use asl_engine::{Execution, ExecutionOptions, Mocks, Program, Quotas, Simulation};
use asl_json::{Value, parse_value};

/// Runs with a budget of a megabyte: 8,192 events.
fn run(definition: &str, input: &str, mocks: &str, quotas: Quotas) -> Simulation {
    let program = Rc::new(Program::compile(&asl_model::parse_definition(definition).machine));
    let options = ExecutionOptions {
        quotas: Quotas { memory_bytes: 1 << 20, ..quotas },
        ..ExecutionOptions::default()
    };
    let (mocks, errors) = Mocks::read(&parse_value(mocks).unwrap());
    assert!(errors.is_empty(), "{errors:?}");
    let execution = Execution::start(program, parse_value(input).unwrap(), options);
    let mut simulation = Simulation::new(execution, mocks, Box::new(sample));
    simulation.run_to_end();
    simulation
}

fn cause(simulation: &Simulation) -> String {
    let failure = simulation.execution().failure();
    assert_eq!(failure.error.as_deref(), Some("States.DataLimitExceeded"));
    let cause = failure.cause.as_deref().unwrap_or_default();
    assert!(cause.starts_with("Memory is not without end: "), "{cause}");
    cause.to_owned()
}

const ENDLESS: &str =
    r#""StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}"#;

#[test]
fn children_of_a_map_run_share_the_budget() {
    let definition = format!(
        r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, {ENDLESS}}}}}}}}}"#
    );
    for quotas in [Quotas::SERVICE, Quotas::RELAXED] {
        let simulation = run(&definition, "[1, 2, 3, 4, 5, 6, 7, 8]", "{}", quotas);
        assert!(cause(&simulation).contains("have written 8"));
        let written = simulation.execution().events_written();
        assert!((8_192..8_600).contains(&written), "{written}");
    }
    let many: Value = (0..1_000_i64).map(Value::from).collect::<asl_json::Array>().into();
    let simulation = run(&definition, &many.to_string(), "{}", Quotas::SERVICE);
    assert!(cause(&simulation).contains("have written 8"));
}

#[test]
fn nested_executions_share_the_budget() {
    let definition = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Next": "T",
        "Resource": "arn:aws:states:::states:startExecution",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:M"}}}}"#;
    let simulation =
        run(definition, "{}", &format!(r#"{{"T": [{{"definition": {{{ENDLESS}}}}}]}}"#), Quotas::SERVICE);
    cause(&simulation);
    assert_eq!(simulation.children().len(), 1);
}

#[test]
fn payloads_within_the_quota_are_counted_too() {
    let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A",
        "Parameters": {"s.$": "States.Format('{}', $.s)"}}}}"#;
    let input = format!(r#"{{"s": "{}"}}"#, "x".repeat(100_000));
    let simulation = run(definition, &input, "{}", Quotas::SERVICE);
    assert!(cause(&simulation).contains("the state/task 'A' made a payload of 100008 bytes"));
}

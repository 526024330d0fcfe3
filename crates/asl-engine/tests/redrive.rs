//! Redrive: a failed execution goes on from where it stood.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::rc::Rc;

use asl_engine::sample;
use asl_engine::{
    ErrorCause, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, Mocks, Program, Simulation,
};
use asl_json::{parse_value, to_json};
use asl_model::parse_definition;

fn begin(definition: &str, input: &str, mocks: &str) -> Simulation {
    begin_with(definition, input, mocks, ExecutionOptions::default())
}

fn begin_with(definition: &str, input: &str, mocks: &str, options: ExecutionOptions) -> Simulation {
    let program = Rc::new(Program::compile(&parse_definition(definition).machine));
    let execution = Execution::start(program, parse_value(input).unwrap(), options);
    let (mocks, errors) = Mocks::read(&parse_value(mocks).unwrap());
    assert_eq!(errors, []);
    let mut simulation = Simulation::new(execution, mocks, Box::new(sample::sample));
    simulation.run_to_end();
    simulation
}

/// `id←previous type` of the events after the first `skip`.
fn events(execution: &Execution, skip: usize) -> Vec<String> {
    let shown = |event: &asl_engine::HistoryEvent| {
        format!("{}←{} {}", event.id, event.previous_event_id, event.details.event_type())
    };
    execution.history().iter().skip(skip).map(shown).collect()
}

fn redrive(simulation: &mut Simulation) {
    simulation.redrive(None).unwrap();
    simulation.run_to_end();
}

const TASK: &str =
    r#""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"}"#;
const FAIL_ONCE: &str = r#"[{"throw":{"error":"E"}},{"return":7}]"#;

#[test]
fn a_task_is_called_again() {
    let definition = format!(
        r#"{{"StartAt":"P","States":{{"P":{{"Type":"Pass","Next":"T"}},"T":{{{TASK},"ResultPath":"$.r",
        "Next":"C"}},"C":{{"Type":"Pass","Parameters":{{"n.$":"$$.Execution.RedriveCount","r.$":"$.r"}},"End":true}}}}}}"#
    );
    let mut simulation = begin(&definition, "{}", &format!(r#"{{"T":{FAIL_ONCE}}}"#));
    assert_eq!(simulation.execution().status(), ExecutionStatus::Failed);
    let before = to_json(&simulation.execution().history()[7].to_json_value());
    redrive(&mut simulation);
    let execution = simulation.execution();
    assert_eq!(
        events(execution, 7),
        [
            "8←7 ExecutionFailed",
            "9←8 ExecutionRedriven",
            "10←9 TaskScheduled",
            "11←10 TaskStarted",
            "12←11 TaskSucceeded",
            "13←12 TaskStateExited",
            "14←13 PassStateEntered",
            "15←14 PassStateExited",
            "16←15 ExecutionSucceeded"
        ]
    );
    assert_eq!(to_json(&execution.history()[7].to_json_value()), before, "what happened stays");
    assert_eq!(execution.output().map(to_json).as_deref(), Some(r#"{"r":7,"n":1}"#));
    assert!(execution.failure().error.is_none());
    assert_eq!(execution.redrive_count(), 1);
    let described = to_json(&asl_engine::describe_execution(execution));
    assert!(described.contains(r#""redriveCount":1,"redriveDate""#), "{described}");
}

#[test]
fn retriers_begin_anew() {
    let definition = format!(
        r#"{{"StartAt":"T","States":{{"T":{{{TASK},"Retry":[{{"ErrorEquals":["E"],"MaxAttempts":1}}],"End":true}}}}}}"#
    );
    let mocks =
        r#"{"T":[{"throw":{"error":"E"}},{"throw":{"error":"E"}},{"throw":{"error":"E"}},{"return":1}]}"#;
    let mut simulation = begin(&definition, "{}", mocks);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Failed);
    redrive(&mut simulation);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Succeeded);
}

#[test]
fn only_branches_that_had_not_ended_well_go_on() {
    let definition = format!(
        r#"{{"StartAt":"F","States":{{"F":{{"Type":"Parallel","End":true,"Branches":[
        {{"StartAt":"Good","States":{{"Good":{{{TASK},"End":true}}}}}},
        {{"StartAt":"Bad","States":{{"Bad":{{{TASK},"Assign":{{"v":1}},"Next":"After"}},
            "After":{{"Type":"Pass","Parameters":{{"v.$":"$v"}},"End":true}}}}}},
        {{"StartAt":"Slow","States":{{"Slow":{{"Type":"Wait","Seconds":60,"End":true}}}}}}]}}}}}}"#
    );
    let mocks = r#"{"Good":[{"return":"good"}],"Bad":[{"throw":{"error":"E"},"after":5},{"return":2}]}"#;
    let mut simulation = begin(&definition, "{}", mocks);
    let count = simulation.execution().history().len();
    redrive(&mut simulation);
    let execution = simulation.execution();
    assert_eq!(execution.output().map(to_json).as_deref(), Some(r#"["good",{"v":1},{}]"#));
    let after = events(execution, count);
    assert!(!after.iter().any(|event| event.contains("ParallelStateStarted")), "{after:?}");
    assert_eq!(after.iter().filter(|event| event.contains("TaskScheduled")).count(), 1);
    // The wait begins anew: 5 seconds, then 60.
    assert_eq!(execution.now().0 - execution.options().start_time.0, 65_000);
}

#[test]
fn only_iterations_that_had_not_ended_well_go_on() {
    let definition = format!(
        r#"{{"StartAt":"M","States":{{"M":{{"Type":"Map","MaxConcurrency":2,"End":true,"ItemProcessor":
        {{"StartAt":"T","States":{{"T":{{{TASK},"End":true}}}}}}}}}}}}"#
    );
    let mocks = r#"{"T":[{"return":"a"},{"throw":{"error":"E"},"after":1},{"return":"c","after":9},{"return":"b"},
        {"return":"c"},{"return":"d"}]}"#;
    let mut simulation = begin(&definition, "[0,1,2,3]", mocks);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Failed);
    redrive(&mut simulation);
    assert_eq!(simulation.execution().output().map(to_json).as_deref(), Some(r#"["a","b","c","d"]"#));
}

#[test]
fn nested_work_goes_on_at_any_depth() {
    let mut inner = format!(r#""T":{{{TASK},"End":true}}"#);
    let mut start = "T".to_owned();
    for depth in 0..30 {
        let name = format!("P{depth}");
        inner = format!(
            r#""{name}":{{"Type":"Parallel","End":true,"Branches":[{{"StartAt":"{start}","States":{{{inner}}}}}]}}"#
        );
        start = name;
    }
    let mocks = format!(r#"{{"T":{FAIL_ONCE}}}"#);
    let definition = format!(r#"{{"StartAt":"{start}","States":{{{inner}}}}}"#);
    let mut simulation = begin(&definition, "{}", &mocks);
    assert_eq!(simulation.execution().failure().error.as_deref(), Some("E"));
    redrive(&mut simulation);
    let output = simulation.execution().output().map(to_json).unwrap();
    assert_eq!(output, format!("{}7{}", "[".repeat(30), "]".repeat(30)));
}

#[test]
fn what_was_too_large_is_done_again_as_a_whole() {
    let definition = format!(
        r#"{{"StartAt":"F","States":{{"F":{{"Type":"Parallel","End":true,"Branches":[
        {{"StartAt":"A","States":{{"A":{{{TASK},"End":true}}}}}},
        {{"StartAt":"B","States":{{"B":{{{TASK},"End":true}}}}}}]}}}}}}"#
    );
    let large = "x".repeat(300_000);
    let mocks = format!(r#"{{"A":[{{"return":1}}],"B":[{{"return":"{large}","after":1}},{{"return":2}}]}}"#);
    let mut simulation = begin(&definition, "{}", &mocks);
    let execution = simulation.execution();
    assert_eq!(execution.failure().error.as_deref(), Some("States.DataLimitExceeded"));
    let count = execution.history().len();
    redrive(&mut simulation);
    let after = events(simulation.execution(), count);
    assert_eq!(after.iter().filter(|event| event.contains("ParallelStateStarted")).count(), 1);
    assert_eq!(after.iter().filter(|event| event.contains("TaskScheduled")).count(), 2);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Succeeded);
}

#[test]
fn a_fail_state_fails_again_and_a_choice_is_made_again() {
    let mut simulation = begin(r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}"#, "{}", "{}");
    for count in 1..=3 {
        redrive(&mut simulation);
        assert_eq!(simulation.execution().redrive_count(), count);
    }
    assert_eq!(
        events(simulation.execution(), 2)[..4],
        ["3←2 ExecutionFailed", "4←3 ExecutionRedriven", "5←4 FailStateEntered", "6←5 ExecutionFailed"]
    );
    let mut simulation = begin(
        r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.x","BooleanEquals":true,
            "Next":"P"}]},"P":{"Type":"Pass","End":true}}}"#,
        r#"{"x":1}"#,
        "{}",
    );
    redrive(&mut simulation);
    assert_eq!(
        events(simulation.execution(), 2),
        ["3←2 ExecutionFailed", "4←3 ExecutionRedriven", "5←4 ExecutionFailed"]
    );
}

#[test]
fn stopped_and_timed_out_executions_go_on_and_their_time_begins_anew() {
    let definition = r#"{"TimeoutSeconds":10,"StartAt":"W","States":{"W":{"Type":"Wait","SecondsPath":"$.s",
        "Next":"E"},"E":{"Type":"Wait","Seconds":8,"End":true}}}"#;
    let mut simulation = begin(definition, r#"{"s":9}"#, "{}");
    assert_eq!(simulation.execution().status(), ExecutionStatus::TimedOut);
    redrive(&mut simulation);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Succeeded);

    let stop_at_once = Simulation::new(
        {
            let program = Rc::new(Program::compile(&parse_definition(definition).machine));
            Execution::start(program, parse_value(r#"{"s":1}"#).unwrap(), ExecutionOptions::default())
        },
        Mocks::default(),
        Box::new(sample::sample),
    );
    let mut simulation = stop_at_once;
    simulation.run(1);
    simulation.stop(ErrorCause::default());
    assert_eq!(simulation.execution().status(), ExecutionStatus::Aborted);
    redrive(&mut simulation);
    assert_eq!(simulation.execution().status(), ExecutionStatus::Succeeded);
}

#[test]
fn a_map_run_redrives_its_unsuccessful_children() {
    for (children, redriven) in [("STANDARD", 1), ("EXPRESS", 0)] {
        let definition = format!(
            r#"{{"StartAt":"M","States":{{"M":{{"Type":"Map","End":true,"ItemProcessor":{{"ProcessorConfig":
            {{"Mode":"DISTRIBUTED","ExecutionType":"{children}"}},"StartAt":"P","States":{{"P":{{"Type":"Pass",
            "Next":"T"}},"T":{{{TASK},"End":true}}}}}}}}}}}}"#
        );
        let mocks = r#"{"T":[{"return":0},{"throw":{"error":"E"},"after":1},{"return":2,"after":5},{"return":"again"}]}"#;
        let mut simulation = begin(&definition, "[0,1,2]", mocks);
        let execution = simulation.execution();
        assert_eq!(execution.failure().error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
        let statuses = |execution: &Execution| {
            execution.map_runs()[0].children.iter().map(Execution::status).collect::<Vec<_>>()
        };
        assert_eq!(
            statuses(execution),
            [ExecutionStatus::Succeeded, ExecutionStatus::Failed, ExecutionStatus::Aborted]
        );
        let count = execution.history().len();
        redrive(&mut simulation);
        let execution = simulation.execution();
        assert_eq!(
            events(execution, count),
            [
                "8←7 ExecutionRedriven",
                "9←8 MapRunRedriven",
                "10←9 MapRunSucceeded",
                "11←10 MapStateSucceeded",
                "12←9 MapStateExited",
                "13←12 ExecutionSucceeded"
            ]
        );
        assert_eq!(statuses(execution), [ExecutionStatus::Succeeded; 3]);
        assert_eq!(execution.output().map(to_json).as_deref(), Some(r#"[0,"again","again"]"#));
        assert_eq!(execution.map_runs().len(), 1);
        assert_eq!(execution.map_runs()[0].redrive_count, 1);
        assert_eq!(execution.map_runs()[0].children[1].redrive_count(), redriven);
        // A child that begins anew has a new history.
        let first = events(&execution.map_runs()[0].children[1], 0);
        assert_eq!(first.iter().filter(|event| event.contains("PassStateEntered")).count(), 1);
    }
}

#[test]
fn what_cannot_be_redriven_says_why() {
    let pass = r#"{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#;
    let refused = |simulation: &mut Simulation| simulation.redrive(None).unwrap_err().to_string();
    assert_eq!(refused(&mut begin(pass, "{}", "{}")), "Execution is SUCCEEDED and cannot be redriven");
    let wait = r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "End":true}}}"#;
    assert_eq!(refused(&mut begin(wait, "{}", "{}")), "Execution is RUNNING and cannot be redriven");
    let loops = r#"{"StartAt":"P","States":{"P":{"Type":"Pass","Next":"P"}}}"#;
    assert_eq!(refused(&mut begin(loops, "{}", "{}")), "Execution history event limit exceeded");
    let fails = r#"{"StartAt":"F","States":{"F":{"Type":"Fail"}}}"#;
    let options = ExecutionOptions { execution_type: ExecutionType::Express, ..ExecutionOptions::default() };
    assert_eq!(
        refused(&mut begin_with(fails, "{}", "{}", options)),
        "This operation is not supported by this type of state machine"
    );
    let old = r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":2000000000,"End":true}}}"#;
    assert_eq!(refused(&mut begin(old, "{}", "{}")), "Execution has exceeded the max execution time");
}

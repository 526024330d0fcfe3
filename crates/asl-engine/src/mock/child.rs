//! A nested execution: `startExecution` whose mock is the child's definition.
//!
//! The child is a real execution with a history of its own. It runs on the parent's virtual clock: it begins when it is
//! called, and the parent hears of its end when the child's own clock has reached it.

use std::rc::Rc;

use asl_json::{Value, parse_value, to_json};
use asl_model::{IntegrationPattern, ResourceKind};

use super::entry::Mocks;
use super::simulation::{Sampler, Simulation};
use crate::{
    ErrorCause, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, Program, Random, TaskAnswer,
    TaskRequest, Timestamp, describe_execution, start_sync_execution,
};

/// Transitions after which a child that has not ended is taken to run for ever.
const MAX_CHILD_STEPS: u32 = 1_000_000;

/// A definition that stands in for the state machine that a task starts.
///
/// Shape, as an entry of the mocks: `{"definition": {…}, "mocks": {…}}`.
#[derive(Clone, Debug)]
pub struct ChildMachine {
    /// The definition, ready to run.
    pub program: Rc<Program>,
    /// The mocks of its own tasks.
    pub mocks: Rc<Mocks>,
}

/// An execution that a task has started.
#[derive(Debug)]
pub struct ChildExecution {
    /// The state that started it.
    pub state: Rc<str>,
    /// The visit's `…StateEntered` event in the parent's history.
    pub entered_event_id: u32,
    /// The child, with its history.
    pub execution: Execution,
}

/// What came of a nested execution.
pub(super) struct Outcome {
    /// The output of `TaskSubmitted`.
    pub(super) submitted: Value,
    /// The answer, and how long after the call it comes; none if the child waits for somebody.
    pub(super) answer: Option<(TaskAnswer, i64)>,
    pub(super) child: Execution,
    /// What the child itself started.
    pub(super) grandchildren: Vec<ChildExecution>,
}

/// Runs the child of a call. None if the task does not start executions.
pub(super) fn run(
    machine: &ChildMachine,
    request: &TaskRequest,
    parent: &mut Execution,
    sampler: &Rc<Sampler>,
) -> Option<Outcome> {
    let now = parent.now();
    let ResourceKind::Integration { service, action, pattern } = &request.resource.kind else { return None };
    let waits_for_child = match (&**service, &**action) {
        ("states" | "aws-sdk:sfn", "startExecution") => *pattern != IntegrationPattern::RequestResponse,
        ("aws-sdk:sfn", "startSyncExecution") => true,
        _ => return None,
    };
    let is_express = &**action == "startSyncExecution";
    let options = child_options(request, parent.options(), now, is_express);
    let input = child_input(&request.parameters);
    let execution = Execution::start(Rc::clone(&machine.program), input, options);
    let mut simulation = Simulation::with_sampler(execution, Rc::clone(&machine.mocks), Rc::clone(sampler));
    parent.spend_on_start();
    let spent = simulation.run_lent(parent.lend(), MAX_CHILD_STEPS);
    parent.settle(spent);
    let (child, grandchildren) = simulation.into_parts();
    let started = Value::object([
        ("ExecutionArn", Value::from(child.options().execution_arn())),
        ("StartDate", Value::from(now.to_string())),
    ]);
    let answer = if !waits_for_child {
        Some((TaskAnswer::Succeeded(started.clone()), 0))
    } else if child.status() == ExecutionStatus::Running {
        None
    } else {
        let result = if is_express {
            TaskAnswer::Succeeded(pascal_case(&start_sync_execution(&child), false))
        } else {
            sync_answer(&child, *pattern)
        };
        Some((result, child.now().0 - now.0))
    };
    Some(Outcome { submitted: started, answer, child, grandchildren })
}

fn child_options(
    request: &TaskRequest,
    parent: &ExecutionOptions,
    now: Timestamp,
    is_express: bool,
) -> ExecutionOptions {
    let text = |name: &str| request.parameters.get(name).and_then(Value::as_str);
    let seed = parent.seed ^ request.id.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let machine = text("StateMachineArn").and_then(|arn| arn.rsplit(':').next()).unwrap_or("child");
    ExecutionOptions {
        execution_type: if is_express { ExecutionType::Express } else { ExecutionType::Standard },
        state_machine_name: machine.into(),
        execution_name: text("Name").map_or_else(|| Random::new(seed).uuid().into(), Rc::from),
        start_time: now,
        seed,
        task_tokens: Vec::new(),
        ..parent.clone()
    }
}

/// `Input` is JSON, or text that holds JSON.
fn child_input(parameters: &Value) -> Value {
    match parameters.get("Input") {
        None => Value::empty_object(),
        Some(Value::String(text)) => parse_value(text).unwrap_or_else(|_| Value::String(Rc::clone(text))),
        Some(input) => input.clone(),
    }
}

/// What `.sync` and `.sync:2` give at the end: the child's description, or `States.TaskFailed` with it as the cause.
///
/// Source: `[probe]` the error is always `States.TaskFailed`, whatever the child's own; dates are epoch milliseconds.
fn sync_answer(child: &Execution, pattern: IntegrationPattern) -> TaskAnswer {
    let described = describe_execution(child);
    if child.status() == ExecutionStatus::Succeeded {
        return TaskAnswer::Succeeded(pascal_case(&described, pattern == IntegrationPattern::Sync2));
    }
    let cause = to_json(&pascal_case(&described, false));
    TaskAnswer::Failed(ErrorCause::new("States.TaskFailed", cause))
}

/// An answer of the API as an integration gives it: names begin with a capital and are sorted. With `as_json`, input and
/// output are JSON rather than text.
fn pascal_case(answer: &Value, as_json: bool) -> Value {
    let capital = |name: &str| {
        let mut letters = name.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    let mut members: Vec<(String, Value)> = Vec::new();
    for (name, value) in answer.as_object().iter().flat_map(|members| members.iter()) {
        let value = match (&**name, value) {
            ("startDate" | "stopDate", Value::String(date)) => {
                Timestamp::parse(date).map_or_else(|| value.clone(), |time| Value::from(time.0))
            }
            ("input" | "output", Value::String(text)) if as_json => parse_value(text).unwrap_or_default(),
            (_, Value::Object(inner)) => {
                Value::object(inner.iter().map(|(name, value)| (capital(name), value.clone())))
            }
            _ => value.clone(),
        };
        members.push((capital(name), value));
    }
    members.sort_by(|left, right| left.0.cmp(&right.0));
    Value::object(members)
}

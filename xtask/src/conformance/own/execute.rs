//! Running one of our own cases: from its blocks to the text of each role.
//!
//! | block | meaning |
//! | --- | --- |
//! | `definition` | the state machine; every case has one |
//! | `input` | the execution's input; `{}` if absent |
//! | `mocks` | task results, in the format of the page |
//! | `objects` | the mocked S3: `{"bucket": {"key": text or JSON}}` |
//! | `options` | `{"type": "EXPRESS", "quotas": "relaxed", "failures": {"share", "error"}, "stop": {"error", "cause"}, "log": "ALL", "logData": false}`, each optional |
//! | `redrive` | mocks, as above; the execution is redriven with them when it has ended |
//! | `output` | expected: the output, pretty-printed |
//! | `error` | expected: status, error and cause of an execution that did not succeed, a line each |
//! | `history` | expected: a line for each event |
//! | `children` | expected: for each child execution its name and the lines of its history |
//! | `files` | expected: the mocked S3 after the run |
//! | `log` | expected: type and details of each event that is logged, by default with the level `ERROR` and with execution data |
//! | `answer` | expected: what `DescribeExecution` answers, or `StartSyncExecution` for Express |
//! | `recorded` | expected: the mocks recorded from the run |
//! | `diagnostics` | expected: a line for each problem of the definition |

use std::rc::Rc;

use asl_engine::mock::{FailureRate, record_mocks};
use asl_engine::sample::{SampleContext, SampleShapes, sampler};
use asl_engine::{
    ErrorCause, EventDetails, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, HistoryEvent,
    LogLevel, Mocks, Program, Quotas, Simulation, describe_execution, log_events, start_sync_execution,
};
use asl_json::{LineIndex, Value, parse_value, to_json, to_json_pretty};
use asl_model::{Definition, ReadOptions, read_definition};

use super::Actual;
use crate::conformance::markdown::Case;
use crate::error::Error;

/// The roles that need a run.
const RUN: [&str; 8] = ["output", "error", "history", "children", "files", "log", "answer", "recorded"];

/// Runs the case and writes each role's text.
///
/// # Errors
/// A block that is not JSON, or mocks that are none.
pub(super) fn execute(case: &Case) -> Result<Actual, Error> {
    let text = |role: &str| case.block(role).map(|block| block.text.as_str());
    let definition_text = text("definition")
        .ok_or_else(|| Error::new(format!("`{}` (line {}) has no definition", case.name, case.line)))?;
    let asked = text("options").map_or(Ok(Value::Null), |text| json(case, "options", text))?;
    let options = options(&asked);
    let execution_type = options.execution_type;
    let definition =
        read_definition(definition_text, ReadOptions { execution_type, ..ReadOptions::default() });
    let mut actual = Actual::new();
    actual.insert("diagnostics", diagnostics(definition_text, &definition));
    if RUN.iter().all(|role| text(role).is_none()) {
        return Ok(actual);
    }
    let input = text("input").map_or(Ok(Value::empty_object()), |text| json(case, "input", text))?;
    let mocks = text("mocks").map_or(Ok(Value::Null), |text| json(case, "mocks", text))?;
    let mocks = read_mocks(case, "mocks", &mocks)?;
    let program = Rc::new(Program::compile(&definition.machine));
    let objects = text("objects").map_or(Ok(Value::Null), |text| json(case, "objects", text))?;
    for (bucket, objects) in objects.as_object().iter().flat_map(|buckets| buckets.iter()) {
        for (key, body) in objects.as_object().iter().flat_map(|objects| objects.iter()) {
            let body = body.as_str().map_or_else(|| to_json(body), str::to_owned);
            options.s3.put(bucket, key, body);
        }
    }
    let sampler = sampler(definition_text.into(), SampleContext::of(&options, &SampleShapes::built_in()));
    let execution = Execution::start(program, input, options);
    let mut simulation = Simulation::new(execution, mocks, sampler);
    simulation.set_failure_rate(failure_rate(&asked));
    simulation.run_to_end();
    if let Some(stop) = asked.get("stop") {
        let text = |name: &str| stop.get(name).and_then(Value::as_str).map(Into::into);
        simulation.stop(ErrorCause { error: text("error"), cause: text("cause") });
    }
    if let Some(mocks) = text("redrive") {
        let mocks = read_mocks(case, "redrive", &json(case, "redrive", mocks)?)?;
        simulation.redrive(Some(mocks)).map_err(|error| Error::new(format!("`{}`: {error}", case.name)))?;
        simulation.run_to_end();
    }
    let execution = simulation.execution();
    actual.insert("children", children(&simulation));
    actual.insert("files", to_json_pretty(&execution.options().s3.to_json_value(), 2) + "\n");
    actual.insert("recorded", to_json_pretty(&record_mocks(execution), 2) + "\n");
    actual.insert("log", log_lines(execution, &asked));
    let answer = match execution.options().execution_type {
        ExecutionType::Express => start_sync_execution(execution),
        ExecutionType::Standard => describe_execution(execution),
    };
    actual.insert("answer", to_json_pretty(&answer, 2) + "\n");
    actual.insert("history", execution.history().iter().map(|event| line(event, execution)).collect());
    actual.insert(
        "output",
        execution.output().map_or_else(String::new, |value| to_json_pretty(value, 2) + "\n"),
    );
    actual.insert("error", failure(execution));
    Ok(actual)
}

fn read_mocks(case: &Case, role: &str, value: &Value) -> Result<Mocks, Error> {
    let (mocks, errors) = Mocks::read(value);
    match errors.first() {
        None => Ok(mocks),
        Some(error) => {
            Err(Error::new(format!("`{}`: {role}, {}: {}", case.name, error.place, error.message)))
        }
    }
}

fn options(asked: &Value) -> ExecutionOptions {
    let is = |name: &str, word: &str| asked.get(name).and_then(Value::as_str) == Some(word);
    ExecutionOptions {
        execution_type: if is("type", "EXPRESS") { ExecutionType::Express } else { ExecutionType::Standard },
        quotas: if is("quotas", "relaxed") { Quotas::RELAXED } else { Quotas::SERVICE },
        ..ExecutionOptions::default()
    }
}

fn failure_rate(asked: &Value) -> Option<FailureRate> {
    let failures = asked.get("failures")?;
    Some(FailureRate {
        share: failures.get("share").and_then(Value::as_number)?.as_f64(),
        failure: ErrorCause {
            error: failures.get("error").and_then(Value::as_str).map(Into::into),
            cause: None,
        },
        seed: 0,
    })
}

/// The children of Map Runs and the nested executions, each with its history.
fn children(simulation: &Simulation) -> String {
    let told = |state: &str, child: &Execution| {
        let lines: String = child.history().iter().map(|event| line(event, child)).collect();
        format!("{state} {} {}\n{lines}", child.options().state_machine_name, child.status().as_str())
    };
    let nested = simulation.children().iter().map(|child| told(&child.state, &child.execution));
    let runs = simulation.execution().map_runs().iter();
    let of_runs = runs.flat_map(|run| run.children.iter().map(|child| told(&run.state, child)));
    nested.chain(of_runs).collect()
}

fn log_lines(execution: &Execution, asked: &Value) -> String {
    let level = asked.get("log").and_then(Value::as_str).and_then(LogLevel::parse);
    let with_data = asked.get("logData").and_then(Value::as_bool).unwrap_or(true);
    let line = |event: Value| {
        let part = |name: &str| event.get(name).cloned().unwrap_or_default();
        format!("{} {}\n", part("type").as_str().unwrap_or_default(), to_json(&part("details")))
    };
    log_events(execution, level.unwrap_or(LogLevel::Error), with_data).into_iter().map(line).collect()
}

fn json(case: &Case, role: &str, text: &str) -> Result<Value, Error> {
    parse_value(text).map_err(|error| Error::new(format!("`{}`: {role} is not JSON: {error}", case.name)))
}

/// `3:14-3:22 error CODE message`; lines and columns count from 1.
fn diagnostics(text: &str, definition: &Definition) -> String {
    let lines = LineIndex::new(text);
    let place = |offset| {
        let at = lines.line_column(text, offset);
        format!("{}:{}", at.line + 1, at.column + 1)
    };
    let written = definition.diagnostics.iter().map(|diagnostic| {
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        let (from, to) = (place(diagnostic.range.start), place(diagnostic.range.end));
        format!("{from}-{to} {severity} {} {}\n", diagnostic.code, diagnostic.message)
    });
    written.collect()
}

/// `2 ←1 +0ms TaskStateEntered A {"a":1}`: milliseconds since the start, and what the event tells.
fn line(event: &HistoryEvent, execution: &Execution) -> String {
    let since = event.timestamp.0 - execution.options().start_time.0;
    let told = match &event.details {
        EventDetails::StateEntered { name, input, .. } => format!(" {name} {}", to_json(input)),
        EventDetails::StateExited { name, output, assigned, .. } => {
            let assigned =
                assigned.as_ref().map(|assigned| format!(" assigned {}", to_json(&assigned.clone().into())));
            format!(" {name} {}{}", to_json(output), assigned.unwrap_or_default())
        }
        EventDetails::TaskScheduled(call)
        | EventDetails::LambdaFunctionScheduled(call)
        | EventDetails::ActivityScheduled(call) => {
            format!(" {} {}", event.details.resource().unwrap_or_default(), to_json(&call.parameters))
        }
        EventDetails::TaskSucceeded(_, output)
        | EventDetails::TaskSubmitted(_, output)
        | EventDetails::LambdaFunctionSucceeded(output)
        | EventDetails::ActivitySucceeded(output)
        | EventDetails::ExecutionSucceeded { output } => format!(" {}", to_json(output)),
        EventDetails::MapStateStarted { length } => format!(" {length}"),
        EventDetails::MapIterationStarted { iteration: at, .. }
        | EventDetails::MapIterationSucceeded(at)
        | EventDetails::MapIterationFailed(at)
        | EventDetails::MapIterationAborted(at) => format!(" {}#{}", at.name, at.index),
        details => details.failure().map_or_else(String::new, |failure| {
            let text =
                |text: &Option<Rc<str>>| text.as_deref().map(|text| format!(" {text}")).unwrap_or_default();
            format!("{}{}", text(&failure.error), text(&failure.cause))
        }),
    };
    format!("{} ←{} +{since}ms {}{told}\n", event.id, event.previous_event_id, event.details.event_type())
}

fn failure(execution: &Execution) -> String {
    if execution.status() == ExecutionStatus::Succeeded {
        return String::new();
    }
    let failure = execution.failure();
    let lines = [Some(execution.status().as_str()), failure.error.as_deref(), failure.cause.as_deref()];
    lines.into_iter().flatten().flat_map(|line| [line, "\n"]).collect()
}

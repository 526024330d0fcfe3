//! Running one of our own cases: from its blocks to the text of each role.
//!
//! | block | meaning |
//! | --- | --- |
//! | `definition` | the state machine; every case has one |
//! | `input` | the execution's input; `{}` if absent |
//! | `mocks` | task results, in the format of the page |
//! | `output` | expected: the output, pretty-printed |
//! | `error` | expected: status, error and cause of an execution that did not succeed, a line each |
//! | `history` | expected: a line for each event |
//! | `diagnostics` | expected: a line for each problem of the definition |

use std::rc::Rc;

use asl_engine::sample::{SampleContext, sampler};
use asl_engine::{
    EventDetails, Execution, ExecutionOptions, ExecutionStatus, HistoryEvent, Mocks, Program, Simulation,
};
use asl_json::{LineIndex, Value, parse_value, to_json, to_json_pretty};
use asl_model::{Definition, parse_definition};

use super::Actual;
use crate::conformance::markdown::Case;
use crate::error::Error;

/// Runs the case and writes each role's text.
///
/// # Errors
/// A block that is not JSON, or mocks that are none.
pub(super) fn execute(case: &Case) -> Result<Actual, Error> {
    let text = |role: &str| case.block(role).map(|block| block.text.as_str());
    let definition_text = text("definition")
        .ok_or_else(|| Error::new(format!("`{}` (line {}) has no definition", case.name, case.line)))?;
    let definition = parse_definition(definition_text);
    let mut actual = Actual::new();
    actual.insert("diagnostics", diagnostics(definition_text, &definition));
    if text("output").is_none() && text("error").is_none() && text("history").is_none() {
        return Ok(actual);
    }
    let input = text("input").map_or(Ok(Value::empty_object()), |text| json(case, "input", text))?;
    let mocks = text("mocks").map_or(Ok(Value::Null), |text| json(case, "mocks", text))?;
    let (mocks, errors) = Mocks::read(&mocks);
    if let Some(error) = errors.first() {
        return Err(Error::new(format!("`{}`: mocks, {}: {}", case.name, error.place, error.message)));
    }
    let program = Rc::new(Program::compile(&definition.machine));
    let options = ExecutionOptions::default();
    let sampler = sampler(definition_text.into(), SampleContext::of(&options));
    let execution = Execution::start(program, input, options);
    let mut simulation = Simulation::new(execution, mocks, sampler);
    simulation.run_to_end();
    let execution = simulation.execution();
    actual.insert("history", execution.history().iter().map(|event| line(event, execution)).collect());
    actual.insert(
        "output",
        execution.output().map_or_else(String::new, |value| to_json_pretty(value, 2) + "\n"),
    );
    actual.insert("error", failure(execution));
    Ok(actual)
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

//! An execution as the page drives it: start, run, step, answer, and read the history.

use std::rc::Rc;

use asl_engine::mock::{TokenError, WaitingReason};
use asl_engine::sample::{SampleContext, sampler};
use asl_engine::{
    ErrorCause, EventDetails, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, HistoryEvent,
    Mocks, Program, Quotas, Simulation, SimulationStatus, Timestamp,
};
use asl_json::{Value, parse_value, to_json, to_json_pretty};
use asl_model::{Definition, parse_definition};
use serde::{Deserialize, Serialize};

use super::analysis::definition_diagnostics;
use super::diagnostic::{Diagnostic, Severity, syntax_errors};
use super::inspection::{Inspection, inspect};
use super::mocks::check_mocks;

/// Standard or Express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "UPPERCASE")]
pub enum WorkflowType {
    /// `STANDARD`
    #[default]
    Standard,
    /// `EXPRESS`
    Express,
}

/// Which limits hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum QuotaMode {
    /// Those of the service.
    #[default]
    Real,
    /// None of time and number that only the service needs.
    Relaxed,
}

/// How an execution is set up; equal values give an equal history, to the byte.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExecutionConfig {
    /// Standard or Express.
    #[serde(rename = "type")]
    pub workflow_type: WorkflowType,
    /// Where random numbers begin; a whole number from 0.
    pub seed: f64,
    /// Milliseconds since the epoch.
    pub start_time_ms: f64,
    /// The execution's name.
    pub name: String,
    /// Which limits hold.
    pub quotas: QuotaMode,
}

/// What to run. `input` and `mocks` are JSON text; an empty text is `{}`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartRequest {
    /// The definition's text.
    pub definition: String,
    /// The input's text.
    pub input: String,
    /// The mocks' text: `{ "State": [entry, …] }`.
    pub mocks: String,
    /// How the execution is set up.
    pub config: ExecutionConfig,
}

/// One of the texts that make a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum DocumentPart {
    /// The definition.
    Definition,
    /// The input.
    Input,
    /// The mocks.
    Mocks,
}

/// Whether a run began.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum StartAnswer {
    /// It did.
    Started,
    /// It did not.
    Refused {
        /// The text that is in the way.
        part: DocumentPart,
        /// Why, in one line.
        message: String,
        /// The problems of that text.
        diagnostics: Vec<Diagnostic>,
    },
}

/// What a state that cannot go on by itself waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum WaitReason {
    /// Somebody with the task token.
    TaskToken,
    /// A time.
    Timer,
    /// A worker of an activity.
    Activity,
    /// Nobody: its mock says `never`.
    Never,
}

/// A visit of a state that cannot go on by itself.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct WaitingState {
    /// The state's name.
    pub state: String,
    /// What it waits for.
    pub reason: WaitReason,
    /// Id of the visit's `…StateEntered` event.
    pub entered_event_id: u32,
    /// The task token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Since when, in milliseconds since the epoch.
    pub since_ms: f64,
    /// Until when, if a time is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<f64>,
}

/// How a run stands.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RunState {
    /// `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`.
    pub status: String,
    /// Events so far.
    pub event_count: u32,
    /// `RUNNING` only: no timer and no mock can move it on.
    pub idle: bool,
    /// What cannot go on by itself, at most 100.
    pub waiting: Vec<WaitingState>,
    /// JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The error's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The error's cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// One event without its payloads: what every view needs of all events at once.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEventView {
    /// From 1.
    pub id: u32,
    /// The event that led to this one.
    pub previous_event_id: u32,
    /// The `…StateEntered` event of the visit that this event belongs to; 0 for the execution's own.
    pub visit: u32,
    /// Milliseconds since the epoch.
    pub timestamp_ms: f64,
    /// The service's name.
    #[serde(rename = "type")]
    pub event_type: &'static str,
    /// The state that the event belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Rc<str>>,
    /// Iteration of `MapIteration…` events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Number of items of `MapStateStarted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// The error's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Rc<str>>,
    /// The error's cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Rc<str>>,
    /// `lambda:invoke`, a function's ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The answer came from a sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<bool>,
}

/// The longest list of waiting states that crosses.
const MAX_WAITING: usize = 100;

/// An execution as the page drives it.
#[derive(Debug, Default)]
pub struct Runner {
    simulation: Option<Simulation>,
    prepared: Option<Prepared>,
}

/// All that a run needs, read once.
#[derive(Debug)]
struct Prepared {
    text: String,
    definition: Definition,
    program: Rc<Program>,
    input: Value,
    mocks: Mocks,
    options: ExecutionOptions,
}

impl Prepared {
    fn begin(&self) -> Simulation {
        let execution = Execution::start(Rc::clone(&self.program), self.input.clone(), self.options.clone());
        let sampler = sampler(self.text.as_str().into(), SampleContext::of(&self.options));
        Simulation::new(execution, self.mocks.clone(), sampler)
    }
}

impl Runner {
    /// Begins a run; the one before it is forgotten. Nothing has happened yet but `ExecutionStarted`.
    pub fn start(&mut self, request: &StartRequest) -> StartAnswer {
        match prepare(request) {
            Ok(prepared) => {
                self.simulation = Some(prepared.begin());
                self.prepared = Some(prepared);
                StartAnswer::Started
            }
            Err((part, message, diagnostics)) => {
                self.prepared = None;
                self.simulation = None;
                StartAnswer::Refused { part, message, diagnostics }
            }
        }
    }

    /// Begins the last run anew, from its start, without reading its texts again. False where there was none.
    pub fn restart(&mut self) -> bool {
        self.simulation = self.prepared.as_ref().map(Prepared::begin);
        self.simulation.is_some()
    }

    /// Runs until the end, a standstill, or until about `budget_events` more events are written.
    pub fn run(&mut self, budget_events: u32) -> RunState {
        let mut standstill = false;
        if let Some(simulation) = &mut self.simulation {
            let target = simulation.execution().history().len() + budget_events as usize;
            while simulation.execution().history().len() < target {
                match simulation.run(256) {
                    SimulationStatus::Progressed => {}
                    SimulationStatus::Waiting | SimulationStatus::Finished => {
                        standstill = true;
                        break;
                    }
                }
            }
        }
        self.state(standstill)
    }

    /// Carries out transitions until at least one more event is written.
    pub fn step(&mut self) -> RunState {
        let mut standstill = false;
        if let Some(simulation) = &mut self.simulation {
            let before = simulation.execution().history().len();
            while simulation.execution().history().len() == before && !standstill {
                standstill = !simulation.step();
            }
        }
        self.state(standstill)
    }

    /// Lets virtual time pass although somebody outside might answer: up to the next timeout.
    pub fn let_time_pass(&mut self) -> RunState {
        if let Some(simulation) = &mut self.simulation {
            simulation.let_time_pass();
        }
        self.state(false)
    }

    /// `StopExecution`; empty texts are left out.
    pub fn stop(&mut self, error: &str, cause: &str) -> RunState {
        if let Some(simulation) = &mut self.simulation {
            simulation.stop(failure(error, cause));
        }
        self.state(true)
    }

    /// `SendTaskSuccess`.
    ///
    /// # Errors
    /// The output is not JSON, or no task waits with this token.
    pub fn send_task_success(&mut self, token: &str, output: &str) -> Result<RunState, String> {
        let value = parse_value(output).map_err(|error| format!("Invalid Output: {error}"))?;
        self.answer(|simulation| simulation.send_task_success(token, value))
    }

    /// `SendTaskFailure`; empty texts are left out.
    ///
    /// # Errors
    /// No task waits with this token.
    pub fn send_task_failure(&mut self, token: &str, error: &str, cause: &str) -> Result<RunState, String> {
        self.answer(|simulation| simulation.send_task_failure(token, failure(error, cause)))
    }

    /// `SendTaskHeartbeat`.
    ///
    /// # Errors
    /// No task waits with this token.
    pub fn send_task_heartbeat(&mut self, token: &str) -> Result<RunState, String> {
        self.answer(|simulation| simulation.send_task_heartbeat(token))
    }

    fn answer(
        &mut self,
        send: impl FnOnce(&mut Simulation) -> Result<(), TokenError>,
    ) -> Result<RunState, String> {
        let simulation = self.simulation.as_mut().ok_or_else(|| TokenError.to_string())?;
        send(simulation).map_err(|error| error.to_string())?;
        Ok(self.state(false))
    }

    /// JSON text of `HistoryEventView[]`: `count` events from index `from` (0 is the event with id 1).
    pub fn history(&self, from: u32, count: u32) -> String {
        let Some(simulation) = &self.simulation else { return "[]".to_owned() };
        let history = simulation.execution().history();
        let page = history.iter().skip(from as usize).take(count as usize);
        let views: Vec<HistoryEventView> = page.map(|event| view(event, history, simulation)).collect();
        serde_json::to_string(&views).unwrap_or_else(|_| "[]".to_owned())
    }

    /// JSON text of one event as `GetExecutionHistory` gives it; empty if there is no such event.
    pub fn event_details(&self, id: u32) -> String {
        let event = self
            .simulation
            .as_ref()
            .and_then(|simulation| simulation.execution().history().get((id as usize).checked_sub(1)?));
        event.map_or_else(String::new, |event| to_json_pretty(&event.to_json_value(), 2))
    }

    /// `count` events from index `from` as the API gives them, one a line: for comparing runs byte by byte.
    ///
    /// In pages, because a history with large payloads is longer than a JavaScript string may be.
    pub fn history_text(&self, from: u32, count: u32) -> String {
        let Some(simulation) = &self.simulation else { return String::new() };
        let history = simulation.execution().history();
        let page = history.iter().skip(from as usize).take(count as usize);
        page.map(|event| to_json(&event.to_json_value()) + "\n").collect()
    }

    /// The data flow of the visit that began with the `…StateEntered` event of this id, as of `at_event_id`.
    pub fn inspect(&self, entered_event_id: u32, at_event_id: u32) -> Option<Inspection> {
        let (simulation, prepared) = (self.simulation.as_ref()?, self.prepared.as_ref()?);
        let machine = &prepared.definition.machine;
        inspect(simulation.execution(), &prepared.text, machine, entered_event_id, at_event_id)
    }

    fn state(&self, standstill: bool) -> RunState {
        let Some(simulation) = &self.simulation else {
            return RunState {
                status: ExecutionStatus::Aborted.as_str().to_owned(),
                event_count: 0,
                idle: true,
                waiting: Vec::new(),
                output: None,
                error: None,
                cause: None,
            };
        };
        let execution = simulation.execution();
        let is_running = execution.status() == ExecutionStatus::Running;
        RunState {
            status: execution.status().as_str().to_owned(),
            event_count: execution.history().len() as u32,
            idle: is_running && standstill,
            waiting: if is_running { waiting(simulation) } else { Vec::new() },
            output: execution.output().map(to_json),
            error: execution.failure().error.as_deref().map(str::to_owned),
            cause: execution.failure().cause.as_deref().map(str::to_owned),
        }
    }
}

fn failure(error: &str, cause: &str) -> ErrorCause {
    let text = |text: &str| (!text.is_empty()).then(|| text.into());
    ErrorCause { error: text(error), cause: text(cause) }
}

fn waiting(simulation: &Simulation) -> Vec<WaitingState> {
    let calls = simulation.waiting().map(|call| WaitingState {
        state: call.request.state.to_string(),
        reason: match call.reason {
            WaitingReason::TaskToken => WaitReason::TaskToken,
            WaitingReason::Activity => WaitReason::Activity,
            WaitingReason::Never => WaitReason::Never,
        },
        entered_event_id: call.request.entered_event_id,
        token: call.request.token.as_deref().map(str::to_owned),
        since_ms: call.since.0 as f64,
        until_ms: None,
    });
    let timers = simulation.execution().waits().map(|wait| WaitingState {
        state: wait.state.to_string(),
        reason: WaitReason::Timer,
        entered_event_id: wait.entered_event_id,
        token: None,
        since_ms: wait.since.0 as f64,
        until_ms: Some(wait.until.0 as f64),
    });
    calls.chain(timers).take(MAX_WAITING).collect()
}

type Refusal = (DocumentPart, String, Vec<Diagnostic>);

fn prepare(request: &StartRequest) -> Result<Prepared, Refusal> {
    let definition = definition(&request.definition)?;
    let input = read_json(&request.input, DocumentPart::Input)?;
    let mocks_value = read_json(&request.mocks, DocumentPart::Mocks)?;
    let (mocks, errors) = Mocks::read(&mocks_value);
    if let Some(error) = errors.first() {
        let diagnostics = check_mocks(&request.mocks, &request.definition);
        return Err((DocumentPart::Mocks, format!("{}: {}", error.place, error.message), diagnostics));
    }
    let program = Rc::new(Program::compile(&definition.machine));
    let text = request.definition.clone();
    Ok(Prepared { text, definition, program, input, mocks, options: options(&request.config) })
}

/// A definition that has a state to start with; all else fails where it is reached, and is listed as a problem.
fn definition(text: &str) -> Result<Definition, Refusal> {
    let definition = parse_definition(text);
    let start = definition.machine.workflow.start_at.as_ref();
    let refused = |message: &str| {
        let diagnostics = definition_diagnostics(text, &definition);
        Err((DocumentPart::Definition, message.to_owned(), diagnostics))
    };
    if syntax_errors(text).iter().any(|error| error.severity == Severity::Error) {
        return refused("The definition is not JSON.");
    }
    match start {
        None => refused("The definition does not say where to start: `StartAt` is missing."),
        Some(start) if !definition.machine.workflow.states.contains_key(&start.value) => {
            refused(&format!("`StartAt` names the state \"{}\", which does not exist.", start.value))
        }
        Some(_) => Ok(definition),
    }
}

fn read_json(text: &str, part: DocumentPart) -> Result<Value, Refusal> {
    if text.trim().is_empty() {
        return Ok(Value::empty_object());
    }
    parse_value(text).map_err(|error| {
        let name = if part == DocumentPart::Input { "input" } else { "mocks" };
        (part, format!("The {name} is not JSON: {error}."), syntax_errors(text))
    })
}

fn options(config: &ExecutionConfig) -> ExecutionOptions {
    ExecutionOptions {
        execution_type: match config.workflow_type {
            WorkflowType::Standard => ExecutionType::Standard,
            WorkflowType::Express => ExecutionType::Express,
        },
        execution_name: config.name.as_str().into(),
        start_time: Timestamp(config.start_time_ms as i64),
        seed: config.seed.max(0.0) as u64,
        quotas: match config.quotas {
            QuotaMode::Real => Quotas::SERVICE,
            QuotaMode::Relaxed => Quotas::RELAXED,
        },
        ..ExecutionOptions::default()
    }
}

fn view(event: &HistoryEvent, history: &[HistoryEvent], simulation: &Simulation) -> HistoryEventView {
    let entered = (event.visit as usize).checked_sub(1).and_then(|at| history.get(at));
    let state = entered.and_then(|entered| match &entered.details {
        EventDetails::StateEntered { name, .. } => Some(Rc::clone(name)),
        _ => None,
    });
    let (index, length) = match &event.details {
        EventDetails::MapIterationStarted { iteration: at, .. }
        | EventDetails::MapIterationSucceeded(at)
        | EventDetails::MapIterationFailed(at)
        | EventDetails::MapIterationAborted(at) => (Some(at.index), None),
        EventDetails::MapStateStarted { length } => (None, Some(*length)),
        _ => (None, None),
    };
    let failure = event.details.failure();
    HistoryEventView {
        id: event.id,
        previous_event_id: event.previous_event_id,
        visit: event.visit,
        timestamp_ms: event.timestamp.0 as f64,
        event_type: event.details.event_type(),
        state,
        index,
        length,
        error: failure.and_then(|failure| failure.error.clone()),
        cause: failure.and_then(|failure| failure.cause.clone()),
        resource: event.details.resource(),
        sample: simulation.sample_events().contains(&event.id).then_some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(definition: &str, mocks: &str) -> StartRequest {
        StartRequest {
            definition: definition.to_owned(),
            input: r#"{"n":1}"#.to_owned(),
            mocks: mocks.to_owned(),
            config: ExecutionConfig {
                workflow_type: WorkflowType::Standard,
                seed: 0.0,
                start_time_ms: 0.0,
                name: "test".to_owned(),
                quotas: QuotaMode::Real,
            },
        }
    }

    const TASK: &str = r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f","Payload.$":"$.n"},"ResultPath":"$.r","End":true}}}"#;

    #[test]
    fn a_run_is_read_event_by_event() {
        let mut runner = Runner::default();
        let answer = runner.start(&request(TASK, r#"{"T":[{"return":{"ok":true},"after":2}]}"#));
        assert!(matches!(answer, StartAnswer::Started));
        let state = runner.run(1000);
        assert_eq!(state.status, "SUCCEEDED");
        assert_eq!(state.output.as_deref(), Some(r#"{"n":1,"r":{"ok":true}}"#));
        let events: serde_json::Value = serde_json::from_str(&runner.history(0, 100)).unwrap();
        let types: Vec<_> = events.as_array().unwrap().iter().map(|e| e["type"].as_str().unwrap()).collect();
        assert_eq!(types.len() as u32, state.event_count);
        assert_eq!(types[2], "TaskScheduled");
        assert_eq!(events[4]["timestampMs"], 2000.0);
        assert_eq!(events[4]["state"], "T");
        assert!(runner.event_details(3).contains("lambda"));
        assert_eq!(runner.event_details(99), "");
    }

    #[test]
    fn a_visit_shows_its_stages() {
        let mut runner = Runner::default();
        runner.start(&request(TASK, r#"{"T":[{"return":{"ok":true}}]}"#));
        runner.run(1000);
        let inspection = runner.inspect(2, 6).unwrap();
        let stages: Vec<_> = inspection.stages.iter().map(|stage| stage.stage).collect();
        assert_eq!(
            stages,
            [
                "input",
                "afterInputPath",
                "afterParameters",
                "result",
                "afterResultSelector",
                "afterResultPath",
                "output"
            ]
        );
        assert_eq!(inspection.stages[5].expression.as_deref(), Some("$.r"));
        assert_eq!(inspection.stages[2].value.as_deref(), Some(r#"{"FunctionName":"f","Payload":1}"#));
        assert!(runner.inspect(3, 6).is_none());
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let mut runner = Runner::default();
        let refused = |answer: StartAnswer| match answer {
            StartAnswer::Refused { part, .. } => part,
            StartAnswer::Started => panic!("started"),
        };
        assert_eq!(refused(runner.start(&request("{", ""))), DocumentPart::Definition);
        assert_eq!(refused(runner.start(&request("{}", ""))), DocumentPart::Definition);
        assert_eq!(refused(runner.start(&request(TASK, r#"{"T":[{}]}"#))), DocumentPart::Mocks);
        let mut wrong = request(TASK, "");
        wrong.input = "{".to_owned();
        assert_eq!(refused(runner.start(&wrong)), DocumentPart::Input);
        assert_eq!(runner.run(10).event_count, 0);
    }

    #[test]
    fn a_task_token_is_answered_from_outside() {
        let token_task = TASK.replace("lambda:invoke", "lambda:invoke.waitForTaskToken");
        let mut runner = Runner::default();
        runner.start(&request(&token_task, ""));
        let state = runner.run(1000);
        assert!(state.idle);
        let token = state.waiting[0].token.clone().unwrap();
        assert!(runner.send_task_success("other", "1").is_err());
        assert!(runner.send_task_success(&token, "not JSON").is_err());
        runner.send_task_success(&token, "\"yes\"").unwrap();
        assert_eq!(runner.run(1000).output.as_deref(), Some(r#"{"n":1,"r":"yes"}"#));
    }
}

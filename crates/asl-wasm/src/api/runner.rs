//! An execution as the page drives it: start, run, step, answer, redrive, and read the history.

use asl_engine::mock::{TokenError, WaitingReason};
use asl_engine::sample::SampleShapes;
use asl_engine::test_state::{WhatIf, inspect_visit, inspect_what_if};
use asl_engine::{ErrorCause, Execution, ExecutionStatus, Program, Simulation, SimulationStatus};
use asl_json::{Value, parse_value, to_json, to_json_pretty};
use asl_model::parse_definition;

use super::children;
use super::history_view::{HistoryEventView, view};
use super::inspection::{Inspection, inspection};
use super::prepare::{Prepared, prepare, read_mocks};
use super::run_types::{RunState, StartAnswer, StartRequest, WaitReason, WaitingState};

/// The longest list of waiting states that crosses.
const MAX_WAITING: usize = 100;

/// An execution as the page drives it.
#[derive(Debug, Default)]
pub struct Runner {
    simulation: Option<Simulation>,
    prepared: Option<Prepared>,
}

impl Runner {
    /// Begins a run; the one before it is forgotten. Nothing has happened yet but `ExecutionStarted`.
    /// `shapes` is what samples are made of.
    pub fn start(&mut self, request: &StartRequest, shapes: &SampleShapes) -> StartAnswer {
        match prepare(request, shapes) {
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

    /// Runs until the end, a standstill, a breakpoint, or until about `budget_events` more events are written,
    /// those of child executions included.
    pub fn run(&mut self, budget_events: u32) -> RunState {
        let mut standstill = false;
        if let Some(simulation) = &mut self.simulation {
            let target = simulation.execution().events_written() + u64::from(budget_events);
            while simulation.execution().events_written() < target {
                match simulation.run(256) {
                    SimulationStatus::Progressed => {}
                    SimulationStatus::Breakpoint => break,
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

    /// `RedriveExecution`: goes on from where the execution failed. `mocks` is the text of other mocks, empty for those
    /// that there are.
    ///
    /// # Errors
    /// The execution cannot be redriven, or the mocks cannot be read.
    pub fn redrive(&mut self, mocks: &str) -> Result<RunState, String> {
        let text = self.prepared.as_ref().map_or("", |prepared| prepared.text.as_str());
        let mocks = if mocks.trim().is_empty() {
            None
        } else {
            Some(read_mocks(mocks, text).map_err(|(_, message, _)| message)?)
        };
        let simulation = self.simulation.as_mut().ok_or_else(|| "Nothing has run.".to_owned())?;
        simulation.redrive(mocks).map_err(|error| error.to_string())?;
        Ok(self.state(false))
    }

    /// Stops from now on when one of these states is entered; an empty list stops nowhere. A new run has none.
    pub fn set_breakpoints(&mut self, states: &[String]) {
        if let Some(simulation) = &mut self.simulation {
            simulation.set_breakpoints(states);
        }
    }

    /// `GetActivityTask`: JSON text of `{"taskToken", "input"}`; none if no task waits for a worker of this activity.
    pub fn get_activity_task(&mut self, activity_arn: &str, worker_name: &str) -> Option<String> {
        let worker_name = (!worker_name.is_empty()).then_some(worker_name);
        let call = self.simulation.as_mut()?.get_activity_task(activity_arn, worker_name)?;
        let token = call.request.token.as_deref().unwrap_or_default();
        let input = to_json(&call.request.parameters);
        Some(to_json(&Value::object([("taskToken", Value::from(token)), ("input", Value::from(input))])))
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

    /// The execution called `child`, or the one at the top for an empty name.
    fn execution(&self, child: &str) -> Option<&Execution> {
        children::find(self.simulation.as_ref()?, child)
    }

    /// JSON text of `HistoryEventView[]`: `count` events from index `from` (0 is the event with id 1).
    pub fn history(&self, from: u32, count: u32, child: &str) -> String {
        let Some(execution) = self.execution(child) else { return "[]".to_owned() };
        let simulation = self.simulation.as_ref().filter(|_| child.is_empty());
        let sampled = simulation.map(Simulation::sample_events);
        let history = execution.history();
        let page = history.iter().skip(from as usize).take(count as usize);
        let views: Vec<HistoryEventView> = page.map(|event| view(event, history, sampled)).collect();
        serde_json::to_string(&views).unwrap_or_else(|_| "[]".to_owned())
    }

    /// JSON text of one event as `GetExecutionHistory` gives it; empty if there is no such event.
    pub fn event_details(&self, id: u32, child: &str) -> String {
        let execution = self.execution(child);
        let event = execution.and_then(|execution| execution.history().get((id as usize).checked_sub(1)?));
        event.map_or_else(String::new, |event| to_json_pretty(&event.to_json_value(), 2))
    }

    /// `count` events from index `from` as the API gives them, one a line: for comparing runs byte by byte.
    ///
    /// In pages, because a history with large payloads is longer than a JavaScript string may be.
    pub fn history_text(&self, from: u32, count: u32, child: &str) -> String {
        let Some(execution) = self.execution(child) else { return String::new() };
        let page = execution.history().iter().skip(from as usize).take(count as usize);
        page.map(|event| to_json(&event.to_json_value()) + "\n").collect()
    }

    /// The data flow of the visit that began with the `…StateEntered` event of this id, as of `at_event_id`.
    pub fn inspect(&self, entered_event_id: u32, at_event_id: u32, child: &str) -> Option<Inspection> {
        let prepared = self.prepared.as_ref()?;
        let found = inspect_visit(self.execution(child)?, entered_event_id, at_event_id)?;
        Some(inspection(&found, &prepared.text, &prepared.definition.machine))
    }

    /// The data flow that the visit would have had with the state as `definition` has it, in the execution called `child`.
    /// `input` and `result` (of the state's work) are JSON text; empty for what they were.
    ///
    /// # Errors
    /// A text is not JSON.
    pub fn what_if(
        &self,
        entered_event_id: u32,
        at_event_id: u32,
        definition: &str,
        input: &str,
        result: &str,
        child: &str,
    ) -> Result<Option<Inspection>, String> {
        let json = |text: &str| {
            let given = (!text.trim().is_empty()).then(|| parse_value(text));
            given.transpose().map_err(|error| error.to_string())
        };
        let machine = parse_definition(definition).machine;
        let what_if =
            WhatIf { program: Program::compile(&machine), input: json(input)?, result: json(result)? };
        let found = self
            .execution(child)
            .and_then(|execution| inspect_what_if(execution, entered_event_id, at_event_id, &what_if));
        Ok(found.map(|found| inspection(&found, definition, &machine)))
    }

    /// What the service says of the execution, as JSON text.
    ///
    /// `kind`: `describe` (the answer of `DescribeExecution`, or of `StartSyncExecution` for Express), `mocks` (mocks that
    /// make it run as it ran), `s3` (`{"bucket": {"key": text}}`), `log:LEVEL` or `log:LEVEL:data` (list of log events,
    /// with execution data). Empty for anything else.
    pub fn report(&self, kind: &str, child: &str) -> String {
        let Some(execution) = self.execution(child) else { return String::new() };
        children::report(execution, kind).map_or_else(String::new, |value| to_json(&value))
    }

    /// JSON text of the child executions that `child` has started, or the run itself for an empty name: `count` from index
    /// `from`.
    ///
    /// Shape: `[{"id", "state", "enteredEventId", "name", "status", "eventCount", "redriveCount", "startMs", "nowMs",
    /// "mapRunArn"?, "index"?}]`; `id` is the name that other functions take.
    pub fn children(&self, child: &str, from: u32, count: u32) -> String {
        let Some(simulation) = &self.simulation else { return "[]".to_owned() };
        to_json(&children::list(simulation, child, from as usize, count as usize))
    }

    fn state(&mut self, standstill: bool) -> RunState {
        let breakpoint = self.simulation.as_mut().and_then(Simulation::take_breakpoint);
        let Some(simulation) = &self.simulation else {
            return RunState {
                status: ExecutionStatus::Aborted.as_str().to_owned(),
                event_count: 0,
                idle: true,
                waiting: Vec::new(),
                breakpoint: None,
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
            breakpoint,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::run_types::{ChanceFailures, DocumentPart, ExecutionConfig, QuotaMode, WorkflowType};

    fn request(definition: &str, mocks: &str) -> StartRequest {
        StartRequest {
            definition: definition.to_owned(),
            input: r#"{"n":1}"#.to_owned(),
            mocks: mocks.to_owned(),
            s3_objects: None,
            failures: None,
            config: ExecutionConfig {
                workflow_type: WorkflowType::Standard,
                seed: 0.0,
                start_time_ms: 0.0,
                name: "test".to_owned(),
                quotas: QuotaMode::Real,
            },
        }
    }

    fn begin(runner: &mut Runner, request: &StartRequest) -> StartAnswer {
        runner.start(request, &SampleShapes::built_in())
    }

    const TASK: &str = r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f","Payload.$":"$.n"},"ResultPath":"$.r","End":true}}}"#;

    #[test]
    fn a_run_is_read_event_by_event() {
        let mut runner = Runner::default();
        let answer = begin(&mut runner, &request(TASK, r#"{"T":[{"return":{"ok":true},"after":2}]}"#));
        assert!(matches!(answer, StartAnswer::Started));
        let state = runner.run(1000);
        assert_eq!(state.status, "SUCCEEDED");
        assert_eq!(state.output.as_deref(), Some(r#"{"n":1,"r":{"ok":true}}"#));
        let events: serde_json::Value = serde_json::from_str(&runner.history(0, 100, "")).unwrap();
        let types: Vec<_> = events.as_array().unwrap().iter().map(|e| e["type"].as_str().unwrap()).collect();
        assert_eq!(types.len() as u32, state.event_count);
        assert_eq!(types[2], "TaskScheduled");
        assert_eq!(events[4]["timestampMs"], 2000.0);
        assert_eq!(events[4]["state"], "T");
        assert!(runner.event_details(3, "").contains("lambda"));
        assert_eq!(runner.event_details(99, ""), "");
    }

    #[test]
    fn a_visit_shows_its_stages() {
        let mut runner = Runner::default();
        begin(&mut runner, &request(TASK, r#"{"T":[{"return":{"ok":true}}]}"#));
        runner.run(1000);
        let inspection = runner.inspect(2, 6, "").unwrap();
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
        assert!(runner.inspect(3, 6, "").is_none());
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let mut runner = Runner::default();
        let refused = |answer: StartAnswer| match answer {
            StartAnswer::Refused { part, .. } => part,
            StartAnswer::Started => panic!("started"),
        };
        assert_eq!(refused(begin(&mut runner, &request("{", ""))), DocumentPart::Definition);
        assert_eq!(refused(begin(&mut runner, &request("{}", ""))), DocumentPart::Definition);
        assert_eq!(refused(begin(&mut runner, &request(TASK, r#"{"T":[{}]}"#))), DocumentPart::Mocks);
        let mut wrong = request(TASK, "");
        wrong.input = "{".to_owned();
        assert_eq!(refused(begin(&mut runner, &wrong)), DocumentPart::Input);
        assert_eq!(runner.run(10).event_count, 0);
    }

    #[test]
    fn a_task_token_is_answered_from_outside() {
        let token_task = TASK.replace("lambda:invoke", "lambda:invoke.waitForTaskToken");
        let mut runner = Runner::default();
        begin(&mut runner, &request(&token_task, ""));
        let state = runner.run(1000);
        assert!(state.idle);
        let token = state.waiting[0].token.clone().unwrap();
        assert!(runner.send_task_success("other", "1").is_err());
        assert!(runner.send_task_success(&token, "not JSON").is_err());
        runner.send_task_success(&token, "\"yes\"").unwrap();
        assert_eq!(runner.run(1000).output.as_deref(), Some(r#"{"n":1,"r":"yes"}"#));
    }

    #[test]
    fn a_failed_run_is_redriven_with_other_mocks() {
        let mut runner = Runner::default();
        begin(&mut runner, &request(TASK, r#"{"T":[{"throw":{"error":"E"}}]}"#));
        assert_eq!(runner.run(1000).status, "FAILED");
        assert!(runner.report("describe", "").contains(r#""redriveStatus":"REDRIVABLE""#));
        assert!(runner.redrive("[").is_err());
        assert_eq!(runner.redrive(r#"{"T":[{"return":1}]}"#).unwrap().status, "RUNNING");
        let state = runner.run(1000);
        assert_eq!(state.output.as_deref(), Some(r#"{"n":1,"r":1}"#));
        assert!(runner.redrive("").unwrap_err().contains("SUCCEEDED"));
        assert!(Runner::default().redrive("").is_err());
    }

    #[test]
    fn breakpoints_stop_where_a_state_is_entered() {
        let definition = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},
            "C":{"Type":"Pass","End":true}}}"#;
        let mut runner = Runner::default();
        begin(&mut runner, &request(definition, ""));
        runner.set_breakpoints(&["B".to_owned(), "Nobody".to_owned()]);
        let state = runner.run(1000);
        assert_eq!((state.breakpoint, state.event_count, state.idle), (Some(4), 4, false));
        let state = runner.run(1000);
        assert_eq!((state.breakpoint, state.status.as_str()), (None, "SUCCEEDED"));
        let stopped = runner.history_text(0, 100, "");
        runner.restart();
        runner.run(1000);
        assert_eq!(runner.history_text(0, 100, ""), stopped);
    }

    #[test]
    fn a_worker_takes_an_activity() {
        let arn = "arn:aws:states:us-east-1:123456789012:activity:work";
        let definition =
            format!(r#"{{"StartAt":"T","States":{{"T":{{"Type":"Task","Resource":"{arn}","End":true}}}}}}"#);
        let mut runner = Runner::default();
        begin(&mut runner, &request(&definition, ""));
        assert!(runner.run(1000).waiting[0].token.is_none());
        assert_eq!(runner.get_activity_task("other", "w"), None);
        let task = runner.get_activity_task(arn, "w").unwrap();
        assert!(task.contains(r#""input":"{\"n\":1}""#), "{task}");
        assert_eq!(runner.get_activity_task(arn, "w"), None);
        let token = runner.run(1000).waiting[0].token.clone().unwrap();
        assert!(task.contains(&token));
        runner.send_task_success(&token, "2").unwrap();
        assert_eq!(runner.run(1000).output.as_deref(), Some("2"));
        assert!(runner.event_details(4, "").contains(r#""workerName": "w""#));
    }

    #[test]
    fn yaml_runs_as_json_does() {
        let mut runner = Runner::default();
        let text = "StartAt: A # first\nStates:\n  A: { Type: Pass, Result: 7, End: true }\n";
        let started = begin(&mut runner, &request(text, ""));
        assert!(matches!(started, StartAnswer::Started));
        assert_eq!(runner.run(1000).output.as_deref(), Some("7"));
        let broken = begin(&mut runner, &request("StartAt: A\nStates: [\n", ""));
        assert!(matches!(broken, StartAnswer::Refused { part: DocumentPart::Definition, .. }));
    }

    #[test]
    fn what_would_be_is_shown_for_another_field() {
        let mut runner = Runner::default();
        begin(&mut runner, &request(TASK, r#"{"T":[{"return":{"ok":true}}]}"#));
        runner.run(1000);
        let edited = TASK.replace("$.r", "$.other").replace("$.n", "$");
        let found = runner.what_if(2, 6, &edited, "", "", "").unwrap().unwrap();
        let value =
            |stage: &str| found.stages.iter().find(|s| s.stage == stage).and_then(|s| s.value.clone());
        assert_eq!(value("afterParameters").as_deref(), Some(r#"{"FunctionName":"f","Payload":{"n":1}}"#));
        assert_eq!(value("output").as_deref(), Some(r#"{"n":1,"other":{"ok":true}}"#));
        let found = runner.what_if(2, 6, TASK, r#"{"n":7}"#, "[]", "").unwrap().unwrap();
        assert_eq!(found.stages.last().unwrap().value.as_deref(), Some(r#"{"n":7,"r":[]}"#));
        assert!(runner.what_if(2, 6, TASK, "{", "", "").is_err());
        assert!(runner.what_if(2, 6, "{}", "", "", "").unwrap().is_none());
    }

    const DISTRIBUTED: &str = r#"{"StartAt":"M","States":{"M":{"Type":"Map","ItemReader":{"Resource":
        "arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"b","Key":"k"}},
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"P",
        "States":{"P":{"Type":"Pass","End":true}}},"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject",
        "Parameters":{"Bucket":"b","Prefix":"out"}},"End":true}}}"#;

    #[test]
    fn children_have_histories_and_buckets_have_files() {
        let mut runner = Runner::default();
        let mut asked = request(DISTRIBUTED, "");
        asked.s3_objects = Some(r#"{"b":{"k":[5,6,7]}}"#.to_owned());
        begin(&mut runner, &asked);
        assert_eq!(runner.run(1000).status, "SUCCEEDED");
        let children: serde_json::Value = serde_json::from_str(&runner.children("", 1, 10)).unwrap();
        assert_eq!(children.as_array().unwrap().len(), 2);
        assert_eq!(children[0]["id"], "m0.1");
        assert_eq!(children[0]["index"], 1);
        assert_eq!(children[0]["status"], "SUCCEEDED");
        assert!(runner.event_details(1, "m0.1").contains(r#""input": "6""#));
        assert!(runner.history(0, 9, "m0.2").contains("PassStateEntered"));
        assert!(runner.inspect(2, 9, "m0.1").is_some());
        let edited = DISTRIBUTED.replace(r#"{"Type":"Pass""#, r#"{"Type":"Pass","Parameters":{"n.$":"$"}"#);
        let found = runner.what_if(2, 9, &edited, "", "", "m0.1").unwrap().unwrap();
        assert_eq!(found.stages.last().unwrap().value.as_deref(), Some(r#"{"n":6}"#));
        assert!(runner.what_if(2, 9, &edited, "", "", "m0.3").unwrap().is_none());
        assert!(runner.report("describe", "m0.1").contains("SUCCEEDED"));
        assert_eq!(runner.history(0, 9, "m0.3"), "[]");
        assert_eq!(runner.history(0, 9, "s0"), "[]");
        assert_eq!(runner.children("x", 0, 9), "[]");
        assert!(runner.report("s3", "").contains("SUCCEEDED_0.json"));
        // Another run begins with the buckets as they were given.
        runner.restart();
        assert!(!runner.report("s3", "").contains("SUCCEEDED_0.json"));
        asked.s3_objects = Some("{".to_owned());
        assert!(matches!(begin(&mut runner, &asked), StartAnswer::Refused { part: DocumentPart::Mocks, .. }));
    }

    #[test]
    fn objects_are_made_up_where_none_are_given() {
        let mut runner = Runner::default();
        begin(&mut runner, &request(DISTRIBUTED, ""));
        assert_eq!(runner.run(1000).status, "SUCCEEDED");
    }

    #[test]
    fn an_express_run_has_logs_and_a_bill() {
        let mut asked = request(TASK, r#"{"T":[{"throw":{"error":"E"}}]}"#);
        asked.config.workflow_type = WorkflowType::Express;
        let mut runner = Runner::default();
        begin(&mut runner, &asked);
        runner.run(1000);
        assert!(runner.report("describe", "").contains("billedDurationInMilliseconds"));
        let lines = |kind: &str| {
            let list: serde_json::Value = serde_json::from_str(&runner.report(kind, "")).unwrap();
            list.as_array().unwrap().len()
        };
        assert_eq!(
            (lines("log:ALL"), lines("log:ERROR"), lines("log:FATAL"), lines("log:OFF")),
            (6, 2, 1, 0)
        );
        assert!(!runner.report("log:ALL", "").contains(r#""input""#));
        assert!(runner.report("log:ALL:data", "").contains(r#""input""#));
        assert_eq!(runner.report("log:SOME", ""), "");
        assert!(runner.redrive("").unwrap_err().contains("not supported"));
    }

    #[test]
    fn calls_fail_by_chance_and_the_run_is_recorded() {
        let mut asked = request(TASK, r#"{"T":[{"return":1}]}"#);
        asked.failures =
            Some(ChanceFailures { share: 1.0, error: "Chance".to_owned(), cause: String::new() });
        let mut runner = Runner::default();
        begin(&mut runner, &asked);
        assert_eq!(runner.run(1000).error.as_deref(), Some("Chance"));
        assert_eq!(runner.report("mocks", ""), r#"{"T":[{"throw":{"error":"Chance","cause":""}}]}"#);
        assert_eq!(runner.report("nothing", ""), "");
    }
}

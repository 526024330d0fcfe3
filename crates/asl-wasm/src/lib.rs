//! The JavaScript-facing API of the engine: thin shims over the plain types of [`api`].
//!
//! What is here is loaded before the first picture. What a page needs later, or never, belongs to `asl-wasm-tools`.
//! Nothing is decided here. A shim takes its arguments, calls a function of `api` and hands the answer over.
//! The shapes are those of `web/src/shared/api-types.ts`, which is generated from the Rust types.

pub mod api;
mod requests;
mod samples;

use asl_json::{parse_value, to_json};
use asl_wasm_bridge as bridge;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of all answers, as the page sees them.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../web/src/shared/api-types.ts");

/// Runs once when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The version of the engine: `0.1.0`.
#[wasm_bindgen]
pub fn version() -> String {
    api::version().to_owned()
}

/// Problems of the input pane: the text must be JSON.
#[wasm_bindgen(js_name = checkInput, unchecked_return_type = "Diagnostic[]")]
pub fn check_input(text: &str) -> Result<JsValue, JsValue> {
    bridge::answer(&api::check_input(text))
}

/// All that is known about a definition's text: problems, states, graph. Without a type it is a Standard one.
#[wasm_bindgen(unchecked_return_type = "Analysis")]
pub fn analyze(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "GraphOptions")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "WorkflowType")] workflow_type: Option<String>,
) -> Result<JsValue, JsValue> {
    let options = requests::graph_options(options)?;
    let express = workflow_type.is_some_and(|word| word == "EXPRESS");
    bridge::answer(&bridge::measured("analyze", || api::analyze(text, &options, express)))
}

/// The problems of a definition alone, without its states and the drawing. Without a type it is a Standard one.
#[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
pub fn diagnose(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "WorkflowType")] workflow_type: Option<String>,
) -> Result<JsValue, JsValue> {
    bridge::answer(&api::diagnose(text, workflow_type.is_some_and(|word| word == "EXPRESS")))
}

/// Problems of the mocks pane: shape of the entries, names that no state has.
#[wasm_bindgen(js_name = checkMocks, unchecked_return_type = "Diagnostic[]")]
pub fn check_mocks(text: &str, definition: &str) -> Result<JsValue, JsValue> {
    bridge::answer(&api::check_mocks(text, definition))
}

/// Hands over what samples are made of: `asl_wasm_samples.js` exports it. Runs and samples throw an `Error` before.
#[wasm_bindgen(js_name = setSampleShapes)]
pub fn set_sample_shapes(shapes: String) {
    samples::set_shapes(shapes);
}

/// The sample that answers for a Task while it has no mock, as JSON text; undefined for states that are no Tasks.
#[wasm_bindgen(js_name = sampleMock)]
pub fn sample_mock(definition: &str, state: &str) -> Result<Option<String>, JsValue> {
    Ok(api::sample_mock(definition, state, &samples::shapes()?))
}

/// An input for a definition, with what its states read from it, as JSON text; `{}` if they read nothing.
#[wasm_bindgen(js_name = sampleInput)]
pub fn sample_input(definition: &str) -> String {
    api::sample_input(definition)
}

/// What can be written at an offset of a definition.
#[wasm_bindgen(unchecked_return_type = "CompletionList")]
pub fn complete(text: &str, offset: u32) -> Result<JsValue, JsValue> {
    bridge::answer(&api::complete(text, offset))
}

/// What is at an offset of a definition.
#[wasm_bindgen(unchecked_return_type = "Hover | undefined")]
pub fn hover(text: &str, offset: u32) -> Result<JsValue, JsValue> {
    bridge::answer(&api::hover(text, offset))
}

/// The call that an offset of a definition stands in.
#[wasm_bindgen(unchecked_return_type = "Signature | undefined")]
pub fn signature(text: &str, offset: u32) -> Result<JsValue, JsValue> {
    bridge::answer(&api::signature(text, offset))
}

/// Where the state whose name is at an offset is defined and used.
#[wasm_bindgen(js_name = stateUses, unchecked_return_type = "StateUses | undefined")]
pub fn state_uses(text: &str, offset: u32) -> Result<JsValue, JsValue> {
    bridge::answer(&api::state_uses(text, offset))
}

/// Gives the state whose name is at an offset another name, everywhere.
#[wasm_bindgen(js_name = renameState, unchecked_return_type = "RenameAnswer")]
pub fn rename_state(text: &str, offset: u32, new_name: &str) -> Result<JsValue, JsValue> {
    bridge::answer(&api::rename_state(text, offset, new_name))
}

/// The definition with even indentation, or written as `json` or `yaml`; undefined for a text with mistakes.
#[wasm_bindgen(js_name = formatDefinition)]
pub fn format_definition(
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "'json' | 'yaml'")] format: Option<String>,
) -> Option<String> {
    let format = format.unwrap_or_default();
    api::format_definition(text, &format)
}

/// `TestState` in the API's own JSON text: its answer, or `{"code", "message"}` where it is refused. `api_shapes` is the
/// table of the tools, which a mocked result is checked against.
#[wasm_bindgen(js_name = testState)]
pub fn test_state(request: &str, api_shapes: &str) -> Result<String, JsValue> {
    Ok(api::test_state(request, &samples::shapes()?, api_shapes))
}

/// Evaluates one expression: `{"kind": "jsonpath" | "intrinsic" | "jsonata", "text", "input"?, "context"?, "variables"?,
/// "result"?}` gives `{"value": JSON text}` or `{"error": message}`.
#[wasm_bindgen(js_name = evaluateExpression)]
pub fn evaluate_expression(request: &str) -> String {
    api::evaluate_expression(request)
}

/// Reads and runs definitions for those who judge exercises, which are in the module of the tools.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Examiner(asl_insight::exercise::Examiner);

#[wasm_bindgen]
impl Examiner {
    /// One that holds nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self(asl_insight::exercise::Examiner::new(samples::shapes()?)))
    }

    /// Answers a question; both are JSON text between our own modules.
    pub fn answer(&mut self, question: &str) -> String {
        to_json(&self.0.answer(&parse_value(question).unwrap_or_default()))
    }
}

/// An execution as the page drives it.
///
/// `child` names a child execution by the `id` that [`Self::children`] gives; none, or an empty one, is the run itself.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Runner(api::Runner);

#[wasm_bindgen]
impl Runner {
    /// A runner without a run.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a run; the one before it is forgotten.
    #[wasm_bindgen(unchecked_return_type = "StartAnswer")]
    pub fn start(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "StartRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.start(&requests::start_request(request)?, &samples::shapes()?))
    }

    /// Begins the last run anew, from its start. False where there was none.
    pub fn restart(&mut self) -> bool {
        self.0.restart()
    }

    /// Runs until the end, a standstill, a breakpoint, or until about `budget_events` more events are written.
    #[wasm_bindgen(unchecked_return_type = "RunState")]
    pub fn run(&mut self, budget_events: u32) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.run(budget_events))
    }

    /// Carries out transitions until at least one more event is written.
    #[wasm_bindgen(unchecked_return_type = "RunState")]
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.step())
    }

    /// Lets virtual time pass although somebody outside might answer: up to the next timeout.
    #[wasm_bindgen(js_name = letTimePass, unchecked_return_type = "RunState")]
    pub fn let_time_pass(&mut self) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.let_time_pass())
    }

    /// `StopExecution`; empty texts are left out.
    #[wasm_bindgen(unchecked_return_type = "RunState")]
    pub fn stop(&mut self, error: &str, cause: &str) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.stop(error, cause))
    }

    /// `RedriveExecution`: goes on from where the execution failed, with other mocks if their text is not empty. Throws an
    /// `Error` if it cannot be redriven.
    #[wasm_bindgen(unchecked_return_type = "RunState")]
    pub fn redrive(&mut self, mocks: &str) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.redrive(mocks).map_err(bridge::error)?)
    }

    /// Stops from now on when one of these states is entered; an empty list stops nowhere. A new run has none.
    #[wasm_bindgen(js_name = setBreakpoints)]
    pub fn set_breakpoints(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string[]")] states: JsValue,
    ) -> Result<(), JsValue> {
        self.0.set_breakpoints(&bridge::question::texts(states)?);
        Ok(())
    }

    /// `GetActivityTask`: JSON text of `{"taskToken", "input"}`; undefined if no task waits for a worker.
    #[wasm_bindgen(js_name = getActivityTask)]
    pub fn get_activity_task(&mut self, activity_arn: &str, worker_name: &str) -> Option<String> {
        self.0.get_activity_task(activity_arn, worker_name)
    }

    /// `SendTaskSuccess`. Throws an `Error` if the output is not JSON or no task waits with this token.
    #[wasm_bindgen(js_name = sendTaskSuccess, unchecked_return_type = "RunState")]
    pub fn send_task_success(&mut self, token: &str, output: &str) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.send_task_success(token, output).map_err(bridge::error)?)
    }

    /// `SendTaskFailure`; empty texts are left out. Throws an `Error` if no task waits with this token.
    #[wasm_bindgen(js_name = sendTaskFailure, unchecked_return_type = "RunState")]
    pub fn send_task_failure(&mut self, token: &str, error: &str, cause: &str) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.send_task_failure(token, error, cause).map_err(bridge::error)?)
    }

    /// `SendTaskHeartbeat`. Throws an `Error` if no task waits with this token.
    #[wasm_bindgen(js_name = sendTaskHeartbeat, unchecked_return_type = "RunState")]
    pub fn send_task_heartbeat(&mut self, token: &str) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.send_task_heartbeat(token).map_err(bridge::error)?)
    }

    /// JSON text of `HistoryEventView[]`: `count` events from index `from` (0 is the event with id 1).
    pub fn history(&self, from: u32, count: u32, child: Option<String>) -> String {
        self.0.history(from, count, &child.unwrap_or_default())
    }

    /// JSON text of one event as `GetExecutionHistory` gives it; empty if there is no such event.
    #[wasm_bindgen(js_name = eventDetails)]
    pub fn event_details(&self, event_id: u32, child: Option<String>) -> String {
        self.0.event_details(event_id, &child.unwrap_or_default())
    }

    /// The data flow of the visit that began with the `…StateEntered` event of this id, as of `at_event_id`.
    #[wasm_bindgen(unchecked_return_type = "Inspection | undefined")]
    pub fn inspect(
        &self,
        entered_event_id: u32,
        at_event_id: u32,
        child: Option<String>,
    ) -> Result<JsValue, JsValue> {
        bridge::answer(&self.0.inspect(entered_event_id, at_event_id, &child.unwrap_or_default()))
    }

    /// The data flow that the visit would have had with the state as `definition` has it, in the execution called `child`.
    /// `input` and `result` (of the state's work) are JSON text; empty for what they were.
    #[wasm_bindgen(js_name = whatIf, unchecked_return_type = "Inspection | undefined")]
    pub fn what_if(
        &self,
        entered_event_id: u32,
        at_event_id: u32,
        definition: &str,
        input: &str,
        result: &str,
        child: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let child = child.unwrap_or_default();
        let found = self.0.what_if(entered_event_id, at_event_id, definition, input, result, &child);
        bridge::answer(&found.map_err(bridge::error)?)
    }

    /// What the service says of the execution, as JSON text: `describe` (`DescribeExecution`, or the answer of
    /// `StartSyncExecution` for Express), `mocks` (recorded from the run), `s3` (`{"bucket": {"key": text}}`),
    /// `log:LEVEL` and `log:LEVEL:data` (list of log events). Empty for anything else.
    pub fn report(&self, kind: &str, child: Option<String>) -> String {
        self.0.report(kind, &child.unwrap_or_default())
    }

    /// JSON text of the child executions, `count` from index `from`: `[{"id", "state", "enteredEventId", "name",
    /// "status", "eventCount", "redriveCount", "startMs", "nowMs", "mapRunArn"?, "index"?}]`.
    pub fn children(&self, from: u32, count: u32, child: Option<String>) -> String {
        self.0.children(&child.unwrap_or_default(), from, count)
    }

    /// `count` events from index `from` as the API gives them, one a line: for comparing runs byte by byte.
    #[wasm_bindgen(js_name = historyText)]
    pub fn history_text(&self, from: u32, count: u32, child: Option<String>) -> String {
        self.0.history_text(from, count, &child.unwrap_or_default())
    }
}

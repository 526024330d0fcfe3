//! The API `TestState`: one state, once, without a state machine; and the inspector's view of a visit.
//!
//! Both go through a state with the functions that the engine itself runs, so what they show is what would run. This
//! module decides what a request may ask, what the made-up context object holds, and which stages the answer shows.
//!
//! Source: Developer Guide, "Using TestState API to test a state"; API Reference, `TestState`; recordings.

mod answer;
mod context;
mod expression;
mod field_validation;
mod http_trace;
mod inspect;
mod request;
mod visit;

use std::rc::Rc;

use asl_json::{Map, TextRange, Value, parse_value};
use asl_model::{
    Code, ExecutionType, Format, IntegrationPattern, ProcessorMode, ReadOptions, ResourceKind, Severity,
    State, StateKind, StateMachine, Workflow, create_error, input_error, read_definition,
};

pub use answer::{ApiError, TestExecutionStatus, TestStateOutput};
pub use expression::{ExpressionKind, ExpressionScope, evaluate_expression};
pub use field_validation::API_SHAPES;
pub use inspect::{Inspection, WhatIf, inspect_visit, inspect_what_if};
pub use request::{FieldValidationMode, InspectionLevel, MockInput, StateConfiguration, TestStateInput};

use crate::context_object::ContextObject;
use crate::data_flow::Left;
use crate::evaluate::Evaluator;
use crate::fault::{ErrorClass, Fault, StateError};
use crate::program::ProgramState;
use crate::{ErrorCause, ExecutionOptions, InspectionData, Program, Random, TaskRequest, VariableScope};
use visit::{Course, Stopped, Visit, Work};

/// Makes the call of a Task that is tested without a mock.
pub type Caller<'a> = dyn FnMut(&TaskRequest) -> Result<Value, ErrorCause> + 'a;

/// Tests one state. `options` say account, region, start time, seed, quotas and S3; `api_shapes` is [`API_SHAPES`];
/// `call` answers a Task without a mock.
///
/// # Errors
/// What AWS refuses: `ValidationException`, `InvalidDefinition`, `InvalidExecutionInput`.
pub fn test_state(
    request: &TestStateInput,
    options: &ExecutionOptions,
    api_shapes: &str,
    call: &mut Caller<'_>,
) -> Result<TestStateOutput, ApiError> {
    check_request(request)?;
    let input = read_input(request)?;
    let variables = read_object(request.variables.as_ref(), "variables")?;
    let given_context = read_object(request.context.as_ref(), "context")?;
    let machine = read_machine(request)?;
    let name = request.state_name.as_deref().unwrap_or(LONE_STATE);
    let around = map_around(&machine.workflow, name);
    let program = Program::compile(&machine);
    let state = program.state_called(name).ok_or_else(not_found)?;
    check_support(request, state)?;
    let mock = read_mock(request, state, api_shapes)?;
    let random = Rc::new(Random::new(options.seed));
    let retries = request.state_configuration.retrier_retry_count.unwrap_or(0);
    let context = match given_context {
        Some(context) => {
            let context = Value::from(context);
            context::check(&context, state)?;
            context
        }
        None => {
            let role_arn = request.role_arn.as_deref();
            context::default(options, &random, state, role_arn, &input, retries, around)
        }
    };
    let scope = VariableScope::default();
    scope.assign(&variables.unwrap_or_default().into());
    let test = Test { request, options, program: &program, state, input: &input, scope: &scope, retries };
    let context = ContextObject::given(context);
    let evaluator =
        Evaluator { context: &context, variables: &scope, random: &random, now: options.start_time };
    test.run(evaluator, mock, call)
}

/// What AWS calls a state that is tested alone.
const LONE_STATE: &str = "StateName";

fn not_found() -> ApiError {
    ApiError::validation("State not found in definition")
}

/// What the mock says, read.
enum Mocked {
    Nothing,
    Result(Value),
    Error(ErrorCause),
}

struct Test<'a> {
    request: &'a TestStateInput,
    options: &'a ExecutionOptions,
    program: &'a Program,
    state: &'a ProgramState,
    input: &'a Value,
    scope: &'a VariableScope,
    retries: u64,
}

impl Test<'_> {
    /// The mocked error as a Map or Parallel sees it that comes from the state that the request names.
    fn caused(&self, error: StateError) -> StateError {
        let inner = self.request.state_configuration.error_caused_by_state.as_deref();
        match inner.and_then(|name| self.program.state_called(name)) {
            Some(inner) if !matches!(self.state.state.kind, StateKind::Task(_)) => {
                error.seen_around(inner.state_type)
            }
            _ => error,
        }
    }

    fn run(
        &self,
        evaluator: Evaluator<'_>,
        mock: Mocked,
        call: &mut Caller<'_>,
    ) -> Result<TestStateOutput, ApiError> {
        let configuration = &self.request.state_configuration;
        let mut visit = Visit {
            state: self.state,
            input: self.input,
            evaluator,
            s3: &self.options.s3,
            item_reader_data: read_item_reader_data(configuration)?,
            failed_iterations: configuration.map_iteration_failure_count,
            max_items: usize::MAX,
            seen: InspectionData::default(),
            iterations: 0,
        };
        let mut answer = |parameters: &crate::states::task::Call| call(&self.task_request(parameters));
        let course = visit.run(
            match mock {
                Mocked::Result(result) => Work::Result(result),
                Mocked::Error(failure) => Work::Error(self.caused(StateError::reported(failure))),
                Mocked::Nothing => Work::Call(&mut answer),
            },
            None,
        );
        if let Some(count) = configuration.map_iteration_failure_count
            && matches!(self.state.state.kind, StateKind::Map(_))
            && !matches!(&course, Err(stopped) if stopped.is_fault)
            && count > visit.iterations as u64
        {
            return Err(ApiError::validation(
                "Map iteration failure count must be less than or equal to the number of Map iterations",
            ));
        }
        let course = course.and_then(|course| self.check_size(course));
        Ok(match course {
            Ok(Course::Left(left, next)) => {
                let status = TestExecutionStatus::Succeeded;
                self.answer(visit, status, Some(left), ErrorCause::default(), next)
            }
            Ok(Course::Pending) => {
                self.answer(visit, TestExecutionStatus::Succeeded, None, ErrorCause::default(), None)
            }
            Err(stopped) => self.recover(visit, &stopped),
        })
    }

    fn check_size(&self, course: Course) -> Result<Course, Stopped> {
        if let Course::Left(left, _) = &course
            && let Some(limit) = self.options.quotas.payload_bytes
            && left.output.measure().size_bytes > limit
        {
            let name = &self.state.state.name;
            let error = Fault::data_limit(name).into_error(name, None);
            return Err(Stopped { error, is_fault: true });
        }
        Ok(course)
    }

    /// Retry first, then Catch.
    fn recover(&self, mut visit: Visit<'_>, stopped: &Stopped) -> TestStateOutput {
        let error = &stopped.error;
        let failure = error.failure.clone();
        if error.class == ErrorClass::Runtime {
            return self.answer(visit, TestExecutionStatus::Failed, None, failure, None);
        }
        if let Some((index, delay_ms)) = visit.retry(error, self.retries) {
            visit.details().retry_index = Some(index);
            if let Some(delay_ms) = delay_ms {
                visit.details().retry_backoff_interval_seconds = Some(delay_ms as f64 / 1000.0);
                return self.answer(visit, TestExecutionStatus::Retriable, None, failure, None);
            }
        }
        match visit.catch(error) {
            None => self.answer(visit, TestExecutionStatus::Failed, None, failure, None),
            Some((index, Ok(left), next)) => {
                visit.details().catch_index = Some(index);
                self.answer(visit, TestExecutionStatus::CaughtError, Some(left), failure, next)
            }
            Some((index, Err(fault), _)) => {
                visit.details().catch_index = Some(index);
                let failure = fault.into_error(&self.state.state.name, None).failure;
                self.answer(visit, TestExecutionStatus::Failed, None, failure, None)
            }
        }
    }

    fn answer(
        &self,
        visit: Visit<'_>,
        status: TestExecutionStatus,
        left: Option<Left>,
        failure: ErrorCause,
        next_state: Option<Rc<str>>,
    ) -> TestStateOutput {
        if let Some(assigned) = left.as_ref().and_then(|left| left.assigned.as_ref()) {
            self.scope.assign(assigned);
        }
        let mut seen = visit.seen;
        seen.variables = Some(self.scope.visible());
        if self.request.inspection_level == InspectionLevel::Trace {
            http_trace::trace(&self.state.state, self.request.reveal_secrets, &mut seen);
        }
        let shown = self.request.inspection_level != InspectionLevel::Info;
        TestStateOutput {
            status,
            output: left.map(|left| left.output),
            failure,
            next_state,
            inspection_data: shown.then(|| as_aws_shows(&self.state.state, seen)),
        }
    }

    fn task_request(&self, call: &crate::states::task::Call) -> TaskRequest {
        let resource = match &self.state.state.kind {
            StateKind::Task(task) => task.resource.clone(),
            _ => asl_model::Resource::parse("", TextRange::default()),
        };
        TaskRequest {
            input: self.input.clone(),
            parameters: call.parameters.clone(),
            retry_count: self.retries as u32,
            heartbeat_seconds: call.heartbeat_seconds,
            ..TaskRequest::alone(Rc::clone(&self.state.state.name), resource)
        }
    }
}

/// Leaves out what AWS's answer does not hold for a type of state.
///
/// Source: recorded. Of a Parallel it shows what follows its branches only; a list of items that is none is not shown.
fn as_aws_shows(state: &State, mut seen: InspectionData) -> InspectionData {
    match &state.kind {
        StateKind::Parallel(_) => {
            seen.after_input_path = None;
            seen.after_parameters = None;
            seen.after_arguments = None;
            seen.result = None;
        }
        StateKind::Map(_) => {
            seen.result = None;
            let failed_there = matches!(seen.stage, Some(crate::Stage::ItemsPath | crate::Stage::Items));
            if failed_there || state.query_language == asl_model::QueryLanguage::Jsonata {
                seen.after_items_path = None;
            }
        }
        _ => {}
    }
    seen
}

fn check_request(request: &TestStateInput) -> Result<(), ApiError> {
    const MAX_INPUT: usize = 262_144;
    const MAX_DEFINITION: usize = 1_048_576;
    let too_long = |place: &str, limit: usize| {
        Err(ApiError::validation(format!(
            "1 validation error detected: Value at '{place}' failed to satisfy constraint: Member must have length \
             less than or equal to {limit}"
        )))
    };
    if request.definition.len() > MAX_DEFINITION {
        return too_long("definition", MAX_DEFINITION);
    }
    if request.input.as_ref().is_some_and(|input| input.len() > MAX_INPUT) {
        return too_long("input", MAX_INPUT);
    }
    let Some(mock) = &request.mock else {
        if request.state_configuration.map_iteration_failure_count.is_some() {
            return Err(ApiError::validation(
                "TestState does not support MapIterationFailureCount when a mock is not specified.",
            ));
        }
        if request.context.is_some() {
            return Err(ApiError::validation(
                "TestState does not support Context when a mock is not specified.",
            ));
        }
        return Ok(());
    };
    if mock.result.is_some() == mock.error_output.is_some() {
        return Err(ApiError::validation(
            "A test mock should have only one of the following fields: [result, errorOutput].",
        ));
    }
    if let Some(output) = &mock.error_output {
        if output.error.as_ref().is_some_and(|error| error.chars().count() > 256) {
            return too_long("mock.errorOutput.error", 256);
        }
        if output.cause.as_ref().is_some_and(|cause| cause.chars().count() > 32_768) {
            return too_long("mock.errorOutput.cause", 32_768);
        }
    }
    if request.reveal_secrets {
        return Err(ApiError::validation(
            "TestState does not support RevealSecrets when a mock is specified.",
        ));
    }
    Ok(())
}

fn read_input(request: &TestStateInput) -> Result<Value, ApiError> {
    let Some(text) = &request.input else { return Ok(Value::empty_object()) };
    parse_value(text).map_err(|error| ApiError {
        code: "InvalidExecutionInput",
        message: input_error(text)
            .unwrap_or_else(|| format!("Invalid State Machine Execution Input: '{error}'")),
    })
}

fn read_object(text: Option<&Rc<str>>, place: &str) -> Result<Option<Map>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    match parse_value(text) {
        Ok(Value::Object(members)) => Ok(Some((*members).clone())),
        _ => Err(ApiError::validation(format!("Value at '{place}' must be a valid JSON object"))),
    }
}

fn read_item_reader_data(configuration: &StateConfiguration) -> Result<Option<Value>, ApiError> {
    let data = configuration.map_item_reader_data.as_ref();
    data.map(|data| {
        parse_value(data).map_err(|_| ApiError::validation("MapItemReaderData must be valid JSON"))
    })
    .transpose()
}

/// The machine of a request; a lone state becomes the only state of one.
fn read_machine(request: &TestStateInput) -> Result<StateMachine, ApiError> {
    let text = &request.definition;
    if request.state_name.is_some() {
        let machine = read_definition(text, READ).machine;
        if let Some(message) = create_error(text, ExecutionType::Standard) {
            return Err(ApiError::definition(message));
        }
        return Ok(machine);
    }
    if parse_value(text).is_err() {
        let message = create_error(text, ExecutionType::Standard);
        return Err(ApiError::definition(message.unwrap_or_default()));
    }
    let whole = format!("{{\"StartAt\":\"{LONE_STATE}\",\"States\":{{\"{LONE_STATE}\":{text}}}}}");
    let definition = read_definition(&whole, READ);
    let mut parts = Vec::new();
    for diagnostic in &definition.diagnostics {
        // Where a lone state leads to is nobody's business.
        let about_others = matches!(diagnostic.code, Code::MissingTransitionTarget | Code::MissingEndState);
        if diagnostic.severity == Severity::Error && !diagnostic.code.is_ours() && !about_others {
            let place = diagnostic.location.as_deref().unwrap_or("null");
            let place = place.strip_prefix("/States/StateName").unwrap_or(place);
            let place = if place.is_empty() { "/" } else { place };
            parts.push(format!("{}: {} at {place}", diagnostic.code, diagnostic.message));
        }
    }
    if parts.is_empty() {
        return Ok(definition.machine);
    }
    Err(ApiError::definition(format!("Invalid State Machine Definition: '{}'", parts.join(", "))))
}

const READ: ReadOptions =
    ReadOptions { format: Some(Format::Json), execution_type: ExecutionType::Standard, lints: false };

/// The mode of the innermost Map in whose processor a state stands.
fn map_around(workflow: &Workflow, name: &str) -> Option<ProcessorMode> {
    let mut open = vec![(workflow, None)];
    while let Some((workflow, around)) = open.pop() {
        if workflow.states.contains_key(name) {
            return around;
        }
        for state in workflow.states.values() {
            let around =
                if let StateKind::Map(map) = &state.kind { Some(map.item_processor.mode) } else { around };
            open.extend(state.workflows().into_iter().map(|workflow| (workflow, around)));
        }
    }
    None
}

/// Which types of states can be tested with and without a mock.
fn check_support(request: &TestStateInput, state: &ProgramState) -> Result<(), ApiError> {
    let state_type = state.state.type_name();
    let takes_mock =
        matches!(state.state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    match (&request.mock, &state.state.kind) {
        (Some(_), _) if !takes_mock => Err(ApiError::validation(format!(
            "State type '{state_type}' is not supported when a mock is specified"
        ))),
        (None, StateKind::Map(_) | StateKind::Parallel(_)) => Err(ApiError::definition(
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, \
             Pass, Succeed, Fail, Choice]",
        )),
        (None, StateKind::Task(task)) => {
            let unsupported = match (&task.resource.kind, task.resource.pattern()) {
                (ResourceKind::Activity, _) => Some("Activity tasks"),
                (_, IntegrationPattern::Sync) => Some("the '.sync' service integration pattern"),
                (_, IntegrationPattern::Sync2) => Some("the '.sync:2' service integration pattern"),
                (_, IntegrationPattern::WaitForTaskToken) => {
                    Some("the '.waitForTaskToken' service integration pattern")
                }
                _ => None,
            };
            match unsupported {
                // UNVERIFIED(aws): the code and the wording; that they are refused is documented.
                Some(what) => Err(ApiError::definition(format!(
                    "TestState API does not support {what} when a mock is not specified."
                ))),
                None if request.role_arn.is_none() => {
                    Err(ApiError::validation("RoleArn must be specified when testing a Task state"))
                }
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The mocked outcome, checked against the state.
fn read_mock(request: &TestStateInput, state: &ProgramState, api_shapes: &str) -> Result<Mocked, ApiError> {
    let Some(mock) = &request.mock else { return Ok(Mocked::Nothing) };
    if let Some(failure) = &mock.error_output {
        return Ok(Mocked::Error(failure.clone()));
    }
    let text = mock.result.as_deref().unwrap_or_default();
    let result = parse_value(text).map_err(|_| ApiError::validation("Mocked result must be valid JSON"))?;
    let items = result.as_array().map(|items| items.len());
    match &state.state.kind {
        StateKind::Task(task) => {
            let checked =
                field_validation::check(api_shapes, &task.resource, &result, mock.field_validation_mode);
            checked.map_err(ApiError::validation)?;
        }
        StateKind::Parallel(_) => match items {
            None => return Err(ApiError::validation("Mocked result must be an array.")),
            Some(items) if items != state.workflows.len() => {
                return Err(ApiError::validation(
                    "Mocked result must contain the same number of items as number of Parallel branches.",
                ));
            }
            Some(_) => {}
        },
        StateKind::Map(map) => {
            let exports = map.result_writer.as_ref().is_some_and(|writer| writer.resource.is_some());
            if exports && result.as_object().is_none() {
                return Err(ApiError::validation("Mocked result must be a JSON object."));
            }
            if !exports && items.is_none() {
                return Err(ApiError::validation("Mocked result must be an array."));
            }
        }
        _ => {}
    }
    Ok(Mocked::Result(result))
}

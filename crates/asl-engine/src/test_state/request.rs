//! What `TestState` is asked.

use std::rc::Rc;

use asl_json::{Value, to_json};

use super::ApiError;
use crate::ErrorCause;

/// How much of a state's data flow the answer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionLevel {
    /// `INFO`: output or error alone.
    #[default]
    Info,
    /// `DEBUG`: the data after each stage.
    Debug,
    /// `TRACE`: an HTTP task's request and response besides.
    Trace,
}

/// How a mocked result is held against what the API answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldValidationMode {
    /// `STRICT`: required members must be there, known ones must be right.
    #[default]
    Strict,
    /// `PRESENT`: known members that are there must be right.
    Present,
    /// `NONE`: anything goes.
    None,
}

/// The mocked outcome of a state's work.
#[derive(Clone, Debug, Default)]
pub struct MockInput {
    /// `result`: JSON text.
    pub result: Option<Rc<str>>,
    /// `errorOutput`
    pub error_output: Option<ErrorCause>,
    /// `fieldValidationMode`
    pub field_validation_mode: FieldValidationMode,
}

/// What is taken to have happened before.
#[derive(Clone, Debug, Default)]
pub struct StateConfiguration {
    /// Retries that the retrier that fits has used up.
    pub retrier_retry_count: Option<u64>,
    /// The state inside a Map or Parallel that the mocked error comes from.
    pub error_caused_by_state: Option<Rc<str>>,
    /// Iterations of a Map that have failed.
    pub map_iteration_failure_count: Option<u64>,
    /// JSON text of what a Map's `ItemReader` has read.
    pub map_item_reader_data: Option<Rc<str>>,
}

/// A request of the API `TestState`; the members that hold JSON hold it as text, as the API wants it.
///
/// Source: API Reference, `TestState`.
#[derive(Clone, Debug, Default)]
pub struct TestStateInput {
    /// One state, or a whole machine together with `state_name`; JSON text, at most 1,048,576 bytes.
    pub definition: Rc<str>,
    /// Which state of the machine, at any depth.
    pub state_name: Option<Rc<str>>,
    /// Who makes a Task's call; needed for a Task without a mock.
    pub role_arn: Option<Rc<str>>,
    /// The state's input, JSON text, at most 262,144 bytes; `{}` if absent.
    pub input: Option<Rc<str>>,
    /// `inspectionLevel`
    pub inspection_level: InspectionLevel,
    /// `revealSecrets`: only with `TRACE` and without a mock.
    pub reveal_secrets: bool,
    /// Workflow variables, JSON text of an object.
    pub variables: Option<Rc<str>>,
    /// The mocked outcome.
    pub mock: Option<MockInput>,
    /// The context object, JSON text of an object; only with a mock.
    pub context: Option<Rc<str>>,
    /// `stateConfiguration`
    pub state_configuration: StateConfiguration,
}

impl TestStateInput {
    /// Reads a request in the API's own JSON. Members that hold JSON may be text or the JSON itself.
    ///
    /// # Errors
    /// `ValidationException`: a member is missing, of the wrong type, or no word of its list.
    pub fn read(request: &Value) -> Result<Self, ApiError> {
        let Some(definition) = json_text(request, "definition") else {
            return Err(null_member("definition"));
        };
        let configuration = request.get("stateConfiguration").cloned().unwrap_or_default();
        Ok(Self {
            definition,
            state_name: text(request, "stateName", "stateName")?,
            role_arn: text(request, "roleArn", "roleArn")?,
            input: json_text(request, "input"),
            inspection_level: word(request, "inspectionLevel", &LEVELS)?.unwrap_or_default(),
            reveal_secrets: request.get("revealSecrets").and_then(Value::as_bool).unwrap_or(false),
            variables: json_text(request, "variables"),
            mock: request.get("mock").filter(|mock| !mock.is_null()).map(read_mock).transpose()?,
            context: json_text(request, "context"),
            state_configuration: StateConfiguration {
                retrier_retry_count: count(&configuration, "retrierRetryCount")?,
                error_caused_by_state: text(
                    &configuration,
                    "errorCausedByState",
                    "stateConfiguration.errorCausedByState",
                )?,
                map_iteration_failure_count: count(&configuration, "mapIterationFailureCount")?,
                map_item_reader_data: json_text(&configuration, "mapItemReaderData"),
            },
        })
    }
}

const LEVELS: [(&str, InspectionLevel); 3] =
    [("INFO", InspectionLevel::Info), ("DEBUG", InspectionLevel::Debug), ("TRACE", InspectionLevel::Trace)];

const MODES: [(&str, FieldValidationMode); 3] = [
    ("STRICT", FieldValidationMode::Strict),
    ("PRESENT", FieldValidationMode::Present),
    ("NONE", FieldValidationMode::None),
];

fn read_mock(mock: &Value) -> Result<MockInput, ApiError> {
    let error_output = match mock.get("errorOutput") {
        None | Some(Value::Null) => None,
        Some(output) => {
            let error = text(output, "error", "mock.errorOutput.error")?;
            if error.is_none() {
                return Err(null_member("mock.errorOutput.error"));
            }
            Some(ErrorCause { error, cause: text(output, "cause", "mock.errorOutput.cause")? })
        }
    };
    Ok(MockInput {
        result: text(mock, "result", "mock.result")?,
        error_output,
        field_validation_mode: word(mock, "fieldValidationMode", &MODES)?.unwrap_or_default(),
    })
}

/// A member that holds JSON, as text.
fn json_text(object: &Value, name: &str) -> Option<Rc<str>> {
    match object.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(Rc::clone(text)),
        Some(json) => Some(to_json(json).into()),
    }
}

fn text(object: &Value, name: &str, place: &str) -> Result<Option<Rc<str>>, ApiError> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(Rc::clone(text))),
        Some(_) => Err(ApiError::validation(format!("Value at '{place}' must be a string"))),
    }
}

fn count(object: &Value, name: &str) -> Result<Option<u64>, ApiError> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(number) => match number.as_i64().and_then(|number| u64::try_from(number).ok()) {
            Some(number) => Ok(Some(number)),
            None => Err(ApiError::constraint(
                &to_json(number),
                &format!("stateConfiguration.{name}"),
                "Member must have value greater than or equal to 0",
            )),
        },
    }
}

fn word<T: Copy>(object: &Value, name: &str, words: &[(&str, T)]) -> Result<Option<T>, ApiError> {
    let Some(given) = object.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
    let found = words.iter().find(|(word, _)| given.as_str() == Some(word));
    found.map(|(_, value)| Some(*value)).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let shown = given.as_str().map_or_else(|| to_json(given), str::to_owned);
        let rule = format!("Member must satisfy enum value set: [{}]", known.join(", "));
        ApiError::constraint(&shown, name, &rule)
    })
}

fn null_member(place: &str) -> ApiError {
    ApiError::validation(format!(
        "1 validation error detected: Value null at '{place}' failed to satisfy constraint: Member must not be null"
    ))
}

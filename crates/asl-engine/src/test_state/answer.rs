//! What `TestState` answers.

use std::rc::Rc;

use asl_json::{Value, to_json};

use crate::{ErrorCause, ErrorDetails, InspectionData};

/// How the tested state ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestExecutionStatus {
    /// It gave an output.
    Succeeded,
    /// Neither a retrier nor a catcher took the error.
    Failed,
    /// A retrier would try again.
    Retriable,
    /// A catcher took the error.
    CaughtError,
}

impl TestExecutionStatus {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Retriable => "RETRIABLE",
            Self::CaughtError => "CAUGHT_ERROR",
        }
    }
}

/// The answer of the API `TestState`.
///
/// Source: API Reference, `TestState`, "Response Elements".
#[derive(Clone, Debug)]
pub struct TestStateOutput {
    /// How the state ended.
    pub status: TestExecutionStatus,
    /// The state's output, or what a catcher passes on.
    pub output: Option<Value>,
    /// Error and cause, unless it succeeded.
    pub failure: ErrorCause,
    /// The state to go on with.
    pub next_state: Option<Rc<str>>,
    /// The data after each stage; none with `INFO`.
    pub inspection_data: Option<InspectionData>,
}

/// The refusal of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// `ValidationException`, `InvalidDefinition`, `InvalidExecutionInput`
    pub code: &'static str,
    /// AWS's wording.
    pub message: String,
}

impl ApiError {
    /// `ValidationException`
    pub fn validation(message: impl Into<String>) -> Self {
        Self { code: "ValidationException", message: message.into() }
    }

    /// `InvalidDefinition`
    pub fn definition(message: impl Into<String>) -> Self {
        Self { code: "InvalidDefinition", message: message.into() }
    }

    /// `ValidationException` of a member that breaks a rule of the service model.
    pub(super) fn constraint(value: &str, place: &str, rule: &str) -> Self {
        Self::validation(format!(
            "1 validation error detected: Value '{value}' at '{place}' failed to satisfy constraint: {rule}"
        ))
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ApiError {}

impl TestStateOutput {
    /// The answer in the API's own JSON; payloads are JSON text.
    pub fn to_json_value(&self) -> Value {
        let text = |text: &Option<Rc<str>>| text.as_ref().map(|text| Value::String(Rc::clone(text)));
        let members = [
            ("status", Some(Value::from(self.status.as_str()))),
            ("output", self.output.as_ref().map(payload)),
            ("error", text(&self.failure.error)),
            ("cause", text(&self.failure.cause)),
            ("nextState", text(&self.next_state)),
            ("inspectionData", self.inspection_data.as_ref().map(InspectionData::to_json_value)),
        ];
        present(members)
    }
}

impl InspectionData {
    /// The API's `InspectionData`; payloads are JSON text.
    pub fn to_json_value(&self) -> Value {
        let variables = self.variables.as_ref().filter(|variables| !variables.is_empty());
        let members = [
            ("input", self.input.as_ref().map(payload)),
            ("afterArguments", self.after_arguments.as_ref().map(payload)),
            ("afterInputPath", self.after_input_path.as_ref().map(payload)),
            ("afterParameters", self.after_parameters.as_ref().map(payload)),
            ("afterItemsPath", self.after_items_path.as_ref().map(payload)),
            ("afterItemSelector", self.after_item_selector.as_ref().map(payload)),
            ("afterItemBatcher", self.after_item_batcher.as_ref().map(payload)),
            ("afterItemsPointer", self.after_items_pointer.as_ref().map(payload)),
            ("maxConcurrency", self.max_concurrency.map(Value::from)),
            ("toleratedFailureCount", self.tolerated_failure_count.map(Value::from)),
            ("toleratedFailurePercentage", self.tolerated_failure_percentage.map(Value::from)),
            ("result", self.result.as_ref().map(payload)),
            ("afterResultSelector", self.after_result_selector.as_ref().map(payload)),
            ("afterResultPath", self.after_result_path.as_ref().map(payload)),
            ("request", self.request.clone()),
            ("response", self.response.clone()),
            ("variables", variables.map(|variables| payload(&Value::from(variables.clone())))),
            ("errorDetails", self.error_details.as_ref().map(ErrorDetails::to_json_value)),
        ];
        present(members)
    }
}

impl ErrorDetails {
    fn to_json_value(&self) -> Value {
        let seconds = self.retry_backoff_interval_seconds;
        present([
            ("catchIndex", self.catch_index.map(Value::from)),
            ("retryIndex", self.retry_index.map(Value::from)),
            // The API's member is a whole number.
            ("retryBackoffIntervalSeconds", seconds.map(|seconds| Value::from(seconds as i64))),
        ])
    }
}

fn payload(value: &Value) -> Value {
    Value::from(to_json(value))
}

fn present<const N: usize>(members: [(&'static str, Option<Value>); N]) -> Value {
    Value::object(members.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))))
}

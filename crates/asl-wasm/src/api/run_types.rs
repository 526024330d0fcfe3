//! What a run is asked and how it stands, as plain data.

use serde::Serialize;

use super::diagnostic::Diagnostic;

/// Standard or Express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "UPPERCASE"))]
pub enum WorkflowType {
    /// `STANDARD`
    #[default]
    Standard,
    /// `EXPRESS`
    Express,
}

/// Which limits hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
pub enum QuotaMode {
    /// Those of the service.
    #[default]
    Real,
    /// None of time and number that only the service needs.
    Relaxed,
}

/// How an execution is set up; equal values give an equal history, to the byte.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct ExecutionConfig {
    /// Standard or Express.
    #[cfg_attr(test, ts(rename = "type"))]
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

/// A share of the calls that fail by chance; the same seed fails the same calls.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChanceFailures {
    /// From 0 (none) to 1 (all).
    pub share: f64,
    /// The error's name.
    pub error: String,
    /// The error's cause.
    pub cause: String,
}

/// What to run. `input` and `mocks` are JSON text; an empty text is `{}`.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct StartRequest {
    /// The definition's text.
    pub definition: String,
    /// The input's text.
    pub input: String,
    /// The mocks' text: `{ "State": [entry, …] }`.
    pub mocks: String,
    /// The mocked S3, JSON text: `{ "bucket": { "key": text or JSON } }`. Absent: what `ItemReader`s want to read is
    /// made up.
    pub s3_objects: Option<String>,
    /// Calls that fail by chance.
    pub failures: Option<ChanceFailures>,
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
    /// The run stopped at a breakpoint: id of its `…StateEntered` event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakpoint: Option<u32>,
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

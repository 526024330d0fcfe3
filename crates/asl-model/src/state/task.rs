//! `Task`: calls something outside.

use crate::{Catcher, Dynamic, Resource, ResultPath, Retrier, Template, Transition};

/// What a Task state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct TaskState {
    /// `Resource`; an empty text if it is missing.
    pub resource: Resource,
    /// `Parameters` (JSONPath) or `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: ResultPath,
    /// `TimeoutSeconds` or `TimeoutSecondsPath`
    pub timeout_seconds: Option<Dynamic<i64>>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`
    pub heartbeat_seconds: Option<Dynamic<i64>>,
    /// `Credentials`
    pub credentials: Option<Template>,
    /// `Retry`
    pub retry: Vec<Retrier>,
    /// `Catch`
    pub catch: Vec<Catcher>,
    /// `Next` or `End`
    pub transition: Transition,
}

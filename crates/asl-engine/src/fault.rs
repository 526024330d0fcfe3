//! Why a state could not go on.

use std::rc::Rc;

use crate::{ErrorCause, StateType};

/// Why a state could not go on.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// `States.Runtime`: nothing can retry or catch it. Holds the end of the cause.
    Runtime(String),
    /// `States.QueryEvaluationError`: a JSONata expression failed. Holds the end of the cause.
    Query {
        tail: String,
        /// The field, such as `Output/a/b[0]`.
        location: Option<String>,
    },
    /// An error with a name of its own.
    Error(StateError),
}

/// An error that retriers and catchers look at.
#[derive(Clone, Debug, Default)]
pub(crate) struct StateError {
    pub(crate) failure: ErrorCause,
    /// Which wildcards fit it.
    pub(crate) class: ErrorClass,
}

/// What the wildcards of `ErrorEquals` make of an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorClass {
    /// Reported by a task, or raised by the state itself: every wildcard fits.
    #[default]
    Ordinary,
    /// Of a branch or iteration whose failing state is no Task: not `States.TaskFailed`.
    Inner,
    /// `States.Timeout`: not `States.TaskFailed`.
    Timeout,
    /// A missed heartbeat: also known as `States.HeartbeatTimeout`.
    Heartbeat,
    /// An output too large: by its own name only.
    DataLimit,
    /// `States.Runtime`: nothing fits.
    Runtime,
}

impl StateError {
    /// An ordinary error.
    pub(crate) fn new(error: &str, cause: impl Into<Rc<str>>) -> Self {
        Self { failure: ErrorCause::new(error, cause), class: ErrorClass::Ordinary }
    }

    /// An error that a task reported: its name says what fits it.
    pub(crate) fn reported(failure: ErrorCause) -> Self {
        let class = match failure.error.as_deref() {
            Some("States.Timeout") => ErrorClass::Timeout,
            Some("States.HeartbeatTimeout") => ErrorClass::Heartbeat,
            Some("States.Runtime") => ErrorClass::Runtime,
            _ => ErrorClass::Ordinary,
        };
        Self { failure, class }
    }

    /// What a catcher sees. A timeout has no cause in its event, and an empty one here.
    pub(crate) fn output(&self) -> asl_json::Value {
        let mut failure = self.failure.clone();
        if matches!(self.class, ErrorClass::Timeout | ErrorClass::Heartbeat) && failure.cause.is_none() {
            failure.cause = Some("".into());
        }
        failure.output()
    }

    /// The error as the state around sees it that a state of the type `failing` failed with.
    ///
    /// Source: Developer Guide, "Using TestState API to test a state", `errorCausedByState`.
    pub(crate) fn seen_around(mut self, failing: Option<StateType>) -> Self {
        let hands_on = matches!(failing, Some(StateType::Task | StateType::Parallel | StateType::Map));
        if self.class == ErrorClass::Ordinary && !hands_on {
            self.class = ErrorClass::Inner;
        }
        self
    }

    /// Whether one of the names fits this error.
    ///
    /// Source: ASL specification, "Errors"; recordings for what the wildcards miss.
    pub(crate) fn matches(&self, error_equals: &[Rc<str>]) -> bool {
        let own = self.failure.error.as_deref();
        error_equals.iter().any(|name| match (&**name, self.class) {
            (_, ErrorClass::Runtime) => false,
            ("States.ALL", class) => class != ErrorClass::DataLimit,
            ("States.TaskFailed", ErrorClass::Ordinary)
            | ("States.HeartbeatTimeout", ErrorClass::Heartbeat) => true,
            (name, _) => own == Some(name),
        })
    }
}

impl Fault {
    /// A path of a field that does not fit the data.
    pub(crate) fn invalid_path(path: &str, message: &str) -> Self {
        Self::Runtime(format!("Invalid path '{path}' : {message}"))
    }

    /// A reference path with a step that leads nowhere (`ItemsPath`) or cannot be written (`ResultPath`).
    ///
    /// AWS names the error so (not `States.ResultPathMatchFailure`, as the specification has it) and says nothing of
    /// the state in its cause. Whether a catcher can have it is not known; here none can.
    pub(crate) fn reference_path(error: &asl_jsonpath::ReferencePathError) -> Self {
        Self::Error(StateError {
            failure: ErrorCause::new("States.ReferencePathConflict", error.message()),
            class: ErrorClass::Runtime,
        })
    }

    /// A payload that this program has no memory for.
    // DIFFERENCE(aws): the service forgets payloads, or would have ended the execution at 256 KiB.
    pub(crate) fn memory_budget(who: &str, bytes: u64, all_bytes: u64) -> Self {
        Self::out_of_memory(&format!(
            "the state/task '{who}' made a payload of {bytes} bytes, and all large payloads of this execution together \
             have {all_bytes} bytes."
        ))
    }

    /// More events than this program has memory for, those of child executions included.
    // DIFFERENCE(aws): the service keeps the histories of child executions elsewhere.
    pub(crate) fn too_many_events(events: u64) -> Self {
        Self::out_of_memory(&format!(
            "this execution and the executions that it started have written {events} events."
        ))
    }

    fn out_of_memory(what: &str) -> Self {
        let cause = format!("Memory is not without end: {what}");
        Self::Error(StateError {
            failure: ErrorCause::new("States.DataLimitExceeded", cause),
            class: ErrorClass::DataLimit,
        })
    }

    /// A payload beyond the quota, as an output of `who`.
    pub(crate) fn data_limit(who: &str) -> Self {
        Self::Error(StateError {
            failure: ErrorCause::new(
                "States.DataLimitExceeded",
                format!(
                    "The state/task '{who}' returned a result with a size exceeding the maximum number of bytes \
                     service limit."
                ),
            ),
            class: ErrorClass::DataLimit,
        })
    }

    /// The error with the place where it happened, as AWS words it.
    pub(crate) fn into_error(self, state: &str, entered_event_id: Option<u32>) -> StateError {
        let (error, tail, class) = match self {
            Self::Runtime(tail) => ("States.Runtime", tail, ErrorClass::Runtime),
            Self::Query { tail, .. } => ("States.QueryEvaluationError", tail, ErrorClass::Ordinary),
            Self::Error(error) => return error,
        };
        let cause = match entered_event_id {
            Some(id) => format!(
                "An error occurred while executing the state '{state}' (entered at the event id #{id}). {tail}"
            ),
            None => tail,
        };
        StateError { failure: ErrorCause::new(error, cause), class }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<Rc<str>> {
        names.iter().map(|name| (*name).into()).collect()
    }

    #[test]
    fn wildcards_miss_what_they_miss() {
        let class = |class, error: &str| StateError { failure: ErrorCause::new(error, ""), class };
        let ordinary = StateError::new("Boom", "");
        assert!(ordinary.matches(&names(&["States.TaskFailed"])));
        assert!(ordinary.matches(&names(&["Other", "Boom"])));
        assert!(!ordinary.matches(&names(&["Other"])));
        let timeout = class(ErrorClass::Timeout, "States.Timeout");
        assert!(timeout.matches(&names(&["States.ALL"])));
        assert!(timeout.matches(&names(&["States.Timeout"])));
        assert!(!timeout.matches(&names(&["States.TaskFailed"])));
        let heartbeat = class(ErrorClass::Heartbeat, "States.Timeout");
        assert!(heartbeat.matches(&names(&["States.HeartbeatTimeout"])));
        assert!(heartbeat.matches(&names(&["States.Timeout"])));
        let runtime = class(ErrorClass::Runtime, "States.Runtime");
        assert!(!runtime.matches(&names(&["States.ALL", "States.Runtime"])));
        let inner = StateError::new("Boom", "").seen_around(Some(StateType::Fail));
        assert!(!inner.matches(&names(&["States.TaskFailed"])));
        assert!(inner.matches(&names(&["States.ALL"])) && inner.matches(&names(&["Boom"])));
        let of_task = StateError::new("Boom", "").seen_around(Some(StateType::Task));
        assert!(of_task.seen_around(Some(StateType::Map)).matches(&names(&["States.TaskFailed"])));
        let nameless = StateError::default();
        assert!(nameless.matches(&names(&["States.ALL"])));
        assert!(!nameless.matches(&names(&["Boom"])));
    }
}

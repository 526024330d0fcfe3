//! What an execution asks of the outside, and what it is answered.

use std::rc::Rc;

use asl_json::Value;
use asl_model::Resource;

use crate::ErrorCause;

/// Names a call of a task while it is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u64);

/// A call that a Task makes. It is asked for, never made: whoever drives the execution answers it.
#[derive(Clone, Debug)]
pub struct TaskRequest {
    /// To answer with.
    pub id: TaskId,
    /// The state's name.
    pub state: Rc<str>,
    /// The visit's …`StateEntered` event, in the history of the execution that calls.
    pub entered_event_id: u32,
    /// What is called.
    pub resource: Resource,
    /// The state's raw input.
    pub input: Value,
    /// The evaluated `Parameters` or `Arguments`.
    pub parameters: Value,
    /// The task token, where the integration waits for one.
    pub token: Option<Rc<str>>,
    /// Retries of this visit of the state so far.
    pub retry_count: u32,
    /// The index of the Map iteration that the state runs in, from 0; the innermost counts.
    pub map_index: Option<u32>,
    /// `HeartbeatSeconds`, if the state sets it.
    pub heartbeat_seconds: Option<i64>,
}

impl TaskRequest {
    /// A call outside an execution: nothing is known but who calls what.
    pub(crate) fn alone(state: Rc<str>, resource: Resource) -> Self {
        Self {
            id: TaskId(1),
            state,
            entered_event_id: 0,
            resource,
            input: Value::empty_object(),
            parameters: Value::empty_object(),
            token: None,
            retry_count: 0,
            map_index: None,
            heartbeat_seconds: None,
        }
    }
}

/// What comes back from a call.
#[derive(Clone, Debug)]
pub enum TaskAnswer {
    /// A worker took an activity's task.
    Started {
        /// What the worker calls itself.
        worker_name: Option<Rc<str>>,
    },
    /// The job or message was accepted; the task goes on waiting (`.sync`, `.waitForTaskToken`).
    Submitted(Value),
    /// The result.
    Succeeded(Value),
    /// An error.
    Failed(ErrorCause),
    /// A sign of life.
    Heartbeat,
}

/// An answer to a call that is not under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownTask(pub TaskId);

impl std::fmt::Display for UnknownTask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no call {} is under way", self.0.0)
    }
}

impl std::error::Error for UnknownTask {}

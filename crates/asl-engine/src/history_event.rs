//! What happened: AWS's history events.

use std::rc::Rc;

use asl_json::{Object, Value};
use asl_model::{Resource, ResourceKind};

use crate::Timestamp;

/// One thing that happened. Immutable, in the order of the list.
///
/// Source: API Reference, `HistoryEvent`.
#[derive(Clone, Debug)]
pub struct HistoryEvent {
    /// From 1, without gaps.
    pub id: u32,
    /// The event that led to this one; 0 for the first event and for the first state's entry.
    pub previous_event_id: u32,
    /// When it happened, on the virtual clock.
    pub timestamp: Timestamp,
    /// Ours, not AWS's: the …`StateEntered` event of the visit of a state that this event belongs to; 0 for the
    /// events of the execution itself.
    pub visit: u32,
    /// What happened.
    pub details: EventDetails,
}

/// The eight types of states, as event names spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateType {
    /// `Pass`
    Pass,
    /// `Task`
    Task,
    /// `Choice`
    Choice,
    /// `Wait`
    Wait,
    /// `Succeed`
    Succeed,
    /// `Fail`
    Fail,
    /// `Parallel`
    Parallel,
    /// `Map`
    Map,
}

/// Error name and cause; either may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorCause {
    /// The error's name, such as `States.Timeout`.
    pub error: Option<Rc<str>>,
    /// What is said about it; often JSON text.
    pub cause: Option<Rc<str>>,
}

impl ErrorCause {
    /// An error with a cause.
    pub fn new(error: &str, cause: impl Into<Rc<str>>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()) }
    }

    /// What a catcher sees: `{"Error": …, "Cause": …}`, `null` for what is absent.
    pub fn output(&self) -> Value {
        let text =
            |text: &Option<Rc<str>>| text.as_ref().map_or(Value::Null, |t| Value::String(Rc::clone(t)));
        Value::object([("Error", text(&self.error)), ("Cause", text(&self.cause))])
    }
}

/// The `resourceType` and `resource` of a service integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceNames {
    /// `sqs`, `aws-sdk:dynamodb`
    pub resource_type: Rc<str>,
    /// `sendMessage.waitForTaskToken`
    pub resource: Rc<str>,
}

impl ResourceNames {
    /// What the events of a Task call its resource.
    pub(crate) fn of(resource: &Resource) -> Self {
        let text = || Rc::clone(&resource.text);
        let (resource_type, resource) = match resource.kind {
            ResourceKind::LambdaFunction => ("lambda".into(), text()),
            ResourceKind::Activity => ("activity".into(), text()),
            _ => resource.event_names().unwrap_or_else(|| ("unknown".into(), text())),
        };
        Self { resource_type, resource }
    }

    /// `sqs:sendMessage.waitForTaskToken`
    pub fn joined(&self) -> String {
        format!("{}:{}", self.resource_type, self.resource)
    }
}

/// What a task was called with.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// For service integrations: type and resource.
    pub names: Rc<ResourceNames>,
    /// The region it was called in.
    pub region: Rc<str>,
    /// The evaluated `Parameters` or `Arguments`, or a function's or activity's input.
    pub parameters: Value,
    /// `TimeoutSeconds`, if the state sets it.
    pub timeout_in_seconds: Option<i64>,
    /// `HeartbeatSeconds`, if the state sets it.
    pub heartbeat_in_seconds: Option<i64>,
    /// `Credentials.RoleArn`
    pub role_arn: Option<Rc<str>>,
}

/// A position in a Map.
#[derive(Clone, Debug)]
pub struct Iteration {
    /// The Map state's name.
    pub name: Rc<str>,
    /// The item's index, from 0.
    pub index: u32,
}

/// The type of an event and its details.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are AWS's event types and members; see the API Reference")]
pub enum EventDetails {
    ExecutionStarted {
        input: Value,
        role_arn: Rc<str>,
    },
    ExecutionSucceeded {
        output: Value,
    },
    ExecutionFailed(ErrorCause),
    ExecutionAborted(ErrorCause),
    ExecutionTimedOut(ErrorCause),
    ExecutionRedriven {
        redrive_count: u32,
    },
    StateEntered {
        state_type: StateType,
        name: Rc<str>,
        input: Value,
    },
    StateExited {
        state_type: StateType,
        name: Rc<str>,
        output: Value,
        assigned: Option<Object>,
    },
    StateAborted(StateType),
    TaskScheduled(Box<Scheduled>),
    TaskStarted(Rc<ResourceNames>),
    TaskStartFailed(Rc<ResourceNames>, ErrorCause),
    TaskSubmitted(Rc<ResourceNames>, Value),
    TaskSubmitFailed(Rc<ResourceNames>, ErrorCause),
    TaskSucceeded(Rc<ResourceNames>, Value),
    TaskFailed(Rc<ResourceNames>, ErrorCause),
    TaskTimedOut(Rc<ResourceNames>, ErrorCause),
    LambdaFunctionScheduled(Box<Scheduled>),
    LambdaFunctionScheduleFailed(ErrorCause),
    LambdaFunctionStarted,
    LambdaFunctionStartFailed(ErrorCause),
    LambdaFunctionSucceeded(Value),
    LambdaFunctionFailed(ErrorCause),
    LambdaFunctionTimedOut(ErrorCause),
    ActivityScheduled(Box<Scheduled>),
    ActivityScheduleFailed(ErrorCause),
    ActivityStarted {
        worker_name: Option<Rc<str>>,
    },
    ActivitySucceeded(Value),
    ActivityFailed(ErrorCause),
    ActivityTimedOut(ErrorCause),
    ParallelStateStarted,
    /// `result` is ours, for the inspector: the branches' outputs.
    ParallelStateSucceeded {
        result: Value,
    },
    ParallelStateFailed,
    MapStateStarted {
        length: u32,
    },
    /// `item` is ours, for the inspector: `Map.Item.Value` of the context object.
    MapIterationStarted {
        iteration: Iteration,
        item: Value,
    },
    MapIterationSucceeded(Iteration),
    MapIterationFailed(Iteration),
    MapIterationAborted(Iteration),
    /// `result` is ours, for the inspector: the iterations' outputs, or what the `ResultWriter` gave.
    MapStateSucceeded {
        result: Value,
    },
    MapStateFailed,
    MapRunStarted {
        map_run_arn: Rc<str>,
    },
    MapRunSucceeded,
    MapRunFailed(ErrorCause),
    MapRunAborted,
    MapRunRedriven {
        map_run_arn: Rc<str>,
        redrive_count: u32,
    },
    EvaluationFailed {
        failure: ErrorCause,
        location: Option<Rc<str>>,
        state: Rc<str>,
    },
}

impl EventDetails {
    /// Error and cause of the events that tell a failure.
    pub fn failure(&self) -> Option<&ErrorCause> {
        match self {
            Self::ExecutionFailed(failure)
            | Self::ExecutionAborted(failure)
            | Self::ExecutionTimedOut(failure)
            | Self::TaskStartFailed(_, failure)
            | Self::TaskSubmitFailed(_, failure)
            | Self::TaskFailed(_, failure)
            | Self::TaskTimedOut(_, failure)
            | Self::LambdaFunctionScheduleFailed(failure)
            | Self::LambdaFunctionStartFailed(failure)
            | Self::LambdaFunctionFailed(failure)
            | Self::LambdaFunctionTimedOut(failure)
            | Self::ActivityScheduleFailed(failure)
            | Self::ActivityFailed(failure)
            | Self::ActivityTimedOut(failure)
            | Self::MapRunFailed(failure)
            | Self::EvaluationFailed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// What a task called: `sqs:sendMessage.waitForTaskToken`, or the ARN of a function or activity.
    pub fn resource(&self) -> Option<String> {
        match self {
            Self::TaskScheduled(scheduled) => Some(scheduled.names.joined()),
            Self::LambdaFunctionScheduled(scheduled) | Self::ActivityScheduled(scheduled) => {
                Some(scheduled.names.resource.to_string())
            }
            Self::TaskStarted(names)
            | Self::TaskStartFailed(names, _)
            | Self::TaskSubmitted(names, _)
            | Self::TaskSubmitFailed(names, _)
            | Self::TaskSucceeded(names, _)
            | Self::TaskFailed(names, _)
            | Self::TaskTimedOut(names, _) => Some(names.joined()),
            _ => None,
        }
    }

    /// The event's `type`, as the API spells it.
    pub const fn event_type(&self) -> &'static str {
        use StateType as T;
        match self {
            Self::ExecutionStarted { .. } => "ExecutionStarted",
            Self::ExecutionSucceeded { .. } => "ExecutionSucceeded",
            Self::ExecutionFailed(_) => "ExecutionFailed",
            Self::ExecutionAborted(_) => "ExecutionAborted",
            Self::ExecutionTimedOut(_) => "ExecutionTimedOut",
            Self::ExecutionRedriven { .. } => "ExecutionRedriven",
            Self::StateEntered { state_type, .. } => match state_type {
                T::Pass => "PassStateEntered",
                T::Task => "TaskStateEntered",
                T::Choice => "ChoiceStateEntered",
                T::Wait => "WaitStateEntered",
                T::Succeed => "SucceedStateEntered",
                T::Fail => "FailStateEntered",
                T::Parallel => "ParallelStateEntered",
                T::Map => "MapStateEntered",
            },
            Self::StateExited { state_type, .. } => match state_type {
                T::Pass => "PassStateExited",
                T::Task => "TaskStateExited",
                T::Choice => "ChoiceStateExited",
                T::Wait => "WaitStateExited",
                T::Succeed => "SucceedStateExited",
                T::Fail => "FailStateExited",
                T::Parallel => "ParallelStateExited",
                T::Map => "MapStateExited",
            },
            Self::StateAborted(state_type) => match state_type {
                T::Wait => "WaitStateAborted",
                T::Parallel => "ParallelStateAborted",
                T::Map => "MapStateAborted",
                _ => "TaskStateAborted",
            },
            Self::TaskScheduled(_) => "TaskScheduled",
            Self::TaskStarted(_) => "TaskStarted",
            Self::TaskStartFailed(..) => "TaskStartFailed",
            Self::TaskSubmitted(..) => "TaskSubmitted",
            Self::TaskSubmitFailed(..) => "TaskSubmitFailed",
            Self::TaskSucceeded(..) => "TaskSucceeded",
            Self::TaskFailed(..) => "TaskFailed",
            Self::TaskTimedOut(..) => "TaskTimedOut",
            Self::LambdaFunctionScheduled(_) => "LambdaFunctionScheduled",
            Self::LambdaFunctionScheduleFailed(_) => "LambdaFunctionScheduleFailed",
            Self::LambdaFunctionStarted => "LambdaFunctionStarted",
            Self::LambdaFunctionStartFailed(_) => "LambdaFunctionStartFailed",
            Self::LambdaFunctionSucceeded(_) => "LambdaFunctionSucceeded",
            Self::LambdaFunctionFailed(_) => "LambdaFunctionFailed",
            Self::LambdaFunctionTimedOut(_) => "LambdaFunctionTimedOut",
            Self::ActivityScheduled(_) => "ActivityScheduled",
            Self::ActivityScheduleFailed(_) => "ActivityScheduleFailed",
            Self::ActivityStarted { .. } => "ActivityStarted",
            Self::ActivitySucceeded(_) => "ActivitySucceeded",
            Self::ActivityFailed(_) => "ActivityFailed",
            Self::ActivityTimedOut(_) => "ActivityTimedOut",
            Self::ParallelStateStarted => "ParallelStateStarted",
            Self::ParallelStateSucceeded { .. } => "ParallelStateSucceeded",
            Self::ParallelStateFailed => "ParallelStateFailed",
            Self::MapStateStarted { .. } => "MapStateStarted",
            Self::MapIterationStarted { .. } => "MapIterationStarted",
            Self::MapIterationSucceeded(_) => "MapIterationSucceeded",
            Self::MapIterationFailed(_) => "MapIterationFailed",
            Self::MapIterationAborted(_) => "MapIterationAborted",
            Self::MapStateSucceeded { .. } => "MapStateSucceeded",
            Self::MapStateFailed => "MapStateFailed",
            Self::MapRunStarted { .. } => "MapRunStarted",
            Self::MapRunSucceeded => "MapRunSucceeded",
            Self::MapRunFailed(_) => "MapRunFailed",
            Self::MapRunAborted => "MapRunAborted",
            Self::MapRunRedriven { .. } => "MapRunRedriven",
            Self::EvaluationFailed { .. } => "EvaluationFailed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_small() {
        assert!(size_of::<HistoryEvent>() <= 96, "{}", size_of::<HistoryEvent>());
    }
}

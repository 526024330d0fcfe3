//! What an execution writes into CloudWatch Logs: its events, by level.
//!
//! Source: Developer Guide, "Using CloudWatch Logs to log execution history in Step Functions"; recordings.

use asl_json::{Map, Value};

use crate::{EventDetails, Execution, HistoryEvent};

/// The `level` of a logging configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// `ALL`: every event.
    All,
    /// `ERROR`: every failure, timeout and abort.
    Error,
    /// `FATAL`: the end of an execution that did not succeed.
    Fatal,
    /// `OFF`: nothing.
    #[default]
    Off,
}

impl LogLevel {
    /// The level of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "ALL" => Self::All,
            "ERROR" => Self::Error,
            "FATAL" => Self::Fatal,
            "OFF" => Self::Off,
            _ => return None,
        })
    }

    /// Whether events of this kind are logged.
    pub const fn includes(self, details: &EventDetails) -> bool {
        use EventDetails as E;
        let fatal =
            matches!(details, E::ExecutionFailed(_) | E::ExecutionAborted(_) | E::ExecutionTimedOut(_));
        match self {
            Self::All => true,
            Self::Off => false,
            Self::Fatal => fatal,
            Self::Error => {
                fatal
                    || matches!(
                        details,
                        E::StateEntered { state_type: crate::StateType::Fail, .. }
                            | E::StateAborted(_)
                            | E::TaskFailed(..)
                            | E::TaskTimedOut(..)
                            | E::TaskStartFailed(..)
                            | E::TaskSubmitFailed(..)
                            | E::LambdaFunctionFailed(_)
                            | E::LambdaFunctionTimedOut(_)
                            | E::LambdaFunctionScheduleFailed(_)
                            | E::LambdaFunctionStartFailed(_)
                            | E::ActivityFailed(_)
                            | E::ActivityTimedOut(_)
                            | E::ActivityScheduleFailed(_)
                            | E::ParallelStateFailed
                            | E::MapStateFailed
                            | E::MapIterationFailed(_)
                            | E::MapIterationAborted(_)
                            | E::MapRunFailed(_)
                            | E::MapRunAborted
                            | E::EvaluationFailed { .. }
                    )
            }
        }
    }
}

/// The log events of an execution.
///
/// Shape: `{"id": "1", "type", "details": {…}, "previous_event_id": "0", "event_timestamp": ms as text,
/// "execution_arn", "redrive_count": "0"}`; the details are those of the history event. Without execution data they
/// hold no payloads.
pub fn log_events(execution: &Execution, level: LogLevel, include_execution_data: bool) -> Vec<Value> {
    let arn = execution.options().execution_arn();
    let (mut written, mut redrive_count) = (Vec::new(), 0);
    for event in execution.history() {
        if let EventDetails::ExecutionRedriven { redrive_count: count } = event.details {
            redrive_count = count;
        }
        if level.includes(&event.details) {
            written.push(log_event(event, &arn, redrive_count, include_execution_data));
        }
    }
    written
}

fn log_event(event: &HistoryEvent, arn: &str, redrive_count: u32, include_execution_data: bool) -> Value {
    let details = event.details.to_json_value().map(|(_, details)| details);
    let mut members: Map =
        details.as_ref().and_then(Value::as_object).map(|d| (**d).clone()).unwrap_or_default();
    if !include_execution_data {
        const DATA: [&str; 7] = [
            "input",
            "inputDetails",
            "output",
            "outputDetails",
            "parameters",
            "assignedVariables",
            "assignedVariablesDetails",
        ];
        members.retain(|name, _| !DATA.contains(&&**name));
    }
    Value::object([
        ("id", Value::from(event.id.to_string())),
        ("type", Value::from(event.details.event_type())),
        ("details", Value::from(members)),
        ("previous_event_id", Value::from(event.previous_event_id.to_string())),
        ("event_timestamp", Value::from(event.timestamp.0.to_string())),
        ("execution_arn", Value::from(arn)),
        ("redrive_count", Value::from(redrive_count.to_string())),
    ])
}

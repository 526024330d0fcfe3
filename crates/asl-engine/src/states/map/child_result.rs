//! How a child execution of a Map Run ended, as `ResultWriter` writes it.

use std::rc::Rc;

use asl_json::{Value, to_json};

use crate::execution::Execution;
use crate::{ErrorCause, EventDetails, ExecutionStatus, Timestamp};

/// How a child execution ended.
#[derive(Clone, Debug)]
pub(crate) struct ChildResult {
    pub(crate) status: ExecutionStatus,
    pub(crate) output: Option<Value>,
    failure: ErrorCause,
    input: Value,
    arn: String,
    name: Rc<str>,
    machine_arn: String,
    started: Timestamp,
    stopped: Timestamp,
    redrive_count: u32,
}

impl ChildResult {
    pub(crate) fn of(child: &Execution) -> Self {
        Self {
            status: child.status(),
            output: child.output().cloned(),
            failure: child.failure().clone(),
            input: child.history().first().map_or(Value::Null, |event| match &event.details {
                EventDetails::ExecutionStarted { input, .. } => input.clone(),
                _ => Value::Null,
            }),
            arn: child.options().execution_arn(),
            name: Rc::clone(&child.options().execution_name),
            machine_arn: child.options().state_machine_arn(),
            started: child.options().start_time,
            stopped: child.now(),
            redrive_count: child.redrive_count(),
        }
    }

    /// The child's metadata as `ResultWriter` writes it with `NONE`.
    pub(crate) fn metadata(&self) -> Value {
        let included = || Value::object([("Included", Value::Bool(true))]);
        let text = |text: &Option<Rc<str>>| text.as_ref().map(|text| Value::String(Rc::clone(text)));
        let mut members = vec![
            ("Cause", text(&self.failure.cause)),
            ("Error", text(&self.failure.error)),
            ("ExecutionArn", Some(Value::from(self.arn.as_str()))),
            ("Input", Some(Value::from(to_json(&self.input)))),
            ("InputDetails", Some(included())),
            ("Name", Some(Value::String(Rc::clone(&self.name)))),
            ("Output", self.output.as_ref().map(|output| Value::from(to_json(output)))),
            ("OutputDetails", self.output.as_ref().map(|_| included())),
            ("RedriveCount", Some(Value::from(self.redrive_count))),
        ];
        let redrive = if self.status == ExecutionStatus::Succeeded {
            ("NOT_REDRIVABLE", Some("Execution is SUCCEEDED and cannot be redriven"))
        } else {
            ("REDRIVABLE_BY_MAP_RUN", None)
        };
        members.extend([
            ("RedriveStatus", Some(Value::from(redrive.0))),
            ("RedriveStatusReason", redrive.1.map(Value::from)),
            ("StartDate", Some(Value::from(self.started.to_string()))),
            ("StateMachineArn", Some(Value::from(self.machine_arn.as_str()))),
            ("Status", Some(Value::from(self.status.as_str()))),
            ("StopDate", Some(Value::from(self.stopped.to_string()))),
        ]);
        Value::object(members.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))))
    }
}

//! History events in the shape of the API's `HistoryEvent`, made when somebody looks.

use std::rc::Rc;

use asl_json::{Map, Object, Value, to_json};

use crate::{ErrorCause, EventDetails, HistoryEvent, ResourceNames};

/// The members of a details object, in order; absent ones are left out.
struct Details(Map);

impl Details {
    fn new() -> Self {
        Self(Map::default())
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }

    fn maybe(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// A payload as JSON text, with its `…Details`.
    fn payload(self, name: &str, value: &Value) -> Self {
        let truncated = Value::object([("truncated", Value::Bool(false))]);
        self.with(name, to_json(value)).with(&format!("{name}Details"), truncated)
    }

    fn failure(self, failure: &ErrorCause) -> Self {
        self.maybe("error", failure.error.clone()).maybe("cause", failure.cause.clone())
    }

    fn resource(self, names: &ResourceNames) -> Self {
        self.with("resourceType", Rc::clone(&names.resource_type))
            .with("resource", Rc::clone(&names.resource))
    }
}

impl HistoryEvent {
    /// The event as the API gives it.
    ///
    /// Shape: `{"timestamp": ISO 8601, "type", "id", "previousEventId", "<name>EventDetails": {…}}`; `input`, `output`,
    /// `parameters` and the like are JSON *text*. An event without details has no details member.
    pub fn to_json_value(&self) -> Value {
        let mut members = vec![
            ("timestamp".to_owned(), Value::from(self.timestamp.to_string())),
            ("type".to_owned(), Value::from(self.details.event_type())),
            ("id".to_owned(), Value::from(self.id)),
            ("previousEventId".to_owned(), Value::from(self.previous_event_id)),
        ];
        if let Some((name, details)) = self.details.to_json_value() {
            members.push((format!("{name}EventDetails"), details));
        }
        Value::object(members)
    }
}

impl EventDetails {
    /// The name of the details member, without `EventDetails`, and its value.
    pub fn to_json_value(&self) -> Option<(&'static str, Value)> {
        let new = Details::new;
        let (name, details) = match self {
            Self::ExecutionStarted { input, role_arn } => {
                ("executionStarted", new().payload("input", input).with("roleArn", Rc::clone(role_arn)))
            }
            Self::ExecutionSucceeded { output } => ("executionSucceeded", new().payload("output", output)),
            Self::ExecutionFailed(failure) => ("executionFailed", new().failure(failure)),
            Self::ExecutionAborted(failure) => ("executionAborted", new().failure(failure)),
            Self::ExecutionTimedOut(failure) => ("executionTimedOut", new().failure(failure)),
            Self::ExecutionRedriven { redrive_count } => {
                ("executionRedriven", new().with("redriveCount", *redrive_count))
            }
            Self::StateEntered { name, input, .. } => {
                ("stateEntered", new().with("name", Rc::clone(name)).payload("input", input))
            }
            Self::StateExited { name, output, assigned, .. } => (
                "stateExited",
                assigned_variables(
                    new().with("name", Rc::clone(name)).payload("output", output),
                    assigned.as_ref(),
                ),
            ),
            Self::TaskScheduled(scheduled) => (
                "taskScheduled",
                new()
                    .resource(&scheduled.names)
                    .with("region", Rc::clone(&scheduled.region))
                    .with("parameters", to_json(&scheduled.parameters))
                    .maybe("timeoutInSeconds", scheduled.timeout_in_seconds)
                    .maybe("heartbeatInSeconds", scheduled.heartbeat_in_seconds)
                    .maybe("taskCredentials", scheduled.role_arn.as_ref().map(credentials)),
            ),
            Self::TaskStarted(names) => ("taskStarted", new().resource(names)),
            Self::TaskStartFailed(names, failure) => {
                ("taskStartFailed", new().resource(names).failure(failure))
            }
            Self::TaskSubmitted(names, output) => {
                ("taskSubmitted", new().resource(names).payload("output", output))
            }
            Self::TaskSubmitFailed(names, failure) => {
                ("taskSubmitFailed", new().resource(names).failure(failure))
            }
            Self::TaskSucceeded(names, output) => {
                ("taskSucceeded", new().resource(names).payload("output", output))
            }
            Self::TaskFailed(names, failure) => ("taskFailed", new().resource(names).failure(failure)),
            Self::TaskTimedOut(names, failure) => ("taskTimedOut", new().resource(names).failure(failure)),
            Self::LambdaFunctionScheduled(scheduled) => (
                "lambdaFunctionScheduled",
                new()
                    .with("resource", Rc::clone(&scheduled.names.resource))
                    .payload("input", &scheduled.parameters)
                    .maybe("timeoutInSeconds", scheduled.timeout_in_seconds)
                    .maybe("taskCredentials", scheduled.role_arn.as_ref().map(credentials)),
            ),
            Self::LambdaFunctionScheduleFailed(failure) => {
                ("lambdaFunctionScheduleFailed", new().failure(failure))
            }
            Self::LambdaFunctionStartFailed(failure) => ("lambdaFunctionStartFailed", new().failure(failure)),
            Self::LambdaFunctionSucceeded(output) => {
                ("lambdaFunctionSucceeded", new().payload("output", output))
            }
            Self::LambdaFunctionFailed(failure) => ("lambdaFunctionFailed", new().failure(failure)),
            Self::LambdaFunctionTimedOut(failure) => ("lambdaFunctionTimedOut", new().failure(failure)),
            Self::ActivityScheduled(scheduled) => (
                "activityScheduled",
                new()
                    .with("resource", Rc::clone(&scheduled.names.resource))
                    .payload("input", &scheduled.parameters)
                    .maybe("timeoutInSeconds", scheduled.timeout_in_seconds)
                    .maybe("heartbeatInSeconds", scheduled.heartbeat_in_seconds),
            ),
            Self::ActivityScheduleFailed(failure) => ("activityScheduleFailed", new().failure(failure)),
            Self::ActivityStarted { worker_name } => {
                ("activityStarted", new().maybe("workerName", worker_name.clone()))
            }
            Self::ActivitySucceeded(output) => ("activitySucceeded", new().payload("output", output)),
            Self::ActivityFailed(failure) => ("activityFailed", new().failure(failure)),
            Self::ActivityTimedOut(failure) => ("activityTimedOut", new().failure(failure)),
            Self::MapStateStarted { length } => ("mapStateStarted", new().with("length", *length)),
            Self::MapIterationStarted { iteration: at, .. } => ("mapIterationStarted", iteration(at)),
            Self::MapIterationSucceeded(at) => ("mapIterationSucceeded", iteration(at)),
            Self::MapIterationFailed(at) => ("mapIterationFailed", iteration(at)),
            Self::MapIterationAborted(at) => ("mapIterationAborted", iteration(at)),
            Self::MapRunStarted { map_run_arn } => {
                ("mapRunStarted", new().with("mapRunArn", Rc::clone(map_run_arn)))
            }
            Self::MapRunFailed(failure) => ("mapRunFailed", new().failure(failure)),
            Self::MapRunRedriven { map_run_arn, redrive_count } => (
                "mapRunRedriven",
                new().with("mapRunArn", Rc::clone(map_run_arn)).with("redriveCount", *redrive_count),
            ),
            Self::EvaluationFailed { failure, location, state } => (
                "evaluationFailed",
                new().failure(failure).maybe("location", location.clone()).with("state", Rc::clone(state)),
            ),
            Self::StateAborted(_)
            | Self::LambdaFunctionStarted
            | Self::ParallelStateStarted
            | Self::ParallelStateSucceeded { .. }
            | Self::ParallelStateFailed
            | Self::MapStateSucceeded { .. }
            | Self::MapStateFailed
            | Self::MapRunSucceeded
            | Self::MapRunAborted => return None,
        };
        Some((name, Value::from(details.0)))
    }
}

fn credentials(role_arn: &Rc<str>) -> Value {
    Value::object([("roleArn", Value::String(Rc::clone(role_arn)))])
}

fn iteration(at: &crate::Iteration) -> Details {
    Details::new().with("name", Rc::clone(&at.name)).with("index", at.index)
}

/// `assignedVariables`: name to JSON text.
fn assigned_variables(details: Details, assigned: Option<&Object>) -> Details {
    let Some(assigned) = assigned else { return details };
    let texts = Value::object(assigned.iter().map(|(name, value)| (Rc::clone(name), to_json(value).into())));
    let truncated = Value::object([("truncated", Value::Bool(false))]);
    details.with("assignedVariables", texts).with("assignedVariablesDetails", truncated)
}

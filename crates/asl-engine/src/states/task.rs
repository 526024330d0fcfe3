//! `Task`.
//!
//! | phase | stimulus | events (service integration) | next |
//! | --- | --- | --- | --- |
//! | Enter | – | `TaskStateEntered`, `TaskScheduled`, `TaskStarted` | Task |
//! | Task | submitted | `TaskSubmitted` | Task |
//! | Task | succeeded | `TaskSucceeded`, `TaskStateExited` | `Next` |
//! | Task | failed | `TaskFailed` | Retry, Catch |
//! | Task | time is over, or no heartbeat | `TaskTimedOut` | Retry, Catch |
//!
//! A function's ARN writes `LambdaFunction`… events, an activity's Activity… ones.

use std::rc::Rc;

use asl_json::{Value, to_json};
use asl_model::{Dynamic, IntegrationPattern, QueryLanguage, Resource, ResourceKind, StateKind, TaskState};

use crate::context_object::{ContextObject, ContextParts};
use crate::data_flow::{self, states_object};
use crate::evaluate::{Data, Evaluator, unexpected_type};
use crate::execution::Execution;
use crate::fault::{ErrorClass, Fault, StateError};
use crate::frame::{Frame, Phase};
use crate::history_event::{ResourceNames, Scheduled};
use crate::inspection::Seen;
use crate::program::ProgramState;
use crate::timers::TimerKind;
use crate::{ErrorCause, EventDetails, Stage, TaskAnswer, TaskId, TaskRequest, Timestamp};

/// A call that is under way.
#[derive(Debug)]
pub(crate) struct TaskWork {
    pub(crate) id: TaskId,
    flavour: Flavour,
    names: Rc<ResourceNames>,
    /// When `TimeoutSeconds` is over.
    deadline: Option<Timestamp>,
    timeout_ms: Option<i64>,
    heartbeat_ms: Option<i64>,
}

/// Which family of events a resource writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavour {
    Service,
    Lambda,
    Activity,
}

/// A Task's fields, evaluated.
pub(crate) struct Call {
    pub(crate) parameters: Value,
    pub(crate) timeout_seconds: Option<i64>,
    pub(crate) heartbeat_seconds: Option<i64>,
    pub(crate) role_arn: Option<Rc<str>>,
}

/// Evaluates a Task's fields: `Parameters` or `Arguments`, timeouts, credentials.
pub(crate) fn call(
    state: &ProgramState,
    task: &TaskState,
    raw_input: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Call, Fault> {
    let parameters = data_flow::effective_input(&state.state, raw_input, evaluator, seen)?;
    if task.timeout_seconds.is_none() && task.heartbeat_seconds.is_none() && task.credentials.is_none() {
        return Ok(Call { parameters, timeout_seconds: None, heartbeat_seconds: None, role_arn: None });
    }
    let data = match state.state.query_language {
        QueryLanguage::JsonPath => {
            data_flow::input_path(&state.state, raw_input, evaluator, &mut Seen::nowhere())?
        }
        QueryLanguage::Jsonata => states_object(raw_input, evaluator.context.value(), None),
    };
    seen.note(|seen| seen.stage = Some(Stage::TimeoutSeconds));
    let timeout = task.timeout_seconds.as_ref();
    let timeout_seconds =
        timeout.map(|field| seconds(field, "TimeoutSeconds", &data, evaluator)).transpose()?;
    seen.note(|seen| seen.stage = Some(Stage::HeartbeatSeconds));
    let heartbeat = task.heartbeat_seconds.as_ref();
    let heartbeat_seconds =
        heartbeat.map(|field| seconds(field, "HeartbeatSeconds", &data, evaluator)).transpose()?;
    seen.note(|seen| seen.stage = Some(Stage::Credentials));
    let role_arn = match &task.credentials {
        None => None,
        Some(template) => {
            let data = match state.state.query_language {
                QueryLanguage::JsonPath => Data::Path(&data),
                QueryLanguage::Jsonata => Data::States(&data),
            };
            let credentials = evaluator.template(template, data, "Credentials")?;
            credentials.get("RoleArn").and_then(Value::as_str).map(Into::into)
        }
    };
    Ok(Call { parameters, timeout_seconds, heartbeat_seconds, role_arn })
}

/// `TimeoutSeconds` and `HeartbeatSeconds`, by path or expression: a positive whole number.
fn seconds(field: &Dynamic<i64>, name: &str, data: &Value, evaluator: &Evaluator<'_>) -> Result<i64, Fault> {
    let (value, path) = match field {
        Dynamic::Constant(seconds) => return Ok(*seconds),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data, name)?;
            return match value.as_i64() {
                Some(seconds) if seconds > 0 => Ok(seconds),
                Some(_) => Err(Fault::Query {
                    tail: format!("The {name} field must be a positive integer but was: {}", to_json(&value)),
                    location: Some(name.into()),
                }),
                // UNVERIFIED(aws): the word for the type.
                None => Err(unexpected_type(jsonata, name, "integer", &value)),
            };
        }
        Dynamic::Intrinsic(call) => (evaluator.intrinsic(call, data)?, &call.text),
        Dynamic::Path(path) => (evaluator.field_path(path, data)?, &path.text),
    };
    match value.as_i64() {
        Some(seconds) if seconds > 0 => Ok(seconds),
        _ => Err(Fault::Runtime(format!(
            "The {name}Path parameter must reference a positive integer: {path} == {}",
            to_json(&value)
        ))),
    }
}

impl Execution {
    pub(crate) fn run_task(&mut self, mut frame: Box<Frame>, state: &ProgramState) {
        let StateKind::Task(task) = &state.state.kind else { return };
        let pattern = task.resource.pattern();
        let token = (pattern != IntegrationPattern::RequestResponse).then(|| self.next_token());
        let parts = ContextParts { task_token: token.clone(), ..self.context_object(&frame, state) };
        let context = ContextObject::new(parts);
        let seen = &mut Seen::nowhere();
        let evaluated = call(state, task, &frame.input, &self.evaluator(&frame, &context), seen);
        let evaluated = evaluated.and_then(|call| {
            self.check_size(&call.parameters, &frame.input, &state.state.name)?;
            if self.options.missing_activities.contains(&task.resource.text) {
                return Err(Fault::Runtime(format!("The activity {} does not exist.", task.resource.text)));
            }
            crate::parameter_checks::check(&task.resource, &call.parameters)?;
            Ok(call)
        });
        let call = match evaluated {
            Ok(call) => call,
            Err(fault) => return self.fault(frame, Some(state), fault),
        };
        self.use_token_up(token.as_ref(), &call.parameters);
        let token = token.filter(|_| pattern == IntegrationPattern::WaitForTaskToken);
        let map_index = frame.map_item.as_ref().map(|item| item.index);
        let request = TaskRequest {
            id: self.next_task_id(),
            state: Rc::clone(&state.state.name),
            entered_event_id: frame.entered_event,
            resource: task.resource.clone(),
            input: frame.input.clone(),
            parameters: call.parameters.clone(),
            token,
            retry_count: frame.retry_count,
            map_index,
            heartbeat_seconds: call.heartbeat_seconds,
        };
        let names = match &state.resource_names {
            Some(names) => Rc::clone(names),
            None => Rc::new(ResourceNames::of(&task.resource)),
        };
        let work = TaskWork::new(request.id, &task.resource, names, &call);
        self.write_scheduled(&mut frame, &work, call);
        if self.status() != crate::ExecutionStatus::Running {
            return;
        }
        self.tasks.insert(request.id, frame.id);
        self.requests.push_back(request);
        // The clocks of an activity's task start when a worker takes it.
        let is_running = work.flavour != Flavour::Activity;
        frame.phase = Phase::Task(Box::new(work));
        if is_running {
            self.set_task_timers(&mut frame, true);
        }
        self.frames.put(frame);
    }

    fn next_token(&self) -> Rc<str> {
        let given = self.options.task_tokens.get(self.tokens_given).cloned();
        given.unwrap_or_else(|| self.random.uuid().replace('-', "").into())
    }

    /// A given token that a call really passes on is used up.
    fn use_token_up(&mut self, token: Option<&Rc<str>>, parameters: &Value) {
        if let Some(token) = token
            && self.options.task_tokens.get(self.tokens_given) == Some(token)
            && to_json(parameters).contains(&**token)
        {
            self.tokens_given += 1;
        }
    }

    fn write_scheduled(&mut self, frame: &mut Frame, work: &TaskWork, call: Call) {
        let scheduled = Box::new(Scheduled {
            names: Rc::clone(&work.names),
            region: Rc::clone(&self.options.region),
            parameters: call.parameters,
            timeout_in_seconds: call.timeout_seconds,
            heartbeat_in_seconds: call.heartbeat_seconds,
            role_arn: call.role_arn,
        });
        frame.last_event = match work.flavour {
            Flavour::Service => {
                let event = self.record(
                    frame.entered_event,
                    frame.last_event,
                    EventDetails::TaskScheduled(scheduled),
                );
                self.record(frame.entered_event, event, EventDetails::TaskStarted(Rc::clone(&work.names)))
            }
            Flavour::Lambda => {
                let event = self.record(
                    frame.entered_event,
                    frame.last_event,
                    EventDetails::LambdaFunctionScheduled(scheduled),
                );
                self.record(frame.entered_event, event, EventDetails::LambdaFunctionStarted)
            }
            Flavour::Activity => {
                self.record(frame.entered_event, frame.last_event, EventDetails::ActivityScheduled(scheduled))
            }
        };
    }

    /// Sets the timers of a call anew; `restart` begins `TimeoutSeconds` again, too.
    fn set_task_timers(&mut self, frame: &mut Frame, restart: bool) {
        let Phase::Task(work) = &mut frame.phase else { return };
        frame.epoch += 1;
        if restart {
            work.deadline = work.timeout_ms.map(|ms| self.now.plus_ms(ms));
        }
        if let Some(deadline) = work.deadline {
            self.timers.set(deadline, TimerKind::TaskTimeout, frame.id, frame.epoch);
        }
        if let Some(ms) = work.heartbeat_ms {
            self.timers.set(self.now.plus_ms(ms), TimerKind::Heartbeat, frame.id, frame.epoch);
        }
    }

    /// An answer to the call of this frame.
    pub(crate) fn task_answered(&mut self, mut frame: Box<Frame>, id: TaskId, answer: TaskAnswer) {
        let Phase::Task(work) = &frame.phase else { return self.map_run_answered(frame, id, answer) };
        let (flavour, names) = (work.flavour, Rc::clone(&work.names));
        match answer {
            TaskAnswer::Heartbeat => {
                self.set_task_timers(&mut frame, false);
                self.frames.put(frame);
            }
            TaskAnswer::Started { worker_name } => {
                if flavour == Flavour::Activity {
                    frame.last_event = self.record(
                        frame.entered_event,
                        frame.last_event,
                        EventDetails::ActivityStarted { worker_name },
                    );
                    self.set_task_timers(&mut frame, true);
                }
                self.frames.put(frame);
            }
            TaskAnswer::Submitted(output) => {
                if flavour == Flavour::Service {
                    frame.last_event = self.record(
                        frame.entered_event,
                        frame.last_event,
                        EventDetails::TaskSubmitted(names, output),
                    );
                }
                self.frames.put(frame);
            }
            TaskAnswer::Succeeded(result) => {
                self.tasks.remove(&id);
                self.task_succeeded(frame, flavour, &names, &result);
            }
            TaskAnswer::Failed(failure) => {
                self.tasks.remove(&id);
                self.task_failed(frame, flavour, &names, failure);
            }
        }
    }

    fn task_succeeded(
        &mut self,
        mut frame: Box<Frame>,
        flavour: Flavour,
        names: &Rc<ResourceNames>,
        result: &Value,
    ) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        let who = if flavour == Flavour::Service { &names.resource_type } else { &names.resource };
        if let Err(fault) = self.check_size(result, &Value::Null, who) {
            let error = fault.into_error("", None);
            return self.task_failed(frame, flavour, names, error.failure);
        }
        let details = match flavour {
            Flavour::Service => EventDetails::TaskSucceeded(Rc::clone(names), result.clone()),
            Flavour::Lambda => EventDetails::LambdaFunctionSucceeded(result.clone()),
            Flavour::Activity => EventDetails::ActivitySucceeded(result.clone()),
        };
        frame.last_event = self.record(frame.entered_event, frame.last_event, details);
        frame.phase = Phase::Attempt;
        frame.epoch += 1;
        let input = frame.input.clone();
        self.leave(frame, state, &input, Some(result));
    }

    fn task_failed(
        &mut self,
        mut frame: Box<Frame>,
        flavour: Flavour,
        names: &Rc<ResourceNames>,
        failure: ErrorCause,
    ) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        let details = match flavour {
            Flavour::Service => EventDetails::TaskFailed(Rc::clone(names), failure.clone()),
            Flavour::Lambda => EventDetails::LambdaFunctionFailed(failure.clone()),
            Flavour::Activity => EventDetails::ActivityFailed(failure.clone()),
        };
        frame.last_event = self.record(frame.entered_event, frame.last_event, details);
        frame.phase = Phase::Attempt;
        frame.epoch += 1;
        self.state_failed(frame, Some(state), StateError::reported(failure));
    }

    /// `TimeoutSeconds` is over, or no heartbeat came in time.
    ///
    /// Tasks of the same Parallel or Map whose time is over at the very same moment write that, too, before anything comes
    /// of the first: AWS was recorded to do so.
    pub(crate) fn task_timed_out(&mut self, frame: Box<Frame>, kind: TimerKind) {
        let parent = frame.parent;
        let mut over = vec![(frame, kind)];
        while let Some(timer) = self.timers.peek()
            && parent.is_some()
            && timer.at <= self.now
            && matches!(timer.kind, TimerKind::TaskTimeout | TimerKind::Heartbeat)
            && self.frames.get(timer.frame).is_none_or(|other| other.parent == parent)
        {
            self.timers.pop();
            if self.is_due(timer.kind, timer.frame, timer.epoch)
                && let Some(other) = self.frames.take(timer.frame)
            {
                over.push((other, timer.kind));
            }
        }
        let mut failed = Vec::with_capacity(over.len());
        for (mut frame, kind) in over {
            if let Phase::Task(work) = &frame.phase {
                self.tasks.remove(&work.id);
                let failure = ErrorCause { error: Some("States.Timeout".into()), cause: None };
                let details = match work.flavour {
                    Flavour::Service => EventDetails::TaskTimedOut(Rc::clone(&work.names), failure.clone()),
                    Flavour::Lambda => EventDetails::LambdaFunctionTimedOut(failure.clone()),
                    Flavour::Activity => EventDetails::ActivityTimedOut(failure.clone()),
                };
                frame.last_event = self.record(frame.entered_event, frame.last_event, details);
                frame.phase = Phase::Attempt;
                frame.epoch += 1;
                let class =
                    if kind == TimerKind::Heartbeat { ErrorClass::Heartbeat } else { ErrorClass::Timeout };
                failed.push((frame.id, StateError { failure, class }));
            }
            self.frames.put(frame);
        }
        let program = Rc::clone(&self.program);
        for (id, error) in failed {
            // What came of an earlier one may have aborted the later ones.
            if let Some(frame) = self.frames.take(id) {
                let state = program.state(frame.state);
                self.state_failed(frame, state, error);
            }
        }
    }
}

impl TaskWork {
    fn new(id: TaskId, resource: &Resource, names: Rc<ResourceNames>, call: &Call) -> Self {
        let flavour = match resource.kind {
            ResourceKind::LambdaFunction => Flavour::Lambda,
            ResourceKind::Activity => Flavour::Activity,
            _ => Flavour::Service,
        };
        let ms = |seconds: i64| seconds.saturating_mul(1000);
        Self {
            id,
            flavour,
            names,
            deadline: None,
            timeout_ms: call.timeout_seconds.map(ms),
            heartbeat_ms: call.heartbeat_seconds.map(ms),
        }
    }
}

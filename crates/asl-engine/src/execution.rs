//! An execution: a deterministic machine that is given stimuli and writes history events.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::SortedMap;

use crate::context_object::{ContextObject, ContextParts};
use crate::evaluate::Evaluator;
use crate::fault::{Fault, StateError};
use crate::frame::{Frame, FrameId, FrameList, Frames, Phase};
use crate::payload_size::Spent;
use crate::program::{ProgramState, Target};
use crate::states::MapRunRecord;
use crate::timers::Timers;
use crate::{
    ErrorCause, EventDetails, ExecutionOptions, HistoryEvent, Program, Random, StateType, TaskAnswer, TaskId,
    TaskRequest, Timestamp, UnknownTask, VariableScope,
};

/// How an execution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionStatus {
    /// It goes on, now or when something comes in.
    Running,
    /// It reached its end.
    Succeeded,
    /// An error was not caught.
    Failed,
    /// It ran longer than its `TimeoutSeconds` or its type allow.
    TimedOut,
    /// It was stopped from outside.
    Aborted,
}

impl ExecutionStatus {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

/// Why [`Execution::run`] returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// The budget is used up; there is more to do at once.
    Progressed,
    /// Nothing to do before this time; calls may be under way besides.
    WaitingUntil(Timestamp),
    /// Nothing to do before a call is answered.
    WaitingForTasks,
    /// It has ended.
    Finished,
}

/// A Wait state or a retry that waits for a time to come.
#[derive(Clone, Debug)]
pub struct PendingWait {
    /// The state's name.
    pub state: Rc<str>,
    /// The visit's …`StateEntered` event.
    pub entered_event_id: u32,
    /// When the state was entered.
    pub since: Timestamp,
    /// When the waiting is over.
    pub until: Timestamp,
    /// Whether a retry waits rather than a Wait state.
    pub is_retry: bool,
}

/// An execution of a state machine.
///
/// Sans I/O: it reads no clock and makes no calls. It is given stimuli ([`Self::advance_to`], [`Self::answer`],
/// [`Self::stop`]) and yields history events and what it waits for ([`Self::take_request`], [`Self::next_timer`]). Equal
/// stimuli give equal bytes.
#[derive(Debug)]
pub struct Execution {
    pub(crate) program: Rc<Program>,
    pub(crate) options: Rc<ExecutionOptions>,
    /// The members of the context object that never change while it runs.
    context: OnceCell<[(&'static str, Value); 2]>,
    /// Whether it is a child of a distributed Map.
    pub(crate) is_child: bool,
    pub(crate) history: Vec<HistoryEvent>,
    status: ExecutionStatus,
    output: Option<Value>,
    failure: ErrorCause,
    pub(crate) now: Timestamp,
    pub(crate) random: Rc<Random>,
    pub(crate) frames: Frames,
    pub(crate) ready: VecDeque<FrameId>,
    pub(crate) timers: Timers,
    pub(crate) requests: VecDeque<TaskRequest>,
    pub(crate) tasks: SortedMap<TaskId, FrameId>,
    next_task: u64,
    pub(crate) tokens_given: usize,
    pub(crate) map_runs: Vec<MapRunRecord>,
    /// What ran when the execution ended otherwise than well, for a redrive.
    pub(crate) held: FrameList,
    /// How often it was redriven, and when last.
    pub(crate) redriven: Option<(u32, Timestamp)>,
    /// By the state's index: whether to stop when it is entered.
    breakpoints: Vec<bool>,
    /// The `…StateEntered` event of a breakpoint that was reached.
    reached: Option<u32>,
    /// What was used of the memory budget, and the last large payload.
    pub(crate) spent: Spent,
    pub(crate) last_large: usize,
}

impl Execution {
    /// Starts an execution: writes `ExecutionStarted`.
    pub fn start(program: Rc<Program>, input: Value, options: ExecutionOptions) -> Self {
        Self::start_workflow(program, 0, input, options)
    }

    /// Starts an execution of a workflow inside the machine: a child of a distributed Map.
    pub(crate) fn start_workflow(
        program: Rc<Program>,
        workflow: u32,
        input: Value,
        options: ExecutionOptions,
    ) -> Self {
        let start = program.starts.get(workflow as usize).cloned().unwrap_or(Target::Nowhere);
        // Most states write two events or five; what comes more grows the list. A Map Run has many children.
        let fewest = if workflow == 0 { 32 } else { 16 };
        let likely_events = (program.states.len() * 3 + 2).clamp(fewest, 64);
        let mut execution = Self {
            program,
            context: OnceCell::new(),
            is_child: workflow != 0,
            history: Vec::with_capacity(likely_events),
            status: ExecutionStatus::Running,
            output: None,
            failure: ErrorCause::default(),
            now: options.start_time,
            random: Rc::new(Random::new(options.seed)),
            frames: Frames::default(),
            ready: VecDeque::new(),
            timers: Timers::default(),
            requests: VecDeque::new(),
            tasks: SortedMap::new(),
            next_task: 0,
            tokens_given: 0,
            map_runs: Vec::new(),
            held: Vec::new(),
            redriven: None,
            breakpoints: Vec::new(),
            reached: None,
            spent: Spent::default(),
            last_large: 0,
            options: Rc::new(options),
        };
        let role_arn = Rc::clone(&execution.options.role_arn);
        execution.record(0, 0, EventDetails::ExecutionStarted { input: input.clone(), role_arn });
        execution.set_deadline();
        execution.spawn(None, 0, &start, input, 0, VariableScope::default(), None);
        execution
    }

    /// Stops each time when one of these states is entered; an empty list stops nowhere.
    pub fn set_breakpoints(&mut self, states: &[String]) {
        self.breakpoints.clear();
        if !states.is_empty() {
            let names = self.program.states.iter().map(|state| &*state.state.name);
            self.breakpoints = names.map(|name| states.iter().any(|state| state == name)).collect();
        }
    }

    /// The `…StateEntered` event of the breakpoint that was reached since the last time.
    pub fn take_breakpoint(&mut self) -> Option<u32> {
        self.reached.take()
    }

    /// Whether a breakpoint was reached.
    pub(crate) const fn is_at_breakpoint(&self) -> bool {
        self.reached.is_some()
    }

    /// How often it was redriven.
    pub fn redrive_count(&self) -> u32 {
        self.redriven.map_or(0, |(count, _)| count)
    }

    /// The events so far.
    pub fn history(&self) -> &[HistoryEvent] {
        &self.history
    }

    /// How it stands.
    pub const fn status(&self) -> ExecutionStatus {
        self.status
    }

    /// The output, once it has succeeded.
    pub const fn output(&self) -> Option<&Value> {
        self.output.as_ref()
    }

    /// Error and cause, once it has ended otherwise.
    pub const fn failure(&self) -> &ErrorCause {
        &self.failure
    }

    /// The Wait states and retries that wait for a time to come: visit, state and when they are due.
    pub fn waits(&self) -> impl Iterator<Item = PendingWait> {
        self.frames.iter().filter_map(|frame| {
            let (until, is_retry) = match frame.phase {
                Phase::Waiting(until, _) => (until, false),
                Phase::RetryWait(until) => (until, true),
                _ => return None,
            };
            let state = Rc::clone(&self.program.state(frame.state)?.state.name);
            Some(PendingWait {
                state,
                entered_event_id: frame.entered_event,
                since: frame.entered_time,
                until,
                is_retry,
            })
        })
    }

    /// The Map Runs, with their child executions.
    pub fn map_runs(&self) -> &[MapRunRecord] {
        &self.map_runs
    }

    /// The virtual time.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Names, type, start time, seed and limits.
    pub fn options(&self) -> &ExecutionOptions {
        &self.options
    }

    /// The next of the calls that were asked for; each is given once.
    pub fn take_request(&mut self) -> Option<TaskRequest> {
        self.requests.pop_front()
    }

    /// Whether a call is still waited for.
    pub fn is_under_way(&self, task: TaskId) -> bool {
        self.tasks.contains_key(&task)
    }

    /// Whether there is something to do without time passing or an answer coming in.
    pub fn is_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Carries out at most `budget` transitions; always returns.
    pub fn run(&mut self, budget: u32) -> RunStatus {
        for _ in 0..budget {
            if !self.step() || self.is_at_breakpoint() {
                break;
            }
        }
        if self.status != ExecutionStatus::Running {
            RunStatus::Finished
        } else if self.is_ready() {
            RunStatus::Progressed
        } else if self.tasks.is_empty()
            && let Some(time) = self.next_timer()
        {
            RunStatus::WaitingUntil(time)
        } else {
            RunStatus::WaitingForTasks
        }
    }

    /// Carries out one transition. False if there is nothing to do at this time.
    pub fn step(&mut self) -> bool {
        while let Some(id) = self.ready.pop_front() {
            if let Some(frame) = self.frames.take(id) {
                self.advance(frame);
                return true;
            }
        }
        false
    }

    /// Answers a call.
    ///
    /// # Errors
    /// No such call is under way: it was answered already, timed out, or its state was aborted.
    pub fn answer(&mut self, id: TaskId, answer: TaskAnswer) -> Result<(), UnknownTask> {
        let frame =
            self.tasks.get(&id).copied().and_then(|frame| self.frames.take(frame)).ok_or(UnknownTask(id))?;
        self.task_answered(frame, id, answer);
        Ok(())
    }

    /// Stops the execution from outside, as `StopExecution` does.
    pub fn stop(&mut self, failure: ErrorCause) {
        if self.status == ExecutionStatus::Running {
            self.record(0, 0, EventDetails::ExecutionAborted(failure.clone()));
            self.end(ExecutionStatus::Aborted, None, failure);
        }
    }

    // ------------------------------------------------------------------------------------------ inside

    /// Writes an event of the visit that `visit` names. The event that would fill the history is the failure of the
    /// execution instead.
    pub(crate) fn record(&mut self, visit: u32, previous_event_id: u32, details: EventDetails) -> u32 {
        let id = self.history.len() as u32 + 1;
        if self.status != ExecutionStatus::Running {
            return id.saturating_sub(1);
        }
        let is_end = matches!(
            details,
            EventDetails::ExecutionSucceeded { .. }
                | EventDetails::ExecutionFailed(_)
                | EventDetails::ExecutionAborted(_)
                | EventDetails::ExecutionTimedOut(_)
        );
        if let Some(limit) = self.options.quotas.history_events
            && id >= limit
            && !is_end
        {
            let cause = format!("The execution reached the maximum number of history events ({limit}).");
            let failure = ErrorCause::new("States.Runtime", cause);
            let details = EventDetails::ExecutionFailed(failure.clone());
            self.history.push(HistoryEvent { id, previous_event_id, timestamp: self.now, visit, details });
            self.end(ExecutionStatus::Failed, None, failure);
            return id;
        }
        self.history.push(HistoryEvent { id, previous_event_id, timestamp: self.now, visit, details });
        id
    }

    /// As [`Self::record`], for the two events that every state writes: made where they stay.
    #[expect(
        clippy::inline_always,
        reason = "else the details are made first and moved then, which costs more"
    )]
    #[inline(always)]
    pub(crate) fn record_in_place(
        &mut self,
        visit: u32,
        previous_event_id: u32,
        details: EventDetails,
    ) -> u32 {
        let id = self.history.len() as u32 + 1;
        let limit = self.options.quotas.history_events.unwrap_or(u32::MAX);
        if self.status != ExecutionStatus::Running || id >= limit {
            return self.record(visit, previous_event_id, details);
        }
        self.history.push(HistoryEvent { id, previous_event_id, timestamp: self.now, visit, details });
        id
    }

    /// Ends the execution; everything under way is forgotten.
    pub(crate) fn end(&mut self, status: ExecutionStatus, output: Option<Value>, failure: ErrorCause) {
        if self.status == ExecutionStatus::Running {
            self.status = status;
            self.output = output;
            self.failure = failure;
        }
        self.held = self.frames.drain();
        if status == ExecutionStatus::Succeeded {
            self.held.clear();
        }
        let mut held = std::mem::take(&mut self.held);
        for frame in &mut held {
            if let Phase::MapRun(run) = &mut frame.phase {
                self.stop_map_run(run);
            }
        }
        self.held = held;
        self.ready.clear();
        self.timers.clear();
        self.requests.clear();
        self.tasks.clear();
    }

    /// Takes the end back, for a redrive.
    pub(crate) fn set_running(&mut self) {
        self.status = ExecutionStatus::Running;
        self.output = None;
        self.failure = ErrorCause::default();
        self.context = OnceCell::new();
        self.reached = None;
    }

    /// Begins a workflow: the top level, a branch or an iteration.
    #[expect(clippy::too_many_arguments, reason = "a frame is born with all of these")]
    pub(crate) fn spawn(
        &mut self,
        parent: Option<FrameId>,
        child_index: u32,
        start: &Target,
        input: Value,
        last_event: u32,
        variables: VariableScope,
        map_item: Option<Rc<crate::frame::MapItem>>,
    ) -> FrameId {
        let id = self.frames.reserve();
        let state = if let Target::State(state) = start { *state } else { u32::MAX };
        self.frames.put(Box::new(Frame {
            id,
            parent,
            child_index,
            state,
            phase: Phase::Enter,
            input,
            last_event,
            entered_event: 0,
            before_entered: last_event,
            entered_time: self.now,
            attempts: Vec::new(),
            retry_count: 0,
            epoch: 0,
            variables,
            map_item,
            held: None,
        }));
        self.ready.push_back(id);
        id
    }

    pub(crate) fn make_ready(&mut self, frame: Box<Frame>) {
        self.ready.push_back(frame.id);
        self.frames.put(frame);
    }

    fn advance(&mut self, mut frame: Box<Frame>) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else {
            let tail = "Failed to transition out of the state. The state does not point to a next state.";
            return self.fault(frame, None, Fault::Runtime(tail.into()));
        };
        if matches!(frame.phase, Phase::Enter) {
            self.enter(&mut frame, state);
            if self.status != ExecutionStatus::Running {
                return;
            }
            if self.breakpoints.get(frame.state as usize) == Some(&true) {
                // It goes on with the state's work before anything else does: the history is the same.
                self.reached = Some(frame.entered_event);
                self.ready.push_front(frame.id);
                return self.frames.put(frame);
            }
        }
        match state.state_type {
            Some(StateType::Pass) => self.run_pass(frame, state),
            Some(StateType::Task) => self.run_task(frame, state),
            Some(StateType::Choice) => self.run_choice(frame, state),
            Some(StateType::Wait) => self.run_wait(frame, state),
            Some(StateType::Succeed) => self.run_succeed(frame, state),
            Some(StateType::Fail) => self.run_fail(frame, state),
            Some(StateType::Parallel) => self.run_parallel(frame, state),
            Some(StateType::Map) => self.run_map(frame, state),
            None => {
                let tail = format!("The state has the unknown type '{}'.", state.state.type_name());
                self.fault(frame, Some(state), Fault::Runtime(tail));
            }
        }
    }

    fn enter(&mut self, frame: &mut Frame, state: &ProgramState) {
        frame.before_entered = frame.last_event;
        frame.entered_time = self.now;
        frame.attempts.clear();
        frame.retry_count = 0;
        frame.phase = Phase::Attempt;
        if let Some(state_type) = state.state_type {
            let details = EventDetails::StateEntered {
                state_type,
                name: Rc::clone(&state.state.name),
                input: frame.input.clone(),
            };
            let visit = self.history.len() as u32 + 1;
            frame.last_event = self.record_in_place(visit, frame.last_event, details);
        }
        frame.entered_event = frame.last_event;
    }

    /// The context object as a state's expressions see it.
    pub(crate) fn context_object<'a>(
        &'a self,
        frame: &'a Frame,
        state: &'a ProgramState,
    ) -> ContextParts<'a> {
        ContextParts {
            execution: self,
            state_name: &state.state.name,
            state_type: state.state_type,
            entered_time: frame.entered_time,
            retry_count: frame.retry_count,
            task_token: None,
            map_item: frame.map_item.as_deref(),
        }
    }

    /// `Execution` and `StateMachine` of the context object.
    pub(crate) fn context_members(&self) -> &[(&'static str, Value); 2] {
        self.context.get_or_init(|| match self.history.first().map(|event| &event.details) {
            Some(EventDetails::ExecutionStarted { input, .. }) => {
                self.options.context_members(input, self.redriven)
            }
            _ => self.options.context_members(&Value::Null, self.redriven),
        })
    }

    /// What a state's expressions see besides their data.
    pub(crate) fn evaluator<'a>(&'a self, frame: &'a Frame, context: &'a ContextObject<'a>) -> Evaluator<'a> {
        Evaluator { context, variables: &frame.variables, random: &self.random, now: self.now }
    }

    pub(crate) fn next_task_id(&mut self) -> TaskId {
        self.next_task += 1;
        TaskId(self.next_task)
    }

    /// Goes on with the state that a transition names, or ends the workflow.
    pub(crate) fn transition(
        &mut self,
        mut frame: Box<Frame>,
        state: &ProgramState,
        target: &Target,
        output: Value,
    ) {
        match target {
            Target::State(next) => {
                frame.state = *next;
                frame.input = output;
                frame.phase = Phase::Enter;
                self.make_ready(frame);
            }
            Target::End => self.workflow_ended(&frame, output),
            Target::Nowhere => {
                let tail = "Failed to transition out of the state. The state does not point to a next state.";
                self.fault(frame, Some(state), Fault::Runtime(tail.into()));
            }
        }
    }

    fn workflow_ended(&mut self, frame: &Frame, output: Value) {
        match frame.parent {
            None => {
                self.record(0, frame.last_event, EventDetails::ExecutionSucceeded { output: output.clone() });
                self.end(ExecutionStatus::Succeeded, Some(output), ErrorCause::default());
            }
            Some(parent) => {
                self.frames.release(frame.id);
                if let Some(parent) = self.frames.take(parent) {
                    self.child_succeeded(parent, frame.child_index, output, frame.last_event);
                }
            }
        }
    }

    /// A state cannot go on: writes `EvaluationFailed` where a JSONata expression is the reason, then looks for a
    /// retrier or catcher.
    pub(crate) fn fault(&mut self, mut frame: Box<Frame>, state: Option<&ProgramState>, fault: Fault) {
        if let (Fault::Query { location, .. }, Some(state)) = (&fault, state) {
            let location = location.as_deref().map(Into::into);
            let failure = fault.clone().into_error(&state.state.name, Some(frame.entered_event)).failure;
            let previous = evaluation_failed_after(&frame, state);
            let name = Rc::clone(&state.state.name);
            frame.last_event = self.record(
                frame.entered_event,
                previous,
                EventDetails::EvaluationFailed { failure, location, state: name },
            );
        }
        let error = match state {
            Some(state) => fault.into_error(&state.state.name, Some(frame.entered_event)),
            None => fault.into_error("", None),
        };
        self.state_failed(frame, state, error);
    }

    /// Ends the execution with an error that nothing caught.
    pub(crate) fn fail_execution(&mut self, frame: Box<Frame>, error: StateError) {
        self.record(0, frame.last_event, EventDetails::ExecutionFailed(error.failure.clone()));
        self.frames.put(frame);
        self.end(ExecutionStatus::Failed, None, error.failure);
    }
}

/// What `EvaluationFailed` points at: in a Wait state its entry, else the event before the entry, until the state has
/// written events of its own.
fn evaluation_failed_after(frame: &Frame, state: &ProgramState) -> u32 {
    if state.state_type == Some(StateType::Wait) || frame.last_event != frame.entered_event {
        frame.last_event
    } else {
        frame.before_entered
    }
}

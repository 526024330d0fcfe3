//! Driving an execution: mocks answer its calls, the virtual clock jumps to whatever comes next.

use asl_json::Value;
use asl_json::sorted::{SortedMap, SortedSet};
use asl_model::{IntegrationPattern, ResourceKind};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::child::{self, ChildExecution, ChildMachine};
use super::entry::{MockAnswer, MockEntry, Mocks};
use super::failure_rate::{FailureDice, FailureRate};
use super::select::Selector;
use crate::fault::Fault;
use crate::payload_size::Spent;
use crate::sample::{SampleContext, SampleShapes, sampler};
use crate::{
    ErrorCause, Execution, ExecutionOptions, ExecutionStatus, NotRedrivable, Program, Random, TaskAnswer,
    TaskId, TaskRequest, Timestamp,
};

/// An answer with the shape of an integration's own, for a call without a mock.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The result.
    pub result: Value,
    /// The output of `TaskSubmitted`, for `.sync` and `.waitForTaskToken`.
    pub submitted: Value,
}

/// Where samples come from.
pub type Sampler = dyn Fn(&TaskRequest, Timestamp) -> Sample;

/// Why a simulation stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimulationStatus {
    /// The budget is used up; there is more to do.
    Progressed,
    /// Only somebody outside can go on: with a task token, as an activity's worker, or by letting time pass.
    Waiting,
    /// A breakpoint was reached.
    Breakpoint,
    /// The execution has ended.
    Finished,
}

/// What a call waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingReason {
    /// Somebody with the task token.
    TaskToken,
    /// A worker of an activity.
    Activity,
    /// Nobody: its mock says `never`.
    Never,
}

/// A call that only somebody outside can answer.
#[derive(Clone, Debug)]
pub struct WaitingCall {
    /// The call.
    pub request: TaskRequest,
    /// What it waits for.
    pub reason: WaitingReason,
    /// Since when.
    pub since: Timestamp,
}

/// An answer by a token that no call waits with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenError;

impl std::fmt::Display for TokenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Task Timed Out: 'Provided task does not exist anymore'")
    }
}

impl std::error::Error for TokenError {}

/// An answer that is under way.
#[derive(Debug)]
struct Delivery {
    task: TaskId,
    answer: TaskAnswer,
    is_sample: bool,
}

/// An execution, its mocks and its virtual clock.
pub struct Simulation {
    execution: Execution,
    mocks: Rc<Mocks>,
    selector: Selector,
    sampler: Rc<Sampler>,
    failures: Option<FailureDice>,
    children: Vec<ChildExecution>,
    /// When each delivery arrives, and in which order they were sent.
    queue: BinaryHeap<Reverse<(Timestamp, u64)>>,
    deliveries: SortedMap<u64, Delivery>,
    sent: u64,
    waiting: SortedMap<TaskId, WaitingCall>,
    /// Events that tell the answer of a sample.
    sample_events: SortedSet<u32>,
}

impl std::fmt::Debug for Simulation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulation").field("execution", &self.execution).finish_non_exhaustive()
    }
}

impl Simulation {
    /// Starts an execution; calls without a mock get samples made of `shapes` that fit the definition's text.
    pub fn start(
        text: Rc<str>,
        program: Rc<Program>,
        input: Value,
        mocks: Rc<Mocks>,
        options: ExecutionOptions,
        shapes: &SampleShapes,
    ) -> Self {
        let sampler = sampler(text, SampleContext::of(&options, shapes));
        Self::new(Execution::start(program, input, options), mocks, sampler)
    }

    /// Drives `execution` with `mocks`; calls without a mock get what `sampler` makes up.
    pub fn new(execution: Execution, mocks: impl Into<Rc<Mocks>>, sampler: Box<Sampler>) -> Self {
        Self::with_sampler(execution, mocks.into(), Rc::from(sampler))
    }

    pub(super) fn with_sampler(execution: Execution, mocks: Rc<Mocks>, sampler: Rc<Sampler>) -> Self {
        Self {
            execution,
            mocks,
            selector: Selector::default(),
            sampler,
            failures: None,
            children: Vec::new(),
            queue: BinaryHeap::new(),
            deliveries: SortedMap::new(),
            sent: 0,
            waiting: SortedMap::new(),
            sample_events: SortedSet::new(),
        }
    }

    /// Makes a share of the calls fail by chance, from here on.
    pub fn set_failure_rate(&mut self, rate: Option<FailureRate>) {
        self.failures = rate.map(FailureDice::new);
    }

    /// The executions that tasks have started from a mock with a `definition`, in the order of their calls; those that
    /// they started themselves follow.
    pub fn children(&self) -> &[ChildExecution] {
        &self.children
    }

    /// Runs with what another execution lends of its memory budget. Returns what is spent then.
    pub(super) fn run_lent(&mut self, lent: Spent, budget: u32) -> Spent {
        let before = self.execution.history().len() as u64;
        self.execution.spent = lent;
        self.run(budget);
        self.execution.spent_since(before)
    }

    pub(super) fn into_parts(self) -> (Execution, Vec<ChildExecution>) {
        (self.execution, self.children)
    }

    /// The execution: history, status, output.
    pub const fn execution(&self) -> &Execution {
        &self.execution
    }

    /// The calls that only somebody outside can answer.
    pub fn waiting(&self) -> impl Iterator<Item = &WaitingCall> {
        self.waiting.values()
    }

    /// The events that tell the answer of a sample, by id.
    pub const fn sample_events(&self) -> &SortedSet<u32> {
        &self.sample_events
    }

    /// Carries out at most `budget` transitions and clock jumps; always returns.
    pub fn run(&mut self, budget: u32) -> SimulationStatus {
        for _ in 0..budget {
            let progressed = self.step();
            if self.execution.is_at_breakpoint() {
                return SimulationStatus::Breakpoint;
            }
            if !progressed {
                return if self.execution.status() == ExecutionStatus::Running {
                    SimulationStatus::Waiting
                } else {
                    SimulationStatus::Finished
                };
            }
        }
        if self.execution.status() == ExecutionStatus::Running {
            SimulationStatus::Progressed
        } else {
            SimulationStatus::Finished
        }
    }

    /// Carries out one transition, or one jump of the clock. False if nothing more happens by itself.
    pub fn step(&mut self) -> bool {
        if self.execution.status() != ExecutionStatus::Running {
            return false;
        }
        if self.execution.step() {
            self.take_requests();
            return true;
        }
        self.jump(false)
    }

    /// Lets time pass although somebody outside might answer: up to the next timer.
    pub fn let_time_pass(&mut self) -> bool {
        self.execution.status() == ExecutionStatus::Running && (self.execution.is_ready() || self.jump(true))
    }

    /// `SendTaskSuccess`.
    ///
    /// # Errors
    /// No call waits with this token.
    pub fn send_task_success(&mut self, token: &str, output: Value) -> Result<(), TokenError> {
        self.answer_by_token(token, TaskAnswer::Succeeded(output))
    }

    /// `SendTaskFailure`.
    ///
    /// # Errors
    /// No call waits with this token.
    pub fn send_task_failure(&mut self, token: &str, failure: ErrorCause) -> Result<(), TokenError> {
        self.answer_by_token(token, TaskAnswer::Failed(failure))
    }

    /// `SendTaskHeartbeat`.
    ///
    /// # Errors
    /// No call waits with this token.
    pub fn send_task_heartbeat(&mut self, token: &str) -> Result<(), TokenError> {
        self.answer_by_token(token, TaskAnswer::Heartbeat)
    }

    /// `StopExecution`.
    pub fn stop(&mut self, failure: ErrorCause) {
        self.execution.stop(failure);
        self.waiting.clear();
    }

    /// `RedriveExecution`: goes on from where the execution failed. `mocks` take the place of those before; the calls of
    /// a state are counted on.
    ///
    /// # Errors
    /// It cannot be redriven.
    pub fn redrive(&mut self, mocks: Option<Mocks>) -> Result<(), NotRedrivable> {
        self.execution.redrive()?;
        if let Some(mocks) = mocks {
            self.mocks = Rc::new(mocks);
        }
        self.waiting.clear();
        self.queue.clear();
        self.deliveries.clear();
        self.take_requests();
        Ok(())
    }

    /// Stops each time when one of these states is entered; an empty list stops nowhere.
    pub fn set_breakpoints(&mut self, states: &[String]) {
        self.execution.set_breakpoints(states);
    }

    /// The `…StateEntered` event of the breakpoint that was reached since the last time.
    pub fn take_breakpoint(&mut self) -> Option<u32> {
        self.execution.take_breakpoint()
    }

    /// `GetActivityTask`: a worker takes the task that has waited longest. None if there is no task for it.
    ///
    /// The task's token is in [`Self::waiting`] from here on.
    pub fn get_activity_task(
        &mut self,
        activity_arn: &str,
        worker_name: Option<&str>,
    ) -> Option<&WaitingCall> {
        let fits = |call: &&mut WaitingCall| {
            call.reason == WaitingReason::Activity
                && call.request.token.is_none()
                && &*call.request.resource.text == activity_arn
        };
        let call = self.waiting.values_mut().find(fits)?;
        let id = call.request.id;
        let seed = self.execution.options().seed ^ id.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        call.request.token = Some(Random::new(seed).uuid().replace('-', "").into());
        let started = TaskAnswer::Started { worker_name: worker_name.map(Into::into) };
        if self.execution.answer(id, started).is_err() {
            self.waiting.remove(&id);
        }
        self.waiting.get(&id)
    }

    /// Lets virtual time pass up to `time`, as long as nothing happens before.
    pub fn advance_to(&mut self, time: Timestamp) {
        if !self.execution.is_ready() {
            self.execution.advance_to(time);
        }
    }

    fn answer_by_token(&mut self, token: &str, answer: TaskAnswer) -> Result<(), TokenError> {
        let found = self.waiting.values().find(|call| call.request.token.as_deref() == Some(token));
        let id = found.map(|call| call.request.id).ok_or(TokenError)?;
        let ends = !matches!(answer, TaskAnswer::Heartbeat);
        let answered = self.execution.answer(id, answer).map_err(|_| TokenError);
        if ends || answered.is_err() {
            self.waiting.remove(&id);
        }
        answered
    }

    /// Jumps to whatever comes next: an answer that arrives, or a timer. An answer wins over a timer of the same time.
    fn jump(&mut self, although_somebody_may_answer: bool) -> bool {
        let arrival = self.queue.peek().map(|next| next.0.0);
        let timer = self.execution.next_timer();
        match (arrival, timer) {
            (Some(arrival), timer) if timer.is_none_or(|timer| arrival <= timer) => self.deliver(),
            (_, Some(timer)) => {
                if self.waits_for_somebody()
                    && !although_somebody_may_answer
                    && self.execution.timer_is_a_limit()
                {
                    return false;
                }
                if self.only_the_end_of_time_is_left() && !although_somebody_may_answer {
                    return false;
                }
                self.execution.advance_to(timer);
                self.forget_ended_calls();
                true
            }
            _ => false,
        }
    }

    /// Whether a call waits for somebody who may well answer.
    fn waits_for_somebody(&self) -> bool {
        self.waiting.values().any(|call| call.reason != WaitingReason::Never)
    }

    /// Whether nothing but the longest life of an execution would end the waiting.
    fn only_the_end_of_time_is_left(&self) -> bool {
        !self.waiting.is_empty() && self.queue.is_empty() && self.execution.only_its_own_limit_is_left()
    }

    fn deliver(&mut self) -> bool {
        let Some(Reverse((at, order))) = self.queue.pop() else { return false };
        if let Some(delivery) = self.deliveries.remove(&order) {
            self.execution.set_now(at);
            if delivery.is_sample {
                self.sample_events.insert(self.execution.history().len() as u32 + 1);
            }
            // A call that timed out or was aborted meanwhile has nobody waiting for its answer.
            let _ = self.execution.answer(delivery.task, delivery.answer);
            self.take_requests();
        }
        true
    }

    fn forget_ended_calls(&mut self) {
        let execution = &self.execution;
        self.waiting.retain(|id, _| execution.is_under_way(*id));
        self.take_requests();
    }

    fn take_requests(&mut self) {
        while let Some(request) = self.execution.take_request() {
            self.schedule(request);
        }
    }

    fn send(&mut self, task: TaskId, after_ms: i64, answer: TaskAnswer) {
        self.send_as(task, after_ms, answer, false);
    }

    fn send_as(&mut self, task: TaskId, after_ms: i64, answer: TaskAnswer, is_sample: bool) {
        self.sent += 1;
        self.queue.push(Reverse((self.execution.now().plus_ms(after_ms), self.sent)));
        self.deliveries.insert(self.sent, Delivery { task, answer, is_sample });
    }

    /// Decides how a call will be answered.
    fn schedule(&mut self, request: TaskRequest) {
        let now = self.execution.now();
        let mocks = Rc::clone(&self.mocks);
        let entry = self.selector.select(&mocks, &request, now);
        let pattern = request.resource.pattern();
        let is_activity = request.resource.kind == ResourceKind::Activity;
        if let Some(failure) = self.failures.as_ref().and_then(FailureDice::throw) {
            let entry = MockEntry::new(MockAnswer::Throw(failure));
            return self.schedule_entry(request, &entry, is_activity);
        }
        if let Some(MockAnswer::Child(machine)) = entry.map(|entry| &entry.answer) {
            return self.start_child(request, machine);
        }
        if pattern != IntegrationPattern::RequestResponse {
            let given = entry.and_then(|entry| entry.submitted.clone());
            let submitted = given.unwrap_or_else(|| (self.sampler)(&request, now).submitted);
            self.send(request.id, 0, TaskAnswer::Submitted(submitted));
        }
        match entry {
            Some(entry) => self.schedule_entry(request, entry, is_activity),
            None if is_activity => self.wait(request, WaitingReason::Activity),
            None if pattern == IntegrationPattern::WaitForTaskToken => {
                self.wait(request, WaitingReason::TaskToken);
            }
            None => {
                let sample = (self.sampler)(&request, now);
                self.send_as(request.id, 0, TaskAnswer::Succeeded(sample.result), true);
            }
        }
    }

    fn schedule_entry(&mut self, request: TaskRequest, entry: &MockEntry, is_activity: bool) {
        // In a MockConfigFile, a function that is called by its ARN has the answer of `Invoke`, too.
        let is_invoke_answer = entry.calls.is_some() && request.resource.kind == ResourceKind::LambdaFunction;
        // A mock is a worker: it takes the task even if it never answers.
        if is_activity {
            self.send(request.id, 0, TaskAnswer::Started { worker_name: entry.worker_name.clone() });
        }
        if let Some(every) = entry.heartbeat_ms {
            let mut at = every;
            // The service takes no more than one event a second from anybody; a year of them is beyond any run.
            while at < entry.after_ms && at / every < 100_000 {
                self.send(request.id, at, TaskAnswer::Heartbeat);
                at += every;
            }
        }
        match &entry.answer {
            MockAnswer::Return(result) => {
                let payload = result.get("Payload").filter(|_| is_invoke_answer).unwrap_or(result);
                self.send(request.id, entry.after_ms, TaskAnswer::Succeeded(payload.clone()));
            }
            MockAnswer::Throw(failure) => {
                self.send(request.id, entry.after_ms, TaskAnswer::Failed(failure.clone()));
            }
            MockAnswer::Never | MockAnswer::Child(_) => self.wait(request, WaitingReason::Never),
        }
    }

    /// Runs the execution that a call starts, and answers the call when it has ended.
    fn start_child(&mut self, request: TaskRequest, machine: &ChildMachine) {
        if self.execution.has_too_many_events() {
            let fault = Fault::too_many_events(self.execution.events_written());
            let failure = fault.into_error(&request.state, None).failure;
            return self.send(request.id, 0, TaskAnswer::Failed(failure));
        }
        let outcome = child::run(machine, &request, &mut self.execution, &self.sampler);
        let Some(outcome) = outcome else {
            let failure = ErrorCause::new(
                "States.Runtime",
                format!(
                    "The mock of the state '{}' is a definition, but its task starts no execution.",
                    request.state
                ),
            );
            return self.send(request.id, 0, TaskAnswer::Failed(failure));
        };
        if request.resource.pattern() != IntegrationPattern::RequestResponse {
            self.send(request.id, 0, TaskAnswer::Submitted(outcome.submitted));
        }
        self.children.push(ChildExecution {
            state: Rc::clone(&request.state),
            entered_event_id: request.entered_event_id,
            execution: outcome.child,
        });
        self.children.extend(outcome.grandchildren);
        match outcome.answer {
            Some((answer, after_ms)) => self.send(request.id, after_ms, answer),
            None => self.wait(request, WaitingReason::Never),
        }
    }

    fn wait(&mut self, request: TaskRequest, reason: WaitingReason) {
        let since = self.execution.now();
        self.waiting.insert(request.id, WaitingCall { request, reason, since });
    }

    /// Runs to the end or to a standstill, however long it takes.
    pub fn run_to_end(&mut self) -> SimulationStatus {
        loop {
            let status = self.run(10_000);
            if status != SimulationStatus::Progressed {
                return status;
            }
        }
    }
}

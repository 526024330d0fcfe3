//! What happens when a state fails: Retry, then Catch, then the workflow around it.
//!
//! | error | what happens |
//! | --- | --- |
//! | `States.Runtime` | the execution fails at once; branches and iterations around it write nothing |
//! | a retrier fits and has attempts left | the state's work is done again after its waiting time; no event tells of it |
//! | a retrier fits and is used up, or none fits | Parallel and Map write …StateFailed; a catcher that fits leaves the state |
//! | nothing fits | the workflow fails: the execution, or the branch or iteration of the state around it |

use std::rc::Rc;

use asl_model::{Catcher, JitterStrategy, Retrier};

use crate::data_flow;
use crate::execution::Execution;
use crate::fault::{ErrorClass, Fault, StateError};
use crate::frame::{Frame, FrameId, FrameList, Held, Phase};
use crate::program::{ProgramState, Target};
use crate::timers::TimerKind;
use crate::{EventDetails, Iteration, StateType};

/// Waiting time before retry number `attempt`.
///
/// Units: `attempt` counts from 1; whole milliseconds. `IntervalSeconds * BackoffRate^(attempt-1)`, cut at
/// `MaxDelaySeconds`.
///
/// Source: ASL specification, "Retrying after error".
pub(crate) fn backoff_ms(retrier: &Retrier, attempt: u64) -> i64 {
    let exponent = attempt.saturating_sub(1) as f64;
    let seconds = retrier.interval_seconds as f64 * libm::pow(retrier.backoff_rate, exponent);
    let capped = retrier.max_delay_seconds.map_or(seconds, |max| seconds.min(max as f64));
    // Beyond what any execution lives, more makes no difference.
    (capped.min(1e11) * 1000.0) as i64
}

/// The first retrier that names an error, used up or not.
pub(crate) fn retrier_for<'a>(state: &'a ProgramState, error: &StateError) -> Option<(usize, &'a Retrier)> {
    state.state.retry().iter().enumerate().find(|(_, retrier)| error.matches(&retrier.error_equals))
}

/// The first catcher that names an error.
pub(crate) fn catcher_for<'a>(state: &'a ProgramState, error: &StateError) -> Option<(usize, &'a Catcher)> {
    state.state.catch().iter().enumerate().find(|(_, catcher)| error.matches(&catcher.error_equals))
}

impl Execution {
    /// A state failed, its own events are written: retries it, catches the error, or fails the workflow.
    pub(crate) fn state_failed(
        &mut self,
        mut frame: Box<Frame>,
        state: Option<&ProgramState>,
        error: StateError,
    ) {
        if error.class == ErrorClass::Runtime {
            return self.fail_execution(frame, error);
        }
        let Some(state) = state else { return self.workflow_failed(frame, None, error) };
        if let Some(delay_ms) = self.next_retry(&mut frame, state, &error) {
            let due = self.now.plus_ms(delay_ms);
            frame.phase = Phase::RetryWait(due);
            frame.held = None;
            frame.epoch += 1;
            self.timers.set(due, TimerKind::Retry, frame.id, frame.epoch);
            return self.frames.put(frame);
        }
        let cause = frame.last_event;
        self.write_state_failed(&mut frame, state);
        self.catch(frame, state, error, cause);
    }

    /// The waiting time before the next retry, if a retrier fits and has attempts left.
    fn next_retry(&self, frame: &mut Frame, state: &ProgramState, error: &StateError) -> Option<i64> {
        let retriers = state.state.retry();
        let (index, retrier) = retrier_for(state, error)?;
        frame.attempts.resize(retriers.len(), 0);
        let attempts = frame.attempts.get_mut(index)?;
        if *attempts >= retrier.max_attempts {
            return None;
        }
        *attempts += 1;
        frame.retry_count += 1;
        let delay = backoff_ms(retrier, *attempts);
        match retrier.jitter_strategy {
            JitterStrategy::None => Some(delay),
            JitterStrategy::Full => Some((self.random.next_f64() * (delay as f64 + 1.0)) as i64),
        }
    }

    fn write_state_failed(&mut self, frame: &mut Frame, state: &ProgramState) {
        let details = match state.state_type {
            Some(StateType::Parallel) => EventDetails::ParallelStateFailed,
            Some(StateType::Map) => EventDetails::MapStateFailed,
            _ => return,
        };
        frame.last_event = self.record(frame.entered_event, frame.last_event, details);
    }

    /// Leaves by the catcher that fits; `cause` is the event that made the state fail.
    fn catch(&mut self, mut frame: Box<Frame>, state: &ProgramState, error: StateError, cause: u32) {
        let Some((index, catcher)) = catcher_for(state, &error) else {
            return self.workflow_failed(frame, Some(state), error);
        };
        let error_output = error.output();
        let left = self.evaluating(&frame, state, |evaluator| {
            data_flow::leave_by_catcher(&state.state, index, catcher, &frame.input, &error_output, evaluator)
        });
        match left {
            Ok(left) => {
                let target = state.catch.get(index).cloned().unwrap_or(Target::Nowhere);
                frame.held = None;
                self.exit(frame, state, &target, left);
            }
            Err(fault) => {
                // The catcher itself failed: nothing else of this state can help.
                let error = fault.clone().into_error(&state.state.name, Some(frame.entered_event));
                if let Fault::Query { location, .. } = fault {
                    let details = EventDetails::EvaluationFailed {
                        failure: error.failure.clone(),
                        location: location.map(Into::into),
                        state: Rc::clone(&state.state.name),
                    };
                    frame.last_event = self.record(frame.entered_event, cause, details);
                    self.write_state_failed(&mut frame, state);
                }
                if error.class == ErrorClass::Runtime {
                    return self.fail_execution(frame, error);
                }
                self.workflow_failed(frame, Some(state), error);
            }
        }
    }

    /// The workflow that a frame runs has failed: the execution, or a branch or iteration.
    fn workflow_failed(&mut self, frame: Box<Frame>, state: Option<&ProgramState>, error: StateError) {
        let parent = frame.parent.and_then(|parent| self.frames.take(parent));
        let Some(parent) = parent else { return self.fail_execution(frame, error) };
        self.frames.release(frame.id);
        let state_type = state.and_then(|state| state.state_type);
        self.child_failed(parent, frame, state_type, error);
    }

    /// A branch or iteration failed: the others are aborted, then the state around them fails.
    fn child_failed(
        &mut self,
        mut frame: Box<Frame>,
        child: Box<Frame>,
        state_type: Option<StateType>,
        error: StateError,
    ) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        let (at, failing, visit) = (child.last_event, child.child_index, child.entered_event);
        let aborts_itself = state_type == Some(StateType::Task);
        let phase = std::mem::replace(&mut frame.phase, Phase::Attempt);
        let mut held = Held { phase, frames: Vec::new() };
        held.hold(child);
        match &held.phase {
            Phase::Fork(fork) => {
                if aborts_itself {
                    self.record(visit, at, EventDetails::StateAborted(StateType::Task));
                }
                for child in fork.children.iter().flatten() {
                    self.abort(*child, at, &mut held.frames);
                }
            }
            Phase::Iterations(iterations) => {
                let iteration = |index| Iteration { name: Rc::clone(&state.state.name), index };
                self.record(frame.entered_event, at, EventDetails::MapIterationFailed(iteration(failing)));
                if aborts_itself {
                    self.record(visit, at, EventDetails::StateAborted(StateType::Task));
                }
                for (index, child) in iterations.running.iter() {
                    if *index != failing {
                        self.record(
                            frame.entered_event,
                            at,
                            EventDetails::MapIterationAborted(iteration(*index)),
                        );
                        self.abort(*child, at, &mut held.frames);
                    }
                }
            }
            _ => {}
        }
        frame.last_event = at;
        let error = error.seen_around(state_type);
        // What failed for its size is done again as a whole.
        if error.failure.error.as_deref() != Some("States.DataLimitExceeded") {
            frame.held = Some(Box::new(held));
        }
        self.state_failed(frame, Some(state), error);
    }

    /// Aborts a running workflow and all inside it, and hands the frames over; every open state writes …`StateAborted`
    /// after `previous`, and every iteration inside it `MapIterationAborted`.
    pub(crate) fn abort(&mut self, id: FrameId, previous: u32, held: &mut FrameList) {
        // An explicit list: depth of nesting costs heap, not stack.
        let program = Rc::clone(&self.program);
        let mut open: Vec<(FrameId, Option<(u32, Iteration)>)> = vec![(id, None)];
        let mut aborted = Vec::new();
        while let Some((id, iteration)) = open.pop() {
            let Some(mut frame) = self.frames.take(id) else { continue };
            let state = program.state(frame.state);
            match &mut frame.phase {
                Phase::Fork(fork) => open.extend(fork.children.iter().flatten().map(|child| (*child, None))),
                Phase::Iterations(iterations) => {
                    let name = state.map_or_else(|| Rc::from(""), |state| Rc::clone(&state.state.name));
                    open.extend(iterations.running.iter().map(|(&index, &child)| {
                        (child, Some((frame.entered_event, Iteration { name: Rc::clone(&name), index })))
                    }));
                }
                Phase::Task(work) => {
                    self.tasks.remove(&work.id);
                }
                Phase::MapRun(run) => self.abort_map_run(run, frame.entered_event, previous),
                _ => {}
            }
            let state_type = state.and_then(|state| state.state_type);
            if let Some(state_type) = state_type
                && !matches!(frame.phase, Phase::Enter)
                && matches!(
                    state_type,
                    StateType::Task | StateType::Wait | StateType::Parallel | StateType::Map
                )
            {
                aborted.push((frame.entered_event, EventDetails::StateAborted(state_type)));
            }
            if let Some((visit, iteration)) = iteration {
                aborted.push((visit, EventDetails::MapIterationAborted(iteration)));
            }
            self.frames.release(id);
            held.push(frame);
        }
        for (visit, details) in aborted.into_iter().rev() {
            self.record(visit, previous, details);
        }
    }
}

#[cfg(test)]
mod tests {
    use asl_json::TextRange;

    use super::*;

    #[test]
    fn the_cap_wins() {
        let retrier = Retrier {
            error_equals: Vec::new(),
            interval_seconds: 3,
            max_attempts: 5,
            backoff_rate: 2.0,
            max_delay_seconds: Some(10),
            jitter_strategy: JitterStrategy::None,
            range: TextRange::default(),
        };
        let delays: Vec<i64> = (1..=4).map(|attempt| backoff_ms(&retrier, attempt)).collect();
        assert_eq!(delays, [3000, 6000, 10_000, 10_000]);
        assert!(backoff_ms(&Retrier { max_delay_seconds: None, ..retrier }, 100_000) > 0);
    }
}

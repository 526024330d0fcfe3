//! `Parallel`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | ParallelStateEntered, ParallelStateStarted | Fork |
//! | Fork | the last branch ends | ParallelStateSucceeded, ParallelStateExited | `Next` |
//! | Fork | a branch fails | …StateAborted of the others, ParallelStateFailed unless retried | Retry, Catch |

use std::rc::Rc;

use asl_json::Value;

use crate::EventDetails;
use crate::execution::Execution;
use crate::frame::{Frame, FrameId, Phase};
use crate::program::{ProgramState, Target};

/// The branches of a Parallel under way.
#[derive(Debug)]
pub(crate) struct Fork {
    /// The branches that still run.
    pub(crate) children: Vec<Option<FrameId>>,
    results: Vec<Value>,
    remaining: usize,
}

impl Execution {
    pub(crate) fn run_parallel(&mut self, mut frame: Box<Frame>, state: &ProgramState) {
        let effective = match self.effective_input(&frame, state) {
            Ok(effective) => effective,
            Err(fault) => return self.fault(frame, Some(state), fault),
        };
        frame.last_event =
            self.record(frame.entered_event, frame.last_event, EventDetails::ParallelStateStarted);
        let program = Rc::clone(&self.program);
        let mut children = Vec::with_capacity(state.workflows.len());
        for (index, workflow) in state.workflows.iter().enumerate() {
            let start = program.starts.get(*workflow as usize).unwrap_or(&Target::Nowhere);
            let child = self.spawn(
                Some(frame.id),
                index as u32,
                start,
                effective.clone(),
                frame.last_event,
                frame.variables.inner(),
                frame.map_item.clone(),
            );
            children.push(Some(child));
        }
        let remaining = children.len();
        let fork = Fork { results: vec![Value::Null; remaining], children, remaining };
        if remaining == 0 {
            return self.fork_joined(frame, fork);
        }
        frame.phase = Phase::Fork(Box::new(fork));
        self.frames.put(frame);
    }

    /// A branch or iteration of this frame has ended well.
    pub(crate) fn child_succeeded(
        &mut self,
        mut frame: Box<Frame>,
        index: u32,
        output: Value,
        last_event: u32,
    ) {
        match &mut frame.phase {
            Phase::Fork(fork) => {
                if let Some(result) = fork.results.get_mut(index as usize) {
                    *result = output;
                }
                if let Some(child) = fork.children.get_mut(index as usize) {
                    *child = None;
                }
                fork.remaining = fork.remaining.saturating_sub(1);
                if fork.remaining > 0 {
                    return self.frames.put(frame);
                }
                frame.last_event = last_event;
                if let Phase::Fork(fork) = std::mem::replace(&mut frame.phase, Phase::Attempt) {
                    self.fork_joined(frame, *fork);
                }
            }
            Phase::Iterations(_) => self.iteration_succeeded(frame, index, output, last_event),
            _ => self.frames.put(frame),
        }
    }

    fn fork_joined(&mut self, frame: Box<Frame>, fork: Fork) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        let result = Value::array(fork.results);
        let details = EventDetails::ParallelStateSucceeded { result: result.clone() };
        self.record(frame.entered_event, frame.last_event, details);
        let input = frame.input.clone();
        self.leave(frame, state, &input, Some(&result));
    }
}

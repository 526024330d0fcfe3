//! Redrive: a failed, timed out or aborted execution goes on from where it stood.
//!
//! | what stood | what happens |
//! | --- | --- |
//! | Task | it is called again, its retriers and timeouts begin anew; its state is not entered again |
//! | Choice | its rules are looked at again |
//! | Wait | it waits again; a time that has passed ends it |
//! | Fail | it is entered again, and fails again |
//! | Parallel, inline Map | the branches or iterations that had not ended well go on; all begin anew after `States.DataLimitExceeded` |
//! | distributed Map | `MapRunRedriven`: children that had not ended well go on, Express ones begin anew |
//!
//! Source: Developer Guide, "Restarting state machine executions with redrive".

use std::rc::Rc;

use crate::execution::Execution;
use crate::frame::{Frame, Phase};
use crate::program::ProgramState;
use crate::{EventDetails, ExecutionStatus, ExecutionType, StateType};

/// Why an execution cannot be redriven; AWS's `redriveStatusReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRedrivable(pub &'static str);

impl std::fmt::Display for NotRedrivable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotRedrivable {}

impl Execution {
    /// Whether [`Self::redrive`] would go on with it.
    ///
    /// # Errors
    /// It would not; says why.
    pub fn check_redrivable(&self) -> Result<(), NotRedrivable> {
        let longest = self.options.start_time.plus_ms(self.options.max_duration_ms());
        let limit = self.options.quotas.history_events.unwrap_or(u32::MAX);
        Err(NotRedrivable(match self.status() {
            _ if self.options.execution_type == ExecutionType::Express => {
                "This operation is not supported by this type of state machine"
            }
            ExecutionStatus::Running => "Execution is RUNNING and cannot be redriven",
            ExecutionStatus::Succeeded => "Execution is SUCCEEDED and cannot be redriven",
            _ if self.history.len() as u32 + 1 >= limit => "Execution history event limit exceeded",
            _ if self.now >= longest => "Execution has exceeded the max execution time",
            _ => return Ok(()),
        }))
    }

    /// `RedriveExecution`: goes on from where the execution failed, timed out or was aborted.
    ///
    /// # Errors
    /// It cannot be redriven.
    pub fn redrive(&mut self) -> Result<(), NotRedrivable> {
        self.check_redrivable()?;
        let count = self.redrive_count() + 1;
        self.redriven = Some((count, self.now));
        self.set_running();
        // UNVERIFIED(aws): what the event points at, and that the events after it point at it.
        let last = self.history.len() as u32;
        let redriven = self.record(0, last, EventDetails::ExecutionRedriven { redrive_count: count });
        self.set_deadline();
        let mut frames = Vec::new();
        for mut frame in std::mem::take(&mut self.held) {
            if let Some(held) = frame.held.take() {
                frame.phase = held.phase;
                frames.extend(held.frames);
            }
            frames.push(frame);
        }
        let program = Rc::clone(&self.program);
        for frame in self.frames.rename(frames) {
            let state = program.state(frame.state);
            self.resume(frame, state, redriven);
        }
        Ok(())
    }

    fn resume(&mut self, mut frame: Box<Frame>, state: Option<&ProgramState>, redriven: u32) {
        frame.attempts.clear();
        frame.retry_count = 0;
        frame.epoch += 1;
        match std::mem::replace(&mut frame.phase, Phase::Attempt) {
            phase @ (Phase::Fork(_) | Phase::Iterations(_)) => {
                frame.phase = phase;
                return self.frames.put(frame);
            }
            Phase::MapRun(mut run) => {
                frame.last_event = redriven;
                if let Some(state) = state {
                    self.redrive_map_run(&mut frame, &mut run, state);
                }
                frame.phase = Phase::MapRun(run);
            }
            Phase::Enter => frame.phase = Phase::Enter,
            _ => {
                frame.last_event = redriven;
                if state.and_then(|state| state.state_type) == Some(StateType::Fail) {
                    frame.phase = Phase::Enter;
                }
            }
        }
        self.make_ready(frame);
    }
}

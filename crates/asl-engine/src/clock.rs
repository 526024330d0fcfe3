//! The virtual clock of an execution: its timers, and what happens when one comes up.

use crate::execution::{Execution, ExecutionStatus};
use crate::frame::{FrameId, Phase};
use crate::timers::TimerKind;
use crate::{ErrorCause, EventDetails, Timestamp};

impl Execution {
    /// The machine's `TimeoutSeconds` from now on, and the longest life of an execution of this type.
    pub(crate) fn set_deadline(&mut self) {
        let timeout_seconds = self.program.timeout_seconds.filter(|_| !self.is_child);
        let timeout_ms =
            timeout_seconds.map_or(i64::MAX, |s| i64::try_from(s).unwrap_or(i64::MAX / 1000) * 1000);
        let longest = self.options.start_time.plus_ms(self.options.max_duration_ms());
        let deadline = self.now.plus_ms(timeout_ms).min(longest);
        self.timers.set(deadline, TimerKind::Execution, FrameId::default(), 0);
    }

    /// When the next timer comes up. Timers of calls and waits that are over are dropped on the way.
    pub fn next_timer(&mut self) -> Option<Timestamp> {
        while let Some(timer) = self.timers.peek() {
            if self.is_due(timer.kind, timer.frame, timer.epoch) {
                return Some(timer.at);
            }
            self.timers.pop();
        }
        None
    }

    /// Whether the next timer is a limit (a timeout, a missed heartbeat, the end of the execution) rather than a wait.
    pub fn timer_is_a_limit(&self) -> bool {
        self.timers.peek().is_some_and(|timer| {
            matches!(timer.kind, TimerKind::TaskTimeout | TimerKind::Heartbeat | TimerKind::Execution)
        })
    }

    /// Whether no timer is left but the longest life of an execution of this type.
    pub fn only_its_own_limit_is_left(&self) -> bool {
        let longest = self.options.start_time.plus_ms(self.options.max_duration_ms());
        self.timers.peek().is_some_and(|timer| timer.kind == TimerKind::Execution && timer.at >= longest)
    }

    /// Moves the clock without looking at timers; for an answer that arrives before the next timer.
    pub fn set_now(&mut self, time: Timestamp) {
        self.now = self.now.max(time);
    }

    /// Lets time pass up to `time` and carries out the timers that come up, one after another.
    ///
    /// Stops early, at the time of a timer, when that timer gives something to do. Returns whether it did.
    pub fn advance_to(&mut self, time: Timestamp) -> bool {
        while self.status() == ExecutionStatus::Running && self.ready.is_empty() {
            match self.timers.peek() {
                Some(timer) if timer.at <= time => {
                    self.timers.pop();
                    if self.is_due(timer.kind, timer.frame, timer.epoch) {
                        self.now = self.now.max(timer.at);
                        self.fire(timer.kind, timer.frame);
                    }
                }
                _ => {
                    self.now = self.now.max(time);
                    return false;
                }
            }
        }
        true
    }

    pub(crate) fn is_due(&self, kind: TimerKind, frame: FrameId, epoch: u32) -> bool {
        kind == TimerKind::Execution || self.frames.get(frame).is_some_and(|frame| frame.epoch == epoch)
    }

    fn fire(&mut self, kind: TimerKind, id: FrameId) {
        if kind == TimerKind::Execution {
            let failure = ErrorCause { error: Some("States.Timeout".into()), cause: None };
            self.record(0, 0, EventDetails::ExecutionTimedOut(failure.clone()));
            return self.end(ExecutionStatus::TimedOut, None, failure);
        }
        let Some(mut frame) = self.frames.take(id) else { return };
        match kind {
            TimerKind::Wait => self.wait_is_over(frame),
            TimerKind::Retry => {
                frame.phase = Phase::Attempt;
                self.make_ready(frame);
            }
            TimerKind::MapRun => self.make_ready(frame),
            TimerKind::TaskTimeout | TimerKind::Heartbeat => self.task_timed_out(frame, kind),
            TimerKind::Execution => {}
        }
    }
}

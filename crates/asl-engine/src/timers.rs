//! Timers of an execution, by virtual time and then by the order in which they were set.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::Timestamp;
use crate::frame::FrameId;

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimerKind {
    /// A Wait state is over.
    Wait,
    /// A retry is due.
    Retry,
    /// `TimeoutSeconds` of a task.
    TaskTimeout,
    /// `HeartbeatSeconds` of a task.
    Heartbeat,
    /// A child execution of a Map Run has something to do.
    MapRun,
    /// The execution's own limit.
    Execution,
}

/// A timer that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timer {
    pub(crate) at: Timestamp,
    order: u64,
    pub(crate) kind: TimerKind,
    pub(crate) frame: FrameId,
    /// The frame's timer epoch when the timer was set: an older one is void.
    pub(crate) epoch: u32,
}

/// The timers that are set. Void ones stay until they come up.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    heap: BinaryHeap<Reverse<Timer>>,
    set: u64,
}

impl Timers {
    pub(crate) fn set(&mut self, at: Timestamp, kind: TimerKind, frame: FrameId, epoch: u32) {
        self.set += 1;
        self.heap.push(Reverse(Timer { at, order: self.set, kind, frame, epoch }));
    }

    pub(crate) fn peek(&self) -> Option<Timer> {
        self.heap.peek().map(|timer| timer.0)
    }

    pub(crate) fn pop(&mut self) -> Option<Timer> {
        self.heap.pop().map(|timer| timer.0)
    }

    pub(crate) fn clear(&mut self) {
        self.heap.clear();
    }
}

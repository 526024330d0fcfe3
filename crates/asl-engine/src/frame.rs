//! A running workflow: where it stands.

use std::rc::Rc;

use asl_json::Value;

use crate::states::{Fork, Iterations, MapRun, TaskWork};
use crate::{Timestamp, VariableScope};

/// Names a frame while it lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FrameId {
    slot: u32,
    serial: u32,
}

/// A running workflow: the top level, a branch or an iteration.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) id: FrameId,
    /// The frame of the Parallel or Map around it.
    pub(crate) parent: Option<FrameId>,
    /// Which branch or iteration this is.
    pub(crate) child_index: u32,
    /// The state that it is in, by index in the program.
    pub(crate) state: u32,
    pub(crate) phase: Phase,
    /// The state's raw input.
    pub(crate) input: Value,
    /// What the next event of this frame points at.
    pub(crate) last_event: u32,
    /// The state's …`StateEntered` event.
    pub(crate) entered_event: u32,
    /// What that event points at: where AWS hangs `EvaluationFailed` on.
    pub(crate) before_entered: u32,
    pub(crate) entered_time: Timestamp,
    /// Retries of this visit of the state, by retrier.
    pub(crate) attempts: Vec<u64>,
    /// Retries of this visit of the state.
    pub(crate) retry_count: u32,
    /// Timers set under an older epoch are void.
    pub(crate) epoch: u32,
    pub(crate) variables: VariableScope,
    /// `Map.Item` of the context object, inside an iteration.
    pub(crate) map_item: Option<Rc<MapItem>>,
}

/// `Map.Item` of the context object.
#[derive(Debug)]
pub(crate) struct MapItem {
    pub(crate) index: u32,
    pub(crate) item: Value,
}

/// How far a frame is with its state.
#[derive(Debug)]
pub(crate) enum Phase {
    /// The state is entered next.
    Enter,
    /// The state's work is done next, again after a retry's waiting.
    Attempt,
    /// A Wait state waits until a time; holds its effective input.
    Waiting(Timestamp, Value),
    /// A retry waits until a time.
    RetryWait(Timestamp),
    /// A task is called.
    Task(Box<TaskWork>),
    /// A Parallel's branches run.
    Fork(Box<Fork>),
    /// An inline Map's iterations run.
    Iterations(Box<Iterations>),
    /// A distributed Map's child executions run.
    MapRun(Box<MapRun>),
}

/// The frames of an execution.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    slots: Vec<Slot>,
    free: Vec<u32>,
    serial: u32,
}

#[derive(Debug)]
struct Slot {
    serial: u32,
    frame: Option<Box<Frame>>,
}

impl Frames {
    /// Makes room for a frame; its name is known before it is put in.
    pub(crate) fn reserve(&mut self) -> FrameId {
        self.serial += 1;
        let serial = self.serial;
        if let Some(slot) = self.free.pop()
            && let Some(entry) = self.slots.get_mut(slot as usize)
        {
            entry.serial = serial;
            return FrameId { slot, serial };
        }
        self.slots.push(Slot { serial, frame: None });
        FrameId { slot: self.slots.len() as u32 - 1, serial }
    }

    /// Takes a frame out to work on it; its name stays reserved.
    pub(crate) fn take(&mut self, id: FrameId) -> Option<Box<Frame>> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial == id.serial { slot.frame.take() } else { None }
    }

    /// Puts a frame in, or back in.
    pub(crate) fn put(&mut self, frame: Box<Frame>) {
        if let Some(slot) = self.slots.get_mut(frame.id.slot as usize)
            && slot.serial == frame.id.serial
        {
            slot.frame = Some(frame);
        }
    }

    /// A frame to look at.
    pub(crate) fn get(&self, id: FrameId) -> Option<&Frame> {
        let slot = self.slots.get(id.slot as usize)?;
        if slot.serial == id.serial { slot.frame.as_deref() } else { None }
    }

    /// Every frame, in the order of their places.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Frame> {
        self.slots.iter().filter_map(|slot| slot.frame.as_deref())
    }

    /// Ends a frame's life; its name is void from here on.
    pub(crate) fn release(&mut self, id: FrameId) {
        if let Some(slot) = self.slots.get_mut(id.slot as usize)
            && slot.serial == id.serial
        {
            slot.serial = 0;
            slot.frame = None;
            self.free.push(id.slot);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }
}

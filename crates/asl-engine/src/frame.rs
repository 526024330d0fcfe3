//! A running workflow: where it stands.

use std::cell::OnceCell;
use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::SortedMap;

use crate::states::map::fields;
use crate::states::map::items::Origin;
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
    /// What ran inside when the state failed, for a redrive.
    pub(crate) held: Option<Box<Held>>,
}

/// What ran inside a state that failed.
#[derive(Debug)]
pub(crate) struct Held {
    /// The branches, iterations or Map Run.
    pub(crate) phase: Phase,
    /// All frames inside that had not ended well, at any depth, with the phases that they were in.
    pub(crate) frames: FrameList,
}

impl Held {
    /// Takes a frame in, and what it holds itself.
    pub(crate) fn hold(&mut self, mut frame: Box<Frame>) {
        if let Some(held) = frame.held.take() {
            frame.phase = held.phase;
            self.frames.extend(held.frames);
        }
        self.frames.push(frame);
    }
}

/// `Map.Item` of the context object; made into a value when an expression looks at it.
#[derive(Clone, Debug)]
pub(crate) struct MapItem {
    pub(crate) index: u32,
    pub(crate) item: Value,
    /// Where a distributed Map found the item.
    origin: Option<Origin>,
    made: OnceCell<Value>,
}

impl MapItem {
    pub(crate) const fn new(index: u32, item: Value, origin: Option<Origin>) -> Self {
        Self { index, item, origin, made: OnceCell::new() }
    }

    /// `Map` of the context object: `{"Item": {"Index", "Value"}}`; a member of an object has a `Key`, a distributed Map's
    /// item a `Source`.
    pub(crate) fn context_member(&self) -> Value {
        let make = || {
            let item = fields::map_item(self.index as usize, &self.item, self.origin.as_ref());
            Value::object([("Item", item)])
        };
        self.made.get_or_init(make).clone()
    }
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

/// Frames that are handed over.
pub(crate) type FrameList = Vec<Box<Frame>>;

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

    /// Takes all frames out; all names are void from here on.
    pub(crate) fn drain(&mut self) -> FrameList {
        self.free.clear();
        self.slots.drain(..).filter_map(|slot| slot.frame).collect()
    }

    /// Gives frames that were taken out new names, in the order of their birth, and puts the names right in those
    /// around them. The frames are handed back: the caller puts them in.
    pub(crate) fn rename(&mut self, mut frames: FrameList) -> FrameList {
        frames.sort_by_key(|frame| frame.id.serial);
        let names: SortedMap<FrameId, FrameId> =
            frames.iter().map(|frame| frame.id).map(|id| (id, self.reserve())).collect();
        for frame in &mut frames {
            frame.id = names.get(&frame.id).copied().unwrap_or_default();
            frame.parent = frame.parent.and_then(|parent| names.get(&parent).copied());
            match &mut frame.phase {
                Phase::Fork(fork) => {
                    for child in &mut fork.children {
                        *child = child.and_then(|child| names.get(&child).copied());
                    }
                }
                Phase::Iterations(iterations) => {
                    for child in iterations.running.values_mut() {
                        *child = names.get(child).copied().unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
        frames
    }
}

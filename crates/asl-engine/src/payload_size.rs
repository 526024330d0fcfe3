//! How much an execution may hold: the quota of a payload, and a memory budget that it shares with those it starts.

use asl_json::Value;

use crate::execution::Execution;
use crate::fault::Fault;

/// Payloads from this size on are counted against the memory budget. Bytes of JSON text.
const LARGE_BYTES: u64 = 65_536;

/// What an event is counted as: itself, and the small payload that it may be the only one to hold. Bytes.
const EVENT_BYTES: u64 = 128;

/// Events that an execution costs besides those that it writes.
const EVENTS_OF_A_START: u64 = 32;

/// What was used of the memory budget.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    /// Bytes of all large payloads.
    large_bytes: u64,
    /// Events of the other executions of the family: those that started this one, and those that it started.
    events: u64,
}

/// Tells a payload from another one that came before; handing on the very same costs no memory.
fn address(value: &Value) -> usize {
    match value {
        Value::Array(array) => array.address(),
        Value::Object(object) => object.address(),
        Value::String(text) => text.as_ptr() as usize,
        _ => 0,
    }
}

impl Execution {
    /// What a payload that is beyond the quota or the memory budget fails with; `who` made it. It costs no memory if it is
    /// `known`, what was there before, or the one that was checked last.
    pub(crate) fn check_size(&mut self, value: &Value, known: &Value, who: &str) -> Result<(), Fault> {
        let size = u64::from(value.measure().size_bytes);
        let quota = self.options.quotas.payload_bytes.map(u64::from);
        if quota.is_some_and(|quota| size > quota) {
            return Err(Fault::data_limit(who));
        }
        if size < LARGE_BYTES {
            return Ok(());
        }
        let budget = self.options.quotas.memory_bytes;
        let place = address(value);
        if place != address(known) && place != self.last_large {
            self.last_large = place;
            self.spent.large_bytes = self.spent.large_bytes.saturating_add(size);
        }
        let is_too_large = quota.is_none() && size > budget / 16;
        if is_too_large || self.spent.large_bytes > budget {
            return Err(Fault::memory_budget(who, size, self.spent.large_bytes));
        }
        Ok(())
    }

    /// All events that were written: its own, and those of the executions that it started.
    pub fn events_written(&self) -> u64 {
        self.spent.events + self.history.len() as u64
    }

    /// Whether this execution and those that it started hold more events than there is memory for.
    pub(crate) fn has_too_many_events(&self) -> bool {
        self.events_written() > self.options.quotas.memory_bytes / EVENT_BYTES
    }

    /// What a child execution goes on from.
    pub(crate) fn lend(&self) -> Spent {
        Spent { events: self.events_written(), ..self.spent }
    }

    /// Lets a child execution do something that spends from the same budget. Returns what is spent then.
    pub(crate) fn spend<T>(&mut self, lent: Spent, work: impl FnOnce(&mut Self) -> T) -> (T, Spent) {
        let before = self.history.len() as u64;
        self.spent = lent;
        let done = work(self);
        (done, self.spent_since(before))
    }

    /// What is spent, without the events that this execution had written before.
    pub(crate) fn spent_since(&self, before: u64) -> Spent {
        Spent { events: self.events_written().saturating_sub(before), ..self.spent }
    }

    /// Takes over what a child execution has spent of what it was lent.
    pub(crate) fn settle(&mut self, spent: Spent) {
        let events = spent.events.saturating_sub(self.history.len() as u64);
        self.spent = Spent { events, ..spent };
    }

    /// A child execution is started.
    pub(crate) const fn spend_on_start(&mut self) {
        self.spent.events = self.spent.events.saturating_add(EVENTS_OF_A_START);
    }
}

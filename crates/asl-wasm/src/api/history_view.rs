//! The history as the page's views need it.

use std::rc::Rc;

use asl_json::sorted::SortedSet;

use asl_engine::{EventDetails, HistoryEvent};
use serde::Serialize;

/// One event without its payloads: what every view needs of all events at once.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEventView {
    /// From 1.
    pub id: u32,
    /// The event that led to this one.
    pub previous_event_id: u32,
    /// The `…StateEntered` event of the visit that this event belongs to; 0 for the execution's own.
    pub visit: u32,
    /// Milliseconds since the epoch.
    // Not `f64`: printing one as JSON text would bring ten kilobytes of tables.
    #[cfg_attr(test, ts(type = "number"))]
    pub timestamp_ms: i64,
    /// The service's name.
    #[serde(rename = "type")]
    pub event_type: &'static str,
    /// The state that the event belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Rc<str>>,
    /// Iteration of `MapIteration…` events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Number of items of `MapStateStarted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// The error's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Rc<str>>,
    /// The error's cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Rc<str>>,
    /// `lambda:invoke`, a function's ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The answer came from a sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<bool>,
}

/// `sampled`: the ids of events that tell the answer of a sample.
pub(super) fn view(
    event: &HistoryEvent,
    history: &[HistoryEvent],
    sampled: Option<&SortedSet<u32>>,
) -> HistoryEventView {
    let entered = (event.visit as usize).checked_sub(1).and_then(|at| history.get(at));
    let state = entered.and_then(|entered| match &entered.details {
        EventDetails::StateEntered { name, .. } => Some(Rc::clone(name)),
        _ => None,
    });
    let (index, length) = match &event.details {
        EventDetails::MapIterationStarted { iteration: at, .. }
        | EventDetails::MapIterationSucceeded(at)
        | EventDetails::MapIterationFailed(at)
        | EventDetails::MapIterationAborted(at) => (Some(at.index), None),
        EventDetails::MapStateStarted { length } => (None, Some(*length)),
        _ => (None, None),
    };
    let failure = event.details.failure();
    HistoryEventView {
        id: event.id,
        previous_event_id: event.previous_event_id,
        visit: event.visit,
        timestamp_ms: event.timestamp.0,
        event_type: event.details.event_type(),
        state,
        index,
        length,
        error: failure.and_then(|failure| failure.error.clone()),
        cause: failure.and_then(|failure| failure.cause.clone()),
        resource: event.details.resource(),
        sample: sampled.is_some_and(|ids| ids.contains(&event.id)).then_some(true),
    }
}

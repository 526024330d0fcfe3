//! Mocks from what happened: from a run of ours, or from a pasted answer of `GetExecutionHistory`.

use std::rc::Rc;

use asl_json::sorted::SortedMap;
use asl_json::{Value, parse_value};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::entry::MockError;
use crate::{Execution, Timestamp};

/// One call, as the history tells it.
#[derive(Debug, Default)]
struct Call {
    state: Rc<str>,
    map_index: Option<i64>,
    scheduled: Option<Timestamp>,
    /// `heartbeatInSeconds`
    heartbeat_seconds: Option<i64>,
    submitted: Option<Value>,
    /// `return` or `throw`, and when it came.
    answer: Option<(&'static str, Value, Option<Timestamp>)>,
}

/// The mocks that make an execution run as this one did.
pub fn record_mocks(execution: &Execution) -> Value {
    let events: Vec<Value> = execution.history().iter().map(crate::HistoryEvent::to_json_value).collect();
    record_history(&Value::array(events)).0
}

/// The mocks that a history stands for, in the format of the mocks pane.
///
/// `history` is what `GetExecutionHistory` answers, `{"events": […]}`, or the list alone; in either order, with times as
/// text or as epoch seconds. What cannot be used is listed: events that are none, payloads that were cut.
pub fn record_history(history: &Value) -> (Value, Vec<MockError>) {
    let mut errors = Vec::new();
    let list = history.get("events").unwrap_or(history);
    let Some(list) = list.as_array() else {
        errors.push(MockError { place: "/".into(), message: "expected a list of events".into() });
        return (Value::empty_object(), errors);
    };
    let mut events = SortedMap::new();
    for (at, event) in list.iter().enumerate() {
        match (event.get("id").and_then(Value::as_i64), event.get("type").and_then(Value::as_str)) {
            (Some(id), Some(_)) => {
                events.insert(id, event);
            }
            _ => errors.push(MockError {
                place: format!("events[{at}]"),
                message: "expected an event with `id` and `type`".into(),
            }),
        }
    }
    let calls = calls(&events, &mut errors);
    (written(&calls), errors)
}

fn calls(events: &SortedMap<i64, &Value>, errors: &mut Vec<MockError>) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    // Which call an event belongs to.
    let mut of_event: SortedMap<i64, usize> = SortedMap::new();
    for (id, event) in events.iter() {
        let event_type = event.get("type").and_then(Value::as_str).unwrap_or_default();
        let previous = event.get("previousEventId").and_then(Value::as_i64).unwrap_or_default();
        if matches!(event_type, "TaskScheduled" | "LambdaFunctionScheduled" | "ActivityScheduled") {
            let (state, map_index) = surroundings(events, previous, *id);
            of_event.insert(*id, calls.len());
            let heartbeat_seconds = details(event).get("heartbeatInSeconds").and_then(Value::as_i64);
            let scheduled = time(event);
            calls.push(Call { state, map_index, scheduled, heartbeat_seconds, ..Call::default() });
            continue;
        }
        let family = ["Task", "LambdaFunction", "Activity"].iter().find_map(|f| event_type.strip_prefix(f));
        let (Some(what), Some(at)) = (family, of_event.get(&previous).copied()) else { continue };
        let Some(call) = calls.get_mut(at) else { continue };
        of_event.insert(*id, at);
        let mut payload = || {
            let details = details(event);
            if details.get("outputDetails").and_then(|d| d.get("truncated")).and_then(Value::as_bool)
                == Some(true)
            {
                let message = format!("the output of {event_type} was cut by the service");
                errors.push(MockError { place: format!("event {id}"), message });
            }
            json(details.get("output"))
        };
        match what {
            "Submitted" => call.submitted = Some(payload()),
            "Succeeded" => call.answer = Some(("return", payload(), time(event))),
            "Failed" | "SubmitFailed" | "StartFailed" | "ScheduleFailed" => {
                let details = details(event);
                let part = |name: &'static str| details.get(name).map(|value| (name, value.clone()));
                let failure = Value::object([part("error"), part("cause")].into_iter().flatten());
                call.answer = Some(("throw", failure, time(event)));
            }
            _ => {}
        }
    }
    calls
}

/// The state that an event belongs to, and the innermost iteration around it.
fn surroundings(events: &SortedMap<i64, &Value>, previous: i64, from: i64) -> (Rc<str>, Option<i64>) {
    let (mut state, mut map_index): (Option<Rc<str>>, _) = (None, None);
    let (mut at, mut last) = (previous, from);
    // Only ever back, so that it ends.
    while at > 0 && at < last {
        let Some(event) = events.get(&at) else { break };
        let event_type = event.get("type").and_then(Value::as_str).unwrap_or_default();
        if state.is_none() && event_type.ends_with("StateEntered") {
            state = details(event).get("name").and_then(Value::as_str).map(Into::into);
        }
        if event_type == "MapIterationStarted" {
            map_index = details(event).get("index").and_then(Value::as_i64);
            break;
        }
        last = at;
        at = event.get("previousEventId").and_then(Value::as_i64).unwrap_or_default();
    }
    (state.unwrap_or_default(), map_index)
}

/// The member that ends in `EventDetails`.
fn details(event: &Value) -> Value {
    let members = event.as_object();
    let found = members.and_then(|members| members.iter().find(|(name, _)| name.ends_with("EventDetails")));
    found.map(|(_, details)| details.clone()).unwrap_or_default()
}

/// A payload: JSON text, or JSON where somebody has parsed it.
fn json(value: Option<&Value>) -> Value {
    match value {
        Some(Value::String(text)) => parse_value(text).unwrap_or_else(|_| Value::String(Rc::clone(text))),
        other => other.cloned().unwrap_or_default(),
    }
}

fn time(event: &Value) -> Option<Timestamp> {
    match event.get("timestamp") {
        Some(Value::String(text)) => Timestamp::parse(text),
        Some(Value::Number(seconds)) => Some(Timestamp((seconds.as_f64() * 1000.0) as i64)),
        _ => None,
    }
}

fn written(calls: &[Call]) -> Value {
    let mut states: IndexMap<Rc<str>, Vec<&Call>, FixedState> = IndexMap::default();
    for call in calls {
        states.entry(Rc::clone(&call.state)).or_default().push(call);
    }
    Value::object(states.into_iter().map(|(state, calls)| {
        let by_index = answered_out_of_order(&calls);
        let entries = calls.iter().map(|call| entry(call, by_index));
        (state, entries.collect::<asl_json::Array>().into())
    }))
}

/// Whether iterations, one call each, were called in another order than that of their indices: then the index has to
/// choose the entry.
fn answered_out_of_order(calls: &[&Call]) -> bool {
    let indices: Option<Vec<i64>> = calls.iter().map(|call| call.map_index).collect();
    let Some(indices) = indices else { return false };
    let mut sorted = indices.clone();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.len() == indices.len() && sorted != indices
}

fn entry(call: &Call, by_index: bool) -> Value {
    let mut members: Vec<(&'static str, Value)> = Vec::new();
    let ended = match &call.answer {
        Some((kind, value, at)) => {
            members.push((*kind, value.clone()));
            *at
        }
        None => {
            members.push(("never", Value::Bool(true)));
            None
        }
    };
    if let (Some(from), Some(to)) = (call.scheduled, ended)
        && to.0 > from.0
    {
        let ms = to.0 - from.0;
        let seconds = if ms % 1000 == 0 { Value::from(ms / 1000) } else { Value::from(ms as f64 / 1000.0) };
        members.push(("after", seconds));
        // Heartbeats write no event; without any, an answer so late would have been a timeout.
        if let Some(heartbeat) =
            call.heartbeat_seconds.filter(|heartbeat| ms > heartbeat.saturating_mul(1000))
        {
            members.push(("heartbeat", Value::from(heartbeat as f64 / 2.0)));
        }
    }
    members.extend(call.submitted.clone().map(|submitted| ("submitted", submitted)));
    members.extend(call.map_index.filter(|_| by_index).map(|index| ("index", Value::from(index))));
    Value::object(members)
}

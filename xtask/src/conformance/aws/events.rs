//! Comparing histories: in order, or by branch and iteration where AWS's own order is one of several.

use asl_json::{Value, to_json};

use super::case::Case;
use super::compare::{Comparer, Difference};

/// Compares a whole history with the recorded one.
pub(crate) fn compare(case: &Case, actual: &[Value]) -> Result<(), Difference> {
    let recorded = case.expected("events");
    let Some(recorded) = recorded.as_array() else { return Ok(()) };
    // A history that was asked for with `reverseOrder` tells the newest event first.
    let mut expected = recorded.to_vec();
    if let (Some(first), Some(last)) = (expected.first(), expected.last())
        && id(last) > 0
        && id(first) > id(last)
    {
        expected.reverse();
    }
    let expected = expected.as_slice();
    let older = case.is_noted("OLDER_AWS");
    let ordering = case.get("ordering");
    let result = match ordering.as_str() {
        Some("normalised") => normalised(case, expected, actual),
        Some("overlapping") => overlapping(case, expected, actual),
        _ => sequential(case, expected, actual, older),
    };
    result.map_err(|reason| Difference { details: side_by_side(expected, actual), reason })
}

fn id(event: &Value) -> i64 {
    event.get("id").and_then(Value::as_i64).unwrap_or_default()
}

fn event_type(event: &Value) -> &str {
    event.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn sequential(case: &Case, expected: &[Value], actual: &[Value], older: bool) -> Result<(), String> {
    let comparer = Comparer::new(&case.placeholders);
    for (index, expected) in expected.iter().enumerate() {
        let place = format!("event {} {}", id(expected), event_type(expected));
        let Some(actual) = actual.get(index) else { return Err(format!("{place}: missing")) };
        if event_type(expected) != event_type(actual) {
            return Err(format!("{place}: was {}", event_type(actual)));
        }
        let mut expected = expected.clone();
        // Before November 2024 MapStateExited pointed at MapRunSucceeded: both are right in those recordings.
        if older && event_type(actual) == "MapStateExited" {
            set(&mut expected, "previousEventId", actual.get("previousEventId").cloned().unwrap_or_default());
        }
        comparer.compare(&expected, actual, &place)?;
    }
    match actual.get(expected.len()) {
        Some(extra) => Err(format!("event {} {}: not expected", id(extra), event_type(extra))),
        None => Ok(()),
    }
}

/// Between `ParallelStateStarted` and its end the recorder sorted events and blanked their ids.
fn normalised(case: &Case, expected: &[Value], actual: &[Value]) -> Result<(), String> {
    let comparer = Comparer::new(&case.placeholders);
    let mut left: Vec<&Value> = actual.iter().collect();
    for expected in expected {
        let place = format!("event {} {}", id(expected), event_type(expected));
        let fits = |actual: &Value| {
            if id(expected) != 0 {
                return id(actual) == id(expected) && comparer.compare(expected, actual, &place).is_ok();
            }
            let mut blank = actual.clone();
            set(&mut blank, "id", Value::from(0_i64));
            set(&mut blank, "previousEventId", Value::from(0_i64));
            comparer.compare(expected, &blank, &place).is_ok()
        };
        match left.iter().position(|actual| fits(actual)) {
            Some(at) => {
                left.remove(at);
            }
            None => return Err(format!("{place}: no event fits {}", to_json(expected))),
        }
    }
    match left.iter().find(|event| {
        !matches!(event_type(event), "ParallelStateSucceeded" | "ParallelStateFailed" | "ParallelStateExited")
    }) {
        Some(extra) => Err(format!("event {} {}: not expected", id(extra), event_type(extra))),
        None => Ok(()),
    }
}

/// Iterations ran at the same time: each event must be there once, after an equal predecessor.
fn overlapping(case: &Case, expected: &[Value], actual: &[Value]) -> Result<(), String> {
    let comparer = Comparer::new(&case.placeholders);
    let bare = |event: &Value| {
        let mut event = event.clone();
        set(&mut event, "id", Value::Null);
        set(&mut event, "previousEventId", Value::Null);
        event
    };
    let before = |events: &[Value], event: &Value| {
        let previous = event.get("previousEventId").and_then(Value::as_i64).unwrap_or_default();
        events.iter().find(|other| id(other) == previous).map(bare).unwrap_or_default()
    };
    let mut left: Vec<&Value> = actual.iter().collect();
    for event in expected {
        let place = format!("event {} {}", id(event), event_type(event));
        let (wanted, wanted_before) = (bare(event), before(expected, event));
        let fits = |other: &&Value| {
            comparer.compare(&wanted, &bare(other), "").is_ok()
                && comparer.compare(&wanted_before, &before(actual, other), "").is_ok()
        };
        match left.iter().position(fits) {
            Some(at) => {
                left.remove(at);
            }
            None => return Err(format!("{place}: no event with such a predecessor")),
        }
    }
    match left.first() {
        Some(extra) => Err(format!("event {} {}: not expected", id(extra), event_type(extra))),
        None => Ok(()),
    }
}

fn set(event: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = event {
        members.make_mut().insert(name.into(), value);
    }
}

fn line(event: &Value) -> String {
    let details = event.as_object().and_then(|members| {
        members.iter().find(|(key, _)| key.ends_with("Details")).map(|(_, value)| to_json(value))
    });
    let previous = event.get("previousEventId").and_then(Value::as_i64).unwrap_or_default();
    format!("{} ←{previous} {} {}", id(event), event_type(event), details.unwrap_or_default())
}

fn side_by_side(expected: &[Value], actual: &[Value]) -> String {
    let list = |events: &[Value]| events.iter().map(line).collect::<Vec<_>>().join("\n");
    format!("--- expected\n{}\n--- actual\n{}", list(expected), list(actual))
}

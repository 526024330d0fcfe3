//! Mocks as the text of the mocks pane.

use std::rc::Rc;

use asl_json::Value;

use super::entry::{MockAnswer, MockEntry, Mocks};

/// Entries that a range of calls is written out to at most; a mock configuration file may name ranges of thousands.
const MAX_ENTRIES: usize = 1_000;

impl Mocks {
    /// The mocks as JSON. Ranges of calls become that many entries; conditions and child definitions, of which only the
    /// compiled form is there, are left out.
    pub fn to_json_value(&self) -> Value {
        Value::object(self.0.iter().map(|(state, entries)| {
            let mut written = Vec::new();
            for entry in entries {
                let count = entry.calls.as_ref().map_or(1, |calls| calls.end() - calls.start() + 1);
                let value = entry_value(entry);
                for _ in 0..count.min(MAX_ENTRIES.saturating_sub(written.len())) {
                    written.extend(value.clone());
                }
            }
            (Rc::clone(state), Value::array(written))
        }))
    }
}

fn entry_value(entry: &MockEntry) -> Option<Value> {
    let answer = match &entry.answer {
        MockAnswer::Return(result) => ("return", result.clone()),
        MockAnswer::Throw(failure) => {
            let text = |name, text: &Option<Rc<str>>| {
                text.as_ref().map(|text| (name, Value::String(Rc::clone(text))))
            };
            let members = [text("error", &failure.error), text("cause", &failure.cause)];
            ("throw", Value::object(members.into_iter().flatten()))
        }
        MockAnswer::Never => ("never", Value::Bool(true)),
        MockAnswer::Child(_) => return None,
    };
    if entry.when.is_some() {
        return None;
    }
    let seconds = |ms: i64| Value::from(ms as f64 / 1000.0);
    let others = [
        (entry.after_ms > 0).then(|| ("after", seconds(entry.after_ms))),
        entry.submitted.clone().map(|submitted| ("submitted", submitted)),
        entry.heartbeat_ms.map(|ms| ("heartbeat", seconds(ms))),
        entry.index.map(|index| ("index", Value::from(index))),
    ];
    Some(Value::object(std::iter::once(answer).chain(others.into_iter().flatten())))
}

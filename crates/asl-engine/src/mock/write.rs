//! Mocks as the text of the mocks pane.

use std::rc::Rc;

use asl_json::Value;

use super::entry::{MockAnswer, MockEntry, Mocks, range_text};

impl Mocks {
    /// The mocks as JSON. Conditions and child definitions, of which only the compiled form is there, are left out.
    pub fn to_json_value(&self) -> Value {
        Value::object(self.0.iter().map(|(state, entries)| {
            (Rc::clone(state), Value::array(entries.iter().filter_map(entry_value).collect()))
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
        entry.calls.as_ref().map(|calls| ("calls", Value::from(range_text(calls)))),
    ];
    Some(Value::object(std::iter::once(answer).chain(others.into_iter().flatten())))
}

//! A run of a learner's definition, and what its history tells.

use std::rc::Rc;

use asl_json::sorted::SortedMap;
use asl_json::{Value, parse_value};

use super::bundle::Exercise;
use super::definition::Reading;
use super::engine::{Ask, ask, item, list, read};

/// What is known of a run.
#[derive(Debug, Default)]
pub(super) struct Observed {
    /// How the run stands: status, error, cause, children, why it stands still, a state that waits.
    end: Value,
    /// The states entered, in order, at any depth; those of child executions follow.
    pub(super) entered: Vec<Rc<str>>,
    /// The states of the top level, in the order in which they were entered.
    pub(super) path: Vec<Rc<str>>,
    /// Each call of a task: the state, and its event's place in the history.
    pub(super) calls: Vec<(Rc<str>, usize)>,
    /// What the meter counts.
    pub(super) transitions: u32,
    /// Events of each type in the execution's own history.
    events: SortedMap<Rc<str>, u32>,
    /// Places of the events at which states of the top level assigned variables.
    assigned: Vec<usize>,
    /// The state of the last failure that belongs to a state.
    failed: Option<Rc<str>>,
    /// Milliseconds of the first event and the last.
    times: Option<(i64, i64)>,
}

/// Reads the text of mocks; none if it is not even JSON, or an entry is not understood.
pub(super) fn read_mocks(text: &str, engine: &mut Ask<'_>) -> Option<Value> {
    let value = if text.trim().is_empty() { Value::Null } else { parse_value(text).ok()? };
    let errors = ask(engine, "mocks", std::slice::from_ref(&value));
    errors.as_array().is_some_and(|errors| errors.is_empty()).then_some(value)
}

/// Carries out one run of a check.
pub(super) fn observe(
    exercise: &Exercise,
    reading: &Reading,
    run: &Value,
    mocks: Option<&Value>,
    engine: &mut Ask<'_>,
) -> Observed {
    let members = [
        Value::String(Rc::clone(&exercise.execution_name)),
        run.get("input").cloned().unwrap_or_else(Value::empty_object),
        mocks.or_else(|| run.get("mocks")).cloned().unwrap_or_default(),
    ];
    let mut observed = Observed { end: ask(engine, "run", &members), ..Observed::default() };
    let mut tally = Tally::default();
    loop {
        let page = ask(engine, "events", &[Value::from(tally.place)]);
        let (names, rows) = (list(&page, 0), list(&page, 1));
        if rows.is_empty() {
            break;
        }
        for row in rows.chunks(5) {
            tally.add(row, names, reading, &mut observed);
        }
    }
    observed
}

impl Observed {
    fn text(&self, at: usize) -> &str {
        item(&self.end, at).as_str().unwrap_or_default()
    }

    /// How the execution ended: 0 its status, 1 the error, 2 the cause.
    pub(super) fn end(&self, at: usize) -> Value {
        item(&self.end, at).clone()
    }

    /// Why a run that has not ended stands still.
    pub(super) fn standstill(&self) -> Option<&'static str> {
        ["endless", "waits", "never"].into_iter().find(|note| *note == self.text(4))
    }

    /// Child executions of distributed Maps.
    pub(super) fn children(&self) -> f64 {
        item(&self.end, 3).as_i64().unwrap_or_default() as f64
    }

    /// Virtual seconds from start to end.
    pub(super) fn elapsed(&self) -> f64 {
        self.times.map_or(0.0, |(first, last)| (last - first) as f64 / 1000.0)
    }

    /// How many events of a type there are.
    pub(super) fn events(&self, event_type: &str) -> u32 {
        self.events.get(event_type).copied().unwrap_or_default()
    }

    /// The value of a variable of the top level at the end.
    pub(super) fn variable(&self, name: &str, engine: &mut Ask<'_>) -> Option<Value> {
        self.assigned
            .iter()
            .rev()
            .find_map(|at| read(&ask(engine, "value", &[Value::from(*at), Value::from(name), Value::Null])))
    }

    /// The state where the run ended: the one that failed, waits, or was entered last.
    pub(super) fn last_state(&self) -> Option<String> {
        let waiting = self.text(5);
        if !waiting.is_empty() {
            return Some(waiting.to_owned());
        }
        let failed = self.failed.as_ref().filter(|_| self.text(0) != "SUCCEEDED");
        failed.or_else(|| self.path.last()).map(ToString::to_string)
    }
}

/// Adds events up.
#[derive(Debug, Default)]
struct Tally {
    /// Events so far: the place of the next one.
    place: usize,
    /// Executions that have begun so far; the first is the run itself.
    executions: u32,
    /// How often the work of each visit began, in this execution.
    begun: SortedMap<i64, u32>,
}

impl Tally {
    /// Reads the five numbers of an event; see [`super::Examiner::answer`].
    fn add(&mut self, row: &[Value], names: &[Value], reading: &Reading, observed: &mut Observed) {
        let [visit, event_type, state, time, is_notable] = row else { return };
        let number = |value: &Value| value.as_i64().unwrap_or_default();
        let text_at = |place: &Value| match names.get(usize::try_from(number(place)).ok()?)? {
            Value::String(name) => Some(name),
            _ => None,
        };
        let Some(event_type) = text_at(event_type) else { return };
        let name = text_at(state);
        let (visit, time) = (number(visit), number(time));
        if **event_type == *"ExecutionStarted" {
            self.executions += 1;
            self.begun.clear();
        }
        let of_run = self.executions == 1;
        let is_top = name.is_some_and(|name| reading.is_top(name));
        let mut transitions = 0;
        if let Some(name) = name.filter(|_| event_type.ends_with("StateEntered")) {
            observed.entered.push(Rc::clone(name));
            observed.path.extend(is_top.then(|| Rc::clone(name)));
            transitions = 1;
        }
        let is_call =
            matches!(&**event_type, "TaskScheduled" | "LambdaFunctionScheduled" | "ActivityScheduled");
        if let Some(name) = name.filter(|_| is_call) {
            observed.calls.push((Rc::clone(name), self.place));
        }
        if is_call || matches!(&**event_type, "ParallelStateStarted" | "MapStateStarted") {
            let times = self.begun.get_or_insert_with(visit, || 0);
            // A second beginning within one visit is a retry, and a retry is billed like a transition.
            transitions += u32::from(*times > 0);
            *times += 1;
        }
        if of_run {
            observed.transitions += transitions;
            *observed.events.get_or_insert_with(Rc::clone(event_type), || 0) += 1;
            observed.times = Some((observed.times.map_or(time, |(first, _)| first), time));
            if number(is_notable) != 0 {
                if event_type.ends_with("StateExited") {
                    observed.assigned.extend(is_top.then_some(self.place));
                } else if visit != 0 {
                    observed.failed = name.cloned();
                }
            }
        }
        self.place += 1;
    }
}

//! The mocks of a run: `{ "StateName": [ entry, … ] }`.

use std::ops::RangeInclusive;
use std::rc::Rc;

use asl_json::{Value, to_json};
use asl_jsonata::{Expression, Options};
use asl_jsonpath::Path;
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::child::ChildMachine;
use crate::{ErrorCause, Program};

/// What a mocked task answers.
#[derive(Clone, Debug)]
pub enum MockAnswer {
    /// `"return"`: the result.
    Return(Value),
    /// `"throw"`: an error.
    Throw(ErrorCause),
    /// `"never"`: no answer.
    Never,
    /// `"definition"` and `"mocks"`: the state machine that `startExecution` starts, run as a real execution.
    Child(Rc<ChildMachine>),
}

/// `"when"`: what must be true of the state's input.
#[derive(Clone, Debug)]
pub enum MockCondition {
    /// `{% … %}` on `$states.input`.
    Jsonata(Expression),
    /// A path whose value must be `true`, or must be there if it is no boolean.
    Path(Path),
}

/// One entry: the answer to one call of a state.
#[derive(Clone, Debug)]
pub struct MockEntry {
    /// The answer.
    pub answer: MockAnswer,
    /// `"after"`: milliseconds of virtual time until the answer.
    pub after_ms: i64,
    /// `"submitted"`: the output of `TaskSubmitted`.
    pub submitted: Option<Value>,
    /// `"heartbeat"`: milliseconds between heartbeats, sent until the answer.
    pub heartbeat_ms: Option<i64>,
    /// `"when"`
    pub when: Option<MockCondition>,
    /// `"index"`: the Map iteration that this entry is for.
    pub index: Option<u32>,
    /// `"calls"`: the calls of its state that this entry answers, from 0, as a `MockConfigFile.json` numbers them.
    pub calls: Option<RangeInclusive<usize>>,
    /// The call's parameters that this entry is for; set by readers of recordings whose iterations overlap.
    pub parameters: Option<Value>,
    /// What an activity's worker calls itself; set by readers of recordings.
    pub worker_name: Option<Rc<str>>,
}

impl MockEntry {
    /// An entry with nothing but an answer.
    pub const fn new(answer: MockAnswer) -> Self {
        Self {
            answer,
            after_ms: 0,
            submitted: None,
            heartbeat_ms: None,
            when: None,
            index: None,
            calls: None,
            parameters: None,
            worker_name: None,
        }
    }
}

/// Something wrong with a text of mocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockError {
    /// Where: `ChargeCard[1].throw`.
    pub place: String,
    /// What is wrong, in one line.
    pub message: String,
}

/// The mocks of a run: for each state, its entries in the order of calls; the last one repeats.
#[derive(Clone, Debug, Default)]
pub struct Mocks(pub(crate) IndexMap<Rc<str>, Vec<MockEntry>, FixedState>);

impl Mocks {
    /// Reads mocks; what is wrong is listed and left out, all else stands.
    ///
    /// Shape: `{"StateName": [{"return": JSON} | {"throw": {"error", "cause"}} | {"never": true} |
    /// {"definition": {…}, "mocks": {…}}, …]}`; each entry may have `after`, `submitted`, `heartbeat`, and `calls` or
    /// `when` and `index` besides.
    pub fn read(value: &Value) -> (Self, Vec<MockError>) {
        Self::read_nested(value, 0)
    }

    fn read_nested(value: &Value, depth: u32) -> (Self, Vec<MockError>) {
        let (mut mocks, mut errors) = (Self::default(), Vec::new());
        let Some(states) = value.as_object() else {
            if !value.is_null() {
                errors.push(MockError {
                    place: "/".into(),
                    message: "expected an object of state names".into(),
                });
            }
            return (mocks, errors);
        };
        for (state, entries) in states.iter() {
            let Some(entries) = entries.as_array() else {
                errors.push(MockError {
                    place: state.to_string(),
                    message: "expected a list of entries".into(),
                });
                continue;
            };
            let mut read = Vec::with_capacity(entries.len());
            for (at, entry) in entries.iter().enumerate() {
                let place = format!("{state}[{at}]");
                match read_entry(entry, depth) {
                    Ok(entry) => read.push(entry),
                    Err((member, message)) => {
                        errors.push(MockError { place: format!("{place}{member}"), message });
                    }
                }
            }
            mocks.0.insert(Rc::clone(state), read);
        }
        (mocks, errors)
    }

    /// Sets the entries of a state.
    pub fn insert(&mut self, state: impl Into<Rc<str>>, entries: Vec<MockEntry>) {
        self.0.insert(state.into(), entries);
    }

    /// The entries of a state.
    pub fn get(&self, state: &str) -> Option<&[MockEntry]> {
        self.0.get(state).map(Vec::as_slice).filter(|entries| !entries.is_empty())
    }
}

/// The member that is wrong, and what is wrong with it.
pub(super) type EntryError = (&'static str, String);

/// Mocks of child executions may hold child executions, this many levels deep.
const MAX_DEPTH: u32 = 8;

fn read_entry(value: &Value, depth: u32) -> Result<MockEntry, EntryError> {
    const MEMBERS: [&str; 11] = [
        "return",
        "throw",
        "never",
        "definition",
        "mocks",
        "after",
        "submitted",
        "heartbeat",
        "when",
        "index",
        "calls",
    ];
    let members = value.as_object().ok_or_else(|| ("", "expected an object".to_owned()))?;
    if let Some(unknown) = members.keys().find(|key| !MEMBERS.contains(&&***key)) {
        return Err(("", format!("unknown member `{unknown}`; known are {}", MEMBERS.join(", "))));
    }
    let answers = MEMBERS.iter().take(4).filter(|name| members.contains_key(name)).count();
    if answers != 1 {
        return Err(("", "expected exactly one of `return`, `throw`, `never`, `definition`".into()));
    }
    let answer = match value.get("definition") {
        Some(definition) => read_child(definition, value.get("mocks"), depth)?,
        None if members.contains_key("mocks") => {
            return Err((".mocks", "belongs to a `definition`".into()));
        }
        None => read_answer(value)?,
    };
    let mut entry = MockEntry::new(answer);
    entry.after_ms = seconds(value, "after", ".after")?.unwrap_or(0);
    entry.heartbeat_ms = seconds(value, "heartbeat", ".heartbeat")?.filter(|ms| *ms > 0);
    entry.submitted = value.get("submitted").cloned();
    entry.when = value.get("when").map(read_condition).transpose()?;
    entry.index = match value.get("index") {
        None => None,
        Some(index) => {
            let number = index.as_i64().and_then(|index| u32::try_from(index).ok());
            Some(number.ok_or_else(|| (".index", "expected a whole number from 0".to_owned()))?)
        }
    };
    if let Some(calls) = value.get("calls") {
        if entry.when.is_some() || entry.index.is_some() {
            return Err((".calls", "does not go together with `when` or `index`".into()));
        }
        entry.calls = Some(read_calls(calls).map_err(|message| (".calls", message.to_owned()))?);
    }
    Ok(entry)
}

/// The calls that an entry answers.
pub(super) fn read_calls(value: &Value) -> Result<RangeInclusive<usize>, &'static str> {
    value
        .as_str()
        .and_then(read_range)
        .ok_or("expected a call number such as `\"0\"`, or a range such as `\"1-2\"`")
}

/// `0`, `1-2`: calls, from 0.
pub(super) fn read_range(text: &str) -> Option<RangeInclusive<usize>> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse::<usize>().ok() } else { None }
    };
    match text.split_once('-') {
        None => number(text).map(|call| call..=call),
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(first..=last)
        }
    }
}

/// A range as [`read_range`] takes it.
pub(super) fn range_text(calls: &RangeInclusive<usize>) -> String {
    if calls.start() == calls.end() {
        calls.start().to_string()
    } else {
        format!("{}-{}", calls.start(), calls.end())
    }
}

/// The machine that a task starts, and the mocks of its own tasks.
fn read_child(definition: &Value, mocks: Option<&Value>, depth: u32) -> Result<MockAnswer, EntryError> {
    if depth >= MAX_DEPTH {
        return Err((".definition", format!("child executions nest at most {MAX_DEPTH} levels deep")));
    }
    let text = match definition {
        Value::String(text) => text.to_string(),
        Value::Object(_) => to_json(definition),
        _ => return Err((".definition", "expected a definition".into())),
    };
    let definition = asl_model::parse_definition(&text);
    if definition.machine.workflow.start_at.is_none() {
        return Err((".definition", "expected a state machine with `StartAt` and `States`".into()));
    }
    let (mocks, errors) = Mocks::read_nested(mocks.unwrap_or(&Value::Null), depth + 1);
    if let Some(error) = errors.first() {
        return Err((".mocks", format!("{}: {}", error.place, error.message)));
    }
    let program = Rc::new(Program::compile(&definition.machine));
    Ok(MockAnswer::Child(Rc::new(ChildMachine { program, mocks: Rc::new(mocks) })))
}

/// The answer of an entry: `return`, `throw` or `never`.
pub(super) fn read_answer(value: &Value) -> Result<MockAnswer, EntryError> {
    if let Some(result) = value.get("return") {
        return Ok(MockAnswer::Return(result.clone()));
    }
    if let Some(throw) = value.get("throw") {
        if throw.as_object().is_none() {
            return Err((".throw", "expected an object with `error` and `cause`".into()));
        }
        let text = |name: &str| match throw.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Rc::clone(text))),
            Some(other) if name == "cause" => Ok(Some(other.to_string().into())),
            Some(_) => Err((".throw", format!("`{name}` must be a text"))),
        };
        return Ok(MockAnswer::Throw(ErrorCause { error: text("error")?, cause: text("cause")? }));
    }
    match value.get("never").and_then(Value::as_bool) {
        Some(true) => Ok(MockAnswer::Never),
        _ => Err((".never", "expected `true`".into())),
    }
}

/// A number of seconds as milliseconds.
fn seconds(value: &Value, name: &str, member: &'static str) -> Result<Option<i64>, EntryError> {
    let Some(seconds) = value.get(name) else { return Ok(None) };
    match seconds.as_number().map(asl_json::Number::as_f64) {
        Some(seconds) if (0.0..=1e10).contains(&seconds) => Ok(Some((seconds * 1000.0) as i64)),
        _ => Err((member, "expected a number of seconds from 0".into())),
    }
}

fn read_condition(value: &Value) -> Result<MockCondition, EntryError> {
    let fail = |message: String| (".when", message);
    let Some(text) = value.as_str() else { return Err(fail("expected a text".into())) };
    if let Some(inner) = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")) {
        let parsed = Expression::parse(inner.trim(), Options::step_functions());
        return parsed.map(MockCondition::Jsonata).map_err(|error| fail(error.to_string()));
    }
    Path::parse(text).map(MockCondition::Path).map_err(|error| fail(error.to_string()))
}

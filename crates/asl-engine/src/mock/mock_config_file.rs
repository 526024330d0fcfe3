//! `MockConfigFile.json` of Step Functions Local: read, written, and translated into [`Mocks`].
//!
//! A file that has mistakes is read as far as it goes; the mistakes are listed.
//!
//! Source: Developer Guide, "Mock configuration file for mocked service integrations in Step Functions Local".

use std::ops::RangeInclusive;
use std::rc::Rc;

use asl_json::Value;
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::entry::{self, MockAnswer, MockEntry, MockError, Mocks, range_text, read_range};
use crate::ErrorCause;

type ByName<T> = IndexMap<Rc<str>, T, FixedState>;

/// The calls that a state without a further entry may make: more than any execution makes.
const LAST_CALL: usize = 24_999;

/// Answers of one state beyond which no more are taken: the longest history has not so many calls, and each is compared
/// with those before it.
const MOST_ANSWERS: usize = 5_000;
/// What is said of the first answer beyond.
const TOO_MANY: &str = "is beyond the first 5,000 answers, which are all that are taken";

/// Members of a mock that the file has no place for.
const LOST: [&str; 7] = ["never", "definition", "when", "index", "after", "submitted", "heartbeat"];
/// Those without which the mock would be another.
const CHOOSING: [&str; 4] = ["never", "definition", "when", "index"];

/// A mock configuration file.
///
/// Shape: `{"StateMachines": {machine: {"TestCases": {case: {state: response}}}}, "MockedResponses": {response:
/// {"0": {"Return": JSON}, "1-2": {"Throw": {"Error", "Cause"}}}}}`.
#[derive(Clone, Debug, Default)]
pub struct MockConfigFile {
    /// State machine, then test case, then state: the name of the response.
    state_machines: ByName<ByName<ByName<Rc<str>>>>,
    responses: ByName<Vec<Response>>,
}

/// What the calls of a range are answered.
#[derive(Clone, Debug)]
struct Response {
    calls: RangeInclusive<usize>,
    answer: MockAnswer,
}

impl PartialEq for Response {
    fn eq(&self, other: &Self) -> bool {
        self.calls == other.calls && answer_value(&self.answer) == answer_value(&other.answer)
    }
}

/// What stands around a response's name in the failure of a call that it does not cover.
fn around_response(state: &str) -> (&'static str, String) {
    ("The mocked response '", format!("' has no entry for this call of the state '{state}'."))
}

/// How Step Functions Local fails an execution at a call that a response does not cover.
fn uncovered(response: &str, state: &str) -> ErrorCause {
    let (before, after) = around_response(state);
    ErrorCause::new("States.Runtime", format!("{before}{response}{after}"))
}

/// The response that [`uncovered`] speaks of, if it made this failure.
fn uncovered_response(failure: &ErrorCause, state: &str) -> Option<Rc<str>> {
    let (before, after) = around_response(state);
    let name = failure.cause.as_deref()?.strip_prefix(before)?.strip_suffix(after.as_str())?;
    (failure.error.as_deref() == Some("States.Runtime")).then(|| name.into())
}

/// The entries of a state, on their way into a file.
#[derive(Default)]
struct Written {
    responses: Vec<Response>,
    /// Entries without numbers: the k-th answers the k-th call, the last one repeats. None fails as [`uncovered`] says.
    plain: Vec<Option<MockAnswer>>,
    /// The response that the entries were read from.
    name: Option<Rc<str>>,
}

impl Written {
    fn add(
        &mut self,
        state: &str,
        calls: Option<RangeInclusive<usize>>,
        answer: MockAnswer,
    ) -> Result<(), String> {
        let Some(calls) = calls else {
            let name = match &answer {
                MockAnswer::Throw(failure) => uncovered_response(failure, state),
                _ => None,
            };
            self.plain.push(name.is_none().then_some(answer));
            self.name = self.name.take().or(name);
            return Ok(());
        };
        match overlapping(&self.responses, &calls) {
            Some(other) => Err(format!("overlaps with `{}`", range_text(&other.calls))),
            None => {
                self.responses.push(Response { calls, answer });
                Ok(())
            }
        }
    }

    /// The name that the response had, and what it answers; none if nothing is answered.
    fn finish(mut self) -> Option<(Option<Rc<str>>, Vec<Response>)> {
        let mut covered: Vec<RangeInclusive<usize>> = Vec::new();
        for response in &self.responses {
            let at = covered.partition_point(|calls| calls.start() < response.calls.start());
            covered.insert(at, response.calls.clone());
        }
        let last = self.plain.len().saturating_sub(1);
        for (at, answer) in self.plain.into_iter().enumerate() {
            let Some(answer) = answer else { continue };
            // Our last entry repeats; the file wants the calls written out.
            let end = if at == last { LAST_CALL.max(at) } else { at };
            let mut from = at;
            for taken in covered.iter().chain([&(end + 1..=end + 1)]) {
                if *taken.start() > from && from <= end {
                    let calls = from..=end.min(taken.start() - 1);
                    self.responses.push(Response { calls, answer: answer.clone() });
                }
                from = from.max(taken.end().saturating_add(1));
            }
        }
        (!self.responses.is_empty() || self.name.is_some()).then_some((self.name, self.responses))
    }
}

fn overlapping<'a>(responses: &'a [Response], calls: &RangeInclusive<usize>) -> Option<&'a Response> {
    responses.iter().find(|other| other.calls.start() <= calls.end() && calls.start() <= other.calls.end())
}

impl MockConfigFile {
    /// Reads a file; what is wrong is listed and left out, all else stands.
    pub fn read(value: &Value) -> (Self, Vec<MockError>) {
        let (mut file, mut errors) = (Self::default(), Errors::default());
        let Some(members) = value.as_object() else {
            errors.add("/", "expected an object with `StateMachines` and `MockedResponses`");
            return (file, errors.0);
        };
        for name in members.keys().filter(|name| !matches!(&***name, "StateMachines" | "MockedResponses")) {
            errors.add(name, "unknown member; known are StateMachines and MockedResponses");
        }
        for (name, response) in errors.members(value, "MockedResponses", "MockedResponses") {
            let place = format!("MockedResponses.{name}");
            file.responses.insert(name, read_responses(&response, &place, &mut errors));
        }
        for (machine, entry) in errors.members(value, "StateMachines", "StateMachines") {
            let place = format!("StateMachines.{machine}");
            let mut cases = ByName::default();
            for (case, states) in errors.members(&entry, "TestCases", &format!("{place}.TestCases")) {
                let place = format!("{place}.TestCases.{case}");
                cases.insert(case, read_case(&states, &place, &file.responses, &mut errors));
            }
            file.state_machines.insert(machine, cases);
        }
        (file, errors.0)
    }

    /// The state machines and their test cases, in the order of the file.
    pub fn test_cases(&self) -> impl Iterator<Item = (&Rc<str>, &Rc<str>)> {
        self.state_machines.iter().flat_map(|(machine, cases)| cases.keys().map(move |case| (machine, case)))
    }

    /// The mocks of a test case. A call that the file does not cover fails the execution with `States.Runtime`.
    ///
    /// # Errors
    /// There is no such state machine or test case.
    pub fn mocks(&self, machine: &str, test_case: &str) -> Result<Mocks, MockError> {
        let missing = |place: String, what: &str| MockError { place, message: format!("no such {what}") };
        let cases = self
            .state_machines
            .get(machine)
            .ok_or_else(|| missing(format!("StateMachines.{machine}"), "state machine"))?;
        let states = cases
            .get(test_case)
            .ok_or_else(|| missing(format!("StateMachines.{machine}.TestCases.{test_case}"), "test case"))?;
        let mut mocks = Mocks::default();
        for (state, name) in states {
            let responses = self.responses.get(name).map(Vec::as_slice).unwrap_or_default();
            let mut entries: Vec<MockEntry> = responses
                .iter()
                .map(|response| MockEntry {
                    calls: Some(response.calls.clone()),
                    ..MockEntry::new(response.answer.clone())
                })
                .collect();
            entries.push(MockEntry::new(MockAnswer::Throw(uncovered(name, state))));
            mocks.insert(Rc::clone(state), entries);
        }
        Ok(mocks)
    }

    /// Writes mocks, in the form of the mocks pane, as one test case. What the file cannot say (waiting, conditions,
    /// `never`) is listed and left out, and so are mistakes. Nothing is compiled: conditions are only looked for.
    pub fn from_mocks(machine: &str, test_case: &str, mocks: &Value) -> (Self, Vec<MockError>) {
        let (mut file, mut errors) = (Self::default(), Errors::default());
        let mut states = ByName::default();
        let members = mocks.as_object();
        if members.is_none() && !mocks.is_null() {
            errors.add("/", "expected an object of state names");
        }
        for (state, entries) in members.into_iter().flat_map(|members| members.iter()) {
            let Some(entries) = entries.as_array() else {
                errors.add(state, "expected a list of entries");
                continue;
            };
            let mut written = Written::default();
            for (at, entry) in entries.iter().enumerate() {
                let place = format!("{state}[{at}]");
                if at == MOST_ANSWERS {
                    errors.add(&place, TOO_MANY);
                    break;
                }
                if let Some(lost) = LOST.into_iter().find(|name| entry.get(name).is_some()) {
                    errors.add(&place, &format!("`{lost}` has no place in a mock configuration file"));
                }
                if CHOOSING.into_iter().any(|name| entry.get(name).is_some()) {
                    continue;
                }
                let calls = entry.get("calls").map(entry::read_calls).transpose();
                let added = calls.map_err(|message| (".calls", message.to_owned())).and_then(|calls| {
                    written
                        .add(state, calls, entry::read_answer(entry)?)
                        .map_err(|message| (".calls", message))
                });
                if let Err((member, message)) = added {
                    errors.add(&format!("{place}{member}"), &message);
                }
            }
            let Some((name, responses)) = written.finish() else { continue };
            // Answers that were changed for one of the states that shared them are a response of their own.
            let name = name
                .filter(|name| file.responses.get(name).is_none_or(|other| *other == responses))
                .unwrap_or_else(|| format!("{state} in {test_case}").into());
            states.insert(Rc::clone(state), Rc::clone(&name));
            file.responses.insert(name, responses);
        }
        let cases = std::iter::once((Rc::from(test_case), states)).collect();
        file.state_machines.insert(machine.into(), cases);
        (file, errors.0)
    }

    /// The file as JSON.
    pub fn to_json_value(&self) -> Value {
        let name = |name: &Rc<str>| Rc::clone(name);
        let machines = self.state_machines.iter().map(|(machine, cases)| {
            let cases = cases.iter().map(|(case, states)| {
                let states =
                    states.iter().map(|(state, response)| (name(state), Value::String(name(response))));
                (name(case), Value::object(states))
            });
            (name(machine), Value::object([("TestCases", Value::object(cases))]))
        });
        let responses = self.responses.iter().map(|(response, ranges)| {
            let ranges = ranges.iter().map(|range| (range_text(&range.calls), answer_value(&range.answer)));
            (name(response), Value::object(ranges))
        });
        Value::object([
            ("StateMachines", Value::object(machines)),
            ("MockedResponses", Value::object(responses)),
        ])
    }
}

fn answer_value(answer: &MockAnswer) -> Value {
    match answer {
        MockAnswer::Return(result) => Value::object([("Return", result.clone())]),
        MockAnswer::Throw(failure) => {
            let text = |text: &Option<Rc<str>>| Value::from(text.as_deref().unwrap_or_default());
            let members = [("Error", text(&failure.error)), ("Cause", text(&failure.cause))];
            Value::object([("Throw", Value::object(members))])
        }
        _ => Value::empty_object(),
    }
}

/// Mistakes, in the order in which they were found.
#[derive(Default)]
struct Errors(Vec<MockError>);

impl Errors {
    fn add(&mut self, place: &str, message: &str) {
        self.0.push(MockError { place: place.to_owned(), message: message.to_owned() });
    }

    /// The members of a member that must be an object.
    fn members(&mut self, value: &Value, name: &str, place: &str) -> Vec<(Rc<str>, Value)> {
        match value.get(name) {
            Some(Value::Object(members)) => {
                members.iter().map(|(name, value)| (Rc::clone(name), value.clone())).collect()
            }
            Some(_) => {
                self.add(place, "expected an object");
                Vec::new()
            }
            None => {
                self.add(place, "is missing");
                Vec::new()
            }
        }
    }
}

fn read_case(
    states: &Value,
    place: &str,
    responses: &ByName<Vec<Response>>,
    errors: &mut Errors,
) -> ByName<Rc<str>> {
    let mut read = ByName::default();
    let Some(members) = states.as_object() else {
        errors.add(place, "expected an object of state names");
        return read;
    };
    for (state, response) in members.iter() {
        match response {
            Value::String(name) if responses.contains_key(name) => {
                read.insert(Rc::clone(state), Rc::clone(name));
            }
            Value::String(name) => {
                errors.add(&format!("{place}.{state}"), &format!("`MockedResponses` has no `{name}`"));
            }
            _ => errors.add(&format!("{place}.{state}"), "expected the name of a mocked response"),
        }
    }
    read
}

fn read_responses(value: &Value, place: &str, errors: &mut Errors) -> Vec<Response> {
    let mut read: Vec<Response> = Vec::new();
    let Some(members) = value.as_object() else {
        errors.add(place, "expected an object of call numbers");
        return read;
    };
    if members.is_empty() {
        errors.add(place, "has no answer: the first call would fail");
    }
    for (key, value) in members.iter() {
        let place = format!("{place}.{key}");
        if read.len() == MOST_ANSWERS {
            errors.add(&place, TOO_MANY);
            break;
        }
        let Some(calls) = read_range(key) else {
            errors.add(&place, "expected a call number such as `0`, or a range such as `1-2`");
            continue;
        };
        if let Some(other) = overlapping(&read, &calls) {
            errors.add(&place, &format!("overlaps with `{}`", range_text(&other.calls)));
            continue;
        }
        match read_answer(value) {
            Ok(answer) => read.push(Response { calls, answer }),
            Err((member, message)) => errors.add(&format!("{place}{member}"), message),
        }
    }
    read
}

fn read_answer(value: &Value) -> Result<MockAnswer, (&'static str, &'static str)> {
    let members = value.as_object().ok_or(("", "expected an object with `Return` or `Throw`"))?;
    let mut members = members.iter();
    let (Some((name, answer)), None) = (members.next(), members.next()) else {
        return Err(("", "expected exactly one of `Return` and `Throw`"));
    };
    match &**name {
        "Return" => Ok(MockAnswer::Return(answer.clone())),
        "Throw" => {
            let text = |name: &str| answer.get(name).and_then(Value::as_str).map(Rc::from);
            let error = text("Error").ok_or((".Throw.Error", "expected a text"))?;
            let cause = text("Cause").ok_or((".Throw.Cause", "expected a text"))?;
            Ok(MockAnswer::Throw(ErrorCause { error: Some(error), cause: Some(cause) }))
        }
        _ => Err(("", "expected `Return` or `Throw`")),
    }
}

#[cfg(test)]
mod tests {
    use asl_json::{parse_value, to_json};

    use super::*;

    const FILE: &str = r#"{"StateMachines":{"M":{"TestCases":{"Happy":{"Charge":"Flaky"}}}},
        "MockedResponses":{"Flaky":{"0":{"Throw":{"Error":"E","Cause":"c"}},"1-2":{"Return":{"ok":true}}}}}"#;

    fn read(text: &str) -> (MockConfigFile, Vec<String>) {
        let (file, errors) = MockConfigFile::read(&parse_value(text).unwrap());
        (file, errors.into_iter().map(|error| format!("{}: {}", error.place, error.message)).collect())
    }

    #[test]
    fn a_file_is_written_as_it_was_read() {
        let (file, errors) = read(FILE);
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(file.to_json_value(), parse_value(FILE).unwrap());
        assert_eq!(file.test_cases().count(), 1);
        let mocks = file.mocks("M", "Happy").unwrap();
        assert_eq!(mocks.get("Charge").unwrap().len(), 3);
        assert!(file.mocks("M", "Sad").is_err());
        assert!(file.mocks("N", "Happy").is_err());
    }

    #[test]
    fn a_test_case_goes_through_the_mocks_pane_unchanged() {
        // Gaps, calls out of order, ranges of thousands, one response for two states, and one that answers nothing.
        let text = r#"{"StateMachines":{"M":{"TestCases":{"C":{"A":"Gaps","B":"It's one","D":"It's one","E":"None"}}}},
            "MockedResponses":{"Gaps":{"5":{"Return":1.0},"0":{"Throw":{"Error":"E","Cause":""}},"7-24998":{"Return":2},
            "6":{"Return":2}},"It's one":{"0":{"Return":{"Payload":7}}},"None":{}}}"#;
        let (file, errors) = read(text);
        assert_eq!(errors, ["MockedResponses.None: has no answer: the first call would fail"]);
        let pane = file.mocks("M", "C").unwrap().to_json_value();
        let (mocks, errors) = Mocks::read(&pane);
        assert_eq!(errors, []);
        assert_eq!(mocks.get("A").unwrap().len(), 5);
        let (back, errors) = MockConfigFile::from_mocks("M", "C", &pane);
        assert_eq!(errors, []);
        assert_eq!(to_json(&back.to_json_value()), to_json(&parse_value(text).unwrap()));
    }

    #[test]
    fn changed_answers_are_a_response_of_their_own() {
        let pane = r#"{"G":[{"return":1,"calls":"9-18446744073709551615"},{"return":2}],
            "A":[{"return":1,"calls":"0"},{"throw":{"error":"States.Runtime","cause":"The mocked response 'R' has no entry for this call of the state 'A'."}}],
            "B":[{"return":2,"calls":"1"},{"return":3},{"return":4}],
            "D":[{"return":5,"calls":"0"},{"throw":{"error":"States.Runtime","cause":"The mocked response 'R' has no entry for this call of the state 'D'."}}],
            "F":[{"return":6,"calls":"0-2"},{"return":7,"calls":"1"},{"return":8,"calls":1}]}"#;
        let (file, errors) = MockConfigFile::from_mocks("M", "C", &parse_value(pane).unwrap());
        let errors: Vec<_> =
            errors.into_iter().map(|error| format!("{}: {}", error.place, error.message)).collect();
        assert_eq!(
            errors,
            [
                "F[1].calls: overlaps with `0-2`",
                "F[2].calls: expected a call number such as `\"0\"`, or a range such as `\"1-2\"`"
            ]
        );
        assert_eq!(
            to_json(file.to_json_value().get("MockedResponses").unwrap()),
            concat!(
                r#"{"G in C":{"9-18446744073709551615":{"Return":1},"0-8":{"Return":2}},"R":{"0":{"Return":1}},"#,
                r#""B in C":{"1":{"Return":2},"0":{"Return":3},"2-24999":{"Return":4}},"#,
                r#""D in C":{"0":{"Return":5}},"F in C":{"0-2":{"Return":6}}}"#
            )
        );
    }

    #[test]
    fn answers_beyond_any_history_are_left_out() {
        let many: Vec<String> =
            (0..=MOST_ANSWERS).map(|call| format!(r#""{call}":{{"Return":1}}"#)).collect();
        let text = format!(r#"{{"StateMachines":{{}},"MockedResponses":{{"R":{{{}}}}}}}"#, many.join(","));
        assert_eq!(read(&text).1, [format!("MockedResponses.R.{MOST_ANSWERS}: {TOO_MANY}")]);
        let mocks = Value::object([(
            "S",
            Value::array(vec![Value::object([("return", Value::Null)]); MOST_ANSWERS + 1]),
        )]);
        let (_, errors) = MockConfigFile::from_mocks("M", "C", &mocks);
        assert_eq!(errors.len(), 1);
    }

    #[test]
    fn mistakes_are_listed() {
        let (_, errors) = read(
            r#"{"StateMachines":{"M":{"TestCases":{"A":{"S":"None","T":1}}},"N":{}},"Other":1,
            "MockedResponses":{"R":{"0-2":{"Return":1},"2":{"Return":1},"x":{},"9":{},"8":{"Throw":{"Error":1}}},
            "Q":{},"P":[]}}"#,
        );
        assert_eq!(
            errors,
            [
                "Other: unknown member; known are StateMachines and MockedResponses",
                "MockedResponses.R.2: overlaps with `0-2`",
                "MockedResponses.R.x: expected a call number such as `0`, or a range such as `1-2`",
                "MockedResponses.R.9: expected exactly one of `Return` and `Throw`",
                "MockedResponses.R.8.Throw.Error: expected a text",
                "MockedResponses.Q: has no answer: the first call would fail",
                "MockedResponses.P: expected an object of call numbers",
                "StateMachines.M.TestCases.A.S: `MockedResponses` has no `None`",
                "StateMachines.M.TestCases.A.T: expected the name of a mocked response",
                "StateMachines.N.TestCases: is missing",
            ]
        );
        assert_eq!(read("[]").1.len(), 1);
        assert_eq!(read("{}").1.len(), 2);
    }

    #[test]
    fn our_mocks_become_a_test_case() {
        let mocks =
            parse_value(r#"{"S":[{"throw":{"error":"E"}},{"return":1,"after":2}],"T":[{"never":true}]}"#);
        let (file, errors) = MockConfigFile::from_mocks("M", "C", &mocks.unwrap());
        assert_eq!(errors.len(), 2);
        let written = to_json(&file.to_json_value());
        assert!(
            written.contains(r#""0":{"Throw":{"Error":"E","Cause":""}},"1-24999":{"Return":1}"#),
            "{written}"
        );
        assert_eq!(read(&written).1, Vec::<String>::new());
    }
}

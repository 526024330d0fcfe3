//! Assertions on runs: `expect`.

use std::rc::Rc;

use asl_json::Value;

use super::bundle::{Exercise, Kind};
use super::definition::Reading;
use super::engine::{Ask, ask, read};
use super::observe::{Observed, observe};
use super::{Finding, Item, Sheet};

/// How the value of a key is taken apart into assertions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One assertion.
    One,
    /// One for each name of a list.
    EachName,
    /// One for each member.
    EachMember,
    /// One for each member of each member.
    EachInner,
}

/// The keys of `expect`, in the order in which they are judged.
pub(super) const KEYS: [(&str, Form); 17] = [
    ("status", Form::One),
    ("error", Form::One),
    ("cause", Form::One),
    ("path", Form::One),
    ("includes", Form::EachName),
    ("excludes", Form::EachName),
    ("order", Form::One),
    ("visits", Form::EachMember),
    ("attempts", Form::EachMember),
    ("effective", Form::EachMember),
    ("effective_has", Form::EachInner),
    ("output", Form::One),
    ("has", Form::EachMember),
    ("vars", Form::EachMember),
    ("events", Form::EachMember),
    ("elapsed", Form::One),
    ("transitions", Form::One),
];

/// `children` stands apart: it is rarely asked for.
pub(super) const CHILDREN: &str = "children";

/// Judges every run. Returns the error with which each ended, for telling mistakes apart.
pub(super) fn judge_runs(
    exercise: &Exercise,
    reading: &Reading,
    mocks: Option<&Value>,
    look: bool,
    sheet: &mut Sheet,
    engine: &mut Ask<'_>,
) -> Vec<Value> {
    let mut errors = Vec::new();
    let mocks = mocks.filter(|_| exercise.kind == Kind::Mock);
    for (index, run) in exercise.list("runs").iter().enumerate() {
        let observed = look.then(|| observe(exercise, reading, run, mocks, engine));
        errors.push(observed.as_ref().map_or(Value::Null, |run| run.end(1)));
        for item in items(run.get("expect").unwrap_or(&Value::Null), index as u32) {
            let finding = observed.as_ref().map(|observed| judge(&item, observed, reading, engine));
            sheet.add(item, finding);
        }
    }
    errors
}

/// The assertions of one run, in order.
fn items(expect: &Value, run: u32) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for (kind, form) in KEYS.into_iter().chain([(CHILDREN, Form::One)]) {
        let Some(value) = expect.get(kind) else { continue };
        let mut add = |subject: Option<String>, expected| {
            let end = subject.as_ref().map_or(String::new(), |subject| format!("/{subject}"));
            items.push(Item {
                id: format!("runs/{run}/{kind}{end}"),
                kind,
                run: Some(run),
                subject,
                expected,
            });
        };
        match form {
            Form::One => add(None, Some(value)),
            Form::EachName => {
                for name in value.as_array().into_iter().flat_map(|names| names.iter()) {
                    add(name.as_str().map(str::to_owned), None);
                }
            }
            Form::EachMember => {
                for (name, expected) in value.as_object().into_iter().flat_map(|members| members.iter()) {
                    add(Some(name.to_string()), Some(expected));
                }
            }
            Form::EachInner => {
                for (name, inner) in value.as_object().into_iter().flat_map(|members| members.iter()) {
                    for (path, expected) in inner.as_object().into_iter().flat_map(|members| members.iter()) {
                        add(Some(format!("{name}/{path}")), Some(expected));
                    }
                }
            }
        }
    }
    items
}

fn judge(item: &Item<'_>, run: &Observed, reading: &Reading, engine: &mut Ask<'_>) -> Finding {
    let null = Value::Null;
    let expected = item.expected.unwrap_or(&null);
    let subject = item.subject.as_deref().unwrap_or_default();
    match item.kind {
        "status" => of_the_end(Finding::equal(run.end(0), expected), run),
        "error" => of_the_end(Finding::equal(run.end(1), expected), run),
        "cause" => of_the_end(Finding::equal(run.end(2), expected), run),
        "path" => path(run, expected),
        "includes" => entered(run, reading, subject),
        "excludes" => {
            let holds = run.entered.iter().all(|name| **name != *subject);
            Finding { holds, state: Some(subject.to_owned()), ..Finding::default() }
        }
        "order" => order(run, reading, expected),
        "visits" => {
            let count = run.entered.iter().filter(|name| ***name == *subject).count();
            about_state(counted(count as f64, expected), reading, subject)
        }
        "attempts" => {
            let count = run.calls.iter().filter(|(name, _)| **name == *subject).count();
            about_state(counted(count as f64, expected), reading, subject)
        }
        "effective" => {
            let (state, at) = call(run, subject);
            let finding = at.map_or_else(not_called, |at| part(Some(at), None, expected, engine));
            about_state(finding, reading, state)
        }
        "effective_has" => {
            let (name, inner) = subject.split_once('/').unwrap_or((subject, "$"));
            let (state, at) = call(run, name);
            let finding = at.map_or_else(not_called, |at| part(Some(at), Some(inner), expected, engine));
            about_state(finding, reading, state)
        }
        // An execution has an output exactly if it succeeded.
        "output" | "has" if run.end(0).as_str() != Some("SUCCEEDED") => {
            of_the_end(Finding::default().noted("no-output"), run)
        }
        "output" => part(None, None, expected, engine).at(run.last_state()),
        "has" => part(None, Some(subject), expected, engine).at(run.last_state()),
        "vars" => match run.variable(subject, engine) {
            Some(value) => Finding::equal(value, expected),
            None => Finding::default().noted("not-set"),
        },
        "events" => counted(f64::from(run.events(subject)), expected),
        "elapsed" => of_the_end(counted(run.elapsed(), expected), run),
        "transitions" => counted(f64::from(run.transitions), expected),
        CHILDREN => counted(run.children(), expected),
        _ => Finding::default(),
    }
}

/// Points at the state where the run ended, and says why it has not.
fn of_the_end(finding: Finding, run: &Observed) -> Finding {
    let note = finding.note;
    let mut finding = finding.at(run.last_state());
    finding.note = run.standstill().or(note);
    finding
}

fn about_state(finding: Finding, reading: &Reading, state: &str) -> Finding {
    let known = reading.state(state).is_some();
    let mut finding = finding.at(known.then_some(state));
    if !known && !finding.holds {
        finding.note = Some("no-such-state");
    }
    finding
}

fn not_called() -> Finding {
    Finding::default().noted("not-called")
}

/// Compares a figure with a number, or with `{"min", "max"}`.
pub(super) fn counted(count: f64, expected: &Value) -> Finding {
    let number = |value: &Value| value.as_number().map(asl_json::Number::as_f64);
    let bound = |name: &str| expected.get(name).and_then(number);
    let holds = match number(expected) {
        Some(exact) => count == exact,
        None => {
            expected.as_object().is_some()
                && bound("min").is_none_or(|min| count >= min)
                && bound("max").is_none_or(|max| count <= max)
        }
    };
    let whole = count.fract() == 0.0;
    let actual = if whole { Value::from(count as i64) } else { Value::from(count) };
    Finding { holds, actual: Some(actual), ..Finding::default() }
}

fn names(list: &[Rc<str>]) -> Value {
    Value::array(list.iter().map(|name| Value::String(Rc::clone(name))).collect())
}

fn path(run: &Observed, expected: &Value) -> Finding {
    let wanted = expected.as_array().map_or(&[][..], |list| list);
    let same = |(name, wanted): &(&Rc<str>, &Value)| wanted.as_str() == Some(name);
    let matched = run.path.iter().zip(wanted).take_while(same).count();
    let state = run.path.get(matched).or_else(|| run.path.last());
    let finding = Finding::equal(names(&run.path), expected).at(state.map(|name| &**name));
    Finding { note: run.standstill(), ..finding }
}

fn entered(run: &Observed, reading: &Reading, state: &str) -> Finding {
    let holds = run.entered.iter().any(|name| **name == *state);
    let finding = Finding { holds, ..Finding::default() };
    if holds || reading.state(state).is_some() {
        let note = run.standstill();
        return Finding { note, ..finding.at(Some(state)) };
    }
    finding.at(run.last_state()).noted("no-such-state")
}

fn order(run: &Observed, reading: &Reading, expected: &Value) -> Finding {
    let mut rest = run.entered.iter();
    let wanted = expected.as_array().map_or(&[][..], |list| list);
    let missing = wanted.iter().filter_map(Value::as_str).find(|state| rest.all(|name| **name != **state));
    let finding =
        Finding { holds: missing.is_none(), actual: Some(names(&run.entered)), ..Finding::default() };
    match missing {
        Some(state) => about_state(finding, reading, state),
        None => finding,
    }
}

/// A call of a task: `State` is its first, `State#1` its second. The state, and the event's place.
fn call<'a>(run: &Observed, subject: &'a str) -> (&'a str, Option<usize>) {
    let (state, nth) = match subject.rsplit_once('#') {
        Some((state, nth)) => (state, nth.parse::<usize>().unwrap_or(0)),
        None => (subject, 0),
    };
    let mut calls = run.calls.iter().filter(|(name, _)| **name == *state);
    (state, calls.nth(nth).map(|(_, at)| *at))
}

/// Compares what an event tells (without one: the output), or a part of it.
fn part(at: Option<usize>, path: Option<&str>, expected: &Value, engine: &mut Ask<'_>) -> Finding {
    let at = at.map_or(Value::Null, Value::from);
    let path = path.map_or(Value::Null, Value::from);
    match read(&ask(engine, "value", &[at, Value::Null, path])) {
        Some(found) => Finding::equal(found, expected),
        None => Finding::default().noted("nothing-there"),
    }
}

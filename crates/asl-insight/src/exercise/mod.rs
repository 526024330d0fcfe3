//! Exercises: what a learner's work must do, judged on the history of its runs.
//!
//! The format is that of `web/exercises/README.md`. Nothing here is a sentence for people: an assertion is a kind, a
//! subject and values, and the page's language files make sentences of them. Runs happen on the virtual clock with the
//! mocks of the exercise, within the service's quotas and a bound of events.
//!
//! The [`Examiner`] reads and runs; everything else only asks it ([`Ask`]) and needs no engine: in the browser it lives in
//! another wasm module.

mod answer;
mod bundle;
mod definition;
mod engine;
mod examiner;
mod expect;
mod observe;
mod patch;
mod prove;
mod shape;
mod texts;
mod validate;
mod wrong;

use asl_engine::ExecutionType;
use asl_json::{Value, to_json};

pub use bundle::{Exercise, Kind};
pub use engine::Ask;
pub use examiner::Examiner;
pub use prove::works;
pub use texts::{LANGUAGES, TEXT_LIMITS, text_places};
pub use validate::{Problem, validate_exercise, validate_pack};

/// What a learner hands in.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// The definition's text.
    pub definition: String,
    /// The mocks' text; used by exercises of the kind `mock`.
    pub mocks: String,
    /// The workflow type that the learner has chosen; none for the exercise's own.
    pub execution_type: Option<ExecutionType>,
    /// The answer: `{"json": "the text", "path": […], "number": {…}, "choice": […]}`.
    pub answer: Value,
}

/// How a learner's work was judged.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whether every assertion holds.
    pub passed: bool,
    /// All assertions, in the order in which they are told.
    pub assertions: Vec<Assertion>,
    /// The listed mistake that this work is: an `id` of the exercise's wrong answers.
    pub wrong: Option<String>,
}

/// One thing that must hold, and whether it does.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Its place in the check: `runs/0/visits/Work`.
    pub id: String,
    /// The key of the check's vocabulary: `visits`.
    pub kind: &'static str,
    /// The run that it is about, from 0.
    pub run: Option<u32>,
    /// A state, a variable, a path, an event type or a field of the answer.
    pub subject: Option<String>,
    /// Whether it holds; none if it could not be looked at.
    pub holds: Option<bool>,
    /// JSON text of what was expected; none where that would tell the answer.
    pub expected: Option<String>,
    /// JSON text of what came.
    pub actual: Option<String>,
    /// The state to show.
    pub state: Option<String>,
    /// What else there is to say, as a key: `waits`, `no-such-state`, `not-called`, `not-json` ….
    pub note: Option<&'static str>,
}

/// What was found of one assertion.
#[derive(Debug, Default)]
struct Finding {
    holds: bool,
    actual: Option<Value>,
    state: Option<String>,
    note: Option<&'static str>,
}

impl Finding {
    /// Compares what came with what was expected.
    fn equal(actual: Value, expected: &Value) -> Self {
        Self { holds: actual == *expected, actual: Some(actual), ..Self::default() }
    }

    fn at(mut self, state: Option<impl Into<String>>) -> Self {
        self.state = state.map(Into::into);
        self
    }

    fn noted(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}

/// The assertions of a report while it is written.
#[derive(Debug, Default)]
struct Sheet {
    assertions: Vec<Assertion>,
}

/// What an assertion is about, before it is judged.
#[derive(Debug)]
struct Item<'a> {
    id: String,
    kind: &'static str,
    run: Option<u32>,
    subject: Option<String>,
    expected: Option<&'a Value>,
}

impl Sheet {
    fn add(&mut self, item: Item<'_>, finding: Option<Finding>) {
        let mut assertion = Assertion {
            id: item.id,
            kind: item.kind,
            run: item.run,
            subject: item.subject,
            holds: None,
            expected: item.expected.map(short),
            actual: None,
            state: None,
            note: None,
        };
        if let Some(finding) = finding {
            assertion.holds = Some(finding.holds);
            assertion.actual = finding.actual.as_ref().map(short);
            assertion.state = finding.state;
            assertion.note = finding.note;
        }
        self.assertions.push(assertion);
    }
}

/// The longest JSON text of a value that a report shows. Units: bytes.
const MAX_SHOWN: usize = 2_000;

/// JSON text, cut where it is too long to be read anyway.
fn short(value: &Value) -> String {
    if value.measure().size_bytes as usize <= MAX_SHOWN {
        return to_json(value);
    }
    let mut text = to_json(value);
    let cut = (0..=MAX_SHOWN).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(cut);
    text + "…"
}

/// Judges a learner's work.
pub fn check(exercise: &Exercise, work: &Work, engine: &mut Ask<'_>) -> Report {
    let mut sheet = Sheet::default();
    let mut evidence = wrong::Evidence::default();
    if exercise.kind.asks_for_answer() {
        answer::judge(exercise, &work.answer, &mut sheet);
    } else {
        evidence = judge_definition(exercise, work, &mut sheet, engine);
    }
    let passed = !sheet.assertions.is_empty() && sheet.assertions.iter().all(|a| a.holds == Some(true));
    let wrong = if passed { None } else { wrong::recognise(exercise, work, &sheet, &evidence, engine) };
    Report { passed, assertions: sheet.assertions, wrong }
}

/// Diagnostics, assertions on the definition, runs: in this order.
fn judge_definition(
    exercise: &Exercise,
    work: &Work,
    sheet: &mut Sheet,
    engine: &mut Ask<'_>,
) -> wrong::Evidence {
    let execution_type = work.execution_type.unwrap_or(exercise.execution_type);
    let reading = definition::Reading::new(&work.definition, execution_type, engine);
    let mocks = (exercise.kind == Kind::Mock).then(|| observe::read_mocks(&work.mocks, engine));
    if !reading.is_readable() || matches!(mocks, Some(None)) {
        let item = Item { id: "readable".into(), kind: "readable", run: None, subject: None, expected: None };
        sheet.add(item, Some(Finding::default().noted("not-json")));
    }
    definition::judge(exercise, &reading, sheet, engine);
    let runs_make_sense = !sheet.assertions.iter().any(|assertion| {
        assertion.holds == Some(false) && matches!(assertion.id.as_str(), "readable" | "diagnostics/errors")
    });
    let failures =
        expect::judge_runs(exercise, &reading, mocks.flatten().as_ref(), runs_make_sense, sheet, engine);
    wrong::Evidence { reading: Some(reading), errors_of_runs: failures }
}

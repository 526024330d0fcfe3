//! Whether a pack of exercises can be opened: shapes, texts, and the proof of each exercise.

use asl_json::{Value, parse_value};

use super::bundle::{Exercise, Kind};
use super::engine::Ask;
use super::prove::prove;
use super::shape::{Member, Shape, compare};
use super::{definition, texts};

/// Something that is wrong with an exercise or a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `A-01/check/runs/0/expect`.
    pub place: String,
    /// What, as a key: `unknown-member`, `solution-fails`.
    pub code: &'static str,
    /// The name, number or value that it is about; may be empty.
    pub detail: String,
}

/// What is wrong, while it is found.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, place: &str, code: &'static str, detail: &str) {
        self.0.push(Problem {
            place: place.trim_start_matches('/').to_owned(),
            code,
            detail: detail.to_owned(),
        });
    }
}

/// The largest pack. Units: bytes.
const MAX_BYTES: usize = 2_000_000;
/// Exercises of a pack.
const MAX_EXERCISES: usize = 200;
/// Problems that are listed; more help nobody.
const MAX_PROBLEMS: usize = 100;
/// Runs of one check.
const MAX_RUNS: usize = 20;
/// Wrong answers of one exercise.
const MAX_WRONG: usize = 20;

const DOMAINS: [&str; 14] = [
    "DOP1", "DOP2", "DOP3", "DOP4", "DOP5", "DOP6", "DVA1", "DVA2", "DVA3", "DVA4", "SAA1", "SAA2", "SAA3",
    "SAA4",
];

const NAMES: Shape = Shape::List(1, &Shape::Text);
const EXPECT: [Member; 18] = [
    ("status", false, Shape::Word(&["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING"])),
    ("error", false, Shape::Text),
    ("cause", false, Shape::Text),
    ("path", false, NAMES),
    ("includes", false, NAMES),
    ("excludes", false, NAMES),
    ("order", false, NAMES),
    ("visits", false, Shape::Each(&Shape::Count)),
    ("attempts", false, Shape::Each(&Shape::Count)),
    ("effective", false, Shape::Each(&Shape::Any)),
    ("effective_has", false, Shape::Each(&Shape::EachPath(&Shape::Any))),
    ("output", false, Shape::Any),
    ("has", false, Shape::EachPath(&Shape::Any)),
    ("vars", false, Shape::Each(&Shape::Any)),
    ("events", false, Shape::Each(&Shape::Count)),
    ("elapsed", false, Shape::Count),
    ("transitions", false, Shape::Count),
    ("children", false, Shape::Count),
];
const RUN: [Member; 3] =
    [("input", false, Shape::Any), ("mocks", false, Shape::Mocks), ("expect", true, Shape::Members(&EXPECT))];
const DIAGNOSTICS: [Member; 3] =
    [("errors", false, Shape::Whole(0, 1_000)), ("has", false, Shape::Text), ("not", false, Shape::Text)];
const ANSWER: [Member; 5] = [
    ("json", false, Shape::Any),
    ("path", false, NAMES),
    ("number", false, Shape::Each(&Shape::Number)),
    ("tolerance", false, Shape::Number),
    ("choice", false, NAMES),
];
const CHECK: [Member; 4] = [
    ("runs", false, Shape::List(1, &Shape::Members(&RUN))),
    ("definition", false, Shape::List(0, &Shape::Assertion(false))),
    ("diagnostics", false, Shape::Members(&DIAGNOSTICS)),
    ("answer", false, Shape::Members(&ANSWER)),
];
const WRONG: [Member; 8] = [
    ("id", true, Shape::Text),
    ("answer", false, Shape::Members(&ANSWER)),
    ("of", false, Shape::Word(&["start", "solution"])),
    ("set", false, Shape::Each(&Shape::Any)),
    ("remove", false, Shape::List(1, &Shape::Pointer)),
    ("file", false, Shape::Text),
    ("fails", false, Shape::Text),
    ("when", false, Shape::List(0, &Shape::Assertion(true))),
];
const CONFIG: [Member; 2] =
    [("type", false, Shape::Word(&["STANDARD", "EXPRESS"])), ("name", false, Shape::Text)];
const EXERCISE: [Member; 10] = [
    ("format_version", true, Shape::Whole(1, 1)),
    ("id", true, Shape::Text),
    ("kind", true, Shape::Text),
    ("level", true, Shape::Whole(1, 3)),
    ("exam", true, Shape::List(0, &Shape::Word(&DOMAINS))),
    ("config", false, Shape::Members(&CONFIG)),
    ("check", true, Shape::Members(&CHECK)),
    ("wrong", true, Shape::List(1, &Shape::Members(&WRONG))),
    ("same_in_all_languages", false, Shape::List(1, &Shape::Text)),
    ("proof_note", false, Shape::Text),
];
const BUNDLE: [Member; 3] = [
    ("exercise", true, Shape::Members(&EXERCISE)),
    ("files", false, Shape::Each(&Shape::Any)),
    ("texts", true, Shape::Each(&Shape::Any)),
];
const TITLE: Shape = Shape::Each(&Shape::Text);
const EXAM: [Member; 2] =
    [("questions", true, Shape::Whole(1, 100)), ("minutes", true, Shape::Whole(1, 600))];
const TRACK: [Member; 5] = [
    ("id", true, Shape::Text),
    ("title", true, TITLE),
    ("about", false, TITLE),
    ("exercises", true, NAMES),
    ("exam", false, Shape::Members(&EXAM)),
];
const FACT: [Member; 4] = [
    ("value", true, Shape::Number),
    ("as_of", true, Shape::Text),
    ("source", true, Shape::Text),
    ("format", false, Shape::Word(&["number", "usd"])),
];
const PACK: [Member; 6] = [
    ("format_version", true, Shape::Whole(1, 1)),
    ("id", true, Shape::Text),
    ("title", true, TITLE),
    ("exercises", true, Shape::List(1, &Shape::Any)),
    ("tracks", false, Shape::List(0, &Shape::Members(&TRACK))),
    ("facts", false, Shape::Each(&Shape::Members(&FACT))),
];

/// What is wrong with the text of a pack, at most a hundred problems; an empty list if it can be opened.
pub fn validate_pack(text: &str, engine: &mut Ask<'_>) -> Vec<Problem> {
    let mut problems = Problems::default();
    if text.len() > MAX_BYTES {
        problems.add("", "too-large", &MAX_BYTES.to_string());
        return problems.0;
    }
    match parse_value(text) {
        Ok(pack) => judge_pack(&pack, &mut problems, engine),
        Err(error) => problems.add("", "not-json", &error.to_string()),
    }
    problems.0.truncate(MAX_PROBLEMS);
    problems.0
}

fn judge_pack(pack: &Value, problems: &mut Problems, engine: &mut Ask<'_>) {
    compare(pack, &Shape::Members(&PACK), "", problems, engine);
    let Some(exercises) = pack.get("exercises").and_then(Value::as_array) else { return };
    if exercises.len() > MAX_EXERCISES {
        return problems.add("exercises", "too-many", &MAX_EXERCISES.to_string());
    }
    let mut ids: Vec<&str> = Vec::new();
    for (index, bundle) in exercises.iter().enumerate() {
        let id = bundle.get("exercise").and_then(|exercise| exercise.get("id")).and_then(Value::as_str);
        let place = format!("exercises/{}", id.map_or_else(|| index.to_string(), str::to_owned));
        if let Some(id) = id {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            if id.len() > 64 || !id.bytes().all(plain) {
                problems.add(&place, "bad-id", id);
            }
            if ids.contains(&id) {
                problems.add(&place, "duplicate-id", id);
            }
            ids.push(id);
        }
        for problem in validate_exercise(bundle, engine) {
            problems.add(&format!("{place}/{}", problem.place), problem.code, &problem.detail);
        }
        if problems.0.len() >= MAX_PROBLEMS {
            return;
        }
    }
    for track in pack.get("tracks").and_then(Value::as_array).into_iter().flat_map(|tracks| tracks.iter()) {
        for id in track.get("exercises").and_then(Value::as_array).into_iter().flat_map(|ids| ids.iter()) {
            if !id.as_str().is_some_and(|id| ids.contains(&id)) {
                problems.add("tracks", "unknown-exercise", id.as_str().unwrap_or_default());
            }
        }
    }
}

/// What is wrong with one exercise: shapes, files, texts of the languages that are there, and the proof.
pub fn validate_exercise(bundle: &Value, engine: &mut Ask<'_>) -> Vec<Problem> {
    let mut problems = Problems::default();
    compare(bundle, &Shape::Members(&BUNDLE), "", &mut problems, engine);
    let Some(exercise) = Exercise::read(bundle) else {
        problems.add("exercise/kind", "unknown-word", "");
        return problems.0;
    };
    judge_files(&exercise, &mut problems);
    judge_check(&exercise, bundle, &mut problems);
    let texts = bundle.get("texts").and_then(Value::as_object);
    if texts.is_none_or(|texts| texts.is_empty()) {
        problems.add("texts", "missing-text", "en");
    }
    for (language, text) in texts.into_iter().flat_map(|texts| texts.iter()) {
        texts::judge(&exercise, text, &format!("texts/{language}"), &mut problems);
    }
    // What is misshapen cannot be proven.
    if problems.0.iter().all(|problem| problem.place.starts_with("texts")) {
        prove(&exercise, &mut problems, engine);
    }
    problems.0
}

/// The files that lie there must be those that are read.
fn judge_files(exercise: &Exercise, problems: &mut Problems) {
    let mut known = vec!["start.asl.json"];
    match exercise.kind {
        Kind::Mock => known.extend(["start.mocks.json", "solution.mocks.json"]),
        kind if !kind.asks_for_answer() => known.push("solution.asl.json"),
        _ => {}
    }
    let needs_start = !matches!(exercise.kind, Kind::Choose);
    if needs_start && exercise.file("start.asl.json").is_none() {
        problems.add("files", "missing-file", "start.asl.json");
    }
    let named = |name: &str| {
        exercise.wrong.iter().any(|wrong| wrong.get("file").and_then(Value::as_str) == Some(name))
    };
    for name in exercise.file_names() {
        if !known.contains(&name) && !named(name) {
            problems.add("files", "stray-file", name);
        }
    }
}

fn judge_check(exercise: &Exercise, bundle: &Value, problems: &mut Problems) {
    let answer = exercise.check.get("answer");
    let has = |name: &str| answer.is_some_and(|answer| answer.get(name).is_some());
    let missing = match exercise.kind {
        Kind::PredictOutput => (!has("json")).then_some("answer/json"),
        Kind::PredictPath => (!has("path")).then_some("answer/path"),
        Kind::PredictNumber => (!has("number")).then_some("answer/number"),
        Kind::Choose => (!has("choice")).then_some("answer/choice"),
        _ => exercise.list("runs").is_empty().then_some("runs"),
    };
    if let Some(missing) = missing {
        problems.add("exercise/check", "missing-member", missing);
    }
    if exercise.list("runs").len() > MAX_RUNS {
        problems.add("exercise/check/runs", "too-many", &MAX_RUNS.to_string());
    }
    if exercise.wrong.len() > MAX_WRONG {
        problems.add("exercise/wrong", "too-many", &MAX_WRONG.to_string());
    }
    let note = bundle.get("exercise").and_then(|exercise| exercise.get("proof_note"));
    let predicts = exercise.kind.asks_for_answer() && exercise.kind != Kind::Choose;
    if predicts && exercise.list("runs").is_empty() && note.is_none() {
        problems.add("exercise/check", "no-proof", "");
    }
    for (index, run) in exercise.list("runs").iter().enumerate() {
        if exercise.kind == Kind::Mock && run.get("mocks").is_some() {
            problems.add(&format!("exercise/check/runs/{index}"), "unknown-member", "mocks");
        }
    }
    let codes =
        ["has", "not"].into_iter().filter_map(|name| exercise.check.get("diagnostics")?.get(name)?.as_str());
    for code in codes.filter(|code| !definition::is_code(code)) {
        problems.add("exercise/check/diagnostics", "unknown-word", code);
    }
    for (index, wrong) in exercise.wrong.iter().enumerate() {
        let place = format!("exercise/wrong/{index}");
        let needed = if exercise.kind.asks_for_answer() { "answer" } else { "fails" };
        if wrong.get(needed).is_none() {
            problems.add(&place, "missing-member", needed);
        }
        let code = |condition: &Value| condition.get("diagnostic").and_then(Value::as_str).map(str::to_owned);
        let conditions = wrong.get("when").and_then(Value::as_array);
        for code in conditions.into_iter().flat_map(|when| when.iter()).filter_map(code) {
            if !definition::is_code(&code) {
                problems.add(&place, "unknown-word", &code);
            }
        }
    }
}

//! Whether an exercise keeps its promises: the start fails, the solution passes, each wrong answer is recognised.

use asl_json::Value;

use super::answer::as_given;
use super::bundle::{Exercise, Kind};
use super::definition::Reading;
use super::engine::Ask;
use super::patch::patched;
use super::validate::Problems;
use super::{Report, Sheet, Work, check, expect};

/// Runs everything that an exercise claims. No new problem is the proof.
pub(super) fn prove(exercise: &Exercise, problems: &mut Problems, engine: &mut Ask<'_>) {
    for (place, work) in hand_in(exercise, problems) {
        judge(exercise, &place, &check(exercise, &work, engine), problems);
    }
    if exercise.kind.asks_for_answer() {
        prove_answer(exercise, problems, engine);
    }
}

/// Everything that the proof hands in, by its place; for showing that the engine judges alike everywhere.
pub fn works(exercise: &Exercise) -> Vec<(String, Work)> {
    hand_in(exercise, &mut Problems::default())
}

/// The start, the solution, and the wrong answers, by their place.
fn hand_in(exercise: &Exercise, problems: &mut Problems) -> Vec<(String, Work)> {
    let mut works = Vec::new();
    if exercise.kind.asks_for_answer() {
        let right = exercise.check.get("answer").map(as_given).unwrap_or_default();
        works.push(("start".to_owned(), Work::default()));
        works.push(("solution".to_owned(), Work { answer: right, ..Work::default() }));
    } else {
        let end = ending(exercise.kind);
        for name in ["start", "solution"] {
            match exercise.file(&format!("{name}.{end}.json")) {
                Some(text) => works.push((name.to_owned(), work(exercise, text))),
                None => problems.add("files", "missing-file", &format!("{name}.{end}.json")),
            }
        }
    }
    for (index, wrong) in exercise.wrong.iter().enumerate() {
        let place = format!("wrong/{index}");
        if let Some(answer) = wrong.get("answer") {
            works.push((place, Work { answer: as_given(answer), ..Work::default() }));
            continue;
        }
        match wrong_text(exercise, wrong) {
            Ok(text) => works.push((place, work(exercise, text))),
            Err(detail) => problems.add(&place, "bad-change", &detail),
        }
    }
    works
}

const fn ending(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Mock) { "mocks" } else { "asl" }
}

/// What a learner hands in who has this text in the pane that the exercise is about.
fn work(exercise: &Exercise, text: String) -> Work {
    if exercise.kind == Kind::Mock {
        let definition = exercise.file("start.asl.json").unwrap_or_default();
        return Work { definition, mocks: text, ..Work::default() };
    }
    Work { definition: text, ..Work::default() }
}

fn wrong_text(exercise: &Exercise, wrong: &Value) -> Result<String, String> {
    if let Some(file) = wrong.get("file").and_then(Value::as_str) {
        return exercise.file(file).ok_or_else(|| file.to_owned());
    }
    let of = wrong.get("of").and_then(Value::as_str).unwrap_or("solution");
    let name = format!("{of}.{}.json", ending(exercise.kind));
    patched(&exercise.file(&name).ok_or(name)?, wrong)
}

fn judge(exercise: &Exercise, place: &str, report: &Report, problems: &mut Problems) {
    let failed = report.assertions.iter().find(|assertion| assertion.holds == Some(false));
    let first = failed.map_or(String::new(), |assertion| {
        let value = assertion.actual.clone().or_else(|| assertion.note.map(str::to_owned));
        format!("{}: {}", assertion.id, value.unwrap_or_default())
    });
    let wrong =
        place.strip_prefix("wrong/").and_then(|index| exercise.wrong.get(index.parse::<usize>().ok()?));
    let text = |name: &str| wrong.and_then(|wrong| wrong.get(name)).and_then(Value::as_str);
    match place {
        "solution" if !report.passed => problems.add(place, "solution-fails", &first),
        "solution" => {}
        _ if report.passed => problems.add(place, "passes", ""),
        "start" => {}
        _ => {
            if let Some(fails) = text("fails")
                && failed.is_none_or(|assertion| assertion.id != fails)
            {
                problems.add(place, "fails-elsewhere", &first);
            }
            if report.wrong.as_deref() != text("id") {
                let got = report.wrong.clone().unwrap_or_default();
                problems.add(place, "other-message", &format!("{got} ({first})"));
            }
        }
    }
}

/// The engine is the answer key: the runs of an exercise with an answer must hold on the start.
fn prove_answer(exercise: &Exercise, problems: &mut Problems, engine: &mut Ask<'_>) {
    let Some(text) = exercise.file("start.asl.json") else { return };
    let reading = Reading::new(&text, exercise.execution_type, engine);
    let mut sheet = Sheet::default();
    expect::judge_runs(exercise, &reading, None, true, &mut sheet, engine);
    for assertion in sheet.assertions.iter().filter(|assertion| assertion.holds != Some(true)) {
        let value = assertion.actual.clone().unwrap_or_default();
        problems.add("start", "proof-fails", &format!("{}: {value}", assertion.id));
    }
}

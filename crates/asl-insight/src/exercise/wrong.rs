//! Which listed mistake a learner's work is.

use asl_json::{Value, parse_value};

use super::answer::is_mistake;
use super::bundle::Exercise;
use super::definition::{Reading, look};
use super::engine::Ask;
use super::{Assertion, Sheet, Work};

/// What was learnt of a definition while it was judged.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) reading: Option<Reading>,
    pub(super) errors_of_runs: Vec<Value>,
}

/// The first wrong answer of the list that fits.
pub(super) fn recognise(
    exercise: &Exercise,
    work: &Work,
    sheet: &Sheet,
    evidence: &Evidence,
    engine: &mut Ask<'_>,
) -> Option<String> {
    let failed = sheet.assertions.iter().find(|assertion| assertion.holds == Some(false))?;
    let fits = |wrong: &&Value| match wrong.get("answer") {
        Some(mistake) => is_mistake(&work.answer, mistake),
        None => {
            wrong.get("fails").and_then(Value::as_str) == Some(&failed.id)
                && wrong.get("when").and_then(Value::as_array).is_none_or(|when| {
                    when.iter().all(|condition| holds(condition, failed, evidence, engine))
                })
        }
    };
    let wrong = exercise.wrong.iter().find(fits)?;
    wrong.get("id").and_then(Value::as_str).map(str::to_owned)
}

fn holds(condition: &Value, failed: &Assertion, evidence: &Evidence, engine: &mut Ask<'_>) -> bool {
    if let Some(error) = condition.get("error") {
        let run = failed.run.and_then(|run| evidence.errors_of_runs.get(run as usize));
        return run == Some(error);
    }
    if let Some(got) = condition.get("got") {
        return failed.actual.as_deref().and_then(|text| parse_value(text).ok()).as_ref() == Some(got);
    }
    let Some(reading) = &evidence.reading else { return false };
    match condition.get("diagnostic") {
        Some(code) => code.as_str().is_some_and(|code| reading.has_code(code)),
        None => look(condition, reading, 0, engine).holds,
    }
}

//! Exercises: a learner's work judged, and packs of exercises looked at before they are opened.

use asl_engine::ExecutionType;
use asl_insight::exercise::{self, Ask};
use asl_json::parse_value;
use serde::{Deserialize, Serialize};

/// Standard or Express.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "UPPERCASE")]
pub enum WorkflowType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// What a learner hands in.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExerciseWork {
    /// The definition's text.
    pub definition: String,
    /// The mocks' text, for exercises about mocks.
    pub mocks: String,
    /// The workflow type that the learner has chosen; the exercise's own if it is left out.
    #[cfg_attr(test, ts(inline))]
    #[serde(default, rename = "type")]
    pub workflow_type: Option<WorkflowType>,
    /// JSON text: `{"json": "the text", "path": […], "number": {…}, "choice": […]}`.
    pub answer: String,
}

/// One thing that must hold, and whether it does. Sentences are the page's business.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ExerciseAssertion {
    /// Its place in the check: `runs/0/visits/Work`.
    pub id: String,
    /// The key of the check's vocabulary: `visits`.
    pub kind: &'static str,
    /// The run that it is about, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<u32>,
    /// A state, a variable, a path, an event type or a field of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Whether it holds; left out if it could not be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// JSON text of what was expected; left out where that would tell the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// JSON text of what came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    /// The state to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What else there is to say, as a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// How a learner's work was judged.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ExerciseReport {
    /// Whether every assertion holds.
    pub passed: bool,
    /// All assertions, in the order in which they are told.
    pub assertions: Vec<ExerciseAssertion>,
    /// The id of the listed mistake that this work is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<String>,
}

/// Something that is wrong with a pack of exercises.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExerciseProblem {
    /// Where: `exercises/A-01/exercise/check`.
    pub place: String,
    /// What, as a key.
    pub code: &'static str,
    /// The name, number or value that it is about; may be empty.
    pub detail: String,
}

/// Judges a learner's work on an exercise, given as JSON text: `{"exercise": …, "files": …}`.
///
/// # Errors
/// The text is no exercise.
pub fn check_exercise(
    exercise: &str,
    work: ExerciseWork,
    engine: &mut Ask<'_>,
) -> Result<ExerciseReport, String> {
    let exercise = exercise::Exercise::parse(exercise)?;
    let work = exercise::Work {
        definition: work.definition,
        mocks: work.mocks,
        execution_type: work.workflow_type.map(|workflow_type| match workflow_type {
            WorkflowType::Standard => ExecutionType::Standard,
            WorkflowType::Express => ExecutionType::Express,
        }),
        answer: parse_value(&work.answer).unwrap_or_default(),
    };
    let exercise::Report { passed, assertions, wrong } = exercise::check(&exercise, &work, engine);
    let view = |assertion: exercise::Assertion| ExerciseAssertion {
        id: assertion.id,
        kind: assertion.kind,
        run: assertion.run,
        subject: assertion.subject,
        holds: assertion.holds,
        expected: assertion.expected,
        actual: assertion.actual,
        state: assertion.state,
        note: assertion.note,
    };
    Ok(ExerciseReport { passed, assertions: assertions.into_iter().map(view).collect(), wrong })
}

/// What is wrong with the text of a pack; an empty list if it can be opened.
pub fn validate_exercises(pack: &str, engine: &mut Ask<'_>) -> Vec<ExerciseProblem> {
    let view = |problem: exercise::Problem| ExerciseProblem {
        place: problem.place,
        code: problem.code,
        detail: problem.detail,
    };
    exercise::validate_pack(pack, engine).into_iter().map(view).collect()
}

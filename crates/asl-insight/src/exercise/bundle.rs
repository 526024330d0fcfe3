//! An exercise as it is handed over: `exercise.json`, and the files beside it.

use std::rc::Rc;

use asl_engine::ExecutionType;
use asl_json::{Value, parse_value, to_json_pretty};

/// What a learner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Writes a definition.
    Build,
    /// Repairs a definition.
    Fix,
    /// Lowers the meter.
    Cheaper,
    /// Changes only the mocks.
    Mock,
    /// Types the output.
    PredictOutput,
    /// Clicks the states.
    PredictPath,
    /// Gives numbers.
    PredictNumber,
    /// Picks options.
    Choose,
}

impl Kind {
    /// Every kind with its name in `exercise.json`.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("build", Self::Build),
        ("fix", Self::Fix),
        ("cheaper", Self::Cheaper),
        ("mock", Self::Mock),
        ("predict-output", Self::PredictOutput),
        ("predict-path", Self::PredictPath),
        ("predict-number", Self::PredictNumber),
        ("choose", Self::Choose),
    ];

    /// Whether an answer is judged rather than a definition.
    pub const fn asks_for_answer(self) -> bool {
        matches!(self, Self::PredictOutput | Self::PredictPath | Self::PredictNumber | Self::Choose)
    }

    /// Whether the validator must be content even if the check does not say so.
    pub(super) const fn wants_valid(self) -> bool {
        matches!(self, Self::Build | Self::Fix | Self::Cheaper)
    }
}

/// An exercise: everything but its texts.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// `A-01`
    pub id: String,
    /// What the learner does.
    pub kind: Kind,
    /// Standard or Express, unless the learner chooses otherwise.
    pub execution_type: ExecutionType,
    /// The execution's name.
    pub execution_name: Rc<str>,
    /// `check`
    pub check: Value,
    /// `wrong`
    pub wrong: Vec<Value>,
    files: Value,
}

impl Exercise {
    /// Reads `{"exercise": …, "files": {…}}`. None where not even the kind can be told.
    pub fn read(bundle: &Value) -> Option<Self> {
        let exercise = bundle.get("exercise")?;
        let kind = exercise.get("kind")?.as_str()?;
        let (_, kind) = Kind::NAMES.into_iter().find(|(name, _)| *name == kind)?;
        let config = |name: &str| exercise.get("config").and_then(|config| config.get(name)?.as_str());
        Some(Self {
            id: exercise.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
            kind,
            execution_type: match config("type") {
                Some("EXPRESS") => ExecutionType::Express,
                _ => ExecutionType::Standard,
            },
            execution_name: config("name").unwrap_or("run-1").into(),
            check: exercise.get("check").cloned().unwrap_or_default(),
            wrong: exercise
                .get("wrong")
                .and_then(Value::as_array)
                .map(|list| list.to_vec())
                .unwrap_or_default(),
            files: bundle.get("files").cloned().unwrap_or_default(),
        })
    }

    /// Reads the JSON text of a bundle.
    ///
    /// # Errors
    /// It is no JSON, or no exercise of a kind that is known.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bundle = parse_value(text).map_err(|error| error.to_string())?;
        Self::read(&bundle).ok_or_else(|| "not an exercise".to_owned())
    }

    /// The text of a file beside `exercise.json`. A file that is given as JSON is written out.
    pub fn file(&self, name: &str) -> Option<String> {
        Some(match self.files.get(name)? {
            Value::String(text) => text.to_string(),
            json => to_json_pretty(json, 2),
        })
    }

    /// Names of the files.
    pub(super) fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.as_object().into_iter().flat_map(|files| files.keys().map(|name| &**name))
    }

    /// A part of the check: an empty list where it is missing.
    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.check.get(name).and_then(Value::as_array).map_or(&[], |list| list)
    }
}

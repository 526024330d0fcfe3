//! Problems of a text, located as editors count.

use asl_json::{LineIndex, SyntaxError, TextRange};
use serde::Serialize;

/// How grave a problem is; only `error` keeps a definition from running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The definition cannot run.
    Error,
    /// It can run, but not as the person may think.
    Warning,
    /// It could be better.
    Hint,
}

/// One replacement of the text between `from` and `to` by `insert`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TextEdit {
    /// First UTF-16 code unit that goes.
    pub from: u32,
    /// The one after the last that goes.
    pub to: u32,
    /// What comes instead.
    pub insert: String,
}

/// A repair that the person can take with one press; its edits do not overlap and belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fix {
    /// What pressing it does.
    pub title: String,
    /// The edits, all or none.
    pub edits: Vec<TextEdit>,
}

/// Something about the person's text: located, with one line that says what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Diagnostic {
    /// AWS's code where AWS has one, else ours.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The one line to show if only one fits.
    pub message: String,
    /// First UTF-16 code unit.
    pub from: u32,
    /// The one after the last.
    pub to: u32,
    /// Line of `from`, from 1.
    pub line: u32,
    /// Column of `from`, from 1.
    pub column: u32,
    /// Where in the definition, for people: `ProcessPayment.Retry[0]`; empty at the top.
    pub location: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Repairs to choose from.
    pub fixes: Vec<Fix>,
}

/// The code of everything that is not JSON.
const INVALID_JSON: &str = "INVALID_JSON";

/// Every place where the text is not plain JSON, in the order of the text.
pub(crate) fn syntax_errors(text: &str) -> Vec<Diagnostic> {
    let parsed = asl_json::parse(text);
    if parsed.errors.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    parsed.errors.iter().map(|error| syntax_error(text, &lines, error)).collect()
}

fn syntax_error(text: &str, lines: &LineIndex, error: &SyntaxError) -> Diagnostic {
    let severity = if error.kind.is_tolerated() { Severity::Warning } else { Severity::Error };
    located(text, lines, error.range, severity, INVALID_JSON, error.kind.message())
}

/// A problem at a range of a text.
pub(crate) fn located(
    text: &str,
    lines: &LineIndex,
    range: TextRange,
    severity: Severity,
    code: &str,
    message: &str,
) -> Diagnostic {
    let (from, to) = lines.utf16_range(text, range);
    let place = lines.line_column(text, range.start);
    Diagnostic {
        code: code.to_owned(),
        severity,
        message: message.to_owned(),
        from,
        to,
        line: place.line + 1,
        column: place.column + 1,
        location: String::new(),
        help: None,
        fixes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_json_has_no_problems() {
        assert_eq!(syntax_errors("{\"a\": [1, 2.0, null]}"), []);
    }

    #[test]
    fn places_count_utf16_units_from_one() {
        let found = syntax_errors("{\n  \"日𝄞\": ?\n}");
        assert!(!found.is_empty());
        assert_eq!((found[0].line, found[0].column), (2, 10));
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn a_trailing_comma_is_only_a_warning() {
        let found = syntax_errors("[1,]");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
    }
}

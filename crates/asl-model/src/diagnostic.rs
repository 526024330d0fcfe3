//! What is wrong, or could be better, in a definition.

use asl_json::TextRange;

use crate::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Advice of ours; AWS says nothing.
    Hint,
    /// AWS accepts the definition, but it is likely to be wrong.
    Warning,
    /// AWS refuses the definition.
    Error,
}

/// A remark about the person's text.
///
/// The message is one line that stands alone. Where AWS words a message, it is AWS's.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which rule it comes from.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The place to underline.
    pub range: TextRange,
    /// AWS's name of the place: `/States/Query/Choices[0]/Next`. None where AWS gives none.
    pub location: Option<String>,
    /// Other places that have to do with it.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// A change of the text that settles it.
    pub fix: Option<Fix>,
}

/// A remark at another place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub range: TextRange,
    /// What is there.
    pub text: String,
}

/// A change of the text that settles a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as a command: `Add "End": true`.
    pub title: String,
    /// The edits, in the order of the text; they do not overlap.
    pub edits: Vec<TextEdit>,
}

/// Puts `text` in the place of `range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes; an empty range only inserts.
    pub range: TextRange,
    /// What comes.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code.
    pub fn new(code: Code, message: impl Into<String>, range: TextRange) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            range,
            location: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Whether the rule is ours: AWS says nothing of the kind.
    pub fn ours(&self) -> bool {
        self.code.is_ours()
    }

    /// With AWS's name of the place.
    #[must_use]
    pub fn at(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a remark at another place.
    #[must_use]
    pub fn label(mut self, range: TextRange, text: impl Into<String>) -> Self {
        self.labels.push(Label { range, text: text.into() });
        self
    }

    /// With a change of the text that settles it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}

impl TextEdit {
    /// Puts `text` in the place of `range`.
    pub fn new(range: TextRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// Applies edits to a text; edits that overlap an earlier one or lie outside the text are left out.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> String {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.range);
    let (mut result, mut at) = (String::with_capacity(text.len()), 0_usize);
    for edit in sorted {
        let (start, end) = (edit.range.start as usize, edit.range.end as usize);
        let Some(before) = text.get(at..start) else { continue };
        if text.get(start..end).is_none() {
            continue;
        }
        result.push_str(before);
        result.push_str(&edit.text);
        at = end;
    }
    result.push_str(text.get(at..).unwrap_or(""));
    result
}

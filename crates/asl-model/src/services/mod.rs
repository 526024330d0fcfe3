//! What an editor offers, as pure functions of a text: completion, hover, go to, rename, format, folding, outline.
//!
//! All of it comes from the trees that the engine runs and the table that the rules check by. Offsets and ranges are bytes;
//! an editor that counts UTF-16 code units converts with [`asl_json::LineIndex`].

mod completion;
mod cursor;
mod documentation;
mod folding;
mod format_text;
mod hover;
mod outline;
mod state_names;

use std::rc::Rc;

use asl_json::TextRange;

pub use completion::{Completion, CompletionKind, complete};
pub use folding::folding_ranges;
pub use format_text::format_text;
pub use hover::{Hover, hover};
pub use outline::{OutlineItem, outline};
pub use state_names::{RenameError, go_to_state, references, rename_state};

use crate::{Definition, Diagnostic, ReadOptions, read_definition};

/// A text that an editor holds, read once for all services.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: Rc<str>,
    /// What was read.
    pub definition: Definition,
}

impl Document {
    /// Reads a text.
    pub fn new(text: impl Into<Rc<str>>, options: ReadOptions) -> Self {
        let text = text.into();
        let definition = read_definition(&text, options);
        Self { text, definition }
    }
}

/// The diagnostics at a place that know a fix.
pub fn quick_fixes(document: &Document, range: TextRange) -> Vec<&Diagnostic> {
    let touches = |other: TextRange| other.start <= range.end && range.start <= other.end;
    let diagnostics = document.definition.diagnostics.iter();
    diagnostics.filter(|diagnostic| diagnostic.fix.is_some() && touches(diagnostic.range)).collect()
}

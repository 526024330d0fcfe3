//! What an editor asks of a text besides its problems: completion, hover, signature, state names, format.
//!
//! All of it comes from the trees that the engine runs and the table that the rules check by. The answers are keys and
//! ranges; the words that a person reads about them are the editor's, in the person's language. Offsets and ranges are
//! bytes; an editor that counts UTF-16 code units converts with [`asl_json::LineIndex`].

mod completion;
mod convert;
mod cursor;
mod expression_word;
mod format_text;
mod format_yaml;
mod hover;
mod shape;
mod signature;
mod state_names;
mod words;

use std::rc::Rc;

use asl_json::Node;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use convert::convert;
pub use format_text::{format_json_text, format_text};
pub use hover::{Hover, HoverKind, hover};
pub use signature::{Signature, signature};
pub use state_names::{RenameError, StateUses, rename_state, state_uses};
pub use words::{CONTEXT, STATES, error_names, function_names};

use crate::definition::read_tree;
use crate::{Format, Severity, StateMachine, lower};

/// A text that an editor holds, read for its services: without the rules, which no service needs.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: Rc<str>,
    /// How it is written.
    pub format: Format,
    /// The JSON tree with the place of every part.
    pub root: Node,
    /// The typed tree.
    pub machine: StateMachine,
    /// Whether all of the text could be read.
    pub is_whole: bool,
}

impl Document {
    /// Reads a text; without a format, it is found out from the text.
    pub fn new(text: impl Into<Rc<str>>, format: Option<Format>) -> Self {
        let text = text.into();
        let format = format.unwrap_or_else(|| Format::detect(&text));
        let (root, diagnostics) = read_tree(&text, format);
        let is_whole = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
        let machine = lower::lower(&root);
        Self { text, format, root, machine, is_whole }
    }
}

//! From the text of a definition to its typed tree and what is wrong with it.

use asl_json::read::SyntaxErrorKind;
use asl_json::{Node, NodeKind};

use crate::edit::Editor;
use crate::rules::{self, context::Context};
use crate::{Code, Diagnostic, ExecutionType, Format, Severity, StateMachine, TextEdit, lower, yaml};

/// A definition: its two trees and the remarks about it.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The typed tree; always there, however broken the text.
    pub machine: StateMachine,
    /// The JSON tree with the place of every part.
    pub root: Node,
    /// What is wrong or could be better, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// How the text is written.
    pub format: Format,
}

/// How to read a definition.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// JSON or YAML; none to find out from the text.
    pub format: Option<Format>,
    /// Standard or Express: some rules differ.
    pub execution_type: ExecutionType,
    /// Whether our own rules speak as well as AWS's.
    pub lints: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, execution_type: ExecutionType::Standard, lints: true }
    }
}

/// Reads a definition written in JSON or YAML, as a Standard state machine, with all rules. Never fails.
pub fn parse_definition(text: &str) -> Definition {
    read_definition(text, ReadOptions::default())
}

/// Reads a definition. Never fails.
pub fn read_definition(text: &str, options: ReadOptions) -> Definition {
    let format = options.format.unwrap_or_else(|| Format::detect(text));
    let (root, mut diagnostics) = read_tree(text, format);
    let machine = lower::lower(&root);
    // Of a text that is not even an object, the syntax says it all.
    if diagnostics.is_empty() || matches!(root.kind, NodeKind::Object(_)) {
        let editor = Editor { text, format };
        let context = Context::new(&machine, &root, editor, options.execution_type, options.lints);
        diagnostics.extend(rules::run(&context));
    }
    drop_repeated_names(&mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.range.start);
    Definition { machine, root, diagnostics, format }
}

/// The tree of a text and what is wrong with the text itself.
pub(crate) fn read_tree(text: &str, format: Format) -> (Node, Vec<Diagnostic>) {
    match format {
        Format::Json => {
            let parsed = asl_json::parse(text);
            (parsed.root, parsed.errors.iter().map(syntax_diagnostic).collect())
        }
        Format::Yaml => yaml::parse(text),
    }
}

/// A state's name that stands twice has AWS's diagnostic; ours adds nothing.
fn drop_repeated_names(diagnostics: &mut Vec<Diagnostic>) {
    let states: Vec<_> =
        diagnostics.iter().filter(|d| d.code == Code::DuplicateStateName).map(|d| d.range).collect();
    diagnostics.retain(|d| d.code != Code::DuplicateName || !states.contains(&d.range));
}

fn syntax_diagnostic(error: &asl_json::SyntaxError) -> Diagnostic {
    let (code, severity) = match error.kind {
        // AWS reads one value and ignores the rest; of two equal names it takes the later one.
        SyntaxErrorKind::TrailingText => (Code::TrailingText, Severity::Warning),
        SyntaxErrorKind::DuplicateName => (Code::DuplicateName, Severity::Warning),
        SyntaxErrorKind::Placeholder => (Code::Placeholder, Severity::Hint),
        _ => (Code::InvalidJsonDescription, Severity::Error),
    };
    let mut diagnostic = Diagnostic { severity, ..Diagnostic::new(code, error.kind.message(), error.range) };
    if matches!(
        error.kind,
        SyntaxErrorKind::TrailingComma | SyntaxErrorKind::Comment | SyntaxErrorKind::Ellipsis
    ) {
        let title = match error.kind {
            SyntaxErrorKind::TrailingComma => "Remove the comma",
            SyntaxErrorKind::Comment => "Remove the comment",
            _ => "Remove the ellipsis",
        };
        diagnostic = diagnostic.fix(title, vec![TextEdit::new(error.range, "")]);
    }
    diagnostic
}

//! From the text of a definition to its typed tree and what is wrong with it.

use asl_json::read::SyntaxErrorKind;
use asl_json::{Node, NodeKind};

use crate::rules::{self, context::Context};
use crate::{Code, Diagnostic, ExecutionType, Severity, StateMachine, TextEdit, lower};

/// A definition: its two trees and the remarks about it.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The typed tree; always there, however broken the text.
    pub machine: StateMachine,
    /// The JSON tree with the place of every part.
    pub root: Node,
    /// What is wrong or could be better, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// How to read a definition.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// Standard or Express: some rules differ.
    pub execution_type: ExecutionType,
    /// Whether our own rules speak as well as AWS's.
    pub lints: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { execution_type: ExecutionType::Standard, lints: true }
    }
}

/// Reads a definition written in JSON, as a Standard state machine, with all rules. Never fails.
pub fn parse_definition(text: &str) -> Definition {
    read_definition(text, ReadOptions::default())
}

/// Reads a definition written in JSON. Never fails.
pub fn read_definition(text: &str, options: ReadOptions) -> Definition {
    let parsed = asl_json::parse(text);
    let syntax = parsed.errors.iter().map(syntax_diagnostic).collect();
    finish(parsed.root, syntax, options)
}

/// The typed tree and the rules' remarks, once there is a tree.
fn finish(root: Node, mut diagnostics: Vec<Diagnostic>, options: ReadOptions) -> Definition {
    let machine = lower::lower(&root);
    let context = Context::new(&machine, &root, options.execution_type, options.lints);
    // Of a text that is not even an object, the syntax says it all.
    if diagnostics.is_empty() || matches!(root.kind, NodeKind::Object(_)) {
        diagnostics.extend(rules::run(&context));
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.range.start);
    Definition { machine, root, diagnostics }
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

//! From the text of a definition to its typed tree and what is wrong with it.

use asl_json::Node;

use crate::{Code, Diagnostic, Severity, StateMachine, lower};

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

/// Reads a definition written in JSON. Never fails.
pub fn parse_definition(text: &str) -> Definition {
    let parsed = asl_json::parse(text);
    let machine = lower::lower(&parsed.root);
    let diagnostics = parsed.errors.iter().map(syntax_diagnostic).collect();
    Definition { machine, root: parsed.root, diagnostics }
}

fn syntax_diagnostic(error: &asl_json::SyntaxError) -> Diagnostic {
    Diagnostic {
        severity: if error.kind.is_tolerated() { Severity::Warning } else { Severity::Error },
        ..Diagnostic::new(Code::InvalidJsonDescription, error.kind.message(), error.range)
    }
}

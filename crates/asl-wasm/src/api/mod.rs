//! What the page can ask, as plain Rust functions and types: testable without a browser.
//!
//! Offsets are UTF-16 code units, zero-based, half-open. Times are whole milliseconds of the virtual clock since the
//! epoch. Payloads cross as JSON text: the engine keeps `1` and `1.0` apart, a JavaScript number does not.
//! The types speak the screen's words; none of the engine's types crosses.

mod analysis;
mod children;
mod diagnostic;
mod experiments;
mod graph;
mod history_view;
mod inspection;
mod mocks;
mod prepare;
mod run_types;
mod runner;
mod services;
#[cfg(test)]
mod typescript;

pub use analysis::{Analysis, Language, StateSummary, analyze, diagnose};
pub use diagnostic::{Diagnostic, Fix, Severity, TextEdit};
pub use experiments::{evaluate_expression, test_state};
pub use graph::{GraphEdge, GraphLayout, GraphNode, GraphOptions};
pub use history_view::HistoryEventView;
pub use inspection::{Inspection, InspectionStage};
pub use mocks::{check_mocks, sample_input, sample_mock};
pub use run_types::{
    ChanceFailures, DocumentPart, ExecutionConfig, QuotaMode, RunState, StartAnswer, StartRequest,
    WaitReason, WaitingState, WorkflowType,
};
pub use runner::Runner;
pub use services::{
    Completion, CompletionList, Hover, RenameAnswer, Signature, Span, StateUses, complete, format_definition,
    hover, rename_state, signature, state_uses,
};

/// The version of the engine, as in the workspace's manifest.
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Problems of the input pane: every place where the text is not plain JSON.
pub fn check_input(text: &str) -> Vec<Diagnostic> {
    diagnostic::syntax_errors(text)
}

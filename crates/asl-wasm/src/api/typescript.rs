//! The TypeScript side of the API types: generated from the Rust types, committed, and compared here.
//!
//! `cargo xtask types` writes the file; without it this test says that the file is old.

use ts_rs::{Config, TS};

use super::{
    Analysis, ChanceFailures, Completion, CompletionList, Diagnostic, DocumentPart, ExecutionConfig,
    ExerciseAssertion, ExerciseProblem, ExerciseReport, ExerciseWork, Fix, GraphEdge, GraphLayout, GraphNode,
    GraphOptions, HistoryEventView, Hover, Inspection, InspectionStage, Language, PrivateValue, QuotaMode,
    RenameAnswer, RunState, Severity, ShareAnswer, ShareOptions, SharedScene, Signature, Span, StartAnswer,
    StartRequest, StateSummary, StateUses, TextEdit, WaitReason, WaitingState, WorkflowType,
};

/// The committed file, from this crate's folder.
const FILE: &str = "../../web/src/shared/api-types.ts";
/// Set by `cargo xtask types`: write instead of comparing.
const WRITE: &str = "STEPTHROUGH_WRITE_TYPES";

const HEADER: &str = "\
/**
 * The types of the engine's API, generated from crates/asl-wasm by `cargo xtask types`. Do not edit.
 *
 * Offsets are UTF-16 code units, zero-based, half-open. Times are whole milliseconds of the virtual clock since the
 * epoch. Event ids count from 1. Payloads cross as JSON text.
 */
";

/// One exported type with its documentation.
fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

fn generated() -> String {
    let config = Config::new();
    let types = [
        declaration::<Severity>(&config),
        declaration::<TextEdit>(&config),
        declaration::<Fix>(&config),
        declaration::<Diagnostic>(&config),
        declaration::<Language>(&config),
        declaration::<StateSummary>(&config),
        declaration::<GraphOptions>(&config),
        declaration::<GraphNode>(&config),
        declaration::<GraphEdge>(&config),
        declaration::<GraphLayout>(&config),
        declaration::<Analysis>(&config),
        declaration::<Span>(&config),
        declaration::<Completion>(&config),
        declaration::<CompletionList>(&config),
        declaration::<Hover>(&config),
        declaration::<Signature>(&config),
        declaration::<StateUses>(&config),
        declaration::<RenameAnswer>(&config),
        declaration::<WorkflowType>(&config),
        declaration::<QuotaMode>(&config),
        declaration::<ExecutionConfig>(&config),
        declaration::<ChanceFailures>(&config),
        declaration::<StartRequest>(&config),
        declaration::<DocumentPart>(&config),
        declaration::<StartAnswer>(&config),
        declaration::<WaitReason>(&config),
        declaration::<WaitingState>(&config),
        declaration::<RunState>(&config),
        declaration::<HistoryEventView>(&config),
        declaration::<InspectionStage>(&config),
        declaration::<Inspection>(&config),
        declaration::<ExerciseWork>(&config),
        declaration::<ExerciseAssertion>(&config),
        declaration::<ExerciseReport>(&config),
        declaration::<ExerciseProblem>(&config),
        declaration::<SharedScene>(&config),
        declaration::<ShareOptions>(&config),
        declaration::<ShareAnswer>(&config),
        declaration::<PrivateValue>(&config),
    ];
    format!("{HEADER}\n{}", types.join("\n"))
}

#[test]
fn the_committed_types_are_those_of_the_rust_types() {
    let text = generated();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(FILE, text).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(committed == text, "web/src/shared/api-types.ts is old: run `cargo xtask types`");
}

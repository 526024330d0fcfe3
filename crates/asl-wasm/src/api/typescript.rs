//! The TypeScript side of the API types: generated from the Rust types, committed, and compared here.
//!
//! `cargo xtask types` writes the file; without it this test says that the file is old.

use asl_model::intrinsic::IntrinsicFunction;
use asl_model::{schema, services};
use ts_rs::{Config, TS};

use super::{
    Analysis, ChanceFailures, Completion, CompletionList, Diagnostic, DocumentPart, ExecutionConfig, Fix,
    GraphEdge, GraphLayout, GraphNode, GraphOptions, HistoryEventView, Hover, Inspection, InspectionStage,
    Language, QuotaMode, RenameAnswer, RunState, Severity, Signature, Span, StartAnswer, StartRequest,
    StateSummary, StateUses, TextEdit, WaitReason, WaitingState, WorkflowType,
};

/// The committed file, from this crate's folder.
const FILE: &str = "../../web/src/shared/api-types.ts";
/// The names of the language, which the editor has words about.
const NAMES_FILE: &str = "../../web/src/shared/language-names.ts";
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
    ];
    format!("{HEADER}\n{}", types.join("\n"))
}

const NAMES_HEADER: &str = "\
/**
 * The names of the Amazon States Language, generated from crates/asl-model by `cargo xtask types`. Do not edit.
 * The compiler checks that the editor has words about each of them in every language.
 */
";

/// A union of texts, one a line.
fn union<'a>(name: &str, docs: &str, words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words.dedup();
    let words = words.join("'\n  | '");
    format!("\n/** {docs} */\nexport type {name} =\n  | '{words}';\n")
}

fn generated_names() -> String {
    let names = [
        union("ObjectName", "What a field can belong to.", schema::objects().map(|object| object.name)),
        union(
            "FieldName",
            "The fields of all objects.",
            schema::objects().flat_map(|object| object.fields).map(|field| field.name),
        ),
        union("StateTypeName", "The state types.", schema::STATE_TYPES.into_iter()),
        union("ErrorName", "Errors that the language or Lambda names.", services::error_names()),
        union(
            "IntrinsicName",
            "The intrinsic functions.",
            IntrinsicFunction::ALL.iter().map(|function| function.name()),
        ),
        union("FunctionName", "JSONata's functions, without their `$`.", services::function_names()),
        union("ContextName", "Places in the context object.", services::CONTEXT.into_iter()),
        union("StatesName", "Members of `$states`.", services::STATES.into_iter()),
    ];
    format!("{NAMES_HEADER}{}", names.concat())
}

#[test]
fn the_committed_names_are_those_of_the_language() {
    compare(NAMES_FILE, generated_names());
}

/// Writes a generated file where that was asked for, and else compares it.
fn compare(file: &str, text: String) {
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(file, text).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(committed == text, "{file} is old: run `cargo xtask types`");
}

#[test]
fn the_committed_types_are_those_of_the_rust_types() {
    compare(FILE, generated());
}

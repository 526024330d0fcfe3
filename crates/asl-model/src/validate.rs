//! AWS's answers: ValidateStateMachineDefinition, and the sentence with which CreateStateMachine refuses a definition.

use asl_json::TextRange;

use crate::edit::Editor;
use crate::rules::{self, context::Context};
use crate::{Code, Diagnostic, ExecutionType, Format, Severity, jackson, lower};

/// AWS lists at most this many diagnostics.
pub const MAX_RESULTS: usize = 100;

/// The request's parameters besides the definition.
#[derive(Clone, Copy, Debug)]
pub struct ValidateOptions {
    /// `type`: Standard or Express.
    pub execution_type: ExecutionType,
    /// `severity`: the least severity to list. Source: API reference; the default is `Error`.
    pub severity: Severity,
    /// `maxResults`: 0 for the default of 100.
    pub max_results: usize,
}

impl Default for ValidateOptions {
    fn default() -> Self {
        Self { execution_type: ExecutionType::Standard, severity: Severity::Error, max_results: 0 }
    }
}

/// The answer of ValidateStateMachineDefinition.
#[derive(Clone, Debug)]
pub struct ValidateAnswer {
    /// `result`: `OK` or `FAIL`.
    pub result: &'static str,
    /// `diagnostics`: AWS's, in AWS's order; our own rules are left out.
    pub diagnostics: Vec<Diagnostic>,
    /// `truncated`: whether there were more.
    pub truncated: bool,
}

/// Answers as ValidateStateMachineDefinition does.
pub fn validate(text: &str, options: ValidateOptions) -> ValidateAnswer {
    let all = aws_diagnostics(text, options.execution_type);
    let failed = all.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let limit = if options.max_results == 0 { MAX_RESULTS } else { options.max_results.min(MAX_RESULTS) };
    let mut diagnostics: Vec<Diagnostic> =
        all.into_iter().filter(|diagnostic| diagnostic.severity >= options.severity).collect();
    let truncated = diagnostics.len() > limit;
    diagnostics.truncate(limit);
    ValidateAnswer { result: if failed { "FAIL" } else { "OK" }, diagnostics, truncated }
}

/// The message of the `InvalidDefinition` error with which CreateStateMachine and UpdateStateMachine refuse a
/// definition; none if they accept it.
pub fn create_error(text: &str, execution_type: ExecutionType) -> Option<String> {
    let mut parts = Vec::new();
    for diagnostic in aws_diagnostics(text, execution_type) {
        if diagnostic.severity == Severity::Error {
            let location = diagnostic.location.as_deref().unwrap_or("null");
            parts.push(format!("{}: {} at {location}", diagnostic.code, diagnostic.message));
        }
    }
    (!parts.is_empty()).then(|| format!("Invalid State Machine Definition: '{}'", parts.join(", ")))
}

/// The message of the `InvalidExecutionInput` error for an input that is not JSON; none if AWS reads it.
pub fn input_error(text: &str) -> Option<String> {
    let error = jackson::first_error(text)?;
    let what = error.message.lines().next().unwrap_or_default();
    Some(format!("Invalid State Machine Execution Input: '{what}'"))
}

/// What AWS says of a text, errors and warnings.
fn aws_diagnostics(text: &str, execution_type: ExecutionType) -> Vec<Diagnostic> {
    if let Some(error) = jackson::first_error(text) {
        let range = TextRange::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        return vec![Diagnostic::new(Code::InvalidJsonDescription, error.message, range).at(error.location)];
    }
    let parsed = asl_json::parse(text);
    let machine = lower::lower(&parsed.root);
    let editor = Editor { text, format: Format::Json };
    let context = Context::new(&machine, &parsed.root, editor, execution_type, false);
    rules::run(&context)
}

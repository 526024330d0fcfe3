//! All that is known about a definition's text: problems, states, graph.

use std::borrow::Cow;

use asl_insight::graph::unknown_service;
use asl_json::LineIndex;
use asl_model::{
    Definition, ExecutionType, Format, QueryLanguage, ReadOptions, State, StateKind, Workflow,
    read_definition,
};
use serde::Serialize;

use super::diagnostic::{Diagnostic, Fix, Severity, TextEdit};
use super::graph::{GraphLayout, GraphOptions, layout};

/// Which query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Language {
    /// `JSONPath`
    #[serde(rename = "JSONPath")]
    JsonPath,
    /// `JSONata`
    #[serde(rename = "JSONata")]
    Jsonata,
}

impl From<QueryLanguage> for Language {
    fn from(language: QueryLanguage) -> Self {
        match language {
            QueryLanguage::JsonPath => Self::JsonPath,
            QueryLanguage::Jsonata => Self::Jsonata,
        }
    }
}

/// One state of the definition, nested ones too, in the order of the text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct StateSummary {
    /// The state's name.
    pub name: String,
    /// One of the eight types, or `Unknown`.
    #[serde(rename = "type")]
    pub state_type: String,
    /// The whole member, from the quote before the name.
    pub from: u32,
    /// To the end of the value.
    pub to: u32,
    /// Its own query language, or the machine's.
    pub query_language: Language,
    /// The Parallel or Map state that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Branch of a Parallel parent, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<u32>,
    /// `Resource` of a Task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The service of a Task for which Step Functions has no integration, by its name: `AppSync`. Nothing but mocks is
    /// known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_service: Option<String>,
    /// `Comment`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// A Task: a mock can answer for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mockable: Option<bool>,
}

/// All that is known about a definition's text. Never refused: broken text still gives what can be given.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// Problems, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The drawing; `null` where not even a state could be found.
    #[cfg_attr(test, ts(optional = false))]
    pub graph: Option<GraphLayout>,
    /// The states.
    pub states: Vec<StateSummary>,
    /// `Comment` of the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The machine's query language.
    pub query_language: Language,
    /// How the text is written: `json` or `yaml`.
    pub format: &'static str,
}

/// Reads a definition's text, as a Standard or an Express workflow: some rules differ.
pub fn analyze(text: &str, options: &GraphOptions, express: bool) -> Analysis {
    let definition = read(text, express);
    let machine = &definition.machine;
    let lines = LineIndex::new(text);
    let mut states = Vec::new();
    collect(text, &lines, &machine.workflow, None, None, &mut states);
    Analysis {
        diagnostics: diagnostics(text, &lines, &definition),
        graph: (!states.is_empty()).then(|| layout(machine, options)),
        states,
        comment: machine.workflow.comment.as_deref().map(str::to_owned),
        query_language: machine.query_language.into(),
        format: match definition.format {
            Format::Json => "json",
            Format::Yaml => "yaml",
        },
    }
}

/// The problems of a definition alone.
pub fn diagnose(text: &str, express: bool) -> Vec<Diagnostic> {
    definition_diagnostics(text, &read(text, express))
}

fn read(text: &str, express: bool) -> Definition {
    let execution_type = if express { ExecutionType::Express } else { ExecutionType::Standard };
    read_definition(text, ReadOptions { execution_type, ..ReadOptions::default() })
}

/// The problems of a definition that was read already.
pub(crate) fn definition_diagnostics(text: &str, definition: &Definition) -> Vec<Diagnostic> {
    diagnostics(text, &LineIndex::new(text), definition)
}

fn diagnostics(text: &str, lines: &LineIndex, definition: &Definition) -> Vec<Diagnostic> {
    definition.diagnostics.iter().map(|diagnostic| convert(text, lines, diagnostic)).collect()
}

fn convert(text: &str, lines: &LineIndex, diagnostic: &asl_model::Diagnostic) -> Diagnostic {
    let (from, to) = lines.utf16_range(text, diagnostic.range);
    let place = lines.line_column(text, diagnostic.range.start);
    let edit = |edit: &asl_model::TextEdit| {
        let (from, to) = lines.utf16_range(text, edit.range);
        TextEdit { from, to, insert: edit.text.clone() }
    };
    Diagnostic {
        code: diagnostic.code.to_string(),
        severity: match diagnostic.severity {
            asl_model::Severity::Error => Severity::Error,
            asl_model::Severity::Warning => Severity::Warning,
            asl_model::Severity::Hint => Severity::Hint,
        },
        message: diagnostic.message.clone(),
        from,
        to,
        line: place.line + 1,
        column: place.column + 1,
        location: diagnostic.location.clone().unwrap_or_default(),
        help: diagnostic.help.clone(),
        fixes: diagnostic
            .fix
            .iter()
            .map(|fix| Fix { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() })
            .collect(),
    }
}

/// Nesting of workflows is bounded by the nesting that the reader allows.
fn collect(
    text: &str,
    lines: &LineIndex,
    workflow: &Workflow,
    parent: Option<&str>,
    branch: Option<u32>,
    found: &mut Vec<StateSummary>,
) {
    for state in workflow.states.values() {
        found.push(summary(text, lines, state, parent, branch));
        let is_parallel = matches!(state.kind, StateKind::Parallel(_));
        for (index, inner) in state.workflows().into_iter().enumerate() {
            collect(text, lines, inner, Some(&state.name), is_parallel.then_some(index as u32), found);
        }
    }
}

fn summary(
    text: &str,
    lines: &LineIndex,
    state: &State,
    parent: Option<&str>,
    branch: Option<u32>,
) -> StateSummary {
    let (from, to) = lines.utf16_range(text, state.name_range.cover(state.range));
    let task = if let StateKind::Task(task) = &state.kind { Some(task) } else { None };
    StateSummary {
        name: state.name.to_string(),
        state_type: match &state.kind {
            StateKind::Unknown { .. } => "Unknown".to_owned(),
            _ => state.type_name().to_owned(),
        },
        from,
        to,
        query_language: state.query_language.into(),
        parent: parent.map(str::to_owned),
        branch,
        resource: task.map(|task| task.resource.text.to_string()),
        unknown_service: task.and_then(|task| unknown_service(&task.resource)).map(Cow::into_owned),
        comment: state.comment.as_deref().map(str::to_owned),
        mockable: task.map(|_| true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"StartAt":"日本","States":{"日本":{"Type":"Map","ItemProcessor":{"StartAt":"T",
        "States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}},"End":true}}}"#;

    #[test]
    fn a_service_that_nobody_integrates_is_named() {
        let text = TEXT.replace("lambda:invoke", "appsync:query");
        let service =
            |text: &str| analyze(text, &GraphOptions::default(), false).states[1].unknown_service.clone();
        assert_eq!(service(&text).as_deref(), Some("AppSync"));
        assert_eq!(service(TEXT), None);
    }

    #[test]
    fn nested_states_are_listed_with_their_places() {
        let analysis = analyze(TEXT, &GraphOptions::default(), false);
        let names: Vec<_> = analysis.states.iter().map(|s| (s.name.as_str(), s.parent.as_deref())).collect();
        assert_eq!(names, [("日本", None), ("T", Some("日本"))]);
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let task = &analysis.states[1];
        let part = String::from_utf16(&units[task.from as usize..task.to as usize]).unwrap();
        assert!(part.starts_with("\"T\":{") && part.ends_with('}'));
        assert_eq!(analysis.graph.unwrap().nodes.iter().filter(|node| node.kind == "state").count(), 1);
    }

    #[test]
    fn express_workflows_have_rules_of_their_own() {
        let text = TEXT.replace("lambda:invoke", "sqs:sendMessage.waitForTaskToken");
        let errors = |express| {
            let found = analyze(&text, &GraphOptions::default(), express).diagnostics;
            found.iter().filter(|found| found.severity == Severity::Error).count()
        };
        assert_eq!((errors(false), errors(true)), (0, 1));
        assert_eq!(diagnose(&text, true), analyze(&text, &GraphOptions::default(), true).diagnostics);
    }

    #[test]
    fn broken_text_still_gives_what_can_be_given() {
        let analysis = analyze(&TEXT[..TEXT.len() - 20], &GraphOptions::default(), false);
        assert!(!analysis.diagnostics.is_empty());
        assert_eq!(analysis.states.len(), 2);
        assert!(analyze("", &GraphOptions::default(), false).graph.is_none());
    }
}

//! The data flow of a visit of a state, stage by stage, as the inspector shows it.

use asl_engine::test_state::Inspection as Found;
use asl_engine::{ErrorCause, InspectionData, Stage};
use asl_json::{NodeKind, Object, Value, to_json};
use asl_model::StateMachine;
use serde::{Serialize, Serializer};

/// One stage of a state's data flow.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct InspectionStage {
    /// `input`, `afterInputPath`, `afterParameters`, `afterArguments`, `afterItemsPath`, `afterItemSelector`, `result`,
    /// `afterResultSelector`, `afterResultPath`, `afterAssign` or `output`.
    pub stage: &'static str,
    /// The field's text in the definition where it is a path or an expression: `$.payment`, `{% … %}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// JSON text after the stage; absent when the stage was not reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of the stage that failed: the error's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Of the stage that failed: the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// The data flow of one visit of a state.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The state's name.
    pub state: String,
    /// Id of the visit's `…StateEntered` event.
    pub entered_event_id: u32,
    /// The stages that were reached, in order.
    pub stages: Vec<InspectionStage>,
    /// Name to JSON text: the variables when the state was left, or now.
    #[serde(serialize_with = "as_object")]
    #[cfg_attr(test, ts(type = "{ [key in string]: string }"))]
    pub variables: Vec<(String, String)>,
    /// The state that it was left for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A stage: its name, the fields that say what it does, and what it gave.
type Row = (&'static str, &'static [&'static str], Option<Value>);

/// What was found about a visit, with the expressions of the definition's text.
fn as_object<S: Serializer>(members: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

pub(super) fn inspection(found: &Found, text: &str, machine: &StateMachine) -> Inspection {
    let state_text = machine.state(&found.state).map_or("", |state| state.range.slice(text));
    let fields = asl_json::parse(state_text).root;
    let expression = |names: &[&str]| {
        let mut nodes = names.iter().filter_map(|name| fields.get(name));
        nodes.find_map(|node| match &node.kind {
            NodeKind::String(text) => Some(text.to_string()),
            NodeKind::Null => Some("null".to_owned()),
            _ => None,
        })
    };
    let failed = found.failed.as_ref().map(|(stage, failure)| (name_of(*stage), failure));
    let mut stages = Vec::new();
    for (stage, names, value) in rows(&found.data) {
        let failure = failed.filter(|(name, _)| *name == stage).map(|(_, failure)| failure);
        if value.is_some() || failure.is_some() {
            stages.push(row(stage, expression(names), value.as_ref(), failure));
        }
    }
    let mut variables = found.variables.clone();
    variables.sort_keys();
    Inspection {
        state: found.state.to_string(),
        entered_event_id: found.entered_event_id,
        stages,
        variables: variables.iter().map(|(name, value)| (name.to_string(), to_json(value))).collect(),
        next: found.next.as_deref().map(str::to_owned),
    }
}

fn row(
    stage: &'static str,
    expression: Option<String>,
    value: Option<&Value>,
    failure: Option<&ErrorCause>,
) -> InspectionStage {
    let text = |text: Option<&std::rc::Rc<str>>| text.map(ToString::to_string);
    InspectionStage {
        stage,
        expression,
        value: value.map(to_json),
        error: failure.and_then(|failure| text(failure.error.as_ref())),
        cause: failure.and_then(|failure| text(failure.cause.as_ref())),
    }
}

fn rows(data: &InspectionData) -> [Row; 11] {
    [
        ("input", &[], data.input.clone()),
        ("afterInputPath", &["InputPath"], data.after_input_path.clone()),
        ("afterParameters", &["Parameters"], data.after_parameters.clone()),
        ("afterArguments", &["Arguments"], data.after_arguments.clone()),
        ("afterItemsPath", &["ItemsPath", "Items"], data.after_items_path.clone()),
        ("afterItemSelector", &["ItemSelector", "Parameters"], data.after_item_selector.clone()),
        ("result", &["Resource"], data.result.clone()),
        ("afterResultSelector", &["ResultSelector"], data.after_result_selector.clone()),
        ("afterResultPath", &["ResultPath"], data.after_result_path.clone()),
        ("afterAssign", &["Assign"], data.assigned.clone().map(Object::into)),
        ("output", &["OutputPath", "Output"], data.output.clone()),
    ]
}

/// Where the failure of a stage is shown.
const fn name_of(stage: Stage) -> &'static str {
    match stage {
        Stage::InputPath => "afterInputPath",
        Stage::Parameters => "afterParameters",
        Stage::Arguments => "afterArguments",
        Stage::ItemsPath | Stage::Items | Stage::ItemReader | Stage::ItemsPointer => "afterItemsPath",
        Stage::ItemSelector | Stage::ItemBatcher => "afterItemSelector",
        Stage::ResultSelector => "afterResultSelector",
        Stage::ResultPath => "afterResultPath",
        Stage::Assign => "afterAssign",
        Stage::OutputPath | Stage::Output | Stage::Catch | Stage::Choices => "output",
        Stage::TimeoutSeconds
        | Stage::HeartbeatSeconds
        | Stage::Credentials
        | Stage::Wait
        | Stage::Error
        | Stage::MaxConcurrency
        | Stage::ToleratedFailureCount
        | Stage::ToleratedFailurePercentage
        | Stage::ResultWriter
        | Stage::Work => "result",
    }
}

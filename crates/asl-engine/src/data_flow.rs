//! The stages that data goes through in a state, before its work and after it.
//!
//! One set of functions for the engine, for `TestState` and for the inspector, so that what is shown is what ran.
//! Each records what it did in an [`InspectionData`].

use std::borrow::Cow;

use asl_json::{Object, Value};
use asl_jsonpath::ReferencePath;
use asl_model::{Catcher, PathField, QueryLanguage, ResultPath, State, StateKind, Template, TemplateMember};

use crate::Stage;
use crate::evaluate::{Data, Evaluator};
use crate::fault::Fault;
use crate::inspection::Seen;

/// Output and variables of a state that is left.
#[derive(Clone, Debug)]
pub(crate) struct Left {
    pub(crate) output: Value,
    pub(crate) assigned: Option<Object>,
}

/// Whose `Output` and `Assign` they are, for AWS's messages.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner {
    /// The state.
    State,
    /// The Choice rule with this index.
    Choice(usize),
    /// The catcher with this index.
    Catcher(usize),
}

impl Owner {
    /// `Output`, `Choices[0]/Output`, `Catch[0]/Output`
    fn field(self, name: &'static str) -> Cow<'static, str> {
        match self {
            Self::State => name.into(),
            Self::Choice(index) => format!("Choices[{index}]/{name}").into(),
            Self::Catcher(index) => format!("Catch[{index}]/{name}").into(),
        }
    }
}

/// `$states` of a JSONata field.
pub(crate) fn states_object(input: &Value, context: &Value, extra: Option<(&'static str, &Value)>) -> Value {
    let members = [("input", input.clone()), ("context", context.clone())];
    Value::object(members.into_iter().chain(extra.map(|(name, value)| (name, value.clone()))))
}

/// `InputPath`, then `Parameters` or `Arguments`: what the state's work is given.
pub(crate) fn effective_input(
    state: &State,
    raw_input: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Value, Fault> {
    seen.note(|seen| seen.input = Some(raw_input.clone()));
    match state.query_language {
        QueryLanguage::JsonPath => {
            let input = input_path(state, raw_input, evaluator, seen)?;
            parameters(state, input, evaluator, seen)
        }
        QueryLanguage::Jsonata => {
            let Some(template) = arguments(state) else { return Ok(raw_input.clone()) };
            seen.note(|seen| seen.stage = Some(Stage::Arguments));
            let states = states_object(raw_input, evaluator.context.value(), None);
            let filled = evaluator.template(template, Data::States(&states), "Arguments")?;
            seen.note(|seen| seen.after_arguments = Some(filled.clone()));
            Ok(filled)
        }
    }
}

/// `InputPath`.
pub(crate) fn input_path(
    state: &State,
    raw_input: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Value, Fault> {
    seen.note(|seen| seen.stage = Some(Stage::InputPath));
    let input = path_field(&state.input_path, raw_input, evaluator)?;
    seen.note(|seen| seen.after_input_path = Some(input.clone()));
    Ok(input)
}

/// `Parameters` on what `InputPath` gave.
fn parameters(
    state: &State,
    input: Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Value, Fault> {
    seen.note(|seen| seen.stage = Some(Stage::Parameters));
    let filled = match arguments(state) {
        Some(template) => evaluator.template(template, Data::Path(&input), "Parameters")?,
        None => input,
    };
    seen.note(|seen| seen.after_parameters = Some(filled.clone()));
    Ok(filled)
}

/// Whether [`effective_input`] gives every input back as it is.
pub(crate) fn takes_input_whole(state: &State) -> bool {
    matches!(state.input_path, PathField::Default) && arguments(state).is_none()
}

/// Whether [`leave`] gives every result back as it is, and sets nothing.
pub(crate) fn hands_result_on(state: &State) -> bool {
    state.assign.is_none()
        && state.output.is_none()
        && result_selector(state).is_none()
        && matches!(result_path(state), ResultPath::Default)
        && matches!(state.output_path, PathField::Default)
}

fn arguments(state: &State) -> Option<&Template> {
    match &state.kind {
        StateKind::Pass(pass) => pass.parameters.as_ref(),
        StateKind::Task(task) => task.arguments.as_ref(),
        StateKind::Parallel(parallel) => parallel.arguments.as_ref(),
        _ => None,
    }
}

fn path_field(field: &PathField, data: &Value, evaluator: &Evaluator<'_>) -> Result<Value, Fault> {
    match field {
        PathField::Default => Ok(data.clone()),
        PathField::Discard => Ok(Value::empty_object()),
        PathField::Path(path) => evaluator.field_path(path, data),
        PathField::Invalid(text) => Err(Fault::invalid_path(text, "not a path")),
    }
}

/// Leaving a state with a result: `Assign` beside `ResultSelector`, `ResultPath`, `OutputPath`, or `Output`.
///
/// `result` is none for the states without work of their own (Wait, Choice, Succeed, and Pass in JSONata): their
/// result is their input.
pub(crate) fn leave(
    state: &State,
    raw_input: &Value,
    effective_input: &Value,
    result: Option<&Value>,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Left, Fault> {
    leave_with(
        state,
        raw_input,
        effective_input,
        result,
        state.output.as_ref(),
        state.assign.as_deref(),
        Owner::State,
        evaluator,
        seen,
    )
}

/// As [`leave`], with the `Output` and `Assign` of a Choice rule where `owner` says so.
#[expect(clippy::too_many_arguments, reason = "the stages of the specification have this many inputs")]
pub(crate) fn leave_with(
    state: &State,
    raw_input: &Value,
    effective_input: &Value,
    result: Option<&Value>,
    output: Option<&Template>,
    assign: Option<&[TemplateMember]>,
    owner: Owner,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Left, Fault> {
    let left = match state.query_language {
        QueryLanguage::JsonPath => {
            let assign_data = result.unwrap_or(effective_input);
            seen.note(|seen| seen.stage = Some(Stage::Assign));
            let assigned = assign_members(assign, Data::Path(assign_data), owner, evaluator)?;
            let output = if let Some(result) = result {
                let selected = select(state, result, evaluator, seen)?;
                seen.note(|seen| seen.stage = Some(Stage::ResultPath));
                let merged = merge(result_path(state), raw_input, selected)?;
                seen.note(|seen| seen.after_result_path = Some(merged.clone()));
                seen.note(|seen| seen.stage = Some(Stage::OutputPath));
                path_field(&state.output_path, &merged, evaluator)?
            } else {
                seen.note(|seen| seen.stage = Some(Stage::OutputPath));
                path_field(&state.output_path, effective_input, evaluator)?
            };
            Left { output, assigned }
        }
        QueryLanguage::Jsonata => {
            let states = if assign.is_some() || output.is_some() {
                states_object(raw_input, evaluator.context.value(), result.map(|result| ("result", result)))
            } else {
                Value::Null
            };
            let data = Data::States(&states);
            seen.note(|seen| seen.stage = Some(Stage::Assign));
            let assigned = assign_members(assign, data, owner, evaluator)?;
            seen.note(|seen| seen.stage = Some(Stage::Output));
            let output = match output {
                Some(template) => evaluator.template(template, data, &owner.field("Output"))?,
                None => result.unwrap_or(raw_input).clone(),
            };
            Left { output, assigned }
        }
    };
    seen.note(|seen| seen.output = Some(left.output.clone()));
    seen.note(|seen| seen.assigned.clone_from(&left.assigned));
    Ok(left)
}

fn assign_members(
    members: Option<&[TemplateMember]>,
    data: Data<'_>,
    owner: Owner,
    evaluator: &Evaluator<'_>,
) -> Result<Option<Object>, Fault> {
    members.map(|members| evaluator.assign(members, data, &owner.field("Assign"))).transpose()
}

fn select(
    state: &State,
    result: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Value, Fault> {
    seen.note(|seen| seen.stage = Some(Stage::ResultSelector));
    let selected = match result_selector(state) {
        Some(template) => evaluator.template(template, Data::Path(result), "ResultSelector")?,
        None => result.clone(),
    };
    seen.note(|seen| seen.after_result_selector = Some(selected.clone()));
    Ok(selected)
}

fn result_selector(state: &State) -> Option<&Template> {
    match &state.kind {
        StateKind::Task(task) => task.result_selector.as_ref(),
        StateKind::Parallel(parallel) => parallel.result_selector.as_ref(),
        StateKind::Map(map) => map.result_selector.as_ref(),
        _ => None,
    }
}

fn result_path(state: &State) -> &ResultPath {
    match &state.kind {
        StateKind::Pass(pass) => &pass.result_path,
        StateKind::Task(task) => &task.result_path,
        StateKind::Parallel(parallel) => &parallel.result_path,
        StateKind::Map(map) => &map.result_path,
        _ => &ResultPath::Default,
    }
}

/// `ResultPath`: puts a result into the raw input.
pub(crate) fn merge(path: &ResultPath, raw_input: &Value, result: Value) -> Result<Value, Fault> {
    match path {
        ResultPath::Default => Ok(result),
        ResultPath::Discard => Ok(raw_input.clone()),
        ResultPath::Path(path) => set(path, raw_input, result),
        ResultPath::Invalid(text) => Err(Fault::invalid_path(text, "not a reference path")),
    }
}

fn set(path: &ReferencePath, raw_input: &Value, result: Value) -> Result<Value, Fault> {
    path.set(raw_input.clone(), result).map_err(|error| Fault::reference_path(&error))
}

/// Leaving a state by a catcher: its `Assign` beside its `ResultPath` or `Output`.
///
/// `error_output` is `{"Error": …, "Cause": …}`.
pub(crate) fn leave_by_catcher(
    state: &State,
    index: usize,
    catcher: &Catcher,
    raw_input: &Value,
    error_output: &Value,
    evaluator: &Evaluator<'_>,
) -> Result<Left, Fault> {
    let owner = Owner::Catcher(index);
    match state.query_language {
        QueryLanguage::JsonPath => {
            let data = Data::Path(error_output);
            let assigned = assign_members(catcher.assign.as_deref(), data, owner, evaluator)?;
            let output = merge(&catcher.result_path, raw_input, error_output.clone())?;
            Ok(Left { output, assigned })
        }
        QueryLanguage::Jsonata => {
            let states =
                states_object(raw_input, evaluator.context.value(), Some(("errorOutput", error_output)));
            let data = Data::States(&states);
            let assigned = assign_members(catcher.assign.as_deref(), data, owner, evaluator)?;
            let output = match &catcher.output {
                Some(template) => evaluator.template(template, data, &owner.field("Output"))?,
                None => error_output.clone(),
            };
            Ok(Left { output, assigned })
        }
    }
}

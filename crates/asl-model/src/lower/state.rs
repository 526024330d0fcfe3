//! One state of each type.

use asl_json::{Member, NodeKind};

use super::{Fields, choice, error_handling, map, target, template, workflow};
use crate::{
    ChoiceState, FailState, ParallelState, PassState, QueryLanguage, Resource, State, StateKind,
    SucceedState, TaskState, Transition, WaitFor, WaitState,
};

/// A state: a member of `States`.
pub(super) fn state(member: &Member, machine_language: QueryLanguage, depth: usize) -> State {
    let fields = Fields::of(&member.value);
    let language = super::query_language(fields, machine_language);
    let kind = match fields.get("Type").and_then(asl_json::Node::as_str) {
        Some("Pass") => pass(fields, language),
        Some("Task") => task(member, fields, language),
        Some("Choice") => choice_state(fields, language),
        Some("Wait") => wait(fields, language),
        Some("Succeed") => StateKind::Succeed(SucceedState {}),
        Some("Fail") => fail(fields, language),
        Some("Parallel") => parallel(fields, language, machine_language, depth),
        Some("Map") => map::map(member, fields, language, machine_language, depth),
        type_name => {
            StateKind::Unknown { type_name: type_name.map(Into::into), transition: transition(fields) }
        }
    };
    let jsonpath = language == QueryLanguage::JsonPath;
    let path = |name| if jsonpath { template::path_field(fields, name) } else { crate::PathField::Default };
    State {
        name: std::rc::Rc::clone(&member.key),
        name_range: member.key_range,
        range: member.value.range,
        comment: fields.text("Comment"),
        query_language: language,
        input_path: path("InputPath"),
        output_path: path("OutputPath"),
        output: if jsonpath { None } else { template::field(fields, "Output", language) },
        assign: template::assign(fields, language),
        kind,
    }
}

/// `Next` or `End`.
pub(super) fn transition(fields: Fields<'_>) -> Transition {
    if let Some(next) = target(fields, "Next") {
        return Transition::Next(next);
    }
    match fields.get("End").map(|node| &node.kind) {
        Some(NodeKind::Bool(true)) => Transition::End,
        _ => Transition::Missing,
    }
}

fn pass(fields: Fields<'_>, language: QueryLanguage) -> StateKind {
    let jsonpath = language == QueryLanguage::JsonPath;
    StateKind::Pass(PassState {
        result: if jsonpath { fields.get("Result").map(asl_json::Node::to_value) } else { None },
        parameters: if jsonpath { template::field(fields, "Parameters", language) } else { None },
        result_path: result_path(fields, language),
        transition: transition(fields),
    })
}

fn task(member: &Member, fields: Fields<'_>, language: QueryLanguage) -> StateKind {
    let resource = fields.located_text("Resource").map_or_else(
        || Resource::parse("", member.value.range),
        |resource| Resource::parse(&resource.value, resource.range),
    );
    StateKind::Task(Box::new(TaskState {
        resource,
        arguments: template::field_of_language(fields, "Parameters", "Arguments", language),
        result_selector: result_selector(fields, language),
        result_path: result_path(fields, language),
        timeout_seconds: template::dynamic_integer(fields, "TimeoutSeconds", language),
        heartbeat_seconds: template::dynamic_integer(fields, "HeartbeatSeconds", language),
        credentials: template::field(fields, "Credentials", language),
        retry: error_handling::retry(fields),
        catch: error_handling::catch(fields, language),
        transition: transition(fields),
    }))
}

fn choice_state(fields: Fields<'_>, language: QueryLanguage) -> StateKind {
    StateKind::Choice(ChoiceState {
        choices: fields.items("Choices").iter().map(|node| choice::choice_rule(node, language)).collect(),
        default: target(fields, "Default"),
    })
}

fn wait(fields: Fields<'_>, language: QueryLanguage) -> StateKind {
    let wait_for = match template::dynamic_integer(fields, "Seconds", language) {
        Some(seconds) => WaitFor::Seconds(seconds),
        None => match template::dynamic_text(fields, "Timestamp", language) {
            Some(timestamp) => WaitFor::Timestamp(timestamp),
            None => WaitFor::Missing,
        },
    };
    StateKind::Wait(WaitState { wait_for, transition: transition(fields) })
}

fn fail(fields: Fields<'_>, language: QueryLanguage) -> StateKind {
    StateKind::Fail(FailState {
        error: template::dynamic_text_or_intrinsic(fields, "Error", language),
        cause: template::dynamic_text_or_intrinsic(fields, "Cause", language),
    })
}

fn parallel(
    fields: Fields<'_>,
    language: QueryLanguage,
    machine_language: QueryLanguage,
    depth: usize,
) -> StateKind {
    let branches = fields.items("Branches");
    StateKind::Parallel(Box::new(ParallelState {
        branches: branches.iter().map(|node| workflow(node, machine_language, depth + 1)).collect(),
        arguments: template::field_of_language(fields, "Parameters", "Arguments", language),
        result_selector: result_selector(fields, language),
        result_path: result_path(fields, language),
        retry: error_handling::retry(fields),
        catch: error_handling::catch(fields, language),
        transition: transition(fields),
    }))
}

/// `ResultSelector`, which only JSONPath has.
pub(super) fn result_selector(fields: Fields<'_>, language: QueryLanguage) -> Option<crate::Template> {
    if language == QueryLanguage::JsonPath {
        template::field(fields, "ResultSelector", language)
    } else {
        None
    }
}

/// `ResultPath`, which only JSONPath has.
pub(super) fn result_path(fields: Fields<'_>, language: QueryLanguage) -> crate::ResultPath {
    if language == QueryLanguage::JsonPath {
        template::result_path(fields)
    } else {
        crate::ResultPath::Default
    }
}

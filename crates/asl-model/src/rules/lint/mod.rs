//! Our own rules: what AWS accepts and what is likely to hurt all the same.

mod backoff_without_limit;
mod batch_without_limit;
mod busy_loop;
mod callback_without_timeout;
mod child_error_name;
mod choice_without_default;
mod covered_error;
mod deprecated_name;
mod direct_function_arn;
mod endless_loop;
mod eval_call;
mod event_quota;
mod express_child_pattern;
mod express_too_long;
mod fail_without_error;
mod first_failure_ends_map_run;
mod inline_map_limits;
mod input_lost_on_error;
mod job_without_timeout;
mod jsonata_blank;
mod jsonpath_in_jsonata;
mod lambda_payload;
mod lambda_timeout;
mod lambda_without_retry;
mod list_as_value;
mod list_read_as_object;
mod many_calls;
mod nested_execution_link;
mod old_value_read;
mod optimized_integration;
mod past_timestamp;
mod payload_quota;
mod placeholder;
mod retry_never;
mod sdk_parameter_case;
mod secret_in_text;
mod shadowed_choice_rule;
mod single_branch;
mod text_as_template;
mod timeout_not_caught;
mod token_not_passed;
mod uncatchable_error;
pub(crate) mod unknown_error_name;
mod unknown_variable;
mod value_changes_on_retry;

use asl_json::{Node, TextRange};

use super::Check;
use super::context::{Context, StateSite};
use crate::rules::expressions::{self, Leaf};
use crate::{
    Code, Diagnostic, IntegrationPattern, IntrinsicArgument, IntrinsicCall, PathField, PathRoot,
    QueryLanguage, ResourceKind, StateKind, TaskState, Transition,
};

/// Our rules, in the order in which people read about them.
pub(super) const RULES: &[Check] = &[
    endless_loop::check,
    choice_without_default::check,
    shadowed_choice_rule::check,
    uncatchable_error::check,
    unknown_error_name::check,
    covered_error::check,
    unknown_variable::check,
    timeout_not_caught::check,
    child_error_name::check,
    callback_without_timeout::check,
    token_not_passed::check,
    job_without_timeout::check,
    input_lost_on_error::check,
    lambda_without_retry::check,
    secret_in_text::check,
    payload_quota::check,
    express_too_long::check,
    deprecated_name::check,
    inline_map_limits::check,
    first_failure_ends_map_run::check,
    express_child_pattern::check,
    jsonata_blank::check,
    jsonpath_in_jsonata::check,
    fail_without_error::check,
    single_branch::check,
    nested_execution_link::check,
    placeholder::check,
    sdk_parameter_case::check,
    lambda_timeout::check,
    list_as_value::check,
    old_value_read::check,
    direct_function_arn::check,
    backoff_without_limit::check,
    busy_loop::check,
    event_quota::check,
    lambda_payload::check,
    list_read_as_object::check,
    text_as_template::check,
    batch_without_limit::check,
    retry_never::check,
    eval_call::check,
    value_changes_on_retry::check,
    many_calls::check,
    optimized_integration::check,
    past_timestamp::check,
];

/// Whether a task calls a Lambda function and waits for nothing but its answer.
fn calls_function(task: &TaskState) -> bool {
    match &task.resource.kind {
        ResourceKind::LambdaFunction => true,
        ResourceKind::Integration { service, pattern, .. } => {
            &**service == "lambda" && *pattern == IntegrationPattern::RequestResponse
        }
        ResourceKind::Activity | ResourceKind::Unknown => false,
    }
}

/// Calls `visit` with every error name in a `Retry` or `Catch`, its place in the text and AWS's name of the place.
fn each_error_name<'a>(
    context: &Context<'a>,
    mut visit: impl FnMut(&StateSite<'a>, &'a str, TextRange, &dyn Fn() -> String),
) {
    for site in &context.states {
        if site.state.retry().is_empty() && site.state.catch().is_empty() {
            continue;
        }
        for field in ["Retry", "Catch"] {
            for (index, entry) in site.fields().items(field).iter().enumerate() {
                for name in entry.get("ErrorEquals").and_then(Node::items).unwrap_or(&[]) {
                    if let Some(text) = name.as_str() {
                        let location = || format!("{}/{field}[{index}]/ErrorEquals", site.location());
                        visit(site, text, name.range, &location);
                    }
                }
            }
        }
    }
}

/// A problem of a task that may wait without end, at its resource; a timeout of a day mends it.
fn waits_without_end(
    context: &Context<'_>,
    site: &StateSite<'_>,
    task: &TaskState,
    code: Code,
    message: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, message, task.resource.range).at(site.field_location("Resource"));
    match context.editor.add_field(&site.member.value, "Resource", "TimeoutSeconds", "86400") {
        Some(edit) => diagnostic.fix("Add a timeout of one day", vec![edit]),
        None => diagnostic,
    }
}

/// A name that a state reads from its raw input.
struct Read {
    /// The member of the input.
    name: String,
    /// The expression, or its part.
    range: TextRange,
    /// AWS's name of the place.
    location: String,
    /// The language of the expression.
    language: QueryLanguage,
}

/// A state of more bytes is not looked into: thousands of states may lead to it.
const MAX_READER: u32 = 8_192;

/// The names that the state behind this one reads from its raw input without asking first whether they are there.
fn reads_of_next(context: &Context<'_>, site: &StateSite<'_>) -> Vec<Read> {
    let mut reads = Vec::new();
    let Some(Transition::Next(next)) = site.state.transition() else { return reads };
    let Some(workflow) = context.workflows.get(site.workflow) else { return reads };
    let index =
        workflow.workflow.states.get_index_of(&next.value).and_then(|index| workflow.states.get(index));
    let Some(next) = index.and_then(|index| context.states.get(*index)) else { return reads };
    let range = next.member.value.range;
    if range.end - range.start > MAX_READER || !matches!(next.state.input_path, PathField::Default) {
        return reads;
    }
    let is_choice = matches!(next.state.kind, StateKind::Choice(_));
    if is_choice && range.slice(context.editor.text).contains("IsPresent") {
        return reads;
    }
    let from_input = ["Parameters", "ItemsPath", "SecondsPath", "TimestampPath", "Choices"];
    expressions::each(next, |leaf, place, _| {
        let mut add = |name: &str, range: TextRange| {
            let location = format!("{}/{place}", next.location());
            reads.push(Read { name: name.to_owned(), range, location, language: next.state.query_language });
        };
        match leaf {
            Leaf::Jsonata(string) if !string.text.contains("$exists") => {
                let Ok(expression) = &string.expression else { return };
                for variable in expression.references().variables {
                    let mut path = variable.path.iter().map(|name| &**name);
                    if &*variable.name == "states"
                        && path.next() == Some("input")
                        && let Some(name) = path.next()
                    {
                        add(name, string.place_of(variable.range, context.editor.text));
                    }
                }
            }
            Leaf::Path(path) if from_input.iter().any(|field| place.starts_with(field)) => {
                if let Some(name) = first_name(path) {
                    add(name, path.range);
                }
            }
            Leaf::Intrinsic(call) if place.starts_with("Parameters") => each_path(call, &mut |path| {
                if let Some(name) = first_name(path) {
                    add(name, call.range);
                }
            }),
            _ => {}
        }
    });
    reads
}

/// Recursion is bounded: the reader refuses deep nesting of calls.
fn each_path<'a>(call: &'a IntrinsicCall, visit: &mut dyn FnMut(&'a crate::DataPath)) {
    for argument in &call.arguments {
        match argument {
            IntrinsicArgument::Path(path) => visit(path),
            IntrinsicArgument::Call(inner) => each_path(inner, visit),
            IntrinsicArgument::Value(_) => {}
        }
    }
}

/// `order` of `$.order.items[0]`; none of paths that do not begin with one name of the data.
fn first_name(path: &crate::DataPath) -> Option<&str> {
    let name = path
        .path
        .text()
        .strip_prefix("$.")
        .filter(|_| path.root == PathRoot::Data && path.path.is_definite())?;
    let end = name.find(['.', '[', '(']).unwrap_or(name.len());
    let is_plain = !name.is_empty() && !name.starts_with(['.', '*', '[']) && name.get(end..=end) != Some("(");
    name.get(..end).filter(|_| is_plain)
}

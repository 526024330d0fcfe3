//! Our own rules: what AWS accepts and what is likely to hurt all the same.

mod backoff_without_limit;
mod callback_without_timeout;
mod child_error_name;
mod choice_without_default;
mod covered_error;
mod deprecated_name;
mod direct_function_arn;
mod endless_loop;
mod express_child_pattern;
mod express_too_long;
mod fail_without_error;
mod first_failure_ends_map_run;
mod inline_map_limits;
mod input_lost_on_error;
mod job_without_timeout;
mod jsonata_blank;
mod jsonpath_in_jsonata;
mod lambda_timeout;
mod lambda_without_retry;
mod list_as_value;
mod nested_execution_link;
mod old_value_read;
mod payload_quota;
mod placeholder;
mod sdk_parameter_case;
mod secret_in_text;
mod shadowed_choice_rule;
mod single_branch;
mod timeout_not_caught;
mod token_not_passed;
mod uncatchable_error;
pub(crate) mod unknown_error_name;
mod unknown_variable;

use asl_json::{Node, TextRange};

use super::Check;
use super::context::{Context, StateSite};
use crate::{IntegrationPattern, ResourceKind, TaskState};

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
    mut visit: impl FnMut(&StateSite<'a>, &'a str, TextRange, String),
) {
    for site in &context.states {
        for field in ["Retry", "Catch"] {
            for (index, entry) in site.fields().items(field).iter().enumerate() {
                for name in entry.get("ErrorEquals").and_then(Node::items).unwrap_or(&[]) {
                    if let Some(text) = name.as_str() {
                        visit(
                            site,
                            text,
                            name.range,
                            format!("{}/{field}[{index}]/ErrorEquals", site.location),
                        );
                    }
                }
            }
        }
    }
}

//! # `LINT_LIST_AS_VALUE`: a filter where one value is needed
//!
//! A path with a filter, a wildcard, a slice or a deep scan always gives a list, even of one item. A comparison of a
//! Choice rule needs one value; so do the error of a Fail state, a role, and parameters that name a function, a queue or
//! a table. (`SecondsPath`, `TimeoutSecondsPath` and their like take reference paths only: there AWS refuses it.)
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Choice", "Default": "Done", "Choices": [
//!    {"Variable": "$.items[?(@.id == 1)].name", "StringEquals": "x", "Next": "Done"}]}, "Done": {"Type": "Succeed"}}
//! ```
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Parameters": {"QueueUrl.$": "$.queues[?(@.name == 'orders')].url", "MessageBody.$": "$.order"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Choice", "Default": "Done", "Choices": [
//!    {"Variable": "$.items[0].name", "StringEquals": "x", "Next": "Done"}]}, "Done": {"Type": "Succeed"}}
//! ```

use asl_json::{Node, NodeKind};

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::rules::templates::each_node;
use crate::{Code, DataPath, Diagnostic, QueryLanguage, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::JsonPath) {
        expressions::each(site, |leaf, place, _| {
            if let Leaf::Path(path) = leaf
                && !path.path.is_definite()
                && takes_one_value(place)
            {
                report.add(
                    Diagnostic::new(
                        Code::ListAsValue,
                        "this path gives a list where one value is needed",
                        path.range,
                    )
                    .at(format!("{}/{place}", site.location()))
                    .help("name one item: `[0]`, or `States.ArrayGetItem(…, 0)`"),
                );
            }
        });
        if !matches!(site.state.kind, StateKind::Choice(_)) {
            continue;
        }
        let Some(rules) = site.fields().get("Choices") else { continue };
        each_node(rules, |node| {
            if let Some(path) = scalar_test(node) {
                let message = "this path gives a list, which no comparison fits";
                report.add(
                    Diagnostic::new(Code::ListAsValue, message, path.range)
                        .at(site.field_location("Choices"))
                        .help("name one item: `[0]`; or take it out in a state before"),
                );
            }
        });
    }
}

/// Parameters that name one thing in every service that has them.
const NAMES: [&str; 8] = [
    "FunctionName.$",
    "QueueUrl.$",
    "TopicArn.$",
    "TableName.$",
    "StateMachineArn.$",
    "Bucket.$",
    "JobName.$",
    "TaskDefinition.$",
];

/// Whether a field other than a rule's `Variable` takes one value: a text or a number.
fn takes_one_value(place: &str) -> bool {
    match place.strip_prefix("Parameters/") {
        Some(name) => NAMES.contains(&name),
        None => {
            matches!(place, "ErrorPath" | "CausePath" | "Credentials/RoleArn.$")
                || (place.starts_with("Choices[") && place.ends_with("Path"))
        }
    }
}

/// The path of a comparison that gives a list.
fn scalar_test(rule: &Node) -> Option<&Node> {
    let NodeKind::Object(members) = &rule.kind else { return None };
    let compares = ["String", "Numeric", "Boolean", "Timestamp"];
    let is_comparison = |name: &str| compares.iter().any(|kind| name.starts_with(kind));
    let variable = rule.get("Variable")?;
    let path = DataPath::parse(variable.as_str()?, variable.range).ok()?;
    (!path.path.is_definite() && members.iter().any(|member| is_comparison(&member.key))).then_some(variable)
}

//! # `SCHEMA_VALIDATION_FAILED`: a path that is none
//!
//! Paths begin with `$`. Fields that name one place (`ResultPath`, `ItemsPath`, `SecondsPath` and the like) take
//! reference paths only: no wildcards, filters, slices or deep scans. No path of a definition has functions or regular
//! expressions. `ErrorPath` and `CausePath` take a call of an intrinsic function, too, if it gives a text.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "ResultPath": "$.items[*]", "End": true}
//! ```
//! Bad:
//! ```json
//! {"Type": "Fail", "ErrorPath": "States.MathAdd($.code, 1)"}
//! ```
//! Bad:
//! ```json
//! {"Type": "Pass", "InputPath": "$.items[?(@.name =~ /a.*/)]", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "ResultPath": "$.items[0]", "End": true}
//! ```

use asl_json::{Member, Node};
use asl_jsonpath::{ReferencePath, Unsupported};

use super::context::{Context, ObjectSite, Report};
use crate::intrinsic::IntrinsicFunction;
use crate::schema::Shape;
use crate::{DataPath, IntrinsicCall, PathRoot};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in &context.objects {
        for (member, field) in context.members(object) {
            if let Some(field) = field.filter(|field| field.is_of(object.language)) {
                check_member(object, member, &field.shape, report);
            }
        }
    }
}

fn check_member(object: &ObjectSite<'_>, member: &Member, shape: &Shape, report: &mut Report) {
    let Some(text) = member.value.as_str() else { return };
    let problem = match shape {
        Shape::PathOrNull if &*member.key == "Variable" => variable(text, &member.value),
        Shape::ReferencePath => reference_path(text, &member.value),
        Shape::ResultPath => result_path(text),
        Shape::PathOrIntrinsic if !text.starts_with('$') => text_call(text, &member.value),
        Shape::PathOrNull | Shape::PathOrIntrinsic => path(text, &member.value),
        _ => None,
    };
    if let Some(message) = problem {
        report.schema(message, object.field_location(&member.key), member.value.range);
    }
}

/// What is wrong with a call that must give a text.
///
/// Source: Developer Guide, "Fail workflow state".
// UNVERIFIED(aws): how AWS puts the refusal of the other functions.
fn text_call(text: &str, node: &Node) -> Option<&'static str> {
    use IntrinsicFunction as F;
    let Ok(call) = IntrinsicCall::parse(text, node.range) else { return Some(NOT_A_PATH) };
    let gives_text = matches!(
        call.function,
        F::Format | F::JsonToString | F::ArrayGetItem | F::Base64Encode | F::Base64Decode | F::Hash | F::Uuid
    );
    (!gives_text).then_some(NOT_A_TEXT)
}

const NOT_A_TEXT: &str = "Value must be a valid JSONPath or an intrinsic function call that returns a string";
const NOT_A_PATH: &str = "Value must be a valid JSONPath.";
const NOT_A_REFERENCE_PATH: &str = "Value is not a Reference Path";

/// The Choice rules' way of putting it.
pub(super) const NO_DOLLAR_AT_START: &str =
    "Value is not a Reference Path: Reference path didn't start with '$'";

/// What is wrong with a path in a Choice rule.
pub(super) fn variable(text: &str, node: &Node) -> Option<&'static str> {
    if text.starts_with('$') { path(text, node) } else { Some(NO_DOLLAR_AT_START) }
}

fn path(text: &str, node: &Node) -> Option<&'static str> {
    let path = DataPath::parse(text, node.range).ok();
    path.is_none_or(|path| is_refused(&path)).then_some(NOT_A_PATH)
}

/// Whether a definition cannot have a path although it can be read: it has a function or a regular expression.
///
/// Source: Developer Guide, "Using JSONPath paths". `length()` stands in many definitions that AWS runs.
// UNVERIFIED(aws): which functions AWS really refuses.
pub(super) fn is_refused(path: &DataPath) -> bool {
    path.path.contains_unsupported().iter().any(|part| match part {
        Unsupported::Function { name } => name != "length",
        Unsupported::RegularExpression => true,
        Unsupported::LexicalOperator { .. } | Unsupported::DocumentReference => false,
    })
}

fn reference_path(text: &str, node: &Node) -> Option<&'static str> {
    let Ok(path) = DataPath::parse(text, node.range) else { return Some(NOT_A_PATH) };
    ReferencePath::parse(path.path.text()).is_err().then_some(NOT_A_REFERENCE_PATH)
}

fn result_path(text: &str) -> Option<&'static str> {
    let (root, _) = DataPath::split(text);
    if !text.starts_with('$') {
        return Some(NOT_A_PATH);
    }
    (root != PathRoot::Data || ReferencePath::parse(text).is_err()).then_some(NOT_A_REFERENCE_PATH)
}

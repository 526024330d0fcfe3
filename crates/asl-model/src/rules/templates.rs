//! # `SCHEMA_VALIDATION_FAILED`: a `.$` field that holds neither a path nor a call
//!
//! A name that ends in `.$` says: the value is a path (`$.a`, `$$.Execution.Id`, `$variable`) or a call of an intrinsic
//! function (`States.Format('…', $.a)`). Anything else cannot be evaluated.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Parameters": {"id.$": "order.id"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}
//! ```

use asl_json::{Member, Node, NodeKind};

use super::context::{Context, ObjectSite, Report, StateSite};
use super::expressions::{self, Leaf};
use super::paths::is_refused;
use crate::schema::Shape;
use crate::{Code, DataPath, Diagnostic, IntrinsicCall, QueryLanguage};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let doubtful: Vec<bool> = context.states.iter().map(has_doubtful_leaf).collect();
    each_jsonpath_template(context, |object, field, node| {
        let NodeKind::Object(members) = &node.kind else { return };
        if object.state.and_then(|state| doubtful.get(state)) == Some(&false) {
            return;
        }
        for member in members.iter().filter(|member| member.key.ends_with(".$")) {
            if !is_expression(&member.value) {
                report.add(invalid(context, object, field, member));
            }
        }
    });
}

/// Whether the typed tree has something in its templates that is no expression, or a path that AWS refuses. Nothing is
/// read a second time in all other states.
fn has_doubtful_leaf(site: &StateSite<'_>) -> bool {
    let mut found = false;
    expressions::each(site, |leaf, _, _| {
        found |= match leaf {
            Leaf::Invalid => true,
            Leaf::Path(path) => is_refused(path),
            _ => false,
        };
    });
    found
}

/// Calls `visit` with every object and list inside every JSONPath payload template.
pub(super) fn each_jsonpath_template<'c, 'a>(
    context: &'c Context<'a>,
    mut visit: impl FnMut(&'c ObjectSite<'a>, &'a str, &'a Node),
) {
    for object in &context.objects {
        if object.language != QueryLanguage::JsonPath {
            continue;
        }
        for (member, field) in context.members(object) {
            let template = field
                .filter(|field| field.is_of(QueryLanguage::JsonPath))
                .is_some_and(|field| matches!(field.shape, Shape::Template | Shape::ObjectTemplate));
            if template {
                each_node(&member.value, |node| visit(object, &member.key, node));
            }
        }
    }
}

/// Calls `visit` with a node and everything inside it, in the order of the text, without recursion.
pub(super) fn each_node<'a>(node: &'a Node, mut visit: impl FnMut(&'a Node)) {
    let mut open = Vec::new();
    let mut next = Some(node);
    while let Some(node) = next {
        visit(node);
        match &node.kind {
            NodeKind::Array(items) => open.extend(items.iter().rev()),
            NodeKind::Object(members) => open.extend(members.iter().rev().map(|member| &member.value)),
            _ => {}
        }
        next = open.pop();
    }
}

fn is_expression(node: &Node) -> bool {
    let Some(text) = node.as_str() else { return matches!(node.kind, NodeKind::Missing) };
    if text.starts_with('$') {
        DataPath::parse(text, node.range).is_ok_and(|path| !is_refused(&path))
    } else {
        IntrinsicCall::parse(text, node.range).is_ok()
    }
}

fn invalid(context: &Context<'_>, object: &ObjectSite<'_>, field: &str, member: &Member) -> Diagnostic {
    let message = format!(
        "The value for the field '{}' must be a valid JSONPath or a valid intrinsic function call",
        member.key
    );
    let diagnostic = Diagnostic::new(Code::SchemaValidationFailed, message, member.value.range)
        .at(object.field_location(field));
    match member.value.as_str() {
        // Without the `.$` a plain text is simply a text.
        Some(text) if !text.starts_with('$') && !text.starts_with("States.") => diagnostic
            .help("without `.$` at the end of the name the value is taken as it is")
            .fix("Remove `.$` from the name", vec![context.editor.remove_end(member.key_range, 2)]),
        _ => diagnostic,
    }
}

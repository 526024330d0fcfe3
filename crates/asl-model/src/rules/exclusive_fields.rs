//! # `SCHEMA_VALIDATION_FAILED`: fields that exclude each other
//!
//! A state goes on with `Next` or ends with `"End": true`, not both and not neither. A field and its `…Path` twin, the
//! four ways to say how long to wait, `ItemProcessor` and the older `Iterator` exclude each other as well.
//!
//! Bad:
//! ```json
//! {"Type": "Wait", "Seconds": 5, "SecondsPath": "$.delay", "End": true}
//! ```
//! Bad:
//! ```json
//! {"Type": "Pass", "Comment": "And then?"}
//! ```
//! Good:
//! ```json
//! {"Type": "Wait", "SecondsPath": "$.delay", "End": true}
//! ```

use asl_json::{Member, NodeKind};

use super::context::{Context, ObjectSite, Report};
use super::text;
use crate::schema::{Group, ObjectSchema};
use crate::{Code, Diagnostic, TextEdit};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in &context.objects {
        let Some(schema) = object.schema else { continue };
        for group in schema.groups {
            check_group(context, object, schema, group, report);
        }
    }
}

fn check_group(
    context: &Context<'_>,
    object: &ObjectSite<'_>,
    schema: &'static ObjectSchema,
    group: &Group,
    report: &mut Report,
) {
    let is_known = |name: &str| schema.field(name).is_some_and(|field| field.is_of(object.language));
    // Most objects are as they should be: lists are made only for the others.
    let count = group.fields.iter().filter(|name| present(object, name).is_some() && is_known(name)).count();
    if count == 1 || (count == 0 && !group.required) {
        return;
    }
    let names: Vec<&str> = group.fields.iter().copied().filter(|name| is_known(name)).collect();
    let present: Vec<&Member> = names.iter().filter_map(|name| present(object, name)).collect();
    let location = object.own_location();
    match (present.len(), present.get(1)) {
        (0, _) if group.required => {
            let message =
                format!("This object should have only one of the following fields: {}", text::list(&names));
            let mut diagnostic =
                Diagnostic::new(Code::SchemaValidationFailed, message, object.anchor).at(location);
            if names.contains(&"End") {
                diagnostic =
                    diagnostic.help("say where to go on (`Next`) or that the workflow ends here (`End`)");
                if let Some(edit) = add_end(context, object) {
                    diagnostic = diagnostic.fix("Add `\"End\": true`", vec![edit]);
                }
            }
            report.add(diagnostic);
        }
        (2.., Some(second)) => {
            let message = format!("There should only be one of the following fields: {}", text::list(&names));
            let mut diagnostic =
                Diagnostic::new(Code::SchemaValidationFailed, message, second.key_range).at(location);
            if let Some(first) = present.first() {
                diagnostic = diagnostic.label(first.key_range, "the other one");
            }
            report.add(diagnostic);
        }
        _ => {}
    }
}

/// The member called `name`; `"End": false` counts as absent.
fn present<'a>(object: &ObjectSite<'a>, name: &str) -> Option<&'a Member> {
    let member = object.node.member(name)?;
    let off = name == "End" && matches!(member.value.kind, NodeKind::Bool(false));
    if off { None } else { Some(member) }
}

/// Puts `"End": true` behind the last field, or turns `"End": false` round.
fn add_end(context: &Context<'_>, object: &ObjectSite<'_>) -> Option<TextEdit> {
    if let Some(end) = object.node.get("End") {
        return Some(TextEdit::new(end.range, "true"));
    }
    context.editor.add_field(object.node, "", "End", "true")
}

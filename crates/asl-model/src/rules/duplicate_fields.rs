//! # `SCHEMA_VALIDATION_FAILED`: a name stands both with and without `.$`
//!
//! `"id"` and `"id.$"` in one payload template would both make a member called `id`.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Parameters": {"id": 1, "id.$": "$.id"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Parameters": {"id.$": "$.id"}, "End": true}
//! ```

use asl_json::{Member, NodeKind};

use super::context::{Context, Report};
use super::templates;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    templates::each_jsonpath_template(context, |object, field, node| {
        let NodeKind::Object(members) = &node.kind else { return };
        for member in members {
            if let Some(plain) = member.key.strip_suffix(".$")
                && let Some(other) = static_member(members, plain)
            {
                let message = format!("The fields '{plain}' and '{}' can not be used together", member.key);
                let diagnostic =
                    crate::Diagnostic::new(crate::Code::SchemaValidationFailed, message, member.key_range)
                        .at(object.field_location(field))
                        .label(other.key_range, "the other one");
                report.add(diagnostic);
            }
        }
    });
}

fn static_member<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    // A payload of thousands of members with as many `.$` members would be quadratic; such a size is not looked into.
    members.get(..members.len().min(100))?.iter().find(|member| &*member.key == name)
}

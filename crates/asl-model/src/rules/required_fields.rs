//! # `SCHEMA_VALIDATION_FAILED`: a field is missing
//!
//! Some fields have no default: a machine needs `StartAt` and `States`, a Task its `Resource`, a retrier its
//! `ErrorEquals`.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}
//! ```

use asl_json::NodeKind;

use super::context::{Context, Report};
use super::text;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in &context.objects {
        let Some(schema) = object.schema else {
            if object.fields().get("Type").is_none() && matches!(object.node.kind, NodeKind::Object(_)) {
                report.schema("These fields are required: [Type]", object.own_location(), object.anchor);
            }
            continue;
        };
        if !matches!(object.node.kind, NodeKind::Object(_)) {
            continue;
        }
        let fields = object.fields();
        let missing: Vec<&str> =
            schema.required.iter().copied().filter(|name| fields.get(name).is_none()).collect();
        if !missing.is_empty() {
            let message = format!("These fields are required: {}", text::list(missing));
            report.schema(message, object.own_location(), object.anchor);
        }
    }
}

//! # `NO_DOLLAR`: a path under a name without `.$`
//!
//! In a JSONPath payload template only names that end in `.$` are evaluated. `"id": "$.id"` hands on the text `$.id`.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Parameters": {"id": "$.order.id"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}
//! ```

use asl_json::{NodeKind, TextRange};

use super::context::{Context, Report};
use super::templates;
use crate::{Code, DataPath, Diagnostic, IntrinsicCall};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    templates::each_jsonpath_template(context, |object, field, node| {
        let NodeKind::Object(members) = &node.kind else { return };
        for member in members.iter().filter(|member| !member.key.ends_with(".$")) {
            let Some(text) = member.value.as_str().filter(|text| looks_dynamic(text)) else { continue };
            let what = if text.starts_with('$') { "a JSONPath" } else { "an intrinsic function" };
            report.add(
                Diagnostic::new(
                    Code::NoDollar,
                    format!(
                        "The value for the field '{}' looks like {what}, but the name does not end with '.$'",
                        member.key
                    ),
                    member.value.range,
                )
                .at(format!("{}/{}", object.field_location(field), member.key))
                .help("without `.$` the text itself is handed on")
                .fix("Add `.$` to the name", vec![context.editor.append(member.key_range, ".$")]),
            );
        }
    });
}

/// Whether a text reads like a path or a call that somebody meant to be evaluated.
pub(super) fn looks_dynamic(text: &str) -> bool {
    let path = text == "$$" || text.starts_with("$.") || text.starts_with("$[") || text.starts_with("$$.");
    if path {
        return DataPath::parse(text, TextRange::default()).is_ok();
    }
    text.starts_with("States.") && IntrinsicCall::parse(text, TextRange::default()).is_ok()
}

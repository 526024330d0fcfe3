//! # `NO_PATH`: a path in a field that takes a value
//!
//! `"Timestamp": "$.until"` is not a path but a text; `TimestampPath` takes the path. So do `SecondsPath`, `ErrorPath`,
//! `StringEqualsPath` and the other twins.
//!
//! Bad:
//! ```json
//! {"Type": "Fail", "Error": "$.error"}
//! ```
//! Good:
//! ```json
//! {"Type": "Fail", "ErrorPath": "$.error"}
//! ```

use super::context::{Context, Report};
use super::no_dollar::looks_dynamic;
use crate::{Code, Diagnostic, QueryLanguage};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in context.objects.iter().filter(|object| object.language == QueryLanguage::JsonPath) {
        let Some(schema) = object.schema else { continue };
        for (member, field) in context.members(object) {
            let Some(text) = member.value.as_str().filter(|text| field.is_some() && text.starts_with('$'))
            else {
                continue;
            };
            let twin = format!("{}Path", member.key);
            if schema.field(&twin).is_none() || !looks_dynamic(text) {
                continue;
            }
            report.add(
                Diagnostic::new(
                    Code::NoPath,
                    format!(
                        "The value '{text}' looks like a path, but the field '{}' does not end with 'Path'",
                        member.key
                    ),
                    member.value.range,
                )
                .at(object.field_location(&member.key))
                .help("the text itself is used, not what the path finds")
                .fix(format!("Rename to `{twin}`"), vec![context.editor.append(member.key_range, "Path")]),
            );
        }
    }
}

//! # `LINT_PAYLOAD_QUOTA`: beyond a quota
//!
//! A state's input and output have at most 256 KiB of JSON text, a definition at most 1 MiB. A literal this large makes
//! the state fail with `States.DataLimitExceeded`.
//!
//! Good:
//! ```json
//! {"Type": "Pass", "Result": {"small": true}, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic};

/// The quota of a payload, in bytes of JSON text.
const MAX_PAYLOAD: u32 = 262_144;

/// The quota of a definition, in bytes.
const MAX_DEFINITION: u32 = 1_048_576;

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    if context.root.range.end > MAX_DEFINITION {
        let message = "the definition is larger than 1 MiB, AWS's quota";
        let range = asl_json::TextRange::new(context.root.range.start, context.root.range.start + 1);
        report.add(Diagnostic::new(Code::PayloadQuota, message, range));
    }
    for site in &context.states {
        if site.member.value.range.end - site.member.value.range.start <= MAX_PAYLOAD {
            continue;
        }
        for field in ["Result", "Parameters", "Arguments", "Output", "ItemSelector"] {
            let Some(node) = site.fields().get(field) else { continue };
            if node.range.end - node.range.start > MAX_PAYLOAD
                && asl_json::to_json(&node.to_value()).len() > MAX_PAYLOAD as usize
            {
                let message =
                    format!("`{field}` is larger than 256 KiB, the quota of a state's input and output");
                report.add(
                    Diagnostic::new(Code::PayloadQuota, message, node.range).at(site.field_location(field)),
                );
            }
        }
    }
}

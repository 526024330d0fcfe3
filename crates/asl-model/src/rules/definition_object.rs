//! # `SCHEMA_VALIDATION_FAILED`: the definition is not an object
//!
//! A definition is a JSON object with `StartAt` and `States`. Anything else is refused as a whole.
//!
//! Bad:
//! ```json
//! ["Pass"]
//! ```
//! Good:
//! ```json
//! {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
//! ```

use asl_json::NodeKind;

use super::context::{Context, Report};
use crate::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    if !matches!(context.root.kind, NodeKind::Object(_)) {
        report.add(Diagnostic::new(
            Code::SchemaValidationFailed,
            "Definition must be a valid JSON object",
            context.root.range,
        ));
    }
}

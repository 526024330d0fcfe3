//! # `SCHEMA_VALIDATION_FAILED`: an item processor's mode and type do not fit
//!
//! `"Mode": "DISTRIBUTED"` runs each item as a child execution and needs an `ExecutionType`; inline Maps take none.
//! Express state machines cannot start child executions.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use super::context::{Context, Report};
use crate::{Code, Diagnostic, ExecutionType, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(_) = site.state.kind else { continue };
        for field in ["ItemProcessor", "Iterator"] {
            let Some(config) = site.fields().object(field).get("ProcessorConfig") else { continue };
            let location = format!("{}/{field}/ProcessorConfig", site.location());
            let Some(mode) = config.get("Mode") else { continue };
            let execution_type = config.member("ExecutionType");
            match (mode.as_str(), execution_type) {
                (Some("DISTRIBUTED"), None) => {
                    let mut diagnostic = Diagnostic::new(
                        Code::SchemaValidationFailed,
                        "These fields are required: [ExecutionType]",
                        config.range,
                    )
                    .at(&*location);
                    let edit = context.editor.add_field(config, "Mode", "ExecutionType", "\"STANDARD\"");
                    if let Some(edit) = edit {
                        diagnostic = diagnostic.fix("Add `ExecutionType`", vec![edit]);
                    }
                    report.add(diagnostic);
                }
                (Some("INLINE"), Some(member)) => {
                    report.schema("Field 'ExecutionType' is not supported", &*location, member.key_range);
                }
                _ => {}
            }
            if mode.as_str() == Some("DISTRIBUTED") && context.execution_type == ExecutionType::Express {
                report.schema(
                    "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
                    format!("{location}/Mode"),
                    mode.range,
                );
            }
        }
    }
}

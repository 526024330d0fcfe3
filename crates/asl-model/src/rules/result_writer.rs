//! # `SCHEMA_VALIDATION_FAILED`: a result writer that says nothing
//!
//! A `ResultWriter` names where the results go (`Resource` and the bucket), or how they are written (`WriterConfig`),
//! or both. An empty object is refused, and so is any resource but `s3:putObject`.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailurePercentage": 5, "ResultWriter": {},
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailurePercentage": 5,
//!  "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}},
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use super::context::{Context, Report};
use crate::{ResourceKind, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(map) = &site.state.kind else { continue };
        let (Some(writer), Some(node)) = (&map.result_writer, site.fields().get("ResultWriter")) else {
            continue;
        };
        let location = site.field_location("ResultWriter");
        if node.members().is_some_and(<[_]>::is_empty) {
            report.schema("Value cannot be empty", &*location, node.range);
        }
        let Some(resource) = &writer.resource else { continue };
        let known = matches!(
            &resource.kind,
            ResourceKind::Integration { service, action, .. } if &**service == "s3" && &**action == "putObject"
        );
        if !known && !resource.text.contains("${") {
            report.schema(
                "The field 'Resource' does not match any of the allowed values",
                format!("{location}/Resource"),
                resource.range,
            );
        }
    }
}

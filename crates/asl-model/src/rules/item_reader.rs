//! # `SCHEMA_VALIDATION_FAILED`: an item reader that cannot read
//!
//! An `ItemReader` reads one S3 object (`s3:getObject`) or lists objects (`s3:listObjectsV2`). CSV needs to know where
//! its column names are, and `"CSVHeaderLocation": "GIVEN"` needs the names.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
//!   "ReaderConfig": {"InputType": "CSV"}, "Parameters": {"Bucket": "b", "Key": "k"}},
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
//!   "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
//!   "Parameters": {"Bucket": "b", "Key": "k"}},
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use super::context::{Context, Report};
use crate::{ResourceKind, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(map) = &site.state.kind else { continue };
        let Some(reader) = &map.item_reader else { continue };
        let location = site.field_location("ItemReader");
        let known = matches!(
            &reader.resource.kind,
            ResourceKind::Integration { service, action, .. }
                if &**service == "s3" && matches!(&**action, "getObject" | "listObjectsV2")
        );
        if !known && !reader.resource.text.is_empty() && !reader.resource.text.contains("${") {
            report.schema(
                "The field 'Resource' does not match any of the allowed values",
                format!("{location}/Resource"),
                reader.resource.range,
            );
        }
        let fields = site.fields().object("ItemReader");
        let Some(node) = fields.get("ReaderConfig") else { continue };
        let config = fields.object("ReaderConfig");
        let location = format!("{location}/ReaderConfig");
        let word = |name| config.get(name).and_then(asl_json::Node::as_str);
        match (word("InputType"), config.get("CSVHeaderLocation")) {
            (Some("CSV"), None) => {
                report.schema("The field 'CSVHeaderLocation' is required", &*location, node.range);
            }
            (Some("JSON"), Some(header)) => {
                report.schema("Field 'CSVHeaderLocation' is not supported", &*location, header.range);
            }
            _ => {}
        }
        if word("CSVHeaderLocation") == Some("GIVEN") && config.get("CSVHeaders").is_none() {
            report.schema("These fields are required: [CSVHeaders]", &*location, node.range);
        }
    }
}

//! # `SCHEMA_VALIDATION_FAILED`: credentials without a role
//!
//! `Credentials` names the role to call with: `RoleArn`, or `RoleArn.$` with a path. An activity is polled by its
//! worker and takes no credentials.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!  "Credentials": {}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!  "Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/caller"}, "End": true}
//! ```

use super::context::{Context, Report};
use crate::{QueryLanguage, ResourceKind, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let Some(node) = site.fields().get("Credentials") else { continue };
        let location = site.field_location("Credentials");
        if task.resource.kind == ResourceKind::Activity {
            report.schema("The field 'Credentials' is not supported for activities", location, node.range);
            continue;
        }
        let by_path = site.state.query_language == QueryLanguage::JsonPath && node.get("RoleArn.$").is_some();
        if node.members().is_some() && node.get("RoleArn").is_none() && !by_path {
            report.schema("The field 'RoleArn' is required but was missing", location, node.range);
        }
    }
}

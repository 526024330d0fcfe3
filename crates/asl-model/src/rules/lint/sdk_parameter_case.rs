//! # `LINT_SDK_PARAMETER_CASE`: a parameter that begins with a small letter
//!
//! Parameters of service integrations are written in PascalCase, also where the service itself writes them otherwise:
//! `TableName`, not `tableName`. AWS finds out only when the state runs.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "Parameters": {"tableName": "t"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "Parameters": {"TableName": "t"}, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let ResourceKind::Integration { service, .. } = &task.resource.kind else { continue };
        if !service.starts_with("aws-sdk:") {
            continue;
        }
        for field in ["Parameters", "Arguments"] {
            for member in site.fields().get(field).and_then(asl_json::Node::members).unwrap_or(&[]) {
                let Some(first) = member.key.chars().next().filter(char::is_ascii_lowercase) else {
                    continue;
                };
                let edit = context.editor.replace_first(member.key_range, first.to_ascii_uppercase());
                report.add(
                    Diagnostic::new(
                        Code::SdkParameterCase,
                        format!(
                            "`{}` begins with a small letter; parameters are written in PascalCase",
                            member.key
                        ),
                        member.key_range,
                    )
                    .at(site.field_location(field))
                    .fix("Begin with a capital letter", vec![edit]),
                );
            }
        }
    }
}

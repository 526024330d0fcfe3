//! # `LINT_PLACEHOLDER`: a placeholder
//!
//! `${Name}` is filled in by CloudFormation, SAM or Terraform. AWS sees what it stands for; here the text is taken as it
//! is.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "${FunctionArn}", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Retry": [], "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if task.resource.text.contains("${") {
            report.add(
                Diagnostic::new(
                    Code::Placeholder,
                    "a deployment tool fills this placeholder in",
                    task.resource.range,
                )
                .at(site.field_location("Resource")),
            );
        }
    }
}

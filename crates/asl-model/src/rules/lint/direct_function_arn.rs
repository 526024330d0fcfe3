//! # `LINT_DIRECT_FUNCTION_ARN`: a function's ARN as `Resource`
//!
//! `lambda:invoke` is what AWS advises: its answer has the status and the version that ran beside the payload, and the
//! function can come from the input.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f:live", "Payload.$": "$"},
//!  "OutputPath": "$.Payload", "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if task.resource.kind == ResourceKind::LambdaFunction {
            let message =
                "`arn:aws:states:::lambda:invoke` with `FunctionName` is the newer way to call a function";
            report.add(
                Diagnostic::new(Code::DirectFunctionArn, message, task.resource.range)
                    .at(site.field_location("Resource")),
            );
        }
    }
}

//! # `LINT_TOKEN_NOT_PASSED`: a task token that is not handed on
//!
//! A `.waitForTaskToken` task goes on when somebody answers with its token. If the token is not among the parameters
//! (`$$.Task.Token`, in JSONata `$states.context.Task.Token`), nobody can.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 86400,
//!  "Parameters": {"QueueUrl": "https://q", "MessageBody": "please answer"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 86400,
//!  "Parameters": {"QueueUrl": "https://q", "MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::{Code, Diagnostic, IntegrationPattern, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if task.resource.pattern() != IntegrationPattern::WaitForTaskToken {
            continue;
        }
        let mut passed = task.arguments.is_none();
        expressions::each(site, |leaf, _, _| {
            passed |= match leaf {
                // Anything that hands the whole context on, or a variable, may carry the token.
                Leaf::Path(path) => {
                    path.text.starts_with("$$") || matches!(path.root, crate::PathRoot::Variable(_))
                }
                Leaf::Intrinsic(call) => call.text.contains("$$") || call.text.contains("$."),
                Leaf::Jsonata(string) => {
                    string.text.contains("Token") || string.text.contains("$states.context")
                }
                Leaf::Constant | Leaf::Invalid => false,
            };
        });
        if !passed {
            report.add(
                Diagnostic::new(
                    Code::TokenNotPassed,
                    "the task token is not among the parameters, so nobody can answer",
                    task.resource.range,
                )
                .at(site.field_location("Resource")),
            );
        }
    }
}

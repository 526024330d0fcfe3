//! # `LINT_NESTED_EXECUTION_LINK`: a nested execution that does not know its parent
//!
//! With `AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID` in its input, the console links a nested execution to the one that
//! started it.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "End": true,
//!  "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child", "Input": {"a": 1}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "End": true,
//!  "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child",
//!    "Input": {"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id", "a": 1}}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, QueryLanguage, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let ResourceKind::Integration { service, .. } = &task.resource.kind else { continue };
        if &**service != "states" {
            continue;
        }
        let arguments = site.fields().get("Parameters").or_else(|| site.fields().get("Arguments"));
        let Some(input) = arguments.and_then(|node| node.get("Input")) else { continue };
        let Some(members) = input.members() else { continue };
        if !members.iter().any(|member| member.key.starts_with("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"))
        {
            let message = "without `AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID` in its input the nested execution does not know its parent";
            let mut diagnostic = Diagnostic::new(Code::NestedExecutionLink, message, task.resource.range)
                .at(site.field_location("Resource"));
            let (name, value) = match site.state.query_language {
                QueryLanguage::JsonPath => {
                    ("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$", "\"$$.Execution.Id\"")
                }
                QueryLanguage::Jsonata => {
                    ("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID", "\"{% $states.context.Execution.Id %}\"")
                }
            };
            if let Some(edit) = context.editor.add_field(input, "", name, value) {
                diagnostic = diagnostic.fix("Hand on the execution's id", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

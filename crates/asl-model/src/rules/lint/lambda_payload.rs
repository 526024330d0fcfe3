//! # `LINT_LAMBDA_PAYLOAD`: the function's answer is one level deeper
//!
//! `lambda:invoke` answers with `{"ExecutedVersion": …, "Payload": …, "StatusCode": 200, …}`; what the function returned is
//! its `Payload`. The next state reads a name that only the payload can have.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "B"},
//!  "B": {"Type": "Pass", "Parameters": {"id.$": "$.orderId"}, "End": true}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
//!    "OutputPath": "$.Payload", "Next": "B"},
//!  "B": {"Type": "Pass", "Parameters": {"id.$": "$.orderId"}, "End": true}}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::lint::reads_of_next;
use crate::{
    Code, Diagnostic, IntegrationPattern, PathField, QueryLanguage, ResourceKind, ResultPath, StateKind,
};

/// The members of the answer.
const ANSWER: [&str; 7] = [
    "Payload",
    "StatusCode",
    "ExecutedVersion",
    "FunctionError",
    "LogResult",
    "SdkHttpMetadata",
    "SdkResponseMetadata",
];

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let invokes = matches!(
            &task.resource.kind,
            ResourceKind::Integration { service, pattern: IntegrationPattern::RequestResponse, .. }
                if &**service == "lambda"
        );
        let as_it_is = matches!(site.state.output_path, PathField::Default)
            && matches!(task.result_path, ResultPath::Default)
            && task.result_selector.is_none()
            && site.state.output.is_none();
        if !invokes || !as_it_is {
            continue;
        }
        let reads = reads_of_next(context, site);
        let Some(read) = reads.iter().find(|read| !ANSWER.contains(&&*read.name)) else { continue };
        let message = format!("`{}` is in the `Payload` of the function's answer", read.name);
        let mut diagnostic = Diagnostic::new(Code::LambdaPayload, message, read.range)
            .at(read.location.clone())
            .label(task.resource.range, "answers with `Payload`, `StatusCode` and more");
        let (name, value) = match site.state.query_language {
            QueryLanguage::JsonPath => ("OutputPath", "\"$.Payload\""),
            QueryLanguage::Jsonata => ("Output", "\"{% $states.result.Payload %}\""),
        };
        // Once the payload is the output, what is beside it is out of reach.
        if !reads.iter().any(|read| ANSWER.contains(&&*read.name))
            && let Some(edit) = context.editor.add_field(&site.member.value, "Resource", name, value)
        {
            diagnostic = diagnostic.fix("Hand on the payload alone", vec![edit]);
        }
        report.add(diagnostic);
    }
}

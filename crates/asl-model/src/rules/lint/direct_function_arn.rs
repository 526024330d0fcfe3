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

use crate::rules::context::{Context, Report, StateSite};
use crate::{Code, Diagnostic, QueryLanguage, Resource, ResourceKind, StateKind, TextEdit};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Task(task) = &site.state.kind else { continue };
        if task.resource.kind == ResourceKind::LambdaFunction {
            let message =
                "`arn:aws:states:::lambda:invoke` with `FunctionName` is the newer way to call a function";
            let diagnostic = Diagnostic::new(Code::DirectFunctionArn, message, task.resource.range)
                .at(site.field_location("Resource"));
            report.add(match edits(context, site, &task.resource) {
                Some(edits) => diagnostic.fix("Call it with `lambda:invoke`", edits),
                None => diagnostic,
            });
        }
    }
}

/// The edits that keep what goes to the function and what comes back; none where fields between say otherwise.
fn edits(context: &Context<'_>, site: &StateSite<'_>, resource: &Resource) -> Option<Vec<TextEdit>> {
    let between = ["Parameters", "ResultSelector", "ResultPath", "OutputPath", "Assign"];
    if site.state.query_language != QueryLanguage::JsonPath
        || between.iter().any(|field| site.fields().get(field).is_some())
    {
        return None;
    }
    let mut function = String::new();
    asl_json::write::write_string(&resource.text, &mut function);
    let parameters = format!("{{\"FunctionName\": {function}, \"Payload.$\": \"$\"}}");
    let object = &site.member.value;
    let mut added = context.editor.add_field(object, "Resource", "Parameters", &parameters)?;
    added.text.push_str(&context.editor.add_field(object, "Resource", "OutputPath", "\"$.Payload\"")?.text);
    Some(vec![context.editor.string(resource.range, "arn:aws:states:::lambda:invoke"), added])
}

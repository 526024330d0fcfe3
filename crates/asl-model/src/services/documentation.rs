//! What things are, in our own words.

use crate::integrations::{self, Support};
use crate::intrinsic::IntrinsicFunction;
use crate::schema::{Field, ObjectSchema, Shape};
use crate::{IntegrationPattern, QueryLanguage, Resource, ResourceKind};

/// A field, as Markdown.
pub(super) fn field(schema: &ObjectSchema, field: &Field) -> String {
    let mut text = format!("**{}** · {}", field.name, shape(&field.shape));
    if schema.required.contains(&field.name) {
        text.push_str(" · required");
    }
    match field.language {
        Some(QueryLanguage::JsonPath) => text.push_str(" · JSONPath"),
        Some(QueryLanguage::Jsonata) => text.push_str(" · JSONata"),
        None => {}
    }
    text.push_str("\n\n");
    text.push_str(field.doc);
    text
}

/// What may stand in a field, in a few words.
pub(super) fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::TextOrExpression => "text".to_owned(),
        Shape::Boolean | Shape::BooleanOrExpression => "true or false".to_owned(),
        Shape::Integer(least, most) | Shape::IntegerOrExpression(least, most) => {
            if *most == i64::MAX {
                format!("whole number from {least}")
            } else {
                format!("whole number, {least} to {most}")
            }
        }
        Shape::Number(least, most) | Shape::NumberOrExpression(least, most) => {
            if *most > 1e300 {
                format!("number from {least}")
            } else {
                format!("number, {least} to {most}")
            }
        }
        Shape::OneOf(words) => words.join(" | "),
        Shape::StateName => "name of a state".to_owned(),
        Shape::Resource => "ARN".to_owned(),
        Shape::PathOrNull => "path or null".to_owned(),
        Shape::ReferencePath => "reference path".to_owned(),
        Shape::ResultPath => "reference path or null".to_owned(),
        Shape::PathOrIntrinsic => "path or intrinsic function".to_owned(),
        Shape::Template => "JSON with expressions".to_owned(),
        Shape::ObjectTemplate => "object with expressions".to_owned(),
        Shape::Literal => "any JSON".to_owned(),
        Shape::Texts => "list of texts".to_owned(),
        Shape::Object(inner) => inner.name.to_owned(),
        Shape::List(inner, _) => format!("list of {}", inner.name),
        Shape::States => "states by name".to_owned(),
        Shape::Comparison => "comparison".to_owned(),
        Shape::Rules => "list of rules".to_owned(),
        Shape::Rule => "rule".to_owned(),
    }
}

/// A state type.
pub(super) fn state_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "Task" => "Calls something outside: a function, a service or an activity.",
        "Pass" => "Hands its input on, or a value made of it.",
        "Choice" => "Goes on with the first rule that fits.",
        "Wait" => "Lets time pass, or waits until a time.",
        "Succeed" => "Ends the workflow well.",
        "Fail" => "Ends the workflow with an error.",
        "Parallel" => "Runs its branches at the same time and collects their outputs in a list.",
        "Map" => "Runs its processor once for each item and collects the outputs in a list.",
        _ => return None,
    })
}

/// An error name.
pub(super) fn error(name: &str) -> Option<&'static str> {
    Some(match name {
        "States.ALL" => "Every error, but not States.Runtime. Stands alone and last.",
        "States.TaskFailed" => "Every error of a task but States.Timeout.",
        "States.Timeout" => "A task ran longer than its timeout, or sent no heartbeat in time.",
        "States.HeartbeatTimeout" => "A task sent no heartbeat in time.",
        "States.Permissions" => "The role may not do what the state asks for.",
        "States.DataLimitExceeded" => "An input or output is larger than 256 KiB.",
        "States.QueryEvaluationError" => "A JSONata expression failed or gave nothing.",
        "States.Runtime" => "The state could not be carried out. Never retried or caught.",
        "States.BranchFailed" => "A branch of a Parallel failed; AWS reports the branch's own error instead.",
        "States.ExceedToleratedFailureThreshold" => {
            "More items of a distributed Map failed than it tolerates."
        }
        "States.ItemReaderFailed" => "A distributed Map could not read its items.",
        "States.ResultWriterFailed" => "A distributed Map could not write its results.",
        "States.Http.Socket" => "An HTTP call took longer than 60 seconds.",
        "States.IntrinsicFailure" => "An intrinsic function failed; AWS reports States.Runtime.",
        "States.NoChoiceMatched" => "No rule of a Choice fitted; AWS reports States.Runtime.",
        "States.ParameterPathFailure" => {
            "A path in a payload template found nothing; AWS reports States.Runtime."
        }
        "States.ResultPathMatchFailure" => "ResultPath does not fit the input.",
        _ => return None,
    })
}

/// The errors of Lambda that AWS advises to retry.
pub(super) const LAMBDA_ERRORS: [(&str, &str); 5] = [
    ("Lambda.ServiceException", "Lambda had a passing problem."),
    ("Lambda.AWSLambdaException", "Lambda had a passing problem."),
    ("Lambda.SdkClientException", "The call did not come through."),
    ("Lambda.TooManyRequestsException", "Too many calls at once."),
    ("Lambda.Unknown", "The function ended without an answer, out of memory for example."),
];

/// A resource, as Markdown.
pub(super) fn resource(text: &str) -> Option<String> {
    let resource = Resource::parse(text, asl_json::TextRange::default());
    let (service, action, pattern) = match &resource.kind {
        ResourceKind::LambdaFunction => {
            return Some("A Lambda function, called with the state's input.".to_owned());
        }
        ResourceKind::Activity => {
            return Some("An activity: a worker of your own asks for the work.".to_owned());
        }
        ResourceKind::Unknown => return None,
        ResourceKind::Integration { service, action, pattern } => (service, action, pattern),
    };
    let waits = match pattern {
        IntegrationPattern::RequestResponse => "goes on with the service's answer",
        IntegrationPattern::Sync => "goes on when the job is done",
        IntegrationPattern::Sync2 => "goes on when the job is done, with its output as JSON",
        IntegrationPattern::WaitForTaskToken => "goes on when somebody answers with the task token",
    };
    if let Some(integration) = integrations::find(service, action) {
        let mut text = format!("**{} · {action}** · {waits}", integration.title);
        if !integration.required.is_empty() {
            text.push_str("\n\nNeeds ");
            text.push_str(&integration.required.join(", "));
        }
        return Some(text);
    }
    let known = matches!(integrations::support(service, action), Support::Known(_));
    known.then(|| format!("**{service} · {action}** · {waits}"))
}

/// An intrinsic function: how it is called, and what for.
pub(super) fn intrinsic(function: IntrinsicFunction) -> (&'static str, &'static str) {
    use IntrinsicFunction as F;
    match function {
        F::Format => ("States.Format('Hello {}', $.name)", "A text with its `{}` filled in."),
        F::StringToJson => ("States.StringToJson($.text)", "The value that a JSON text stands for."),
        F::JsonToString => ("States.JsonToString($.value)", "A value's JSON text."),
        F::Array => ("States.Array($.a, $.b)", "A list of its arguments."),
        F::ArrayPartition => ("States.ArrayPartition($.list, 4)", "The list in parts of this size."),
        F::ArrayContains => ("States.ArrayContains($.list, $.value)", "Whether the list has the value."),
        F::ArrayRange => ("States.ArrayRange(1, 9, 2)", "Numbers from the first to the last in steps."),
        F::ArrayGetItem => ("States.ArrayGetItem($.list, 0)", "The item at an index, counted from 0."),
        F::ArrayLength => ("States.ArrayLength($.list)", "How many items the list has."),
        F::ArrayUnique => ("States.ArrayUnique($.list)", "The list with each value once."),
        F::Base64Encode => ("States.Base64Encode($.text)", "A text as Base64."),
        F::Base64Decode => ("States.Base64Decode($.text)", "The text of a Base64."),
        F::Hash => ("States.Hash($.data, 'SHA-256')", "The hexadecimal digest of a value."),
        F::JsonMerge => ("States.JsonMerge($.a, $.b, false)", "Two objects in one; the second wins."),
        F::MathRandom => ("States.MathRandom(1, 100)", "A random whole number, the end excluded."),
        F::MathAdd => ("States.MathAdd($.a, 1)", "The sum of two whole numbers."),
        F::StringSplit => ("States.StringSplit($.text, ',')", "The parts of a text between delimiters."),
        F::Uuid => ("States.UUID()", "A new random UUID."),
    }
}

/// Places in the context object, as paths below `$$` and `$states.context`.
pub(super) const CONTEXT: [(&str, &str); 16] = [
    ("Execution.Id", "The execution's ARN."),
    ("Execution.Name", "The execution's name."),
    ("Execution.Input", "The execution's input."),
    ("Execution.StartTime", "When the execution began."),
    ("Execution.RoleArn", "The role that the execution runs under."),
    ("Execution.RedriveCount", "How often the execution was redriven."),
    ("State.Name", "This state's name."),
    ("State.EnteredTime", "When this state was entered."),
    ("State.RetryCount", "How often this state was retried."),
    ("StateMachine.Id", "The state machine's ARN."),
    ("StateMachine.Name", "The state machine's name."),
    ("Task.Token", "The token to answer with; in `.waitForTaskToken` tasks."),
    ("Map.Item.Index", "The item's index, from 0; in ItemSelector."),
    ("Map.Item.Value", "The item; in ItemSelector."),
    ("Map.Item.Key", "The item's name, if the items are an object; in ItemSelector."),
    ("Map.Item.Source", "Where the item comes from; in ItemSelector."),
];

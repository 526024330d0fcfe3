//! Whether a mocked result has the shape of what the API answers.
//!
//! The shapes are data: `api_shapes.txt` beside this file says how to read it. A resource that is not in it is not
//! checked, as AWS checks neither HTTP tasks nor API Gateway nor answers that come with a task token.

use asl_json::Value;
use asl_json::decimal::parse_float;
use asl_model::{IntegrationPattern, Resource};

use super::FieldValidationMode;

/// What the APIs answer; given to [`super::test_state`], so that a program without the table can be made.
pub const API_SHAPES: &str = include_str!("api_shapes.txt");

/// Checks a mocked result; gives AWS's message of what is wrong first.
pub(super) fn check(
    shapes: &str,
    resource: &Resource,
    result: &Value,
    mode: FieldValidationMode,
) -> Result<(), String> {
    if mode == FieldValidationMode::None || resource.pattern() == IntegrationPattern::WaitForTaskToken {
        return Ok(());
    }
    let Some((service, action)) = resource.event_names() else { return Ok(()) };
    let Some(members) = shape_of(shapes, &format!("{service}:{action}")) else { return Ok(()) };
    if !matches!(result, Value::Object(_)) {
        return Err(wrong("Mock result must be a JSON object"));
    }
    Checker { shapes, strict: mode == FieldValidationMode::Strict }.members(members, result)
}

fn wrong(what: &str) -> String {
    format!("Mock result schema validation error: {what}")
}

/// The members of what a resource answers.
fn shape_of<'a>(shapes: &'a str, resource: &str) -> Option<&'a str> {
    shapes.lines().filter_map(|line| line.strip_prefix("> ")).find_map(|line| {
        let (resources, members) = line.split_once(' ').unwrap_or((line, ""));
        resources.split(',').any(|name| name == resource).then_some(members)
    })
}

/// The members of a named shape.
fn shape<'a>(shapes: &'a str, name: &str) -> &'a str {
    let found = shapes.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    found.unwrap_or("")
}

struct Checker<'a> {
    shapes: &'a str,
    strict: bool,
}

impl Checker<'_> {
    fn members(&self, members: &str, object: &Value) -> Result<(), String> {
        for member in members.split(' ').filter(|member| !member.is_empty()) {
            let Some((name, of_type)) = member.split_once(':') else { continue };
            let (name, required) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
            match object.get(name) {
                Some(value) => self.value(name, of_type, value)?,
                None if required && self.strict => {
                    return Err(wrong(&format!("Required field '{name}' is missing")));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Nesting is bounded: a shape names only shapes that the table writes out, and values nest no deeper than JSON may.
    fn value(&self, name: &str, of_type: &str, value: &Value) -> Result<(), String> {
        let must_be = |what: &str| Err(wrong(&format!("Field '{name}' must be {what}")));
        let mut rest = of_type.chars();
        let (kind, rest) = (rest.next(), rest.as_str());
        match (kind, value) {
            (Some('s'), Value::String(text)) => length(name, rest, text.chars().count()),
            (Some('='), Value::String(text)) => {
                let known = rest.split('|').any(|word| word == &**text);
                known.then_some(()).ok_or_else(|| wrong(&format!("Field '{name}' is not an expected value")))
            }
            (Some('s' | '='), _) => must_be("a string"),
            (Some('n'), Value::Number(number)) => range(name, rest, number.as_f64()),
            (Some('n'), _) => must_be("a number"),
            (Some('b'), Value::Bool(_)) => Ok(()),
            (Some('b'), _) => must_be("a boolean"),
            (Some('['), Value::Array(items)) => {
                items.iter().try_for_each(|item| self.value(name, rest, item))
            }
            (Some('['), _) => must_be("an array"),
            (Some('{'), Value::Object(members)) => {
                members.values().try_for_each(|value| self.value(name, rest, value))
            }
            (Some('@'), Value::Object(_)) => self.members(shape(self.shapes, rest), value),
            (Some('{' | '@'), _) => must_be("an object"),
            _ => Ok(()),
        }
    }
}

fn limits(text: &str) -> (Option<f64>, Option<f64>) {
    let (low, high) = text.split_once("..").unwrap_or(("", ""));
    (parse_float(low), parse_float(high))
}

fn length(name: &str, text: &str, length: usize) -> Result<(), String> {
    let (low, high) = limits(text);
    if low.is_some_and(|low| (length as f64) < low) {
        return Err(wrong(&format!("Field '{name}' is smaller than the minimum length")));
    }
    if high.is_some_and(|high| length as f64 > high) {
        return Err(wrong(&format!("Field '{name}' is larger than the maximum length")));
    }
    Ok(())
}

fn range(name: &str, text: &str, number: f64) -> Result<(), String> {
    let (low, high) = limits(text);
    if low.is_some_and(|low| number < low) {
        return Err(wrong(&format!("Field '{name}' is less than the minimum value")));
    }
    if high.is_some_and(|high| number > high) {
        return Err(wrong(&format!("Field '{name}' exceeds the maximum value")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use asl_json::{TextRange, parse_value};

    use super::*;
    use crate::sample::sample;
    use crate::{TaskRequest, Timestamp};

    fn checked(resource: &str, result: &str, mode: FieldValidationMode) -> String {
        let resource = Resource::parse(&format!("arn:aws:states:::{resource}"), TextRange::default());
        let told = check(API_SHAPES, &resource, &parse_value(result).unwrap(), mode);
        told.err().unwrap_or_default().replace("Mock result schema validation error: ", "")
    }

    #[test]
    fn members_have_types_and_limits() {
        let strict = |resource: &str, result: &str| checked(resource, result, FieldValidationMode::Strict);
        assert_eq!(strict("sqs:sendMessage", r#"{"MessageId":1}"#), "Field 'MessageId' must be a string");
        assert_eq!(strict("sqs:sendMessage", r#"{"MessageId":"m","Other":1}"#), "");
        assert_eq!(
            strict("aws-sdk:dynamodb:query", r#"{"Items":[{"a":{"S":1}}]}"#),
            "Field 'S' must be a string"
        );
        assert_eq!(strict("aws-sdk:dynamodb:query", r#"{"Items":[1]}"#), "Field 'Items' must be an object");
        assert_eq!(
            strict("states:startExecution", r#"{"ExecutionArn":"","StartDate":"d"}"#),
            "Field 'ExecutionArn' is smaller than the minimum length"
        );
        assert_eq!(
            strict("states:startExecution", r#"{"ExecutionArn":"a"}"#),
            "Required field 'StartDate' is missing"
        );
        assert_eq!(strict("ecs:runTask.sync", r#"{"Tasks":1}"#), "Field 'Tasks' must be an array");
        assert_eq!(strict("sqs:sendMessage.waitForTaskToken", r#"{"MessageId":1}"#), "");
        assert_eq!(strict("http:invoke", "1"), "");
    }

    #[test]
    fn modes_ask_less_and_less() {
        let result = r#"{"StartDate":1}"#;
        let with = |mode| checked("states:startExecution", result, mode);
        assert_eq!(with(FieldValidationMode::Strict), "Required field 'ExecutionArn' is missing");
        assert_eq!(with(FieldValidationMode::Present), "Field 'StartDate' must be a string");
        assert_eq!(with(FieldValidationMode::None), "");
    }

    /// Samples that the check of mocked results would refuse. Running executions answer times of these integrations as
    /// numbers, and `FailedRecordCount` may well be 0, whatever the service models say; the others lack members that only
    /// repeat the request. The list may only shrink.
    const REFUSED_SAMPLES: [&str; 13] = [
        "states:startExecution.sync",
        "states:startExecution.sync:2",
        "ecs:runTask",
        "bedrock:createModelCustomizationJob.sync",
        "sagemaker:createTrainingJob.sync",
        "sagemaker:createTransformJob.sync",
        "sagemaker:createProcessingJob.sync",
        "sagemaker:createLabelingJob.sync",
        "sagemaker:createHyperParameterTuningJob.sync",
        "emr-serverless:startJobRun.sync",
        "eks:createCluster",
        "eks:createCluster.sync",
        "aws-sdk:kinesis:putRecords",
    ];

    /// The two tables say different things, values here and types there, but they speak of the same answers.
    #[test]
    fn samples_have_the_shape_that_is_checked() {
        let resources = API_SHAPES.lines().filter_map(|line| line.strip_prefix("> ")?.split(' ').next());
        let mut refused = Vec::new();
        for name in resources.flat_map(|names| names.split(',')) {
            let resource = Resource::parse(&format!("arn:aws:states:::{name}"), TextRange::default());
            let request = TaskRequest::alone("S".into(), resource.clone());
            let sample = sample(&request, Timestamp(0)).result;
            if check(API_SHAPES, &resource, &sample, FieldValidationMode::Strict).is_err() {
                refused.push(name);
            }
        }
        assert_eq!(refused, REFUSED_SAMPLES);
    }

    #[test]
    fn every_name_in_the_table_is_in_the_table() {
        for line in API_SHAPES.lines().filter(|line| !line.starts_with('#')) {
            for member in line.split(' ').filter_map(|member| member.split_once(':')) {
                let named =
                    member.1.split('@').nth(1).filter(|name| name.contains('.') && !member.1.contains('='));
                if let Some(name) = named {
                    let is_there = API_SHAPES.lines().any(|line| line.split(' ').next() == Some(name));
                    assert!(is_there, "{name}");
                }
            }
        }
    }
}

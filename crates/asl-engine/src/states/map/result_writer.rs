//! `ResultWriter`: what a distributed Map gives, and what it writes into S3.

use std::rc::Rc;

use asl_json::{Value, to_json};
use asl_model::{OutputType, ResultWriter, WriterTransformation};

use super::child_result::ChildResult;
use crate::{ExecutionStatus, S3Objects};

/// The results of the child executions as the Map's own result, without export.
pub(crate) fn collected(results: &[ChildResult], writer: Option<&ResultWriter>) -> Value {
    let transformation =
        writer.and_then(|writer| writer.transformation).unwrap_or(WriterTransformation::Compact);
    Value::array(transformed(results, transformation))
}

/// Writes the results into S3 and gives `{"MapRunArn", "ResultWriterDetails": {"Bucket", "Key"}}`.
pub(crate) fn exported(
    results: &[ChildResult],
    writer: &ResultWriter,
    arguments: &Value,
    map_run_arn: &Rc<str>,
    uuid: &str,
    s3: &S3Objects,
) -> Value {
    let bucket = arguments.get("Bucket").and_then(Value::as_str).unwrap_or_default();
    let prefix = arguments.get("Prefix").and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
    let folder = if prefix.is_empty() { uuid.to_owned() } else { format!("{prefix}/{uuid}") };
    let transformation = writer.transformation.unwrap_or(WriterTransformation::None);
    let (succeeded, failed): (Vec<_>, Vec<_>) =
        results.iter().cloned().partition(|result| result.status == ExecutionStatus::Succeeded);
    let mut files = Vec::new();
    let extension = if writer.output_type == OutputType::Json { "json" } else { "jsonl" };
    for (kind, results, transformation) in
        [("SUCCEEDED", &succeeded, transformation), ("FAILED", &failed, WriterTransformation::None)]
    {
        let mut listed = Vec::new();
        if !results.is_empty() {
            let key = format!("{folder}/{kind}_0.{extension}");
            let body = text(&transformed(results, transformation), writer.output_type);
            listed
                .push(Value::object([("Key", Value::from(key.as_str())), ("Size", Value::from(body.len()))]));
            s3.put(bucket, &key, body);
        }
        files.push((kind, Value::array(listed)));
    }
    files.push(("PENDING", Value::array(Vec::new())));
    let manifest = Value::object([
        ("DestinationBucket", Value::from(bucket)),
        ("MapRunArn", Value::String(Rc::clone(map_run_arn))),
        ("ResultFiles", Value::object(files)),
    ]);
    let key = format!("{folder}/manifest.json");
    s3.put(bucket, &key, to_json(&manifest));
    let details = Value::object([("Bucket", Value::from(bucket)), ("Key", Value::from(key))]);
    Value::object([("MapRunArn", Value::String(Rc::clone(map_run_arn))), ("ResultWriterDetails", details)])
}

fn transformed(results: &[ChildResult], transformation: WriterTransformation) -> Vec<Value> {
    let mut all = Vec::with_capacity(results.len());
    for result in results {
        match (transformation, &result.output) {
            (WriterTransformation::None, _) | (_, None) => all.push(result.metadata()),
            (WriterTransformation::Flatten, Some(Value::Array(items))) => all.extend(items.iter().cloned()),
            (WriterTransformation::Compact | WriterTransformation::Flatten, Some(output)) => {
                all.push(output.clone());
            }
        }
    }
    all
}

fn text(results: &[Value], output_type: OutputType) -> String {
    match output_type {
        OutputType::Json => to_json(&Value::array(results.to_vec())),
        OutputType::Jsonl => results.iter().map(|result| to_json(result) + "\n").collect(),
    }
}

//! Recorded answers of AWS and workflows from public repositories, where their folder stands beside the repository.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use std::fs;
use std::path::{Path, PathBuf};

use asl_json::{Value, parse_value, to_json};
use asl_model::{
    ExecutionType, ReadOptions, Severity, ValidateOptions, create_error, read_definition, validate,
};

fn corpus(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(name);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("corpus not found: {name} is skipped");
    None
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "yaml") {
            found.push(path);
        }
    }
}

/// The text of a definition as it was sent: the corpus holds it parsed where it was JSON.
fn text_of(definition: &Value) -> String {
    definition.as_str().map_or_else(|| to_json(definition), str::to_owned)
}

#[test]
fn recorded_validations() {
    let Some(folder) = corpus("aws-recorded/validate") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let mut wrong = Vec::new();
    for path in &paths {
        let case = parse_value(&fs::read_to_string(path).unwrap()).unwrap();
        let request = case.get("request").unwrap();
        let text = text_of(request.get("definition").unwrap());
        let execution_type = match request.get("type").and_then(Value::as_str) {
            Some("EXPRESS") => ExecutionType::Express,
            _ => ExecutionType::Standard,
        };
        let expected = case.get("expected").unwrap();
        let (actual, expected) = if let Some(response) = expected.get("response") {
            let answer = validate(&text, ValidateOptions { execution_type, ..ValidateOptions::default() });
            let diagnostics = answer.diagnostics.iter().map(|diagnostic| {
                let location = diagnostic.location.clone().map(|location| ("location", location.into()));
                let members = [
                    ("code", diagnostic.code.name().into()),
                    ("message", diagnostic.message.as_str().into()),
                ];
                Value::object(members.into_iter().chain(location).chain([("severity", "ERROR".into())]))
            });
            let actual = Value::object([
                ("diagnostics", Value::array(diagnostics.collect())),
                ("result", answer.result.into()),
                ("truncated", answer.truncated.into()),
            ]);
            (actual, response.clone())
        } else {
            let error = expected.get("error_response").unwrap();
            let message = error.get("Error").and_then(|error| error.get("Message"));
            let message = message.or_else(|| error.get("exception_value")).and_then(Value::as_str).unwrap();
            let message = message.split_once("operation: ").map_or(message, |(_, message)| message);
            (create_error(&text, execution_type).unwrap_or_default().as_str().into(), message.into())
        };
        if actual != expected {
            wrong.push(format!(
                "{}\n  actual   {}\n  expected {}",
                path.display(),
                to_json(&actual),
                to_json(&expected)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), paths.len(), wrong.join("\n"));
}

/// AWS ran all of these, so it accepted their definitions.
#[test]
fn recorded_machines_are_accepted() {
    let Some(folder) = corpus("aws-recorded") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| !path.to_string_lossy().contains("/validate/")) {
        let case = parse_value(&fs::read_to_string(path).unwrap()).unwrap();
        let Some(definition) = case.get("definition") else { continue };
        let execution_type = match case.get("type").and_then(Value::as_str) {
            Some("EXPRESS") => ExecutionType::Express,
            _ => ExecutionType::Standard,
        };
        let answer =
            validate(&text_of(definition), ValidateOptions { execution_type, ..ValidateOptions::default() });
        for diagnostic in answer.diagnostics {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            wrong.push(format!(
                "{name}: {} {} {:?}",
                diagnostic.code, diagnostic.message, diagnostic.location
            ));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Errors in real workflows, each looked at: see `KNOWN`.
#[test]
fn real_workflows() {
    let Some(folder) = corpus("real-world") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let (mut wrong, mut used) = (Vec::new(), vec![false; KNOWN.len()]);
    for path in paths.iter().filter(|path| path.file_name().is_some_and(|name| name != "manifest.json")) {
        let text = fs::read_to_string(path).unwrap();
        let definition = read_definition(&text, ReadOptions::default());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for diagnostic in definition.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
            let line =
                format!("{name}: {} {} {:?}", diagnostic.code, diagnostic.message, diagnostic.location);
            match KNOWN.iter().position(|(file, message)| name.starts_with(file) && line.contains(message)) {
                Some(index) => used[index] = true,
                None => wrong.push(line),
            }
        }
    }
    let stale: Vec<_> = KNOWN.iter().zip(used).filter(|(_, used)| !used).map(|(known, _)| known).collect();
    assert!(stale.is_empty(), "no longer reported: {stale:?}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What AWS refuses as well: the start of the file's name and a part of the message.
const KNOWN: &[(&str, &str)] = &[
    // A template's placeholder became a text where a number belongs.
    ("statemachine-e2311c4f", "Expected value of type Integer"),
    ("sdlf-stage-glue-stage-glue-bbeabaf4", "Expected value of type Integer"),
    // A template's placeholder became the ARN of a bucket or a topic.
    ("backends-8-order-journey-stepfunction-67bf5c61", "arn:aws:s3:::s3bucketput is not recognized"),
    ("calling-async-api-callback-workflow", "arn:aws:sns:us-east-1:123456789012:SNSTopicPublishAction"),
    // Templates whose Choice rules or states a program fills in.
    ("step-functions-agent-with-tools-flow-template-7dd4ee8d", "Missing 'Next' target"),
    // A template's placeholder became a bare name.
    ("patterns-pattern-1-1ab9a40f", "Reference to 'IsSummarizationEnabled' at the top level"),
    // There is no function `States.Default`.
    ("step-functions-web-search-agent-f69d5f30", "a valid intrinsic function call"),
    ("step-functions-dynamic-agent-template-b64cb09b", "Expected value of type [ARRAY]"),
    ("step-functions-supervisor-agent-flow-template-661bedd4", "Which Tool to Use?/Choices[0]"),
];

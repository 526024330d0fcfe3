//! Any request of `TestState`: no panic, no hang, an answer that is JSON, and one end whatever is shown of the way there.

#![no_main]

#[path = "../made_up.rs"]
mod made_up;

use asl_engine::ExecutionOptions;
use asl_engine::sample::{SampleContext, SampleShapes, Samples};
use asl_engine::test_state::{API_SHAPES, TestStateInput, test_state};
use asl_json::{Value, parse_value, to_json};
use asl_model::parse_definition;
use libfuzzer_sys::fuzz_target;
use made_up::{Bytes, ERRORS, NAMES, VALUES, made_up, quoted};

fn member(
    of: &mut Vec<String>,
    bytes: &mut Bytes<'_>,
    name: &str,
    value: impl FnOnce(&mut Bytes<'_>) -> String,
) {
    if bytes.maybe() {
        of.push(format!("\"{name}\":{}", value(bytes)));
    }
}

/// A request of made-up parts, most of them missing.
fn request(bytes: &mut Bytes<'_>) -> String {
    let mut members = Vec::new();
    member(&mut members, bytes, "stateName", |bytes| quoted(bytes.one(&NAMES)));
    member(&mut members, bytes, "roleArn", |_| "\"arn:aws:iam::123456789012:role/r\"".to_owned());
    member(&mut members, bytes, "variables", |bytes| format!("{{\"v\":{}}}", bytes.one(&VALUES)));
    member(&mut members, bytes, "context", |bytes| {
        format!(
            "{{\"Execution\":{{\"Input\":{0}}},\"Map\":{{\"Item\":{{\"Value\":{0}}}}}}}",
            bytes.one(&VALUES)
        )
    });
    member(&mut members, bytes, "mock", |bytes| {
        let mode = bytes.one(&["STRICT", "PRESENT", "NONE"]);
        let outcome = match bytes.next() % 3 {
            0 => format!("\"errorOutput\":{{\"error\":{},\"cause\":\"c\"}}", quoted(bytes.one(&ERRORS))),
            _ => format!("\"result\":{}", quoted(bytes.one(&VALUES))),
        };
        format!("{{{outcome},\"fieldValidationMode\":\"{mode}\"}}")
    });
    member(&mut members, bytes, "stateConfiguration", |bytes| {
        let mut parts = Vec::new();
        member(&mut parts, bytes, "retrierRetryCount", |bytes| bytes.next().to_string());
        member(&mut parts, bytes, "errorCausedByState", |bytes| quoted(bytes.one(&NAMES)));
        member(&mut parts, bytes, "mapIterationFailureCount", |bytes| (bytes.next() % 5).to_string());
        member(&mut parts, bytes, "mapItemReaderData", |bytes| quoted(bytes.one(&VALUES)));
        format!("{{{}}}", parts.join(","))
    });
    member(&mut members, bytes, "revealSecrets", |_| "true".to_owned());
    let (definition, input, _) = made_up(bytes);
    members.push(format!("\"input\":{input}"));
    members.push(format!("\"definition\":{definition}"));
    format!("{{{}}}", members.join(","))
}

/// The answer at a level of inspection; none where the request is refused.
fn answer(request: &Value, level: &str) -> Option<Value> {
    let Value::Object(members) = request else { return None };
    let mut members = (**members).clone();
    members.insert("inspectionLevel".into(), Value::from(level));
    let input = TestStateInput::read(&Value::from(members)).ok()?;
    let options = ExecutionOptions::default();
    let machine = parse_definition(&input.definition).machine;
    let samples = Samples::new(&machine, SampleContext::of(&options, &SampleShapes::built_in()));
    let mut call = |call: &asl_engine::TaskRequest| Ok(samples.sample(call, options.start_time).result);
    let output = test_state(&input, &options, API_SHAPES, &mut call).ok()?;
    parse_value(&to_json(&output.to_json_value())).ok()
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, data)) = data.split_first() else { return };
    let text =
        if mode % 4 == 0 { String::from_utf8_lossy(data).into_owned() } else { request(&mut Bytes(data)) };
    let Ok(request) = parse_value(&text) else { return };
    let [info, debug] = ["INFO", "DEBUG"].map(|level| answer(&request, level));
    assert_eq!(info.is_some(), debug.is_some());
    if let (Some(info), Some(debug)) = (info, debug) {
        for name in ["status", "output", "error", "cause", "nextState"] {
            assert_eq!(info.get(name), debug.get(name), "{name}");
        }
    }
});

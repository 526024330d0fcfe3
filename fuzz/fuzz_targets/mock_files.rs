//! Mocks of other tools: no panic, no hang; what a `MockConfigFile.json` says is the same when it is written and read again.

#![no_main]

#[path = "../made_up.rs"]
mod made_up;

use asl_engine::mock::{MockConfigFile, record_history};
use asl_json::{Value, parse_value, to_json};
use libfuzzer_sys::fuzz_target;
use made_up::{Bytes, ERRORS, NAMES, VALUES, made_up, quoted};

/// A file of made-up responses, whose ranges overlap now and then.
fn file(bytes: &mut Bytes<'_>) -> String {
    let responses: Vec<String> = (0..bytes.next() % 4)
        .map(|at| {
            let answers: Vec<String> = (0..bytes.next() % 4)
                .map(|_| {
                    let first = bytes.next() % 9;
                    let calls = if bytes.maybe() {
                        format!("{first}-{}", first + bytes.next() % 9)
                    } else {
                        first.to_string()
                    };
                    let answer = if bytes.maybe() {
                        format!("{{\"Throw\":{{\"Error\":{},\"Cause\":\"c\"}}}}", quoted(bytes.one(&ERRORS)))
                    } else {
                        format!("{{\"Return\":{}}}", bytes.one(&VALUES))
                    };
                    format!("\"{calls}\":{answer}")
                })
                .collect();
            format!("\"R{at}\":{{{}}}", answers.join(","))
        })
        .collect();
    let states: Vec<String> = NAMES
        .iter()
        .take(bytes.next() % 6)
        .map(|name| format!("\"{name}\":\"R{}\"", bytes.next() % 4))
        .collect();
    format!(
        "{{\"StateMachines\":{{\"M\":{{\"TestCases\":{{\"T\":{{{}}}}}}}}},\"MockedResponses\":{{{}}}}}",
        states.join(","),
        responses.join(",")
    )
}

fn case(file: &MockConfigFile) -> Option<Value> {
    let (machine, case) = file.test_cases().next()?;
    file.mocks(machine, case).ok().map(|mocks| mocks.to_json_value())
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, data)) = data.split_first() else { return };
    let text = match mode % 4 {
        0 => String::from_utf8_lossy(data).into_owned(),
        1 => made_up(&mut Bytes(data)).2,
        _ => file(&mut Bytes(data)),
    };
    let Ok(value) = parse_value(&text) else { return };
    let _ = record_history(&value);
    let _ = MockConfigFile::from_mocks("M", "T", &value);
    let (read, problems) = MockConfigFile::read(&value);
    let Some(mocks) = case(&read) else { return };
    let (written, lost) = MockConfigFile::from_mocks("M", "T", &mocks);
    if problems.is_empty() && lost.is_empty() {
        let again = case(&MockConfigFile::read(&written.to_json_value()).0);
        // A state without an answer has no place in a file.
        let answered = mocks.as_object().is_some_and(|states| !states.is_empty());
        assert!(
            !answered || again.as_ref().map(to_json) == Some(to_json(&mocks)),
            "{} {again:?}",
            to_json(&mocks)
        );
    }
});

//! Times reading a definition natively: `cargo run --release -p asl-model --example language_time -- OUT_DIR FOLDER`.
//!
//! Writes the made definitions of the benchmark to `OUT_DIR`, times them and the definitions in `FOLDER` (together, if it
//! is given), and prints a line of JSON for each. `cargo xtask bench --language` calls it.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a program that measures and prints"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

const SIZES: [usize; 5] = [10, 100, 300, 1000, 10_000];
const MEGABYTE: usize = 1_000_000;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let Some(out) = arguments.next() else { return Ok(()) };
    std::fs::create_dir_all(&out)?;
    for states in SIZES {
        let text = machine(states);
        std::fs::write(out.join(format!("{states}.json")), &text)?;
        print(&format!("{states}"), &[text]);
    }
    let states = MEGABYTE * 10_000 / machine(10_000).len();
    let text = machine(states);
    std::fs::write(out.join("megabyte.json"), &text)?;
    print("megabyte", &[text]);
    if let Some(folder) = arguments.next() {
        let mut texts = Vec::new();
        collect(&folder, &mut texts)?;
        print("corpus", &texts);
    }
    Ok(())
}

fn print(name: &str, texts: &[String]) {
    let (bytes, ms) = (texts.iter().map(String::len).sum::<usize>(), median(texts));
    println!("{{\"name\":\"{name}\",\"texts\":{},\"bytes\":{bytes},\"ms\":{ms}}}", texts.len());
}

/// Milliseconds to parse, lower and validate all texts: the middle of nine.
fn median(texts: &[String]) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let (start, spent) = (Instant::now(), processor_ms());
            for text in texts {
                drop(asl_model::parse_definition(text));
            }
            match (spent, processor_ms()) {
                (Some(before), Some(after)) => after - before,
                _ => start.elapsed().as_secs_f64() * 1000.0,
            }
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[4]
}

/// The processor time of this process, where the system tells it: other work on the machine does not count.
fn processor_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

fn collect(folder: &Path, texts: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, texts)?;
        } else if path.to_string_lossy().ends_with(".asl.json") {
            texts.push(std::fs::read_to_string(path)?);
        }
    }
    Ok(())
}

/// A machine of states of several types one after the other, with both query languages, indented as people write it.
fn machine(count: usize) -> String {
    let mut text = String::from("{\n  \"StartAt\": \"State 0\",\n  \"States\": {\n");
    for index in 0..count {
        let own = match index % 6 {
            0 => {
                "\"Type\": \"Task\",\n      \"Resource\": \"arn:aws:states:::lambda:invoke\",\n      \
                 \"Parameters\": {\n        \"FunctionName\": \"f\",\n        \"Payload.$\": \"$\"\n      },\n      \
                 \"Retry\": [\n        {\n          \"ErrorEquals\": [\n            \"Lambda.TooManyRequestsException\"\n          \
                 ],\n          \"MaxAttempts\": 3\n        }\n      ],\n      \"ResultPath\": \"$.result\",\n      \
                 \"TimeoutSeconds\": 30"
            }
            1 => {
                "\"Type\": \"Pass\",\n      \"Parameters\": {\n        \"a.$\": \"$.result.Payload.a\",\n        \
                 \"b.$\": \"States.Format('{} of {}', $.a, $.b)\"\n      }"
            }
            2 | 5 => {
                "\"Type\": \"Pass\",\n      \"QueryLanguage\": \"JSONata\",\n      \"Output\": {\n        \
                 \"total\": \"{% $sum($states.input.items.price) %}\"\n      }"
            }
            3 => {
                "\"Type\": \"Parallel\",\n      \"ResultPath\": \"$.both\",\n      \"Branches\": [\n        {\n          \
                 \"StartAt\": \"Inner #\",\n          \"States\": {\n            \"Inner #\": {\n              \
                 \"Type\": \"Wait\",\n              \"SecondsPath\": \"$.seconds\",\n              \"End\": true\n            }\n          \
                 }\n        },\n        {\n          \"StartAt\": \"Other #\",\n          \"States\": {\n            \"Other #\": {\n              \
                 \"Type\": \"Succeed\"\n            }\n          }\n        }\n      ]"
            }
            _ => {
                "\"Type\": \"Choice\",\n      \"Choices\": [\n        {\n          \"Variable\": \"$.count\",\n          \
                 \"NumericGreaterThan\": 10,\n          \"Next\": \"State @\"\n        }\n      ],\n      \"Default\": \"State @\""
            }
        };
        let next = index + 1;
        let goes_on = match (index % 6 == 4, next < count) {
            (true, _) => String::new(),
            (false, true) => format!(",\n      \"Next\": \"State {next}\""),
            (false, false) => ",\n      \"End\": true".to_owned(),
        };
        let own = own.replace('#', &index.to_string()).replace('@', &next.min(count - 1).to_string());
        // Writing to a string cannot fail.
        let _ = write!(text, "    \"State {index}\": {{\n      {own}{goes_on}\n    }}");
        text.push_str(if next < count { ",\n" } else { "\n" });
    }
    text.push_str("  }\n}\n");
    text
}

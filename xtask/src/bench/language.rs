//! `cargo xtask bench --language`: how long a definition takes to be read and checked, natively and in the wasm build.
//!
//! Made definitions of 10 to 10,000 states and of a megabyte, and the workflows of the corpus where it is there. Reading is
//! parse, lower and all rules; a keystroke is what the page asks the engine then, drawing and all. The figures are processor
//! time where the system tells it: on a quiet machine that is the time on the clock.

use std::path::PathBuf;

use serde::Deserialize;

use super::limit::{self, Row};
use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::Recipe;

/// What a measuring program says of a definition, or of all of the corpus together.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    name: String,
    texts: usize,
    bytes: usize,
    ms: f64,
    /// A whole keystroke; measured in wasm for the definition of 300 states.
    page_ms: Option<f64>,
}

/// Milliseconds for a definition of a megabyte.
const MEGABYTE: f64 = 100.0;
/// Milliseconds for a keystroke in a definition of 300 states.
const KEYSTROKE: f64 = 50.0;
/// Milliseconds for all workflows of the corpus.
const CORPUS: f64 = 500.0;
/// How much longer a state may take among 10,000 than among 1,000: the larger tree does not fit into the caches. A quadratic
/// rule would take ten times.
const GROWTH: f64 = 2.5;

/// Measures, prints the table and writes it to `json`.
pub(super) fn command(json: Option<&str>) -> Result<(), Error> {
    crate::setup::node()?;
    let recipe = Recipe::read()?;
    build::engine(&recipe, TooLarge::Warns)?;
    let corpus =
        paths::shared("corpus").map(|corpus| corpus.join("real-world")).filter(|folder| folder.is_dir());
    if corpus.is_none() {
        println!("corpus not found, only made definitions are measured");
    }
    let mut rows = Vec::new();
    let made = paths::target().join("bench-language");
    rows_of("native", &native(&made, corpus.as_ref())?, &mut rows);
    rows_of("wasm", &wasm(&recipe, &made, corpus.as_ref())?, &mut rows);
    println!("{:<58} {:>8} {:>10}  within", "measure", "limit", "measured");
    for row in &rows {
        let limit = row.limit.map_or_else(|| "-".to_owned(), |limit| format!("{limit}"));
        println!(
            "{:<58} {limit:>8} {:>10.2}  {}",
            row.measure,
            row.measured,
            if row.ok { "yes" } else { "no" }
        );
    }
    let promised = rows.iter().filter(|row| row.limit.is_some());
    let (held, all) = (promised.clone().filter(|row| row.ok).count(), promised.count());
    println!("language: {held} of {all} within their limits");
    limit::write(&rows, json)
}

fn rows_of(runtime: &str, measured: &[Measured], rows: &mut Vec<Row>) {
    let ms = |name: &str| measured.iter().find(|row| row.name == name).map(|row| row.ms);
    for row in measured {
        let kb = row.bytes / 1000;
        match row.name.as_str() {
            "megabyte" => {
                rows.push(Row::new(format!("{runtime}: read {kb} kB, ms"), Some(MEGABYTE), row.ms));
            }
            "corpus" => {
                let what = format!("{runtime}: read {} real workflows, {kb} kB, ms", row.texts);
                rows.push(Row::new(what, Some(CORPUS), row.ms));
            }
            states => {
                let limit = (states == "300").then_some(KEYSTROKE);
                rows.push(Row::new(format!("{runtime}: read {states} states, {kb} kB, ms"), limit, row.ms));
            }
        }
        if let Some(page_ms) = row.page_ms {
            let what = format!("{runtime}: a keystroke with drawing, {} states, ms", row.name);
            rows.push(Row::new(what, Some(KEYSTROKE), page_ms));
        }
    }
    if let (Some(thousand), Some(ten_thousand)) = (ms("1000"), ms("10000")) {
        let growth = ten_thousand / (thousand * 10.0);
        rows.push(Row::new(
            format!("{runtime}: a state among 10,000 against 1,000, times"),
            Some(GROWTH),
            growth,
        ));
    }
}

fn native(made: &PathBuf, corpus: Option<&PathBuf>) -> Result<Vec<Measured>, Error> {
    Job::new("reading, natively", "cargo")
        .args(["build", "--release", "--package", "asl-model", "--example", "language_time"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    let program = paths::target()
        .join("release/examples")
        .join(format!("language_time{}", std::env::consts::EXE_SUFFIX));
    lines(Job::new("native", program).args([made]).args(corpus))
}

fn wasm(recipe: &Recipe, made: &PathBuf, corpus: Option<&PathBuf>) -> Result<Vec<Measured>, Error> {
    let package = recipe.engine()?;
    let script = package.script();
    let program = paths::root().join("xtask/node/bench-language.mjs");
    lines(Job::new("wasm", "node").args([&program, &script, &package.wasm_file(), made]).args(corpus))
}

/// A line of JSON for each row.
fn lines(job: Job) -> Result<Vec<Measured>, Error> {
    let output = job.quiet().limit(600).run()?;
    output.lines.iter().map(|line| serde_json::from_str(line).map_err(Error::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(name: &str, ms: f64) -> Measured {
        Measured { name: name.to_owned(), texts: 1, bytes: 1000, ms, page_ms: None }
    }

    #[test]
    fn what_grows_faster_than_its_size_is_outside_the_limit() {
        for (ten_thousand, ok) in [(110.0, true), (500.0, false)] {
            let mut rows = Vec::new();
            rows_of("native", &[measured("1000", 10.0), measured("10000", ten_thousand)], &mut rows);
            let growth = rows.last().unwrap();
            assert_eq!((growth.limit, growth.ok), (Some(GROWTH), ok), "{}", growth.measure);
        }
    }

    #[test]
    fn a_megabyte_has_a_limit_and_a_thousand_states_have_none() {
        let mut rows = Vec::new();
        rows_of("wasm", &[measured("1000", 900.0), measured("megabyte", 101.0)], &mut rows);
        let verdicts: Vec<_> = rows.iter().map(|row| (row.limit, row.ok)).collect();
        assert_eq!(verdicts, [(None, true), (Some(MEGABYTE), false)]);
    }
}

//! `cargo xtask bench --layout`: how long definitions take to be read and laid out, natively and in the wasm build.
//!
//! The definitions are made ones of 10 to 10,000 states (a megabyte at 5,000), and the workflows of the corpus where it is
//! there. In wasm the whole answer to the page is timed: reading, validating, laying out, handing over.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::Recipe;

/// Limits in ms for the layout in wasm, by number of states.
const LIMITS: [(usize, u32); 2] = [(1000, 50), (5000, 500)];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Native {
    file: String,
    bytes: usize,
    states: usize,
    read_ms: f64,
    layout_ms: f64,
    crossings: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wasm {
    file: String,
    analyze_ms: f64,
}

/// Measures and prints the table.
pub(super) fn layout() -> Result<(), Error> {
    crate::setup::node()?;
    let recipe = Recipe::read()?;
    build::engine(&recipe, TooLarge::Warns)?;
    let native = native(&corpus()?)?;
    let wasm = wasm(&recipe, &native)?;
    println!(
        "{:>7} {:>10} {:>10} {:>10} {:>9} {:>10}  definition",
        "states", "bytes", "read ms", "layout ms", "wasm ms", "crossings"
    );
    let (made, real): (Vec<_>, Vec<_>) =
        native.iter().zip(&wasm).partition(|(row, _)| row.file.contains("bench-layout"));
    for (row, wasm) in &made {
        let limit = LIMITS.iter().find(|(states, _)| row.file.ends_with(&format!("/{states}.json")));
        let limit = limit.map_or_else(String::new, |(_, limit)| format!("limit in wasm {limit} ms"));
        print_row(
            row.states,
            row.bytes,
            [row.read_ms, row.layout_ms, wasm.analyze_ms],
            row.crossings,
            &limit,
        );
    }
    if !real.is_empty() {
        let sum = |of: fn(&(&Native, &Wasm)) -> f64| real.iter().map(of).sum::<f64>();
        let count = |of: fn(&Native) -> usize| real.iter().map(|(row, _)| of(row)).sum::<usize>();
        print_row(
            count(|row| row.states),
            count(|row| row.bytes),
            [sum(|(row, _)| row.read_ms), sum(|(row, _)| row.layout_ms), sum(|(_, row)| row.analyze_ms)],
            count(|row| row.crossings),
            &format!("{} workflows of the corpus together", real.len()),
        );
    }
    Ok(())
}

fn print_row(states: usize, bytes: usize, [read, layout, wasm]: [f64; 3], crossings: usize, about: &str) {
    println!("{states:>7} {bytes:>10} {read:>10.2} {layout:>10.2} {wasm:>9.2} {crossings:>10}  {about}");
}

/// The workflows of the corpus; none where it is not there.
fn corpus() -> Result<Vec<PathBuf>, Error> {
    let Some(folder) = paths::shared("corpus").map(|corpus| corpus.join("real-world")) else {
        println!("corpus not found, only made definitions are measured");
        return Ok(Vec::new());
    };
    let (mut open, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn native(corpus: &[PathBuf]) -> Result<Vec<Native>, Error> {
    Job::new("layout, natively", "cargo")
        .args(["build", "--release", "--package", "asl-insight", "--example", "graph_time"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    let program =
        paths::target().join("release/examples").join(format!("graph_time{}", std::env::consts::EXE_SUFFIX));
    let out = paths::target().join("bench-layout");
    lines(Job::new("native", program).args([out]).args(corpus))
}

fn wasm(recipe: &Recipe, rows: &[Native]) -> Result<Vec<Wasm>, Error> {
    let package = recipe.engine()?;
    let script = package.script();
    let program = paths::root().join("xtask/node/bench-layout.mjs");
    let files = rows.iter().map(|row| Path::new(&row.file));
    let found: Vec<Wasm> =
        lines(Job::new("wasm", "node").args([&program, &script, &package.wasm_file()]).args(files))?;
    if found.iter().map(|row| &row.file).ne(rows.iter().map(|row| &row.file)) {
        return Err(Error::new("the wasm build did not measure what was measured natively"));
    }
    Ok(found)
}

/// A line of JSON for each row.
fn lines<T: for<'a> Deserialize<'a>>(job: Job) -> Result<Vec<T>, Error> {
    let output = job.quiet().limit(600).run()?;
    output.lines.iter().map(|line| serde_json::from_str(line).map_err(Error::from)).collect()
}

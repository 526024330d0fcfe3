//! `cargo xtask bench --engine`: what an event and a state cost in the wasm build for Node, beside their limits.
//! `xtask/node/bench-engine.mjs` measures.

use serde::Deserialize;

use super::limit::{self, Row};
use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::Recipe;
use crate::wasm;

/// A line of what the script says.
#[derive(Debug, Deserialize)]
struct Figure {
    #[serde(rename = "measure")]
    of: String,
    /// None for what is only to be read.
    limit: Option<f64>,
    measured: f64,
    unit: String,
}

/// Measures and prints a row for each figure; `json` names the file for those that have a limit.
pub(super) fn measure(json: Option<&str>) -> Result<(), Error> {
    crate::setup::node()?;
    let recipe = Recipe::read()?;
    build::engine(&recipe, TooLarge::Warns)?;
    let package = wasm::build_for_speed(&recipe)?;
    let script = package.script();
    let program = paths::root().join("xtask/node/bench-engine.mjs");
    let job = Job::new("engine in wasm", "node").args([&program, &script, &package.wasm_file()]);
    let figures: Vec<Figure> = serde_json::from_str(&job.quiet().limit(300).run()?.text())?;
    let mut rows = Vec::new();
    for Figure { of: measure, limit, measured, unit } in figures {
        let beside = match limit {
            Some(limit) if measured <= limit => format!("limit {limit} {unit}"),
            Some(limit) => format!("limit {limit} {unit}, missed"),
            None => String::new(),
        };
        println!("{measure:<48} {measured:>9.2} {unit:<6} {beside}");
        if limit.is_some() {
            rows.push(Row::new(measure, limit, measured));
        }
    }
    limit::write(&rows, json)
}

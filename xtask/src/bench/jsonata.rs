//! `cargo xtask bench --jsonata`: six expressions natively, in wasm and in npm jsonata; `--sizes`: what the crate adds.

use std::path::Path;

use serde_json::Value;

use super::measure;
use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::wasm;

/// The version of the language that AWS documents.
const PEER: &str = "jsonata@2.0.6";

/// How many times as fast we want to be, in wasm and natively.
const WANTED: (f64, f64) = (5.0, 15.0);

/// Bytes after brotli that the crate may add to the engine.
const SIZE_LIMIT: u64 = 120_000;

/// Measures and prints a row for each expression.
pub(super) fn speed() -> Result<(), Error> {
    crate::setup::node()?;
    let peers = measure::install_peers(&[PEER])?;
    let script = wasm::jsonata()?;
    let native = build_example()?;
    let cases = paths::target().join("jsonata/cases.json");
    std::fs::write(&cases, Job::new("cases", &native).args(["--cases"]).quiet().limit(60).run()?.text())?;
    let program = paths::root().join("xtask/node/bench-jsonata.mjs");
    let there = Job::new("wasm and npm", "node").args([&program, &script, &peers, &cases]).quiet().limit(300);
    let there: Value = serde_json::from_str(&there.run()?.text())?;
    let here = Job::new("native", &native).quiet().limit(120).run()?;
    println!(
        "{:<10} {:>10} {:>10} {:>10} {:>12} {:>12}",
        "ns", "native", "wasm", "npm", "wasm ratio", "native ratio"
    );
    let mut least = (f64::INFINITY, f64::INFINITY);
    for line in &here.lines {
        let Some((name, native)) = line.split_once('\t') else { continue };
        let figure = |runtime| there.get(name).and_then(|row| row.get(runtime)).and_then(Value::as_f64);
        let (Ok(native), Some(wasm), Some(npm)) = (native.parse::<f64>(), figure("wasm"), figure("npm"))
        else {
            return Err(Error::new(format!("no figures for `{name}`")));
        };
        println!(
            "{name:<10} {native:>10.0} {wasm:>10.0} {npm:>10.0} {:>12.1} {:>12.1}",
            npm / wasm,
            npm / native
        );
        least = (least.0.min(npm / wasm), least.1.min(npm / native));
    }
    println!(
        "at least {:.1} times as fast as npm jsonata in wasm (wanted {}), {:.1} natively (wanted {})",
        least.0, WANTED.0, least.1, WANTED.1
    );
    Ok(())
}

fn build_example() -> Result<std::path::PathBuf, Error> {
    Job::new("JSONata, natively", "cargo")
        .args(["build", "--release", "--package", "asl-jsonata", "--example", "bench"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    Ok(paths::target().join("release/examples").join(format!("bench{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds a program with the crate and one without, by the engine's own recipe, and prints the difference.
///
/// # Errors
/// It is above the limit.
pub(super) fn size() -> Result<(), Error> {
    crate::setup::node()?;
    let [with, without] = wasm::examples("asl-jsonata", ["size", "size-base"])?;
    let (with, without) = (bytes(&with)?, bytes(&without)?);
    let added = with.saturating_sub(without);
    let kb = |bytes: u64| bytes as f64 / 1000.0;
    println!(
        "asl-jsonata adds {:.1} KB brotli, limit {:.0} KB ({:.1} KB with it, {:.1} KB without)",
        kb(added),
        kb(SIZE_LIMIT),
        kb(with),
        kb(without)
    );
    if added > SIZE_LIMIT {
        return Err(Error::new("asl-jsonata is larger than its limit"));
    }
    Ok(())
}

fn bytes(file: &Path) -> Result<u64, Error> {
    let script = paths::root().join("xtask/node/size.mjs");
    let output = Job::new("size", "node").args([script.as_path(), file]).quiet().limit(60).run()?;
    output.text().parse().map_err(|_| Error::new(format!("no size but `{}`", output.text())))
}

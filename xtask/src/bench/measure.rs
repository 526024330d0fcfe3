//! One measurement: a process that prints a line of JSON.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::Package;

/// What a measuring process says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Measured {
    /// Of five timed runs.
    pub(super) median_ms: f64,
    /// Reading the definition, apart.
    pub(super) load_ms: f64,
    pub(super) peak_memory_mb: f64,
    pub(super) status: String,
    /// Of one whole history; peers have none.
    pub(super) sha256: Option<String>,
    pub(super) output: serde_json::Value,
}

/// Seconds that one measurement may take: five runs of the slowest peer.
const LIMIT: u64 = 900;

/// Builds the native measuring program. Returns where it is.
pub(super) fn build_native() -> Result<PathBuf, Error> {
    Job::new("engine, natively", "cargo")
        .args(["build", "--release", "--package", "asl-engine", "--example", "workload"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    Ok(paths::target().join("release/examples").join(format!("workload{}", std::env::consts::EXE_SUFFIX)))
}

/// Installs peers beside the build's results, where git does not look. Returns the folder.
pub(crate) fn install_peers(peers: &[&str]) -> Result<PathBuf, Error> {
    let folder = paths::target().join("bench-peers");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("package.json"), "{\"private\":true}")?;
    Job::new("peers from npm", "npm")
        .args(["install", "--no-audit", "--no-fund", "--no-package-lock"])
        .args(peers)
        .dir(&folder)
        .limit(600)
        .fix("measure without `--peers`")
        .run()?;
    Ok(folder)
}

/// Measures natively.
pub(super) fn native(program: &Path, workload: &Path) -> Result<Measured, Error> {
    measured(Job::new("native", program).args([workload]))
}

/// Measures the wasm package in Node.
pub(super) fn wasm(package: &Package, workload: &Path) -> Result<Measured, Error> {
    let script = package.script();
    let program = paths::root().join("xtask/node/bench-wasm.mjs");
    measured(Job::new("wasm", "node").args([&program, &script, &package.wasm_file()]).args([workload]))
}

/// Measures a peer in Node.
pub(super) fn peer(name: &str, modules: &Path, workload: &Path) -> Result<Measured, Error> {
    let program = paths::root().join("xtask/node/bench-peer.mjs");
    measured(Job::new(name, "node").args([&program]).args([name]).args([modules, workload]))
}

fn measured(job: Job) -> Result<Measured, Error> {
    let output = job.quiet().limit(LIMIT).run()?;
    let line = output.lines.last().ok_or_else(|| Error::new("a measurement printed nothing"))?;
    Ok(serde_json::from_str(line)?)
}

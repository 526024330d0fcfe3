//! `cargo xtask types`: writes the TypeScript types of the engine's API, or with `--check` says that they are old.

use std::process::ExitCode;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use crate::process::Job;

/// Reads the command line; writes or compares.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let check = args.flag("--check");
    args.finish()?;
    if check { self::check() } else { write() }?;
    Ok(ExitCode::SUCCESS)
}

/// Compares the committed files with the Rust types.
pub(crate) fn check() -> Result<(), Error> {
    job("generated types")
        .fix("run `cargo xtask types` and commit web/src/shared/api-types.ts and tools-types.ts")
        .run()
        .map(drop)
}

fn write() -> Result<(), Error> {
    job("types for TypeScript").env("STEPTHROUGH_WRITE_TYPES", "1").run().map(drop)
}

/// The tests in the wasm crates that know how to write the types.
fn job(label: &str) -> Job {
    Job::new(label, "cargo")
        .args([
            "test",
            "--quiet",
            "--package",
            "asl-wasm",
            "--package",
            "asl-wasm-tools",
            "--lib",
            "the_committed_types_are_those_of_the_rust_types",
        ])
        .dir(paths::root())
        .limit(600)
}

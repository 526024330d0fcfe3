//! `cargo xtask check`: everything that is wrong without a test saying so. All checks run; then the verdict.

use std::process::ExitCode;
use std::thread;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use crate::process::{self, Job};
use crate::{setup, tidy, types};

/// A check that names what is wrong itself.
type Check = fn() -> Result<(), Error>;

/// Runs every check, and names those that failed.
pub(crate) fn command(args: Args) -> Result<ExitCode, Error> {
    args.finish()?;
    setup::node()?;
    // The page's types and rules are read beside the crates': neither keeps two cores busy.
    let lanes: [&[(&'static str, Check)]; 2] = [
        &[("format", format), ("clippy", clippy), ("generated types", types::check)],
        &[("TypeScript", web), ("tidy", tidy::run), ("licences", licences)],
    ];
    let failed: Vec<&str> = thread::scope(|scope| {
        let running = lanes.map(|lane| scope.spawn(|| failing(lane)));
        running
            .into_iter()
            .flat_map(|lane| lane.join().unwrap_or_else(|_| vec!["a check broke off"]))
            .collect()
    });
    if failed.is_empty() {
        println!("all checks passed");
        return Ok(ExitCode::SUCCESS);
    }
    println!("failed: {}", failed.join(", "));
    Ok(ExitCode::FAILURE)
}

/// Runs checks one after the other, and gives the names of those that failed.
fn failing(checks: &[(&'static str, Check)]) -> Vec<&'static str> {
    let failed =
        checks.iter().filter(|(_, check)| check().inspect_err(|error| eprintln!("{error}")).is_err());
    failed.map(|(name, _)| *name).collect()
}

fn cargo(label: &str) -> Job {
    Job::new(label, "cargo").dir(paths::root()).limit(1200)
}

fn format() -> Result<(), Error> {
    cargo("cargo fmt").args(["fmt", "--all", "--check"]).fix("run `cargo fmt --all`").run().map(drop)
}

fn clippy() -> Result<(), Error> {
    cargo("cargo clippy")
        .args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
        .fix("mend what clippy names")
        .run()
        .map(drop)
}

/// tsc and eslint.
fn web() -> Result<(), Error> {
    setup::npm_packages()?;
    setup::npm_script("tsc and eslint", "check")?
        .limit(300)
        .fix("mend what tsc and eslint name")
        .run()
        .map(drop)
}

/// Licences and banned crates, by the rules of `deny.toml`; only where cargo-deny is installed.
fn licences() -> Result<(), Error> {
    if process::find("cargo-deny").is_none() {
        println!("cargo-deny not found, licences and bans not checked (`cargo install cargo-deny`)");
        return Ok(());
    }
    cargo("cargo deny")
        // The advisory database is not asked: it cannot be reached from every machine.
        .args(["deny", "check", "licenses", "bans", "sources"])
        .fix("read deny.toml, and take another dependency")
        .run()
        .map(drop)
}

//! `cargo xtask fuzz TARGET --seconds N`: libFuzzer on a stable compiler.
//!
//! The targets are a workspace of their own in `fuzz/`, because they need flags that nothing else may have.

use std::process::ExitCode;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use crate::process::Job;

/// What cargo-fuzz would pass: counters on every edge, comparisons traced.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions --cfg=fuzzing";

/// Reads the command line, builds the target, runs it for the time.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let seconds: u64 = args.number("--seconds")?.unwrap_or(60);
    let target = args.positional();
    args.finish()?;
    let folder = paths::root().join("fuzz");
    if !folder.join("Cargo.toml").exists() {
        return Err(Error::new("there are no fuzz targets yet: fuzz/Cargo.toml is missing"));
    }
    let Some(target) = target else {
        return Err(Error::new("which target?").fix(format!("one of {}", targets()?.join(", "))));
    };
    let host = host()?;
    let built = Job::new(format!("fuzz target {target}"), "cargo")
        .args(["build", "--release", "--bin", &target, "--target", &host, "--target-dir"])
        .args([paths::target().join("fuzz")])
        .dir(&folder)
        // Coverage is not stable; with this variable a stable compiler gives it.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", FLAGS)
        .limit(900)
        .outcome()?;
    if !built.status.success() {
        built.log.iter().for_each(|line| eprintln!("    {line}"));
        return Err(Error::new(format!("{target} cannot be built"))
            .fix(format!("the targets are {}", targets()?.join(", "))));
    }
    let corpus = paths::target().join("fuzz-corpus").join(&target);
    let found = paths::target().join("fuzz-found").join(&target);
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&found)?;
    Job::new(
        format!("{target} for {seconds} s"),
        paths::target().join("fuzz").join(&host).join("release").join(&target),
    )
    .args([corpus.as_os_str()])
    .args([
        format!("-max_total_time={seconds}"),
        "-timeout=20".to_owned(),
        "-rss_limit_mb=4096".to_owned(),
        "-print_final_stats=1".to_owned(),
        format!("-artifact_prefix={}/", found.display()),
    ])
    .dir(&folder)
    .limit(seconds + 120)
    .fix(format!("make a case of the input in {}", paths::display(&found)))
    .echo()
    .run()?;
    Ok(ExitCode::SUCCESS)
}

/// The names of the targets: the binaries of `fuzz/`.
fn targets() -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(paths::root().join("fuzz/fuzz_targets"))? {
        let file = file?.path();
        names.extend(file.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// The machine's own target, such as `x86_64-unknown-linux-gnu`: named, so that the flags stay off build scripts.
fn host() -> Result<String, Error> {
    let output = Job::new("rustc", "rustc").args(["--version", "--verbose"]).quiet().limit(30).run()?;
    let host = output.lines.iter().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Error::new("rustc does not name its host"))
}

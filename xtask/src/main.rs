//! One program for every chore of the repository: `cargo xtask COMMAND`.
//!
//! This file only picks the command. It does no work of its own.
#![expect(clippy::disallowed_methods, reason = "chores show elapsed time; the engine never sees this clock")]
#![expect(clippy::print_stdout, reason = "a command line program answers on standard output")]

mod args;
mod bench;
mod build;
mod check;
mod conformance;
mod docs;
mod error;
mod exercises;
mod fuzz;
mod paths;
mod process;
mod recipe;
mod serve;
mod setup;
mod test;
mod tidy;
mod types;
mod unchanged;
mod wasm;

use std::process::ExitCode;

use args::Args;
use error::Error;

/// What `cargo xtask` prints without a command.
const HELP: &str = "\
Every chore of the repository: cargo xtask COMMAND

  serve [--port N] [--open]
              set up what is missing, build, serve the page on this machine
  test [--no-browsers] [--again]
              set up what is missing, run every test: Rust, wasm, TypeScript, npm package, browsers;
              a suite that passed with the very same files is not run again, unless with --again
  test --npm  build the npm package, install it into fresh projects, those with packages of the registry too
  build [--engine] [--npm]
              build the engine for the browser and the page; hold their sizes; put the npm package into dist/npm
  conformance [own|aws DIR|jsonpath FILE|jsonata FILE|real-world DIR]
              [--filter TEXT] [--show ID] [--wasm] [--json FILE] [--bless]
              run the recorded cases and our own against the crates
  conformance jsonata --differential [--count N] [--seed N]
              compare generated expressions with npm jsonata
  exercises [--filter TEXT] [--wasm] [--pack FOLDER --out FILE]
              prove every exercise: start, solution, wrong answers, languages
  bench [--peers|--links DIR] [--filter TEXT] [--json FILE]
              time the workloads natively, in wasm, and in other interpreters
  bench --engine [--json FILE]
              what an event and a state cost in wasm, beside their limits
  bench --language [--json FILE]
              time reading and checking definitions, natively and in wasm, beside their limits
  bench --layout
              time reading and layout of 10 to 10,000 states and of the corpus, natively and in wasm
  bench --web [--json FILE]
              measure the built page against its budgets in Chromium
  bench --jsonata [--sizes]
              time JSONata expressions natively, in wasm and in npm jsonata; say what the crate adds to the engine
  docs [--serve [--port N]] [--as-built]
              build the documentation into dist/docs; with --as-built of the engine and page that are there
  check       format, clippy, generated types, tsc, eslint, tidy
  tidy        rules of the house that no compiler knows
  types [--check]
              write the TypeScript types of the engine's API
  fuzz TARGET [--seconds N]
              look for texts that break a reader
";

fn main() -> ExitCode {
    if let Err(error) = process::end_children_on_interrupt() {
        eprintln!("{error}");
    }
    match run(Args::from_environment()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out one command. The exit code is the command's verdict; an `Err` means it could not be carried out.
fn run(mut args: Args) -> Result<ExitCode, Error> {
    match args.command().as_deref() {
        Some("build") => build::command(args),
        Some("serve") => serve::command(args),
        Some("test") => test::command(args),
        Some("conformance") => conformance::command(args),
        Some("exercises") => exercises::command(args),
        Some("bench") => bench::command(args),
        Some("check") => check::command(args),
        Some("docs") => docs::command(args),
        Some("tidy") => tidy::command(args),
        Some("types") => types::command(args),
        Some("fuzz") => fuzz::command(args),
        Some("help" | "--help" | "-h") | None => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => {
            Err(Error::new(format!("there is no command `{other}`"))
                .fix("run `cargo xtask help` for the list"))
        }
    }
}

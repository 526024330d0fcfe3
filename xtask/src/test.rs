//! `cargo xtask test`: sets up what is missing, then runs every test there is.
//!
//! The setting up runs side by side, and so do the suites of the crates and those of Node: none of them keeps two cores
//! busy. The browsers come last, because they do. What a suite prints when it fails stands together.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use crate::args::Args;
use crate::build::{self, TooLarge};
use crate::conformance;
use crate::error::Error;
use crate::exercises;
use crate::paths;
use crate::process::Job;
use crate::recipe::Recipe;
use crate::serve::Site;
use crate::setup;
use crate::unchanged::{Inputs, Known};
use crate::wasm::{self, Compiler};

/// How many tests a suite ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
    /// Of those that passed: not at once.
    retried: usize,
}

/// A suite and how it ended.
type Row = (&'static str, Result<Ended, Error>);

/// How a suite ended.
#[derive(Debug, Clone, Copy)]
struct Ended {
    count: Count,
    /// It was not run: it has passed with the very same files.
    before: bool,
}

/// One kind of test.
struct Suite {
    /// That of its row.
    name: &'static str,
    inputs: Inputs,
    run: fn() -> Result<Count, Error>,
}

/// What goes through the crates, in this order.
const OF_CRATES: [Suite; 3] = [
    Suite {
        name: "Rust",
        inputs: Inputs {
            without: &["web/src", "web/e2e", "web/npm", "docs", "fuzz"],
            // Tests compare what is generated with what is committed.
            except: &["web/src/shared", "docs/diagnostics.md"],
            built: &[],
            programs: &["cargo", "rustc"],
        },
        run: rust,
    },
    Suite { name: "own cases, natively and in wasm", inputs: NATIVE_AND_WASM, run: own_cases },
    Suite { name: "exercises, natively and in wasm", inputs: NATIVE_AND_WASM, run: exercises },
];

/// What goes through the built modules and the page's sources.
const OF_NODE: [Suite; 3] = [
    Suite {
        name: "wasm in Node",
        inputs: Inputs {
            without: &["crates", "conformance", "web/src", "web/e2e", "web/npm", "docs", "fuzz"],
            except: &["crates/asl-wasm/tests"],
            built: &["web/src/wasm"],
            programs: &["node"],
        },
        run: wasm_in_node,
    },
    Suite {
        name: "TypeScript",
        inputs: Inputs {
            without: &["crates", "conformance", "web/e2e", "docs", "fuzz"],
            except: &[],
            built: &["web/src/wasm"],
            programs: &["node"],
        },
        run: typescript,
    },
    Suite {
        name: "npm package in fresh projects",
        inputs: Inputs {
            without: &["conformance", "web/e2e", "fuzz"],
            except: &[],
            built: &["web/src/wasm", "web/dist"],
            programs: &["cargo", "rustc", "node", "npm"],
        },
        run: npm_package_at_hand,
    },
];

/// What goes through the built page.
const OF_BROWSERS: Suite = Suite {
    name: "browsers",
    inputs: Inputs {
        without: &["crates", "conformance", "web/src", "web/npm", "docs", "fuzz", "xtask"],
        except: &["xtask/src/serve.rs", "web/src/shared"],
        built: &["web/dist"],
        programs: &["node", "chromium", "firefox-esr", "firefox"],
    },
    run: browsers,
};

/// What is run through the crates, and once more through the built wasm.
const NATIVE_AND_WASM: Inputs = Inputs {
    without: &["web/src", "web/e2e", "web/npm", "docs", "fuzz"],
    except: &[],
    built: &["web/src/wasm"],
    programs: &["cargo", "rustc", "node"],
};

/// Reads the command line, sets up, runs all suites, prints the sum.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let no_browsers = args.flag("--no-browsers");
    let again = args.flag("--again");
    let npm_only = args.flag("--npm");
    args.finish()?;
    if npm_only {
        build::all(TooLarge::Warns)?;
        let result = npm_package(Packages::OfTheRegistry).map(|count| Ended { count, before: false });
        return Ok(summary(vec![("npm package", result)]));
    }
    let [rust, ..] = &OF_CRATES;
    set_up(no_browsers, again || rust.before()?.is_none())?;
    let mut rows = thread::scope(|scope| {
        let node = scope.spawn(move || in_turn(&OF_NODE, again));
        let mut rows = in_turn(&OF_CRATES, again);
        rows.extend(node.join().unwrap_or_else(|_| vec![("suites in Node", Err(Error::new("broke off")))]));
        rows
    });
    if !no_browsers {
        rows.push((OF_BROWSERS.name, OF_BROWSERS.run(again)));
    }
    Ok(summary(rows))
}

/// Runs suites one after the other.
fn in_turn(suites: &[Suite], again: bool) -> Vec<Row> {
    suites.iter().map(|suite| (suite.name, suite.run(again))).collect()
}

impl Suite {
    fn before(&self) -> Result<Option<usize>, Error> {
        Ok(Known::new(self.name, self.inputs)?.passed())
    }

    /// Runs it, unless it has passed with the very same files.
    fn run(&self, again: bool) -> Result<Ended, Error> {
        let known = Known::new(self.name, self.inputs)?;
        if let Some(passed) = known.passed().filter(|_| !again) {
            return Ok(Ended { count: Count { passed, failed: 0, retried: 0 }, before: true });
        }
        known.record(None)?;
        let count = (self.run)()?;
        if count.passed > 0 && count.failed == 0 && count.retried == 0 {
            // Looked at again: a suite may write what another one reads, and somebody may have edited meanwhile.
            if Known::new(self.name, self.inputs)? == known {
                known.record(Some(count.passed))?;
            }
        }
        Ok(Ended { count, before: false })
    }
}

/// Prints a row per suite and the closing line.
fn summary(rows: Vec<Row>) -> ExitCode {
    let mut sum = Count::default();
    println!();
    for (name, row) in rows {
        match row {
            Ok(Ended { count, before }) => {
                let note = if before { ", not run again: nothing it depends on has changed" } else { "" };
                println!("{name:<34} {:>5} passed {:>4} failed{note}", count.passed, count.failed);
                sum.passed += count.passed;
                sum.failed += count.failed;
            }
            Err(error) => {
                println!("{name:<34} could not be run\n{error}");
                sum.failed += 1;
            }
        }
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Brings everything here that the suites need. Waiting for the network and compiling go side by side.
fn set_up(no_browsers: bool, rust_tests: bool) -> Result<(), Error> {
    setup::node()?;
    setup::web()?;
    let recipe = Recipe::read()?;
    let results = thread::scope(|scope| {
        let packages = scope.spawn(setup::npm_packages);
        let engine = scope
            .spawn(|| debian_packages(no_browsers).and_then(|()| build::engine(&recipe, TooLarge::Fails)));
        let tests = scope.spawn(move || if rust_tests { compile_rust_tests() } else { Ok(()) });
        [packages, engine, tests]
            .map(|job| job.join().unwrap_or_else(|_| Err(Error::new("a step of the setup broke off"))))
    });
    results.into_iter().collect::<Result<(), Error>>()?;
    build::page(recipe.budget, TooLarge::Fails)
}

/// Installs browsers and compiler packages in one go. On other systems the browsers are looked for by their tests.
fn debian_packages(no_browsers: bool) -> Result<(), Error> {
    if !setup::can_install() {
        return Ok(());
    }
    let mut packages: Vec<&str> = Vec::new();
    if !no_browsers {
        packages.extend(setup::TEST_PACKAGES);
    }
    if Compiler::wants_debian_packages() {
        packages.extend(wasm::DEBIAN_PACKAGES);
    }
    setup::install(&packages)
}

fn cargo_test(label: &str) -> Job {
    Job::new(label, "cargo")
        // The writer of bindings is built with a profile of its own; a second time would cost a minute.
        .args(["test", "--workspace", "--exclude", "xtask-bindgen"])
        .dir(paths::root())
        .limit(1200)
}

fn compile_rust_tests() -> Result<(), Error> {
    cargo_test("Rust tests, compiled").args(["--no-run"]).run().map(drop)
}

fn rust() -> Result<Count, Error> {
    let workspace = cargo_test("Rust tests").args(["--quiet", "--no-fail-fast"]).outcome()?;
    let bindgen = Job::new("Rust tests of the writer of bindings", "cargo")
        .args(["test", "--quiet", "--profile", "tool", "--package", "xtask-bindgen"])
        .dir(paths::root())
        .limit(600)
        .outcome()?;
    let log: Vec<String> = workspace.log.into_iter().chain(bindgen.log).collect();
    let count = log.iter().filter_map(|line| cargo_result(line)).fold(Count::default(), |sum, count| Count {
        passed: sum.passed + count.passed,
        failed: sum.failed + count.failed,
        retried: 0,
    });
    judge("Rust tests", count, &log, workspace.status.success() && bindgen.status.success())
}

/// `test result: ok. 12 passed; 0 failed; …`
fn cargo_result(line: &str) -> Option<Count> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let number = |word: &str| {
        rest.split(['.', ';']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Count { passed: number("passed")?, failed: number("failed")?, retried: 0 })
}

/// Our own cases through the crates and through the wasm build, compared byte by byte.
fn own_cases() -> Result<Count, Error> {
    let (passed, failed) = conformance::own_cases_everywhere()?;
    Ok(Count { passed, failed, retried: 0 })
}

/// Every exercise: start, solution, wrong answers, languages; judged alike on both sides.
fn exercises() -> Result<Count, Error> {
    let (passed, failed) = exercises::everywhere()?;
    Ok(Count { passed, failed, retried: 0 })
}

/// Round trips through every exported function.
fn wasm_in_node() -> Result<Count, Error> {
    node_tests("wasm in Node", &["crates/asl-wasm/tests/api.test.mjs"], &[])
}

/// What the projects that install the npm package may install besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packages {
    /// Nothing: Vite is that of `web/`, and no site generator is tried.
    AtHand,
    /// Vite and `VitePress`, as people install them.
    OfTheRegistry,
}

/// The npm package, put together, packed and installed into fresh projects.
fn npm_package(packages: Packages) -> Result<Count, Error> {
    build::package(Recipe::read()?.engine()?)?;
    let environment: &[_] =
        if packages == Packages::OfTheRegistry { &[("STEPTHROUGH_NPM_REGISTRY", "1")] } else { &[] };
    let files = ["web/npm/tests/node.test.mjs", "web/npm/tests/sites.test.mjs"];
    node_tests("npm package in fresh projects", &files, environment)
}

/// Files for Node's own test runner; its report is what is counted.
fn node_tests(label: &str, files: &[&str], environment: &[(&str, &str)]) -> Result<Count, Error> {
    let mut job = Job::new(label, "node")
        .args(["--test", "--test-reporter=tap"])
        .args(files)
        .dir(paths::root())
        .limit(600);
    for (name, value) in environment {
        job = job.env(name, value);
    }
    let output = job.outcome()?;
    let number =
        |prefix: &str| output.lines.iter().find_map(|line| line.strip_prefix(prefix)?.trim().parse().ok());
    let count =
        Count { passed: number("# pass ").unwrap_or(0), failed: number("# fail ").unwrap_or(0), retried: 0 };
    judge(label, count, &output.log, output.status.success())
}

fn typescript() -> Result<Count, Error> {
    vitest("TypeScript tests", "test", &[])
}

fn npm_package_at_hand() -> Result<Count, Error> {
    npm_package(Packages::AtHand)
}

/// An npm script that is a run of vitest; its JSON report is what is counted.
fn vitest(label: &str, script: &str, environment: &[(&str, String)]) -> Result<Count, Error> {
    let report: PathBuf = paths::target().join(format!("vitest-{script}.json"));
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let file = format!("--outputFile.json={}", report.display());
    let mut job = setup::npm_script(label, script)?
        .args(["--", "--reporter=default", "--reporter=json", file.as_str()])
        .env("NO_COLOR", "1")
        .limit(900);
    for (name, value) in environment {
        job = job.env(name, value);
    }
    let output = job.outcome()?;
    // Written by `web/e2e/retried.ts`: the suite passed, but not at once.
    let retried = output.log.iter().filter(|line| line.contains("needed a second try: "));
    let retried = retried.inspect(|line| println!("{line}")).count();
    let count =
        std::fs::read_to_string(&report).ok().and_then(|text| vitest_count(&text)).unwrap_or_default();
    let count = Count { retried, ..count };
    judge(label, count, &output.log, output.status.success())
}

fn vitest_count(report: &str) -> Option<Count> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report.get(name)?.as_u64().and_then(|count| usize::try_from(count).ok());
    Some(Count { passed: number("numPassedTests")?, failed: number("numFailedTests")?, retried: 0 })
}

/// The page in real browsers, served as `cargo xtask serve` serves it.
fn browsers() -> Result<Count, Error> {
    let site = Site::on_free_port(&setup::web()?.join("dist"))?;
    vitest("browsers", "e2e", &[("STEPTHROUGH_URL", site.url())])
}

/// Shows the output of a suite that did not pass, and makes sure that a suite which broke off counts as failed.
fn judge(label: &str, count: Count, log: &[String], success: bool) -> Result<Count, Error> {
    if success && count.failed == 0 {
        return Ok(count);
    }
    let mut out = std::io::stdout().lock();
    for line in log {
        writeln!(out, "    {line}")?;
    }
    drop(out);
    if count.failed == 0 {
        return Err(Error::new(format!("{label} broke off; its output is above")));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_s_closing_lines_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(cargo_result(line), Some(Count { passed: 12, failed: 3, retried: 0 }));
        assert_eq!(cargo_result("test a ... ok"), None);
    }

    #[test]
    fn vitest_reports_are_counted() {
        let report = r#"{"numTotalTests": 5, "numPassedTests": 4, "numFailedTests": 1, "success": false}"#;
        assert_eq!(vitest_count(report), Some(Count { passed: 4, failed: 1, retried: 0 }));
        assert_eq!(vitest_count("{}"), None);
    }

    #[test]
    fn a_suite_that_broke_off_is_an_error() {
        assert!(judge("x", Count { passed: 3, failed: 0, retried: 0 }, &[], false).is_err());
        assert!(judge("x", Count { passed: 3, failed: 1, retried: 0 }, &[], false).is_ok());
    }
}

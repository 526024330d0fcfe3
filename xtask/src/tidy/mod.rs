//! `cargo xtask tidy`: rules of the house that no compiler knows.
//!
//! A finding names the file, the line and the rule. Long files are listed and are no failure: a long file that is one
//! idea is better than two files that are half of one.

mod documents;
mod layers;
mod sources;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use crate::args::Args;
use crate::error::Error;
use crate::paths;

/// A file that git knows, with its text.
#[derive(Debug)]
struct Source {
    /// From the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == extension)
    }
}

/// A broken rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// From 1; nothing where the whole file is meant.
    line: Option<usize>,
    rule: String,
}

impl Finding {
    fn file(path: &str, rule: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: None, rule: rule.into() }
    }

    fn line(path: &str, line: usize, rule: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: Some(line), rule: rule.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", self.path, self.rule),
            None => write!(formatter, "{}: {}", self.path, self.rule),
        }
    }
}

/// Reads the command line and runs all rules.
pub(crate) fn command(args: Args) -> Result<ExitCode, Error> {
    args.finish()?;
    run()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs all rules and prints what they find.
///
/// # Errors
/// A rule is broken.
pub(crate) fn run() -> Result<(), Error> {
    let sources = read_sources()?;
    let mut findings = layers::check()?;
    findings.extend(sources.iter().flat_map(sources::check));
    findings.extend(documents::check(&sources));
    for line in sources::outliers(&sources) {
        println!("{line}");
    }
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing found", sources.len());
        return Ok(());
    }
    Err(Error::new(format!("tidy: {} findings", findings.len())))
}

/// All text files that git tracks, or would if they were added.
fn read_sources() -> Result<Vec<Source>, Error> {
    let read = |path: String| {
        // Pictures and other bytes have no lines, and a deleted file that is still in the index has no text.
        let text = std::fs::read_to_string(paths::root().join(&path)).ok()?;
        Some(Source { path, text })
    };
    Ok(paths::known_files()?.into_iter().filter_map(read).collect())
}

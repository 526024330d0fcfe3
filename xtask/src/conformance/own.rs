//! Our own cases: `conformance/AREA/*.md`, run natively and compared with what the file says.
//!
//! [`super::markdown`] reads the files; here a case is run and its blocks are compared or, with `--bless`, rewritten.

mod execute;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Options;
use super::markdown::{self, Case};
use super::report::{Report, Verdict};
use super::twin::TwinCase;
use crate::error::Error;
use crate::paths;

/// What running a case gave: the text of each role that the runner can produce.
type Actual = BTreeMap<&'static str, String>;

/// Runs every selected case below `place`.
///
/// # Errors
/// A file that is not in the form of [`markdown::parse`], or two cases of one name.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files(place)? {
        let text = std::fs::read_to_string(&file)?;
        let cases = markdown::parse(&text)
            .map_err(|error| Error::new(format!("{}: {error}", paths::display(&file))))?;
        let area = file
            .parent()
            .and_then(Path::file_name)
            .map_or_else(String::new, |name| name.to_string_lossy().into());
        let mut blessed = Vec::new();
        for case in cases {
            if let Some(other) = names.insert(case.name.clone(), file.clone()) {
                return Err(Error::new(format!(
                    "`{}` is a case in {} and in {}",
                    case.name,
                    paths::display(&other),
                    paths::display(&file)
                )));
            }
            if !options.selects(&case.name) {
                continue;
            }
            let actual = execute::execute(&case)?;
            if options.bless {
                blessed.extend(changes(&case, &actual));
            }
            let verdict = match verdict(&case, &actual, options.bless) {
                Verdict::Passed => twin_verdict(&case, options)?,
                other => other,
            };
            report.add(&area, &case.name, verdict);
        }
        if !blessed.is_empty() {
            std::fs::write(&file, markdown::replace(&text, blessed))?;
        }
    }
    Ok(())
}

/// All Markdown files one folder below `place`, in order of name. README files are for people only.
fn files(place: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for area in std::fs::read_dir(place)? {
        let area = area?.path();
        if !area.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(area)? {
            let file = file?.path();
            let readme = file.file_stem().is_some_and(|stem| stem == "README");
            if file.extension().is_some_and(|extension| extension == "md") && !readme {
                files.push(file);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The blocks whose text is not what running the case gave.
fn changes(case: &Case, actual: &Actual) -> Vec<(std::ops::Range<usize>, String)> {
    let differs =
        |block: &&markdown::Block| actual.get(block.role.as_str()).is_some_and(|text| *text != block.text);
    case.blocks
        .iter()
        .filter(differs)
        .map(|block| (block.range.clone(), actual[block.role.as_str()].clone()))
        .collect()
}

fn verdict(case: &Case, actual: &Actual, bless: bool) -> Verdict {
    let expected: Vec<_> =
        case.blocks.iter().filter(|block| actual.contains_key(block.role.as_str())).collect();
    if expected.is_empty() {
        return Verdict::Failed { reason: "the case expects nothing".to_owned(), details: String::new() };
    }
    let Some(block) = expected.into_iter().find(|block| actual.get(block.role.as_str()) != Some(&block.text))
    else {
        return Verdict::Passed;
    };
    if bless {
        return Verdict::Passed;
    }
    let got = actual.get(block.role.as_str()).map_or("", String::as_str);
    Verdict::Failed { reason: format!("`{}` differs", block.role), details: difference(&block.text, got) }
}

/// Passed, unless the wasm build was asked and does otherwise.
fn twin_verdict(case: &Case, options: &Options) -> Result<Verdict, Error> {
    let text = |role: &str| case.block(role).map_or("{}", |block| block.text.as_str());
    let twin = TwinCase {
        definition: text("definition"),
        input: text("input"),
        mocks: text("mocks"),
        express: false,
    };
    Ok(match options.twin_difference(&twin)? {
        None => Verdict::Passed,
        Some(reason) => Verdict::Failed { reason, details: String::new() },
    })
}

/// Two texts line by line: `-` expected, `+` actual, blank where they agree.
fn difference(expected: &str, actual: &str) -> String {
    let mut lines = Vec::new();
    let (mut left, mut right) = (expected.lines(), actual.lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return lines.join("\n"),
            (Some(a), Some(b)) if a == b => lines.push(format!("  {a}")),
            (a, b) => {
                lines.extend(a.map(|a| format!("- {a}")));
                lines.extend(b.map(|b| format!("+ {b}")));
            }
        }
    }
}

//! The suite `aws`: histories, `TestState` answers and validation messages recorded from AWS.
//!
//! `case` reads a recording, `scenario` runs it, `compare` says whether the answer is the recorded one, following the
//! rules of the corpus's own README.

mod case;
mod compare;
mod events;
mod express;
mod mock_config;
mod scenario;
mod test_state;
mod validation;

use std::path::{Path, PathBuf};

use super::Options;
use super::report::Report;
use super::twin::{TwinCase, page_mocks};
use crate::error::Error;
use asl_json::to_json;
use case::Case;

/// Runs every selected case below `place` and notes how it ended.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    for file in files(place)? {
        let text = std::fs::read_to_string(&file)?;
        let value = asl_json::parse_value(&text)
            .map_err(|error| Error::new(format!("{} is not JSON: {error}", file.display())))?;
        let Some(case) = Case::read(&value) else { continue };
        let name = format!("{}/{}", case.area, case.id);
        if !options.selects(&case.id) && !options.selects(&name) {
            continue;
        }
        match scenario::check(&case) {
            Ok(()) => match twin_difference(&case, options)? {
                None => report.passed(&case.area, &case.id),
                Some(reason) => report.failed(&case.area, &case.id, reason, ""),
            },
            Err(difference) => report.failed(&case.area, &case.id, difference.reason, difference.details),
        }
    }
    Ok(())
}

/// What the wasm build does differently with the definition, input and mocks of a recording.
fn twin_difference(case: &Case, options: &Options) -> Result<Option<String>, Error> {
    let definition = case.get("definition");
    if options.twin.is_none() || definition.is_null() {
        return Ok(None);
    }
    options.twin_difference(&TwinCase {
        definition: &to_json(&definition),
        input: &to_json(&case.get("input")),
        mocks: &to_json(&page_mocks(&case.get("mocks"))),
        express: case.get("type").as_str() == Some("EXPRESS"),
    })
}

fn files(place: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for area in std::fs::read_dir(place)? {
        let area = area?.path();
        if area.is_dir() {
            for file in std::fs::read_dir(area)? {
                let file = file?.path();
                if file.extension().is_some_and(|extension| extension == "json") {
                    found.push(file);
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

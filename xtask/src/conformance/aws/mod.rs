//! The suite `aws`: histories, `TestState` answers and validation messages recorded from AWS.
//!
//! `case` reads a recording, `scenario` runs it, `compare` says whether the answer is the recorded one, following the
//! rules of the corpus's own README.

mod case;
mod compare;
mod events;
mod scenario;
mod test_state;
mod validation;

use std::path::{Path, PathBuf};

use super::Options;
use super::report::Report;
use crate::error::Error;
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
            Ok(()) => report.passed(&case.area, &case.id),
            Err(difference) => report.failed(&case.area, &case.id, difference.reason, difference.details),
        }
    }
    Ok(())
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

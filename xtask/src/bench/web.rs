//! `cargo xtask bench --web`: the built page against its budgets, in Chromium. `web/scripts/bench.mjs` measures.

use std::process::ExitCode;

use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::process::Job;
use crate::setup;

/// Builds the page, measures it and prints a row for each budget; `json` names the file for the rows.
pub(super) fn command(json: Option<&str>) -> Result<ExitCode, Error> {
    build::all(TooLarge::Warns)?;
    let web = setup::web()?;
    let mut job =
        Job::new("bench of the page", "node").args(["scripts/bench.mjs"]).dir(&web).limit(900).echo();
    let target = json.map(std::path::absolute).transpose()?;
    if let Some(file) = &target {
        job = job.args(["--json"]).args([file]);
    }
    job.run()?;
    Ok(ExitCode::SUCCESS)
}

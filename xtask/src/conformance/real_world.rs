//! The suite `real-world`: workflows from public repositories, run on samples alone.
//!
//! A workflow passes if it reaches its end, or waits for somebody (a task token, an activity's worker). Its input, the
//! results of its Tasks and the objects that it reads are samples.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use asl_engine::sample::{SampleContext, SampleShapes, Samples};
use asl_engine::{
    Execution, ExecutionOptions, ExecutionStatus, HistoryEvent, Mocks, Program, Simulation, SimulationStatus,
};
use asl_json::to_json;

use super::Options;
use super::report::Report;
use crate::error::Error;

/// Transitions and clock jumps after which a workflow counts as endless.
const BUDGET: u32 = 60_000;
/// Definitions as their authors wrote them, with `${…}` in them: to be drawn, not to be run.
const UNRESOLVED: &str = "unresolved";

/// Runs every selected case below `place` and notes how it ended.
pub(crate) fn run(place: &Path, options: &Options, report: &mut Report) -> Result<(), Error> {
    let mut files = Vec::new();
    collect(place, &mut files)?;
    files.sort();
    for file in files {
        let id = file.strip_prefix(place).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let id = id.trim_end_matches(".asl.json").to_owned();
        if !options.selects(&id) {
            continue;
        }
        let area = id.split('/').next().unwrap_or_default().to_owned();
        let text =
            fs::read_to_string(&file).map_err(|error| Error::new(format!("{}: {error}", file.display())))?;
        let (good, end, details) = run_one(&text);
        if good {
            report.passed(&area, &id);
        } else {
            report.failed(&area, &id, end, details);
        }
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries =
        fs::read_dir(folder).map_err(|error| Error::new(format!("{}: {error}", folder.display())))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_none_or(|name| name != UNRESOLVED) {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(".asl.json") {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a workflow came to a good end, how it ended, and its last events.
fn run_one(text: &str) -> (bool, String, String) {
    let machine = asl_model::parse_definition(text).machine;
    let options = ExecutionOptions::default();
    let context = SampleContext::of(&options, &SampleShapes::built_in());
    let samples = Samples::new(&machine, context);
    let input = samples.input();
    samples.put_objects(&options.s3);
    let execution = Execution::start(Rc::new(Program::compile(&machine)), input.clone(), options);
    let mut simulation = Simulation::new(execution, Mocks::default(), samples.into_sampler());
    let status = simulation.run(BUDGET);
    let execution = simulation.execution();
    let failure = execution.failure();
    let text = |text: &Option<Rc<str>>| text.as_deref().unwrap_or_default().to_owned();
    let end = match (status, execution.status()) {
        (SimulationStatus::Progressed, _) => "does not end".to_owned(),
        (_, ExecutionStatus::Failed) => format!("{}: {}", text(&failure.error), text(&failure.cause)),
        (_, other) => other.as_str().to_owned(),
    };
    let good = match status {
        SimulationStatus::Progressed | SimulationStatus::Breakpoint => false,
        SimulationStatus::Waiting => true,
        SimulationStatus::Finished => execution.status() == ExecutionStatus::Succeeded,
    };
    let events: Vec<&HistoryEvent> = execution.history().iter().rev().take(12).collect();
    let mut details = format!("input {}\n", to_json(&input));
    for event in events.into_iter().rev() {
        details.extend([format!("{} {:?}\n", event.id, event.details)]);
    }
    (good, end, details)
}

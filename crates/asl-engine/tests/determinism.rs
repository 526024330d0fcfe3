//! The same input gives the same bytes, and a run in pieces is the run at once, and so is one with the
//! mocks that it tells: for every own case of the repository.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::rc::Rc;

use asl_engine::mock::record_mocks;
use asl_engine::sample::{SampleContext, SampleShapes, sampler};
use asl_engine::{EventDetails, HistoryEvent};
use asl_engine::{
    Execution, ExecutionOptions, ExecutionStatus, Mocks, Program, Simulation, SimulationStatus,
};
use asl_json::{Value, parse_value, to_json};
use asl_model::parse_definition;

/// Definition, input and mocks of every case in `conformance/`.
fn cases() -> Vec<(String, Value, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance");
    let mut found = Vec::new();
    for area in std::fs::read_dir(folder).unwrap() {
        let Ok(files) = std::fs::read_dir(area.unwrap().path()) else { continue };
        for file in files {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for case in text.split("\n## ").skip(1) {
                let block = |role: &str| {
                    let (_, rest) = case.split_once(&format!("```json {role}\n"))?;
                    rest.split_once("```").map(|(block, _)| block.to_owned())
                };
                let json =
                    |role: &str| block(role).map_or(Value::empty_object(), |b| parse_value(&b).unwrap());
                found.extend(block("definition").map(|text| (text, json("input"), json("mocks"))));
            }
        }
    }
    found
}

/// A run in pieces of `piece` transitions.
fn run(definition: &str, input: &Value, mocks: &Value, seed: u64, piece: u32) -> Simulation {
    let program = Rc::new(Program::compile(&parse_definition(definition).machine));
    let options = ExecutionOptions { seed, ..ExecutionOptions::default() };
    let samples = sampler(definition.into(), SampleContext::of(&options, &SampleShapes::built_in()));
    let execution = Execution::start(program, input.clone(), options);
    let mut simulation = Simulation::new(execution, Mocks::read(mocks).0, samples);
    for _ in 0..2_000_u32.div_ceil(piece) {
        if simulation.run(piece) != SimulationStatus::Progressed {
            break;
        }
    }
    simulation
}

/// The history of a run, an event a line.
fn lines(simulation: &Simulation) -> String {
    let events = simulation.execution().history().iter().take(1_000);
    events.map(|event| to_json(&event.to_json_value()) + "\n").collect()
}

fn history(definition: &str, input: &Value, mocks: &Value, seed: u64, piece: u32) -> String {
    lines(&run(definition, input, mocks, seed, piece))
}

/// Those that a mock cannot tell: a Map Run's children are not in their parent's history, a nested execution is a
/// mock of its own kind, and heartbeats before a timeout write no event.
fn is_told_whole(simulation: &Simulation) -> bool {
    let execution = simulation.execution();
    let timed_out = |event: &HistoryEvent| matches!(event.details, EventDetails::TaskTimedOut(..));
    if execution.history().iter().any(timed_out) {
        return false;
    }
    execution.status() != ExecutionStatus::Running
        && execution.map_runs().is_empty()
        && simulation.children().is_empty()
}

#[test]
fn mocks_recorded_from_a_run_run_it_again() {
    let mut compared = 0;
    for (definition, input, mocks) in &cases() {
        let first = run(definition, input, mocks, 1, 2_000);
        if is_told_whole(&first) {
            let recorded = record_mocks(first.execution());
            let second = run(definition, input, &recorded, 1, 2_000);
            assert_eq!(lines(&first), lines(&second), "{definition}\nrecorded {}", to_json(&recorded));
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared} cases");
}

#[test]
fn equal_runs_are_equal_to_the_byte_in_pieces_of_any_size() {
    let cases = cases();
    assert!(cases.len() > 100, "{} cases", cases.len());
    for (at, (definition, input, mocks)) in cases.iter().enumerate() {
        let seed = at as u64;
        let whole = history(definition, input, mocks, seed, 2_000);
        assert_eq!(whole, history(definition, input, mocks, seed, 2_000), "{definition}");
        for piece in [1, 2, 5, 40] {
            assert_eq!(
                whole,
                history(definition, input, mocks, seed, piece),
                "in pieces of {piece}: {definition}"
            );
        }
    }
}

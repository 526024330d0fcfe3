//! Times one workload natively: `workload FOLDER [RUNS]`, in a process of its own so that its peak memory is its own.
//!
//! Prints a line of JSON: `medianMs` of five timed runs (more for a profiler), `loadMs`, `peakMemoryMb`, `status`, `sha256`
//! of one history, `output` of the last execution.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program that measures: it reads the clock, prints, and stops at the first surprise"
)]

use std::fmt::Write;
use std::rc::Rc;
use std::time::Instant;

use asl_engine::{Execution, ExecutionOptions, Mocks, Program, Quotas, Simulation, SimulationStatus};
use asl_json::{Value, parse_value, to_json};
use sha2::{Digest, Sha256};

/// Timed runs; the median counts.
const RUNS: usize = 5;

/// One execution from start to end.
fn execute(
    program: &Rc<Program>,
    input: &Value,
    mocks: &Rc<Mocks>,
    options: &ExecutionOptions,
) -> Simulation {
    let execution = Execution::start(Rc::clone(program), input.clone(), options.clone());
    let mut simulation = Simulation::new(execution, Rc::clone(mocks), Box::new(asl_engine::sample::sample));
    while simulation.run(100_000) == SimulationStatus::Progressed {}
    simulation
}

/// Hash of the whole history as the API gives it, one event a line.
fn hash(simulation: &Simulation) -> String {
    let mut hash = Sha256::new();
    for event in simulation.execution().history() {
        hash.update(to_json(&event.to_json_value()));
        hash.update("\n");
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Peak memory of this process in megabytes; 0 where the system does not tell.
fn peak_memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0)
        / 1024.0
}

fn main() {
    let folder = std::env::args().nth(1).expect("usage: workload FOLDER [RUNS]");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).expect("the workload's file");
    let meta = parse_value(&read("meta.json")).expect("meta.json is JSON");
    let executions = meta.get("executions").and_then(Value::as_i64).unwrap_or(1);
    let without_limit = to_json(&meta).contains("history limit off");
    let options = ExecutionOptions {
        quotas: if without_limit { Quotas::RELAXED } else { Quotas::SERVICE },
        execution_name: "bench".into(),
        seed: 7,
        ..ExecutionOptions::default()
    };

    let start = Instant::now();
    let program = Rc::new(Program::compile(&asl_model::parse_definition(&read("definition.json")).machine));
    let input = parse_value(&read("input.json")).expect("input.json is JSON");
    let (mocks, errors) = Mocks::read(&parse_value(&read("mocks.json")).expect("mocks.json is JSON"));
    assert!(errors.is_empty(), "{errors:?}");
    let mocks = Rc::new(mocks);
    let load_ms = start.elapsed().as_secs_f64() * 1000.0;

    let runs = std::env::args().nth(2).map_or(RUNS, |runs| runs.parse().expect("a number of runs"));
    let mut times = Vec::with_capacity(runs);
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        for _ in 0..executions {
            last = Some(execute(&program, &input, &mocks, &options));
        }
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let peak = peak_memory_mb();
    let last = last.expect("at least one execution");
    let output = last.execution().output().map_or_else(|| "null".to_owned(), to_json);
    let median = times.get(runs / 2).copied().unwrap_or_default();
    let status = last.execution().status().as_str();
    println!(
        r#"{{"medianMs":{median},"loadMs":{load_ms},"peakMemoryMb":{peak},"status":"{status}","sha256":"{}","output":{output}}}"#,
        hash(&last)
    );
}

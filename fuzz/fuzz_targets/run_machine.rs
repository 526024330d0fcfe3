//! Any machine, input, mocks and stimuli: no panic, no hang, ids without gaps, the same history in pieces and at once.
//!
//! The bytes are either texts (parted by a zero byte: definition, input, mocks) or the choices of a generator.

#![no_main]

#[path = "../made_up.rs"]
mod made_up;

use std::rc::Rc;

use asl_engine::sample::{SampleContext, SampleShapes, sampler};
use asl_engine::test_state::inspect_visit;
use asl_engine::{
    ErrorCause, EventDetails, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, LogLevel, Mocks,
    Program, Quotas, Simulation, SimulationStatus, describe_execution, log_events,
};
use asl_json::{Value, parse_value, to_json};
use libfuzzer_sys::fuzz_target;
use made_up::{Bytes, RESOURCES, made_up};

/// Transitions between two stimuli.
const STEPS: u32 = 300;

fn texts(data: &[u8]) -> (String, String, String) {
    let mut parts = data.splitn(3, |byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned());
    let mut part = || parts.next().unwrap_or_default();
    (part(), part(), part())
}

/// Something from outside, or the same again in another way of running.
fn stimulate(simulation: &mut Simulation, bytes: &mut Bytes<'_>) {
    let token = simulation.waiting().find_map(|call| call.request.token.clone()).unwrap_or_default();
    match bytes.next() % 8 {
        0 => drop(simulation.send_task_success(&token, Value::from(1_i64))),
        1 => drop(simulation.send_task_failure(&token, ErrorCause::new("E", "c"))),
        2 => drop(simulation.send_task_heartbeat(&token)),
        3 => drop(simulation.get_activity_task(RESOURCES[4], Some("w"))),
        4 => simulation.stop(ErrorCause::default()),
        5 => drop(simulation.redrive(None)),
        _ => drop(simulation.let_time_pass()),
    }
}

struct Case {
    definition: Rc<str>,
    program: Rc<Program>,
    input: Value,
    mocks: Mocks,
    options: ExecutionOptions,
}

impl Case {
    fn run(&self, stimuli: &[u8], piece: u32) -> Simulation {
        let execution = Execution::start(Rc::clone(&self.program), self.input.clone(), self.options.clone());
        let samples =
            sampler(Rc::clone(&self.definition), SampleContext::of(&self.options, &SampleShapes::built_in()));
        let mut simulation = Simulation::new(execution, self.mocks.clone(), samples);
        let mut bytes = Bytes(stimuli);
        for _ in 0..6 {
            let mut left = STEPS;
            while left > 0 && simulation.run(piece.min(left)) == SimulationStatus::Progressed {
                left -= piece.min(left);
            }
            stimulate(&mut simulation, &mut bytes);
        }
        simulation
    }
}

fn check(simulation: &Simulation) {
    let execution = simulation.execution();
    for (at, event) in execution.history().iter().enumerate() {
        assert_eq!(event.id as usize, at + 1);
        assert!(event.previous_event_id < event.id);
        assert!(event.visit <= event.id);
    }
    let ended = matches!(
        execution.history().last().map(|event| &event.details),
        Some(
            EventDetails::ExecutionSucceeded { .. }
                | EventDetails::ExecutionFailed(_)
                | EventDetails::ExecutionAborted(_)
                | EventDetails::ExecutionTimedOut(_)
        )
    );
    assert_eq!(ended, execution.status() != ExecutionStatus::Running);
    let entered = execution.history().iter().filter(|event| event.visit == event.id).take(20);
    for event in entered {
        let _ = inspect_visit(execution, event.id, u32::MAX);
    }
    let _ = describe_execution(execution);
    let _ = log_events(execution, LogLevel::Error, true);
}

/// Bytes of events that are compared: more would fuzz the writer of JSON.
const COMPARED_BYTES: usize = 1 << 22;

fn compare(left: &Simulation, right: &Simulation) {
    let (left, right) = (left.execution().history(), right.execution().history());
    assert_eq!(left.len(), right.len());
    let mut compared = 0;
    for (left, right) in left.iter().zip(right.iter()) {
        let text = to_json(&left.to_json_value());
        assert_eq!(text, to_json(&right.to_json_value()));
        compared += text.len();
        if compared > COMPARED_BYTES {
            break;
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, data)) = data.split_first() else { return };
    let (stimuli, data) = data.split_at(data.len().min(6));
    let (definition, input, mocks) = if mode % 4 == 0 { texts(data) } else { made_up(&mut Bytes(data)) };
    let Ok(input) = parse_value(if input.is_empty() { "{}" } else { &input }) else { return };
    let (mocks, _) = Mocks::read(&parse_value(&mocks).unwrap_or_default());
    let machine = asl_model::parse_definition(&definition).machine;
    let options = ExecutionOptions {
        seed: u64::from(*mode),
        execution_type: if mode & 4 == 0 { ExecutionType::Standard } else { ExecutionType::Express },
        // A smaller budget than a page's: what grows without end ends sooner.
        quotas: Quotas {
            memory_bytes: 1 << 26,
            ..if mode & 8 == 0 { Quotas::SERVICE } else { Quotas::RELAXED }
        },
        ..ExecutionOptions::default()
    };
    let program = Rc::new(Program::compile(&machine));
    let case = Case { definition: definition.into(), program, input, mocks, options };
    let whole = case.run(stimuli, STEPS);
    check(&whole);
    let pieces = case.run(stimuli, u32::from(*mode) % 7 + 1);
    compare(&whole, &pieces);
});

//! The same execution natively and in the built wasm package: their whole histories must be equal to the byte.
//!
//! What is compared is the two, not either with a recording: names, seed and time are the same for every case.

use std::cell::RefCell;
use std::rc::Rc;

use asl_engine::sample::{SampleContext, SampleShapes, Samples, sampler};
use asl_engine::{
    Execution, ExecutionOptions, ExecutionType, Mocks, Program, Simulation, SimulationStatus, Timestamp,
};
use asl_json::{Value, parse_value, to_json};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::recipe::Recipe;
use crate::wasm::Host;

/// 2026-01-01T00:00:00Z
const START_TIME_MS: i64 = 1_767_225_600_000;
const SEED: u64 = 7;
const NAME: &str = "twin";

/// An execution as both sides are asked to run it. All texts are JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TwinCase<'a> {
    pub(crate) definition: &'a str,
    pub(crate) input: &'a str,
    /// In the form of the page; `{}` for none.
    pub(crate) mocks: &'a str,
    pub(crate) express: bool,
}

/// The wasm package, ready to be compared with.
#[derive(Debug)]
pub(crate) struct Twin {
    host: RefCell<Host>,
}

/// How an execution ended: status, number of events, and the hash of the whole history.
type Ending = (String, u64, String);

impl Twin {
    /// Starts the package that was built last.
    pub(crate) fn start() -> Result<Self, Error> {
        Ok(Self { host: RefCell::new(Host::start(Recipe::read()?.engine()?)?) })
    }

    /// Runs the case on both sides. Returns what differs, in one line.
    ///
    /// # Errors
    /// The wasm side does not answer.
    pub(crate) fn difference(&self, case: &TwinCase<'_>) -> Result<Option<String>, Error> {
        let there = self.in_wasm(case)?;
        let here = natively(case);
        Ok((here != there).then(|| format!("natively {here:?}, in wasm {there:?}")))
    }

    /// The outer error is ours, the inner one says that the case was refused: then both sides must refuse it.
    fn in_wasm(&self, case: &TwinCase<'_>) -> Result<Result<Ending, String>, Error> {
        let request = serde_json::json!({
            "definition": case.definition, "input": case.input, "mocks": case.mocks,
            "config": {
                "type": if case.express { "EXPRESS" } else { "STANDARD" },
                "seed": SEED, "startTimeMs": START_TIME_MS, "name": NAME, "quotas": "real",
            },
        });
        let answer = self.host.borrow_mut().ask(&request)?;
        let text = |name: &str| answer.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        if let Some(crash) = text("crashed") {
            return Ok(Err(format!("crashed: {crash}")));
        }
        if text("refused").is_some() {
            return Ok(Err(REFUSED.to_owned()));
        }
        let events = answer.get("events").and_then(serde_json::Value::as_u64).unwrap_or_default();
        Ok(Ok((text("status").unwrap_or_default(), events, text("sha256").unwrap_or_default())))
    }
}

/// What both sides say of a case that does not begin.
const REFUSED: &str = "refused";

fn natively(case: &TwinCase<'_>) -> Result<Ending, String> {
    let definition = asl_model::parse_definition(case.definition);
    let workflow = &definition.machine.workflow;
    // Text that cannot be read whole is looked at, but not run.
    let broken = definition.diagnostics.iter().any(|found| {
        found.code == asl_model::Code::InvalidJsonDescription && found.severity == asl_model::Severity::Error
    });
    let starts = workflow.start_at.as_ref().is_some_and(|start| workflow.states.contains_key(&start.value));
    let value = |text: &str| parse_value(text).map_err(|_| REFUSED.to_owned());
    let (input, mocks) = (value(case.input)?, value(case.mocks)?);
    let (mocks, errors) = Mocks::read(&mocks);
    if broken || !starts || !errors.is_empty() {
        return Err(REFUSED.to_owned());
    }
    let options = ExecutionOptions {
        execution_type: if case.express { ExecutionType::Express } else { ExecutionType::Standard },
        execution_name: NAME.into(),
        start_time: Timestamp(START_TIME_MS),
        seed: SEED,
        ..ExecutionOptions::default()
    };
    let program = Rc::new(Program::compile(&definition.machine));
    // As the page does where no objects are given.
    if case.definition.contains("ItemReader") {
        Samples::new(&definition.machine, SampleContext::of(&options, &SampleShapes::built_in()))
            .put_objects(&options.s3);
    }
    let sampler = sampler(case.definition.into(), SampleContext::of(&options, &SampleShapes::built_in()));
    let execution = Execution::start(program, input, options);
    let mut simulation = Simulation::new(execution, mocks, sampler);
    while simulation.run(1_000) == SimulationStatus::Progressed {}
    let execution = simulation.execution();
    let mut hash = Sha256::new();
    for event in execution.history() {
        hash.update(to_json(&event.to_json_value()));
        hash.update("\n");
    }
    let hash = hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    Ok((execution.status().as_str().to_owned(), execution.history().len() as u64, hash))
}

/// Mocks of a recording in the form of the page: what only a recording's reader understands becomes `never`, or goes.
pub(crate) fn page_mocks(recorded: &Value) -> Value {
    let entry = |entry: &Value| {
        let answer = ["return", "throw"].into_iter().find_map(|name| Some((name, entry.get(name)?.clone())));
        let answer = answer.unwrap_or(("never", Value::Bool(true)));
        let submitted = entry.get("submitted").map(|value| ("submitted", value.clone()));
        Value::object([Some(answer), submitted].into_iter().flatten())
    };
    let Some(states) = recorded.as_object() else { return Value::empty_object() };
    Value::object(states.iter().filter_map(|(name, entries)| {
        let entries = entries.as_array()?.iter().map(entry).collect();
        Some((Rc::clone(name), Value::array(entries)))
    }))
}

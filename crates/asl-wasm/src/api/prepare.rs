//! Reading the texts that make a run.

use std::rc::Rc;

use asl_engine::mock::FailureRate;
use asl_engine::sample::{SampleContext, SampleShapes, Samples};
use asl_engine::{
    ErrorCause, ExecutionOptions, ExecutionType, Mocks, Program, Quotas, S3Objects, Simulation, Timestamp,
};
use asl_json::{Value, parse_value, to_json};
use asl_model::{Code, Definition, Format, parse_definition};

use super::analysis::definition_diagnostics;
use super::diagnostic::{Diagnostic, Severity, syntax_errors};
use super::mocks::check_mocks;
use super::run_types::{DocumentPart, ExecutionConfig, QuotaMode, StartRequest, WorkflowType};

/// All that a run needs, read once.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) text: String,
    pub(super) definition: Definition,
    program: Rc<Program>,
    input: Value,
    mocks: Rc<Mocks>,
    s3_objects: Option<Value>,
    failures: Option<FailureRate>,
    options: ExecutionOptions,
    shapes: SampleShapes,
}

impl Prepared {
    pub(super) fn begin(&self) -> Simulation {
        let mut options = self.options.clone();
        options.s3 = S3Objects::default();
        match &self.s3_objects {
            Some(objects) => put_objects(objects, &options.s3),
            // Finding out what readers want takes a look at the whole definition.
            None if self.text.contains("ItemReader") => {
                let machine = &self.definition.machine;
                Samples::new(machine, SampleContext::of(&options, &self.shapes)).put_objects(&options.s3);
            }
            None => {}
        }
        let (program, input, mocks) = (Rc::clone(&self.program), self.input.clone(), Rc::clone(&self.mocks));
        let text = self.text.as_str().into();
        let mut simulation = Simulation::start(text, program, input, mocks, options, &self.shapes);
        simulation.set_failure_rate(self.failures.clone());
        simulation
    }
}

pub(super) type Refusal = (DocumentPart, String, Vec<Diagnostic>);

pub(super) fn prepare(request: &StartRequest, shapes: &SampleShapes) -> Result<Prepared, Refusal> {
    let definition = definition(&request.definition)?;
    let input = read_json(&request.input, DocumentPart::Input)?;
    let mocks = Rc::new(read_mocks(&request.mocks, &request.definition)?);
    let s3_objects =
        request.s3_objects.as_deref().map(|text| read_json(text, DocumentPart::Mocks)).transpose()?;
    let program = Rc::new(Program::compile(&definition.machine));
    let text = request.definition.clone();
    let options = options(&request.config);
    let failures = request.failures.as_ref().map(|failures| FailureRate {
        share: failures.share,
        failure: ErrorCause::new(&failures.error, failures.cause.as_str()),
        seed: options.seed,
    });
    let shapes = shapes.clone();
    Ok(Prepared { text, definition, program, input, mocks, s3_objects, failures, options, shapes })
}

/// The mocks of a text; `definition` is for its problems.
pub(super) fn read_mocks(text: &str, definition: &str) -> Result<Mocks, Refusal> {
    let value = read_json(text, DocumentPart::Mocks)?;
    let (mocks, errors) = Mocks::read(&value);
    match errors.first() {
        None => Ok(mocks),
        Some(error) => {
            let diagnostics = check_mocks(text, definition);
            Err((DocumentPart::Mocks, format!("{}: {}", error.place, error.message), diagnostics))
        }
    }
}

/// Puts `{"bucket": {"key": text or JSON}}` into the mocked S3.
fn put_objects(buckets: &Value, s3: &S3Objects) {
    for (bucket, objects) in buckets.as_object().iter().flat_map(|buckets| buckets.iter()) {
        for (key, body) in objects.as_object().iter().flat_map(|objects| objects.iter()) {
            let text = body.as_str().map_or_else(|| to_json(body), str::to_owned);
            s3.put(bucket, key, text);
        }
    }
}

/// A definition that has a state to start with; all else fails where it is reached, and is listed as a problem.
fn definition(text: &str) -> Result<Definition, Refusal> {
    let definition = parse_definition(text);
    let start = definition.machine.workflow.start_at.as_ref();
    let refused = |message: &str| {
        let diagnostics = definition_diagnostics(text, &definition);
        Err((DocumentPart::Definition, message.to_owned(), diagnostics))
    };
    let broken = match definition.format {
        Format::Json => syntax_errors(text).iter().any(|error| error.severity == Severity::Error),
        Format::Yaml => definition.diagnostics.iter().any(|found| found.code == Code::InvalidJsonDescription),
    };
    if broken {
        return refused("The definition is neither JSON nor YAML.");
    }
    match start {
        None => refused("The definition does not say where to start: `StartAt` is missing."),
        Some(start) if !definition.machine.workflow.states.contains_key(&start.value) => {
            refused(&format!("`StartAt` names the state \"{}\", which does not exist.", start.value))
        }
        Some(_) => Ok(definition),
    }
}

fn read_json(text: &str, part: DocumentPart) -> Result<Value, Refusal> {
    if text.trim().is_empty() {
        return Ok(Value::empty_object());
    }
    parse_value(text).map_err(|error| {
        let name = if part == DocumentPart::Input { "input" } else { "mocks" };
        (part, format!("The {name} is not JSON: {error}."), syntax_errors(text))
    })
}

fn options(config: &ExecutionConfig) -> ExecutionOptions {
    ExecutionOptions {
        execution_type: match config.workflow_type {
            WorkflowType::Standard => ExecutionType::Standard,
            WorkflowType::Express => ExecutionType::Express,
        },
        execution_name: config.name.as_str().into(),
        start_time: Timestamp(config.start_time_ms as i64),
        seed: config.seed.max(0.0) as u64,
        quotas: match config.quotas {
            QuotaMode::Real => Quotas::SERVICE,
            QuotaMode::Relaxed => Quotas::RELAXED,
        },
        ..ExecutionOptions::default()
    }
}

//! Samples: answers for calls without a mock, inputs and objects for executions without any.
//!
//! A sample has the shape of its integration's real answer (`answer`, data in `shapes.json`), and what later states need
//! of it (`analysis`): members that paths read, lists for Maps, the values that Choices look for on the way that leads
//! on. Both are found from the definition alone; nothing is run, and equal calls get equal samples.

mod analysis;
mod answer;
mod branch;
mod guess;
mod intrinsic;
mod jsonata;
mod need;
mod objects;
mod shape;

use std::cell::OnceCell;
use std::rc::Rc;

use asl_json::Value;
use asl_model::{StateKind, StateMachine, parse_definition};

use self::analysis::{Analysis, analyse};
use self::answer::Filling;
pub use self::answer::SampleShapes;
use crate::mock::{Sample, Sampler};
use crate::{ExecutionOptions, S3Objects, TaskRequest, Timestamp};

/// Of what samples are made, and under which names.
#[derive(Clone, Debug)]
pub struct SampleContext {
    /// What integrations answer.
    pub shapes: SampleShapes,
    /// Account number, 12 digits.
    pub account_id: Rc<str>,
    /// Region, such as `us-east-1`.
    pub region: Rc<str>,
    /// Where ids begin.
    pub seed: u64,
}

impl SampleContext {
    /// That of an execution.
    pub fn of(options: &ExecutionOptions, shapes: &SampleShapes) -> Self {
        Self {
            shapes: shapes.clone(),
            account_id: Rc::clone(&options.account_id),
            region: Rc::clone(&options.region),
            seed: options.seed,
        }
    }
}

/// What can be made up for one definition.
#[derive(Debug)]
pub struct Samples {
    analysis: Analysis,
    context: SampleContext,
}

impl Samples {
    /// Finds out what a definition needs.
    pub fn new(machine: &StateMachine, context: SampleContext) -> Self {
        Self { analysis: analyse(machine), context }
    }

    /// An input with what the states read from it; an empty object if they read nothing.
    pub fn input(&self) -> Value {
        self.analysis.made_input()
    }

    /// Puts the objects that `ItemReader`s want to read into the mocked S3, as far as their names are known.
    pub fn put_objects(&self, s3: &S3Objects) {
        objects::put_objects(&self.analysis, s3);
    }

    /// The answer to a call of a Task whose arguments are not known yet; none for other states.
    pub fn preview(&self, machine: &StateMachine, state: &str, now: Timestamp) -> Option<Value> {
        let StateKind::Task(task) = &machine.state(state)?.kind else { return None };
        let request = TaskRequest::alone(state.into(), task.resource.clone());
        Some(self.sample(&request, now).result)
    }

    /// The answer to a call.
    pub fn sample(&self, request: &TaskRequest, now: Timestamp) -> Sample {
        let seed = seed(self.context.seed, request);
        let mut filling = Filling {
            arguments: &request.parameters,
            account: &self.context.account_id,
            region: &self.context.region,
            now,
            seed,
            thing: seed.rotate_left(32),
        };
        let submitted = self.context.shapes.answer(&request.resource, false, &mut filling);
        let base = self.context.shapes.answer(&request.resource, true, &mut filling);
        let result = match self.analysis.results.get(&request.state) {
            Some(&need) => self.analysis.needs.meet(need, Some(base), 0),
            None => base,
        };
        Sample { result, submitted }
    }

    /// The samples as what a simulation asks.
    pub fn into_sampler(self) -> Box<Sampler> {
        Box::new(move |request, now| self.sample(request, now))
    }
}

/// [`Samples::input`] alone: what integrations answer is no part of it.
pub fn sample_input(machine: &StateMachine) -> Value {
    analyse(machine).made_input()
}

/// Samples for the definition of this text. It is only analysed when there is a call without a mock.
pub fn sampler(definition: Rc<str>, context: SampleContext) -> Box<Sampler> {
    let samples = OnceCell::new();
    Box::new(move |request, now| {
        let find = || Samples::new(&parse_definition(&definition).machine, context.clone());
        samples.get_or_init(find).sample(request, now)
    })
}

/// The answer to a call of which the definition is not known: its integration's built-in shape alone.
pub fn sample(request: &TaskRequest, now: Timestamp) -> Sample {
    let context = SampleContext::of(&ExecutionOptions::default(), &SampleShapes::built_in());
    Samples { analysis: Analysis::default(), context }.sample(request, now)
}

/// Different for each state and call, equal for equal ones.
fn seed(seed: u64, request: &TaskRequest) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let numbers = [seed, request.id.0, u64::from(request.retry_count)];
    let bytes = request.state.bytes().chain(numbers.into_iter().flat_map(u64::to_le_bytes));
    bytes.fold(0xcbf2_9ce4_8422_2325, mix)
}

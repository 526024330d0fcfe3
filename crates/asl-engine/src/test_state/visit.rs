//! One visit of a state, stage by stage, with the functions that the engine itself runs.

use std::rc::Rc;

use asl_json::{Array, Value};
use asl_model::{Catcher, MapState, ProcessorMode, QueryLanguage, Retrier, StateKind, Transition};

use super::context;
use crate::context_object::ContextObject;
use crate::data_flow::{self, Left};
use crate::evaluate::Evaluator;
use crate::fault::{ErrorClass, Fault, StateError};
use crate::inspection::Seen;
use crate::program::ProgramState;
use crate::states::map::fields::{self, MapData};
use crate::states::map::items::{Items, STATE_DATA};
use crate::states::map::{item_batcher, item_reader};
use crate::states::{choice, fail, pass, recover, task, wait};
use crate::{ErrorCause, ErrorDetails, InspectionData, S3Objects, Stage, parameter_checks};

/// The outcome of a state's own work.
pub(super) enum Work<'a> {
    /// The result.
    Result(Value),
    /// An error.
    Error(StateError),
    /// It has not ended: the stages after it are not reached.
    Pending,
    /// It is done when the stages before it are through: what a Task is called with gives its result.
    Call(&'a mut dyn FnMut(&task::Call) -> Result<Value, ErrorCause>),
}

/// A visit of a state.
pub(super) struct Visit<'a> {
    pub(super) state: &'a ProgramState,
    pub(super) input: &'a Value,
    pub(super) evaluator: Evaluator<'a>,
    /// What an `ItemReader` reads from, and what it has read where that is given.
    pub(super) s3: &'a S3Objects,
    pub(super) item_reader_data: Option<Value>,
    /// Iterations of a Map that are taken to have failed.
    pub(super) failed_iterations: Option<u64>,
    /// Items beyond this many are not put through `ItemSelector` and `ItemBatcher`.
    pub(super) max_items: usize,
    pub(super) seen: InspectionData,
    /// How many iterations a Map has.
    pub(super) iterations: usize,
}

/// How a visit went on.
pub(super) enum Course {
    /// It left the state.
    Left(Left, Option<Rc<str>>),
    /// The state's own work has not ended.
    Pending,
}

/// Why a visit could not go on: which stage, and the error.
pub(super) struct Stopped {
    pub(super) error: StateError,
    /// Whether an expression or a check failed rather than the state's own work.
    pub(super) is_fault: bool,
}

/// The catcher that fits, how it leaves the state, and for which state.
pub(super) type Caught = (usize, Result<Left, Fault>, Option<Rc<str>>);

impl Visit<'_> {
    /// Goes through all stages, without looking at Retry and Catch. `entered_event_id` is for the wording of a cause.
    pub(super) fn run(&mut self, work: Work<'_>, entered_event_id: Option<u32>) -> Result<Course, Stopped> {
        self.seen.input = Some(self.input.clone());
        let name = Rc::clone(&self.state.state.name);
        self.stages(work).map_err(|failure| match failure {
            Failure::Fault(fault) => {
                Stopped { error: fault.into_error(&name, entered_event_id), is_fault: true }
            }
            Failure::Work(error) => Stopped { error, is_fault: false },
        })
    }

    fn stages(&mut self, work: Work<'_>) -> Result<Course, Failure> {
        let state = self.state;
        let transition = match state.state.transition() {
            Some(Transition::Next(next)) => Some(Rc::clone(&next.value)),
            _ => None,
        };
        let (effective, result) = match &state.state.kind {
            StateKind::Pass(pass) => {
                pass::work(state, pass, self.input, &self.evaluator, &mut Seen::by(&mut self.seen))?
            }
            StateKind::Succeed(_) => (self.input_path()?, None),
            StateKind::Fail(fail) => {
                if state.state.query_language == QueryLanguage::JsonPath {
                    self.seen.after_input_path = Some(self.input.clone());
                }
                self.seen.stage = Some(Stage::Error);
                let failure = fail::failure(state, fail, self.input, &self.evaluator)?;
                return Err(Failure::Work(StateError { failure, class: ErrorClass::Ordinary }));
            }
            StateKind::Choice(_) => return self.choose(),
            StateKind::Wait(_) => {
                let effective = self.input_path()?;
                self.seen.stage = Some(Stage::Wait);
                wait::due(state, self.input, &effective, &self.evaluator)?;
                if matches!(work, Work::Pending) {
                    return Ok(Course::Pending);
                }
                (effective, None)
            }
            StateKind::Task(task) => {
                let call =
                    task::call(state, task, self.input, &self.evaluator, &mut Seen::by(&mut self.seen))?;
                parameter_checks::check(&task.resource, &call.parameters)?;
                self.seen.stage = Some(Stage::Work);
                let result = match work {
                    Work::Call(answer) => {
                        answer(&call).map_err(|failure| Failure::Work(StateError::reported(failure)))?
                    }
                    Work::Result(result) => result,
                    Work::Error(error) => return Err(Failure::Work(error)),
                    Work::Pending => return Ok(Course::Pending),
                };
                self.seen.result = Some(result.clone());
                (self.input.clone(), Some(result))
            }
            StateKind::Parallel(_) => {
                data_flow::effective_input(
                    &state.state,
                    self.input,
                    &self.evaluator,
                    &mut Seen::by(&mut self.seen),
                )?;
                match self.finished(work)? {
                    Some(result) => (self.input.clone(), Some(result)),
                    None => return Ok(Course::Pending),
                }
            }
            StateKind::Map(map) => {
                let effective = self.map(map)?;
                self.check_tolerance(&work)?;
                match self.finished(work)? {
                    Some(result) => (effective, Some(result)),
                    None => return Ok(Course::Pending),
                }
            }
            StateKind::Unknown { .. } => {
                let tail = format!("The state has the unknown type '{}'.", state.state.type_name());
                return Err(Failure::Fault(Fault::Runtime(tail)));
            }
        };
        let left = data_flow::leave(
            &state.state,
            self.input,
            &effective,
            result.as_ref(),
            &self.evaluator,
            &mut Seen::by(&mut self.seen),
        )?;
        Ok(Course::Left(left, transition))
    }

    fn input_path(&mut self) -> Result<Value, Fault> {
        match self.state.state.query_language {
            QueryLanguage::JsonPath => data_flow::input_path(
                &self.state.state,
                self.input,
                &self.evaluator,
                &mut Seen::by(&mut self.seen),
            ),
            QueryLanguage::Jsonata => Ok(self.input.clone()),
        }
    }

    fn choose(&mut self) -> Result<Course, Failure> {
        let effective = self.input_path()?;
        self.seen.stage = Some(Stage::Choices);
        let chosen = choice::choose(self.state, self.input, &effective, &self.evaluator)?;
        let left = choice::leave_by(
            self.state,
            chosen,
            self.input,
            &effective,
            &self.evaluator,
            &mut Seen::by(&mut self.seen),
        )?;
        let StateKind::Choice(choice) = &self.state.state.kind else { return Ok(Course::Left(left, None)) };
        let next = match chosen {
            Some(index) => choice.choices.get(index).and_then(|rule| rule.next.as_ref()),
            None => choice.default.as_ref(),
        };
        Ok(Course::Left(left, next.map(|next| Rc::clone(&next.value))))
    }

    /// The result of branches or iterations.
    fn finished(&mut self, work: Work<'_>) -> Result<Option<Value>, Failure> {
        self.seen.stage = Some(Stage::Work);
        match work {
            Work::Result(result) => {
                self.seen.result = Some(result.clone());
                Ok(Some(result))
            }
            Work::Error(error) => Err(Failure::Work(error)),
            Work::Pending | Work::Call(_) => Ok(None),
        }
    }

    /// The stages of a Map before its iterations; gives its effective input.
    fn map(&mut self, map: &MapState) -> Result<Value, Failure> {
        let state = &self.state.state;
        let data = match state.query_language {
            QueryLanguage::JsonPath => {
                MapData::new(state, self.input, &self.evaluator, &mut Seen::by(&mut self.seen))?
            }
            QueryLanguage::Jsonata => MapData::new(state, self.input, &self.evaluator, &mut Seen::nowhere())?,
        };
        let items = self.items(map, &data)?;
        fields::max_concurrency(map, &data, &self.evaluator, &mut Seen::by(&mut self.seen))?;
        fields::tolerated_failures(map, &data, &self.evaluator, &mut Seen::by(&mut self.seen))?;
        self.iterations = items.list.len();
        let items = self.select(map, &data, &items)?;
        if let Some(batcher) = &map.item_batcher {
            self.seen.stage = Some(Stage::ItemBatcher);
            let (limits, input) = fields::batching(batcher, &data, &self.evaluator)?;
            let batches = item_batcher::batches(items, limits, input.as_ref());
            self.iterations = batches.len();
            self.seen.after_item_batcher =
                Some(batches.into_iter().map(|(batch, _)| batch).collect::<Array>().into());
        }
        Ok(data.effective)
    }

    fn items(&mut self, map: &MapState, data: &MapData) -> Result<Items, Failure> {
        let Some(reader) = &map.item_reader else {
            let value = fields::items_value(map, data, &self.evaluator, &mut Seen::by(&mut self.seen))?;
            return match value.as_object() {
                Some(members) if map.item_processor.mode == ProcessorMode::Distributed => {
                    Ok(Items::of_members(STATE_DATA, members))
                }
                _ => Ok(Items::at(STATE_DATA, fields::items_array(&self.state.state, map, value)?)),
            };
        };
        self.seen.stage = Some(Stage::ItemReader);
        let arguments = reader.arguments.as_ref();
        let arguments = arguments
            .map(|template| self.evaluator.template(template, data.data(), "ItemReader/Arguments"))
            .transpose()?
            .unwrap_or_default();
        if let Some(given) = self.item_reader_data.take() {
            let source = item_reader::source(reader, &arguments);
            let Some(pointer) = &reader.items_pointer else { return Ok(as_items(given, &source)) };
            self.seen.stage = Some(Stage::ItemsPointer);
            let found = item_reader::pointed(&given, pointer).unwrap_or(given);
            self.seen.after_items_pointer = Some(found.clone());
            return Ok(as_items(found, &source));
        }
        let max_items = reader.max_items.as_ref();
        let place = "ItemReader/ReaderConfig/MaxItems";
        let max_items =
            max_items.map(|field| fields::integer(field, place, data, &self.evaluator)).transpose()?;
        item_reader::read_items(reader, &arguments, max_items, self.s3, self.evaluator.now)
            .map_err(Failure::Work)
    }

    /// `ItemSelector`, for each item.
    fn select(&mut self, map: &MapState, data: &MapData, items: &Items) -> Result<Vec<Value>, Failure> {
        let Some(selector) = &map.item_selector else { return Ok(items.list.to_vec()) };
        self.seen.stage = Some(Stage::ItemSelector);
        let is_distributed = map.item_processor.mode == ProcessorMode::Distributed;
        let mut selected = Vec::new();
        for (index, item) in items.list.iter().enumerate().take(self.max_items) {
            let origin = if is_distributed { items.origin(index) } else { None };
            let item = fields::map_item(index, item, origin.as_ref());
            let context = context::with_item(self.evaluator.context.value(), item);
            let context = ContextObject::given(context);
            let evaluator = Evaluator { context: &context, ..self.evaluator };
            let data = MapData::for_selector(&self.state.state, self.input, &data.effective, &evaluator);
            selected.push(evaluator.template(selector, data.data(), "ItemSelector")?);
        }
        self.seen.after_item_selector = Some(Value::array(selected.clone()));
        Ok(selected)
    }

    /// More iterations failed than the Map tolerates. An error of its own goes first.
    fn check_tolerance(&self, work: &Work<'_>) -> Result<(), Failure> {
        let failed = usize::try_from(self.failed_iterations.unwrap_or(0)).unwrap_or(usize::MAX);
        let (count, percentage) = (self.seen.tolerated_failure_count, self.seen.tolerated_failure_percentage);
        if matches!(work, Work::Error(_)) || !fields::exceeds(failed, self.iterations, count, percentage) {
            return Ok(());
        }
        Err(Failure::Work(fields::threshold_exceeded()))
    }

    /// What Retry makes of an error: the retrier, and the waiting time if it has retries left.
    pub(super) fn retry(&self, error: &StateError, used: u64) -> Option<(usize, Option<i64>)> {
        let (index, retrier): (usize, &Retrier) = recover::retrier_for(self.state, error)?;
        Some((index, (used < retrier.max_attempts).then(|| recover::backoff_ms(retrier, used + 1))))
    }

    /// What Catch makes of an error: the catcher, what it passes on and where it leads.
    pub(super) fn catch(&mut self, error: &StateError) -> Option<Caught> {
        let (index, catcher): (usize, &Catcher) = recover::catcher_for(self.state, error)?;
        self.seen.stage = Some(Stage::Catch);
        let left = data_flow::leave_by_catcher(
            &self.state.state,
            index,
            catcher,
            self.input,
            &error.output(),
            &self.evaluator,
        );
        Some((index, left, catcher.next.as_ref().map(|next| Rc::clone(&next.value))))
    }

    /// Notes which retrier or catcher an error met.
    pub(super) fn details(&mut self) -> &mut ErrorDetails {
        self.seen.error_details.get_or_insert_default()
    }
}

fn as_items(value: Value, source: &str) -> Items {
    match value {
        Value::Array(items) => Items::at(source, items),
        Value::Object(members) => Items::of_members(source, &members),
        other => Items::at(source, std::iter::once(other).collect()),
    }
}

enum Failure {
    Fault(Fault),
    Work(StateError),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Error(error) => Self::Work(error),
            fault => Self::Fault(fault),
        }
    }
}

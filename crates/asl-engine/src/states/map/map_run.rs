//! `Map`, distributed: a Map Run whose child executions have histories of their own.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | MapStateEntered, MapStateStarted, MapRunStarted | MapRun |
//! | MapRun | a child execution goes on | – (its own history) | MapRun |
//! | MapRun | all have ended, few enough failed | MapRunSucceeded, MapStateSucceeded, MapStateExited | `Next` |
//! | MapRun | too many failed, or the items cannot be read | MapRunFailed, MapStateFailed unless retried | Retry, Catch |

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use asl_json::{Value, to_json};
use asl_model::{ItemBatcher, MapState};

use super::fields::{self, MapData};
use super::item_batcher::batches;
use super::{item_reader, result_writer};
use crate::context_object::{ContextObject, ContextParts};
use crate::evaluate::Evaluator;
use crate::execution::Execution;
use crate::fault::{Fault, StateError};
use crate::frame::{Frame, Phase};
use crate::program::ProgramState;
use crate::timers::TimerKind;
use crate::{
    ErrorCause, EventDetails, ExecutionOptions, ExecutionStatus, InspectionData, RunStatus, TaskAnswer,
    TaskId, Timestamp,
};

/// Child executions that a distributed Map runs at once when `MaxConcurrency` does not say otherwise.
const MAX_DISTRIBUTED_CONCURRENCY: usize = 10_000;

/// Transitions that a child execution carries out before the next one has its turn.
const CHILD_BUDGET: u32 = 64;

/// The child executions of a distributed Map under way.
#[derive(Debug)]
pub(crate) struct MapRun {
    arn: Rc<str>,
    data: Value,
    /// Input of each child and how many items it holds.
    inputs: Vec<(Value, usize)>,
    next: usize,
    limit: usize,
    children: BTreeMap<usize, Execution>,
    finished: BTreeMap<usize, Execution>,
    active: VecDeque<usize>,
    waiting: BTreeSet<(Timestamp, usize)>,
    /// From the parent's name of a call to the child and its own name of it.
    routes: BTreeMap<TaskId, (usize, TaskId)>,
    failed_items: usize,
    total_items: usize,
    tolerated_count: Option<i64>,
    tolerated_percentage: Option<f64>,
    /// Evaluated `Parameters` or `Arguments` of the `ResultWriter`.
    writer_arguments: Option<Value>,
}

/// A Map Run that has ended, with its child executions.
#[derive(Debug)]
pub struct MapRunRecord {
    /// The Map Run's ARN.
    pub arn: Rc<str>,
    /// The Map state's name.
    pub state: Rc<str>,
    /// The child executions, in the order of their items.
    pub children: Vec<Execution>,
}

/// How a child execution ended.
#[derive(Clone, Debug)]
pub(crate) struct ChildResult {
    pub(crate) status: ExecutionStatus,
    pub(crate) output: Option<Value>,
    failure: ErrorCause,
    input: Value,
    arn: String,
    name: Rc<str>,
    machine_arn: String,
    started: Timestamp,
    stopped: Timestamp,
}

impl ChildResult {
    fn of(child: &Execution) -> Self {
        Self {
            status: child.status(),
            output: child.output().cloned(),
            failure: child.failure().clone(),
            input: child.history().first().map_or(Value::Null, |event| match &event.details {
                EventDetails::ExecutionStarted { input, .. } => input.clone(),
                _ => Value::Null,
            }),
            arn: child.options().execution_arn(),
            name: Rc::clone(&child.options().execution_name),
            machine_arn: child.options().state_machine_arn(),
            started: child.options().start_time,
            stopped: child.now(),
        }
    }

    /// The child's metadata as `ResultWriter` writes it with `NONE`.
    pub(crate) fn metadata(&self) -> Value {
        let included = || Value::object([("Included", Value::Bool(true))]);
        let text = |text: &Option<Rc<str>>| text.as_ref().map(|text| Value::String(Rc::clone(text)));
        let mut members = vec![
            ("Cause", text(&self.failure.cause)),
            ("Error", text(&self.failure.error)),
            ("ExecutionArn", Some(Value::from(self.arn.as_str()))),
            ("Input", Some(Value::from(to_json(&self.input)))),
            ("InputDetails", Some(included())),
            ("Name", Some(Value::String(Rc::clone(&self.name)))),
            ("Output", self.output.as_ref().map(|output| Value::from(to_json(output)))),
            ("OutputDetails", self.output.as_ref().map(|_| included())),
            ("RedriveCount", Some(Value::from(0_i64))),
        ];
        let redrive = if self.status == ExecutionStatus::Succeeded {
            ("NOT_REDRIVABLE", Some("Execution is SUCCEEDED and cannot be redriven"))
        } else {
            ("REDRIVABLE_BY_MAP_RUN", None)
        };
        members.extend([
            ("RedriveStatus", Some(Value::from(redrive.0))),
            ("RedriveStatusReason", redrive.1.map(Value::from)),
            ("StartDate", Some(Value::from(self.started.to_string()))),
            ("StateMachineArn", Some(Value::from(self.machine_arn.as_str()))),
            ("Status", Some(Value::from(self.status.as_str()))),
            ("StopDate", Some(Value::from(self.stopped.to_string()))),
        ]);
        Value::object(members.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))))
    }
}

/// What a distributed Map's fields say, evaluated.
struct Settings {
    data: MapData,
    concurrency: i64,
    tolerated_count: Option<i64>,
    tolerated_percentage: Option<f64>,
    max_items: Option<i64>,
    reader_arguments: Value,
    writer_arguments: Option<Value>,
}

impl Settings {
    fn evaluate(
        state: &ProgramState,
        map: &MapState,
        raw_input: &Value,
        evaluator: &Evaluator<'_>,
    ) -> Result<Self, Fault> {
        let data = MapData::new(&state.state, raw_input, evaluator, &mut InspectionData::default())?;
        let integer = |field: Option<&asl_model::Dynamic<i64>>, name: &str| {
            field.map(|field| fields::integer(field, name, &data, evaluator)).transpose()
        };
        let seen = &mut InspectionData::default();
        let concurrency = fields::max_concurrency(map, &data, evaluator, seen)?;
        let (tolerated_count, tolerated_percentage) =
            fields::tolerated_failures(map, &data, evaluator, seen)?;
        let reader = map.item_reader.as_ref();
        let max_items = integer(reader.and_then(|reader| reader.max_items.as_ref()), "MaxItems")?;
        let template = |template: Option<&asl_model::Template>, field: &str| {
            template.map(|template| evaluator.template(template, data.data(), field)).transpose()
        };
        let reader_arguments = template(reader.and_then(|r| r.arguments.as_ref()), "ItemReader/Arguments")?;
        let writer = map.result_writer.as_ref();
        let writer_arguments = template(writer.and_then(|w| w.arguments.as_ref()), "ResultWriter/Arguments")?;
        Ok(Self {
            concurrency,
            tolerated_count,
            tolerated_percentage,
            max_items,
            reader_arguments: reader_arguments.unwrap_or_default(),
            writer_arguments,
            data,
        })
    }
}

impl Execution {
    pub(crate) fn run_distributed_map(
        &mut self,
        mut frame: Box<Frame>,
        state: &ProgramState,
        map: &MapState,
    ) {
        // AWS writes MapStateStarted before it looks at the tolerances; the items of the state's data come first.
        let items = match self.state_data_items(&frame, state, map) {
            Ok(items) => items,
            Err(fault) => return self.fault(frame, Some(state), fault),
        };
        let length = items.as_ref().map_or(0, |items| items.len() as u32);
        frame.last_event =
            self.record(frame.entered_event, frame.last_event, EventDetails::MapStateStarted { length });
        let settings = self
            .evaluating(&frame, state, |evaluator| Settings::evaluate(state, map, &frame.input, evaluator));
        let settings = match settings {
            Ok(settings) => settings,
            Err(fault) => return self.fault(frame, Some(state), fault),
        };
        let arn = self.map_run_arn(map);
        frame.last_event = self.record(
            frame.entered_event,
            frame.last_event,
            EventDetails::MapRunStarted { map_run_arn: Rc::clone(&arn) },
        );
        match self.child_inputs(&frame, state, map, items, &settings) {
            Ok(inputs) => self.start_map_run(frame, state, arn, inputs, settings),
            Err(Fault::Error(error)) => self.map_run_failed(frame, state, error),
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }

    /// The items of a Map without `ItemReader`.
    fn state_data_items(
        &self,
        frame: &Frame,
        state: &ProgramState,
        map: &MapState,
    ) -> Result<Option<asl_json::Array>, Fault> {
        if map.item_reader.is_some() {
            return Ok(None);
        }
        self.evaluating(frame, state, |evaluator| {
            let seen = &mut InspectionData::default();
            let data = MapData::new(&state.state, &frame.input, evaluator, seen)?;
            match fields::items_value(map, &data, evaluator, seen)? {
                // Members of an object are items of a distributed Map since September 2025.
                Value::Object(members) => {
                    Ok(Some(members.iter().map(|(key, value)| fields::key_value(key, value)).collect()))
                }
                value => fields::items_array(&state.state, map, value).map(Some),
            }
        })
    }

    fn map_run_arn(&self, map: &MapState) -> Rc<str> {
        let options = &self.options;
        let label = map.label.as_ref().map_or_else(|| self.random.uuid(), |label| label.value.to_string());
        format!(
            "arn:aws:states:{}:{}:mapRun:{}/{label}:{}",
            options.region,
            options.account_id,
            options.state_machine_name,
            self.random.uuid()
        )
        .into()
    }

    /// `ItemReader`, `ItemSelector`, `ItemBatcher`: what each child execution gets.
    fn child_inputs(
        &self,
        frame: &Frame,
        state: &ProgramState,
        map: &MapState,
        items: Option<asl_json::Array>,
        settings: &Settings,
    ) -> Result<Vec<(Value, usize)>, Fault> {
        let (items, source) = match (items, &map.item_reader) {
            (Some(items), _) => (items, "STATE_DATA".to_owned()),
            (None, None) => (asl_json::Array::default(), "STATE_DATA".to_owned()),
            (None, Some(reader)) => {
                let arguments = &settings.reader_arguments;
                let items = item_reader::read_items(
                    reader,
                    arguments,
                    settings.max_items,
                    &self.options.s3,
                    self.now,
                )
                .map_err(Fault::Error)?;
                let part = |name| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
                let source = format!("S3://{}/{}", part("Bucket"), part("Key"));
                // An `ItemsPath` beside an `ItemReader` changes nothing: recorded.
                (items, source)
            }
        };
        let mut selected = Vec::with_capacity(items.len());
        for (index, value) in items.iter().enumerate() {
            selected.push(self.select_item(frame, state, map, settings, index, value, &source)?);
        }
        match &map.item_batcher {
            None => Ok(selected.into_iter().map(|item| (item, 1)).collect()),
            Some(batcher) => self.batched(frame, state, batcher, settings, selected),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "an item is selected with all of these in view")]
    fn select_item(
        &self,
        frame: &Frame,
        state: &ProgramState,
        map: &MapState,
        settings: &Settings,
        index: usize,
        value: &Value,
        source: &str,
    ) -> Result<Value, Fault> {
        let Some(selector) = &map.item_selector else { return Ok(value.clone()) };
        let item = fields::map_item(index, value, Some(source));
        let parts = ContextParts { map_item: Some(item), ..self.context_object(frame, state) };
        let context = ContextObject::new(parts);
        let evaluator = self.evaluator(frame, &context);
        let data = MapData::for_selector(&state.state, &frame.input, &settings.data.effective, &evaluator);
        evaluator.template(selector, data.data(), "ItemSelector")
    }

    fn batched(
        &self,
        frame: &Frame,
        state: &ProgramState,
        batcher: &ItemBatcher,
        settings: &Settings,
        items: Vec<Value>,
    ) -> Result<Vec<(Value, usize)>, Fault> {
        self.evaluating(frame, state, |evaluator| {
            let (limits, input) = fields::batching(batcher, &settings.data, evaluator)?;
            Ok(batches(items, limits, input.as_ref()))
        })
    }

    fn start_map_run(
        &mut self,
        mut frame: Box<Frame>,
        state: &ProgramState,
        arn: Rc<str>,
        inputs: Vec<(Value, usize)>,
        settings: Settings,
    ) {
        let concurrency = usize::try_from(settings.concurrency).ok().filter(|limit| *limit > 0);
        let run = MapRun {
            arn,
            total_items: inputs.iter().map(|(_, count)| count).sum(),
            inputs,
            data: settings.data.effective,
            next: 0,
            limit: concurrency.unwrap_or(MAX_DISTRIBUTED_CONCURRENCY).min(MAX_DISTRIBUTED_CONCURRENCY),
            children: BTreeMap::new(),
            finished: BTreeMap::new(),
            active: VecDeque::new(),
            waiting: BTreeSet::new(),
            routes: BTreeMap::new(),
            failed_items: 0,
            tolerated_count: settings.tolerated_count,
            tolerated_percentage: settings.tolerated_percentage,
            writer_arguments: settings.writer_arguments,
        };
        frame.phase = Phase::MapRun(Box::new(run));
        self.advance_map_run(frame, state);
    }

    /// Gives a child execution its turn; ends the Map Run when none is left.
    pub(crate) fn advance_map_run(&mut self, mut frame: Box<Frame>, state: &ProgramState) {
        let Phase::MapRun(mut run) = std::mem::replace(&mut frame.phase, Phase::Attempt) else { return };
        while run.next < run.inputs.len() && run.children.len() < run.limit {
            self.start_child(&mut run, state);
        }
        while let Some((at, child)) = run.waiting.first().copied()
            && at <= self.now
        {
            run.waiting.remove(&(at, child));
            run.active.push_back(child);
        }
        if let Some(index) = run.active.pop_front() {
            self.run_child(&mut run, index, frame.id);
        }
        if run.exceeds_tolerance() {
            self.keep_map_run(*run, state);
            return self.map_run_failed(frame, state, fields::threshold_exceeded());
        }
        if run.children.is_empty() && run.next >= run.inputs.len() {
            return self.map_run_succeeded(frame, state, *run);
        }
        let has_turns =
            !run.active.is_empty() || (run.next < run.inputs.len() && run.children.len() < run.limit);
        if has_turns {
            frame.phase = Phase::MapRun(run);
            return self.make_ready(frame);
        }
        if let Some((at, _)) = run.waiting.first().copied() {
            frame.epoch += 1;
            self.timers.set(at, TimerKind::MapRun, frame.id, frame.epoch);
        }
        frame.phase = Phase::MapRun(run);
        self.frames.put(frame);
    }

    fn start_child(&self, run: &mut MapRun, state: &ProgramState) {
        let index = run.next;
        run.next += 1;
        let Some((input, _)) = run.inputs.get(index).cloned() else { return };
        let execution_type = match &state.state.kind {
            asl_model::StateKind::Map(map) => map.item_processor.execution_type,
            _ => asl_model::ExecutionType::Standard,
        };
        let label =
            run.arn.split_once('/').and_then(|(_, rest)| rest.split_once(':')).map_or("", |(label, _)| label);
        let options = ExecutionOptions {
            execution_type,
            state_machine_name: format!("{}/{label}", self.options.state_machine_name).into(),
            execution_name: self.random.uuid().into(),
            start_time: self.now,
            seed: self.random.next_u64(),
            ..(*self.options).clone()
        };
        let workflow = state.workflows.first().copied().unwrap_or(u32::MAX);
        let child = Self::start_workflow(Rc::clone(&self.program), workflow, input, options);
        run.children.insert(index, child);
        run.active.push_back(index);
    }

    fn run_child(&mut self, run: &mut MapRun, index: usize, frame: crate::frame::FrameId) {
        let Some(child) = run.children.get_mut(&index) else { return };
        child.advance_to(self.now);
        let status = child.run(CHILD_BUDGET);
        for mut request in child.take_requests() {
            let id = self.next_task_id();
            run.routes.insert(id, (index, request.id));
            self.tasks.insert(id, frame);
            request.id = id;
            request.map_index = Some(index as u32);
            self.requests.push(request);
        }
        match status {
            RunStatus::Progressed => run.active.push_back(index),
            RunStatus::WaitingUntil(_) | RunStatus::WaitingForTasks => {
                run.waiting.retain(|(_, child)| *child != index);
                run.waiting.extend(child.next_timer().map(|at| (at, index)));
            }
            RunStatus::Finished => {
                run.waiting.retain(|(_, child)| *child != index);
                if child.status() != ExecutionStatus::Succeeded {
                    run.failed_items += run.inputs.get(index).map_or(1, |(_, count)| *count);
                }
                let gone: Vec<TaskId> =
                    run.routes.iter().filter(|(_, (child, _))| *child == index).map(|(id, _)| *id).collect();
                for id in gone {
                    run.routes.remove(&id);
                    self.tasks.remove(&id);
                }
                run.finished.extend(run.children.remove(&index).map(|child| (index, child)));
            }
        }
    }

    /// An answer to a call of a child execution.
    pub(crate) fn map_run_answered(&mut self, mut frame: Box<Frame>, id: TaskId, answer: TaskAnswer) {
        if let Phase::MapRun(run) = &mut frame.phase
            && let Some((index, own)) = run.routes.get(&id).copied()
            && let Some(child) = run.children.get_mut(&index)
        {
            child.advance_to(self.now);
            if matches!(answer, TaskAnswer::Succeeded(_) | TaskAnswer::Failed(_)) {
                run.routes.remove(&id);
                self.tasks.remove(&id);
            }
            // A child that has just timed out has no such call any more; its own history says so.
            let _ = child.answer(own, answer);
            run.active.push_back(index);
        }
        self.make_ready(frame);
    }

    fn map_run_succeeded(&mut self, mut frame: Box<Frame>, state: &ProgramState, run: MapRun) {
        let asl_model::StateKind::Map(map) = &state.state.kind else { return };
        let results: Vec<ChildResult> = run.finished.values().map(ChildResult::of).collect();
        let result = match (&map.result_writer, &run.writer_arguments) {
            (Some(writer), Some(arguments)) if writer.resource.is_some() => {
                let uuid = self.random.uuid();
                result_writer::exported(&results, writer, arguments, &run.arn, &uuid, &self.options.s3)
            }
            (writer, _) => result_writer::collected(&results, writer.as_ref()),
        };
        let succeeded = self.record(frame.entered_event, frame.last_event, EventDetails::MapRunSucceeded);
        let details = EventDetails::MapStateSucceeded { result: result.clone() };
        self.record(frame.entered_event, succeeded, details);
        let data = run.data.clone();
        self.keep_map_run(run, state);
        frame.phase = Phase::Attempt;
        self.leave(frame, state, &data, Some(&result));
    }

    fn map_run_failed(&mut self, mut frame: Box<Frame>, state: &ProgramState, error: StateError) {
        frame.last_event = self.record(
            frame.entered_event,
            frame.last_event,
            EventDetails::MapRunFailed(error.failure.clone()),
        );
        frame.phase = Phase::Attempt;
        self.state_failed(frame, Some(state), error);
    }

    pub(crate) fn abort_map_run(&mut self, mut run: MapRun, visit: u32, previous: u32, state: &ProgramState) {
        for child in run.children.values_mut() {
            child.stop(ErrorCause::default());
        }
        self.record(visit, previous, EventDetails::MapRunAborted);
        self.keep_map_run(run, state);
    }

    fn keep_map_run(&mut self, mut run: MapRun, state: &ProgramState) {
        for id in run.routes.keys() {
            self.tasks.remove(id);
        }
        for child in run.children.values_mut() {
            child.stop(ErrorCause::default());
        }
        run.finished.append(&mut run.children);
        let children = run.finished.into_values().collect();
        self.map_runs.push(MapRunRecord { arn: run.arn, state: Rc::clone(&state.state.name), children });
    }
}

impl MapRun {
    /// More failed than the tolerances allow; without tolerances, any failure is too many.
    fn exceeds_tolerance(&self) -> bool {
        if self.failed_items == 0 {
            return false;
        }
        let none_given = self.tolerated_count.is_none() && self.tolerated_percentage.is_none();
        none_given
            || fields::exceeds(
                self.failed_items,
                self.total_items,
                self.tolerated_count,
                self.tolerated_percentage,
            )
    }
}

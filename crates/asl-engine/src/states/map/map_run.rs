//! `Map`, distributed: a Map Run whose child executions have histories of their own.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | MapStateEntered, MapStateStarted, MapRunStarted | MapRun |
//! | MapRun | a child execution goes on | – (its own history) | MapRun |
//! | MapRun | all have ended, few enough failed | MapRunSucceeded, MapStateSucceeded, MapStateExited | `Next` |
//! | MapRun | too many failed, or the items cannot be read | MapRunFailed, MapStateFailed unless retried | Retry, Catch |

use std::collections::VecDeque;
use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::{SortedMap, SortedSet};
use asl_model::{ItemBatcher, MapState};

use super::child_result::ChildResult;
use super::fields::{self, MapData};
use super::item_batcher::batches;
use super::items::{Items, STATE_DATA};
use super::settings::Settings;
use super::{item_reader, result_writer};
use crate::context_object::{ContextObject, ContextParts};
use crate::execution::Execution;
use crate::fault::{Fault, StateError};
use crate::frame::{Frame, FrameId, Held, MapItem, Phase};
use crate::inspection::Seen;
use crate::program::ProgramState;
use crate::timers::TimerKind;
use crate::{
    ErrorCause, EventDetails, ExecutionOptions, ExecutionStatus, RunStatus, TaskAnswer, TaskId, TaskRequest,
    Timestamp,
};

/// Child executions that a distributed Map runs at once when `MaxConcurrency` does not say otherwise.
const MAX_DISTRIBUTED_CONCURRENCY: usize = 10_000;

/// Transitions that a child execution carries out before the next one has its turn.
const CHILD_BUDGET: u32 = 64;

/// The child executions of a distributed Map under way. They live in the record of the Map Run.
#[derive(Debug)]
pub(crate) struct MapRun {
    /// Which of the execution's Map Runs this is.
    record: usize,
    data: Value,
    /// Input of each child and how many items it holds.
    inputs: Vec<(Value, usize)>,
    /// Children that have been started; they have their places in the record in this order.
    started: usize,
    /// Children that have not ended.
    running: SortedSet<usize>,
    limit: usize,
    active: VecDeque<usize>,
    waiting: SortedSet<(Timestamp, usize)>,
    /// From the parent's name of a call to the child and its own name of it.
    routes: SortedMap<TaskId, (usize, TaskId)>,
    failed_items: usize,
    total_items: usize,
    tolerated_count: Option<i64>,
    tolerated_percentage: Option<f64>,
    /// Evaluated `Parameters` or `Arguments` of the `ResultWriter`.
    writer_arguments: Option<Value>,
}

/// A Map Run with its child executions.
#[derive(Debug)]
pub struct MapRunRecord {
    /// The Map Run's ARN.
    pub arn: Rc<str>,
    /// The Map state's name.
    pub state: Rc<str>,
    /// The visit's `…StateEntered` event.
    pub entered_event_id: u32,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// How many children it will have in the end.
    pub total_children: usize,
    /// The child executions that have been started, in the order of their items.
    pub children: Vec<Execution>,
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
        let length = items.as_ref().map_or(0, |items| items.list.len() as u32);
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
    ) -> Result<Option<Items>, Fault> {
        if map.item_reader.is_some() {
            return Ok(None);
        }
        self.evaluating(frame, state, |evaluator| {
            let seen = &mut Seen::nowhere();
            let data = MapData::new(&state.state, &frame.input, evaluator, seen)?;
            match fields::items_value(map, &data, evaluator, seen)? {
                // Members of an object are items of a distributed Map since September 2025.
                Value::Object(members) => Ok(Some(Items::of_members(STATE_DATA, &members))),
                value => {
                    let list = fields::items_array(&state.state, map, value)?;
                    Ok(Some(Items::at(STATE_DATA, list)))
                }
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
        items: Option<Items>,
        settings: &Settings,
    ) -> Result<Vec<(Value, usize)>, Fault> {
        let items = match (items, &map.item_reader) {
            (Some(items), _) => items,
            (None, None) => Items::default(),
            (None, Some(reader)) => {
                // An `ItemsPath` beside an `ItemReader` changes nothing: recorded.
                let arguments = &settings.reader_arguments;
                item_reader::read_items(reader, arguments, settings.max_items, &self.options.s3, self.now)
                    .map_err(Fault::Error)?
            }
        };
        let mut selected = Vec::with_capacity(items.list.len());
        for index in 0..items.list.len() {
            selected.push(self.select_item(frame, state, map, settings, index, &items)?);
        }
        match &map.item_batcher {
            None => Ok(selected.into_iter().map(|item| (item, 1)).collect()),
            Some(batcher) => self.batched(frame, state, batcher, settings, selected),
        }
    }

    fn select_item(
        &self,
        frame: &Frame,
        state: &ProgramState,
        map: &MapState,
        settings: &Settings,
        index: usize,
        items: &Items,
    ) -> Result<Value, Fault> {
        let value = items.list.get(index).cloned().unwrap_or_default();
        let Some(selector) = &map.item_selector else { return Ok(value) };
        let item = MapItem::new(index as u32, value, items.origin(index));
        let parts = ContextParts { map_item: Some(&item), ..self.context_object(frame, state) };
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
        let record = self.map_runs.len();
        self.map_runs.push(MapRunRecord {
            arn,
            state: Rc::clone(&state.state.name),
            entered_event_id: frame.entered_event,
            redrive_count: 0,
            total_children: inputs.len(),
            children: Vec::new(),
        });
        let run = MapRun {
            record,
            total_items: inputs.iter().map(|(_, count)| count).sum(),
            inputs,
            data: settings.data.effective,
            started: 0,
            running: SortedSet::new(),
            limit: concurrency.unwrap_or(MAX_DISTRIBUTED_CONCURRENCY).min(MAX_DISTRIBUTED_CONCURRENCY),
            active: VecDeque::new(),
            waiting: SortedSet::new(),
            routes: SortedMap::new(),
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
        while run.started < run.inputs.len() && run.running.len() < run.limit && !self.has_too_many_events() {
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
        let failed = if self.has_too_many_events() {
            let fault = Fault::too_many_events(self.events_written());
            Some(fault.into_error(&state.state.name, Some(frame.entered_event)))
        } else {
            run.exceeds_tolerance().then(fields::threshold_exceeded)
        };
        if let Some(failed) = failed {
            self.stop_map_run(&mut run);
            frame.phase = Phase::MapRun(run);
            return self.map_run_failed(frame, state, failed);
        }
        if run.running.is_empty() && run.started >= run.inputs.len() {
            return self.map_run_succeeded(frame, state, &run);
        }
        let has_turns =
            !run.active.is_empty() || (run.started < run.inputs.len() && run.running.len() < run.limit);
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

    fn child_execution(&mut self, run: &MapRun, index: usize) -> Option<&mut Self> {
        self.map_runs.get_mut(run.record)?.children.get_mut(index)
    }

    fn start_child(&mut self, run: &mut MapRun, state: &ProgramState) {
        let index = run.started;
        run.started += 1;
        let Some((input, _)) = run.inputs.get(index).cloned() else { return };
        let child = self.new_child(run, state, input);
        self.spend_on_start();
        if let Some(record) = self.map_runs.get_mut(run.record) {
            record.children.push(child);
            run.running.insert(index);
            run.active.push_back(index);
        }
    }

    fn new_child(&self, run: &MapRun, state: &ProgramState, input: Value) -> Self {
        let execution_type = match &state.state.kind {
            asl_model::StateKind::Map(map) => map.item_processor.execution_type,
            _ => asl_model::ExecutionType::Standard,
        };
        let arn = self.map_runs.get(run.record).map(|record| &record.arn);
        let label = arn.and_then(|arn| arn.split_once('/')).and_then(|(_, rest)| rest.split_once(':'));
        let label = label.map_or("", |(label, _)| label);
        let options = ExecutionOptions {
            execution_type,
            state_machine_name: format!("{}/{label}", self.options.state_machine_name).into(),
            execution_name: self.random.uuid().into(),
            start_time: self.now,
            seed: self.random.next_u64(),
            ..(*self.options).clone()
        };
        let workflow = state.workflows.first().copied().unwrap_or(u32::MAX);
        Self::start_workflow(Rc::clone(&self.program), workflow, input, options)
    }

    fn run_child(&mut self, run: &mut MapRun, index: usize, frame: FrameId) {
        let now = self.now;
        if !run.running.contains(&index) {
            return;
        }
        let lent = self.lend();
        let Some(child) = self.child_execution(run, index) else { return };
        let (status, spent) = child.spend(lent, |child| {
            child.advance_to(now);
            child.run(CHILD_BUDGET)
        });
        let next_timer = child.next_timer();
        let has_failed = !matches!(child.status(), ExecutionStatus::Running | ExecutionStatus::Succeeded);
        let requests: Vec<TaskRequest> = std::iter::from_fn(|| child.take_request()).collect();
        self.settle(spent);
        for mut request in requests {
            let id = self.next_task_id();
            run.routes.insert(id, (index, request.id));
            self.tasks.insert(id, frame);
            request.id = id;
            request.map_index = Some(index as u32);
            self.requests.push_back(request);
        }
        if status == RunStatus::Progressed {
            return run.active.push_back(index);
        }
        run.waiting.retain(|(_, child)| *child != index);
        if status != RunStatus::Finished {
            return run.waiting.extend(next_timer.map(|at| (at, index)));
        }
        run.running.remove(&index);
        if has_failed {
            run.failed_items += run.inputs.get(index).map_or(1, |(_, count)| *count);
        }
        let gone: Vec<TaskId> =
            run.routes.iter().filter(|(_, (child, _))| *child == index).map(|(id, _)| *id).collect();
        for id in gone {
            run.routes.remove(&id);
            self.tasks.remove(&id);
        }
    }

    /// An answer to a call of a child execution.
    pub(crate) fn map_run_answered(&mut self, mut frame: Box<Frame>, id: TaskId, answer: TaskAnswer) {
        let now = self.now;
        if let Phase::MapRun(run) = &mut frame.phase
            && let Some((index, own)) = run.routes.get(&id).copied()
            && let Some(child) = self.child_execution(run, index)
        {
            child.advance_to(now);
            let ends = matches!(answer, TaskAnswer::Succeeded(_) | TaskAnswer::Failed(_));
            // A child that has just timed out has no such call any more; its own history says so.
            let _ = child.answer(own, answer);
            if ends {
                run.routes.remove(&id);
                self.tasks.remove(&id);
            }
            run.active.push_back(index);
        }
        self.make_ready(frame);
    }

    fn map_run_succeeded(&mut self, mut frame: Box<Frame>, state: &ProgramState, run: &MapRun) {
        let asl_model::StateKind::Map(map) = &state.state.kind else { return };
        let Some(record) = self.map_runs.get(run.record) else { return };
        let results: Vec<ChildResult> = record.children.iter().map(ChildResult::of).collect();
        let result = match (&map.result_writer, &run.writer_arguments) {
            (Some(writer), Some(arguments)) if writer.resource.is_some() => {
                let uuid = self.random.uuid();
                result_writer::exported(&results, writer, arguments, &record.arn, &uuid, &self.options.s3)
            }
            (writer, _) => result_writer::collected(&results, writer.as_ref()),
        };
        let succeeded = self.record(frame.entered_event, frame.last_event, EventDetails::MapRunSucceeded);
        let details = EventDetails::MapStateSucceeded { result: result.clone() };
        self.record(frame.entered_event, succeeded, details);
        frame.phase = Phase::Attempt;
        self.leave(frame, state, &run.data, Some(&result));
    }

    /// The Map Run has failed; `frame` keeps it for a redrive.
    fn map_run_failed(&mut self, mut frame: Box<Frame>, state: &ProgramState, error: StateError) {
        frame.last_event = self.record(
            frame.entered_event,
            frame.last_event,
            EventDetails::MapRunFailed(error.failure.clone()),
        );
        if let run @ Phase::MapRun(_) = std::mem::replace(&mut frame.phase, Phase::Attempt) {
            frame.held = Some(Box::new(Held { phase: run, frames: Vec::new() }));
        }
        self.state_failed(frame, Some(state), error);
    }

    pub(crate) fn abort_map_run(&mut self, run: &mut MapRun, visit: u32, previous: u32) {
        self.stop_map_run(run);
        self.record(visit, previous, EventDetails::MapRunAborted);
    }

    /// Stops the children that still run.
    pub(crate) fn stop_map_run(&mut self, run: &mut MapRun) {
        for id in std::mem::take(&mut run.routes).keys() {
            self.tasks.remove(id);
        }
        for child in self.map_runs.get_mut(run.record).iter_mut().flat_map(|record| &mut record.children) {
            child.stop(ErrorCause::default());
        }
    }

    /// Redrives the children of a Map Run that have not succeeded: Standard ones from where they failed, Express ones
    /// from their start.
    pub(crate) fn redrive_map_run(&mut self, frame: &mut Frame, run: &mut MapRun, state: &ProgramState) {
        run.active.clear();
        run.waiting.clear();
        run.running.clear();
        run.failed_items = 0;
        let now = self.now;
        let Some(record) = self.map_runs.get_mut(run.record) else { return };
        record.redrive_count += 1;
        let (map_run_arn, redrive_count) = (Rc::clone(&record.arn), record.redrive_count);
        let mut children = std::mem::take(&mut record.children);
        for (index, child) in children.iter_mut().enumerate() {
            if child.status() == ExecutionStatus::Succeeded {
                continue;
            }
            child.set_now(now);
            if child.redrive().is_err()
                && let Some((input, _)) = run.inputs.get(index)
            {
                *child = self.new_child(run, state, input.clone());
            }
            run.running.insert(index);
            run.active.push_back(index);
        }
        if let Some(record) = self.map_runs.get_mut(run.record) {
            record.children = children;
        }
        let details = EventDetails::MapRunRedriven { map_run_arn, redrive_count };
        frame.last_event = self.record(frame.entered_event, frame.last_event, details);
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

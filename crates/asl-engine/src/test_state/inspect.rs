//! The data flow of a visit that has taken place, for the inspector: taken from the history, filled in by going through
//! the state's stages once more.
//!
//! Where the history says what a stage gave (a call's parameters, the result, the output) the history is believed, so
//! that random numbers and tokens are those of the run.

use std::rc::Rc;

use asl_json::{Map, Value};

use super::visit::{Course, Visit, Work};
use crate::context_object::{ContextObject, ContextParts};
use crate::evaluate::Evaluator;
use crate::fault::StateError;
use crate::frame::MapItem;
use crate::{
    ErrorCause, EventDetails, Execution, HistoryEvent, InspectionData, Program, Random, Stage, StateType,
    VariableScope,
};

/// Items of a Map that the inspector puts through `ItemSelector` and `ItemBatcher`; a long list shows its beginning.
const MAX_ITEMS: usize = 1_000;

/// The data flow of one visit of a state.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The state's name.
    pub state: Rc<str>,
    /// The visit's `…StateEntered` event.
    pub entered_event_id: u32,
    /// The data after each stage that was reached.
    pub data: InspectionData,
    /// The stage that failed, and how.
    pub failed: Option<(Stage, ErrorCause)>,
    /// All variables that can be read after the state, or before it while it has not been left.
    pub variables: Map,
    /// The state that it was left for.
    pub next: Option<Rc<str>>,
}

/// What is to be otherwise than it was.
#[derive(Debug)]
pub struct WhatIf {
    /// The definition with the state as it would be.
    pub program: Program,
    /// Another input of the state.
    pub input: Option<Value>,
    /// Another result of the state's work.
    pub result: Option<Value>,
}

/// The data flow of the visit that began with the event `entered_event_id`, as it stood at the event `at_event_id`.
///
/// None if there is no such `…StateEntered` event.
pub fn inspect_visit(execution: &Execution, entered_event_id: u32, at_event_id: u32) -> Option<Inspection> {
    look(execution, entered_event_id, at_event_id, None)
}

/// The data flow that the visit would have had: the same variables and context object, and the same input and result of
/// its work where they are not given.
///
/// None if there is no such `…StateEntered` event, or no such state any more.
pub fn inspect_what_if(
    execution: &Execution,
    entered_event_id: u32,
    at_event_id: u32,
    what_if: &WhatIf,
) -> Option<Inspection> {
    look(execution, entered_event_id, at_event_id, Some(what_if))
}

fn look(
    execution: &Execution,
    entered_event_id: u32,
    at_event_id: u32,
    what_if: Option<&WhatIf>,
) -> Option<Inspection> {
    let history = History { events: execution.history(), at: at_event_id.max(entered_event_id) };
    let entered = history.event(entered_event_id)?;
    let EventDetails::StateEntered { state_type, name, input } = &entered.details else { return None };
    let program = what_if.map_or(&*execution.program, |what_if| &what_if.program);
    let state = program.state_called(name)?;
    let input = what_if.and_then(|what_if| what_if.input.as_ref()).unwrap_or(input);
    let surroundings = history.surroundings(entered);
    let attempts = history.attempts(entered_event_id);
    let context = ContextObject::new(ContextParts {
        execution,
        state_name: name,
        state_type: state.state_type.or(Some(*state_type)),
        entered_time: entered.timestamp,
        retry_count: attempts.saturating_sub(1),
        // The history does not hold the token but where it was passed on, and there it is believed.
        task_token: (*state_type == StateType::Task).then(|| "(task token)".into()),
        map_item: surroundings.map_item.as_ref(),
    });
    let scope = VariableScope::default();
    scope.assign(&surroundings.variables.clone().into());
    let random = Rc::new(Random::new(execution.options().seed));
    let mut visit = Visit {
        state,
        input,
        evaluator: Evaluator {
            context: &context,
            variables: &scope,
            random: &random,
            now: entered.timestamp,
        },
        s3: &execution.options().s3,
        item_reader_data: None,
        failed_iterations: None,
        max_items: MAX_ITEMS,
        seen: InspectionData::default(),
        iterations: 0,
    };
    let work = match what_if.and_then(|what_if| what_if.result.clone()) {
        Some(result) => Work::Result(result),
        None => history.work(execution, entered_event_id),
    };
    let course = visit.run(work, Some(entered_event_id));
    let (mut failed, mut next) = (None, None);
    match course {
        Ok(Course::Pending) => {}
        Ok(Course::Left(_, target)) => next = target,
        Err(stopped) => {
            let last_stage = visit.seen.stage.unwrap_or(Stage::Work);
            failed = Some((last_stage, stopped.error.failure.clone()));
            next = recover(&mut visit, &stopped.error, attempts);
        }
    }
    let mut data = visit.seen;
    // What the history says holds for what was, not for what would be.
    if what_if.is_none() && !history.believe(entered_event_id, &mut data) {
        next = None;
    }
    let mut variables = surroundings.variables;
    if let Some(assigned) = &data.assigned {
        variables.extend(assigned.iter().map(|(name, value)| (Rc::clone(name), value.clone())));
    }
    data.variables = Some(variables.clone());
    Some(Inspection { state: Rc::clone(name), entered_event_id, data, failed, variables, next })
}

/// What Retry and Catch make of an error; gives the state that a catcher leads to.
fn recover(visit: &mut Visit<'_>, error: &StateError, attempts: u32) -> Option<Rc<str>> {
    let used = u64::from(attempts.saturating_sub(1));
    let stage = visit.seen.stage;
    if let Some((index, delay_ms)) = visit.retry(error, used) {
        visit.details().retry_index = Some(index);
        visit.details().retry_backoff_interval_seconds = delay_ms.map(|ms| ms as f64 / 1000.0);
        if delay_ms.is_some() {
            return None;
        }
    }
    let (index, _, next) = visit.catch(error)?;
    visit.details().catch_index = Some(index);
    visit.seen.stage = stage;
    next
}

/// A history up to an event.
struct History<'a> {
    events: &'a [HistoryEvent],
    at: u32,
}

/// What a state finds when it is entered.
struct Surroundings {
    variables: Map,
    /// `Map.Item` of the innermost iteration.
    map_item: Option<MapItem>,
}

impl<'a> History<'a> {
    fn event(&self, id: u32) -> Option<&'a HistoryEvent> {
        self.events.get((id as usize).checked_sub(1)?)
    }

    /// The events of a visit, in order.
    fn visit(&self, entered: u32) -> impl Iterator<Item = &'a HistoryEvent> + use<'a> {
        let at = self.at;
        let from = (entered as usize).saturating_sub(1);
        let events = self.events.get(from..).unwrap_or_default();
        events.iter().take_while(move |event| event.id <= at).filter(move |event| event.visit == entered)
    }

    /// Follows the events back to the start: variables that were set on the way, and the iteration that it leads out
    /// of. What branches and iterations that have ended set is not seen: a state that was left leads to its entry.
    fn surroundings(&self, entered: &HistoryEvent) -> Surroundings {
        let mut found = Surroundings { variables: Map::default(), map_item: None };
        let before_visit =
            |event: &HistoryEvent| self.event(event.visit).map_or(0, |entered| entered.previous_event_id);
        let mut at = self.event(entered.previous_event_id);
        while let Some(event) = at {
            let back = match &event.details {
                EventDetails::StateExited { assigned, .. } => {
                    for (name, value) in assigned.iter().flat_map(|assigned| assigned.iter()) {
                        if !found.variables.contains_key(name) {
                            found.variables.insert(Rc::clone(name), value.clone());
                        }
                    }
                    before_visit(event)
                }
                EventDetails::MapIterationStarted { item, iteration } => {
                    let index = iteration.index;
                    found.map_item.get_or_insert_with(|| MapItem::new(index, item.clone(), None));
                    before_visit(event)
                }
                EventDetails::ParallelStateStarted | EventDetails::MapStateStarted { .. } => {
                    before_visit(event)
                }
                _ => event.previous_event_id,
            };
            // Only ever back, so that it ends.
            at = if back < event.id { self.event(back) } else { None };
        }
        found
    }

    /// How often the state's work was begun.
    fn attempts(&self, entered: u32) -> u32 {
        self.visit(entered).filter(|event| begins_work(&event.details)).count() as u32
    }

    /// How the state's own work ended.
    fn work(&self, execution: &Execution, entered: u32) -> Work<'static> {
        let mut work = Work::Pending;
        for event in self.visit(entered) {
            match &event.details {
                EventDetails::TaskSucceeded(_, result)
                | EventDetails::LambdaFunctionSucceeded(result)
                | EventDetails::ActivitySucceeded(result)
                | EventDetails::ParallelStateSucceeded { result }
                | EventDetails::MapStateSucceeded { result } => work = Work::Result(result.clone()),
                EventDetails::ParallelStateFailed | EventDetails::MapStateFailed => {
                    if !matches!(work, Work::Error(_)) {
                        let failure = self.failure_at(execution, event.previous_event_id);
                        work = Work::Error(StateError::reported(failure));
                    }
                }
                // A Wait state is over when it is left.
                EventDetails::StateExited { state_type: StateType::Wait, .. } => {
                    work = Work::Result(Value::Null);
                }
                EventDetails::EvaluationFailed { .. } => {}
                details if begins_work(details) => work = Work::Pending,
                details => {
                    if let Some(failure) = details.failure() {
                        work = Work::Error(StateError::reported(failure.clone()));
                    }
                }
            }
        }
        work
    }

    /// The error of the branch or iteration whose last event this is.
    fn failure_at(&self, execution: &Execution, id: u32) -> ErrorCause {
        let Some(event) = self.event(id) else { return ErrorCause::default() };
        if let Some(failure) = event.details.failure() {
            return failure.clone();
        }
        match &event.details {
            EventDetails::StateEntered { state_type: StateType::Fail, .. } => {
                let inspection = inspect_visit(execution, id, id);
                inspection.and_then(|found| found.failed).map(|(_, failure)| failure).unwrap_or_default()
            }
            _ => ErrorCause::default(),
        }
    }

    /// Takes over what the events of the visit say. False if the state has not been left.
    fn believe(&self, entered: u32, data: &mut InspectionData) -> bool {
        let mut exited = false;
        for event in self.visit(entered) {
            match &event.details {
                EventDetails::TaskScheduled(scheduled)
                | EventDetails::LambdaFunctionScheduled(scheduled)
                | EventDetails::ActivityScheduled(scheduled) => {
                    let shown = [&mut data.after_parameters, &mut data.after_arguments];
                    for shown in shown.into_iter().flatten() {
                        *shown = scheduled.parameters.clone();
                    }
                }
                EventDetails::StateExited { output, assigned, .. } => {
                    exited = true;
                    data.output = Some(output.clone());
                    data.assigned.clone_from(assigned);
                }
                _ => {}
            }
        }
        if !exited {
            data.output = None;
            data.assigned = None;
        }
        exited
    }
}

const fn begins_work(details: &EventDetails) -> bool {
    matches!(
        details,
        EventDetails::TaskScheduled(_)
            | EventDetails::LambdaFunctionScheduled(_)
            | EventDetails::ActivityScheduled(_)
            | EventDetails::ParallelStateStarted
            | EventDetails::MapStateStarted { .. }
    )
}

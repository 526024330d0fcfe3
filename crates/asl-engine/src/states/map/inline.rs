//! `Map`, inline.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | MapStateEntered, MapStateStarted, MapIterationStarted … | Iterations |
//! | Iterations | an iteration ends | MapIterationSucceeded, MapIterationStarted of the next | Iterations |
//! | Iterations | the last one ends | MapIterationSucceeded, MapStateSucceeded, MapStateExited | `Next` |
//! | Iterations | an iteration fails | MapIterationFailed, …Aborted of the others, MapStateFailed unless retried | Retry, Catch |

use std::rc::Rc;

use asl_json::sorted::SortedMap;
use asl_json::{Array, Value};
use asl_model::{MapState, StateKind};

use super::fields::{self, MapData};
use crate::context_object::{ContextObject, ContextParts};
use crate::execution::Execution;
use crate::fault::Fault;
use crate::frame::{Frame, FrameId, MapItem, Phase};
use crate::inspection::Seen;
use crate::program::{ProgramState, Target};
use crate::{EventDetails, Iteration};

/// Iterations that an inline Map runs at once when `MaxConcurrency` does not say otherwise.
///
/// Source: Developer Guide, "Using Map state in Inline mode".
const MAX_INLINE_CONCURRENCY: usize = 40;

/// The iterations of an inline Map under way.
#[derive(Debug)]
pub(crate) struct Iterations {
    items: Array,
    /// The Map's effective input: what `ItemSelector` works on.
    data: Value,
    next: usize,
    /// The iterations that run, by index.
    pub(crate) running: SortedMap<u32, FrameId>,
    results: Vec<Value>,
    limit: usize,
}

impl Execution {
    pub(crate) fn run_inline_map(&mut self, mut frame: Box<Frame>, state: &ProgramState, map: &MapState) {
        let started = self.evaluating(&frame, state, |evaluator| {
            let seen = &mut Seen::nowhere();
            let data = MapData::new(&state.state, &frame.input, evaluator, seen)?;
            let value = fields::items_value(map, &data, evaluator, seen)?;
            let items = fields::items_array(&state.state, map, value)?;
            let concurrency = fields::max_concurrency(map, &data, evaluator, seen)?;
            if concurrency < 0 {
                return Err(Fault::Runtime("MaxConcurrency cannot be negative.".into()));
            }
            Ok((data.effective, items, concurrency))
        });
        let (data, items, concurrency) = match started {
            Ok(started) => started,
            Err(fault) => return self.fault(frame, Some(state), fault),
        };
        let length = items.len();
        frame.last_event = self.record(
            frame.entered_event,
            frame.last_event,
            EventDetails::MapStateStarted { length: length as u32 },
        );
        let limit =
            usize::try_from(concurrency).ok().filter(|limit| *limit > 0).unwrap_or(MAX_INLINE_CONCURRENCY);
        let iterations = Iterations {
            results: vec![Value::Null; length],
            items,
            data,
            next: 0,
            running: SortedMap::new(),
            limit: limit.min(MAX_INLINE_CONCURRENCY),
        };
        frame.phase = Phase::Iterations(Box::new(iterations));
        let started_event = frame.last_event;
        self.go_on_with_iterations(frame, state, started_event, started_event);
    }

    /// Starts iterations up to the limit, or ends the Map when none is left.
    ///
    /// The next `MapIterationStarted` points at `previous`, the Map's own end at `ended`.
    fn go_on_with_iterations(
        &mut self,
        mut frame: Box<Frame>,
        state: &ProgramState,
        previous: u32,
        ended: u32,
    ) {
        while let Phase::Iterations(iterations) = &mut frame.phase {
            if iterations.next >= iterations.items.len() || iterations.running.len() >= iterations.limit {
                break;
            }
            let index = iterations.next;
            iterations.next += 1;
            if let Err(fault) = self.start_iteration(&mut frame, state, index as u32, previous) {
                return self.iteration_not_started(frame, state, fault);
            }
        }
        let is_over =
            matches!(&frame.phase, Phase::Iterations(i) if i.running.is_empty() && i.next >= i.items.len());
        if !is_over {
            return self.frames.put(frame);
        }
        if let Phase::Iterations(iterations) = std::mem::replace(&mut frame.phase, Phase::Attempt) {
            frame.last_event = ended;
            let result = Value::array(iterations.results);
            let details = EventDetails::MapStateSucceeded { result: result.clone() };
            self.record(frame.entered_event, frame.last_event, details);
            self.leave(frame, state, &iterations.data, Some(&result));
        }
    }

    fn start_iteration(
        &mut self,
        frame: &mut Frame,
        state: &ProgramState,
        index: u32,
        previous: u32,
    ) -> Result<(), Fault> {
        let (StateKind::Map(map), Phase::Iterations(iterations)) = (&state.state.kind, &frame.phase) else {
            return Ok(());
        };
        let value = iterations.items.get(index as usize).cloned().unwrap_or_default();
        let item = MapItem::new(index, value.clone(), None);
        let input = match &map.item_selector {
            None => value,
            Some(selector) => {
                let parts = ContextParts { map_item: Some(&item), ..self.context_object(frame, state) };
                let context = ContextObject::new(parts);
                let evaluator = self.evaluator(frame, &context);
                let data = MapData::for_selector(&state.state, &frame.input, &iterations.data, &evaluator);
                evaluator.template(selector, data.data(), "ItemSelector")?
            }
        };
        let iteration = Iteration { name: Rc::clone(&state.state.name), index };
        let details = EventDetails::MapIterationStarted { iteration, item: item.item.clone() };
        let started = self.record(frame.entered_event, previous, details);
        let program = Rc::clone(&self.program);
        let start = state.workflows.first().and_then(|workflow| program.starts.get(*workflow as usize));
        let map_item = Some(Rc::new(item));
        let variables = frame.variables.inner();
        let start = start.unwrap_or(&Target::Nowhere);
        let child = self.spawn(Some(frame.id), index, start, input, started, variables, map_item);
        if let Phase::Iterations(iterations) = &mut frame.phase {
            iterations.running.insert(index, child);
        }
        Ok(())
    }

    /// An `ItemSelector` failed: the iterations that run are aborted and the Map fails.
    fn iteration_not_started(&mut self, mut frame: Box<Frame>, state: &ProgramState, fault: Fault) {
        if let Phase::Iterations(iterations) = std::mem::replace(&mut frame.phase, Phase::Attempt) {
            for (&index, &child) in iterations.running.iter() {
                let iteration = Iteration { name: Rc::clone(&state.state.name), index };
                if !matches!(fault, Fault::Runtime(_)) {
                    self.record(
                        frame.entered_event,
                        frame.last_event,
                        EventDetails::MapIterationAborted(iteration),
                    );
                }
                self.abort(child, frame.last_event, &mut Vec::new());
            }
        }
        self.fault(frame, Some(state), fault);
    }

    pub(crate) fn iteration_succeeded(
        &mut self,
        mut frame: Box<Frame>,
        index: u32,
        output: Value,
        last_event: u32,
    ) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        if let Phase::Iterations(iterations) = &mut frame.phase {
            iterations.running.remove(&index);
            if let Some(result) = iterations.results.get_mut(index as usize) {
                *result = output;
            }
        }
        let iteration = Iteration { name: Rc::clone(&state.state.name), index };
        let ended =
            self.record(frame.entered_event, last_event, EventDetails::MapIterationSucceeded(iteration));
        self.go_on_with_iterations(frame, state, last_event, ended);
    }
}

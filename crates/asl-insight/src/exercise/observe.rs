//! A run of a learner's definition, and what its history tells.

use std::collections::BTreeMap;
use std::rc::Rc;

use asl_engine::mock::WaitingReason;
use asl_engine::sample::{SampleContext, sampler};
use asl_engine::{
    EventDetails, Execution, ExecutionOptions, ExecutionStatus, HistoryEvent, Mocks, Program, Simulation,
    SimulationStatus,
};
use asl_json::{Value, parse_value};

use super::bundle::Exercise;
use super::definition::Reading;

/// Transitions and jumps of the clock that one run may take: more than any history of 25,000 events needs.
const MAX_STEPS: u32 = 100_000;

/// What is known of a run.
#[derive(Debug)]
pub(super) struct Observed {
    simulation: Simulation,
    /// Names of the states of the top level.
    top: Vec<Rc<str>>,
    /// The states entered, in order, at any depth; those of child executions follow.
    pub(super) entered: Vec<Rc<str>>,
    /// The states of the top level, in the order in which they were entered.
    pub(super) path: Vec<Rc<str>>,
    /// Each call of a task: the state and what the task received.
    pub(super) calls: Vec<(Rc<str>, Value)>,
    /// What the meter counts.
    pub(super) transitions: u32,
    /// Child executions of distributed Maps.
    pub(super) children: u32,
    /// Whether the run was broken off.
    pub(super) is_cut: bool,
}

/// Reads the text of mocks; none if it is not even JSON, or an entry is not understood.
pub(super) fn read_mocks(text: &str) -> Option<Mocks> {
    let value = if text.trim().is_empty() { Value::Null } else { parse_value(text).ok()? };
    let (mocks, errors) = Mocks::read(&value);
    errors.is_empty().then_some(mocks)
}

/// Carries out one run of a check.
pub(super) fn observe(
    exercise: &Exercise,
    reading: &Reading,
    program: &Rc<Program>,
    run: &Value,
    mocks: Option<&Mocks>,
) -> Observed {
    let options = ExecutionOptions {
        execution_type: reading.execution_type,
        execution_name: Rc::clone(&exercise.execution_name),
        ..ExecutionOptions::default()
    };
    let own = || Mocks::read(run.get("mocks").unwrap_or(&Value::Null)).0;
    let mocks = mocks.cloned().unwrap_or_else(own);
    let sampler = sampler(reading.text.as_str().into(), SampleContext::of(&options));
    let input = run.get("input").cloned().unwrap_or_else(Value::empty_object);
    let execution = Execution::start(Rc::clone(program), input, options);
    let mut simulation = Simulation::new(execution, mocks, sampler);
    let is_cut = simulation.run(MAX_STEPS) == SimulationStatus::Progressed;
    let top = reading.definition.machine.workflow.states.keys().cloned().collect();
    Observed::new(simulation, top, is_cut)
}

impl Observed {
    fn new(simulation: Simulation, top: Vec<Rc<str>>, is_cut: bool) -> Self {
        let mut observed = Self {
            top,
            entered: Vec::new(),
            path: Vec::new(),
            calls: Vec::new(),
            transitions: 0,
            children: 0,
            is_cut,
            simulation,
        };
        let mut tally = Tally::default();
        tally.read(observed.simulation.execution().history());
        observed.transitions = tally.transitions;
        let mut open: Vec<&Execution> = vec![observed.simulation.execution()];
        while let Some(execution) = open.pop() {
            for run in execution.map_runs() {
                observed.children += run.children.len() as u32;
                for child in &run.children {
                    tally.read(child.history());
                    open.push(child);
                }
            }
        }
        observed.path = tally.entered.iter().filter(|name| observed.top.contains(name)).cloned().collect();
        observed.entered = tally.entered;
        observed.calls = tally.calls;
        observed
    }

    fn execution(&self) -> &Execution {
        self.simulation.execution()
    }

    fn history(&self) -> &[HistoryEvent] {
        self.execution().history()
    }

    /// `SUCCEEDED` …
    pub(super) fn status(&self) -> &'static str {
        self.execution().status().as_str()
    }

    /// Why a run that has not ended stands still.
    pub(super) fn standstill(&self) -> Option<&'static str> {
        if self.execution().status() != ExecutionStatus::Running {
            return None;
        }
        let for_somebody = self.simulation.waiting().any(|call| call.reason != WaitingReason::Never);
        Some(if self.is_cut {
            "endless"
        } else if for_somebody {
            "waits"
        } else {
            "never"
        })
    }

    /// The error of an execution that failed.
    pub(super) fn error(&self) -> Value {
        text_or_null(self.execution().failure().error.as_ref())
    }

    /// Its cause.
    pub(super) fn cause(&self) -> Value {
        text_or_null(self.execution().failure().cause.as_ref())
    }

    /// The output; none where there is none.
    pub(super) fn output(&self) -> Option<&Value> {
        self.execution().output()
    }

    /// Virtual seconds from start to end.
    pub(super) fn elapsed(&self) -> f64 {
        let history = self.history();
        let ms = |event: Option<&HistoryEvent>| event.map_or(0, |event| event.timestamp.0);
        (ms(history.last()) - ms(history.first())) as f64 / 1000.0
    }

    /// How many events of a type there are.
    pub(super) fn events(&self, event_type: &str) -> usize {
        self.history().iter().filter(|event| event.details.event_type() == event_type).count()
    }

    /// The value of a variable of the top level at the end.
    pub(super) fn variable(&self, name: &str) -> Option<&Value> {
        self.history().iter().rev().find_map(|event| match &event.details {
            EventDetails::StateExited { name: state, assigned: Some(assigned), .. }
                if self.top.contains(state) =>
            {
                assigned.get(name)
            }
            _ => None,
        })
    }

    /// The state where the run ended: the one that failed, waits, or was entered last.
    pub(super) fn last_state(&self) -> Option<String> {
        let waiting = self.simulation.waiting().next().map(|call| Rc::clone(&call.request.state));
        let failed = || {
            let event = self
                .history()
                .iter()
                .rev()
                .find(|event| event.visit != 0 && event.details.failure().is_some());
            state_of(self.history(), event?.visit)
        };
        let succeeded = self.execution().status() == ExecutionStatus::Succeeded;
        let state = waiting.or_else(|| if succeeded { None } else { failed() });
        state.or_else(|| self.path.last().cloned()).map(|name| name.to_string())
    }
}

/// What the histories of an execution and its children add up to.
#[derive(Default)]
struct Tally {
    entered: Vec<Rc<str>>,
    calls: Vec<(Rc<str>, Value)>,
    transitions: u32,
}

impl Tally {
    fn read(&mut self, history: &[HistoryEvent]) {
        let mut begun: BTreeMap<u32, u32> = BTreeMap::new();
        for event in history {
            match &event.details {
                EventDetails::StateEntered { name, .. } => {
                    self.entered.push(Rc::clone(name));
                    self.transitions += 1;
                }
                EventDetails::TaskScheduled(scheduled)
                | EventDetails::LambdaFunctionScheduled(scheduled)
                | EventDetails::ActivityScheduled(scheduled) => {
                    if let Some(state) = state_of(history, event.visit) {
                        self.calls.push((state, scheduled.parameters.clone()));
                    }
                }
                EventDetails::ParallelStateStarted | EventDetails::MapStateStarted { .. } => {}
                _ => continue,
            }
            if !matches!(event.details, EventDetails::StateEntered { .. }) {
                let times = begun.entry(event.visit).or_insert(0);
                // A second beginning within one visit is a retry, and a retry is billed like a transition.
                self.transitions += u32::from(*times > 0);
                *times += 1;
            }
        }
    }
}

fn state_of(history: &[HistoryEvent], visit: u32) -> Option<Rc<str>> {
    match &history.get((visit as usize).checked_sub(1)?)?.details {
        EventDetails::StateEntered { name, .. } => Some(Rc::clone(name)),
        _ => None,
    }
}

fn text_or_null(text: Option<&Rc<str>>) -> Value {
    text.map_or(Value::Null, |text| Value::String(Rc::clone(text)))
}

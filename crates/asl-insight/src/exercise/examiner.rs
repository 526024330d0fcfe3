//! The engine's part of judging: reads definitions, runs them, and answers what is asked about both.
//!
//! Questions and answers are JSON values, because in the browser whoever asks lives in another wasm module, without an
//! engine of its own. Nothing is judged here. Histories are asked for in pages and payloads one by one: all of a long
//! run would be more than one text can hold.

use std::rc::Rc;

use asl_engine::mock::WaitingReason;
use asl_engine::sample::SampleShapes;
use asl_engine::{
    EventDetails, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, HistoryEvent, Mocks, Program,
    Simulation, SimulationStatus,
};
use asl_json::{NodeKind, Value, to_json};
use asl_jsonpath::Path;
use asl_model::{ReadOptions, Severity, read_definition};

/// Events that one run may write, those of child executions included: the histories of eight executions at their limit.
const MAX_EVENTS: u64 = 200_000;
/// Transitions and jumps of the clock between two looks at how much there is.
const SLICE: u32 = 256;
/// Events of one answer.
const PAGE: usize = 1_000;
/// The largest regular expression of a check, compiled. Units: bytes.
const MAX_REGEX: usize = 1 << 16;

/// Answers the questions of judging; holds the definition and the run that were asked about last.
#[derive(Debug)]
pub struct Examiner {
    shapes: SampleShapes,
    text: Rc<str>,
    execution_type: ExecutionType,
    program: Option<Rc<Program>>,
    simulation: Option<Simulation>,
}

impl Examiner {
    /// One that holds nothing yet; `shapes` is what samples are made of.
    pub fn new(shapes: SampleShapes) -> Self {
        let execution_type = ExecutionType::default();
        Self { shapes, text: Rc::from(""), execution_type, program: None, simulation: None }
    }

    /// Answers a question: a list, of which the first item names it. What is not understood is answered by `null`.
    ///
    /// | question | answer |
    /// | --- | --- |
    /// | `"definition"`, its text, whether it is Express | whether it is an object; codes of errors; other codes; the JSON text of its tree |
    /// | `"run"`, name, input, mocks | status; error; cause; number of child executions; why it stands still; a state that waits |
    /// | `"events"`, a place | names; a page of rows of five numbers. No rows: the end |
    /// | `"value"`, an event's place, a member, a path | JSON text of what the event tells; `null`: nothing |
    /// | `"mocks"`, mocks | place and message of every mistake |
    /// | `"matches"`, a regular expression, a text | whether it is found; `null`: no regular expression |
    /// | `"path"`, a text | whether it is a path |
    ///
    /// The numbers of a row: the visit, the type (a place in the names), the state (likewise; -1: none), milliseconds, and
    /// 1 where the event tells a failure or what was assigned. After the run's own events come those of child executions.
    ///
    /// An event tells what a task received, or the member of what was assigned; `null` as its place means the output. Of
    /// either, a path may be asked for.
    pub fn answer(&mut self, question: &Value) -> Value {
        let Some([kind, question @ ..]) = question.as_array().map(|list| &**list) else { return Value::Null };
        let text = |at: usize| question.get(at).and_then(Value::as_str).unwrap_or_default();
        match kind.as_str().unwrap_or_default() {
            "definition" => self.read(text(0), question.get(1).and_then(Value::as_bool).unwrap_or_default()),
            "run" => self.run(question).unwrap_or_default(),
            "events" => {
                let from = question.first().and_then(Value::as_i64).unwrap_or_default();
                self.page(from as usize)
            }
            "value" => self.value(question).map_or(Value::Null, |value| Value::from(to_json(&value))),
            "mocks" => {
                let errors = Mocks::read(question.first().unwrap_or(&Value::Null)).1.into_iter();
                let pair = |place: String, message: String| Value::array(vec![place.into(), message.into()]);
                Value::array(errors.map(|error| pair(error.place, error.message)).collect())
            }
            "matches" => {
                let regex = regex_lite::RegexBuilder::new(text(0)).size_limit(MAX_REGEX).build();
                regex.map_or(Value::Null, |regex| Value::from(regex.is_match(text(1))))
            }
            "path" => Value::from(Path::parse(text(0)).is_ok()),
            _ => Value::Null,
        }
    }

    fn read(&mut self, text: &str, express: bool) -> Value {
        let execution_type = if express { ExecutionType::Express } else { ExecutionType::Standard };
        let definition = read_definition(text, ReadOptions { execution_type, ..ReadOptions::default() });
        self.text = text.into();
        self.execution_type = execution_type;
        self.program = Some(Rc::new(Program::compile(&definition.machine)));
        let (mut errors, mut others) = (Vec::new(), Vec::new());
        for found in &definition.diagnostics {
            let list = if found.severity == Severity::Error { &mut errors } else { &mut others };
            list.push(Value::from(found.code.name()));
        }
        Value::array(vec![
            Value::from(matches!(definition.root.kind, NodeKind::Object(_))),
            Value::array(errors),
            Value::array(others),
            Value::from(to_json(&definition.root.to_value())),
        ])
    }

    fn run(&mut self, question: &[Value]) -> Option<Value> {
        let [name, input, mocks] = question else { return None };
        let options = ExecutionOptions {
            execution_type: self.execution_type,
            execution_name: name.as_str()?.into(),
            ..ExecutionOptions::default()
        };
        let program = Rc::clone(self.program.as_ref()?);
        let mocks = Rc::new(Mocks::read(mocks).0);
        let text = Rc::clone(&self.text);
        let simulation = Simulation::start(text, program, input.clone(), mocks, options, &self.shapes);
        let simulation = self.simulation.insert(simulation);
        let mut progress = SimulationStatus::Progressed;
        while progress == SimulationStatus::Progressed && simulation.execution().events_written() < MAX_EVENTS
        {
            progress = simulation.run(SLICE);
        }
        let execution = simulation.execution();
        let mut note = None;
        if execution.status() == ExecutionStatus::Running {
            let for_somebody = simulation.waiting().any(|call| call.reason != WaitingReason::Never);
            note = Some(if progress == SimulationStatus::Progressed {
                "endless"
            } else if for_somebody {
                "waits"
            } else {
                "never"
            });
        }
        let waiting = simulation.waiting().next();
        let failure = execution.failure();
        Some(Value::array(vec![
            Value::from(execution.status().as_str()),
            text_or_null(failure.error.as_ref()),
            text_or_null(failure.cause.as_ref()),
            Value::from(executions(execution).len() - 1),
            note.map_or(Value::Null, Value::from),
            text_or_null(waiting.map(|call| &call.request.state)),
        ]))
    }

    /// The histories of the run and its child executions, each with the place of its first event.
    fn histories(&self) -> impl Iterator<Item = (usize, &[HistoryEvent])> {
        let top = self.simulation.as_ref().map(Simulation::execution);
        let mut place = 0;
        top.map(executions).unwrap_or_default().into_iter().map(move |execution| {
            let history = execution.history();
            let first = place;
            place += history.len();
            (first, history)
        })
    }

    fn page(&self, from: usize) -> Value {
        let mut names: Vec<&str> = Vec::new();
        let mut rows = Vec::new();
        for (first, history) in self.histories() {
            let free = PAGE.saturating_sub(rows.len() / 5);
            for event in history.iter().skip(from.saturating_sub(first)).take(free) {
                let entered = (event.visit as usize).checked_sub(1).and_then(|at| history.get(at));
                let state = match entered.map(|entered| &entered.details) {
                    Some(EventDetails::StateEntered { name, .. }) => place_of(name, &mut names),
                    _ => -1,
                };
                let assigns = matches!(&event.details, EventDetails::StateExited { assigned: Some(_), .. });
                let is_notable = assigns || event.details.failure().is_some();
                let kind = place_of(event.details.event_type(), &mut names);
                rows.extend(
                    [event.visit.into(), kind, state, event.timestamp.0, is_notable.into()].map(Value::from),
                );
            }
        }
        let names = names.into_iter().map(Value::from).collect();
        Value::array(vec![Value::array(names), Value::array(rows)])
    }

    fn event(&self, at: usize) -> Option<&HistoryEvent> {
        self.histories().find_map(|(first, history)| history.get(at.checked_sub(first)?))
    }

    fn value(&self, question: &[Value]) -> Option<Value> {
        let [at, member, path] = question else { return None };
        let value = match at.as_i64() {
            None => self.simulation.as_ref()?.execution().output()?,
            Some(at) => match &self.event(at as usize)?.details {
                EventDetails::TaskScheduled(scheduled)
                | EventDetails::LambdaFunctionScheduled(scheduled)
                | EventDetails::ActivityScheduled(scheduled) => &scheduled.parameters,
                EventDetails::StateExited { assigned: Some(assigned), .. } => {
                    assigned.get(member.as_str()?)?
                }
                _ => return None,
            },
        };
        match path.as_str() {
            Some(path) => Path::parse(path).ok()?.evaluate(value).ok(),
            None => Some(value.clone()),
        }
    }
}

/// An execution and its child executions, theirs too.
fn executions(top: &Execution) -> Vec<&Execution> {
    let mut all = vec![top];
    let mut open = vec![top];
    while let Some(execution) = open.pop() {
        for child in execution.map_runs().iter().flat_map(|run| &run.children) {
            all.push(child);
            open.push(child);
        }
    }
    all
}

/// The place of a name in a list, where it is put if it is new.
fn place_of<'a>(name: &'a str, names: &mut Vec<&'a str>) -> i64 {
    let known = names.iter().position(|known| *known == name);
    known.unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    }) as i64
}

fn text_or_null(text: Option<&Rc<str>>) -> Value {
    text.map_or(Value::Null, |text| Value::String(Rc::clone(text)))
}

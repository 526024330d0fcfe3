//! A definition made ready for running: names resolved to indices.

use std::rc::Rc;

use asl_model::{Located, State, StateKind, StateMachine, Transition, Workflow};

use crate::{ResourceNames, StateType, data_flow};

/// A definition made ready for running. Made once, run many times.
///
/// Nested workflows are taken apart into one flat list of states, so that depth of nesting costs no stack.
#[derive(Debug)]
pub struct Program {
    pub(crate) states: Vec<ProgramState>,
    /// Where each workflow begins; the first one is the machine itself.
    pub(crate) starts: Vec<Target>,
    pub(crate) timeout_seconds: Option<u64>,
}

/// Where a transition leads.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// A state, by index.
    State(u32),
    /// `End`
    End,
    /// A name that no state has, or none at all; going there fails with `States.Runtime`.
    Nowhere,
}

/// A state with its transitions resolved. What stands inside a Parallel or Map is reached through `workflows`.
#[derive(Debug)]
pub(crate) struct ProgramState {
    pub(crate) state: Rc<State>,
    pub(crate) state_type: Option<StateType>,
    pub(crate) next: Target,
    pub(crate) catch: Vec<Target>,
    pub(crate) choices: Vec<Target>,
    pub(crate) default: Option<Target>,
    /// The workflows inside, by index.
    pub(crate) workflows: Vec<u32>,
    /// What a Task's events call its resource.
    pub(crate) resource_names: Option<Rc<ResourceNames>>,
    /// Nothing changes the input before the state's work: its stages need not run.
    pub(crate) takes_input_whole: bool,
    /// Nothing changes the result after the state's work, and no variable is set.
    pub(crate) hands_result_on: bool,
}

impl Program {
    /// Resolves the names of a definition. Never fails: what leads nowhere fails when it is reached.
    pub fn compile(machine: &StateMachine) -> Self {
        let mut program =
            Self { states: Vec::new(), starts: Vec::new(), timeout_seconds: machine.timeout_seconds };
        let mut open = vec![&machine.workflow];
        program.starts.push(Target::Nowhere);
        let mut workflow_index = 0;
        while let Some(workflow) = open.get(workflow_index).copied() {
            program.add_workflow(workflow, workflow_index, &mut open);
            workflow_index += 1;
        }
        program
    }

    fn add_workflow<'a>(&mut self, workflow: &'a Workflow, index: usize, open: &mut Vec<&'a Workflow>) {
        let base = self.states.len() as u32;
        let names = &workflow.states;
        let target = |name: Option<&Located<Rc<str>>>| {
            let found = name.and_then(|name| names.get_index_of(&name.value));
            found.map_or(Target::Nowhere, |at| Target::State(base + at as u32))
        };
        if let Some(start) = self.starts.get_mut(index) {
            *start = target(workflow.start_at.as_ref());
        }
        for state in names.values() {
            let resolved = Resolved::new(state, &target);
            let workflows = state
                .workflows()
                .into_iter()
                .map(|workflow| {
                    open.push(workflow);
                    self.starts.push(Target::Nowhere);
                    open.len() as u32 - 1
                })
                .collect();
            let Resolved { state_type, next, catch, choices, default } = resolved;
            let resource_names = match &state.kind {
                StateKind::Task(task) => Some(Rc::new(ResourceNames::of(&task.resource))),
                _ => None,
            };
            self.states.push(ProgramState {
                takes_input_whole: data_flow::takes_input_whole(state),
                hands_result_on: data_flow::hands_result_on(state),
                state: Rc::clone(state),
                state_type,
                next,
                catch,
                choices,
                default,
                workflows,
                resource_names,
            });
        }
    }

    /// The state called `name`, at any depth.
    pub(crate) fn state_called(&self, name: &str) -> Option<&ProgramState> {
        self.states.iter().find(|state| &*state.state.name == name)
    }

    /// The state at `index`.
    pub(crate) fn state(&self, index: u32) -> Option<&ProgramState> {
        self.states.get(index as usize)
    }
}

struct Resolved {
    state_type: Option<StateType>,
    next: Target,
    catch: Vec<Target>,
    choices: Vec<Target>,
    default: Option<Target>,
}

impl Resolved {
    fn new(state: &State, target: &impl Fn(Option<&Located<Rc<str>>>) -> Target) -> Self {
        let (choices, default) = match &state.kind {
            StateKind::Choice(choice) => (
                choice.choices.iter().map(|rule| target(rule.next.as_ref())).collect(),
                choice.default.as_ref().map(|name| target(Some(name))),
            ),
            _ => (Vec::new(), None),
        };
        Self {
            state_type: match &state.kind {
                StateKind::Pass(_) => Some(StateType::Pass),
                StateKind::Task(_) => Some(StateType::Task),
                StateKind::Choice(_) => Some(StateType::Choice),
                StateKind::Wait(_) => Some(StateType::Wait),
                StateKind::Succeed(_) => Some(StateType::Succeed),
                StateKind::Fail(_) => Some(StateType::Fail),
                StateKind::Parallel(_) => Some(StateType::Parallel),
                StateKind::Map(_) => Some(StateType::Map),
                StateKind::Unknown { .. } => None,
            },
            next: match state.transition() {
                Some(Transition::Next(name)) => target(Some(name)),
                Some(Transition::End) | None => Target::End,
                Some(Transition::Missing) => Target::Nowhere,
            },
            catch: state.catch().iter().map(|catcher| target(catcher.next.as_ref())).collect(),
            choices,
            default,
        }
    }
}

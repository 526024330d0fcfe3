//! The eight types of states and what they share.

mod choice;
mod fail;
mod map;
mod parallel;
mod pass;
mod succeed;
mod task;
mod wait;

use std::rc::Rc;

use asl_json::TextRange;
use asl_jsonpath::ReferencePath;

pub use choice::ChoiceState;
pub use fail::FailState;
pub use map::{Items, MapState};
pub use parallel::ParallelState;
pub use pass::PassState;
pub use succeed::SucceedState;
pub use task::TaskState;
pub use wait::{WaitFor, WaitState};

use crate::{Catcher, DataPath, Located, QueryLanguage, Retrier, Template, TemplateMember, Workflow};

/// A state: what all types have, and what its type adds.
#[derive(Clone, Debug)]
pub struct State {
    /// The state's name.
    pub name: Rc<str>,
    /// Where the name stands.
    pub name_range: TextRange,
    /// Where the state's object stands.
    pub range: TextRange,
    /// `Comment`
    pub comment: Option<Rc<str>>,
    /// `QueryLanguage`, its own or the machine's.
    pub query_language: QueryLanguage,
    /// `InputPath` (JSONPath)
    pub input_path: PathField,
    /// `OutputPath` (JSONPath)
    pub output_path: PathField,
    /// `Output` (JSONata)
    pub output: Option<Template>,
    /// `Assign`: variables to set when the state is left.
    pub assign: Option<Vec<TemplateMember>>,
    /// What the state's type adds.
    pub kind: StateKind,
}

/// What a state's type adds.
#[derive(Clone, Debug)]
pub enum StateKind {
    /// `Pass`
    Pass(PassState),
    /// `Task`
    Task(Box<TaskState>),
    /// `Choice`
    Choice(ChoiceState),
    /// `Wait`
    Wait(WaitState),
    /// `Succeed`
    Succeed(SucceedState),
    /// `Fail`
    Fail(FailState),
    /// `Parallel`
    Parallel(Box<ParallelState>),
    /// `Map`
    Map(Box<MapState>),
    /// `Type` is missing or is none of these; running it fails with `States.Runtime`.
    Unknown {
        /// What stands in `Type`, if it is a text.
        type_name: Option<Rc<str>>,
        /// `Next` or `End`, for the graph.
        transition: Transition,
    },
}

/// `InputPath` or `OutputPath`.
#[derive(Clone, Debug, Default)]
pub enum PathField {
    /// Absent: `$`.
    #[default]
    Default,
    /// `null`: an empty object.
    Discard,
    /// A path.
    Path(DataPath),
    /// Not a path; running it fails with `States.Runtime`.
    Invalid(Rc<str>),
}

/// `ResultPath`.
#[derive(Clone, Debug, Default)]
pub enum ResultPath {
    /// Absent or `$`: the result replaces the input.
    #[default]
    Default,
    /// `null`: the result is dropped.
    Discard,
    /// Where the result goes in the raw input.
    Path(ReferencePath),
    /// Not a reference path; running it fails with `States.Runtime`.
    Invalid(Rc<str>),
}

/// `Next` or `End`.
#[derive(Clone, Debug, PartialEq)]
pub enum Transition {
    /// `"Next": "…"`
    Next(Located<Rc<str>>),
    /// `"End": true`
    End,
    /// Neither; running it fails with `States.Runtime`.
    Missing,
}

impl State {
    /// The `Type` field's word.
    pub fn type_name(&self) -> &str {
        match &self.kind {
            StateKind::Pass(_) => "Pass",
            StateKind::Task(_) => "Task",
            StateKind::Choice(_) => "Choice",
            StateKind::Wait(_) => "Wait",
            StateKind::Succeed(_) => "Succeed",
            StateKind::Fail(_) => "Fail",
            StateKind::Parallel(_) => "Parallel",
            StateKind::Map(_) => "Map",
            StateKind::Unknown { type_name, .. } => type_name.as_deref().unwrap_or(""),
        }
    }

    /// `Next` or `End`; none for the types that have neither (Choice, Succeed, Fail).
    pub fn transition(&self) -> Option<&Transition> {
        match &self.kind {
            StateKind::Pass(state) => Some(&state.transition),
            StateKind::Task(state) => Some(&state.transition),
            StateKind::Wait(state) => Some(&state.transition),
            StateKind::Parallel(state) => Some(&state.transition),
            StateKind::Map(state) => Some(&state.transition),
            StateKind::Unknown { transition, .. } => Some(transition),
            StateKind::Choice(_) | StateKind::Succeed(_) | StateKind::Fail(_) => None,
        }
    }

    /// `Retry`; empty for the types that have none.
    pub fn retry(&self) -> &[Retrier] {
        match &self.kind {
            StateKind::Task(state) => &state.retry,
            StateKind::Parallel(state) => &state.retry,
            StateKind::Map(state) => &state.retry,
            _ => &[],
        }
    }

    /// `Catch`; empty for the types that have none.
    pub fn catch(&self) -> &[Catcher] {
        match &self.kind {
            StateKind::Task(state) => &state.catch,
            StateKind::Parallel(state) => &state.catch,
            StateKind::Map(state) => &state.catch,
            _ => &[],
        }
    }

    /// The workflows inside: a Parallel's branches, a Map's processor.
    pub fn workflows(&self) -> Vec<&Workflow> {
        match &self.kind {
            StateKind::Parallel(state) => state.branches.iter().collect(),
            StateKind::Map(state) => vec![&state.item_processor.workflow],
            _ => Vec::new(),
        }
    }
}

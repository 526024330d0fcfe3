//! The definition as a whole.

use std::rc::Rc;

use asl_json::TextRange;
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::{Located, State};

/// `QueryLanguage`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryLanguage {
    /// `JSONPath`
    #[default]
    JsonPath,
    /// `JSONata`
    Jsonata,
}

/// States by name, in the order of the text. Shared with what is made of them for running.
pub type States = IndexMap<Rc<str>, Rc<State>, FixedState>;

/// `StartAt` and `States`: the whole machine, a branch of a Parallel, or the processor of a Map.
#[derive(Clone, Debug, Default)]
pub struct Workflow {
    /// `StartAt`; none if it is missing from the text.
    pub start_at: Option<Located<Rc<str>>>,
    /// `States`
    pub states: States,
    /// `Comment`
    pub comment: Option<Rc<str>>,
    /// Where the object stands.
    pub range: TextRange,
}

/// A state machine definition.
///
/// Source: ASL specification, "State Machine".
#[derive(Clone, Debug, Default)]
pub struct StateMachine {
    /// `StartAt`, `States` and `Comment`
    pub workflow: Workflow,
    /// `Version`
    pub version: Option<Rc<str>>,
    /// `QueryLanguage`: what states use that do not say otherwise.
    pub query_language: QueryLanguage,
    /// `TimeoutSeconds` of the whole execution.
    pub timeout_seconds: Option<u64>,
}

impl StateMachine {
    /// Every state at every depth, outer ones first.
    pub fn all_states(&self) -> Vec<&State> {
        let mut found = Vec::new();
        let mut open = vec![&self.workflow];
        while let Some(workflow) = open.pop() {
            for state in workflow.states.values() {
                found.push(state.as_ref());
                open.extend(state.workflows());
            }
        }
        found
    }

    /// The state called `name`, at any depth.
    pub fn state(&self, name: &str) -> Option<&State> {
        let mut open = vec![&self.workflow];
        while let Some(workflow) = open.pop() {
            if let Some(state) = workflow.states.get(name) {
                return Some(state);
            }
            open.extend(workflow.states.values().flat_map(|state| state.workflows()));
        }
        None
    }
}

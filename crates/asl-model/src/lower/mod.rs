//! From the JSON tree to the typed tree.
//!
//! Lowering never fails and reports nothing: what cannot be understood becomes a `Missing`, `Invalid` or `Unknown`
//! part, and the rules say why. It is linear in the size of the text; nesting of workflows is cut at
//! [`MAX_WORKFLOW_DEPTH`].

mod choice;
mod error_handling;
mod fields;
mod map;
mod state;
mod template;

use std::rc::Rc;

use asl_json::{Node, NodeKind};
use foldhash::fast::FixedState;

pub(crate) use choice::{Family, comparison_family};
pub(crate) use fields::Fields;
pub(crate) use template::jsonata_text;

use crate::{Located, QueryLanguage, StateMachine, States, Workflow};

/// Workflows nested deeper than this (a Map in a Parallel in a Map …) are not looked into: stack is finite, and AWS
/// has a limit of its own (`TOO_DEEPLY_NESTED`), whose number it does not publish.
pub(crate) const MAX_WORKFLOW_DEPTH: usize = 64;

/// The typed tree of a definition.
pub(crate) fn lower(root: &Node) -> StateMachine {
    let fields = Fields::of(root);
    let query_language = query_language(fields, QueryLanguage::JsonPath);
    StateMachine {
        workflow: workflow(root, query_language, 0),
        version: fields.text("Version"),
        query_language,
        timeout_seconds: fields.integer("TimeoutSeconds").and_then(|seconds| u64::try_from(seconds).ok()),
    }
}

/// The `QueryLanguage` of an object. AWS takes every present value but exactly `JSONPath` for JSONata.
pub(crate) fn query_language(fields: Fields<'_>, inherited: QueryLanguage) -> QueryLanguage {
    match fields.get("QueryLanguage") {
        None => inherited,
        Some(node) if node.as_str() == Some("JSONPath") => QueryLanguage::JsonPath,
        Some(_) => QueryLanguage::Jsonata,
    }
}

/// The whole machine, a branch or an item processor.
fn workflow(node: &Node, machine_language: QueryLanguage, depth: usize) -> Workflow {
    let fields = Fields::of(node);
    let members = match fields.get("States") {
        Some(Node { kind: NodeKind::Object(members), .. }) if depth < MAX_WORKFLOW_DEPTH => {
            members.as_slice()
        }
        _ => &[],
    };
    let mut states = States::with_capacity_and_hasher(members.len(), FixedState::default());
    for member in members {
        states.insert(Rc::clone(&member.key), Rc::new(state::state(member, machine_language, depth)));
    }
    Workflow {
        start_at: fields.located_text("StartAt"),
        states,
        comment: fields.text("Comment"),
        range: node.range,
    }
}

/// A state's name where `field` names one.
fn target(fields: Fields<'_>, field: &str) -> Option<Located<Rc<str>>> {
    fields.located_text(field)
}

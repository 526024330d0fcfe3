//! The states as a list with levels.

use std::rc::Rc;

use asl_json::TextRange;

use super::Document;
use crate::Workflow;

/// A state in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// The state's name.
    pub name: Rc<str>,
    /// Its type, as written.
    pub type_name: Rc<str>,
    /// How many Parallel and Map states are around it.
    pub level: u32,
    /// Where its name stands.
    pub name_range: TextRange,
    /// Where its object stands.
    pub range: TextRange,
}

/// Every state, each before the states inside it, in the order of the text.
pub fn outline(document: &Document) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    add(&document.definition.machine.workflow, 0, &mut items);
    items
}

/// Recursion ends where the typed tree ends: it is cut at a fixed depth.
fn add(workflow: &Workflow, level: u32, items: &mut Vec<OutlineItem>) {
    for state in workflow.states.values() {
        items.push(OutlineItem {
            name: Rc::clone(&state.name),
            type_name: state.type_name().into(),
            level,
            name_range: state.name_range,
            range: state.range,
        });
        for inner in state.workflows() {
            add(inner, level + 1, items);
        }
    }
}

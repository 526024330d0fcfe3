//! State names: where a state is, where its name is used, and giving it another one.

use std::fmt;

use asl_json::{Node, TextRange};

use super::Document;
use super::cursor::{Spot, locate};
use crate::edit::Editor;
use crate::schema::Shape;
use crate::{StateKind, TextEdit, Transition, Workflow};

/// Why a state cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameError {
    /// The cursor is not on a state's name.
    NoState,
    /// The new name is empty.
    Empty,
    /// The new name has more than 80 characters.
    TooLong,
    /// Another state has that name; names are unique in the whole machine.
    Taken,
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoState => "there is no state's name here",
            Self::Empty => "a state's name is not empty",
            Self::TooLong => "a state's name has at most 80 characters",
            Self::Taken => "another state has this name",
        })
    }
}

impl std::error::Error for RenameError {}

/// A state's name under the cursor, and the workflow it belongs to.
fn named(document: &Document, offset: u32) -> Option<(String, &Workflow)> {
    let cursor = locate(&document.root, &document.machine, offset);
    let name = match cursor.spot {
        Spot::StateName(member) => member.key.to_string(),
        Spot::FieldValue { field, value, .. } if matches!(field.shape, Shape::StateName) => {
            value.as_str()?.to_owned()
        }
        _ => return None,
    };
    let range = cursor.workflow?.range;
    Some((name, workflow_at(&document.machine.workflow, range)?))
}

fn workflow_at(root: &Workflow, range: TextRange) -> Option<&Workflow> {
    let mut open = vec![root];
    while let Some(workflow) = open.pop() {
        if workflow.range == range {
            return Some(workflow);
        }
        open.extend(workflow.states.values().flat_map(|state| state.workflows()));
    }
    None
}

/// A state's name in a definition: where it is defined and where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateUses {
    /// The name.
    pub name: String,
    /// Where the state is defined; none if no state beside the place has the name.
    pub definition: Option<TextRange>,
    /// Every place where the name stands, the definition's own included, in the order of the text.
    pub places: Vec<TextRange>,
}

/// Where the state under the cursor is defined and used.
pub fn state_uses(document: &Document, offset: u32) -> Option<StateUses> {
    let (name, workflow) = named(document, offset)?;
    let definition = workflow.states.get(&*name).map(|state| state.name_range);
    Some(StateUses { definition, places: uses(workflow, &name), name })
}

fn uses(workflow: &Workflow, name: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut targets = vec![workflow.start_at.as_ref()];
    for state in workflow.states.values() {
        if &*state.name == name {
            found.push(state.name_range);
        }
        if let Some(Transition::Next(next)) = state.transition() {
            targets.push(Some(next));
        }
        if let StateKind::Choice(choice) = &state.kind {
            targets.push(choice.default.as_ref());
            targets.extend(choice.choices.iter().map(|rule| rule.next.as_ref()));
        }
        targets.extend(state.catch().iter().map(|catcher| catcher.next.as_ref()));
    }
    let used = targets.into_iter().flatten().filter(|target| &*target.value == name);
    found.extend(used.map(|target| target.range));
    found.sort_unstable();
    // An alias brings the same place several times.
    found.dedup();
    found
}

/// The edits that give the state under the cursor another name, everywhere.
///
/// # Errors
/// See [`RenameError`].
pub fn rename_state(document: &Document, offset: u32, new_name: &str) -> Result<Vec<TextEdit>, RenameError> {
    let (name, workflow) = named(document, offset).ok_or(RenameError::NoState)?;
    if new_name.trim().is_empty() {
        return Err(RenameError::Empty);
    }
    if new_name.chars().count() > 80 {
        return Err(RenameError::TooLong);
    }
    if name != new_name && document.machine.state(new_name).is_some() {
        return Err(RenameError::Taken);
    }
    let editor = Editor { text: &document.text, format: document.format };
    Ok(uses(workflow, &name).into_iter().map(|range| editor.string(range, new_name)).collect())
}

/// The names of the states beside a place.
pub(super) fn siblings(workflow: &Node) -> impl Iterator<Item = &str> {
    let members = workflow.get("States").and_then(Node::members).unwrap_or(&[]);
    members.iter().map(|member| &*member.key)
}

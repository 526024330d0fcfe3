//! Which step a `%` means: found while the tree is made, so that evaluating only looks a variable up.

use std::rc::Rc;

use crate::ast::{Kind, Node, Slot};
use crate::error::{Fault, Outcome};

/// Whether a `%` inside the node still looks for its step.
pub(crate) fn is_seeking(node: &Node) -> bool {
    node.extra.as_ref().is_some_and(|extra| !extra.seeking.is_empty())
}

/// Adds what the node still looks for.
pub(crate) fn collect(into: &mut Vec<Rc<Slot>>, node: &Node) {
    if let Some(extra) = &node.extra {
        into.extend(extra.seeking.iter().cloned());
    }
    if let Kind::Parent(slot) = &node.kind {
        into.push(slot.clone());
    }
}

/// Goes one node back from a `%`; the slot's level falls to 0 when the step is found.
pub(crate) fn seek(node: &mut Node, slot: &Rc<Slot>) -> Outcome<()> {
    match &mut node.kind {
        Kind::Name(_) | Kind::Wildcard => {
            slot.level.set(slot.level.get() - 1);
            if slot.level.get() == 0 {
                let extra = node.extra_mut();
                if let Some(known) = &extra.ancestor {
                    slot.label.set(known.label.get());
                }
                extra.ancestor = Some(slot.clone());
                node.tuple = true;
            }
        }
        Kind::Parent(_) => slot.level.set(slot.level.get() + 1),
        Kind::Block(block) => {
            if let Some(last) = block.expressions.last_mut() {
                seek(last, slot)?;
                node.tuple = true;
            }
        }
        Kind::Path(path) => {
            for (count, step) in path.steps.iter_mut().rev().enumerate() {
                if count > 0 && slot.level.get() <= 0 {
                    break;
                }
                seek(step, slot)?;
            }
            node.tuple = true;
        }
        other => return Err(Fault::at("S0217", node.range).with_token(type_name(other))),
    }
    Ok(())
}

/// Finds the steps of the path for all that its last step looks for.
pub(crate) fn resolve(node: &mut Node) -> Outcome<()> {
    let Kind::Path(path) = &mut node.kind else { return Ok(()) };
    let mut slots = Vec::new();
    if let Some(last) = path.steps.last() {
        collect(&mut slots, last);
    }
    let mut open = Vec::new();
    for slot in slots {
        let mut index = path.steps.len().wrapping_sub(2);
        while slot.level.get() > 0 {
            if path.steps.get(index).is_none() {
                open.push(slot.clone());
                break;
            }
            let mut at = index;
            index = index.wrapping_sub(1);
            // Steps in a row that bind the context without moving it count as one.
            while binds_focus(path.steps.get(at)) && binds_focus(path.steps.get(index)) {
                at = index;
                index = index.wrapping_sub(1);
            }
            if let Some(step) = path.steps.get_mut(at) {
                seek(step, &slot)?;
            }
        }
    }
    if !open.is_empty() {
        node.extra_mut().seeking.extend(open);
    }
    Ok(())
}

fn binds_focus(step: Option<&Node>) -> bool {
    step.is_some_and(|step| step.extra.as_ref().is_some_and(|extra| extra.focus.is_some()))
}

/// The reference's word for a kind of node.
fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Path(_) => "path",
        Kind::Binary(_) => "binary",
        Kind::Negate(_) | Kind::Array(_) | Kind::Object(_) => "unary",
        Kind::Name(_) => "name",
        Kind::Literal(_) => "value",
        Kind::Wildcard => "wildcard",
        Kind::Descendant => "descendant",
        Kind::Parent(_) => "parent",
        Kind::Condition(_) => "condition",
        Kind::Block(_) => "block",
        Kind::Bind(..) => "bind",
        Kind::Regex(_) => "regex",
        Kind::Call(_) => "function",
        Kind::Partial(_) => "partial",
        Kind::Variable(_) | Kind::Context => "variable",
        Kind::Lambda(_) => "lambda",
        Kind::Apply(_) => "apply",
        Kind::Transform(_) => "transform",
        Kind::Sort(_) => "sort",
        Kind::Placeholder => "operator",
    }
}

//! The last look at a tree: notes what the evaluator would otherwise have to find out each time.

use crate::ast::{Group, Kind, Node, Stage};

/// Notes which paths are simple. Bodies of functions and transforms have been looked at before they were shared.
pub(crate) fn finish(node: &mut Node) {
    let plain = node.extra.is_none();
    if let Some(extra) = &mut node.extra {
        for stage in extra.predicates.iter_mut().chain(&mut extra.stages) {
            if let Stage::Filter(predicate) = stage {
                finish(predicate);
            }
        }
        if let Some(group) = &mut extra.group {
            finish_group(group);
        }
    }
    match &mut node.kind {
        Kind::Path(path) => {
            path.steps.iter_mut().for_each(finish);
            path.tuple = path.steps.iter().any(|step| step.tuple);
            let names = path.steps.iter().enumerate().all(|(index, step)| {
                let first = index == 0 && matches!(step.kind, Kind::Variable(_) | Kind::Context);
                step.extra.is_none() && (first || matches!(step.kind, Kind::Name(_)))
            });
            path.simple = plain && names && !path.tuple && !path.keep_singleton;
        }
        Kind::Binary(binary) => {
            finish(&mut binary.left);
            finish(&mut binary.right);
        }
        Kind::Negate(operand) | Kind::Bind(_, operand) => finish(operand),
        Kind::Array(items) => items.iter_mut().for_each(finish),
        Kind::Object(group) => finish_group(group),
        Kind::Condition(condition) => {
            finish(&mut condition.test);
            finish(&mut condition.then);
            condition.otherwise.iter_mut().for_each(finish);
        }
        Kind::Block(block) => block.expressions.iter_mut().for_each(finish),
        Kind::Call(call) | Kind::Partial(call) => {
            finish(&mut call.procedure);
            call.arguments.iter_mut().for_each(finish);
        }
        Kind::Apply(parts) => {
            finish(&mut parts.0);
            finish(&mut parts.1);
        }
        Kind::Sort(terms) => terms.iter_mut().for_each(|term| finish(&mut term.expression)),
        _ => {}
    }
}

fn finish_group(group: &mut Group) {
    for (key, value) in &mut group.pairs {
        finish(key);
        finish(value);
    }
}

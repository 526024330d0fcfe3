//! # `INVALID_VARIABLE_NAME`, `RESERVED_VARIABLE_NAME`, `DUPLICATE_VARIABLE_NAME`: a variable that cannot be assigned
//!
//! A variable's name begins with a letter and goes on with letters, digits and `_`, at most 80 in all; `states` is taken. A
//! whole variable is assigned, never a part. A branch or an iteration cannot assign a variable of the workflow around
//! it.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Assign": {"order.id": 1}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Assign": {"orderId": 1}, "End": true}
//! ```

use std::rc::Rc;

use asl_json::TextRange;
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::context::{Context, Report, StateSite, WorkflowSite};
use super::transitions;
use crate::{Code, Diagnostic, ProcessorMode, StateKind, TemplateMember};

/// How many workflows are walked to find out what is assigned before a state.
const MAX_WALKS: u32 = 100;

/// Variables by name, with the place where each is first assigned.
pub(super) type Assigned = IndexMap<Rc<str>, TextRange, FixedState>;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let scopes: Vec<Assigned> =
        context.workflows.iter().map(|workflow| assigned_in(context, workflow)).collect();
    // Finding out what is assigned before a state walks its workflow: not without end.
    let mut walks = MAX_WALKS;
    for site in &context.states {
        each_assign(site, |members, place| {
            for member in members {
                name(site, member, place, report);
                shadowing(context, &scopes, site, (member, place), &mut walks, report);
            }
        });
    }
}

/// The variables that a workflow's own states assign.
pub(super) fn assigned_in(context: &Context<'_>, workflow: &WorkflowSite<'_>) -> Assigned {
    let mut assigned = Assigned::default();
    for (_, site) in context.states_of(workflow) {
        each_assign(site, |members, _| {
            for member in members {
                assigned.entry(Rc::clone(&member.key)).or_insert(member.key_range);
            }
        });
    }
    assigned
}

/// Calls `visit` with every `Assign` of a state, and where it stands.
pub(super) fn each_assign<'a>(site: &StateSite<'a>, mut visit: impl FnMut(&'a [TemplateMember], &str)) {
    if let Some(members) = &site.state.assign {
        visit(members, "Assign");
    }
    if let StateKind::Choice(choice) = &site.state.kind {
        for (index, rule) in choice.choices.iter().enumerate() {
            if let Some(members) = &rule.assign {
                visit(members, &format!("Choices[{index}]/Assign"));
            }
        }
    }
    for (index, catcher) in site.state.catch().iter().enumerate() {
        if let Some(members) = &catcher.assign {
            visit(members, &format!("Catch[{index}]/Assign"));
        }
    }
}

fn name(site: &StateSite<'_>, member: &TemplateMember, place: &str, report: &mut Report) {
    let mut characters = member.key.chars();
    let well_formed = characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|c| c.is_alphanumeric() || c == '_');
    let (code, message) = if &*member.key == "states" {
        (Code::ReservedVariableName, "Cannot assign to reserved variable '$states'.".to_owned())
    } else if !well_formed {
        let message =
            format!("Invalid variable name '{}': the variable name contains invalid characters.", member.key);
        (Code::InvalidVariableName, message)
    } else if member.key.chars().count() > 80 {
        let message = format!("Invalid variable name '{}': the variable name is too long.", member.key);
        (Code::InvalidVariableName, message)
    } else {
        return;
    };
    let location = format!("{}/{place}/{}", site.location(), member.field);
    report.add(Diagnostic::new(code, message, member.key_range).at(location));
}

fn shadowing(
    context: &Context<'_>,
    scopes: &[Assigned],
    site: &StateSite<'_>,
    (member, place): (&TemplateMember, &str),
    walks: &mut u32,
    report: &mut Report,
) {
    let mut workflow = context.workflows.get(site.workflow);
    while let Some(owner) = workflow.and_then(|w| w.owner).and_then(|owner| context.states.get(owner)) {
        if is_distributed(owner) {
            return;
        }
        let outer = scopes.get(owner.workflow).and_then(|scope| scope.get(&member.key));
        if outer.is_some() {
            let Some(left) = walks.checked_sub(1) else { return };
            *walks = left;
        }
        if let Some(outer) = outer.filter(|_| assigned_before(context, owner, &member.key)) {
            let message =
                format!("The variable name '{}' was already defined in a parent scope.", member.key);
            let location = format!("{}/{place}/{}", site.location(), member.field);
            report.add(
                Diagnostic::new(Code::DuplicateVariableName, message, member.key_range)
                    .at(location)
                    .label(*outer, "assigned in the outer workflow"),
            );
            return;
        }
        workflow = context.workflows.get(owner.workflow);
    }
}

/// Whether a state from which the Parallel or Map state `owner` can be reached assigns `name`. What is assigned only
/// later, by a catcher of `owner` for example, is not yet defined inside.
fn assigned_before(context: &Context<'_>, owner: &StateSite<'_>, name: &str) -> bool {
    let Some(workflow) = context.workflows.get(owner.workflow) else { return false };
    let states = &workflow.workflow.states;
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
    let mut assigns = vec![false; states.len()];
    for (_, site) in context.states_of(workflow) {
        let Some(from) = states.get_index_of(&site.state.name) else { continue };
        transitions::each_target(site, |target, _| {
            if let Some(into) = states.get_index_of(&target.value).and_then(|to| leads_to.get_mut(to)) {
                into.push(from);
            }
        });
        each_assign(site, |members, _| {
            if let Some(slot) =
                assigns.get_mut(from).filter(|_| members.iter().any(|member| &*member.key == name))
            {
                *slot = true;
            }
        });
    }
    let mut seen = vec![false; states.len()];
    let start = states.get_index_of(&owner.state.name);
    let mut open: Vec<usize> = start.and_then(|start| leads_to.get(start)).cloned().unwrap_or_default();
    while let Some(index) = open.pop() {
        let Some(slot) = seen.get_mut(index).filter(|slot| !**slot) else { continue };
        *slot = true;
        if assigns.get(index) == Some(&true) {
            return true;
        }
        open.extend(leads_to.get(index).into_iter().flatten());
    }
    false
}

/// Whether a Map starts child executions, which see nothing of the variables around it.
pub(super) fn is_distributed(site: &StateSite<'_>) -> bool {
    matches!(&site.state.kind, StateKind::Map(map) if map.item_processor.mode == ProcessorMode::Distributed)
}

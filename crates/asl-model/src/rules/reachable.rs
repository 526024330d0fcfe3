//! # `MISSING_TRANSITION_TARGET`: a state that nothing leads to
//!
//! Every state must be reachable from its workflow's `StartAt`. AWS refuses a machine with a state that is not.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Succeed"}, "Forgotten": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Pass", "Next": "Kept"}, "Kept": {"Type": "Succeed"}}
//! ```

use asl_json::Node;

use super::context::{Context, Report, WorkflowSite};
use super::{end_state, transitions};
use crate::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for workflow in &context.workflows {
        let hidden = workflow.owner.is_none() && end_state::is_missing(context);
        if workflow.workflow.start_at.is_some() && !hidden {
            check_workflow(context, workflow, report);
        }
    }
}

fn check_workflow(context: &Context<'_>, workflow: &WorkflowSite<'_>, report: &mut Report) {
    let reached = reached(context, workflow);
    for (index, (name, state)) in workflow.workflow.states.iter().enumerate() {
        if reached.get(index) == Some(&true) {
            continue;
        }
        let message = format!("State \"{name}\" is not reachable.");
        let location = format!("{}/States/{name}", workflow.location);
        report.add(
            Diagnostic::new(Code::MissingTransitionTarget, message, state.name_range)
                .at(location)
                .help("let a `Next`, `Default` or `Catch` lead to it, or remove it"),
        );
    }
}

/// For each state of the workflow, whether it can be reached from `StartAt`.
fn reached(context: &Context<'_>, workflow: &WorkflowSite<'_>) -> Vec<bool> {
    let states = &workflow.workflow.states;
    let mut reached = vec![false; states.len()];
    let site_of = |index: usize| context.states.get(*workflow.states.get(index)?);
    // Where a name stands twice, sites and states do not run side by side; then nothing is said.
    if workflow.states.len() != states.len() || has_duplicates(workflow) {
        return vec![true; states.len()];
    }
    let start = workflow.workflow.start_at.as_ref().and_then(|start| states.get_index_of(&start.value));
    let mut open: Vec<usize> = start.into_iter().collect();
    while let Some(index) = open.pop() {
        let Some(seen) = reached.get_mut(index).filter(|seen| !**seen) else { continue };
        *seen = true;
        if let Some(site) = site_of(index) {
            transitions::each_target(site, |target, _| open.extend(states.get_index_of(&target.value)));
        }
    }
    reached
}

fn has_duplicates(workflow: &WorkflowSite<'_>) -> bool {
    workflow.node.get("States").and_then(Node::members).map_or(0, <[_]>::len)
        != workflow.workflow.states.len()
}

//! # `LINT_ENDLESS_LOOP`: a loop with no way out
//!
//! From these states no path leads to an end of their workflow: once there, an execution runs until its timeout, its
//! 25,000 events or the bill stops it.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "BooleanEquals": true, "Next": "End"}], "Default": "B"},
//!  "B": {"Type": "Wait", "Seconds": 5, "Next": "C"}, "C": {"Type": "Pass", "Next": "B"}, "End": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "BooleanEquals": true, "Next": "End"}], "Default": "B"},
//!  "B": {"Type": "Wait", "Seconds": 5, "Next": "C"}, "C": {"Type": "Pass", "Next": "A"}, "End": {"Type": "Succeed"}}
//! ```

use crate::rules::context::{Context, Report, WorkflowSite};
use crate::rules::{end_state, transitions};
use crate::{Code, Diagnostic, StateKind, Transition};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for workflow in &context.workflows {
        // At the top level AWS has an error of its own when nothing ends the machine.
        if workflow.owner.is_some() || !end_state::is_missing(context) {
            check_workflow(context, workflow, report);
        }
    }
}

fn check_workflow(context: &Context<'_>, workflow: &WorkflowSite<'_>, report: &mut Report) {
    let states = &workflow.workflow.states;
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
    let mut open = Vec::new();
    for (_, site) in context.states_of(workflow) {
        let Some(from) = states.get_index_of(&site.state.name) else { continue };
        let mut ends =
            matches!(site.state.kind, StateKind::Succeed(_) | StateKind::Fail(_) | StateKind::Unknown { .. })
                || matches!(site.state.transition(), Some(Transition::End | Transition::Missing));
        transitions::each_target(site, |target, _| match states.get_index_of(&target.value) {
            Some(to) => leads_to.get_mut(to).into_iter().for_each(|into| into.push(from)),
            // Where it leads is not known.
            None => ends = true,
        });
        if ends {
            open.push(from);
        }
    }
    let mut comes_to_end = vec![false; states.len()];
    while let Some(index) = open.pop() {
        if let Some(slot) = comes_to_end.get_mut(index).filter(|slot| !**slot) {
            *slot = true;
            open.extend(leads_to.get(index).into_iter().flatten());
        }
    }
    let caught: Vec<_> = context
        .states_of(workflow)
        .filter(|(_, site)| {
            states.get_index_of(&site.state.name).and_then(|i| comes_to_end.get(i)) == Some(&false)
        })
        .map(|(_, site)| site)
        .collect();
    let Some((first, rest)) = caught.split_first() else { return };
    let message = format!("from `{}` no path leads to an end of the workflow", first.state.name);
    let mut diagnostic = Diagnostic::new(Code::EndlessLoop, message, first.member.key_range)
        .at(first.location())
        .help("let a Choice lead out of the loop, or end one of its states");
    for site in rest.iter().take(10) {
        diagnostic = diagnostic.label(site.member.key_range, "nor from here");
    }
    report.add(diagnostic);
}

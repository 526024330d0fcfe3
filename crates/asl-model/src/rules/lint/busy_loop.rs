//! # `LINT_BUSY_LOOP`: a loop without a pause
//!
//! A loop of Pass and Choice states alone neither waits nor calls anything: it writes its events as fast as it can, each turn
//! is paid for, and 25,000 events are used up within minutes.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 9, "Next": "End"}], "Default": "B"},
//!  "B": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "A"}, "End": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 9, "Next": "End"}], "Default": "B"},
//!  "B": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "C"},
//!  "C": {"Type": "Wait", "Seconds": 5, "Next": "A"}, "End": {"Type": "Succeed"}}
//! ```

use crate::rules::context::{Context, Report, WorkflowSite};
use crate::rules::transitions;
use crate::{Code, Diagnostic, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for workflow in &context.workflows {
        check_workflow(context, workflow, report);
    }
}

fn check_workflow(context: &Context<'_>, workflow: &WorkflowSite<'_>, report: &mut Report) {
    let states = &workflow.workflow.states;
    let quick = |index: usize| matches!(states.get_index(index), Some((_, s)) if matches!(s.kind, StateKind::Pass(_) | StateKind::Choice(_)));
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); states.len()];
    let mut ways = vec![0_usize; states.len()];
    for (_, site) in context.states_of(workflow) {
        let Some(index) = states.get_index_of(&site.state.name).filter(|index| quick(*index)) else {
            continue;
        };
        transitions::each_target(site, |target, _| {
            if let Some(to) = states.get_index_of(&target.value).filter(|to| quick(*to)) {
                from.get_mut(to).into_iter().for_each(|from| from.push(index));
                ways.get_mut(index).into_iter().for_each(|ways| *ways += 1);
            }
        });
    }
    // States that lead to no other quick one are taken away, one after the other. What is left leads into a loop.
    let mut left: Vec<bool> = (0..states.len()).map(quick).collect();
    let mut open: Vec<usize> = (0..states.len()).filter(|index| ways.get(*index) == Some(&0)).collect();
    while let Some(index) = open.pop() {
        if let Some(slot) = left.get_mut(index) {
            *slot = false;
        }
        for before in from.get(index).into_iter().flatten() {
            if let Some(ways) = ways.get_mut(*before) {
                *ways -= 1;
                if *ways == 0 {
                    open.push(*before);
                }
            }
        }
    }
    // The first of them may only lead to the loop: from it forwards, the first state that comes twice is in it.
    let Some(start) = left.iter().position(|left| *left) else { return };
    let Some(index) = in_loop(&from, &left, start) else { return };
    let Some((_, state)) = states.get_index(index) else { return };
    report.add(
        Diagnostic::new(Code::BusyLoop, "this loop neither waits nor calls anything", state.name_range)
            .at(format!("{}/States/{}", workflow.location, state.name))
            .help("let a Wait state slow it down, or let a Map do it"),
    );
}

/// A state of a loop among those that are left: backwards from any of them, every one has a state before it or is only an
/// entrance.
fn in_loop(from: &[Vec<usize>], left: &[bool], start: usize) -> Option<usize> {
    let next = |index: usize| {
        from.iter()
            .enumerate()
            .find(|(to, from)| left.get(*to) == Some(&true) && from.contains(&index))
            .map(|(to, _)| to)
    };
    let mut seen = vec![false; left.len()];
    let mut index = start;
    for _ in 0..=left.len().min(1_000) {
        let slot = seen.get_mut(index)?;
        if *slot {
            return Some(index);
        }
        *slot = true;
        index = next(index)?;
    }
    None
}

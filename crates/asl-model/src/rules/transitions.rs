//! # `MISSING_TRANSITION_TARGET`: a transition to a state that is not there
//!
//! `StartAt`, `Next` and `Default` name a state in the same `States` object. No transition leads into or out of a branch
//! or an item processor. Names are case-sensitive.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Pass", "Next": "Dnoe"}, "Done": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Pass", "Next": "Done"}, "Done": {"Type": "Succeed"}}
//! ```

use std::rc::Rc;

use super::context::{Context, Report, StateSite, WorkflowSite};
use super::text;
use crate::{Code, Diagnostic, Located, StateKind, Transition};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for workflow in &context.workflows {
        if workflow.depth >= crate::lower::MAX_WORKFLOW_DEPTH {
            continue;
        }
        if let Some(start_at) = &workflow.workflow.start_at
            && workflow.node.get("States").is_some()
        {
            check_target(context, workflow, start_at, || format!("{}/StartAt", workflow.location), report);
        }
        for (_, site) in context.states_of(workflow) {
            each_target(site, |target, place| {
                check_target(context, workflow, target, || format!("{}/{place}", site.location()), report);
            });
        }
    }
}

/// Calls `visit` with every state name that a state leads to, and the field it stands in.
pub(super) fn each_target<'a>(site: &StateSite<'a>, mut visit: impl FnMut(&'a Located<Rc<str>>, &str)) {
    let state = site.state;
    match state.transition() {
        Some(Transition::Next(next)) => visit(next, "Next"),
        Some(Transition::End | Transition::Missing) | None => {}
    }
    if let StateKind::Choice(choice) = &state.kind {
        for (index, rule) in choice.choices.iter().enumerate() {
            if let Some(next) = &rule.next {
                visit(next, &format!("Choices[{index}]/Next"));
            }
        }
        if let Some(default) = &choice.default {
            visit(default, "Default");
        }
    }
    for (index, catcher) in state.catch().iter().enumerate() {
        if let Some(next) = &catcher.next {
            visit(next, &format!("Catch[{index}]/Next"));
        }
    }
}

fn check_target(
    context: &Context<'_>,
    workflow: &WorkflowSite<'_>,
    target: &Located<Rc<str>>,
    location: impl FnOnce() -> String,
    report: &mut Report,
) {
    let states = &workflow.workflow.states;
    if states.contains_key(&target.value) || report.is_full() {
        return;
    }
    let message = format!("Missing 'Next' target: {}", target.value);
    let mut diagnostic = Diagnostic::new(Code::MissingTransitionTarget, message, target.range).at(location());
    let names = states.keys().take(500).map(|name| &**name);
    if context.machine.state(&target.value).is_some() {
        diagnostic = diagnostic
            .help("a state of that name is in another workflow; transitions stay inside their workflow");
    } else if let Some(meant) = text::nearest(&target.value, names) {
        diagnostic = diagnostic
            .help(format!("did you mean `{meant}`?"))
            .fix(format!("Change to `{meant}`"), vec![context.editor.string(target.range, meant)]);
    }
    report.add(diagnostic);
}

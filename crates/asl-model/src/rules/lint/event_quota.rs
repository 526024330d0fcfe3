//! # `LINT_EVENT_QUOTA`: more events than a history can hold
//!
//! The history of a Standard execution has at most 25,000 events; the execution that wants one more fails. What runs in an
//! inline Map is written into the same history, so its iterations count together. Loops are counted once here, and lists
//! whose length stands in the definition in full. A distributed Map gives every item a history of its own.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% [1..5000] %}", "End": true,
//!  "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "End": true}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% [1..5000] %}", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!    "StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "End": true}}}}
//! ```

use asl_json::Value;

use crate::rules::context::{Context, Report, WorkflowSite};
use crate::rules::transitions;
use crate::{
    Code, Diagnostic, ExecutionType, Items, JsonataString, MapState, ProcessorMode, StateKind, Template,
};

/// Where the rule begins to speak: four fifths of AWS's 25,000.
const NEAR: u64 = 20_000;

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    if context.execution_type != ExecutionType::Standard {
        return;
    }
    // Inner workflows stand behind those around them, so all that a state holds is counted before the state.
    let mut events = vec![0_u64; context.workflows.len()];
    let mut inside = vec![0_u64; context.states.len()];
    for (index, workflow) in context.workflows.iter().enumerate().rev() {
        let longest = longest_way(context, workflow, &inside);
        if let Some(slot) = events.get_mut(index) {
            *slot = longest;
        }
        let Some((owner, site)) = workflow.owner.and_then(|o| Some((o, context.states.get(o)?))) else {
            continue;
        };
        let count = match &site.state.kind {
            // Started, and two events around each iteration.
            StateKind::Map(map) if map.item_processor.mode == ProcessorMode::Inline => {
                known_length(map).unwrap_or(1).saturating_mul(longest.saturating_add(2))
            }
            StateKind::Map(_) => 2,
            _ => longest,
        };
        if let Some(slot) = inside.get_mut(owner) {
            *slot = slot.saturating_add(count);
        }
    }
    let total = events.first().map_or(0, |events| events.saturating_add(2));
    if total < NEAR {
        return;
    }
    let costliest = inside.iter().zip(&context.states).max_by_key(|(count, _)| **count);
    let (range, location) = match costliest {
        Some((count, site)) if *count >= NEAR / 2 => (site.member.key_range, site.location()),
        _ => (
            context.machine.workflow.start_at.as_ref().map_or(context.root.range, |start| start.range),
            "/".to_owned(),
        ),
    };
    report.add(
        Diagnostic::new(
            Code::EventQuota,
            format!("an execution writes about {total} events; its history holds 25,000"),
            range,
        )
        .at(location)
        .help("let a distributed Map or nested executions do a part: they have histories of their own"),
    );
}

/// The events of the longest way through a workflow; ways back are not followed.
fn longest_way(context: &Context<'_>, workflow: &WorkflowSite<'_>, inside: &[u64]) -> u64 {
    let states = &workflow.workflow.states;
    let mut longest: Vec<Option<u64>> = vec![None; states.len()];
    let start = workflow.workflow.start_at.as_ref().and_then(|start| states.get_index_of(&start.value));
    let mut seen = vec![false; states.len()];
    let mut open: Vec<(usize, bool)> = start.map(|start| (start, false)).into_iter().collect();
    while let Some((index, left)) = open.pop() {
        let Some(number) = workflow.states.get(index) else { continue };
        let Some(site) = context.states.get(*number) else { continue };
        let mut targets = Vec::new();
        transitions::each_target(site, |target, _| targets.extend(states.get_index_of(&target.value)));
        if left {
            let rest = targets.iter().filter_map(|to| longest.get(*to).copied().flatten()).max().unwrap_or(0);
            let own = own_events(&site.state.kind).saturating_add(inside.get(*number).copied().unwrap_or(0));
            if let Some(slot) = longest.get_mut(index) {
                *slot = Some(rest.saturating_add(own));
            }
        } else if let Some(slot) = seen.get_mut(index).filter(|slot| !**slot) {
            *slot = true;
            open.push((index, true));
            open.extend(targets.into_iter().map(|to| (to, false)));
        }
    }
    start.and_then(|start| longest.get(start).copied().flatten()).unwrap_or(0)
}

/// A state's own events when all goes well: entered and left, and what is between.
fn own_events(kind: &StateKind) -> u64 {
    match kind {
        StateKind::Task(_) => 5,
        StateKind::Parallel(_) | StateKind::Map(_) => 4,
        StateKind::Fail(_) => 1,
        _ => 2,
    }
}

/// The number of items, if it stands in the definition.
fn known_length(map: &MapState) -> Option<u64> {
    match &map.items {
        Items::Template(Template::Constant(Value::Array(items))) => Some(items.len() as u64),
        Items::Template(Template::Array(items)) => Some(items.len() as u64),
        Items::Template(Template::Jsonata(string)) => range_length(string),
        _ => None,
    }
}

/// `[1..5000]`
fn range_length(string: &JsonataString) -> Option<u64> {
    let (first, last) = string.text.strip_prefix('[')?.strip_suffix(']')?.split_once("..")?;
    let (first, last): (i64, i64) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    u64::try_from(last.checked_sub(first)?.checked_add(1)?).ok()
}

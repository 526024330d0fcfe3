//! The executions that a run has started: children of Map Runs, and nested ones; and what the service says of each.
//!
//! A child is called by its way from the top: `s0` is the first execution that a task started, `m1.5` the sixth child of
//! the second Map Run, `m0.2/m0.0` a child of a child.

use asl_engine::mock::record_mocks;
use asl_engine::{
    Execution, ExecutionType, LogLevel, Simulation, describe_execution, log_events, start_sync_execution,
};
use asl_json::Value;

/// The execution of this name; the one at the top for an empty one.
pub(super) fn find<'a>(simulation: &'a Simulation, name: &str) -> Option<&'a Execution> {
    let mut execution = simulation.execution();
    for step in name.split('/').filter(|step| !step.is_empty()) {
        execution = match step.split_at_checked(1)? {
            ("s", index) => &simulation.children().get(index.parse::<usize>().ok()?)?.execution,
            ("m", way) => {
                let (run, index) = way.split_once('.')?;
                let run = execution.map_runs().get(run.parse::<usize>().ok()?)?;
                run.children.get(index.parse::<usize>().ok()?)?
            }
            _ => return None,
        };
    }
    Some(execution)
}

/// The children of an execution, as far as they have been started.
pub(super) fn list(simulation: &Simulation, name: &str, from: usize, count: usize) -> Value {
    let Some(parent) = find(simulation, name) else { return Value::array(Vec::new()) };
    let prefix = if name.is_empty() { String::new() } else { format!("{name}/") };
    let nested = if name.is_empty() { simulation.children() } else { &[] };
    let nested = nested.iter().enumerate().map(|(index, child)| {
        row(format!("s{index}"), &child.state, child.entered_event_id, &child.execution, None)
    });
    let of_runs = parent.map_runs().iter().enumerate().flat_map(|(at, run)| {
        let prefix = &prefix;
        run.children.iter().enumerate().map(move |(index, child)| {
            let id = format!("{prefix}m{at}.{index}");
            row(id, &run.state, run.entered_event_id, child, Some((&run.arn, index)))
        })
    });
    Value::array(nested.chain(of_runs).skip(from).take(count).collect())
}

fn row(id: String, state: &str, entered: u32, child: &Execution, run: Option<(&str, usize)>) -> Value {
    let options = child.options();
    let members = [
        ("id", Value::from(id)),
        ("state", Value::from(state)),
        ("enteredEventId", Value::from(entered)),
        ("name", Value::from(options.execution_name.clone())),
        ("status", Value::from(child.status().as_str())),
        ("eventCount", Value::from(child.history().len())),
        ("redriveCount", Value::from(child.redrive_count())),
        ("startMs", Value::from(options.start_time.0)),
        ("nowMs", Value::from(child.now().0)),
    ];
    let of_run = run.map(|(arn, index)| [("mapRunArn", Value::from(arn)), ("index", Value::from(index))]);
    Value::object(members.into_iter().chain(of_run.into_iter().flatten()))
}

/// What the service says of an execution; see `Runner::report`.
pub(super) fn report(execution: &Execution, kind: &str) -> Option<Value> {
    Some(match kind {
        "describe" if execution.options().execution_type == ExecutionType::Express => {
            start_sync_execution(execution)
        }
        "describe" => describe_execution(execution),
        "mocks" => record_mocks(execution),
        "s3" => execution.options().s3.to_json_value(),
        _ => {
            let level = kind.strip_prefix("log:")?;
            let bare = level.strip_suffix(":data");
            let level = LogLevel::parse(bare.unwrap_or(level))?;
            Value::array(log_events(execution, level, bare.is_some()))
        }
    })
}

//! The kinds `sync_execution` and `async_express`, and what any recording holds besides its history: log events and
//! `DescribeExecution`.

use asl_engine::mock::{MockAnswer, MockEntry};
use asl_engine::{
    ErrorCause, Execution, LogLevel, Mocks, describe_execution, log_events, start_sync_execution,
};
use asl_json::Value;

use super::case::Case;
use super::compare::{Comparer, Difference};
use super::scenario::simulate;

/// `StartSyncExecution`: the answer's members that were recorded.
pub(crate) fn sync_execution(case: &Case) -> Result<(), Difference> {
    let simulation = simulate(case, &case.get("definition"), case.get("input"), outside(case));
    let answer = start_sync_execution(simulation.execution());
    let recorded = case.get("expected");
    let members = recorded.as_object().cloned().unwrap_or_default();
    for (name, expected) in members.iter().filter(|(name, _)| &***name != "events") {
        same(case, name, expected, &answer.get(name).cloned().unwrap_or_default())?;
    }
    Ok(())
}

/// An asynchronous Express execution: status, output, and its last log event.
pub(crate) fn async_express(case: &Case) -> Result<(), Difference> {
    let simulation = simulate(case, &case.get("definition"), case.get("input"), outside(case));
    let execution = simulation.execution();
    let described = describe_execution(execution);
    for name in ["status", "output", "error", "cause"] {
        same(case, name, &case.expected(name), &described.get(name).cloned().unwrap_or_default())?;
    }
    extras(case, execution)
}

/// Log events and `DescribeExecution`, where they were recorded.
pub(crate) fn extras(case: &Case, execution: &Execution) -> Result<(), Difference> {
    let end = case.expected("end_log_event");
    if !end.is_null() {
        let logged = log_events(execution, LogLevel::All, true);
        // The recorder renamed the execution in this member alone.
        log_event(case, &end, logged.last().unwrap_or(&Value::Null), false)?;
    }
    let expected = case.expected("log_events");
    if let Some(expected) = expected.as_array() {
        let (level, with_data) = logging(case)?;
        let logged = log_events(execution, level, with_data);
        if logged.len() != expected.len() {
            let all = Value::array(logged);
            return Err(Difference::between(
                "log_events: another number".into(),
                &case.expected("log_events"),
                &all,
            ));
        }
        for (expected, logged) in expected.iter().zip(&logged) {
            log_event(case, expected, logged, true)?;
        }
    }
    let described = describe_execution(execution);
    for (name, expected) in
        case.expected("describe_execution").as_object().cloned().unwrap_or_default().iter()
    {
        let actual = described.get(name).cloned().unwrap_or_default();
        same(case, &format!("describe_execution/{name}"), expected, &actual)?;
    }
    Ok(())
}

fn log_event(case: &Case, expected: &Value, logged: &Value, with_arn: bool) -> Result<(), Difference> {
    for (name, expected) in expected.as_object().cloned().unwrap_or_default().iter() {
        if with_arn || &**name != "execution_arn" {
            same(
                case,
                &format!("log event {name}"),
                expected,
                &logged.get(name).cloned().unwrap_or_default(),
            )?;
        }
    }
    Ok(())
}

/// Level and includeExecutionData stand at the end of the recording's name: `…_ERROR_False`.
fn logging(case: &Case) -> Result<(LogLevel, bool), Difference> {
    let mut parts = case.id.rsplit('_');
    let with_data = parts.next() == Some("True");
    let level = parts.next().and_then(LogLevel::parse);
    level.map(|level| (level, with_data)).ok_or_else(|| Difference::new("the name says no log level"))
}

fn same(case: &Case, name: &str, expected: &Value, actual: &Value) -> Result<(), Difference> {
    let comparer = Comparer::new(&case.placeholders);
    comparer.compare(expected, actual, name).map_err(|reason| Difference::between(reason, expected, actual))
}

/// What the functions behind the tasks did: no history was recorded, so it is read off the output. An output that is an
/// error output was thrown; else the members that invoking a function answers were returned.
fn outside(case: &Case) -> Mocks {
    const ANSWER: [&str; 5] =
        ["ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"];
    let output = case.expected("output");
    let text = |name: &str| output.get(name).and_then(Value::as_str).map(Into::into);
    let answer = match text("Error") {
        Some(error) => MockAnswer::Throw(ErrorCause { error: Some(error), cause: text("Cause") }),
        None => {
            let members =
                ANSWER.iter().filter_map(|name| output.get(name).map(|value| (*name, value.clone())));
            MockAnswer::Return(Value::object(members))
        }
    };
    let definition = case.get("definition");
    let states = definition.get("States").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut mocks = Mocks::default();
    for (name, state) in states.iter() {
        if state.get("Type").and_then(Value::as_str) == Some("Task") {
            mocks.insert(name.clone(), vec![MockEntry::new(answer.clone())]);
        }
    }
    mocks
}

//! The context object of a tested state: the one that the caller gives, or one made up as AWS does.

use asl_json::Value;
use asl_model::{IntegrationPattern, ProcessorMode, StateKind};

use super::ApiError;
use crate::program::ProgramState;
use crate::states::map::fields;
use crate::states::map::items::{Origin, STATE_DATA};
use crate::{ExecutionOptions, Random};

/// Members that a given context object may have, and what they must be: `""` is anything.
const ALLOWED: [(&str, &[(&str, &str)]); 4] = [
    (
        "Execution",
        &[
            ("Id", "a string"),
            ("Input", ""),
            ("Name", "a string"),
            ("RoleArn", "a string"),
            ("StartTime", "a string"),
            ("RedriveCount", "a number"),
            ("RedriveTime", "a string"),
        ],
    ),
    ("State", &[("EnteredTime", "a string"), ("Name", "a string"), ("RetryCount", "a number")]),
    ("StateMachine", &[("Id", "a string"), ("Name", "a string")]),
    ("Task", &[("Token", "a string")]),
];

/// Checks a context object that the caller gives.
pub(super) fn check(context: &Value, state: &ProgramState) -> Result<(), ApiError> {
    let invalid =
        |what: String| Err(ApiError::validation(format!("Invalid Context object provided: {what}")));
    let Some(members) = context.as_object() else { return invalid("Context must be a JSON object".into()) };
    for (name, value) in members.iter() {
        if &**name == "Map" {
            return invalid("'Map' field is not supported when mocking a Context object".into());
        }
        let Some((_, inner)) = ALLOWED.iter().find(|(allowed, _)| *allowed == &**name) else {
            return invalid(format!("Field '{name}' is not allowed"));
        };
        let Some(parts) = value.as_object() else { return invalid(format!("{name} must be an object")) };
        for (part, value) in parts.iter() {
            let Some((_, what)) = inner.iter().find(|(allowed, _)| *allowed == &**part) else {
                return invalid(format!("Field '{part}' is not allowed"));
            };
            let fits = match *what {
                "a string" => value.as_str().is_some(),
                "a number" => value.as_number().is_some(),
                _ => true,
            };
            if !fits {
                return invalid(format!("{name}.{part} must be {what}"));
            }
        }
    }
    let waits = matches!(&state.state.kind, StateKind::Task(task)
        if task.resource.pattern() != IntegrationPattern::RequestResponse);
    if members.contains_key("Task") && !waits {
        return invalid(
            "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' \
             service integration pattern"
                .into(),
        );
    }
    Ok(())
}

/// The context object of a test without one: an Express execution of a machine that nobody named.
///
/// Source: recorded. The state is always called `StateName`; `RoleArn` is null where none is given.
pub(super) fn default(
    options: &ExecutionOptions,
    random: &Random,
    state: &ProgramState,
    role_arn: Option<&str>,
    input: &Value,
    retry_count: u64,
    around: Option<ProcessorMode>,
) -> Value {
    let (machine, execution) = (random.uuid(), random.uuid());
    let place = format!("{}:{}", options.region, options.account_id);
    let now = Value::from(options.start_time.to_string());
    let mut members = vec![
        (
            "Execution",
            Value::object([
                ("Id", Value::from(format!("arn:aws:states:{place}:express:{machine}:{execution}"))),
                ("Input", input.clone()),
                ("StartTime", now.clone()),
                ("Name", Value::from(execution)),
                ("RoleArn", role_arn.map_or(Value::Null, Value::from)),
            ]),
        ),
        (
            "StateMachine",
            Value::object([
                ("Id", Value::from(format!("arn:aws:states:{place}:stateMachine:{machine}"))),
                ("Name", Value::from(machine)),
            ]),
        ),
    ];
    let mut state_members = vec![("Name", Value::from("StateName")), ("EnteredTime", now)];
    if matches!(state.state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)) {
        state_members.push(("RetryCount", Value::from(retry_count as i64)));
    }
    members.push(("State", Value::object(state_members)));
    if let StateKind::Task(task) = &state.state.kind
        && task.resource.pattern() != IntegrationPattern::RequestResponse
    {
        members.push(("Task", Value::object([("Token", Value::from(random.uuid().replace('-', "")))])));
    }
    if let Some(mode) = around {
        // UNVERIFIED(aws): what the source is called; that a distributed Map's item has one is documented.
        let origin = Origin { source: STATE_DATA.into(), is_member: false };
        let origin = (mode == ProcessorMode::Distributed).then_some(&origin);
        members.push(("Map", Value::object([("Item", fields::map_item(0, input, origin))])));
    }
    Value::object(members)
}

/// A context object with `Map.Item` for one item.
pub(super) fn with_item(context: &Value, item: Value) -> Value {
    let mut members = context.as_object().cloned().unwrap_or_default();
    members.make_mut().insert("Map".into(), Value::object([("Item", item)]));
    Value::from(members)
}

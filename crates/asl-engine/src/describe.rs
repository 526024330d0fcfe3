//! What the API says of an execution: `DescribeExecution`, and the answer of `StartSyncExecution`.

use asl_json::{Value, to_json};

use crate::{EventDetails, Execution, ExecutionStatus, ExecutionType};

/// Memory is billed in chunks of this many megabytes, duration in chunks of this many milliseconds.
///
/// Source: Step Functions pricing, "Express Workflows".
const BILLED_MEMORY_MB: i64 = 64;
const BILLED_DURATION_MS: i64 = 100;

/// The answer of `DescribeExecution`.
///
/// Source: API Reference, `DescribeExecution`; `input` and `output` are JSON text.
pub fn describe_execution(execution: &Execution) -> Value {
    let mut members = common(execution);
    if execution.options().execution_type == ExecutionType::Standard {
        let refused = execution.check_redrivable().err();
        let status = if refused.is_some() { "NOT_REDRIVABLE" } else { "REDRIVABLE" };
        members.push(("redriveCount", Value::from(execution.redrive_count())));
        members.extend(execution.redriven.map(|(_, at)| ("redriveDate", Value::from(at.to_string()))));
        members.push(("redriveStatus", Value::from(status)));
        members.extend(refused.map(|refused| ("redriveStatusReason", Value::from(refused.0))));
    }
    Value::object(members)
}

/// The answer of `StartSyncExecution`. HTTP status 200, also for an execution that failed.
///
/// What an execution really needs in memory is unknown here: one chunk is billed, as for a small one.
///
/// Source: API Reference, `StartSyncExecution`; `[obs]` a trivial machine bills 100 ms and 64 MB.
pub fn start_sync_execution(execution: &Execution) -> Value {
    let mut members = common(execution);
    let duration = execution.now().0 - execution.options().start_time.0;
    let chunks = (duration.max(1) + BILLED_DURATION_MS - 1) / BILLED_DURATION_MS;
    members.push((
        "billingDetails",
        Value::object([
            ("billedMemoryUsedInMB", Value::from(BILLED_MEMORY_MB)),
            ("billedDurationInMilliseconds", Value::from(chunks * BILLED_DURATION_MS)),
        ]),
    ));
    if !members.iter().any(|(name, _)| *name == "outputDetails") {
        members.push(("outputDetails", included()));
    }
    Value::object(members)
}

fn included() -> Value {
    Value::object([("included", Value::Bool(true))])
}

fn common(execution: &Execution) -> Vec<(&'static str, Value)> {
    let options = execution.options();
    let input = match execution.history().first().map(|event| &event.details) {
        Some(EventDetails::ExecutionStarted { input, .. }) => to_json(input),
        _ => "{}".to_owned(),
    };
    let text = |text: &Option<std::rc::Rc<str>>| text.as_ref().map(|text| Value::from(text.clone()));
    let mut members = vec![
        ("executionArn", Value::from(options.execution_arn())),
        ("stateMachineArn", Value::from(options.state_machine_arn())),
        ("name", Value::from(options.execution_name.clone())),
        ("status", Value::from(execution.status().as_str())),
        ("startDate", Value::from(options.start_time.to_string())),
    ];
    if execution.status() != ExecutionStatus::Running {
        members.push(("stopDate", Value::from(execution.now().to_string())));
    }
    members.push(("input", Value::from(input)));
    members.push(("inputDetails", included()));
    if let Some(output) = execution.output() {
        members.push(("output", Value::from(to_json(output))));
        members.push(("outputDetails", included()));
    }
    members.extend(text(&execution.failure().error).map(|error| ("error", error)));
    members.extend(text(&execution.failure().cause).map(|cause| ("cause", cause)));
    members
}

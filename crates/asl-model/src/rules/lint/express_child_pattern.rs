//! # `LINT_EXPRESS_CHILD_PATTERN`: a waiting task in an Express child
//!
//! The children of a distributed Map with `"ExecutionType": "EXPRESS"` are Express executions: they have neither `.sync`
//! nor `.waitForTaskToken` nor activities.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailureCount": 1,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
//!  "StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
//!    "Parameters": {"JobName": "j"}, "TimeoutSeconds": 60, "End": true}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailureCount": 1,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
//!    "Parameters": {"JobName": "j"}, "TimeoutSeconds": 60, "End": true}}}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ExecutionType, IntegrationPattern, ProcessorMode, ResourceKind, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    // Whether each workflow runs in an Express child execution; outer workflows come first.
    let mut express: Vec<bool> = Vec::with_capacity(context.workflows.len());
    for workflow in &context.workflows {
        let inside = workflow.owner.and_then(|owner| context.states.get(owner)).is_some_and(|owner| {
            match &owner.state.kind {
                StateKind::Map(map) if map.item_processor.mode == ProcessorMode::Distributed => {
                    map.item_processor.execution_type == ExecutionType::Express
                }
                _ => express.get(owner.workflow) == Some(&true),
            }
        });
        express.push(inside);
    }
    for site in context.states.iter().filter(|site| express.get(site.workflow) == Some(&true)) {
        let StateKind::Task(task) = &site.state.kind else { continue };
        let waits = task.resource.pattern() != IntegrationPattern::RequestResponse
            || task.resource.kind == ResourceKind::Activity;
        if waits {
            report.add(
                Diagnostic::new(
                    Code::ExpressChildPattern,
                    "an Express child execution cannot wait for a job, a token or an activity",
                    task.resource.range,
                )
                .at(site.field_location("Resource")),
            );
        }
    }
}

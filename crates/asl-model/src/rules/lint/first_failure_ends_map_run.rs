//! # `LINT_FIRST_FAILURE_ENDS_MAP_RUN`: the first failure ends the Map run
//!
//! Without `ToleratedFailureCount` or `ToleratedFailurePercentage` the first failed child execution ends a distributed
//! Map and aborts the others.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, ProcessorMode, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(map) = &site.state.kind else { continue };
        let tolerant = map.tolerated_failure_count.is_some() || map.tolerated_failure_percentage.is_some();
        if map.item_processor.mode == ProcessorMode::Distributed && !tolerant {
            report.add(
                Diagnostic::new(
                    Code::FirstFailureEndsMapRun,
                    "the first failed item ends the whole Map run",
                    site.member.key_range,
                )
                .at(site.location())
                .help("`ToleratedFailurePercentage` or `ToleratedFailureCount` lets some items fail"),
            );
        }
    }
}

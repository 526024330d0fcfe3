//! # `LINT_INLINE_MAP_LIMITS`: more than an inline Map can do
//!
//! An inline Map runs at most 40 iterations at once, whatever `MaxConcurrency` says. `ItemReader`, `ItemBatcher`,
//! `ResultWriter`, `Label` and the tolerated failures belong to distributed Maps.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "MaxConcurrency": 100, "End": true,
//!  "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "MaxConcurrency": 40, "End": true,
//!  "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, Dynamic, ProcessorMode, StateKind, TextEdit};

const DISTRIBUTED_ONLY: [&str; 8] = [
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(map) = &site.state.kind else { continue };
        if map.item_processor.mode == ProcessorMode::Distributed {
            continue;
        }
        if let Some(Dynamic::Constant(41..)) = map.max_concurrency {
            report.add(
                Diagnostic::new(
                    Code::InlineMapLimits,
                    "an inline Map runs at most 40 iterations at once",
                    site.range_of("MaxConcurrency"),
                )
                .at(site.field_location("MaxConcurrency"))
                .fix("Change to 40", vec![TextEdit::new(site.range_of("MaxConcurrency"), "40")]),
            );
        }
        for field in DISTRIBUTED_ONLY {
            if let Some(member) = site.member.value.member(field) {
                report.add(
                    Diagnostic::new(Code::InlineMapLimits, format!("`{field}` belongs to distributed Maps"), member.key_range)
                        .at(site.field_location(field))
                        .help("set `ProcessorConfig` to `{\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}`"),
                );
            }
        }
    }
}

//! # `LINT_BATCH_WITHOUT_LIMIT`: batches without a size
//!
//! `ItemBatcher` needs the number of items or of bytes in a batch.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "ItemBatcher": {"BatchInput": {"region": "eu"}}, "ToleratedFailureCount": 1, "End": true,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
//!    "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "ItemBatcher": {"MaxItemsPerBatch": 100}, "ToleratedFailureCount": 1, "End": true,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
//!    "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use asl_json::NodeKind;

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind, TextEdit};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| matches!(site.state.kind, StateKind::Map(_))) {
        let Some(batcher) = site.member.value.member("ItemBatcher") else { continue };
        let NodeKind::Object(members) = &batcher.value.kind else { continue };
        if members.iter().any(|member| member.key.starts_with("Max")) {
            continue;
        }
        let edit = if members.is_empty() && batcher.value.range.slice(context.editor.text) == "{}" {
            Some(TextEdit::new(batcher.value.range, "{\"MaxItemsPerBatch\": 100}"))
        } else {
            context.editor.add_field(&batcher.value, "", "MaxItemsPerBatch", "100")
        };
        let mut diagnostic =
            Diagnostic::new(Code::BatchWithoutLimit, "the batches have no size", batcher.key_range)
                .at(site.field_location("ItemBatcher"));
        if let Some(edit) = edit {
            diagnostic = diagnostic.fix("Add `MaxItemsPerBatch`", vec![edit]);
        }
        report.add(diagnostic);
    }
}

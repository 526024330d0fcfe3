//! # `LINT_INPUT_LOST_ON_ERROR`: a catcher that replaces the input
//!
//! Without `ResultPath` the error object replaces the whole input of the state: what the next state needs is gone.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Clean up"}]},
//!  "Clean up": {"Type": "Pass", "End": true}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}},
//!    {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}], "End": true,
//!    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Clean up"}]},
//!  "Clean up": {"Type": "Pass", "End": true}}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, QueryLanguage, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::JsonPath) {
        if !matches!(site.state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)) {
            continue;
        }
        let Some(workflow) = context.workflows.get(site.workflow) else { continue };
        for (index, entry) in site.fields().items("Catch").iter().enumerate() {
            let Some(next) = entry.get("Next") else { continue };
            let target = next.as_str().and_then(|name| workflow.workflow.states.get(name));
            let ends = matches!(target.map(|state| &state.kind), Some(StateKind::Fail(_)) | None);
            let keeps = entry.get("ResultPath").is_some() || entry.get("Assign").is_some();
            if ends || keeps {
                continue;
            }
            let mut diagnostic = Diagnostic::new(
                Code::InputLostOnError,
                "without `ResultPath` the error replaces the whole input",
                entry.range,
            )
            .at(format!("{}/Catch[{index}]", site.location()));
            if let Some(edit) = context.editor.add_field(entry, "ErrorEquals", "ResultPath", "\"$.error\"") {
                diagnostic = diagnostic.fix("Add `\"ResultPath\": \"$.error\"`", vec![edit]);
            }
            report.add(diagnostic);
        }
    }
}

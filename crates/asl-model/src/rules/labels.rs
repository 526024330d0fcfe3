//! # `INVALID_LABEL_NAME`, `DUPLICATE_LABEL_NAME`: a Map's label is no name, or taken
//!
//! A `Label` becomes part of the ARNs of a distributed Map's runs: at most 40 characters, none of them blank or one of
//! `?*<>{}[]:;,\|^~$#%&` and quotes, and unique in the machine.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "Label": "all orders", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "Label": "AllOrders", "End": true, "ToleratedFailurePercentage": 5,
//!  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
//!  "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}
//! ```

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::context::{Context, Report};
use crate::{Code, Diagnostic, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut seen: IndexMap<&str, asl_json::TextRange, FixedState> = IndexMap::default();
    for site in &context.states {
        let StateKind::Map(map) = &site.state.kind else { continue };
        let Some(label) = &map.label else { continue };
        let location = site.field_location("Label");
        if let Some(message) = problem(&label.value) {
            report.add(Diagnostic::new(Code::InvalidLabelName, message, label.range).at(&*location));
        }
        if let Some(first) = seen.insert(&label.value, label.range) {
            let message = format!("Duplicate Label name: {}", label.value);
            report.add(
                Diagnostic::new(Code::DuplicateLabelName, message, label.range)
                    .at(location)
                    .label(first, "the other label"),
            );
        }
    }
}

fn problem(label: &str) -> Option<String> {
    if label.chars().count() > 40 {
        return Some(format!(
            "The label name '{label}' exceeds the 40-character limit allowed by the service"
        ));
    }
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(c);
    (label.is_empty() || label.contains(forbidden))
        .then(|| format!("Invalid Label name '{label}': the label name contains invalid characters."))
}

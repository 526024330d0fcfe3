//! # `SCHEMA_VALIDATION_FAILED`: `States.ALL` among others
//!
//! `States.ALL` stands for every error, so it stands alone in its `ErrorEquals` and only in the last retrier or
//! catcher: what follows could never be reached.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true,
//!  "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["States.Timeout"]}]}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true,
//!  "Retry": [{"ErrorEquals": ["States.Timeout"]}, {"ErrorEquals": ["States.ALL"]}]}
//! ```

use super::context::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        if !matches!(site.state.type_name(), "Task" | "Parallel" | "Map") {
            continue;
        }
        for field in ["Retry", "Catch"] {
            let entries = site.fields().items(field);
            for (index, entry) in entries.iter().enumerate() {
                let Some(names) = entry.get("ErrorEquals") else { continue };
                let items = names.items().unwrap_or(&[]);
                let catches_all = items.iter().any(|item| item.as_str() == Some("States.ALL"));
                if catches_all && (items.len() > 1 || index + 1 < entries.len()) {
                    let location = format!("{}/{field}[{index}]/ErrorEquals", site.location());
                    report.schema("States.ALL must appear alone and at end of list", location, names.range);
                }
            }
        }
    }
}

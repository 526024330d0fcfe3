//! # `LINT_COVERED_ERROR`: retriers or catchers that overlap
//!
//! The first entry that fits is taken. An entry whose every error is named before, or covered by `States.TaskFailed`
//! before, is never used. (`States.TaskFailed` stands for every error but `States.Timeout`.)
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true,
//!    "Retry": [{"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["Lambda.TooManyRequestsException"]}]}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true,
//!    "Retry": [{"ErrorEquals": ["Lambda.TooManyRequestsException"]}, {"ErrorEquals": ["States.TaskFailed"]}]}}
//! ```

use asl_json::{Node, TextRange};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        for (field, noun) in [("Retry", "retrier"), ("Catch", "catcher")] {
            let mut seen: IndexMap<&str, TextRange, FixedState> = IndexMap::default();
            for (index, entry) in site.fields().items(field).iter().enumerate() {
                let names = entry.get("ErrorEquals").and_then(Node::items).unwrap_or(&[]);
                let covered = names.iter().map(|name| covering(&seen, name.as_str().unwrap_or("States.ALL")));
                let covered: Option<Vec<TextRange>> = covered.collect();
                if let Some(first) = covered.as_ref().and_then(|ranges| ranges.first()) {
                    report.add(
                        Diagnostic::new(
                            Code::CoveredError,
                            format!("this {noun} is never used: an earlier one takes its errors"),
                            entry.range,
                        )
                        .at(format!("{}/{field}[{index}]", site.location()))
                        .label(*first, "taken here"),
                    );
                }
                for name in names {
                    if let Some(text) = name.as_str() {
                        seen.entry(text).or_insert(name.range);
                    }
                }
            }
        }
    }
}

fn covering(seen: &IndexMap<&str, TextRange, FixedState>, name: &str) -> Option<TextRange> {
    let by_wildcard = !matches!(
        name,
        "States.ALL"
            | "States.Timeout"
            | "States.HeartbeatTimeout"
            | "States.DataLimitExceeded"
            | "States.Runtime"
    );
    seen.get(name).or_else(|| seen.get("States.TaskFailed").filter(|_| by_wildcard)).copied()
}

//! # `INVALID_STATE_NAME`, `DUPLICATE_STATE_NAME`: a state's name is too long or taken
//!
//! A state's name has 1 to 80 characters and is unique in the whole machine, also across the branches of Parallel
//! states and the processors of Map states.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Map", "Next": "B", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}},
//!  "B": {"Type": "Succeed"}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Map", "Next": "B", "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}},
//!  "B": {"Type": "Succeed"}}
//! ```

use asl_json::{Node, TextRange};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::context::{Context, Report};
use crate::{Code, Diagnostic};

/// The longest name, in characters.
const MAX_LENGTH: usize = 80;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut seen: IndexMap<&str, TextRange, FixedState> = IndexMap::default();
    for workflow in &context.workflows {
        for member in workflow.node.get("States").and_then(Node::members).unwrap_or(&[]) {
            let location = || format!("{}/States/{}", workflow.location, member.key);
            let length = member.key.chars().count();
            if length > MAX_LENGTH || length == 0 {
                let message = if length == 0 {
                    "The state name is empty".to_owned()
                } else {
                    format!(
                        "The state name '{}' exceeds the 80-character limit allowed by the service",
                        member.key
                    )
                };
                report.add(Diagnostic::new(Code::InvalidStateName, message, member.key_range).at(location()));
            }
            match seen.get(&*member.key) {
                Some(first) => report.add(
                    Diagnostic::new(
                        Code::DuplicateStateName,
                        format!("Duplicate State name: {}", member.key),
                        member.key_range,
                    )
                    .at(location())
                    .label(*first, "the other state of that name"),
                ),
                None => {
                    seen.insert(&member.key, member.key_range);
                }
            }
        }
    }
}

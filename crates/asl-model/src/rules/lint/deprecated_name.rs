//! # `LINT_DEPRECATED_NAME`: an older name
//!
//! `Iterator` and the `Parameters` of a Map are the names from before 2022; `ItemProcessor` and `ItemSelector` do the same
//! and more.
//!
//! Bad:
//! ```json
//! {"Type": "Map", "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Map", "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, QueryLanguage, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Map(_) = site.state.kind else { continue };
        for (old, new) in [("Iterator", "ItemProcessor"), ("Parameters", "ItemSelector")] {
            let Some(member) = site.member.value.member(old) else { continue };
            let allowed = old == "Iterator" || site.state.query_language == QueryLanguage::JsonPath;
            if allowed && site.fields().get(new).is_none() {
                report.add(
                    Diagnostic::new(
                        Code::DeprecatedName,
                        format!("`{old}` is the older name of `{new}`"),
                        member.key_range,
                    )
                    .at(site.field_location(old))
                    .fix(format!("Rename to `{new}`"), vec![context.editor.string(member.key_range, new)]),
                );
            }
        }
    }
}

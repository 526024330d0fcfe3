//! # `LINT_JSONATA_TEXT_AROUND`: text around an expression
//!
//! A string is an expression only if it begins with `{%` and ends with `%}` exactly. With a blank or a word around it, it is
//! plain text, delimiters and all. Texts are joined inside: `{% 'Hello ' & $states.input.name %}`.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"greeting": "Hello {% $states.input.name %}!"}, "End": true}
//! ```
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": " {% $states.input.name %} ", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"greeting": "{% 'Hello ' & $states.input.name & '!' %}"},
//!  "End": true}
//! ```

use asl_json::NodeKind;

use crate::rules::context::{Context, Report};
use crate::rules::templates::each_node;
use crate::{Code, Diagnostic, QueryLanguage};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        for member in site.member.value.members().unwrap_or(&[]) {
            if matches!(&*member.key, "Comment" | "ItemProcessor" | "Iterator" | "Branches") {
                continue;
            }
            each_node(&member.value, |node| {
                let NodeKind::String(text) = &node.kind else { return };
                let whole = text.starts_with("{%") || text.ends_with("%}");
                let inside = text
                    .find("{%")
                    .is_some_and(|open| text.get(open..).is_some_and(|rest| rest.contains("%}")));
                if whole || !inside {
                    return;
                }
                let mut diagnostic = Diagnostic::new(
                    Code::JsonataBlank,
                    "this is plain text: an expression is the whole string",
                    node.range,
                )
                .at(site.location())
                .help("join texts inside the delimiters with `&`");
                let trimmed = text.trim();
                if trimmed.starts_with("{%") && trimmed.ends_with("%}") {
                    diagnostic =
                        diagnostic.fix("Remove the blanks", vec![context.editor.string(node.range, trimmed)]);
                }
                report.add(diagnostic);
            });
        }
    }
}

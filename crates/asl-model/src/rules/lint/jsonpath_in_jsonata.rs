//! # `LINT_JSONPATH_IN_JSONATA`: a JSONPath in a JSONata state
//!
//! In JSONata states names that end in `.$`, paths and calls of `States.…` functions are plain text. Use `{% … %}`.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"id.$": "$.order.id"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"id": "{% $states.input.order.id %}"}, "End": true}
//! ```

use asl_json::NodeKind;

use crate::rules::context::{Context, Report};
use crate::rules::no_dollar::looks_dynamic;
use crate::rules::templates::each_node;
use crate::{Code, Diagnostic, QueryLanguage};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        for field in ["Arguments", "Output", "Assign", "ItemSelector", "Items"] {
            let Some(node) = site.fields().get(field) else { continue };
            each_node(node, |node| match &node.kind {
                NodeKind::Object(members) => {
                    for member in members.iter().filter(|member| member.key.ends_with(".$")) {
                        let message =
                            format!("`{}` is a plain name here: JSONata states have no `.$`", member.key);
                        report.add(
                            Diagnostic::new(Code::JsonpathInJsonata, message, member.key_range)
                                .at(site.field_location(field)),
                        );
                    }
                }
                NodeKind::String(text) if looks_dynamic(text) => report.add(
                    Diagnostic::new(
                        Code::JsonpathInJsonata,
                        "this is plain text here: JSONata states take `{% … %}`",
                        node.range,
                    )
                    .at(site.field_location(field)),
                ),
                _ => {}
            });
        }
    }
}

//! # `LINT_TEXT_AS_TEMPLATE`: a path where an object is wanted
//!
//! AWS takes any JSON as `Parameters`, `ResultSelector` and `ItemSelector`, also a text; but a text is handed on as it is,
//! even if it reads like a path. `InputPath` and `OutputPath` select a part of the data, and a name that ends in `.$` in
//! an object takes a path.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Parameters": "$.order", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "InputPath": "$.order", "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::no_dollar::looks_dynamic;
use crate::{Code, Diagnostic, QueryLanguage};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::JsonPath) {
        for field in ["Parameters", "ResultSelector", "ItemSelector"] {
            let Some(node) = site.fields().get(field) else { continue };
            if node.as_str().is_some_and(|text| text == "$" || looks_dynamic(text)) {
                report.add(
                    Diagnostic::new(
                        Code::TextAsTemplate,
                        format!("`{field}` is this text, not what the path finds"),
                        node.range,
                    )
                    .at(site.field_location(field))
                    .help("write an object whose names end in `.$`, or use `InputPath`"),
                );
            }
        }
    }
}

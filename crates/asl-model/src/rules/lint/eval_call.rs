//! # `LINT_EVAL`: `$eval` does not exist
//!
//! Step Functions has all functions of JSONata but `$eval`. AWS accepts the definition; the state fails with
//! `States.QueryEvaluationError` when it runs. `$parse` reads JSON text.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $eval($states.input.text) %}", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $parse($states.input.text) %}", "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::{Code, Diagnostic, QueryLanguage};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        expressions::each(site, |leaf, place, _| {
            let Leaf::Jsonata(string) = leaf else { return };
            let Some(expression) = string.expression.as_ref().ok().filter(|_| string.text.contains("$eval"))
            else {
                return;
            };
            for variable in expression.references().variables {
                let behind = string.text.get(variable.range.end as usize..).unwrap_or("");
                if &*variable.name == "eval" && behind.trim_start().starts_with('(') {
                    let range = string.place_of(variable.range, context.editor.text);
                    report.add(
                        Diagnostic::new(Code::EvalCall, "Step Functions has no `$eval`", range)
                            .at(format!("{}/{place}", site.location()))
                            .help("`$parse` reads JSON text"),
                    );
                }
            }
        });
    }
}

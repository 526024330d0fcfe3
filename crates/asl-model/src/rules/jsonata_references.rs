//! # `UNSUPPORTED_JSONATA_EXPRESSION`: a reference to something that is not there
//!
//! A Step Functions expression has no context: the input is `$states.input` and a variable is `$name`. A bare name, `$`
//! and `$$` at the top level are refused. `$states.result` exists in the `Output` and `Assign` of Task, Parallel and
//! Map states, `$states.errorOutput` in those of their catchers.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% order.id %}", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.order.id %}", "End": true}
//! ```

use std::rc::Rc;

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use super::context::{Context, Report, StateSite};
use super::expressions::{self, Leaf, Reach};
use crate::{Code, Diagnostic, JsonataString, QueryLanguage};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        expressions::each(site, |leaf, place, reach| {
            if let Leaf::Jsonata(string) = leaf {
                expression(site, string, place, reach, report);
            }
        });
    }
}

fn expression(site: &StateSite<'_>, string: &JsonataString, place: &str, reach: Reach, report: &mut Report) {
    let Ok(expression) = &string.expression else { return };
    let references = expression.references();
    let mut messages: IndexSet<String, FixedState> = IndexSet::default();
    for reference in &references.top_level {
        messages.insert(format!("Reference to '{}' at the top level is not supported.", reference.name));
    }
    for reference in &references.root {
        messages.insert(format!("Reference to '{}' is not supported.", reference.name));
    }
    for variable in references.variables.iter().filter(|variable| &*variable.name == "states") {
        let field: Option<&Rc<str>> = variable.path.first();
        let exists = match field.map(|field| &**field) {
            None | Some("input" | "context") => true,
            Some("result") => reach.result,
            Some("errorOutput") => reach.error_output,
            Some(_) => false,
        };
        if let Some(field) = field.filter(|_| !exists) {
            messages.insert(format!("Field '$states.{field}' does not exist."));
        }
    }
    for message in messages {
        let location = format!("{}/{place}", site.location);
        let mut diagnostic =
            Diagnostic::new(Code::UnsupportedJsonataExpression, message, string.range).at(location);
        if !references.top_level.is_empty() {
            diagnostic = diagnostic.help("the state's input is `$states.input`, a variable is `$name`");
        }
        report.add(diagnostic);
    }
}

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

use asl_json::TextRange;
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::context::{Context, Report, StateSite};
use super::expressions::{self, Leaf, Reach};
use crate::{Code, Diagnostic, JsonataString, QueryLanguage, TextEdit};

/// Of one expression no more is said than this: each place is looked for from the expression's beginning.
const MAX_MESSAGES: usize = 50;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        expressions::each(site, |leaf, place, reach| {
            if let Leaf::Jsonata(string) = leaf {
                expression(context, site, string, place, reach, report);
            }
        });
    }
}

fn expression(
    context: &Context<'_>,
    site: &StateSite<'_>,
    string: &JsonataString,
    place: &str,
    reach: Reach,
    report: &mut Report,
) {
    let Ok(expression) = &string.expression else { return };
    let references = expression.references();
    let mut messages: IndexMap<String, (TextRange, bool), FixedState> = IndexMap::default();
    for reference in &references.top_level {
        let message = format!("Reference to '{}' at the top level is not supported.", reference.name);
        let is_name = reference.name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        messages.entry(message).or_insert((reference.range, is_name));
    }
    for reference in &references.root {
        let message = format!("Reference to '{}' is not supported.", reference.name);
        messages.entry(message).or_insert((reference.range, false));
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
            messages
                .entry(format!("Field '$states.{field}' does not exist."))
                .or_insert((variable.range, false));
        }
    }
    let names_at_top = !references.top_level.is_empty();
    for (message, (part, is_name)) in messages.into_iter().take(MAX_MESSAGES) {
        if report.is_full() {
            return;
        }
        let location = format!("{}/{place}", site.location());
        let range = string.place_of(part, context.editor.text);
        let mut diagnostic = Diagnostic::new(Code::UnsupportedJsonataExpression, message, range).at(location);
        if names_at_top {
            diagnostic = diagnostic.help("the state's input is `$states.input`, a variable is `$name`");
        }
        if is_name {
            let edit = TextEdit::new(TextRange::at(range.start), "$states.input.");
            diagnostic = diagnostic.fix("Read it from the input: `$states.input.`", vec![edit]);
        }
        report.add(diagnostic);
    }
}

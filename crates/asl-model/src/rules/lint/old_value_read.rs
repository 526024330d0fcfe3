//! # `LINT_OLD_VALUE_READ`: a variable that is set and read in the same `Assign`
//!
//! All values of an `Assign` are computed before the first variable is set: what is read here is the old value, or
//! nothing if this is the first time.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"total": 5, "tax": "{% $total * 0.1 %}"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"total": 5, "tax": "{% 5 * 0.1 %}"}, "End": true}
//! ```

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::{Code, Diagnostic, PathRoot};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let Some(assigned) = &site.state.assign else { continue };
        let names: IndexSet<&str, FixedState> = assigned.iter().map(|member| &*member.key).collect();
        expressions::each(site, |leaf, place, _| {
            let Some(own) = place.strip_prefix("Assign/") else { return };
            let own = own.split(['/', '[']).next().unwrap_or(own).trim_end_matches(".$");
            // A variable that is made of its own old value is meant so: `count` of `$count + 1`.
            let is_set = |name: &str| name != own && names.contains(name);
            let read = match leaf {
                Leaf::Path(path) => match &path.root {
                    PathRoot::Variable(name) if is_set(name) => Some((name.to_string(), path.range)),
                    _ => None,
                },
                Leaf::Jsonata(string) => string.expression.as_ref().ok().and_then(|expression| {
                    let references = expression.references();
                    let found = references.variables.into_iter().find(|variable| is_set(&variable.name))?;
                    Some((found.name.to_string(), string.place_of(found.range, context.editor.text)))
                }),
                _ => None,
            };
            if let Some((name, range)) = read {
                let message = format!("`${name}` is still the old value here");
                report.add(
                    Diagnostic::new(Code::OldValueRead, message, range)
                        .at(format!("{}/{place}", site.location()))
                        .help("what Assign sets is seen from the next state on"),
                );
            }
        });
    }
}

//! The validation rules, one a file.
//!
//! Each file's first comment names the code and says what the rule finds and why it matters, with a bad and a good
//! example; a test runs these examples, and `docs/diagnostics.md` is made of them. An example is a definition, an object of
//! states, or one state.
//!
//! AWS's rules come in the order in which AWS reports: schema first, then transitions, then the rest. Ours follow.

pub(crate) mod context;

mod choice_rules;
mod credentials;
mod definition_object;
mod duplicate_fields;
mod end_state;
mod error_equals;
mod exclusive_fields;
mod expressions;
mod field_shapes;
mod heartbeat;
mod item_reader;
mod jsonata_expressions;
mod jsonata_references;
mod labels;
mod language_downgrade;
mod map_modes;
mod nesting;
mod no_dollar;
mod no_path;
mod pass_result_is_static;
mod paths;
mod reachable;
mod required_fields;
mod resources;
mod result_writer;
mod retry_delays;
mod state_names;
mod supported_fields;
mod templates;
mod timestamps;
mod transitions;
mod variables;

mod lint;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use lint::unknown_error_name::RESERVED as RESERVED_ERRORS;

use context::{Context, Report};

use crate::Diagnostic;

type Check = fn(&Context<'_>, &mut Report);

/// The rules behind `SCHEMA_VALIDATION_FAILED` and the like; AWS reports them in the order of the text.
const SCHEMA: &[Check] = &[
    definition_object::check,
    language_downgrade::check,
    required_fields::check,
    supported_fields::check,
    exclusive_fields::check,
    field_shapes::check,
    paths::check,
    templates::check,
    duplicate_fields::check,
    timestamps::check,
    heartbeat::check,
    retry_delays::check,
    resources::check,
    credentials::check,
    error_equals::check,
    choice_rules::check,
    map_modes::check,
    item_reader::check,
    result_writer::check,
    jsonata_expressions::check,
    jsonata_references::check,
    variables::check,
];

/// The rules about names and transitions, in AWS's order.
const GRAPH: &[Check] = &[
    state_names::check,
    labels::check,
    nesting::check,
    transitions::check,
    end_state::check,
    reachable::check,
];

/// AWS's warnings.
const WARNINGS: &[Check] = &[no_dollar::check, no_path::check, pass_result_is_static::check];

/// Runs AWS's rules, and ours if the context says so. In AWS's order.
pub(crate) fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut schema = Report::default();
    for check in SCHEMA {
        check(context, &mut schema);
    }
    let mut diagnostics = schema.into_diagnostics();
    diagnostics.sort_by_key(|diagnostic| diagnostic.range.start);
    let mut rest = Report::default();
    for check in GRAPH.iter().chain(WARNINGS) {
        check(context, &mut rest);
    }
    if context.lints {
        for check in lint::RULES {
            check(context, &mut rest);
        }
    }
    diagnostics.extend(rest.into_diagnostics());
    diagnostics
}

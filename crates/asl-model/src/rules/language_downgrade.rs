//! # `SCHEMA_VALIDATION_FAILED`: a JSONPath state in a JSONata machine
//!
//! A machine that says `"QueryLanguage": "JSONata"` is JSONata throughout: a state cannot go back to JSONPath. The
//! other direction is allowed, so a machine can be moved over state by state.
//!
//! Bad:
//! ```json
//! {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
//!   "A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}}
//! ```
//! Good:
//! ```json
//! {"StartAt": "A", "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true}}}
//! ```

use super::context::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (index, site) in context.states.iter().enumerate() {
        if context.is_downgraded(Some(index)) {
            report.schema(
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                site.location(),
                site.range_of("QueryLanguage"),
            );
        }
    }
}

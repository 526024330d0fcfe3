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

use super::context::{Context, Report};

pub(super) fn check(_context: &Context<'_>, _report: &mut Report) {}

//! # `LINT_MANY_CALLS`: more than ten intrinsic functions in one field
//!
//! A field has at most ten calls of intrinsic functions, nested or not. Split the work over two states, or over variables.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Parameters": {"ids.$": "States.Array(States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID())"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Parameters": {"ids.$": "States.Array(States.UUID(), States.UUID())"}, "End": true}
//! ```

use crate::intrinsic::MAX_NESTED_CALLS;
use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::{Code, Diagnostic, QueryLanguage};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::JsonPath) {
        expressions::each(site, |leaf, place, _| {
            if let Leaf::Intrinsic(call) = leaf
                && call.count() > MAX_NESTED_CALLS
            {
                let message = format!("{} calls in one field; AWS allows {MAX_NESTED_CALLS}", call.count());
                report.add(
                    Diagnostic::new(Code::ManyCalls, message, call.range)
                        .at(format!("{}/{place}", site.location())),
                );
            }
        });
    }
}

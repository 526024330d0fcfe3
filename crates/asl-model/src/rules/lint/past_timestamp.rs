//! # `LINT_PAST_TIMESTAMP`: a time that is long past
//!
//! A Wait until a time that is over goes on at once. Times before December 2016, when Step Functions began, are past
//! wherever and whenever the definition is read; of later ones nothing is said, as nothing here looks at a clock.
//!
//! Bad:
//! ```json
//! {"Type": "Wait", "Timestamp": "2016-03-14T01:59:00Z", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Wait", "TimestampPath": "$.until", "End": true}
//! ```

use crate::rules::context::{Context, Report};
use crate::{Code, Diagnostic, Dynamic, StateKind, WaitFor};

/// Timestamps compare as texts down to the day.
const BEGINNING: &str = "2016-12-01";

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Wait(wait) = &site.state.kind else { continue };
        let WaitFor::Timestamp(Dynamic::Constant(timestamp)) = &wait.wait_for else { continue };
        let is_date = timestamp.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
        if is_date && &**timestamp < BEGINNING {
            let message = "this time is past: the state does not wait";
            report.add(
                Diagnostic::new(Code::PastTimestamp, message, site.range_of("Timestamp"))
                    .at(site.field_location("Timestamp")),
            );
        }
    }
}

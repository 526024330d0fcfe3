//! # `LINT_VALUE_CHANGES_ON_RETRY`: each attempt sends another value
//!
//! `Arguments` are evaluated again for every attempt, so `$uuid()`, `$random()`, `$now()` and `$millis()` give another value
//! each time: as an idempotency token it protects from nothing. Assign the value in a state before.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Arguments": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", "MessageBody": "hello",
//!    "MessageDeduplicationId": "{% $uuid() %}"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"]}]}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
//!  "Arguments": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", "MessageBody": "hello",
//!    "MessageDeduplicationId": "{% $states.context.Execution.Id %}"},
//!  "Retry": [{"ErrorEquals": ["States.ALL"]}]}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::{Code, Diagnostic, QueryLanguage, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        if !matches!(site.state.kind, StateKind::Task(_)) || site.state.retry().is_empty() {
            continue;
        }
        expressions::each(site, |leaf, place, _| {
            let Leaf::Jsonata(string) = leaf else { return };
            let Some(expression) = string.expression.as_ref().ok().filter(|_| place.starts_with("Arguments"))
            else {
                return;
            };
            let changes = ["uuid", "random", "now", "millis"];
            let variables = expression.references().variables;
            if let Some(found) = variables.iter().find(|v| v.is_function && changes.contains(&&*v.name)) {
                let range = string.place_of(found.range, context.editor.text);
                report.add(
                    Diagnostic::new(
                        Code::ValueChangesOnRetry,
                        format!("`${}()` gives another value for each attempt", found.name),
                        range,
                    )
                    .at(format!("{}/{place}", site.location())),
                );
            }
        });
    }
}

//! # `LINT_SECRET_IN_TEXT`: a secret in the definition
//!
//! Everybody who may read the state machine or its executions reads this too. Keep secrets in Secrets Manager, in an
//! EventBridge connection or in the called service.
//!
//! Bad:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
//!  "Parameters": {"ApiEndpoint": "https://example.com", "Method": "GET", "Headers": {"Authorization": "Bearer 3f9c2a7d1e"},
//!    "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"}}}
//! ```
//! Good:
//! ```json
//! {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
//!  "Parameters": {"ApiEndpoint": "https://example.com", "Method": "GET",
//!    "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"}}}
//! ```

use asl_json::NodeKind;

use crate::rules::context::{Context, Report};
use crate::rules::templates::each_node;
use crate::{Code, Diagnostic};

const NAMES: [&str; 9] = [
    "password",
    "passwd",
    "secret",
    "apikey",
    "accesskey",
    "secretkey",
    "secretaccesskey",
    "privatekey",
    "authorization",
];

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    each_node(context.root, |node| match &node.kind {
        NodeKind::Object(members) => {
            for member in members {
                let Some(text) = member.value.as_str() else { continue };
                if is_literal(text) && is_secret_name(&member.key) {
                    let message = format!("`{}` looks like a secret in plain text", member.key);
                    report.add(Diagnostic::new(Code::SecretInText, message, member.value.range));
                }
            }
        }
        NodeKind::String(text) if text.len() >= 20 && is_access_key(text) => {
            report.add(Diagnostic::new(Code::SecretInText, "this looks like an AWS access key", node.range));
        }
        _ => {}
    });
}

fn is_secret_name(name: &str) -> bool {
    if name.ends_with(".$") || name.len() > 40 {
        return false;
    }
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    NAMES.contains(&plain.as_str())
}

/// Whether a text is a value rather than a reference to one.
fn is_literal(text: &str) -> bool {
    if text.len() < 8 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let reference = ["$", "{%", "arn:", "{{", "<"].iter().any(|start| text.starts_with(start));
    !reference && !text.contains("${")
}

fn is_access_key(text: &str) -> bool {
    text.match_indices("AKIA").any(|(at, _)| {
        let key = text.get(at..at + 20).unwrap_or("");
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        key.len() == 20
            && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && !before.is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

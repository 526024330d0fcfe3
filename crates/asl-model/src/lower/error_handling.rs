//! `Retry` and `Catch`.

use asl_json::Node;

use super::{Fields, state, target, template};
use crate::{Catcher, JitterStrategy, QueryLanguage, Retrier};

/// `Retry`.
pub(super) fn retry(fields: Fields<'_>) -> Vec<Retrier> {
    fields.items("Retry").iter().map(retrier).collect()
}

fn retrier(node: &Node) -> Retrier {
    let fields = Fields::of(node);
    let whole = |name| fields.integer(name).and_then(|value| u64::try_from(value).ok());
    Retrier {
        error_equals: fields.texts("ErrorEquals"),
        interval_seconds: whole("IntervalSeconds").unwrap_or(1),
        max_attempts: whole("MaxAttempts").unwrap_or(3),
        backoff_rate: fields.float("BackoffRate").filter(|rate| *rate >= 1.0).unwrap_or(2.0),
        max_delay_seconds: whole("MaxDelaySeconds"),
        jitter_strategy: match fields.text("JitterStrategy").as_deref() {
            Some("FULL") => JitterStrategy::Full,
            _ => JitterStrategy::None,
        },
        range: node.range,
    }
}

/// `Catch`.
pub(super) fn catch(fields: Fields<'_>, language: QueryLanguage) -> Vec<Catcher> {
    fields.items("Catch").iter().map(|node| catcher(node, language)).collect()
}

fn catcher(node: &Node, language: QueryLanguage) -> Catcher {
    let fields = Fields::of(node);
    Catcher {
        error_equals: fields.texts("ErrorEquals"),
        next: target(fields, "Next"),
        result_path: state::result_path(fields, language),
        output: match language {
            QueryLanguage::JsonPath => None,
            QueryLanguage::Jsonata => template::field(fields, "Output", language),
        },
        assign: template::assign(fields, language),
        range: node.range,
    }
}

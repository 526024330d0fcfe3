//! `Retry`: when a failed state is tried again.

use std::rc::Rc;

use asl_json::TextRange;

/// Whether the waiting time before a retry is drawn at random.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JitterStrategy {
    /// `FULL`: anything from 0 to the computed time.
    Full,
    /// `NONE`: the computed time.
    #[default]
    None,
}

/// One entry of `Retry`.
///
/// Source: ASL specification, "Retrying after error".
#[derive(Clone, Debug)]
pub struct Retrier {
    /// `ErrorEquals`: the error names that it answers to.
    pub error_equals: Vec<Rc<str>>,
    /// `IntervalSeconds`: seconds before the first retry; 1 if absent.
    pub interval_seconds: u64,
    /// `MaxAttempts`: retries, not tries; 3 if absent, 0 means never.
    pub max_attempts: u64,
    /// `BackoffRate`: factor from one waiting time to the next, at least 1; 2 if absent.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`: no waiting time is longer.
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy`
    pub jitter_strategy: JitterStrategy,
    /// Where the entry stands.
    pub range: TextRange,
}

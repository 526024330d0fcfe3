//! `Wait`: lets time pass.

use std::rc::Rc;

use crate::{Dynamic, Transition};

/// How long a Wait state waits.
#[derive(Clone, Debug)]
pub enum WaitFor {
    /// `Seconds` or `SecondsPath`
    Seconds(Dynamic<i64>),
    /// `Timestamp` or `TimestampPath`
    Timestamp(Dynamic<Rc<str>>),
    /// None of them; running it fails with `States.Runtime`.
    Missing,
}

/// What a Wait state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct WaitState {
    /// How long.
    pub wait_for: WaitFor,
    /// `Next` or `End`
    pub transition: Transition,
}

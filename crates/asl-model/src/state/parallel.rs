//! `Parallel`: runs its branches at the same time.

use crate::{Catcher, ResultPath, Retrier, Template, Transition, Workflow};

/// What a Parallel state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct ParallelState {
    /// `Branches`
    pub branches: Vec<Workflow>,
    /// `Parameters` (JSONPath) or `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: ResultPath,
    /// `Retry`
    pub retry: Vec<Retrier>,
    /// `Catch`
    pub catch: Vec<Catcher>,
    /// `Next` or `End`
    pub transition: Transition,
}

//! `Pass`: hands its input on, or puts a fixed result in.

use asl_json::Value;

use crate::{ResultPath, Template, Transition};

/// What a Pass state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct PassState {
    /// `Result` (JSONPath): a literal; expressions in it are not evaluated.
    pub result: Option<Value>,
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: ResultPath,
    /// `Next` or `End`
    pub transition: Transition,
}

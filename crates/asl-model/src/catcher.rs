//! `Catch`: where to go on after an error.

use std::rc::Rc;

use asl_json::TextRange;

use crate::{Located, ResultPath, Template, TemplateMember};

/// One entry of `Catch`.
///
/// Source: ASL specification, "Fallback states".
#[derive(Clone, Debug)]
pub struct Catcher {
    /// `ErrorEquals`: the error names that it answers to.
    pub error_equals: Vec<Rc<str>>,
    /// `Next`: the state to go on with; none if it is missing from the text.
    pub next: Option<Located<Rc<str>>>,
    /// `ResultPath` (JSONPath): where the error output goes in the state's raw input.
    pub result_path: ResultPath,
    /// `Output` (JSONata): instead of the error output.
    pub output: Option<Template>,
    /// `Assign`: variables to set.
    pub assign: Option<Vec<TemplateMember>>,
    /// Where the entry stands.
    pub range: TextRange,
}

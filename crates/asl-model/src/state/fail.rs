//! `Fail`: ends the workflow with an error.

use std::rc::Rc;

use crate::Dynamic;

/// What a Fail state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct FailState {
    /// `Error` or `ErrorPath`
    pub error: Option<Dynamic<Rc<str>>>,
    /// `Cause` or `CausePath`
    pub cause: Option<Dynamic<Rc<str>>>,
}

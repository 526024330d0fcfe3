//! `Choice`: goes on with the first rule that fits.

use std::rc::Rc;

use crate::{ChoiceRule, Located};

/// What a Choice state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct ChoiceState {
    /// `Choices`, tried in order.
    pub choices: Vec<ChoiceRule>,
    /// `Default`: the state to go on with when no rule fits.
    pub default: Option<Located<Rc<str>>>,
}

//! Intrinsic functions: `States.Format('…', $.a)`.
//!
//! [`IntrinsicCall::parse`] reads a call, [`IntrinsicCall::evaluate`] carries it out with what its surroundings
//! give it ([`CallScope`]), [`evaluate_function`] carries out one function on values.
//!
//! Source: ASL specification, "Intrinsic Functions"; Developer Guide, "Intrinsic functions"; recorded results.

mod arguments;
mod base64;
mod evaluate;
mod function;
mod parse;

use std::fmt;
use std::rc::Rc;

use asl_json::{TextRange, Value};

use crate::DataPath;

pub use evaluate::CallScope;
pub use function::{IntrinsicFunction, evaluate_function};

/// Calls in calls beyond this depth are refused.
pub const MAX_NESTED_CALLS: usize = 10;

/// A call of an intrinsic function, parsed once.
///
/// Source: ASL specification, "Intrinsic Functions".
#[derive(Clone, Debug)]
pub struct IntrinsicCall {
    /// The function, such as `States.Format`.
    pub function: IntrinsicFunction,
    /// Its arguments.
    pub arguments: Vec<IntrinsicArgument>,
    /// The call's text as written: what AWS quotes in a `cause`.
    pub text: Rc<str>,
    /// Where it stands.
    pub range: TextRange,
}

/// An argument of an intrinsic function.
#[derive(Clone, Debug)]
pub enum IntrinsicArgument {
    /// A text, number, boolean or `null`. The escapes of a text are resolved, except in the template of
    /// `States.Format`, which resolves them itself (`\{` is not the start of a placeholder).
    Value(Value),
    /// A path on the data, the context object or a variable.
    Path(DataPath),
    /// A call in a call.
    Call(IntrinsicCall),
}

/// A text that is not a call of an intrinsic function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntrinsicSyntaxError {
    /// What is wrong: one line, lower case.
    pub message: String,
    /// Where reading stopped, in bytes from the start of the call's text.
    pub position: usize,
}

impl fmt::Display for IntrinsicSyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IntrinsicSyntaxError {}

/// Where `States.UUID` and `States.MathRandom` get their numbers from; the engine's is seeded.
pub trait RandomSource {
    /// The next number, at least 0 and less than 1.
    fn next_f64(&mut self) -> f64;
}

impl IntrinsicCall {
    /// Reads a call.
    ///
    /// # Errors
    /// The text is not a call of a known function, an argument cannot be read (`\"` and other escapes that AWS does
    /// not know included), or calls are nested more than [`MAX_NESTED_CALLS`] deep.
    pub fn parse(text: &str, range: TextRange) -> Result<Self, IntrinsicSyntaxError> {
        parse::call(text, range)
    }

    /// How many calls there are in this one, itself included. AWS documents at most 10 in a field.
    pub fn count(&self) -> usize {
        let inner = self.arguments.iter().map(|argument| match argument {
            IntrinsicArgument::Call(call) => call.count(),
            IntrinsicArgument::Value(_) | IntrinsicArgument::Path(_) => 0,
        });
        1 + inner.sum::<usize>()
    }
}

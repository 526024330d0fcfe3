//! Carrying out a call: arguments first, from left to right, then the function.

use asl_json::{Value, to_json};
use asl_jsonpath::PathError;

use super::arguments::MAX_TEXT_BYTES;
use super::{IntrinsicArgument, IntrinsicCall, IntrinsicFunction, RandomSource};
use crate::{DataPath, PathRoot};

/// What a call needs from its surroundings.
pub trait CallScope {
    /// The value of a path.
    ///
    /// # Errors
    /// As [`asl_jsonpath::Path::evaluate`].
    fn path(&mut self, path: &DataPath) -> Result<Value, PathError>;

    /// The JSON text of the data that `$` stands for, for a `cause`. Asked for only when a path finds nothing.
    fn data_text(&self) -> String;

    /// Where random numbers come from.
    fn random(&mut self) -> &mut dyn RandomSource;
}

impl IntrinsicCall {
    /// The call's value.
    ///
    /// # Errors
    /// The `cause` of a `States.Runtime`, without what AWS says before it of the state and the event:
    /// `The function 'CALL' had the following error: …` if a path finds nothing (with the whole call, even if the
    /// path stands in a call in it), `There was an error while evaluating the intrinsic function: CALL. Invalid
    /// arguments in NAME` if a function refuses its arguments.
    pub fn evaluate(&self, scope: &mut dyn CallScope) -> Result<Value, String> {
        self.evaluate_in(self, scope)
    }

    /// Recursion is bounded: the parser limits nesting.
    fn evaluate_in(&self, whole: &Self, scope: &mut dyn CallScope) -> Result<Value, String> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(match argument {
                IntrinsicArgument::Value(value) => value.clone(),
                IntrinsicArgument::Path(path) => match scope.path(path) {
                    Ok(value) => value,
                    Err(error) => return Err(path_cause(whole, path, &error, scope)),
                },
                IntrinsicArgument::Call(call) => {
                    let value = call.evaluate_in(whole, scope)?;
                    if self.quotes(call, &value) { to_json(&value).into() } else { value }
                }
            });
        }
        self.function.evaluate(&arguments, scope.random()).map_err(|message| {
            format!("There was an error while evaluating the intrinsic function: {}. {message}", self.text)
        })
    }

    /// Whether a call in `States.Format` gives JSON text rather than Java's: what `States.StringToJson` has read
    /// is printed as JSON, quotes of texts included.
    fn quotes(&self, inner: &Self, value: &Value) -> bool {
        self.function == IntrinsicFunction::Format
            && inner.function == IntrinsicFunction::StringToJson
            && value.measure().size_bytes as usize <= MAX_TEXT_BYTES
    }
}

fn path_cause(whole: &IntrinsicCall, path: &DataPath, error: &PathError, scope: &dyn CallScope) -> String {
    let found_nothing = || {
        // A path on the context object is quoted without its first `$`, and the input is still the data.
        let text = if path.root == PathRoot::Context { path.path.text() } else { &path.text };
        let data = scope.data_text();
        format!("The JsonPath argument for the field '{text}' could not be found in the input '{data}'")
    };
    let message = match error {
        // AWS lets this one through in the words of its path library.
        PathError::NotFound { message } if message.starts_with("Filter: ") => message.clone(),
        PathError::NotFound { .. } => found_nothing(),
        PathError::Invalid { message } => message.clone(),
        PathError::Budget => error.to_string(),
    };
    format!("The function '{}' had the following error: {message}", whole.text)
}

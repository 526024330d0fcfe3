//! Intrinsic functions: `States.Format('…', $.a)`.

use std::rc::Rc;

use asl_json::{TextRange, Value};

use crate::DataPath;

/// A call of an intrinsic function, parsed once.
///
/// Source: ASL specification, "Intrinsic Functions".
#[derive(Clone, Debug)]
pub struct IntrinsicCall {
    /// The function's name as written, such as `States.Format`.
    pub name: Rc<str>,
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
    /// A text, number, boolean or `null`.
    Value(Value),
    /// A path on the data, the context object or a variable.
    Path(DataPath),
    /// A call in a call.
    Call(IntrinsicCall),
}
pub trait RandomSource {
    fn next_f64(&mut self) -> f64;
}
pub fn evaluate_function(name: &str, args: &[Value], r: &mut dyn RandomSource) -> Result<Value, String> {
    Ok(Value::Null)
}

/// A text that is not a call of an intrinsic function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntrinsicSyntaxError {
    /// What is wrong.
    pub message: String,
}

impl IntrinsicCall {
    /// Reads a call.
    ///
    /// # Errors
    /// The text is not a call.
    pub fn parse(text: &str, range: TextRange) -> Result<Self, IntrinsicSyntaxError> {
        let name = text.split('(').next().unwrap_or(text);
        if !name.starts_with("States.") || !text.ends_with(')') {
            return Err(IntrinsicSyntaxError { message: "not a call of an intrinsic function".to_owned() });
        }
        Ok(Self { name: name.into(), arguments: Vec::new(), text: text.into(), range })
    }
}

/// The order of a `java.util.HashMap` of these names, as indexes.
pub(crate) fn java_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    (0..names.count()).collect()
}

//! What can go wrong: one error type with the reference's codes and exact messages.
//!
//! [`Fault`] is what travels inside the evaluator: facts only. [`Error`] is what the caller gets: the facts
//! with the message that the reference implementation 2.0.6 would have written.

use std::fmt;

use asl_json::{TextRange, Value};

use crate::json_text;
use crate::messages::template;

/// A mistake in an expression, or a failure while evaluating it.
///
/// Codes that begin with `S` come from parsing, `T` (types), `D` (values) and `U` (limits) from evaluating.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// The reference's code, such as `T2001`.
    pub code: &'static str,
    /// The reference's message, with its inserts filled in.
    pub message: String,
    /// Where the reference says that the error is. Units: bytes of the expression's text (the reference counts
    /// UTF-16 code units; convert with [`asl_json::LineIndex`]). For a token this is its end.
    pub position: u32,
    /// What to underline. Units: bytes.
    pub range: TextRange,
    /// The token or the function that the error is about.
    pub token: Option<Value>,
    /// The value that the error is about.
    pub value: Option<Value>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Error {}

/// The facts of an error, gathered while it travels outwards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    /// The innermost place: what to underline.
    pub(crate) range: Option<TextRange>,
    /// The place that the reference names: that of the outermost call.
    pub(crate) position: Option<u32>,
    pub(crate) token: Option<Value>,
    pub(crate) value: Option<Value>,
    pub(crate) value2: Option<Value>,
    pub(crate) index: Option<usize>,
    /// A text of its own: the message of `$error`, the name of a function, a plural of a type.
    pub(crate) text: Option<String>,
}

/// Faults are boxed: the way out without one stays cheap.
pub(crate) type Outcome<T> = Result<T, Box<Fault>>;

impl Fault {
    pub(crate) fn new(code: &'static str) -> Box<Self> {
        Box::new(Self { code, ..Self::default() })
    }

    pub(crate) fn at(code: &'static str, range: TextRange) -> Box<Self> {
        Box::new(Self { code, range: Some(range), ..Self::default() })
    }

    pub(crate) fn with_value(mut self: Box<Self>, value: impl Into<Option<Value>>) -> Box<Self> {
        self.value = value.into();
        self
    }

    pub(crate) fn with_value2(mut self: Box<Self>, value: impl Into<Option<Value>>) -> Box<Self> {
        self.value2 = value.into();
        self
    }

    pub(crate) fn with_token(mut self: Box<Self>, token: impl Into<Value>) -> Box<Self> {
        self.token = Some(token.into());
        self
    }

    pub(crate) fn with_index(mut self: Box<Self>, index: usize) -> Box<Self> {
        self.index = Some(index);
        self
    }

    pub(crate) fn with_text(mut self: Box<Self>, text: impl Into<String>) -> Box<Self> {
        self.text = Some(text.into());
        self
    }

    /// The fault as it leaves a call of `token` at `range`.
    pub(crate) fn through_call(mut self: Box<Self>, token: Option<&Value>, range: TextRange) -> Box<Self> {
        self.range.get_or_insert(range);
        self.position = Some(range.end);
        if self.token.is_none() {
            self.token = token.cloned();
        }
        self
    }

    /// The message that the reference writes.
    pub(crate) fn message(&self) -> String {
        let Some(template) = template(self.code) else { return self.text.clone().unwrap_or_default() };
        let mut message = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            message.push_str(before);
            let raw = after.starts_with('{');
            let close = if raw { "}}}" } else { "}}" };
            let (name, tail) = after.trim_start_matches('{').split_once(close).unwrap_or((after, ""));
            self.insert(name, raw, &mut message);
            rest = tail;
        }
        message.push_str(rest);
        message
    }

    fn insert(&self, name: &str, raw: bool, out: &mut String) {
        let value = match name {
            "index" => self.index.map(Value::from),
            "token" => self.token.clone(),
            "value" => self.value.clone(),
            "value2" | "exp" => self.value2.clone(),
            _ => self.text.clone().map(Value::from),
        };
        match value {
            None => out.push_str("undefined"),
            Some(Value::String(text)) if raw => out.push_str(&text),
            Some(value) => out.push_str(&json_text::message_text(&value)),
        }
    }

    pub(crate) fn into_error(self) -> Error {
        let range = self.range.unwrap_or_default();
        Error {
            code: self.code,
            message: self.message(),
            position: self.position.unwrap_or(range.end),
            range,
            token: self.token,
            value: self.value,
        }
    }
}

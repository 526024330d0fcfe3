//! What can go wrong with a path: in its text, and on a document.

use std::fmt;

/// A text that is not a path.
///
/// Shape: the message is one line; the position counts bytes from the start of the path's text and always lies
/// on a character boundary (its end at most).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathSyntaxError {
    position: usize,
    message: String,
}

impl PathSyntaxError {
    pub(crate) fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into() }
    }

    /// The same error in a text that has `bytes` more before this one.
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Self {
        Self { position: self.position + bytes, ..self }
    }

    /// Where reading stopped, in bytes from the start of the text.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for PathSyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PathSyntaxError {}

/// Why a path gave no value for a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// A definite path matches nothing. The message is Jayway's, as AWS shows it in a cause:
    /// `No results for path: $['x']`, `Missing property in path $['a']`.
    NotFound {
        /// Jayway's text.
        message: String,
    },
    /// The path cannot be applied: an unknown or refused function, a filter on a scalar.
    Invalid {
        /// Jayway's text.
        message: String,
    },
    /// The evaluation took more steps than its budget has, or selected more than anybody could write down.
    Budget,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { message } | Self::Invalid { message } => f.write_str(message),
            Self::Budget => f.write_str("the path takes too many steps on this document"),
        }
    }
}

impl std::error::Error for PathError {}

//! The one error type of the chores: what could not be done, and what to do about it.
//!
//! Failed tests and findings are not errors: they are results, counted by the command that found them.

use std::fmt;

/// Something of ours that could not be done, with the way out where we know one.
#[derive(Debug)]
pub(crate) struct Error {
    message: String,
    fix: Option<String>,
}

impl Error {
    /// An error that says what could not be done: lower case, no full stop.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), fix: None }
    }

    /// Adds what the reader can do about it.
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}", self.message)?;
        match &self.fix {
            Some(fix) => write!(formatter, "\n  fix: {fix}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::new(format!("not the JSON that was expected: {error}"))
    }
}

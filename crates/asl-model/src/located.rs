//! A value with the place in the text where it was written.

use asl_json::TextRange;

/// A value and its range. Equality ignores the range: locations are data, not identity.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub range: TextRange,
}

impl<T> Located<T> {
    /// Joins a value with its range.
    pub const fn new(value: T, range: TextRange) -> Self {
        Self { value, range }
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

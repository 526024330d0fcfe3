//! A `{% … %}` string.

use std::rc::Rc;

use asl_json::TextRange;
use asl_jsonata::Expression;

use crate::string_place;

/// A text that begins with `{%` and ends with `%}`: a JSONata expression.
///
/// Source: Developer Guide, "Transforming data with JSONata in Step Functions".
#[derive(Clone, Debug)]
pub struct JsonataString {
    /// The expression's text, trimmed, without its delimiters: what AWS quotes in a `cause`.
    pub text: Rc<str>,
    /// The expression, or what is wrong with it.
    pub expression: Result<Expression, asl_jsonata::Error>,
    /// Where the JSON string stands, with its quotes.
    pub range: TextRange,
    /// What stands before the expression's text: `{%` and blanks.
    pub(crate) opening: Rc<str>,
}

impl JsonataString {
    /// Where a part of the expression's text stands in the definition's text.
    pub(crate) fn place_of(&self, part: TextRange, text: &str) -> TextRange {
        let written = self.range.slice(text);
        let value = format!("{}{}", self.opening, self.text);
        let place = |at: u32| string_place::in_text(written, &value, self.opening.len() + at as usize) as u32;
        let start = self.range.start + place(part.start);
        TextRange::new(start, start.max(self.range.start + place(part.end)))
    }
}

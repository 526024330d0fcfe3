//! A `{% … %}` string.

use std::rc::Rc;

use asl_json::TextRange;
use asl_jsonata::Expression;

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
}

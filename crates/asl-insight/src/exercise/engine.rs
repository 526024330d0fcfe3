//! The engine as judging sees it: somebody who answers questions, in this module or another.

use asl_json::{Value, parse_value};

/// Who answers: an [`super::Examiner`].
pub type Ask<'a> = dyn FnMut(&Value) -> Value + 'a;

/// Asks: `kind` is the `ask` of [`super::Examiner::answer`].
pub(super) fn ask<const N: usize>(
    engine: &mut Ask<'_>,
    kind: &'static str,
    members: [(&'static str, Value); N],
) -> Value {
    engine(&Value::object([("ask", Value::from(kind))].into_iter().chain(members)))
}

/// Reads a value that was answered as text. One that is nested deeper than any text may be stays a text, and is equal to
/// nothing that a check can expect.
pub(super) fn read(text: &Value) -> Option<Value> {
    text.as_str().map(|json| parse_value(json).unwrap_or_else(|_| text.clone()))
}

/// Whether a regular expression of a check is found in a text; none if the engine does not take it.
pub(super) fn matches(engine: &mut Ask<'_>, pattern: &str, text: &str) -> Option<bool> {
    ask(engine, "matches", [("pattern", pattern.into()), ("text", text.into())]).as_bool()
}

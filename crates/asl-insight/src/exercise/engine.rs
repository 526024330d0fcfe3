//! The engine as judging sees it: somebody who answers questions, in this module or another.

use asl_json::{Value, parse_value};

/// Who answers: an [`super::Examiner`].
pub type Ask<'a> = dyn FnMut(&Value) -> Value + 'a;

/// Asks one of the questions of [`super::Examiner::answer`].
pub(super) fn ask(engine: &mut Ask<'_>, kind: &'static str, of: &[Value]) -> Value {
    let mut question = vec![Value::from(kind)];
    question.extend_from_slice(of);
    engine(&Value::array(question))
}

/// An item of an answer that is a list; `null` where there is none.
pub(super) fn item(answer: &Value, at: usize) -> &Value {
    answer.as_array().and_then(|items| items.get(at)).unwrap_or(&Value::Null)
}

/// The items of an item.
pub(super) fn list(answer: &Value, at: usize) -> &[Value] {
    item(answer, at).as_array().map_or(&[], |items| items)
}

/// Reads a value that was answered as text. One that is nested deeper than any text may be stays a text, and is equal to
/// nothing that a check can expect.
pub(super) fn read(text: &Value) -> Option<Value> {
    text.as_str().map(|json| parse_value(json).unwrap_or_else(|_| text.clone()))
}

/// Whether a regular expression of a check is found in a text; none if the engine does not take it.
pub(super) fn matches(engine: &mut Ask<'_>, pattern: &str, text: &str) -> Option<bool> {
    ask(engine, "matches", &[pattern.into(), text.into()]).as_bool()
}

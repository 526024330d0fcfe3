//! The expression that a cursor stands in, and the word of it under the cursor.

use asl_json::{Node, TextRange};

use super::Document;
use crate::{QueryLanguage, string_place};

/// An expression with a cursor in it.
#[derive(Clone, Debug)]
pub(super) struct ExpressionAt<'a> {
    /// The expression's language: what stands between `{%` and `%}`, or a path or call.
    pub(super) language: QueryLanguage,
    /// The string's value, delimiters included.
    pub(super) value: &'a str,
    /// The cursor in `value`, in bytes.
    pub(super) at: usize,
    /// Where the word around the cursor stands in the document.
    pub(super) word_range: TextRange,
    /// The word.
    pub(super) word: &'a str,
}

/// The expression in a string under a field called `name`; none where the string is a plain text.
pub(super) fn expression_at<'a>(
    document: &Document,
    language: QueryLanguage,
    node: &'a Node,
    name: &str,
    offset: u32,
) -> Option<ExpressionAt<'a>> {
    let value = node.as_str().unwrap_or("");
    let is_expression = match language {
        QueryLanguage::Jsonata => value.starts_with("{%"),
        QueryLanguage::JsonPath => name.ends_with(".$") || name.ends_with("Path") || name == "Variable",
    };
    if !is_expression {
        return None;
    }
    let written = node.range.slice(&document.text);
    let at = offset.saturating_sub(node.range.start) as usize;
    let at = string_place::in_value(written, value, at);
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$');
    let before = value.get(..at)?;
    let start = before.rfind(|c| !part(c)).map_or(0, |at| at + before.get(at..).map_or(1, first_length));
    let rest = value.get(at..)?;
    let end = at + rest.find(|c| !part(c)).unwrap_or(rest.len());
    let place = |at| node.range.start + string_place::in_text(written, value, at) as u32;
    let word_range = TextRange::new(place(start).min(offset), place(end).max(offset));
    Some(ExpressionAt { language, value, at, word_range, word: value.get(start..end)? })
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

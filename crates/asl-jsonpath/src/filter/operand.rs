//! What stands on either side of a comparison.

use std::rc::Rc;

use asl_json::{Number, Value};
use regex_lite::{Regex, RegexBuilder};

use crate::path::Steps;

/// One side of a comparison, as written.
#[derive(Debug)]
pub(crate) enum Operand {
    /// A path on the item (`@`) or on the document (`$`).
    Path(Steps),
    String(Rc<str>),
    Number(Number),
    Bool(bool),
    Null,
    /// `[…]` or `{…}`; none if Jayway's lenient JSON reader would not take it.
    Json(Option<Value>),
    Pattern(Pattern),
}

/// A regular expression; it must match the whole text.
#[derive(Debug)]
pub(crate) struct Pattern {
    regex: Regex,
    /// Length of the pattern's text, for the budget: matching takes steps × length of the text.
    length: usize,
}

/// Compiled patterns beyond this size (in bytes) are refused.
const MAX_COMPILED_BYTES: usize = 1 << 20;

impl Pattern {
    /// Compiles the text between the slashes with Java's flags (`i`, `m`, `s`, `x`; `d`, `u`, `U` change nothing
    /// here). None if it is not a pattern, or one with look-around or back references.
    pub(crate) fn new(pattern: &str, flags: &str) -> Option<Self> {
        let regex = RegexBuilder::new(&format!(r"\A(?:{pattern})\z"))
            .case_insensitive(flags.contains('i'))
            .multi_line(flags.contains('m'))
            .dot_matches_new_line(flags.contains('s'))
            .ignore_whitespace(flags.contains('x'))
            .size_limit(MAX_COMPILED_BYTES)
            .build()
            .ok()?;
        Some(Self { regex, length: pattern.len() })
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// How many steps of the budget it takes to match a text of `length` bytes.
    pub(crate) const fn cost(&self, length: usize) -> usize {
        1 + self.length * length / 16
    }
}

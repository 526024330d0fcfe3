//! A position in the characters of a path, with the look-ahead that the path and filter grammars need.
//!
//! Only the blank (U+0020) counts as space, as in Jayway.

use crate::PathSyntaxError;

/// Characters and a position among them. `end` is exclusive and may lie before the last character.
pub(crate) struct Cursor<'t> {
    characters: &'t [char],
    pub(crate) position: usize,
    pub(crate) end: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) const fn new(characters: &'t [char]) -> Self {
        Self { characters, position: 0, end: characters.len() }
    }

    /// Moves the start and the end past blanks.
    pub(crate) fn trim(&mut self) {
        self.skip_blanks();
        while self.end > self.position && self.at(self.end - 1) == Some(' ') {
            self.end -= 1;
        }
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> PathSyntaxError {
        self.error_at(self.position, message)
    }

    /// An error at the character with this index; the position is turned into bytes.
    pub(crate) fn error_at(&self, index: usize, message: impl Into<String>) -> PathSyntaxError {
        let before = self.characters.get(..index).unwrap_or(self.characters);
        PathSyntaxError::new(before.iter().map(|c| c.len_utf8()).sum(), message)
    }

    /// The character with this index, if it lies before `end`.
    pub(crate) fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied().filter(|_| index < self.end)
    }

    pub(crate) fn current(&self) -> Option<char> {
        self.at(self.position)
    }

    pub(crate) fn current_is(&self, character: char) -> bool {
        self.current() == Some(character)
    }

    pub(crate) fn last(&self) -> Option<char> {
        self.end.checked_sub(1).and_then(|last| self.at(last))
    }

    pub(crate) const fn in_bounds(&self) -> bool {
        self.position < self.end
    }

    /// Whether at most one character is left. Jayway stops reading there, so a single stray character at the
    /// end of a path is not noticed.
    pub(crate) const fn is_tail(&self) -> bool {
        self.position + 1 >= self.end
    }

    pub(crate) fn slice(&self, from: usize, to: usize) -> &'t [char] {
        self.characters.get(from..to).unwrap_or_default()
    }

    pub(crate) fn text(&self, from: usize, to: usize) -> String {
        self.slice(from, to).iter().collect()
    }

    pub(crate) fn skip_blanks(&mut self) -> &mut Self {
        while self.current_is(' ') {
            self.position += 1;
        }
        self
    }

    /// The index of the first character after `index` that is not a blank.
    pub(crate) fn next_significant(&self, index: usize) -> Option<usize> {
        (index + 1..self.end).find(|i| self.at(*i) != Some(' '))
    }

    pub(crate) fn next_significant_char(&self, index: usize) -> Option<char> {
        self.next_significant(index).and_then(|i| self.at(i))
    }

    /// The index of the next significant character after `index`, if it is `wanted`.
    pub(crate) fn next_significant_is(&self, index: usize, wanted: char) -> Option<usize> {
        self.next_significant(index).filter(|i| self.at(*i) == Some(wanted))
    }

    /// The last character before the position that is not a blank.
    pub(crate) fn previous_significant_char(&self) -> Option<char> {
        self.previous_significant(self.position).and_then(|i| self.at(i))
    }

    pub(crate) fn previous_significant(&self, before: usize) -> Option<usize> {
        (0..before).rev().find(|i| self.at(*i) != Some(' '))
    }

    pub(crate) fn index_of(&self, from: usize, wanted: char) -> Option<usize> {
        (from..self.end).find(|i| self.at(*i) == Some(wanted))
    }

    /// The index of `wanted` from `from` on, passing over what a backslash escapes.
    pub(crate) fn index_of_unescaped(&self, from: usize, wanted: char) -> Option<usize> {
        let mut escaped = false;
        for index in from..self.end {
            let character = self.at(index);
            if escaped {
                escaped = false;
            } else if character == Some('\\') {
                escaped = true;
            } else if character == Some(wanted) {
                return Some(index);
            }
        }
        None
    }

    /// The index of the `close` that belongs to the `open` at `start`, passing over quoted strings and,
    /// if told so, over `/…/`. None if there is none or a quote is not closed.
    pub(crate) fn index_of_matching(
        &self,
        start: usize,
        open: char,
        close: char,
        skip_regex: bool,
    ) -> Option<usize> {
        let mut opened = 1_usize;
        let mut index = start + 1;
        loop {
            let mut character = self.at(index)?;
            // What follows a string directly is not looked at as the start of another one, as in Jayway.
            if character == '\'' || character == '"' {
                index = self.index_of_unescaped(index + 1, character)? + 1;
                character = self.at(index)?;
            }
            if skip_regex && character == '/' {
                index = self.index_of_unescaped(index + 1, '/')? + 1;
                character = self.at(index)?;
            }
            if character == open {
                opened += 1;
            } else if character == close {
                opened -= 1;
                if opened == 0 {
                    return Some(index);
                }
            }
            index += 1;
        }
    }
}

//! From byte offsets to lines and columns, and to the UTF-16 offsets that editors count in.

use crate::TextRange;

/// A place in a text as people and editors name it.
///
/// Units: both count from 0; `column` counts UTF-16 code units, as JavaScript strings do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 0.
    pub line: u32,
    /// UTF-16 code unit in the line, from 0.
    pub column: u32,
}

/// Where the lines of a text begin, in bytes and in UTF-16 code units.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// For each line: (first byte, first UTF-16 code unit).
    starts: Vec<(u32, u32)>,
    ascii: bool,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let mut starts = vec![(0, 0)];
        let mut utf16 = 0_u32;
        if ascii {
            starts.extend(
                text.bytes()
                    .enumerate()
                    .filter(|(_, b)| *b == b'\n')
                    .map(|(i, _)| (i as u32 + 1, i as u32 + 1)),
            );
        } else {
            for (offset, c) in text.char_indices() {
                utf16 += c.len_utf16() as u32;
                if c == '\n' {
                    starts.push((offset as u32 + 1, utf16));
                }
            }
        }
        Self { starts, ascii }
    }

    fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|(start, _)| *start <= offset).saturating_sub(1)
    }

    /// The line and column of a byte offset; offsets past the end name the end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        LineColumn { line: line as u32, column: self.units(text, start.0, offset) }
    }

    /// The UTF-16 offset of a byte offset.
    pub fn utf16(&self, text: &str, offset: u32) -> u32 {
        if self.ascii {
            return offset;
        }
        let start = self.starts.get(self.line_of(offset)).copied().unwrap_or_default();
        start.1 + self.units(text, start.0, offset)
    }

    /// The byte offset of a UTF-16 offset; an offset inside a character names its start.
    pub fn byte(&self, text: &str, utf16: u32) -> u32 {
        if self.ascii {
            return utf16.min(text.len() as u32);
        }
        let line = self.starts.partition_point(|(_, start)| *start <= utf16).saturating_sub(1);
        let (mut byte, mut unit) = self.starts.get(line).copied().unwrap_or_default();
        for c in text.get(byte as usize..).unwrap_or("").chars() {
            unit += c.len_utf16() as u32;
            if unit > utf16 {
                break;
            }
            byte += c.len_utf8() as u32;
        }
        byte
    }

    /// A byte range as UTF-16 offsets.
    pub fn utf16_range(&self, text: &str, range: TextRange) -> (u32, u32) {
        (self.utf16(text, range.start), self.utf16(text, range.end))
    }

    fn units(&self, text: &str, from: u32, to: u32) -> u32 {
        if self.ascii {
            return to.min(text.len() as u32).saturating_sub(from);
        }
        let mut end = (to as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(from as usize..end).map_or(0, |part| part.chars().map(char::len_utf16).sum::<usize>() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_utf16_code_units() {
        let text = "ab\n日𝄞x";
        let index = LineIndex::new(text);
        let x = text.find('x').unwrap() as u32;
        assert_eq!(index.line_column(text, x), LineColumn { line: 1, column: 3 });
        assert_eq!(index.utf16(text, x), 6);
        assert_eq!(index.byte(text, 6), x);
        assert_eq!(index.byte(text, 5), "ab\n日".len() as u32);
    }

    #[test]
    fn ascii_is_one_to_one() {
        let text = "{\n  \"a\": 1\n}";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 4), LineColumn { line: 1, column: 2 });
        assert_eq!(index.byte(text, 99), text.len() as u32);
    }
}

//! Texts as JavaScript sees them, where that differs from UTF-8.

use std::cmp::Ordering;

/// Compares as JavaScript does, by UTF-16 code units.
///
/// That is the order of the bytes, except between characters beyond U+FFFF and those from U+E000 to U+FFFF.
pub(crate) fn compare_utf16(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.iter().zip(b).find(|(a, b)| a != b) {
        None => a.len().cmp(&b.len()),
        Some((0xF0.., 0xEE..=0xEF)) => Ordering::Less,
        Some((0xEE..=0xEF, 0xF0..)) => Ordering::Greater,
        Some((a, b)) => a.cmp(b),
    }
}

/// UTF-16 code units before the byte `offset`.
pub(crate) fn utf16_offset(text: &str, offset: usize) -> usize {
    let part = text.get(..offset).unwrap_or(text);
    if part.is_ascii() { part.len() } else { part.chars().map(char::len_utf16).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_the_first_plane_come_before_the_last_of_it() {
        assert_eq!(compare_utf16("\u{1F600}", "\u{FF01}"), Ordering::Less);
        assert_eq!(compare_utf16("\u{FF01}", "\u{1F600}"), Ordering::Greater);
        assert_eq!(compare_utf16("é", "日"), Ordering::Less);
        assert_eq!(compare_utf16("ab", "abc"), Ordering::Less);
    }
}

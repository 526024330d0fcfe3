//! How wide a text will be, for pages that have not measured it.

/// The estimated width in pixels of a text in a sans-serif font of the given size.
///
/// East Asian characters and emoji are as wide as they are high; combining marks have no width.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a character in em, of a semi-bold sans-serif on the generous side.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' | ' ' => {
            0.31
        }
        'f' | 't' | 'r' | '/' | '"' | '-' | '·' => 0.40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.92,
        'A'..='Z' | '&' | '=' | '<' | '>' | '+' | '≤' | '≥' => 0.69,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        _ if is_wide(character) => 1.0,
        _ => 0.58,
    }
}

/// Whether a character takes two columns.
///
/// Source: Unicode's East Asian Width, the blocks that matter.
fn is_wide(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xa960..=0xa97f | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn east_asian_text_is_as_wide_as_high() {
        assert_eq!(text_width("注文処理", 13.0), 52.0);
        assert_eq!(text_width("주문", 13.0), 26.0);
        assert!(text_width("illi", 13.0) < text_width("MWMW", 13.0));
        assert_eq!(text_width("", 13.0), 0.0);
    }
}

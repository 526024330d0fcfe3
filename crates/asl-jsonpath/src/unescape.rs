//! Backslash escapes in quoted names and string literals.

/// Resolves `\\`, `\'`, `\"`, `\r`, `\f`, `\t`, `\n`, `\b` and `\uXXXX`; a backslash before any other
/// character is dropped, one at the end stays. None if the digits after `\u` are not hexadecimal.
pub(crate) fn unescape(text: &[char]) -> Option<String> {
    if !text.contains(&'\\') {
        return Some(text.iter().collect());
    }
    // UTF-16, because two `\u` escapes may form one character.
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut characters = text.iter().copied();
    while let Some(character) = characters.next() {
        let plain = match (character, if character == '\\' { characters.next() } else { None }) {
            ('\\', Some('r')) => '\r',
            ('\\', Some('f')) => '\u{c}',
            ('\\', Some('t')) => '\t',
            ('\\', Some('n')) => '\n',
            ('\\', Some('b')) => '\u{8}',
            ('\\', Some('u')) => {
                let digits: String = characters.by_ref().take(4).collect();
                // Fewer than four digits at the end of the text are dropped without a word, as in Jayway.
                if digits.chars().count() == 4 {
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                }
                continue;
            }
            ('\\', Some(other)) | (other, _) => other,
        };
        units.extend_from_slice(plain.encode_utf16(&mut [0; 2]));
    }
    // Half a character on its own becomes what Java writes for it.
    Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect())
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_resolved() {
        let give = |text: &str| unescape(&text.chars().collect::<Vec<_>>());
        assert_eq!(give(r"a\'b\\c\n\u00e9\z").as_deref(), Some("a'b\\c\né\u{7a}"));
        assert_eq!(give(r"\ud83d\ude00").as_deref(), Some("😀"));
        assert_eq!(give(r"end\").as_deref(), Some("end\\"));
        assert_eq!(give(r"\u12").as_deref(), Some(""));
        assert_eq!(give(r"\uzzzz"), None);
    }
}

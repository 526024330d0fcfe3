//! Where in a JSON text we are, as far as a text that may be broken lets us say: a source of contexts for the model.

/// Mixes the bits of two numbers well.
pub(super) const fn scramble(a: u32, b: u32) -> u32 {
    let x =
        a.wrapping_mul(0x9e37_79b1).rotate_left(11) ^ b.wrapping_add(0x7f4a_7c15).wrapping_mul(0x85eb_ca6b);
    x ^ (x >> 15)
}

/// The hash of a string as [`Place`] gathers it.
pub(super) const fn hash_of(text: &[u8]) -> u32 {
    let mut hash = 0;
    let mut rest = text;
    while let [first, more @ ..] = rest {
        hash = scramble(hash, *first as u32);
        rest = more;
    }
    hash
}

/// Where in a JSON text we are.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about a place")]
pub(super) struct Place {
    /// Between two quotation marks.
    pub(super) in_string: bool,
    /// The string that we are in, or the next one, is a member's name.
    pub(super) is_name: bool,
    /// The letters of the string so far, as a hash.
    pub(super) string: u32,
    /// The last member's name in the innermost object, as a hash.
    pub(super) name: u32,
    /// The letters of the word so far, as a hash.
    pub(super) word: u32,
    escaped: bool,
    /// The innermost container is an object.
    in_object: bool,
    /// For each open container: the name it stands under, and whether it stands in an object.
    open: Vec<(u32, bool)>,
}

impl Place {
    /// Goes one byte further.
    pub(super) fn push(&mut self, byte: u8) {
        let letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
        self.word = if letter { scramble(self.word, u32::from(byte)) } else { 0 };
        if self.in_string {
            self.push_in_string(byte);
            return;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string = 0;
            }
            b'{' | b'[' => {
                self.open.push((self.name, self.in_object));
                self.in_object = byte == b'{';
                self.is_name = self.in_object;
                if self.in_object {
                    self.name = 0;
                }
            }
            b'}' | b']' => {
                (self.name, self.in_object) = self.open.pop().unwrap_or_default();
                self.is_name = false;
            }
            b',' => self.is_name = self.in_object,
            b':' => self.is_name = false,
            _ => {}
        }
    }

    fn push_in_string(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.in_string = false;
            if self.is_name {
                self.name = self.string;
            }
            return;
        }
        self.string = scramble(self.string, u32::from(byte));
    }

    /// The name that the innermost container stands under.
    pub(super) fn parent(&self) -> u32 {
        self.open.last().map_or(0, |open| open.0)
    }

    /// What kind of place it is, in a few bits.
    pub(super) fn kind(&self) -> u32 {
        u32::from(self.in_string) | u32::from(self.is_name) << 1 | u32::from(self.in_object) << 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> Place {
        let mut place = Place::default();
        text.bytes().for_each(|byte| place.push(byte));
        place
    }

    #[test]
    fn names_and_values_are_told_apart() {
        assert!(after(r#"{"a"#).is_name);
        assert!(!after(r#"{"a":"b"#).is_name);
        assert!(after(r#"{"a":"b","c"#).is_name);
        assert!(!after(r#"{"a":["b","c"#).is_name);
        assert!(after(r#"{"a":["b"],"c"#).is_name);
        assert!(after(r#"{"a":{},"c"#).is_name);
    }

    #[test]
    fn the_container_has_a_name() {
        assert_eq!(after(r#"{"States":{"A"#).parent(), hash_of(b"States"));
        assert_eq!(after(r#"{"States":{"A":{"x":1},"B"#).parent(), hash_of(b"States"));
        assert_eq!(after(r#"{"Next":"A"#).name, hash_of(b"Next"));
    }

    #[test]
    fn a_broken_text_is_followed() {
        let place = after(r#"}}]{"a\"b":]]"x"#);
        assert!(place.in_string);
    }
}

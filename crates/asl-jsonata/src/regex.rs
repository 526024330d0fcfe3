//! Regular expressions in JavaScript's syntax, matched in linear time by `regex-lite`.
//!
//! A pattern is translated into the library's syntax. What a linear engine cannot do (looking ahead or behind, back
//! references) is refused when the expression is read.
//!
//! DIFFERENCE(reference): with the flag `i` only ASCII letters match in either case; with `m` only a line feed ends a
//! line; `\S` inside brackets leaves out the ASCII blanks only.

use std::fmt::Write as _;

use asl_json::Value;

use crate::error::{Fault, Outcome};

/// Bytes of a compiled pattern.
const SIZE_LIMIT: usize = 1 << 20;

/// `\s` of JavaScript.
const BLANKS: &str =
    "\\t\\n\\x0b\\x0c\\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Regex {
    /// As it was written.
    source: String,
    regex: regex_lite::Regex,
}

/// Where a match is. Units: bytes.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) groups: Vec<Option<(usize, usize)>>,
}

impl Regex {
    pub(crate) fn new(source: &str, flags: &str) -> Outcome<Self> {
        let mut pattern = String::with_capacity(source.len() + 8);
        for flag in ['i', 'm'] {
            if flags.contains(flag) {
                let _ = write!(pattern, "(?{flag})");
            }
        }
        let refused = |reason: &str| {
            let text = format!("Unsupported regular expression: {reason}");
            Fault::new("S0303").with_value(Value::from(source)).with_text(text)
        };
        Translator { rest: source, out: &mut pattern }.translate().map_err(refused)?;
        let regex = regex_lite::RegexBuilder::new(&pattern).size_limit(SIZE_LIMIT).build();
        let regex = regex.map_err(|error| refused(&error.to_string()))?;
        Ok(Self { source: source.to_owned(), regex })
    }

    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// What a search through a text costs at most. Units: steps.
    pub(crate) fn cost(&self, length: usize) -> u64 {
        (length as u64 + 1).saturating_mul(self.source.len() as u64 + 1) / 16 + 1
    }

    /// The first match at or after a byte.
    pub(crate) fn find(&self, text: &str, from: usize) -> Option<Match> {
        if from > text.len() || !text.is_char_boundary(from) {
            return None;
        }
        let captures = self.regex.captures_at(text, from)?;
        let all = captures.get(0)?;
        let groups =
            (1..captures.len()).map(|index| captures.get(index).map(|group| (group.start(), group.end())));
        Some(Match { start: all.start(), end: all.end(), groups: groups.collect() })
    }
}

/// Compiles a pattern of our own making; gives the texts of the groups of a match.
pub(crate) fn matcher(pattern: &str) -> Option<impl Fn(&str) -> Option<Vec<String>>> {
    let regex = regex_lite::RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build().ok()?;
    Some(move |text: &str| {
        let captures = regex.captures(text)?;
        let group = |index| captures.get(index).map_or_else(String::new, |group| group.as_str().to_owned());
        Some((1..captures.len()).map(group).collect())
    })
}

/// Writes a text so that it stands for itself in a pattern.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        literal(c, out);
    }
}

fn literal(c: char, out: &mut String) {
    if c.is_ascii() && !c.is_ascii_alphanumeric() && c != ' ' {
        let _ = write!(out, "\\x{:02x}", u32::from(c));
    } else {
        out.push(c);
    }
}

struct Translator<'s, 'o> {
    rest: &'s str,
    out: &'o mut String,
}

type Translated = Result<(), &'static str>;

impl Translator<'_, '_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        Some(c)
    }

    fn take(&mut self, length: usize) -> &str {
        let taken = self.rest.get(..length).unwrap_or("");
        self.rest = self.rest.get(taken.len()..).unwrap_or("");
        taken
    }

    fn translate(&mut self) -> Translated {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.escape(false)?,
                '.' => self.out.push_str("[^\\n\\r\u{2028}\u{2029}]"),
                '[' => self.class()?,
                '(' => self.group()?,
                '{' => {
                    let length = quantifier(self.rest);
                    if length > 0 {
                        self.out.push('{');
                        let bounds = self.take(length).to_owned();
                        self.out.push_str(&bounds);
                    } else {
                        self.out.push_str("\\{");
                    }
                }
                '}' | ']' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '^' | '$' | '|' | ')' | '*' | '+' | '?' => self.out.push(c),
                other => literal(other, self.out),
            }
        }
        Ok(())
    }

    fn group(&mut self) -> Translated {
        self.out.push('(');
        if self.rest.starts_with("?:") {
            self.take(2);
            self.out.push_str("?:");
        } else if ["?=", "?!", "?<=", "?<!"].iter().any(|look| self.rest.starts_with(look)) {
            return Err("looking ahead or behind");
        } else if self.rest.starts_with("?<") {
            self.take(2);
            self.out.push_str("?P<");
            while let Some(c) = self.next() {
                self.out.push(c);
                if c == '>' {
                    break;
                }
            }
        }
        Ok(())
    }

    /// An escape, in brackets or outside.
    fn escape(&mut self, in_class: bool) -> Translated {
        let Some(c) = self.next() else { return Err("it ends with a backslash") };
        match c {
            's' if in_class => self.out.push_str(BLANKS),
            's' => {
                let _ = write!(self.out, "[{BLANKS}]");
            }
            'S' if in_class => self.out.push_str("\\S"),
            'S' => {
                let _ = write!(self.out, "[^{BLANKS}]");
            }
            'b' if in_class => self.out.push_str("\\x08"),
            'd' | 'D' | 'w' | 'W' | 'b' | 'B' => {
                self.out.push('\\');
                self.out.push(c);
            }
            't' => self.out.push_str("\\t"),
            'n' => self.out.push_str("\\n"),
            'r' => self.out.push_str("\\r"),
            'v' => self.out.push_str("\\x0b"),
            'f' => self.out.push_str("\\x0c"),
            '0' => self.out.push_str("\\x00"),
            '1'..='9' | 'k' if !in_class => return Err("back references"),
            'c' => match self.rest.chars().next().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.take(1);
                    literal(char::from(letter as u8 % 32), self.out);
                }
                None => self.out.push_str("\\\\c"),
            },
            'x' => self.code(2, 'x'),
            'u' => self.code(4, 'u'),
            other => literal(other, self.out),
        }
        Ok(())
    }

    /// `\x41`, `\u0041`, or the letter itself.
    fn code(&mut self, length: usize, letter: char) {
        let Some(unit) = hex(self.rest, length) else {
            self.out.push(letter);
            return;
        };
        self.take(length);
        let mut code = unit;
        if (0xD800..0xDC00).contains(&unit)
            && let Some(low) = self.rest.strip_prefix("\\u").and_then(|rest| hex(rest, 4))
            && (0xDC00..0xE000).contains(&low)
        {
            self.take(6);
            code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        literal(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), self.out);
    }

    fn class(&mut self) -> Translated {
        let negated = self.rest.starts_with('^');
        if negated {
            self.take(1);
        }
        if self.rest.starts_with(']') {
            self.take(1);
            // `[]` matches nothing, `[^]` anything.
            self.out.push_str(if negated { "(?:[^a]|a)" } else { "(?:\\b\\B)" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            let Some(c) = self.next() else { return Err("a bracket is not closed") };
            match c {
                ']' => break,
                '\\' => {
                    let set = self.rest.starts_with(['d', 'D', 'w', 'W', 's', 'S']);
                    self.escape(true)?;
                    if set && self.rest.starts_with('-') {
                        self.take(1);
                        self.out.push_str("\\-");
                    }
                }
                '-' => {
                    // A hyphen before a set, or at either end, stands for itself.
                    let set = self
                        .rest
                        .strip_prefix('\\')
                        .is_some_and(|rest| rest.starts_with(['d', 'D', 'w', 'W', 's', 'S']));
                    let edge = self.rest.starts_with(']') || self.out.ends_with(['[', '^']);
                    self.out.push_str(if set || edge { "\\-" } else { "-" });
                }
                other => literal(other, self.out),
            }
        }
        self.out.push(']');
        Ok(())
    }
}

fn hex(text: &str, length: usize) -> Option<u32> {
    let digits = text.get(..length)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Length of the bounds of a quantifier, with its closing brace; 0 if the brace is an ordinary character.
fn quantifier(rest: &str) -> usize {
    let Some(end) = rest.find('}') else { return 0 };
    let bounds = rest.get(..end).unwrap_or("");
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = match bounds.split_once(',') {
        Some((least, most)) => !least.is_empty() && digits(least) && digits(most),
        None => !bounds.is_empty() && digits(bounds),
    };
    if fits { end + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(pattern: &str, flags: &str, text: &str) -> Option<(usize, usize)> {
        Regex::new(pattern, flags).unwrap().find(text, 0).map(|m| (m.start, m.end))
    }

    #[test]
    fn javascript_syntax_is_understood() {
        assert_eq!(find(r"a\/b", "", "xa/b"), Some((1, 4)));
        assert_eq!(find(r"[\w-.]+", "", " a-.b "), Some((1, 5)));
        assert_eq!(find(r"x{2}{", "", "axx{"), Some((1, 4)));
        assert_eq!(find(r"\u0041\x42", "", "AB"), Some((0, 2)));
        assert_eq!(find(r"[[]", "", "["), Some((0, 1)));
        assert_eq!(find(r"\ud83d\ude00", "", "😀"), Some((0, 4)));
        assert_eq!(find("ABC", "i", "xabc"), Some((1, 4)));
        assert_eq!(find("^b$", "m", "a\nb\nc"), Some((2, 3)));
        assert_eq!(find(r"[^]", "", "\n"), Some((0, 1)));
        assert_eq!(find(r"a|[]", "", "b"), None);
        assert_eq!(find(r"\s", "", "a\u{a0}"), Some((1, 3)));
        assert_eq!(find(r"(?<y>\d{4})-", "", "2026-"), Some((0, 5)));
    }

    #[test]
    fn what_is_not_linear_is_refused() {
        for pattern in [r"(a)\1", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b"] {
            assert_eq!(Regex::new(pattern, "").unwrap_err().code, "S0303");
        }
    }
}

//! What Jackson, AWS's JSON reader, says of a text that is not JSON.
//!
//! AWS shows Jackson's message for the first mistake and reads no further. The tree of this crate comes from
//! `asl-json`, which goes on; this is only for AWS's words.

use std::fmt::Write as _;

/// Jackson refuses deeper nesting.
const MAX_DEPTH: usize = 1_000;

/// How much of the text a message quotes, in UTF-16 code units.
const MAX_QUOTE: usize = 500;

/// Jackson's message and the place: `[Source: (String)"…"; line: 1, column: 4]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JacksonError {
    /// The message, its second line being the place.
    pub(crate) message: String,
    /// The place.
    pub(crate) location: String,
}

/// The first mistake in a text; none if Jackson reads it (it reads one value and ignores what follows).
pub(crate) fn first_error(text: &str) -> Option<JacksonError> {
    let mut reader = Reader { text, at: 0, open: Vec::new() };
    let (message, at) = reader.read().err()?;
    let location = location(text, at);
    Some(JacksonError { message: format!("{message}\n at {location}"), location })
}

/// An object or a list that is open, and where it begins.
#[derive(Clone, Copy)]
struct Open {
    object: bool,
    start: usize,
}

/// A message and the byte that the place points behind.
type Mistake = (String, usize);

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open>,
}

/// The place behind `at` bytes, as Jackson writes it: columns count UTF-16 code units from 1.
fn location(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").encode_utf16().count() + 1;
    format!("[Source: (String){}; line: {line}, column: {column}]", quote(text))
}

fn quote(text: &str) -> String {
    let total = text.encode_utf16().count();
    if total <= MAX_QUOTE {
        return format!("\"{text}\"");
    }
    let (mut end, mut units) = (0, 0);
    for (index, c) in text.char_indices() {
        if units + c.len_utf16() > MAX_QUOTE {
            break;
        }
        units += c.len_utf16();
        end = index + c.len_utf8();
    }
    format!("\"{}\"[truncated {} chars]", text.get(..end).unwrap_or(""), total - units)
}

/// `'x' (code 120)`, as Jackson names a character.
fn named(c: char) -> String {
    let code = u32::from(c);
    if c.is_control() { format!("(CTRL-CHAR, code {code})") } else { format!("'{c}' (code {code})") }
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, c: char, expected: &str) -> Mistake {
        (format!("Unexpected character ({}): {expected}", named(c)), self.at + c.len_utf8())
    }

    fn end_of_input(&self) -> Mistake {
        let Some(open) = self.open.last() else {
            return ("No content to map due to end-of-input".to_owned(), self.text.len());
        };
        let what = if open.object { "Object" } else { "Array" };
        let start = location(self.text, open.start);
        (
            format!("Unexpected end-of-input: expected close marker for {what} (start marker at {start})"),
            self.text.len(),
        )
    }

    /// One value, however deep, without recursion.
    fn read(&mut self) -> Result<(), Mistake> {
        self.skip_space();
        if self.at >= self.text.len() {
            return Ok(());
        }
        self.value()?;
        while let Some(open) = self.open.last().copied() {
            self.skip_space();
            let c = self.peek().ok_or_else(|| self.end_of_input())?;
            match (c, open.object) {
                ('}', true) | (']', false) => {
                    self.at += 1;
                    self.open.pop();
                }
                ('}' | ']', _) => return Err(self.wrong_closer(c, open)),
                (',', _) => {
                    self.at += 1;
                    self.skip_space();
                    self.after_comma(open)?;
                }
                _ => {
                    let what = if open.object { "Object" } else { "Array" };
                    return Err(
                        self.unexpected(c, &format!("was expecting comma to separate {what} entries"))
                    );
                }
            }
        }
        Ok(())
    }

    fn wrong_closer(&self, c: char, open: Open) -> Mistake {
        let (expected, what) = if open.object { ('}', "Object") } else { (']', "Array") };
        let start = location(self.text, open.start);
        (
            format!("Unexpected close marker '{c}': expected '{expected}' (for {what} starting at {start})"),
            self.at + 1,
        )
    }

    fn after_comma(&mut self, open: Open) -> Result<(), Mistake> {
        if open.object { self.member() } else { self.value() }
    }

    fn member(&mut self) -> Result<(), Mistake> {
        self.name_and_colon()?;
        self.value()
    }

    /// A scalar, or the start of an object or a list with its first entry.
    fn value(&mut self) -> Result<(), Mistake> {
        loop {
            let c = self.peek().ok_or_else(|| self.end_of_input())?;
            match c {
                '{' | '[' => {
                    if self.open.len() >= MAX_DEPTH {
                        let message = format!(
                            "Document nesting depth ({}) exceeds the maximum allowed ({MAX_DEPTH}, from \
                             `StreamReadConstraints.getMaxNestingDepth()`)",
                            MAX_DEPTH + 1
                        );
                        return Err((message, self.at + 1));
                    }
                    self.open.push(Open { object: c == '{', start: self.at });
                    self.at += 1;
                    self.skip_space();
                    match (c, self.peek()) {
                        ('{', Some('}')) | ('[', Some(']')) => return Ok(()),
                        ('[', _) => {}
                        _ => self.name_and_colon()?,
                    }
                }
                '"' => return self.string("VALUE_STRING"),
                '-' | '0'..='9' => return self.number(),
                _ => return self.word(c),
            }
        }
    }

    /// A name in an object, its colon, and the space around that.
    fn name_and_colon(&mut self) -> Result<(), Mistake> {
        match self.peek() {
            Some('"') => self.string("field name")?,
            Some(c) => return Err(self.unexpected(c, "was expecting double-quote to start field name")),
            None => return Err(self.end_of_input()),
        }
        self.skip_space();
        match self.peek() {
            Some(':') => self.at += 1,
            Some(c) => {
                return Err(self.unexpected(c, "was expecting a colon to separate field name and value"));
            }
            None => return Err(self.end_of_input()),
        }
        self.skip_space();
        Ok(())
    }

    fn string(&mut self, what: &str) -> Result<(), Mistake> {
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut characters = rest.char_indices();
        while let Some((offset, c)) = characters.next() {
            match c {
                '"' => {
                    self.at += offset + 1;
                    return Ok(());
                }
                '\\' => match characters.next() {
                    Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {}
                    Some((_, 'u')) => {
                        for _ in 0..4 {
                            match characters.next() {
                                Some((_, digit)) if digit.is_ascii_hexdigit() => {}
                                Some((at, other)) => {
                                    let message = format!(
                                        "Unexpected character ({}): expected a hex-digit for character escape sequence",
                                        named(other)
                                    );
                                    return Err((message, self.at + at + other.len_utf8()));
                                }
                                None => break,
                            }
                        }
                    }
                    Some((at, other)) => {
                        let message = format!("Unrecognized character escape {}", named(other));
                        return Err((message, self.at + at + other.len_utf8()));
                    }
                    None => break,
                },
                c if u32::from(c) < 0x20 => {
                    let place = if what == "field name" { "name" } else { "string value" };
                    let message = format!(
                        "Illegal unquoted character ({}): has to be escaped using backslash to be included in {place}",
                        named(c)
                    );
                    return Err((message, self.at + offset + 1));
                }
                _ => {}
            }
        }
        let message = if what == "field name" {
            "Unexpected end-of-input in field name".to_owned()
        } else {
            "Unexpected end-of-input: was expecting closing quote for a string value".to_owned()
        };
        Err((message, self.text.len()))
    }

    fn number(&mut self) -> Result<(), Mistake> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length =
            rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let number = rest.get(..length).unwrap_or("");
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.starts_with('0') && digits.chars().nth(1).is_some_and(|digit| digit.is_ascii_digit()) {
            return Err(("Invalid numeric value: Leading zeroes not allowed".to_owned(), self.at + 1));
        }
        let next = rest.get(length..).and_then(|rest| rest.chars().next());
        if asl_json::Number::parse(number).is_none() {
            let c = next.unwrap_or(' ');
            let message = format!("Unexpected character ({}) in numeric value", named(c));
            return Err((message, self.at + length));
        }
        if let Some(c) = next.filter(|c| c.is_alphanumeric()) {
            let message =
                format!("Unexpected character ({}): Expected space separating root-level values", named(c));
            return Err((message, self.at + length + c.len_utf8()));
        }
        self.at += length;
        Ok(())
    }

    fn word(&mut self, first: char) -> Result<(), Mistake> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        if matches!(word, "true" | "false" | "null") {
            self.at += length;
            return Ok(());
        }
        if length == 0 {
            let expected = if first == '/' {
                "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for \
                 parser)"
            } else if matches!(first, ']' | '}' | ',') && !self.open.is_empty() {
                "expected a value"
            } else {
                "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
            };
            return Err(self.unexpected(first, expected));
        }
        let mut message = String::new();
        let _ = write!(
            message,
            "Unrecognized token '{word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' \
             or 'false')"
        );
        Err((message, self.at + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        first_error(text).map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn recorded_message() {
        let error = first_error("not a definition").unwrap();
        assert_eq!(error.location, "[Source: (String)\"not a definition\"; line: 1, column: 4]");
        assert_eq!(
            error.message,
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or \
             'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4]"
        );
    }

    #[test]
    fn json_is_read() {
        for text in [
            "",
            " ",
            "{}",
            "[]",
            "[1, -2.5e3, \"\\u00e9\", {\"a\": [true, null]}]",
            "{} {}",
            "\"a\"",
            "[[], {}]",
        ] {
            assert_eq!(first_error(text), None, "{text}");
        }
    }

    #[test]
    fn mistakes_are_named_as_jackson_names_them() {
        assert!(
            message("{\"a\": 1,}")
                .starts_with("Unexpected character ('}' (code 125)): was expecting double-quote")
        );
        assert!(message("{\"a\" 1}").contains("was expecting a colon"));
        assert!(message("{\"a\": 1 \"b\": 2}").contains("was expecting comma to separate Object entries"));
        assert!(message("[1").contains("expected close marker for Array"));
        assert!(message("[1}").contains("Unexpected close marker '}': expected ']'"));
        assert!(message("[01]").contains("Leading zeroes"));
        assert!(message("{\"a\": // x\n1}").contains("maybe a (non-standard) comment"));
        assert!(message(&"[".repeat(2_000)).contains("nesting depth (1001)"));
        let long = format!("{{\"a\": {}", "x".repeat(600));
        assert!(message(&long).contains("[truncated 106 chars]"));
    }
}

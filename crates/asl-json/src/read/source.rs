//! A text while it is read: blanks and comments, names, and all that holds nothing else: strings, numbers, words.
//!
//! It knows no brackets. Whatever is no JSON is read as what was probably meant, and reported.

use std::rc::Rc;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::{SyntaxError, SyntaxErrorKind};
use crate::write::plain_len;
use crate::{Number, TextRange};

/// Errors beyond this many are not listed.
const MAX_ERRORS: usize = 100;

/// What a part of the text is that holds no others.
pub(super) enum Scalar {
    Missing,
    Null,
    Bool(bool),
    Number(Number),
    String(Rc<str>),
}

/// The text, and how far it has been read.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) errors: Vec<SyntaxError>,
    /// Names already seen: equal names share one text.
    names: IndexMap<&'a str, Rc<str>, FixedState>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut source =
            Self { text, bytes: text.as_bytes(), at: 0, errors: Vec::new(), names: IndexMap::default() };
        if text.starts_with('\u{feff}') {
            source.at = 3;
        }
        if u32::try_from(text.len()).is_err() {
            source.error(SyntaxErrorKind::TooDeep, TextRange::at(0));
            source.at = text.len();
        }
        source
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn error(&mut self, kind: SyntaxErrorKind, range: TextRange) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError { kind, range });
        }
    }

    pub(super) fn range_from(&self, start: usize) -> TextRange {
        TextRange::new(start as u32, self.at as u32)
    }

    pub(super) fn skip_trivia(&mut self) {
        while let Some(byte) = self.peek() {
            let start = self.at;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.skip_line_comment(start),
                b'/' if self.bytes.get(self.at + 1) == Some(&b'/') => self.skip_line_comment(start),
                b'/' if self.bytes.get(self.at + 1) == Some(&b'*') => {
                    let rest = self.text.get(self.at + 2..).unwrap_or("");
                    self.at = rest.find("*/").map_or(self.bytes.len(), |end| self.at + 2 + end + 2);
                    self.error(SyntaxErrorKind::Comment, self.range_from(start));
                }
                b'.' if self.bytes.get(self.at..self.at + 3) == Some(b"...") => self.skip_ellipsis(3),
                0xE2 if self.bytes.get(self.at..self.at + 3) == Some("…".as_bytes()) => {
                    self.skip_ellipsis(3);
                }
                _ => return,
            }
        }
    }

    fn skip_line_comment(&mut self, start: usize) {
        self.at += self.bytes.iter().skip(self.at).take_while(|b| **b != b'\n').count();
        self.error(SyntaxErrorKind::Comment, self.range_from(start));
    }

    /// An ellipsis and the comma after it, if one follows.
    fn skip_ellipsis(&mut self, len: usize) {
        let start = self.at;
        self.at += len;
        self.error(SyntaxErrorKind::Ellipsis, self.range_from(start));
    }

    pub(super) fn shared_name(&mut self) -> Rc<str> {
        let start = self.at + 1;
        let len = plain_len(self.bytes.get(start..).unwrap_or_default());
        if self.bytes.get(start + len) == Some(&b'"')
            && let Some(name) = self.text.get(start..start + len)
        {
            self.at = start + len + 1;
            if let Some(known) = self.names.get(name) {
                return Rc::clone(known);
            }
            let shared: Rc<str> = name.into();
            if self.names.len() < 4096 {
                self.names.insert(name, Rc::clone(&shared));
            }
            return shared;
        }
        self.string()
    }

    /// A string, from its opening quote on.
    pub(super) fn string(&mut self) -> Rc<str> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            self.at += plain_len(self.bytes.get(start..).unwrap_or_default());
            let part = self.text.get(start..self.at).unwrap_or("");
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    if text.is_empty() {
                        return part.into();
                    }
                    text.push_str(part);
                    return text.into();
                }
                Some(b'\\') => {
                    text.push_str(part);
                    self.escape(&mut text);
                }
                Some(b'\n' | b'\r') | None => {
                    text.push_str(part);
                    self.error(SyntaxErrorKind::UnclosedString, self.range_from(start));
                    return text.into();
                }
                Some(control) => {
                    text.push_str(part);
                    text.push(control as char);
                    self.at += 1;
                    self.error(SyntaxErrorKind::ControlCharacter, self.range_from(self.at - 1));
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 2;
        let plain = match self.bytes.get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                match self.hex4() {
                    Some(unit) => text.push(self.code_unit(unit)),
                    None => self.error(SyntaxErrorKind::InvalidEscape, self.range_from(start)),
                }
                return;
            }
            Some(byte) if *byte >= 0x20 => {
                let width =
                    self.text.get(start + 1..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.at = start + 1 + width;
                text.push_str(self.text.get(start + 1..self.at).unwrap_or(""));
                self.error(SyntaxErrorKind::InvalidEscape, self.range_from(start));
                return;
            }
            _ => {
                self.at = start + 1;
                self.error(SyntaxErrorKind::InvalidEscape, self.range_from(start));
                return;
            }
        };
        text.push(plain);
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A UTF-16 code unit, joined with its partner; a lone surrogate becomes U+FFFD.
    fn code_unit(&mut self, unit: u32) -> char {
        if (0xD800..0xDC00).contains(&unit) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u") {
            let back = self.at;
            self.at += 2;
            if let Some(low) = self.hex4()
                && (0xDC00..0xE000).contains(&low)
            {
                return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                    .unwrap_or('\u{fffd}');
            }
            self.at = back;
        }
        char::from_u32(unit).unwrap_or('\u{fffd}')
    }

    /// How many bytes the string here has, its quotes included.
    pub(super) fn string_length(&self) -> usize {
        let mut escaped = false;
        let rest = self.bytes.get(self.at + 1..).unwrap_or(&[]);
        let end = rest.iter().position(|byte| match byte {
            _ if escaped => {
                escaped = false;
                false
            }
            b'\\' => {
                escaped = true;
                false
            }
            byte => *byte == b'"',
        });
        end.map_or(rest.len(), |end| end + 1) + 1
    }

    pub(super) fn take_word(&mut self) -> &'a str {
        let start = self.at;
        let is_word = |b: &&u8| {
            b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'$' | b'-' | b'+' | b'.') || **b >= 0x80
        };
        self.at += self.bytes.iter().skip(start).take_while(is_word).count();
        self.text.get(start..self.at).unwrap_or("")
    }

    pub(super) fn word(&mut self) -> Scalar {
        let start = self.at;
        if self.peek() == Some(b'\'') {
            return self.single_quoted();
        }
        if let Some(placeholder) = self.placeholder() {
            return Scalar::String(placeholder.into());
        }
        match self.take_word() {
            "null" => Scalar::Null,
            "true" => Scalar::Bool(true),
            "false" => Scalar::Bool(false),
            "" => {
                self.at += self.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.error(SyntaxErrorKind::UnexpectedCharacter, self.range_from(start));
                Scalar::Missing
            }
            word => {
                let kind = if matches!(word, "NaN" | "Infinity") {
                    SyntaxErrorKind::InvalidNumber
                } else {
                    SyntaxErrorKind::UnknownWord
                };
                self.error(kind, self.range_from(start));
                Scalar::String(word.into())
            }
        }
    }

    /// `${name}`, as CloudFormation and Terraform write what they fill in: reported, and read as a string.
    fn placeholder(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let end = rest.strip_prefix("${")?.find(['}', '"', '\n'])? + 2;
        let placeholder = rest.get(..=end).filter(|text| text.ends_with('}'))?;
        let start = self.at;
        self.at += placeholder.len();
        self.error(SyntaxErrorKind::Placeholder, self.range_from(start));
        Some(placeholder)
    }

    /// `'text'`, as other languages write it: reported, and read as a string.
    fn single_quoted(&mut self) -> Scalar {
        let start = self.at;
        let rest = self.text.get(start + 1..).unwrap_or("");
        let len = rest.find(['\'', '\n']).unwrap_or(rest.len());
        let text = rest.get(..len).unwrap_or("");
        self.at =
            (start + 1 + len + usize::from(rest.as_bytes().get(len) == Some(&b'\''))).min(self.bytes.len());
        self.error(SyntaxErrorKind::UnknownWord, self.range_from(start));
        Scalar::String(text.into())
    }

    pub(super) fn number(&mut self) -> Scalar {
        let start = self.at;
        let word = self.take_word();
        if is_json_number(word.as_bytes())
            && let Some(number) = Number::parse(word)
        {
            return Scalar::Number(number);
        }
        if word.is_empty() {
            self.at += 1;
        }
        self.error(SyntaxErrorKind::InvalidNumber, self.range_from(start));
        Number::parse(word).map_or(Scalar::String(word.into()), Scalar::Number)
    }
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_json_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.first() == Some(&b'0')) {
        return false;
    }
    let mut rest = text.get(whole..).unwrap_or(&[]);
    if let Some(fraction) = rest.strip_prefix(b".") {
        let len = digits(fraction);
        if len == 0 {
            return false;
        }
        rest = fraction.get(len..).unwrap_or(&[]);
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent =
            exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        return digits(exponent) == exponent.len() && !exponent.is_empty();
    }
    rest.is_empty()
}

//! From text to tokens.
//!
//! A `/` begins a regular expression or is the division sign, depending on what stands before it, so the parser
//! asks for one token at a time.

use std::rc::Rc;

use asl_json::{Number, TextRange, Value};

use crate::error::{Fault, Outcome};
use crate::regex::Regex;

#[derive(Clone, Debug)]
pub(crate) enum TokenKind {
    Name(Rc<str>),
    Variable(Rc<str>),
    Operator(&'static str),
    String(Rc<str>),
    Number(Number),
    /// `true`, `false` or `null`.
    Constant(Value),
    Regex(Rc<Regex>),
    End,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) range: TextRange,
}

impl Token {
    /// The token as an error names it.
    pub(crate) fn value(&self) -> Value {
        match &self.kind {
            TokenKind::Name(text) | TokenKind::Variable(text) | TokenKind::String(text) => {
                Value::String(text.clone())
            }
            TokenKind::Operator(text) => Value::from(*text),
            TokenKind::Number(number) => Value::Number(*number),
            TokenKind::Constant(value) => value.clone(),
            TokenKind::Regex(_) => Value::empty_object(),
            TokenKind::End => Value::from("(end)"),
        }
    }

    /// The operator that the token is; empty for all else.
    pub(crate) fn operator(&self) -> &'static str {
        if let TokenKind::Operator(operator) = self.kind { operator } else { "" }
    }
}

/// Two characters first: the longest match wins.
const OPERATORS: [&str; 31] = [
    "..", ":=", "!=", ">=", "<=", "**", "~>", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":",
    "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&",
];

/// Characters that end a name.
const STOPS: &[u8] = b".[]{}(),@#;:?+-*/%|=<>^&!~ \t\n\r\x0b";

#[derive(Debug)]
pub(crate) struct Lexer<'t> {
    text: &'t str,
    position: usize,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or("")
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.position + ahead).copied()
    }

    fn range(&self, start: usize) -> TextRange {
        TextRange::new(start as u32, self.position as u32)
    }

    fn fault(&self, code: &'static str, start: usize) -> Box<Fault> {
        Fault::at(code, self.range(start))
    }

    /// The next token. `infix`: the token before it was an operand, so `/` divides.
    pub(crate) fn next(&mut self, infix: bool) -> Outcome<Token> {
        self.skip_blanks()?;
        let start = self.position;
        let Some(first) = self.byte(0) else {
            return Ok(Token { kind: TokenKind::End, range: self.range(start) });
        };
        let kind = match first {
            b'/' if !infix => {
                self.position += 1;
                self.regex()?
            }
            b'"' | b'\'' => self.string(first)?,
            b'0'..=b'9' => self.number()?,
            b'`' => self.quoted_name()?,
            _ if !STOPS.contains(&first) => self.name(),
            _ => match OPERATORS.iter().find(|operator| self.rest().starts_with(**operator)) {
                Some(operator) => {
                    self.position += operator.len();
                    TokenKind::Operator(operator)
                }
                None if first == b'!' || first == b'~' => {
                    self.position += 1;
                    let symbol = if first == b'!' { "!" } else { "~" };
                    return Err(self.fault("S0204", start).with_token(symbol));
                }
                None => self.name(),
            },
        };
        Ok(Token { kind, range: self.range(start) })
    }

    fn skip_blanks(&mut self) -> Outcome<()> {
        loop {
            while matches!(self.byte(0), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b)) {
                self.position += 1;
            }
            if !self.rest().starts_with("/*") {
                return Ok(());
            }
            let start = self.position;
            // The reference looks for the end from the second character on: `/*/` is not closed.
            if let Some(length) = self.text.get(start + 2..).and_then(|rest| rest.find("*/")) {
                self.position = start + 2 + length + 2;
            } else {
                let start = start as u32;
                return Err(Fault::at("S0106", TextRange::at(start)));
            }
        }
    }

    fn name(&mut self) -> TokenKind {
        let length = self.rest().bytes().position(|b| STOPS.contains(&b)).unwrap_or(self.rest().len());
        let name = self.rest().get(..length).unwrap_or("");
        self.position += length;
        if let Some(variable) = name.strip_prefix('$') {
            return TokenKind::Variable(variable.into());
        }
        match name {
            "or" => TokenKind::Operator("or"),
            "in" => TokenKind::Operator("in"),
            "and" => TokenKind::Operator("and"),
            "true" => TokenKind::Constant(Value::Bool(true)),
            "false" => TokenKind::Constant(Value::Bool(false)),
            "null" => TokenKind::Constant(Value::Null),
            _ => TokenKind::Name(name.into()),
        }
    }

    fn quoted_name(&mut self) -> Outcome<TokenKind> {
        let start = self.position;
        self.position += 1;
        let Some(length) = self.rest().find('`') else {
            self.position = self.text.len();
            return Err(self.fault("S0105", start));
        };
        let name = self.rest().get(..length).unwrap_or("");
        self.position += length + 1;
        Ok(TokenKind::Name(name.into()))
    }

    fn number(&mut self) -> Outcome<TokenKind> {
        let start = self.position;
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let mut length = if bytes.first() == Some(&b'0') { 1 } else { digits(0) };
        if bytes.get(length) == Some(&b'.') && digits(length + 1) > 0 {
            length += 1 + digits(length + 1);
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            let exponent = digits(length + 1 + sign);
            if exponent > 0 {
                length += 1 + sign + exponent;
            }
        }
        let text = self.rest().get(..length).unwrap_or("");
        match Number::parse(text) {
            Some(number) => {
                self.position += length;
                Ok(TokenKind::Number(number.normalised()))
            }
            None => Err(self.fault("S0102", start).with_token(text)),
        }
    }

    fn string(&mut self, quote: u8) -> Outcome<TokenKind> {
        let start = self.position;
        self.position += 1;
        let mut text = String::new();
        // The first half of a surrogate pair that was written as an escape.
        let mut high: Option<u32> = None;
        while let Some(c) = self.rest().chars().next() {
            if c == '\\' {
                self.position += 1;
                let unit = self.escape(start)?;
                push_unit(&mut text, &mut high, unit);
                continue;
            }
            self.position += c.len_utf8();
            if high.take().is_some() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            if u32::from(c) == u32::from(quote) {
                return Ok(TokenKind::String(text.into()));
            }
            text.push(c);
        }
        Err(self.fault("S0101", start))
    }

    /// One escape after its backslash, as a UTF-16 code unit.
    fn escape(&mut self, start: usize) -> Outcome<u32> {
        let Some(c) = self.rest().chars().next() else {
            return Err(self.fault("S0103", start).with_token(""));
        };
        let plain = match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let digits = self.rest().get(1..5).or_else(|| self.rest().get(1..)).unwrap_or("");
                let whole = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
                let Some(unit) = u32::from_str_radix(digits, 16).ok().filter(|_| whole) else {
                    let at = TextRange::at(self.position as u32);
                    return Err(Fault::at("S0104", at));
                };
                self.position += 5;
                return Ok(unit);
            }
            _ => {
                let at = TextRange::at(self.position as u32);
                return Err(Fault::at("S0103", at).with_token(c.to_string()));
            }
        };
        self.position += c.len_utf8();
        Ok(plain.into())
    }

    fn regex(&mut self) -> Outcome<TokenKind> {
        let start = self.position;
        let mut depth = 0_i32;
        let mut previous = b'/';
        let mut backslashes = 0_usize;
        while let Some(byte) = self.byte(0) {
            if byte == b'/' && depth == 0 && backslashes.is_multiple_of(2) {
                let pattern = self.text.get(start..self.position).unwrap_or("");
                if pattern.is_empty() {
                    return Err(Fault::at("S0301", TextRange::at(self.position as u32)));
                }
                self.position += 1;
                let flags_start = self.position;
                while matches!(self.byte(0), Some(b'i' | b'm')) {
                    self.position += 1;
                }
                let flags = self.text.get(flags_start..self.position).unwrap_or("");
                let range = self.range(start - 1);
                return Regex::new(pattern, flags).map(|regex| TokenKind::Regex(Rc::new(regex))).map_err(
                    |mut fault| {
                        fault.range = Some(range);
                        fault
                    },
                );
            }
            if previous != b'\\' {
                depth += i32::from(matches!(byte, b'(' | b'[' | b'{'))
                    - i32::from(matches!(byte, b')' | b']' | b'}'));
            }
            backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
            previous = byte;
            self.position += 1;
        }
        Err(self.fault("S0302", start))
    }
}

/// Adds a UTF-16 code unit; halves of a pair that stay alone become U+FFFD, since texts are UTF-8.
fn push_unit(text: &mut String, high: &mut Option<u32>, unit: u32) {
    if let Some(first) = high.take() {
        if (0xDC00..0xE000).contains(&unit) {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (unit - 0xDC00);
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            return;
        }
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if (0xD800..0xDC00).contains(&unit) {
        *high = Some(unit);
    } else {
        text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

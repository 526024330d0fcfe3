//! The grammar of calls: `States.Name(argument, …)`.
//!
//! Recursion is bounded by [`MAX_NESTED_CALLS`].

use asl_json::{Number, TextRange, Value};

use super::{IntrinsicArgument, IntrinsicCall, IntrinsicFunction, IntrinsicSyntaxError, MAX_NESTED_CALLS};
use crate::DataPath;

type Result<T> = std::result::Result<T, IntrinsicSyntaxError>;

/// Reads a whole text as a call.
pub(super) fn call(text: &str, range: TextRange) -> Result<IntrinsicCall> {
    let mut parser = Parser { text, position: 0, range };
    parser.skip_space();
    let call = parser.read_call(1)?;
    parser.skip_space();
    if parser.peek().is_some() {
        return Err(parser.error("there is text behind the call"));
    }
    Ok(call)
}

struct Parser<'t> {
    text: &'t str,
    /// In bytes.
    position: usize,
    range: TextRange,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.position += character.len_utf8();
        Some(character)
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.position += wanted.len_utf8();
        }
        found
    }

    /// Passes over the characters that are wanted and gives their text.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.position += end;
        rest.get(..end).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn error(&self, message: impl Into<String>) -> IntrinsicSyntaxError {
        IntrinsicSyntaxError { message: message.into(), position: self.position }
    }

    fn expected(&self, what: &str) -> IntrinsicSyntaxError {
        match self.peek() {
            Some(found) => self.error(format!("expected {what}, found `{found}`")),
            None => self.error(format!("expected {what}, found the end")),
        }
    }

    fn read_call(&mut self, depth: usize) -> Result<IntrinsicCall> {
        let start = self.position;
        let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
        let Some(function) = IntrinsicFunction::named(name) else {
            self.position = start;
            return Err(self.error(format!("`{name}` is not an intrinsic function")));
        };
        if depth > MAX_NESTED_CALLS {
            return Err(self.error(format!("calls are nested more than {MAX_NESTED_CALLS} deep")));
        }
        if !self.take_if('(') {
            return Err(self.expected("`(`"));
        }
        let arguments = self.read_arguments(function, depth)?;
        let text = self.text.get(start..self.position).unwrap_or_default();
        Ok(IntrinsicCall { function, arguments, text: text.into(), range: self.range })
    }

    /// The arguments behind the opening parenthesis, to behind the closing one.
    fn read_arguments(
        &mut self,
        function: IntrinsicFunction,
        depth: usize,
    ) -> Result<Vec<IntrinsicArgument>> {
        let mut arguments = Vec::new();
        self.skip_space();
        if self.take_if(')') {
            return Ok(arguments);
        }
        loop {
            self.skip_space();
            let is_template = function == IntrinsicFunction::Format && arguments.is_empty();
            arguments.push(self.read_argument(is_template, depth)?);
            self.skip_space();
            if self.take_if(')') {
                return Ok(arguments);
            }
            if !self.take_if(',') {
                return Err(self.expected("`,` or `)`"));
            }
        }
    }

    fn read_argument(&mut self, is_template: bool, depth: usize) -> Result<IntrinsicArgument> {
        match self.peek() {
            Some('\'') => self.read_string(is_template).map(IntrinsicArgument::Value),
            Some('$') => self.read_path().map(IntrinsicArgument::Path),
            Some('-' | '0'..='9') => self.read_number().map(IntrinsicArgument::Value),
            Some(c) if c.is_ascii_alphabetic() => self.read_word_or_call(depth),
            _ => Err(self.expected("an argument")),
        }
    }

    fn read_word_or_call(&mut self, depth: usize) -> Result<IntrinsicArgument> {
        let start = self.position;
        let constant = match self.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_') {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                self.position = start;
                return self.read_call(depth + 1).map(IntrinsicArgument::Call);
            }
        };
        Ok(IntrinsicArgument::Value(constant))
    }

    /// A text between single quotes. Backslashes escape `'`, `{`, `}` and themselves; AWS refuses all others.
    fn read_string(&mut self, keep_escapes: bool) -> Result<Value> {
        let start = self.position;
        self.position += 1;
        let mut text = String::new();
        loop {
            match self.take() {
                None => {
                    self.position = start;
                    return Err(self.error("the text has no closing `'`"));
                }
                Some('\'') => return Ok(text.into()),
                Some('\\') => {
                    let Some(escaped @ ('\'' | '{' | '}' | '\\')) = self.peek() else {
                        return Err(self.error("only `\\'`, `\\{`, `\\}` and `\\\\` are escapes"));
                    };
                    self.position += 1;
                    if keep_escapes {
                        text.push('\\');
                    }
                    text.push(escaped);
                }
                Some(other) => text.push(other),
            }
        }
    }

    fn read_number(&mut self) -> Result<Value> {
        let start = self.position;
        let text = self.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        if !is_json_number(text) {
            self.position = start;
            return Err(self.error(format!("`{text}` is not a number")));
        }
        // What is too large for a double stays the largest there is; functions refuse it by its size.
        let largest = if text.starts_with('-') { f64::MIN } else { f64::MAX };
        Ok(Value::Number(Number::parse(text).unwrap_or(Number::Float(largest))))
    }

    /// A path: up to the `,` or `)` that does not belong to it.
    fn read_path(&mut self) -> Result<DataPath> {
        let start = self.position;
        let (mut brackets, mut parentheses) = (0_usize, 0_usize);
        while let Some(character) = self.peek() {
            match character {
                '\'' | '"' if brackets > 0 => {
                    self.skip_quoted(character);
                    continue;
                }
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                '(' => parentheses += 1,
                ')' if parentheses > 0 => parentheses -= 1,
                ')' | ',' if brackets == 0 && parentheses == 0 => break,
                _ => {}
            }
            self.take();
        }
        let text = self.text.get(start..self.position).unwrap_or_default().trim_end();
        DataPath::parse(text, self.range).map_err(|error| IntrinsicSyntaxError {
            message: format!("`{text}` is not a path: {}", error.message()),
            position: start + error.position(),
        })
    }

    fn skip_quoted(&mut self, quote: char) {
        self.take();
        while let Some(character) = self.take() {
            if character == '\\' {
                self.take();
            } else if character == quote {
                return;
            }
        }
    }
}

/// `-?digits(.digits)?([eE][+-]?digits)?`
fn is_json_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent_fits =
        exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    mantissa_fits && exponent_fits
}

//! The grammar of filters, as Jayway reads it.

use crate::PathSyntaxError;
use crate::cursor::Cursor;
use crate::filter::{Expression, Operand, Operator, Pattern};
use crate::parse::{Level, nested_path};
use crate::permissive_json;
use crate::unescape::unescape;

type Result<T> = std::result::Result<T, PathSyntaxError>;

/// Reads a filter from its opening parenthesis to its closing one; `depth` counts the paths around it.
pub(crate) fn parse(characters: &[char], level: Level) -> Result<Expression> {
    let mut parser = FilterParser { cursor: Cursor::new(characters), level };
    let expression = parser.read_or()?;
    parser.cursor.skip_blanks();
    if parser.cursor.in_bounds() {
        let rest = parser.cursor.text(parser.cursor.position, parser.cursor.end);
        return Err(parser.cursor.error(format!("Expected end of filter expression instead of: {rest}")));
    }
    Ok(expression)
}

struct FilterParser<'t> {
    cursor: Cursor<'t>,
    /// Grows with parentheses and negations.
    level: Level,
}

impl FilterParser<'_> {
    fn read_or(&mut self) -> Result<Expression> {
        let first = self.read_and()?;
        let mut all = vec![first];
        while self.take("||") {
            all.push(self.read_and()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expression::Or(all) })
    }

    fn read_and(&mut self) -> Result<Expression> {
        let first = self.read_and_operand()?;
        let mut all = vec![first];
        while self.take("&&") {
            all.push(self.read_and_operand()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Expression::And(all) })
    }

    /// Passes over `word` if it comes next.
    fn take(&mut self, word: &str) -> bool {
        self.cursor.skip_blanks();
        let matches = word
            .chars()
            .enumerate()
            .all(|(offset, c)| self.cursor.at(self.cursor.position + offset) == Some(c));
        if matches {
            self.cursor.position += word.len();
        }
        matches
    }

    fn read_and_operand(&mut self) -> Result<Expression> {
        let around = self.level;
        self.level = around.deeper();
        if self.level.is_too_deep() {
            return Err(self.cursor.error("Filter is nested too deeply"));
        }
        let expression = self.read_negation_or_group();
        self.level = around;
        expression
    }

    fn read_negation_or_group(&mut self) -> Result<Expression> {
        self.cursor.skip_blanks();
        if self.cursor.current_is('!')
            && !matches!(self.cursor.next_significant_char(self.cursor.position), Some('$' | '@'))
        {
            self.cursor.position += 1;
            return Ok(Expression::Not(Box::new(self.read_and_operand()?)));
        }
        if self.cursor.current_is('(') {
            self.cursor.position += 1;
            let expression = self.read_or()?;
            if !self.cursor.skip_blanks().current_is(')') {
                return Err(self.cursor.error("Expected character: )"));
            }
            self.cursor.position += 1;
            return Ok(expression);
        }
        self.read_comparison()
    }

    /// `left operator right`, or a path alone.
    fn read_comparison(&mut self) -> Result<Expression> {
        let (left, wanted) = self.read_operand()?;
        let after_left = self.cursor.position;
        match self.read_operator_and_right() {
            Ok((operator, right)) => Ok(Expression::Relation { left, operator, right }),
            Err(_) if matches!(left, Operand::Path(_)) => {
                self.cursor.position = after_left;
                Ok(Expression::Exists { path: left, wanted })
            }
            Err(error) => Err(error),
        }
    }

    fn read_operator_and_right(&mut self) -> Result<(Operator, Operand)> {
        self.cursor.skip_blanks();
        let begin = self.cursor.position;
        let symbolic = self.cursor.current().is_some_and(is_operator_character);
        let part_of = |c: char| if symbolic { is_operator_character(c) } else { c != ' ' };
        while self.cursor.current().is_some_and(part_of) {
            self.cursor.position += 1;
        }
        let name = self.cursor.text(begin, self.cursor.position);
        let Some(operator) = Operator::named(&name) else {
            return Err(self
                .cursor
                .error_at(begin, format!("Filter operator {} is not supported!", name.to_uppercase())));
        };
        let (right, _) = self.read_operand()?;
        Ok((operator, right))
    }

    /// An operand, and for a path whether it has no `!` before it.
    fn read_operand(&mut self) -> Result<(Operand, bool)> {
        let negated = self.cursor.skip_blanks().current_is('!');
        if negated {
            self.cursor.position += 1;
            self.cursor.skip_blanks();
        }
        let begin = self.cursor.position;
        match self.cursor.current() {
            Some('$' | '@') => {
                let wanted = self.cursor.previous_significant_char() != Some('!');
                Ok((self.read_path()?, wanted))
            }
            _ if negated => Err(self.cursor.error("Unexpected character: !")),
            Some(quote @ ('\'' | '"')) => Ok((self.read_string(quote)?, true)),
            Some('t' | 'f' | 'n') => {
                Ok((self.read_word().or_else(|error| self.read_bare_word(begin, error))?, true))
            }
            Some('[') => Ok((self.read_json('[', ']')?, true)),
            Some('{') => Ok((self.read_json('{', '}')?, true)),
            Some('/') => Ok((self.read_pattern()?, true)),
            _ => Ok((self.read_number().or_else(|error| self.read_bare_word(begin, error))?, true)),
        }
    }

    fn read_path(&mut self) -> Result<Operand> {
        let begin = self.cursor.position;
        self.cursor.position += 1;
        while let Some(character) = self.cursor.current() {
            let mut character = Some(character);
            if character == Some('[') {
                let Some(close) = self.cursor.index_of_matching(self.cursor.position, '[', ']', false) else {
                    return Err(self.cursor.error("Square brackets does not match in filter"));
                };
                self.cursor.position = close + 1;
                character = self.cursor.current();
            }
            match character {
                None | Some(' ') => break,
                Some(c) if is_operator_character(c) => break,
                Some(')') if !self.closes_function(begin) => break,
                // What follows a bracket is passed over, another bracket included, as in Jayway; the path's
                // own grammar looks at it again.
                Some(_) => self.cursor.position += 1,
            }
        }
        let text = self.cursor.slice(begin, self.cursor.position);
        nested_path(text, self.level.deeper())
            .map(Operand::Path)
            .map_err(|error| self.cursor.error_at(begin, error.message()))
    }

    /// Whether the parenthesis at the position closes a call without arguments on the path that began at `begin`.
    fn closes_function(&self, begin: usize) -> bool {
        let Some(open) = self.cursor.previous_significant(self.cursor.position) else { return false };
        self.cursor.at(open) == Some('(') && (begin + 1..open).any(|index| self.cursor.at(index) == Some('.'))
    }

    fn read_string(&mut self, quote: char) -> Result<Operand> {
        let begin = self.cursor.position;
        let Some(close) = self.cursor.index_of_unescaped(begin + 1, quote) else {
            return Err(self
                .cursor
                .error(format!("String literal does not have matching quotes. Expected {quote}")));
        };
        self.cursor.position = close + 1;
        unescape(self.cursor.slice(begin + 1, close))
            .map(|text| Operand::String(text.into()))
            .ok_or_else(|| self.cursor.error_at(begin, "Unable to parse unicode value"))
    }

    fn read_word(&mut self) -> Result<Operand> {
        for (word, make) in [
            ("true", (|| Operand::Bool(true)) as fn() -> Operand),
            ("false", || Operand::Bool(false)),
            ("null", || Operand::Null),
        ] {
            if self.take(word) {
                return Ok(make());
            }
        }
        let is_null = self.cursor.current_is('n');
        Err(self.cursor.error(if is_null { "Expected <null> value" } else { "Expected boolean literal" }))
    }

    /// A text without quotes, where one may stand: `[?(@.Name==Receipt)]`. AWS's older Jayway takes it, and samples of
    /// AWS's own have it.
    fn read_bare_word(&mut self, begin: usize, error: PathSyntaxError) -> Result<Operand> {
        self.cursor.position = begin;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        if !self.level.bare_words || !self.cursor.current().is_some_and(|c| c.is_alphabetic() || c == '_') {
            return Err(error);
        }
        while self.cursor.current().is_some_and(is_part) {
            self.cursor.position += 1;
        }
        Ok(Operand::String(self.cursor.text(begin, self.cursor.position).into()))
    }

    fn read_json(&mut self, open: char, close: char) -> Result<Operand> {
        let begin = self.cursor.position;
        let Some(end) = self.cursor.index_of_matching(begin, open, close, false) else {
            return Err(self.cursor.error(format!("String not closed. Expected {close}")));
        };
        self.cursor.position = end + 1;
        Ok(Operand::Json(permissive_json::parse(self.cursor.slice(begin, end + 1))))
    }

    fn read_pattern(&mut self) -> Result<Operand> {
        let begin = self.cursor.position;
        let Some(close) = self.cursor.index_of_unescaped(begin + 1, '/') else {
            return Err(self.cursor.error("Pattern not closed. Expected /"));
        };
        let mut end = close + 1;
        while self.cursor.at(end).is_some_and(|flag| "dixmsuU".contains(flag)) {
            end += 1;
        }
        self.cursor.position = end;
        Pattern::new(&self.cursor.text(begin + 1, close), &self.cursor.text(close + 1, end))
            .map(Operand::Pattern)
            .ok_or_else(|| self.cursor.error_at(begin, "Not a regular expression"))
    }

    fn read_number(&mut self) -> Result<Operand> {
        let begin = self.cursor.position;
        while self.cursor.current().is_some_and(|c| c.is_ascii_digit() || "+-.eE".contains(c)) {
            self.cursor.position += 1;
        }
        let text = self.cursor.text(begin, self.cursor.position);
        asl_json::Number::parse(text.strip_prefix('+').unwrap_or(&text))
            .map(Operand::Number)
            .ok_or_else(|| self.cursor.error_at(begin, format!("Expected a value instead of: {text}")))
    }
}

const fn is_operator_character(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '~' | '!')
}

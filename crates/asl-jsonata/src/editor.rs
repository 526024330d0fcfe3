//! For editors: a tree for text that is not finished, and the call that the cursor is in.

use crate::error::Error;
use crate::expression::{Expression, Options};
use crate::lexer::{Lexer, TokenKind};

/// How many tokens before a mistake may be given up to find text that makes sense.
const TRIES: usize = 24;

/// Where the cursor is among the arguments of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// The name of what is called, without its `$`.
    pub function: String,
    /// Which argument, from 0.
    pub argument: usize,
}

/// A token as far as it matters here.
struct Piece {
    start: usize,
    end: usize,
    /// The operator; empty for operands.
    operator: &'static str,
    variable: Option<String>,
}

/// The tokens of a text, up to one that cannot be read.
fn pieces(text: &str) -> Vec<Piece> {
    let mut lexer = Lexer::new(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut infix = false;
    while let Ok(token) = lexer.next(infix) {
        let operator = token.operator();
        infix = matches!(operator, "" | ")" | "]" | "}");
        let variable = match &token.kind {
            TokenKind::End => break,
            TokenKind::Variable(name) => Some(name.to_string()),
            _ => None,
        };
        let (start, end) = (token.range.start as usize, token.range.end as usize);
        pieces.push(Piece { start, end, operator, variable });
    }
    pieces
}

/// What closes the brackets that are open after these tokens.
fn closers(pieces: &[Piece]) -> String {
    let mut open = Vec::new();
    for piece in pieces {
        match piece.operator {
            "(" => open.push(')'),
            "[" => open.push(']'),
            "{" => open.push('}'),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

/// Reads an expression and never gives up: with a mistake, what stands before it is read as if its brackets were closed.
///
/// Shape: the expression (its text is the part that could be read, so that ranges stay true) and the mistakes, which are none or
/// one. No expression: not even a part makes sense.
pub fn parse_recovering(text: &str, options: Options) -> (Option<Expression>, Vec<Error>) {
    let error = match Expression::parse(text, options) {
        Ok(expression) => return (Some(expression), Vec::new()),
        Err(error) => error,
    };
    // A mistake may be found long after its cause: what stands before the token is tried first.
    let limit = match error.code {
        "S0203" | "S0207" | "S0101" | "S0105" | "S0106" | "S0302" => text.len(),
        _ => error.range.start as usize,
    };
    let mut pieces = pieces(text);
    pieces.retain(|piece| piece.start < limit);
    for _ in 0..TRIES {
        let Some(last) = pieces.last() else { break };
        let part = text.get(..last.end).unwrap_or("");
        let closed = format!("{part}{}", closers(&pieces));
        if let Ok(expression) = Expression::parse(&closed, options) {
            return (Some(expression), vec![error]);
        }
        pieces.pop();
    }
    (None, vec![error])
}

/// The innermost call of a variable (`$name(…)`) whose brackets hold the byte `offset`.
pub fn call_at(text: &str, offset: usize) -> Option<CallSite> {
    let before = text.get(..offset)?;
    let mut open: Vec<(Option<String>, usize)> = Vec::new();
    let mut last: Option<String> = None;
    for piece in pieces(before) {
        match piece.operator {
            "(" => open.push((last.take(), 0)),
            "[" | "{" => open.push((None, 0)),
            ")" | "]" | "}" => {
                open.pop();
            }
            "," => {
                if let Some((_, argument)) = open.last_mut() {
                    *argument += 1;
                }
            }
            _ => {}
        }
        last = piece.variable;
    }
    let (function, argument) = open.into_iter().rev().find_map(|(name, argument)| Some((name?, argument)))?;
    Some(CallSite { function, argument })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_text_still_has_a_tree() {
        for (text, read) in [
            ("$states.input.", "$states.input"),
            ("$sum($states.input.items[price > ", "$sum($states.input.items[price])"),
            ("{ 'a': 1, 'b': $x.y ", "{ 'a': 1, 'b': $x.y}"),
            ("$a + ) * 2", "$a"),
            ("'open", ""),
        ] {
            let (expression, errors) = parse_recovering(text, Options::step_functions());
            assert_eq!(errors.len(), 1, "{text}");
            assert_eq!(expression.map_or(String::new(), |e| e.text().to_owned()), read, "{text}");
        }
        assert!(parse_recovering("1 + 2", Options::default()).1.is_empty());
    }

    #[test]
    fn the_call_around_the_cursor_is_found() {
        let at = |text: &str| call_at(text, text.len()).map(|site| (site.function, site.argument));
        assert_eq!(at("$substring('abc', "), Some(("substring".to_owned(), 1)));
        assert_eq!(at("$map($x, function($v) { $pad($v, 3, "), Some(("pad".to_owned(), 2)));
        assert_eq!(at("$sum([1, 2, "), Some(("sum".to_owned(), 0)));
        assert_eq!(at("$sum([1, 2])"), None);
    }
}

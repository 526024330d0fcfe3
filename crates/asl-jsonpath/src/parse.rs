//! The grammar of paths: from text to [`Steps`].
//!
//! It accepts what Jayway `JsonPath` accepts, accidents included: `$.a.['b']`, `$['a']b`, a stray last character.
//! Nested filters and function arguments are limited in depth; nothing else recurses.

use crate::PathSyntaxError;
use crate::cursor::Cursor;
use crate::filter;
use crate::function::{self, Parameter};
use crate::path::{Name, Root, Steps, Token};
use crate::unescape::unescape;

/// Filters and function arguments may hold paths, and these again; filters have parentheses in parentheses. Beyond
/// this depth of all together they are refused: the stack in a browser is small.
const MAX_NESTING: u32 = 100;

/// What holds for a part of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    /// Paths, filters and parentheses around it.
    depth: u32,
    /// Whether a word without quotes is a text in a filter.
    pub(crate) bare_words: bool,
}

impl Level {
    pub(crate) const fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    pub(crate) const fn is_too_deep(self) -> bool {
        self.depth > MAX_NESTING
    }
}

type Result<T> = std::result::Result<T, PathSyntaxError>;

/// Reads a whole path's text. With `bare_words`, a word without quotes is a text in a filter (`[?(@.a==b)]`).
pub(crate) fn path(text: &str, bare_words: bool) -> Result<Steps> {
    if let Some(tokens) = plain_tokens(text) {
        return Ok(Steps::new(Root::Document, tokens));
    }
    let characters: Vec<char> = text.chars().collect();
    nested_path(&characters, Level { depth: 0, bare_words })
}

/// The tokens of a path of ASCII names behind dots and of indexes, as most are: `$.order.items[0].id`. None for all
/// others, which the whole grammar reads.
fn plain_tokens(text: &str) -> Option<Vec<Token>> {
    let mut rest = text.strip_prefix('$')?;
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        if let Some(named) = rest.strip_prefix('.') {
            let is_end = |b: u8| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
            let length = named.bytes().position(is_end).unwrap_or(named.len());
            let (name, behind) = named.split_at_checked(length)?;
            if name.is_empty() || !(behind.is_empty() || behind.starts_with(['.', '['])) {
                return None;
            }
            tokens.push(Token::Property { name: Name::new(name, name), quote: '\'' });
            rest = behind;
        } else {
            let (index, behind) = rest.strip_prefix('[')?.split_once(']')?;
            if index.is_empty() || index.len() > 9 || !index.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            tokens.push(Token::Index(index.parse().ok()?));
            rest = behind;
        }
    }
    Some(tokens)
}

/// Reads a path that may stand inside another one.
pub(crate) fn nested_path(characters: &[char], level: Level) -> Result<Steps> {
    let with_root: Vec<char>;
    let mut characters = characters;
    if !matches!(characters.first(), Some('$' | '@')) {
        with_root = "$.".chars().chain(characters.iter().copied()).collect();
        characters = &with_root;
    }
    let mut cursor = Cursor::new(characters);
    cursor.trim();
    if cursor.last() == Some('.') {
        return Err(cursor.error_at(cursor.end - 1, "Path must not end with a '.' or '..'"));
    }
    steps(cursor, level)
}

/// Reads a function's argument: as [`nested_path`], but nothing is put before it and nothing trimmed.
pub(crate) fn argument_path(characters: &[char], level: Level) -> Result<Steps> {
    steps(Cursor::new(characters), level)
}

fn steps(mut cursor: Cursor<'_>, level: Level) -> Result<Steps> {
    if level.is_too_deep() {
        return Err(cursor.error("Path is nested too deeply"));
    }
    let root = match cursor.current() {
        Some('$') => Root::Document,
        Some('@') => Root::Item,
        _ => return Err(cursor.error("Path must start with '$' or '@'")),
    };
    let mut tokens = Vec::new();
    if !cursor.is_tail() {
        cursor.position += 1;
        if !cursor.current_is('.') && !cursor.current_is('[') {
            let position = cursor.position;
            return Err(cursor.error(format!("Illegal character at position {position} expected '.' or '['")));
        }
        loop {
            read_token(&mut cursor, &mut tokens, level)?;
            if cursor.is_tail() {
                break;
            }
        }
    }
    Ok(function_of_scan(root, tokens))
}

/// `$..price.sum()` means `$.sum($..price)`: one sum of all matches, not one of each.
fn function_of_scan(root: Root, mut tokens: Vec<Token>) -> Steps {
    if matches!(tokens.first(), Some(Token::Scan))
        && matches!(tokens.last(), Some(Token::Function(_)))
        && let Some(index) = tokens.iter().position(|token| matches!(token, Token::Function(_)))
    {
        let mut rest = tokens.split_off(index);
        if let Some(Token::Function(call)) = rest.first_mut() {
            call.parameters = vec![Parameter::Path(Steps::new(root, tokens))];
        }
        return Steps::new(Root::Document, rest);
    }
    Steps::new(root, tokens)
}

fn read_token(cursor: &mut Cursor<'_>, tokens: &mut Vec<Token>, level: Level) -> Result<()> {
    if cursor.current_is('.') {
        read_dots(cursor, tokens)?;
    }
    match cursor.current() {
        Some('[') => read_bracket(cursor, tokens, level),
        Some('*') => {
            cursor.position += 1;
            tokens.push(Token::Wildcard);
            Ok(())
        }
        _ => read_name(cursor, tokens, level),
    }
}

fn read_dots(cursor: &mut Cursor<'_>, tokens: &mut Vec<Token>) -> Result<()> {
    cursor.position += 1;
    if cursor.current_is('.') {
        cursor.position += 1;
        tokens.push(Token::Scan);
    }
    if !cursor.in_bounds() {
        return Err(cursor.error("Path must not end with a '.'"));
    }
    if cursor.current_is('.') {
        let position = cursor.position;
        return Err(cursor.error(format!("Character '.' on position {position} is not valid.")));
    }
    Ok(())
}

/// `name` or `name(…)`
fn read_name(cursor: &mut Cursor<'_>, tokens: &mut Vec<Token>, level: Level) -> Result<()> {
    let start = cursor.position;
    let end = (start..cursor.end)
        .find(|i| matches!(cursor.at(*i), Some(' ' | '.' | '[' | '(')))
        .unwrap_or(cursor.end);
    let name = cursor.text(start, end);
    match cursor.at(end) {
        Some(' ') => Err(cursor.error_at(
            end,
            format!(
                "Use bracket notion ['my prop'] if your property contains blank characters. position: {start}"
            ),
        )),
        Some('(') => {
            let parameters = read_arguments(cursor, &name, end, level)?;
            tokens.push(Token::Function(function::Call { name, parameters }));
            Ok(())
        }
        _ => {
            cursor.position = end;
            tokens.push(Token::Property { name: Name::new(&name, &name), quote: '\'' });
            Ok(())
        }
    }
}

/// The arguments after a function's name; the opening parenthesis is at `open`.
fn read_arguments(cursor: &mut Cursor<'_>, name: &str, open: usize, level: Level) -> Result<Vec<Parameter>> {
    let mut opened = 0_usize;
    let closes = (open..cursor.end).any(|index| {
        match cursor.at(index) {
            Some('(') => opened += 1,
            Some(')') => opened -= 1,
            _ => {}
        }
        opened == 0
    });
    if !closes {
        return Err(
            cursor.error_at(open, format!("Arguments to function: '{name}' are not closed properly."))
        );
    }
    cursor.position = open + 1;
    if cursor.current_is(')') {
        // The parenthesis stays: at the end of the path it is the one character that is not looked at, and
        // elsewhere it begins a name, as in Jayway.
        return Ok(Vec::new());
    }
    function::parse_parameters(cursor, name, level)
}

fn read_bracket(cursor: &mut Cursor<'_>, tokens: &mut Vec<Token>, level: Level) -> Result<()> {
    let open = cursor.position;
    let token = match cursor.next_significant_char(open) {
        Some(quote @ ('\'' | '"')) => Some(read_quoted_names(cursor, quote)?),
        Some(c) if c.is_ascii_digit() || c == '-' || c == ':' => read_array_step(cursor)?,
        Some('*') => Some(read_bracket_wildcard(cursor)?),
        Some('?') => read_filter(cursor, level)?,
        _ => None,
    };
    let Some(token) = token else {
        return Err(cursor.error_at(
            open,
            format!("Could not parse token starting at position {open}. Expected ?, ', 0-9, * "),
        ));
    };
    tokens.push(token);
    Ok(())
}

fn read_bracket_wildcard(cursor: &mut Cursor<'_>) -> Result<Token> {
    let star = cursor.next_significant_is(cursor.position, '*').unwrap_or(cursor.position);
    let Some(close) = cursor.next_significant_is(star, ']') else {
        let offset = star + 1;
        return Err(
            cursor.error_at(offset, format!("Expected wildcard token to end with ']' on position {offset}"))
        );
    };
    cursor.position = close + 1;
    Ok(Token::Wildcard)
}

/// `[1]`, `[0,2]`, `[1:3]`. None if there are other characters.
fn read_array_step(cursor: &mut Cursor<'_>) -> Result<Option<Token>> {
    let start = cursor.position + 1;
    let Some(close) = cursor.index_of(start, ']') else { return Ok(None) };
    let expression = cursor.text(start, close);
    let expression = expression.trim_matches(' ');
    if expression.contains(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '-' | ':' | ' ')) {
        return Ok(None);
    }
    let token = if expression.contains(':') { slice_step(expression) } else { index_step(expression) };
    let Some(token) = token else {
        let kind = if expression.contains(':') { "SliceOperation" } else { "ArrayIndexOperation" };
        return Err(cursor.error_at(start, format!("Failed to parse {kind}: {expression}")));
    };
    cursor.position = close + 1;
    Ok(Some(token))
}

fn slice_step(expression: &str) -> Option<Token> {
    if expression.contains([' ', ',']) {
        return None;
    }
    // A third part (a step) is not looked at. What cannot be read as a number makes the whole invalid.
    let mut sides = expression.split(':').map(|side| (side, side.parse::<i32>().ok()));
    let mut side = || match sides.next() {
        None | Some(("", _)) => Some(None),
        Some((_, number)) => number.map(Some),
    };
    let (from, to) = (side()?, side()?);
    (from.is_some() || to.is_some()).then_some(Token::Slice { from, to })
}

fn index_step(expression: &str) -> Option<Token> {
    let indexes: Option<Vec<i32>> =
        expression.split(',').map(|index| index.trim_matches(' ').parse().ok()).collect();
    let indexes = indexes?;
    match indexes.as_slice() {
        [index] => Some(Token::Index(*index)),
        _ => Some(Token::Indexes(indexes)),
    }
}

/// `['a']`, `["a", "b"]`
fn read_quoted_names(cursor: &mut Cursor<'_>, quote: char) -> Result<Token> {
    let mut names: Vec<Name> = Vec::new();
    let mut open: Option<usize> = None;
    let mut last_close = cursor.position;
    let mut escaped = false;
    let mut after_comma = false;
    let empty = |index: usize| format!("Found empty property at index {index}");
    for index in cursor.position + 1..cursor.end {
        let Some(character) = cursor.at(index) else { break };
        match (escaped, open) {
            (true, _) => escaped = false,
            (false, _) if character == '\\' => escaped = true,
            (false, None) if character == ']' => {
                if after_comma {
                    return Err(cursor.error_at(index, empty(index)));
                }
                break;
            }
            (false, Some(start)) if character == quote => {
                if !matches!(cursor.next_significant_char(index), Some(']' | ',')) {
                    return Err(cursor.error_at(index, format!(
                        "Property must be separated by comma or Property must be terminated close square bracket at index {index}"
                    )));
                }
                let Some(name) = unescape(cursor.slice(start, index)) else {
                    return Err(cursor.error_at(start, "Unable to parse unicode value"));
                };
                names.push(Name::new(&name, &cursor.text(start, index)));
                open = None;
                last_close = index;
            }
            (false, None) if character == quote => {
                open = Some(index + 1);
                after_comma = false;
            }
            (false, None) if character == ',' => {
                if after_comma {
                    return Err(cursor.error_at(index, empty(index)));
                }
                after_comma = true;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        return Err(cursor.error_at(start, format!("Property has not been closed - missing closing {quote}")));
    }
    let Some(close) = cursor.next_significant_is(last_close, ']') else {
        return Err(cursor.error_at(last_close, "Property has not been closed - missing closing ]"));
    };
    cursor.position = close + 1;
    if names.len() > 1 {
        let names = names.into_iter().map(|name| name.text).collect();
        return Ok(Token::Properties { names, quote });
    }
    names.pop().map(|name| Token::Property { name, quote }).ok_or_else(|| cursor.error("Empty properties"))
}

/// `[?(…)]`. None if it does not have that form.
fn read_filter(cursor: &mut Cursor<'_>, level: Level) -> Result<Option<Token>> {
    let parts = || {
        let question_mark = cursor.next_significant_is(cursor.position, '?')?;
        let open = cursor.next_significant_is(question_mark, '(')?;
        let close = cursor.index_of_matching(open, '(', ')', true)?;
        Some((open, close, cursor.next_significant_is(close, ']')?))
    };
    let Some((open, close, end)) = parts() else { return Ok(None) };
    let expression = filter::parse(cursor.slice(open, close + 1), level.deeper())
        .map_err(|error| cursor.error_at(open, error.message()))?;
    cursor.position = end + 1;
    Ok(Some(Token::Filter(Box::new(expression))))
}

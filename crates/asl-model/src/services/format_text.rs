//! A definition with even indentation, its comments kept.

use super::Document;
use super::format_yaml::format_yaml;
use crate::Format;
use crate::definition::read_tree;

/// Lists of scalars up to this width stay on one line.
const MAX_WIDTH: usize = 80;

/// A part of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Open(&'a str),
    Close(&'a str),
    Comma,
    Colon,
    Scalar(&'a str),
    /// A comment; whether it begins its line.
    Comment(&'a str, bool),
}

/// The text with two blanks for each level, its comments, anchors and quotes kept; none for a text with mistakes.
pub fn format_text(document: &Document) -> Option<String> {
    match document.format {
        Format::Yaml => {
            let formatted = format_yaml(&document.text, &document.root).filter(|_| document.is_whole)?;
            // Indentation is YAML's meaning: what would mean something else is not handed out.
            let (root, diagnostics) = read_tree(&formatted, Format::Yaml);
            let same = diagnostics.is_empty() && root.to_value() == document.root.to_value();
            same.then_some(formatted)
        }
        Format::Json => format_json_text(&document.text),
    }
}

/// The same for a text that is known to be JSON.
pub fn format_json_text(text: &str) -> Option<String> {
    let is_whole = asl_json::parse(text).errors.iter().all(|error| error.kind.is_tolerated());
    is_whole.then(|| format_json(text))
}

/// A JSON text with two blanks for each level.
pub(super) fn format_json(text: &str) -> String {
    write(&tokens(text))
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut found, mut at, mut line_start) = (Vec::new(), 0, true);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = match rest.as_bytes().first() {
            Some(b'\n') => {
                line_start = true;
                at += 1;
                continue;
            }
            Some(b' ' | b'\t' | b'\r') => {
                at += 1;
                continue;
            }
            Some(b'"') => string_length(rest),
            Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
            Some(b'/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            Some(b'/') if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            Some(b'{' | b'}' | b'[' | b']' | b',' | b':') => 1,
            Some(b'$') if rest.starts_with("${") => rest.find('}').map_or(rest.len(), |end| end + 1),
            _ => {
                let end = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"');
                rest.find(end).unwrap_or(rest.len()).max(rest.chars().next().map_or(1, char::len_utf8))
            }
        };
        let part = rest.get(..length).unwrap_or(rest);
        found.push(match part {
            "{" | "[" => Token::Open(part),
            "}" | "]" => Token::Close(part),
            "," => Token::Comma,
            ":" => Token::Colon,
            _ if part.starts_with("//") || part.starts_with("/*") || part.starts_with('#') => {
                Token::Comment(part.trim_end(), line_start)
            }
            _ => Token::Scalar(part),
        });
        line_start = false;
        at += part.len().max(1);
    }
    found
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn write(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    let mut level = 0_usize;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let next = tokens.get(index + 1);
        match token {
            Token::Open(_) => {
                if let Some((line, length)) = short_list(tokens, index) {
                    out.push_str(&line);
                    index += length;
                    after_value(tokens.get(index), level, &mut out);
                    continue;
                }
                out.push_str(text_of(token));
                level += 1;
                if !matches!(next, Some(Token::Comment(_, false))) {
                    new_line(level, &mut out);
                }
            }
            Token::Close(_) => {
                level = level.saturating_sub(1);
                new_line(level, &mut out);
                out.push_str(text_of(token));
                after_value(next, level, &mut out);
            }
            Token::Comma => {
                out.push(',');
                if !matches!(next, Some(Token::Comment(_, false))) {
                    new_line(level, &mut out);
                }
            }
            Token::Colon => out.push_str(": "),
            Token::Scalar(text) => {
                out.push_str(text);
                after_value(next, level, &mut out);
            }
            Token::Comment(text, own_line) => {
                if !own_line && !out.ends_with([' ', '\n']) && !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
                if !matches!(next, Some(Token::Close(_)) | None) {
                    new_line(level, &mut out);
                }
            }
        }
        index += 1;
    }
    let mut text: String = out.lines().map(str::trim_end).fold(String::new(), |mut text, line| {
        if !(line.is_empty() && text.ends_with("\n\n")) {
            text.push_str(line);
            text.push('\n');
        }
        text
    });
    if text.trim().is_empty() {
        text.clear();
    }
    text
}

/// What comes behind a value: a comma and a closing bracket see to themselves.
fn after_value(next: Option<&Token<'_>>, level: usize, out: &mut String) {
    if matches!(next, Some(Token::Comment(_, true) | Token::Scalar(_) | Token::Open(_))) {
        new_line(level, out);
    }
}

fn new_line(level: usize, out: &mut String) {
    if out.is_empty() {
        return;
    }
    let trimmed = out.trim_end_matches(' ').len();
    out.truncate(trimmed);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.extend(std::iter::repeat_n("  ", level));
}

fn text_of<'a>(token: &Token<'a>) -> &'a str {
    match token {
        Token::Open(text) | Token::Close(text) | Token::Scalar(text) | Token::Comment(text, _) => text,
        Token::Comma => ",",
        Token::Colon => ":",
    }
}

/// An empty object or list, or a short list of scalars, on one line, and how many tokens it has.
fn short_list(tokens: &[Token<'_>], start: usize) -> Option<(String, usize)> {
    let open = text_of(tokens.get(start)?);
    let mut line = open.to_owned();
    for (offset, token) in tokens.iter().enumerate().skip(start + 1) {
        match token {
            Token::Close(text) => {
                line.push_str(text);
                return Some((line, offset + 1 - start));
            }
            Token::Scalar(text) if open == "[" => line.push_str(text),
            Token::Comma if open == "[" && !matches!(tokens.get(offset + 1), Some(Token::Close(_))) => {
                line.push_str(", ");
            }
            _ => return None,
        }
        if line.len() > MAX_WIDTH {
            return None;
        }
    }
    None
}

//! Reference paths: exactly one place, to read from and to write to.

use std::fmt;
use std::rc::Rc;

use asl_json::Value;

use crate::path::{Path, Token};
use crate::{PathError, PathSyntaxError};

/// A path of members and indexes only (`$.a['b c'][0]`), as `ResultPath` and other fields want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferencePath {
    text: Box<str>,
    path: Path,
}

/// A step that could not be taken.
///
/// AWS fails such an execution with `States.ReferencePathConflict` (`States.ResultPathMatchFailure` in the
/// specification) and the message as its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferencePathError {
    message: String,
}

impl ReferencePathError {
    fn new(token: &Token, root: &Value) -> Self {
        let step = match token {
            Token::Property { name, .. } => name.text.to_string(),
            Token::Index(position) => position.to_string(),
            other => {
                let mut text = String::new();
                other.write_fragment(&mut text);
                text
            }
        };
        Self { message: format!("Unable to apply step \"{step}\" to input {root}") }
    }

    /// AWS's words, with the name of the step and the whole of what the path was applied to:
    /// `Unable to apply step "result" to input "hello"`.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ReferencePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReferencePathError {}

impl ReferencePath {
    /// Reads a reference path. In a dotted name a backslash takes the next character as it is (`$.a\.b`), as the
    /// specification has it.
    ///
    /// # Errors
    /// The text is no path, or one with `*`, `..`, slices, unions, filters or functions.
    pub fn parse(text: &str) -> Result<Self, PathSyntaxError> {
        let path = match without_escapes(text) {
            None => Path::parse(text)?,
            Some(plain) => Path::parse(&plain)?,
        };
        if !path.steps().is_plain {
            return Err(PathSyntaxError::new(0, "Reference Path must identify a single node"));
        }
        Ok(Self { text: text.into(), path })
    }

    /// A path that names one place, as a reference path; none for any other path.
    pub fn of(path: &Path) -> Option<Self> {
        path.steps().is_plain.then(|| Self { text: path.text().into(), path: path.clone() })
    }

    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the path is `$`.
    pub fn is_root(&self) -> bool {
        self.path.is_root()
    }

    /// The value at the place.
    ///
    /// # Errors
    /// [`PathError::NotFound`] with Jayway's text.
    pub fn get(&self, root: &Value) -> Result<Value, PathError> {
        self.path.evaluate(root)
    }

    /// `root` with `value` at the place, which `ResultPath` asks for.
    ///
    /// Objects on the way are made where nothing is; what stands at the place is replaced. Nothing but the nodes
    /// on the way is copied, and these only if somebody else holds them.
    ///
    /// # Errors
    /// A step by name meets something that is not an object, or a step by index an array without that item.
    pub fn set(&self, root: Value, value: Value) -> Result<Value, ReferencePathError> {
        let tokens = &self.path.steps().tokens;
        // Looking first costs little and leaves `root` as it is for the message.
        if let Some(token) = first_blocked(tokens, &root) {
            return Err(ReferencePathError::new(token, &root));
        }
        let Some((last, way)) = tokens.split_last() else { return Ok(value) };
        let mut root = root;
        let mut place = Some(&mut root);
        for token in way {
            place = place.and_then(|place| step_into(place, token));
        }
        match (last, place) {
            (Token::Property { name, .. }, Some(Value::Object(members))) => {
                let name = Rc::clone(name.in_object(members));
                members.set(name, value);
            }
            (last, Some(place)) => {
                if let Some(place) = step_into(place, last) {
                    *place = value;
                }
            }
            (_, None) => {}
        }
        Ok(root)
    }

    /// The value at the place, or AWS's words for a step that leads nowhere.
    ///
    /// # Errors
    /// A member or item on the way is missing.
    pub fn follow(&self, root: &Value) -> Result<Value, ReferencePathError> {
        let mut place = root;
        for token in &self.path.steps().tokens {
            place = look_into(place, token).ok_or_else(|| ReferencePathError::new(token, root))?;
        }
        Ok(place.clone())
    }
}

/// The first step that cannot be taken for writing: by name into what is no object, by index past an array's items.
/// What is missing can be made, but by names only.
fn first_blocked<'t>(tokens: &'t [Token], root: &Value) -> Option<&'t Token> {
    let mut place = Some(root);
    for token in tokens {
        place = match (token, place) {
            (Token::Property { .. }, None) => None,
            (Token::Property { .. }, Some(object @ Value::Object(_))) => look_into(object, token),
            (_, place) => match place.and_then(|place| look_into(place, token)) {
                Some(item) => Some(item),
                None => return Some(token),
            },
        };
    }
    None
}

fn look_into<'v>(place: &'v Value, token: &Token) -> Option<&'v Value> {
    match (token, place) {
        (Token::Property { name, .. }, Value::Object(members)) => name.of(members),
        (Token::Index(position), Value::Array(items)) => items.get(index_of(items, *position)?),
        _ => None,
    }
}

/// The place that a step leads to, made ready for changing. A name that is missing gets an object, which the last
/// step then replaces by the value.
fn step_into<'v>(place: &'v mut Value, token: &Token) -> Option<&'v mut Value> {
    match (token, place) {
        (Token::Property { name, .. }, Value::Object(members)) => {
            let name = Rc::clone(name.in_object(members));
            let members = members.make_mut();
            if !members.contains_key(&name) {
                members.insert(Rc::clone(&name), Value::empty_object());
            }
            members.get_mut(&name)
        }
        (Token::Index(position), Value::Array(items)) => {
            let index = index_of(items, *position)?;
            items.make_mut().get_mut(index)
        }
        _ => None,
    }
}

/// The index that a position means; a negative one counts from the end.
fn index_of(items: &[Value], position: i32) -> Option<usize> {
    let position = i64::from(position);
    usize::try_from(if position < 0 { position + items.len() as i64 } else { position }).ok()
}

/// The path with names that hold a backslash escape outside of brackets turned into bracketed ones; none if
/// there are none.
fn without_escapes(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    let mut changed = false;
    while let Some(character) = characters.next() {
        match character {
            '[' => copy_bracket(&mut characters, &mut out),
            '.' if !matches!(characters.peek(), None | Some('.' | '[' | '*')) => {
                let (name, escaped) = quoted_name(&mut characters);
                changed |= escaped;
                if escaped {
                    out.push_str("['");
                    out.push_str(&name);
                    out.push_str("']");
                } else {
                    out.push('.');
                    out.push_str(&name);
                }
            }
            other => out.push(other),
        }
    }
    changed.then_some(out)
}

/// A dotted name as it stands between quotes, and whether it held an escape. A backslash gives the next character
/// as it is, letters included; only `\u` and four digits mean another one.
fn quoted_name(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> (String, bool) {
    let (mut name, mut raw) = (String::new(), String::new());
    let mut escaped = false;
    while let Some(character) = characters.next_if(|c| !matches!(c, '.' | '[')) {
        if character != '\\' {
            raw.push(character);
            name.extend((character == '\'').then_some('\\'));
            name.push(character);
            continue;
        }
        escaped = true;
        let is_unicode = characters.peek() == Some(&'u')
            && characters.clone().skip(1).take_while(char::is_ascii_hexdigit).take(4).count() == 4;
        match characters.next() {
            None => name.push_str("\\\\"),
            Some('u') if is_unicode => name.push_str("\\u"),
            Some(c @ ('\\' | '\'')) => name.extend(['\\', c]),
            Some(other) => name.push(other),
        }
    }
    (if escaped { name } else { raw }, escaped)
}

fn copy_bracket(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    out.push('[');
    let mut quote = None;
    while let Some(character) = characters.next() {
        out.push(character);
        match (quote, character) {
            (Some(_), '\\') => out.extend(characters.next()),
            (Some(open), close) if open == close => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, ']') => return,
            _ => {}
        }
    }
}

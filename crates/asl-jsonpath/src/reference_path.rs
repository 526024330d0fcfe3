//! Reference paths: exactly one place, to read from and to write to.

use std::fmt;

use asl_json::{Object, Value};

use crate::path::{Path, Token};
use crate::{PathError, PathSyntaxError};

/// A path of members and indexes only (`$.a['b c'][0]`), as `ResultPath` and other fields want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferencePath {
    text: Box<str>,
    path: Path,
}

/// Why a value could not be written; the execution fails with `States.ResultPathMatchFailure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferencePathError {
    message: String,
}

impl ReferencePathError {
    /// What is wrong, naming the step that could not be taken.
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
        let mut root = root;
        let mut place = &mut root;
        for token in &self.path.steps().tokens {
            place = match token {
                Token::Property { name, .. } => member(place, name)?,
                Token::Index(position) => item(place, *position)?,
                _ => return Err(no_step(token, place)),
            };
        }
        *place = value;
        Ok(root)
    }
}

fn member<'v>(place: &'v mut Value, name: &std::rc::Rc<str>) -> Result<&'v mut Value, ReferencePathError> {
    match place {
        // What is missing becomes an object; the last step then replaces it by the value.
        Value::Object(members) => {
            Ok(members.make_mut().entry(name.clone()).or_insert_with(|| Value::Object(Object::default())))
        }
        other => Err(cannot_apply(name, other)),
    }
}

fn item(place: &mut Value, position: i32) -> Result<&mut Value, ReferencePathError> {
    let step = position.to_string();
    let Value::Array(items) = place else { return Err(cannot_apply(&step, place)) };
    let length = items.len() as i64;
    let position = i64::from(position);
    let index = usize::try_from(if position < 0 { position + length } else { position })
        .ok()
        .filter(|index| *index < items.len());
    match index {
        // The list is asked before it is made ready for changing, so that a miss copies nothing.
        Some(index) => items.make_mut().get_mut(index).ok_or(ReferencePathError { message: step }),
        None => Err(cannot_apply(&step, &Value::Array(items.clone()))),
    }
}

fn no_step(token: &Token, place: &Value) -> ReferencePathError {
    let mut text = String::new();
    token.write_fragment(&mut text);
    cannot_apply(&text, place)
}

fn cannot_apply(step: &str, place: &Value) -> ReferencePathError {
    ReferencePathError { message: format!("Unable to apply step \"{step}\" to input {place}") }
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

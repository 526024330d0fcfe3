//! From JSON text to a tree with ranges, or straight to a [`Value`].
//!
//! [`parse`] never fails: broken text gives as much of a tree as can be made out, and a list of what is wrong.
//! Comments and trailing commas are tolerated and reported. No recursion: nesting is refused beyond
//! [`MAX_DEPTH`] with a diagnostic, and long before that costs no stack.

use std::fmt;
use std::rc::Rc;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::{Array, Map, Number, Object, TextRange, Value};

/// Nesting beyond this many levels is refused.
pub const MAX_DEPTH: usize = 1_000;

/// Errors beyond this many are not listed.
const MAX_ERRORS: usize = 100;

/// A part of a JSON text: what it is and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// What stands here.
    pub kind: NodeKind,
    /// Where it stands, without surrounding space.
    pub range: TextRange,
}

/// What a part of a JSON text is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A value was expected here and none was found.
    Missing,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, its escapes resolved.
    String(Rc<str>),
    /// A list.
    Array(Vec<Node>),
    /// An object; a name that is written twice stands here twice.
    Object(Vec<Member>),
}

/// A name and its value in an object's text.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, its escapes resolved.
    pub key: Rc<str>,
    /// Where the name stands, with its quotes.
    pub key_range: TextRange,
    /// The value.
    pub value: Node,
}

impl Member {
    /// The range from the name to the end of the value.
    pub fn range(&self) -> TextRange {
        self.key_range.cover(self.value.range)
    }
}

impl Node {
    /// The value without its ranges. Of a name that stands twice, the later value counts.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Missing | NodeKind::Null => Value::Null,
            NodeKind::Bool(b) => Value::Bool(*b),
            NodeKind::Number(n) => Value::Number(*n),
            NodeKind::String(s) => Value::String(Rc::clone(s)),
            NodeKind::Array(items) => Value::array(items.iter().map(Node::to_value).collect()),
            NodeKind::Object(members) => {
                Value::object(members.iter().map(|m| (Rc::clone(&m.key), m.value.to_value())))
            }
        }
    }

    /// The members, if this is an object.
    pub fn members(&self) -> Option<&[Member]> {
        if let NodeKind::Object(members) = &self.kind { Some(members) } else { None }
    }

    /// The items, if this is a list.
    pub fn items(&self) -> Option<&[Node]> {
        if let NodeKind::Array(items) = &self.kind { Some(items) } else { None }
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let NodeKind::String(s) = &self.kind { Some(s) } else { None }
    }

    /// The last member called `name`.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().rev().find(|member| &*member.key == name)
    }

    /// The value of the last member called `name`.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.member(name).map(|member| &member.value)
    }
}

/// What was read: always a tree, and what is wrong with the text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree; its kind is [`NodeKind::Missing`] for an empty text.
    pub root: Node,
    /// What is wrong, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

/// Something that JSON does not allow, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where.
    pub range: TextRange,
}

/// The ways in which a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// `{"a": }`, or an empty text
    ExpectedValue,
    /// `{1: 2}`
    ExpectedName,
    /// `{a: 1}`
    UnquotedName,
    /// `{"a" 1}`
    ExpectedColon,
    /// `[1 2]`
    ExpectedComma,
    /// `"abc` to the end of the line
    UnclosedString,
    /// `"\q"`
    InvalidEscape,
    /// A line break or another control character inside a string.
    ControlCharacter,
    /// `[1, 2`
    UnclosedArray,
    /// `{"a": 1`
    UnclosedObject,
    /// `01`, `1.`, `.5`, `NaN`
    InvalidNumber,
    /// `nul`, `True`, `'a'`
    UnknownWord,
    /// A character that cannot stand here, such as a closing bracket that nothing opened.
    UnexpectedCharacter,
    /// `{} {}`
    TrailingText,
    /// `{"a": 1, "a": 2}`
    DuplicateName,
    /// More than [`MAX_DEPTH`] levels.
    TooDeep,
    /// `// …`, `# …` or `/* … */`; tolerated.
    Comment,
    /// `[1, ]`; tolerated.
    TrailingComma,
    /// `...`, as notes leave parts out; tolerated.
    Ellipsis,
    /// `${name}` where a value stands, for a deployment tool to fill in; read as a string, tolerated.
    Placeholder,
}

impl SyntaxErrorKind {
    /// Whether the tree is whole all the same.
    pub const fn is_tolerated(self) -> bool {
        matches!(
            self,
            Self::Comment | Self::TrailingComma | Self::Ellipsis | Self::DuplicateName | Self::Placeholder
        )
    }

    /// The one line to show.
    pub const fn message(self) -> &'static str {
        match self {
            Self::ExpectedValue => "expected a value",
            Self::ExpectedName => "expected a name in double quotes",
            Self::UnquotedName => "a name stands in double quotes",
            Self::ExpectedColon => "expected `:` after the name",
            Self::ExpectedComma => "expected `,`",
            Self::UnclosedString => "the string is not closed",
            Self::InvalidEscape => "unknown escape in a string",
            Self::ControlCharacter => "control characters in a string are written as escapes",
            Self::UnclosedArray => "the list is not closed",
            Self::UnclosedObject => "the object is not closed",
            Self::InvalidNumber => "not a JSON number",
            Self::UnknownWord => "unknown word; expected `true`, `false`, `null`, a number or a string",
            Self::UnexpectedCharacter => "unexpected character",
            Self::TrailingText => "text after the end of the value",
            Self::DuplicateName => "the name is written twice; the later value counts",
            Self::TooDeep => "nested more than 1000 levels deep",
            Self::Comment => "JSON has no comments",
            Self::TrailingComma => "no `,` before a closing bracket",
            Self::Ellipsis => "`...` stands for a part that was left out",
            Self::Placeholder => "`${…}` is a placeholder, not JSON; a deployment tool fills it in",
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.message())
    }
}

impl std::error::Error for SyntaxError {}

/// Reads a text as a tree with ranges; never fails.
pub fn parse(text: &str) -> Parsed {
    let (root, errors) = Reader::<Node>::new(text).read();
    Parsed { root, errors }
}

/// Reads strict JSON as a value.
///
/// # Errors
/// The first thing that JSON does not allow. A name that stands twice is allowed; the later value counts.
pub fn parse_value(text: &str) -> Result<Value, SyntaxError> {
    let (value, errors) = Reader::<Value>::new(text).read();
    match errors.into_iter().find(|error| error.kind != SyntaxErrorKind::DuplicateName) {
        None => Ok(value),
        Some(error) => Err(error),
    }
}

/// What the reader builds.
trait Tree: Sized {
    fn scalar(scalar: Scalar, range: TextRange) -> Self;
    fn array(items: Vec<Self>, range: TextRange) -> Self;
    fn object(members: Vec<(Rc<str>, TextRange, Self)>, range: TextRange) -> Self;
}

enum Scalar {
    Missing,
    Null,
    Bool(bool),
    Number(Number),
    String(Rc<str>),
}

impl Tree for Node {
    fn scalar(scalar: Scalar, range: TextRange) -> Self {
        let kind = match scalar {
            Scalar::Missing => NodeKind::Missing,
            Scalar::Null => NodeKind::Null,
            Scalar::Bool(b) => NodeKind::Bool(b),
            Scalar::Number(n) => NodeKind::Number(n),
            Scalar::String(s) => NodeKind::String(s),
        };
        Self { kind, range }
    }

    fn array(items: Vec<Self>, range: TextRange) -> Self {
        Self { kind: NodeKind::Array(items), range }
    }

    fn object(members: Vec<(Rc<str>, TextRange, Self)>, range: TextRange) -> Self {
        let members =
            members.into_iter().map(|(key, key_range, value)| Member { key, key_range, value }).collect();
        Self { kind: NodeKind::Object(members), range }
    }
}

impl Tree for Value {
    fn scalar(scalar: Scalar, _: TextRange) -> Self {
        match scalar {
            Scalar::Missing | Scalar::Null => Self::Null,
            Scalar::Bool(b) => Self::Bool(b),
            Scalar::Number(n) => Self::Number(n),
            Scalar::String(s) => Self::String(s),
        }
    }

    fn array(items: Vec<Self>, _: TextRange) -> Self {
        Array::new(items).into()
    }

    fn object(members: Vec<(Rc<str>, TextRange, Self)>, _: TextRange) -> Self {
        let mut map = Map::with_capacity(members.len());
        map.extend(members.into_iter().map(|(key, _, value)| (key, value)));
        Object::new(map).into()
    }
}

enum Frame<T> {
    Array { start: u32, items: Vec<T> },
    Object { start: u32, members: Vec<(Rc<str>, TextRange, T)>, key: Option<(Rc<str>, TextRange)> },
}

/// What the grammar allows next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    /// A value or `]`; `true` after a comma.
    ItemOrEnd(bool),
    /// A name or `}`; `true` after a comma.
    NameOrEnd(bool),
    CommaOrEnd,
}

struct Reader<'a, T> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    open: Vec<Frame<T>>,
    errors: Vec<SyntaxError>,
    /// Names already seen: equal names share one text.
    names: IndexMap<&'a str, Rc<str>, FixedState>,
}

impl<'a, T: Tree> Reader<'a, T> {
    fn new(text: &'a str) -> Self {
        let mut reader = Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            open: Vec::new(),
            errors: Vec::new(),
            names: IndexMap::default(),
        };
        if text.starts_with('\u{feff}') {
            reader.at = 3;
        }
        if u32::try_from(text.len()).is_err() {
            reader.error(SyntaxErrorKind::TooDeep, TextRange::at(0));
            reader.at = text.len();
        }
        reader
    }

    fn read(mut self) -> (T, Vec<SyntaxError>) {
        let mut expect = Expect::Value;
        let mut root = None;
        while root.is_none() {
            self.skip_trivia();
            let Some(byte) = self.peek() else { break };
            expect = match expect {
                Expect::Value | Expect::ItemOrEnd(_) => self.value(byte, expect, &mut root),
                Expect::NameOrEnd(after_comma) => self.name(byte, after_comma, &mut root),
                Expect::CommaOrEnd => self.separator(byte, &mut root),
            };
        }
        let root = match root {
            Some(root) => root,
            None => self.close_all(),
        };
        self.skip_trivia();
        if self.at < self.bytes.len() && !self.errors.iter().any(|e| e.kind == SyntaxErrorKind::TooDeep) {
            self.error(SyntaxErrorKind::TrailingText, TextRange::new(self.at as u32, self.text.len() as u32));
        }
        (root, self.errors)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&mut self, kind: SyntaxErrorKind, range: TextRange) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError { kind, range });
        }
    }

    fn range_from(&self, start: usize) -> TextRange {
        TextRange::new(start as u32, self.at as u32)
    }

    fn skip_trivia(&mut self) {
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

    fn value(&mut self, byte: u8, expect: Expect, root: &mut Option<T>) -> Expect {
        let start = self.at;
        match byte {
            b'{' | b'[' if self.open.len() >= MAX_DEPTH => {
                self.error(SyntaxErrorKind::TooDeep, TextRange::new(start as u32, start as u32 + 1));
                self.at = self.bytes.len();
                expect
            }
            b'{' => {
                self.at += 1;
                self.open.push(Frame::Object { start: start as u32, members: Vec::new(), key: None });
                Expect::NameOrEnd(false)
            }
            b'[' => {
                self.at += 1;
                self.open.push(Frame::Array { start: start as u32, items: Vec::new() });
                Expect::ItemOrEnd(false)
            }
            b'"' => {
                let text = self.string();
                self.finish(T::scalar(Scalar::String(text), self.range_from(start)), root)
            }
            b']' | b'}' => self.closer(byte, expect, root),
            b',' => {
                self.error(SyntaxErrorKind::ExpectedValue, TextRange::at(start as u32));
                if self.open.is_empty() {
                    self.at += 1;
                    return Expect::Value;
                }
                self.finish(T::scalar(Scalar::Missing, TextRange::at(start as u32)), root)
            }
            b'-' | b'+' | b'.' | b'0'..=b'9' => {
                let scalar = self.number();
                self.finish(T::scalar(scalar, self.range_from(start)), root)
            }
            _ => {
                let scalar = self.word();
                self.finish(T::scalar(scalar, self.range_from(start)), root)
            }
        }
    }

    /// A closing bracket: ends what it fits, or what encloses that.
    fn closer(&mut self, byte: u8, expect: Expect, root: &mut Option<T>) -> Expect {
        let start = self.at as u32;
        let fits = |frame: &Frame<T>| matches!(frame, Frame::Array { .. }) == (byte == b']');
        if !self.open.iter().any(fits) {
            self.at += 1;
            self.error(SyntaxErrorKind::UnexpectedCharacter, TextRange::new(start, start + 1));
            return expect;
        }
        if expect == Expect::Value {
            self.error(SyntaxErrorKind::ExpectedValue, TextRange::at(start));
            return self.finish(T::scalar(Scalar::Missing, TextRange::at(start)), root);
        }
        if matches!(expect, Expect::ItemOrEnd(true) | Expect::NameOrEnd(true)) {
            let comma = self.text.get(..self.at).and_then(|before| before.rfind(','));
            let comma = comma.map_or(TextRange::at(start), |at| TextRange::new(at as u32, at as u32 + 1));
            self.error(SyntaxErrorKind::TrailingComma, comma);
        }
        if self.open.last().is_some_and(fits) {
            self.at += 1;
            return self.end_container(root);
        }
        self.unclosed(start);
        self.end_container(root)
    }

    fn unclosed(&mut self, at: u32) {
        match self.open.last() {
            Some(Frame::Array { .. }) => self.error(SyntaxErrorKind::UnclosedArray, TextRange::at(at)),
            Some(Frame::Object { .. }) => self.error(SyntaxErrorKind::UnclosedObject, TextRange::at(at)),
            None => {}
        }
    }

    fn end_container(&mut self, root: &mut Option<T>) -> Expect {
        let end = self.at as u32;
        match self.open.pop() {
            Some(Frame::Array { start, items }) => {
                self.finish(T::array(items, TextRange::new(start, end)), root)
            }
            Some(Frame::Object { start, mut members, key }) => {
                if let Some((key, range)) = key {
                    members.push((key, range, T::scalar(Scalar::Missing, TextRange::at(range.end))));
                }
                self.finish(T::object(members, TextRange::new(start, end)), root)
            }
            None => Expect::Value,
        }
    }

    fn finish(&mut self, value: T, root: &mut Option<T>) -> Expect {
        match self.open.last_mut() {
            None => *root = Some(value),
            Some(Frame::Array { items, .. }) => items.push(value),
            Some(Frame::Object { members, key, .. }) => {
                if let Some((key, range)) = key.take() {
                    members.push((key, range, value));
                }
            }
        }
        Expect::CommaOrEnd
    }

    fn name(&mut self, byte: u8, after_comma: bool, root: &mut Option<T>) -> Expect {
        let start = self.at;
        let key = match byte {
            b'"' => self.shared_name(),
            b'}' | b']' => return self.closer(byte, Expect::NameOrEnd(after_comma), root),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                let word = self.take_word();
                self.error(SyntaxErrorKind::UnquotedName, self.range_from(start));
                word.into()
            }
            _ => {
                let width = self.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.at += width;
                self.error(SyntaxErrorKind::ExpectedName, self.range_from(start));
                return Expect::NameOrEnd(false);
            }
        };
        let range = self.range_from(start);
        self.skip_trivia();
        match self.peek() {
            Some(b':') => self.at += 1,
            _ => self.error(SyntaxErrorKind::ExpectedColon, TextRange::at(self.at as u32)),
        }
        let mut duplicate = false;
        if let Some(Frame::Object { members, key: pending, .. }) = self.open.last_mut() {
            // Objects of definitions and payloads are small; large ones are checked by their last names only.
            duplicate = members.iter().rev().take(64).any(|(name, _, _)| *name == key);
            *pending = Some((key, range));
        }
        if duplicate {
            self.error(SyntaxErrorKind::DuplicateName, range);
        }
        Expect::Value
    }

    fn separator(&mut self, byte: u8, root: &mut Option<T>) -> Expect {
        let in_array = matches!(self.open.last(), Some(Frame::Array { .. }));
        let next = |after_comma| {
            if in_array { Expect::ItemOrEnd(after_comma) } else { Expect::NameOrEnd(after_comma) }
        };
        match byte {
            b',' => {
                self.at += 1;
                next(true)
            }
            b'}' | b']' => self.closer(byte, Expect::CommaOrEnd, root),
            b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                self.error(SyntaxErrorKind::ExpectedComma, TextRange::at(self.at as u32));
                next(false)
            }
            _ => {
                let start = self.at;
                self.at += self.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.error(SyntaxErrorKind::UnexpectedCharacter, self.range_from(start));
                Expect::CommaOrEnd
            }
        }
    }

    /// The end of the text: everything still open is closed.
    fn close_all(&mut self) -> T {
        let end = self.text.len() as u32;
        self.at = self.text.len();
        let too_deep = self.errors.last().is_some_and(|e| e.kind == SyntaxErrorKind::TooDeep);
        if self.open.is_empty() && !too_deep {
            self.error(SyntaxErrorKind::ExpectedValue, TextRange::at(end));
        } else if !too_deep {
            self.unclosed(end);
        }
        let mut root = None;
        while !self.open.is_empty() {
            self.end_container(&mut root);
        }
        root.unwrap_or_else(|| T::scalar(Scalar::Missing, TextRange::at(end)))
    }

    fn shared_name(&mut self) -> Rc<str> {
        let start = self.at + 1;
        let plain = self.bytes.iter().skip(start).position(|b| matches!(b, b'"' | b'\\') || *b < 0x20);
        if let Some(len) = plain
            && self.bytes.get(start + len) == Some(&b'"')
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
    fn string(&mut self) -> Rc<str> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            self.at += self
                .bytes
                .iter()
                .skip(start)
                .take_while(|b| **b >= 0x20 && **b != b'"' && **b != b'\\')
                .count();
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

    fn take_word(&mut self) -> &'a str {
        let start = self.at;
        let is_word = |b: &&u8| {
            b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'$' | b'-' | b'+' | b'.') || **b >= 0x80
        };
        self.at += self.bytes.iter().skip(start).take_while(is_word).count();
        self.text.get(start..self.at).unwrap_or("")
    }

    fn word(&mut self) -> Scalar {
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

    fn number(&mut self) -> Scalar {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::to_json;

    fn kinds(text: &str) -> Vec<SyntaxErrorKind> {
        parse(text).errors.into_iter().map(|e| e.kind).collect()
    }

    fn recovered(text: &str) -> String {
        to_json(&parse(text).root.to_value())
    }

    #[test]
    fn placeholders_are_read_as_strings() {
        let parsed = parse("{\"a\": ${b.c}, \"d\": ${e");
        assert_eq!(parsed.root.get("a").and_then(Node::as_str), Some("${b.c}"));
        assert_eq!(parsed.errors.first().map(|error| error.kind), Some(SyntaxErrorKind::Placeholder));
        assert!(parse_value("${b}").is_err());
    }

    #[test]
    fn valid_text_reads_and_writes_the_same() {
        for text in [r#"{"a":[1,2.5,-0,1e-7,"x\u0001",true,null],"b":{}}"#, "[]", "3", r#""日本""#] {
            assert_eq!(to_json(&parse_value(text).unwrap()), text.replace("-0", "0"));
            assert!(kinds(text).is_empty());
        }
    }

    #[test]
    fn every_node_has_its_range() {
        let text = r#" { "a" : [ 1 , "b" ] } "#;
        let root = parse(text).root;
        assert_eq!(root.range.slice(text), r#"{ "a" : [ 1 , "b" ] }"#);
        let member = root.member("a").unwrap();
        assert_eq!(member.key_range.slice(text), "\"a\"");
        assert_eq!(member.value.range.slice(text), r#"[ 1 , "b" ]"#);
        assert_eq!(member.value.items().unwrap()[1].range.slice(text), "\"b\"");
    }

    #[test]
    fn broken_text_keeps_what_can_be_made_out() {
        use SyntaxErrorKind as K;
        let cases: [(&str, &str, &[K]); 14] = [
            ("", "null", &[K::ExpectedValue]),
            (r#"{"a": 1,}"#, r#"{"a":1}"#, &[K::TrailingComma]),
            ("[1 2]", "[1,2]", &[K::ExpectedComma]),
            (r#"{"a": }"#, r#"{"a":null}"#, &[K::ExpectedValue]),
            (r#"{"a" 1}"#, r#"{"a":1}"#, &[K::ExpectedColon]),
            (r#"{"a": 1 "b": 2}"#, r#"{"a":1,"b":2}"#, &[K::ExpectedComma]),
            (r#"{"a": {"b": 1, "c": 2"#, r#"{"a":{"b":1,"c":2}}"#, &[K::UnclosedObject]),
            (r#"{"a": [1, 2}"#, r#"{"a":[1,2]}"#, &[K::UnclosedArray]),
            ("{a: 1}", r#"{"a":1}"#, &[K::UnquotedName]),
            ("// x\n{/* y */}", "{}", &[K::Comment, K::Comment]),
            (r#"{"a": "x"#, r#"{"a":"x"}"#, &[K::UnclosedString, K::UnclosedObject]),
            ("[01]", "[1]", &[K::InvalidNumber]),
            ("{} x", "{}", &[K::TrailingText]),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#, &[K::DuplicateName]),
        ];
        for (text, value, expected) in cases {
            assert_eq!(recovered(text), value, "{text}");
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn ten_thousand_brackets_are_a_diagnostic() {
        for text in ["[".repeat(10_000), "{\"a\":".repeat(10_000)] {
            assert_eq!(kinds(&text), [SyntaxErrorKind::TooDeep]);
        }
        let fits = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        assert!(kinds(&fits).is_empty());
    }

    #[test]
    fn surrogates_are_joined() {
        assert_eq!(parse_value(r#""\ud834\udd1e\ud834x""#).unwrap(), Value::from("𝄞\u{fffd}x"));
    }

    #[test]
    fn strict_reading_refuses_comments() {
        assert_eq!(parse_value("[1] // x").unwrap_err().kind, SyntaxErrorKind::Comment);
    }
}

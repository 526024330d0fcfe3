//! From JSON text to a tree with ranges, or straight to a [`Value`].
//!
//! [`parse`] never fails: broken text gives as much of a tree as can be made out, and a list of what is wrong.
//! Comments and trailing commas are tolerated and reported. No recursion: nesting is refused beyond
//! [`MAX_DEPTH`] with a diagnostic, and long before that costs no stack.

mod node;
mod source;
mod syntax_error;

use std::rc::Rc;

pub use node::{Member, Node, NodeKind, Parsed};
use source::{Scalar, Source};
pub use syntax_error::{SyntaxError, SyntaxErrorKind};

use crate::{Array, Map, Object, TextRange, Value};

/// Nesting beyond this many levels is refused.
pub const MAX_DEPTH: usize = 1_000;

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

/// Reads strict JSON in which no name stands twice.
///
/// # Errors
/// The first thing that is not so.
pub fn parse_unique(text: &str) -> Result<Value, SyntaxError> {
    let (value, errors) = Reader::<Value>::new(text).read();
    errors.into_iter().next().map_or(Ok(value), Err)
}

/// What the reader builds.
trait Tree: Sized {
    fn scalar(scalar: Scalar, range: TextRange) -> Self;
    fn array(items: Vec<Self>, range: TextRange) -> Self;
    fn object(members: Vec<(Rc<str>, TextRange, Self)>, range: TextRange) -> Self;
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

/// Builds a tree; what is neither bracket nor comma is the source's.
struct Reader<'a, T> {
    source: Source<'a>,
    open: Vec<Frame<T>>,
}

impl<'a, T: Tree> Reader<'a, T> {
    fn new(text: &'a str) -> Self {
        Self { source: Source::new(text), open: Vec::new() }
    }

    fn read(mut self) -> (T, Vec<SyntaxError>) {
        let mut expect = Expect::Value;
        let mut root = None;
        while root.is_none() {
            self.source.skip_trivia();
            let Some(byte) = self.source.peek() else { break };
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
        self.source.skip_trivia();
        if self.source.at < self.source.bytes.len()
            && !self.source.errors.iter().any(|e| e.kind == SyntaxErrorKind::TooDeep)
        {
            self.source.error(
                SyntaxErrorKind::TrailingText,
                TextRange::new(self.source.at as u32, self.source.text.len() as u32),
            );
        }
        (root, self.source.errors)
    }

    fn value(&mut self, byte: u8, expect: Expect, root: &mut Option<T>) -> Expect {
        let start = self.source.at;
        match byte {
            b'{' | b'[' if self.open.len() >= MAX_DEPTH => {
                self.source.error(SyntaxErrorKind::TooDeep, TextRange::new(start as u32, start as u32 + 1));
                self.source.at = self.source.bytes.len();
                expect
            }
            b'{' => {
                self.source.at += 1;
                self.open.push(Frame::Object { start: start as u32, members: Vec::new(), key: None });
                Expect::NameOrEnd(false)
            }
            b'[' => {
                self.source.at += 1;
                self.open.push(Frame::Array { start: start as u32, items: Vec::new() });
                Expect::ItemOrEnd(false)
            }
            b'"' => {
                let text = self.source.string();
                if self.is_next_name(self.source.at) {
                    // The value was left out, and what stands here is the name of the next member.
                    self.source.at = start;
                    return self.missing_value(SyntaxErrorKind::ExpectedValue, root);
                }
                self.finish(T::scalar(Scalar::String(text), self.source.range_from(start)), root)
            }
            b']' | b'}' => self.closer(byte, expect, root),
            b',' => {
                self.source.error(SyntaxErrorKind::ExpectedValue, TextRange::at(start as u32));
                if self.open.is_empty() {
                    self.source.at += 1;
                    return Expect::Value;
                }
                self.finish(T::scalar(Scalar::Missing, TextRange::at(start as u32)), root)
            }
            b'-' | b'+' | b'.' | b'0'..=b'9' => {
                let scalar = self.source.number();
                self.finish(T::scalar(scalar, self.source.range_from(start)), root)
            }
            _ => {
                let scalar = self.source.word();
                self.finish(T::scalar(scalar, self.source.range_from(start)), root)
            }
        }
    }

    /// A closing bracket: ends what it fits, or what encloses that.
    fn closer(&mut self, byte: u8, expect: Expect, root: &mut Option<T>) -> Expect {
        let start = self.source.at as u32;
        let fits = |frame: &Frame<T>| matches!(frame, Frame::Array { .. }) == (byte == b']');
        if !self.open.iter().any(fits) {
            self.source.at += 1;
            self.source.error(SyntaxErrorKind::UnexpectedCharacter, TextRange::new(start, start + 1));
            return expect;
        }
        if expect == Expect::Value {
            self.source.error(SyntaxErrorKind::ExpectedValue, TextRange::at(start));
            return self.finish(T::scalar(Scalar::Missing, TextRange::at(start)), root);
        }
        if matches!(expect, Expect::ItemOrEnd(true) | Expect::NameOrEnd(true)) {
            let comma = self.source.text.get(..self.source.at).and_then(|before| before.rfind(','));
            let comma = comma.map_or(TextRange::at(start), |at| TextRange::new(at as u32, at as u32 + 1));
            self.source.error(SyntaxErrorKind::TrailingComma, comma);
        }
        if self.open.last().is_some_and(fits) {
            self.source.at += 1;
            return self.end_container(root);
        }
        self.unclosed(start);
        self.end_container(root)
    }

    fn unclosed(&mut self, at: u32) {
        match self.open.last() {
            Some(Frame::Array { .. }) => self.source.error(SyntaxErrorKind::UnclosedArray, TextRange::at(at)),
            Some(Frame::Object { .. }) => {
                self.source.error(SyntaxErrorKind::UnclosedObject, TextRange::at(at));
            }
            None => {}
        }
    }

    fn end_container(&mut self, root: &mut Option<T>) -> Expect {
        let end = self.source.at as u32;
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
        let start = self.source.at;
        let key = match byte {
            b'"' => self.source.shared_name(),
            b'}' | b']' => return self.closer(byte, Expect::NameOrEnd(after_comma), root),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                let word = self.source.take_word();
                self.source.error(SyntaxErrorKind::UnquotedName, self.source.range_from(start));
                word.into()
            }
            _ => {
                let width =
                    self.source.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.source.at += width;
                self.source.error(SyntaxErrorKind::ExpectedName, self.source.range_from(start));
                return Expect::NameOrEnd(false);
            }
        };
        let range = self.source.range_from(start);
        self.source.skip_trivia();
        let next = self.source.peek();
        // A name that is being typed: nothing behind it yet but the next member or the end.
        let alone = match next {
            Some(b',' | b'}') => true,
            Some(b'"') => self.is_next_name(self.source.at + self.source.string_length()),
            _ => false,
        };
        match next {
            Some(b':') => self.source.at += 1,
            _ if alone => {}
            _ => self.source.error(SyntaxErrorKind::ExpectedColon, TextRange::at(self.source.at as u32)),
        }
        let mut duplicate = false;
        if let Some(Frame::Object { members, key: pending, .. }) = self.open.last_mut() {
            // Objects of definitions and payloads are small; large ones are checked by their last names only.
            duplicate = members.iter().rev().take(64).any(|(name, _, _)| *name == key);
            *pending = Some((key, range));
        }
        if duplicate {
            self.source.error(SyntaxErrorKind::DuplicateName, range);
        }
        if alone { self.missing_value(SyntaxErrorKind::ExpectedColon, root) } else { Expect::Value }
    }

    /// Whether a colon stands at a place inside an object: what stands before it is a name.
    fn is_next_name(&self, at: usize) -> bool {
        let in_object = matches!(self.open.last(), Some(Frame::Object { .. }));
        let rest = self.source.bytes.get(at..).unwrap_or(&[]);
        in_object && rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
    }

    /// A member without a value: one mistake, and the next member is read as usual.
    fn missing_value(&mut self, kind: SyntaxErrorKind, root: &mut Option<T>) -> Expect {
        let place = TextRange::at(self.source.at as u32);
        self.source.error(kind, place);
        let expect = self.finish(T::scalar(Scalar::Missing, place), root);
        if self.source.peek() == Some(b'"') { Expect::NameOrEnd(false) } else { expect }
    }

    fn separator(&mut self, byte: u8, root: &mut Option<T>) -> Expect {
        let in_array = matches!(self.open.last(), Some(Frame::Array { .. }));
        let next = |after_comma| {
            if in_array { Expect::ItemOrEnd(after_comma) } else { Expect::NameOrEnd(after_comma) }
        };
        match byte {
            b',' => {
                self.source.at += 1;
                next(true)
            }
            b'}' | b']' => self.closer(byte, Expect::CommaOrEnd, root),
            b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => {
                self.source.error(SyntaxErrorKind::ExpectedComma, TextRange::at(self.source.at as u32));
                next(false)
            }
            _ => {
                let start = self.source.at;
                self.source.at +=
                    self.source.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                self.source.error(SyntaxErrorKind::UnexpectedCharacter, self.source.range_from(start));
                Expect::CommaOrEnd
            }
        }
    }

    /// The end of the text: everything still open is closed.
    fn close_all(&mut self) -> T {
        let end = self.source.text.len() as u32;
        self.source.at = self.source.text.len();
        let too_deep = self.source.errors.last().is_some_and(|e| e.kind == SyntaxErrorKind::TooDeep);
        if self.open.is_empty() && !too_deep {
            self.source.error(SyntaxErrorKind::ExpectedValue, TextRange::at(end));
        } else if !too_deep {
            self.unclosed(end);
        }
        let mut root = None;
        while !self.open.is_empty() {
            self.end_container(&mut root);
        }
        root.unwrap_or_else(|| T::scalar(Scalar::Missing, TextRange::at(end)))
    }
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
        let cases: [(&str, &str, &[K]); 18] = [
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
            (r#"{"a" "b": 2}"#, r#"{"a":null,"b":2}"#, &[K::ExpectedColon]),
            (r#"{"a", "b": 2}"#, r#"{"a":null,"b":2}"#, &[K::ExpectedColon]),
            (r#"{"b": 2, "a"}"#, r#"{"b":2,"a":null}"#, &[K::ExpectedColon]),
            (r#"{"a": "b": "c"}"#, r#"{"a":null,"b":"c"}"#, &[K::ExpectedValue]),
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

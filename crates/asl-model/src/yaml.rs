//! From YAML to the same tree that JSON gives, with the place of every part.
//!
//! Anchors and aliases are resolved (an alias stands where its anchor stands), merge keys (`<<`) too, and the short
//! forms of CloudFormation's functions become placeholders: `!GetAtt F.Arn` is `"${F.Arn}"`. Of several documents the
//! first counts. Nesting and the growth by aliases are bounded.

use std::rc::Rc;

use asl_json::read::MAX_DEPTH;
use asl_json::{Member, Node, NodeKind, Number, TextRange};
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use crate::{Code, Diagnostic};

/// Aliases may add this many nodes, and one more for each byte of the text: enough for any definition, and an end for
/// aliases of aliases of aliases.
const ALIAS_NODES: usize = 100_000;

/// The tree of a text, and what is wrong with the text.
pub(crate) fn parse(text: &str) -> (Node, Vec<Diagnostic>) {
    let mut reader = Reader {
        text,
        offsets: Offsets::new(text),
        open: Vec::new(),
        root: None,
        anchors: IndexMap::default(),
        budget: ALIAS_NODES + text.len(),
        diagnostics: Vec::new(),
    };
    reader.read();
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let root = reader.root.take().unwrap_or(Node { kind: NodeKind::Missing, range: TextRange::at(end) });
    (root, reader.diagnostics)
}

/// From character indexes to byte offsets.
struct Offsets(Option<Vec<u32>>);

impl Offsets {
    fn new(text: &str) -> Self {
        Self((!text.is_ascii()).then(|| {
            let starts = text.char_indices().map(|(offset, _)| offset as u32);
            starts.chain([text.len() as u32]).collect()
        }))
    }

    fn byte(&self, index: usize, text: &str) -> u32 {
        match &self.0 {
            None => index.min(text.len()) as u32,
            Some(starts) => starts.get(index).or(starts.last()).copied().unwrap_or(0),
        }
    }
}

/// The length of a text between quotes, which the parser may end only behind a comment on the same line; of all other
/// texts the whole length.
fn quoted_length(text: &str) -> u32 {
    let mut bytes = text.bytes().enumerate().peekable();
    let quote = bytes.next().map(|(_, quote)| quote).filter(|quote| matches!(quote, b'"' | b'\''));
    while let (Some(quote), Some((at, byte))) = (quote, bytes.next()) {
        let escapes = byte == b'\\' && quote == b'"';
        let doubled = byte == b'\'' && quote == byte && bytes.peek().is_some_and(|(_, next)| *next == quote);
        if escapes || doubled {
            bytes.next();
        } else if byte == quote {
            return at as u32 + 1;
        }
    }
    text.len() as u32
}

/// A list or an object that is open.
enum Frame {
    Array { start: u32, items: Vec<Node>, anchor: usize },
    Object { start: u32, members: Vec<Member>, key: Option<(Rc<str>, TextRange)>, anchor: usize },
}

struct Reader<'a> {
    text: &'a str,
    offsets: Offsets,
    open: Vec<Frame>,
    root: Option<Node>,
    anchors: IndexMap<usize, Node, FixedState>,
    budget: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self) {
        for event in Parser::new_from_str(self.text) {
            match event {
                Ok((event, span)) => {
                    if !self.event(event, span) {
                        break;
                    }
                }
                Err(error) => {
                    let at = self.offsets.byte(error.marker().index(), self.text);
                    self.error(error.info(), TextRange::at(at));
                    break;
                }
            }
        }
        while let Some(frame) = self.open.pop() {
            self.close(frame, None);
        }
    }

    fn error(&mut self, message: &str, range: TextRange) {
        if self.diagnostics.len() < 100 {
            self.diagnostics.push(Diagnostic::new(Code::InvalidJsonDescription, message, range));
        }
    }

    fn range(&self, span: Span) -> TextRange {
        let start = self.offsets.byte(span.start.index(), self.text);
        let end = self.offsets.byte(span.end.index(), self.text).max(start);
        let mut text = TextRange::new(start, end).slice(self.text).trim_end();
        let end = start + text.len() as u32;
        // An anchor or a tag before a value is not a part of it: edits leave it where it is.
        while text.starts_with(['&', '!']) && !text.starts_with("!=") {
            text = text.find(char::is_whitespace).and_then(|at| text.get(at..)).unwrap_or("").trim_start();
        }
        TextRange::new(end - text.len() as u32, end)
    }

    /// The place of the next thing that is not a blank.
    fn after_space(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        at + (rest.len() - rest.trim_start().len()) as u32
    }

    /// Takes an event in; `false` ends the reading.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        let range = self.range(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let kind = scalar(&text, style, tag.as_deref());
                let range = TextRange::new(range.start, range.start + quoted_length(range.slice(self.text)));
                self.finish(Node { kind, range }, anchor);
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if self.open.len() >= MAX_DEPTH =>
            {
                let _ = anchor;
                self.error("nested more than 1000 levels deep", range);
                return false;
            }
            Event::SequenceStart(anchor, _) => {
                let start = self.after_space(range.end.max(range.start));
                let start = if range.start < range.end { range.start } else { start };
                self.open.push(Frame::Array { start, items: Vec::new(), anchor });
            }
            Event::MappingStart(anchor, _) => {
                let start = self.after_space(range.end.max(range.start));
                let start = if range.start < range.end { range.start } else { start };
                self.open.push(Frame::Object { start, members: Vec::new(), key: None, anchor });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    self.close(frame, Some(range));
                }
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::DocumentEnd => return false,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        true
    }

    fn alias(&mut self, anchor: usize, range: TextRange) {
        let Some(node) = self.anchors.get(&anchor) else {
            self.error("the alias names no anchor before it", range);
            self.finish(Node { kind: NodeKind::Missing, range }, 0);
            return;
        };
        let Some(left) = self.budget.checked_sub(size(node, self.budget)) else {
            self.error("the aliases unfold to more than a definition can hold", range);
            self.finish(Node { kind: NodeKind::Missing, range }, 0);
            return;
        };
        self.budget = left;
        let node = node.clone();
        // As a name an alias stands for itself.
        self.finish(node, 0);
    }

    fn close(&mut self, frame: Frame, end: Option<TextRange>) {
        match frame {
            Frame::Array { start, items, anchor } => {
                let range = container_range(start, items.last().map(|item| item.range.end), end);
                self.finish(Node { kind: NodeKind::Array(items), range }, anchor);
            }
            Frame::Object { start, mut members, key, anchor } => {
                if let Some((key, key_range)) = key {
                    let value = Node { kind: NodeKind::Missing, range: TextRange::at(key_range.end) };
                    members.push(Member { key, key_range, value });
                }
                let range = container_range(start, members.last().map(|member| member.range().end), end);
                self.finish(Node { kind: NodeKind::Object(merged(members)), range }, anchor);
            }
        }
    }

    /// Puts a node where it belongs: a name, a value, an item or the root.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0
            && let Some(left) = self.budget.checked_sub(size(&node, self.budget))
        {
            self.budget = left;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some(Frame::Array { items, .. }) => items.push(node),
            Some(Frame::Object { members, key, .. }) => {
                if let Some((key, key_range)) = key.take() {
                    members.push(Member { key, key_range, value: node });
                    return;
                }
                let range = node.range;
                let Some(name) = name(&node) else {
                    *key = Some((Rc::from(""), range));
                    self.error("a name is a text", range);
                    return;
                };
                let twice = members.len() < 500 && members.iter().any(|member| member.key == name);
                *key = Some((name, range));
                if twice {
                    let message = asl_json::read::SyntaxErrorKind::DuplicateName.message();
                    self.diagnostics.push(Diagnostic::new(Code::DuplicateName, message, range));
                }
            }
        }
    }
}

/// A block's end as YAML sees it lies at the next token: the last part's end is what people see.
fn container_range(start: u32, last: Option<u32>, end: Option<TextRange>) -> TextRange {
    let bracket = end.filter(|end| end.end > end.start).map(|end| end.end);
    TextRange::new(start, bracket.or(last).unwrap_or(start).max(start))
}

/// How many nodes there are in a node, counted up to `limit` and a little more.
fn size(node: &Node, limit: usize) -> usize {
    let (mut open, mut count) = (vec![node], 0_usize);
    while let Some(node) = open.pop() {
        count += 1;
        if count > limit {
            break;
        }
        match &node.kind {
            NodeKind::Array(items) => open.extend(items),
            NodeKind::Object(members) => open.extend(members.iter().map(|member| &member.value)),
            _ => {}
        }
    }
    count
}

/// The text of a name; numbers and booleans count as what they are written as.
fn name(node: &Node) -> Option<Rc<str>> {
    match &node.kind {
        NodeKind::String(text) => Some(Rc::clone(text)),
        NodeKind::Number(_) | NodeKind::Bool(_) | NodeKind::Null => {
            Some(asl_json::to_json(&node.to_value()).into())
        }
        _ => None,
    }
}

/// Members with `<<` replaced by what it merges in; names that are written out win. In quotes it is a name like any other.
fn merged(members: Vec<Member>) -> Vec<Member> {
    let merges = |member: &Member| &*member.key == "<<" && member.key_range.end - member.key_range.start == 2;
    if !members.iter().any(merges) {
        return members;
    }
    let (merges, mut kept): (Vec<_>, Vec<_>) = members.into_iter().partition(merges);
    for merge in merges {
        let sources = match merge.value.kind {
            NodeKind::Array(items) => items,
            _ => vec![merge.value],
        };
        for source in sources {
            let NodeKind::Object(members) = source.kind else { continue };
            for member in members {
                if !kept.iter().any(|written| written.key == member.key) {
                    kept.push(member);
                }
            }
        }
    }
    kept
}

/// A scalar by YAML 1.2's core schema; CloudFormation's short forms become placeholders.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> NodeKind {
    let string = || NodeKind::String(text.into());
    if let Some(tag) = tag {
        return match (&*tag.handle, &*tag.suffix) {
            ("!", "Ref" | "GetAtt" | "ImportValue") => NodeKind::String(format!("${{{text}}}").into()),
            ("tag:yaml.org,2002:", "int" | "float" | "bool" | "null") => plain(text).unwrap_or_else(string),
            _ => string(),
        };
    }
    if style == ScalarStyle::Plain { plain(text).unwrap_or_else(string) } else { string() }
}

/// What a plain scalar is when it is no text.
fn plain(text: &str) -> Option<NodeKind> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            if let Some(hex) = digits.strip_prefix("0x") {
                return i64::from_str_radix(hex, 16).ok().map(|value| NodeKind::Number(Number::Int(value)));
            }
            if !digits.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            NodeKind::Number(Number::parse(text.strip_prefix('+').unwrap_or(text))?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_json::to_json;

    fn json(text: &str) -> String {
        to_json(&parse(text).0.to_value())
    }

    #[test]
    fn scalars_have_their_types() {
        assert_eq!(
            json("a: 1\nb: 1.5\nc: yes\nd: true\ne: ~\nf: '1'\ng: 2030-01-31T12:00:00Z\nh: |\n  x\n  y\n"),
            r#"{"a":1,"b":1.5,"c":"yes","d":true,"e":null,"f":"1","g":"2030-01-31T12:00:00Z","h":"x\ny\n"}"#
        );
        assert_eq!(json("r: !GetAtt F.Arn\ns: !Sub 'a${B}'\n"), r#"{"r":"${F.Arn}","s":"a${B}"}"#);
    }

    #[test]
    fn anchors_aliases_and_merges_are_resolved() {
        let text =
            "retry: &r\n  - ErrorEquals: [States.ALL]\nA:\n  Retry: *r\nB:\n  <<: {x: 1, y: 2}\n  y: 3\n";
        assert_eq!(
            json(text),
            r#"{"retry":[{"ErrorEquals":["States.ALL"]}],"A":{"Retry":[{"ErrorEquals":["States.ALL"]}]},"B":{"y":3,"x":1}}"#
        );
        let (root, _) = parse(text);
        let alias = root.get("A").and_then(|a| a.get("Retry")).unwrap();
        assert_eq!(alias.range.slice(text), "- ErrorEquals: [States.ALL]");
    }

    #[test]
    fn places_are_bytes_without_trailing_space() {
        let text = "é: ü  # note\nStates:\n  A:\n    Type: Pass\n    End: true\n\n# end\n";
        let (root, errors) = parse(text);
        assert!(errors.is_empty());
        let state = root.get("States").and_then(|states| states.get("A")).unwrap();
        assert_eq!(state.range.slice(text), "Type: Pass\n    End: true");
        let member = state.member("End").unwrap();
        assert_eq!(member.key_range.slice(text), "End");
        assert_eq!(member.value.range.slice(text), "true");
        assert_eq!(root.members().unwrap()[0].value.range.slice(text), "ü");
    }

    #[test]
    fn broken_texts_give_a_tree_and_a_diagnostic() {
        for text in ["a: [1, 2\n", "a: b: c\n", "a: *b\n", "? [x]\n: 1\n", "a: \"x\n", "%", "- - -\n  a: {"] {
            let (_, errors) = parse(text);
            assert!(!errors.is_empty(), "{text:?}");
        }
        let (root, _) = parse("StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: [tru\n");
        assert!(root.get("States").and_then(|states| states.get("A")).is_some());
    }

    #[test]
    fn aliases_of_aliases_end() {
        let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let before = format!("*a{}, ", level - 1).repeat(10);
            text = format!("{text}a{level}: &a{level} [{before}]\n");
        }
        let (_, errors) = parse(&text);
        assert!(!errors.is_empty());
        let deep = "[".repeat(20_000);
        assert!(!parse(&deep).1.is_empty());
    }
}

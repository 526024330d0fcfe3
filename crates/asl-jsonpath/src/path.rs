//! A parsed path: its steps, its text, and how Jayway writes it in messages.

use std::fmt::{self, Write as _};
use std::rc::Rc;

use asl_json::{Map, Value};

use crate::evaluate::{self, EvaluateOptions};
use crate::filter::Expression;
use crate::function::Call;
use crate::{PathError, PathSyntaxError, Unsupported, parse, unsupported};

/// A path, parsed once. Cloning copies a reference; equality is that of the text.
///
/// A **definite** path (`$.a.b[0]`) gives the value itself and fails where there is none; an **indefinite** one
/// (wildcards, slices, unions of indexes, filters, deep scan) gives the array of all matches, which may be empty.
#[derive(Clone)]
pub struct Path(Rc<Source>);

struct Source {
    text: Box<str>,
    steps: Steps,
}

impl Path {
    /// Reads a path that starts with `$`, as AWS takes it: in filters words without quotes are texts
    /// (`[?(@.Name==Receipt)]`).
    ///
    /// # Errors
    /// The text does not start with `$`, or Jayway would refuse it.
    pub fn parse(text: &str) -> Result<Self, PathSyntaxError> {
        if text.starts_with('$') {
            Ok(Self::from_steps(text, parse::path(text, true)?))
        } else {
            Err(PathSyntaxError::new(0, "Path must start with '$'"))
        }
    }

    /// Reads a path as Jayway's newer releases do: `@` may stand for `$`, and `$.` is put before a text that starts with neither.
    ///
    /// # Errors
    /// Jayway would refuse the text.
    pub fn parse_as_jayway(text: &str) -> Result<Self, PathSyntaxError> {
        Ok(Self::from_steps(text, parse::path(text, false)?))
    }

    pub(crate) fn from_steps(text: &str, steps: Steps) -> Self {
        Self(Rc::new(Source { text: text.into(), steps }))
    }

    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Whether the path is `$`, the whole document.
    pub fn is_root(&self) -> bool {
        self.0.steps.tokens.is_empty()
    }

    /// Whether the path selects at most one value, which is then given without an array around it.
    pub fn is_definite(&self) -> bool {
        self.0.steps.is_definite()
    }

    /// What AWS documents as not supported in a definition's paths, in the order of the text; empty for a path
    /// that AWS documents as fine.
    pub fn contains_unsupported(&self) -> Vec<Unsupported> {
        unsupported::find(&self.0.steps)
    }

    /// The value as AWS gives it: an indefinite path whose head is missing gives `[]`, functions are carried out.
    ///
    /// # Errors
    /// As [`PathError`] says, with Jayway's texts.
    pub fn evaluate(&self, root: &Value) -> Result<Value, PathError> {
        self.evaluate_with(root, &EvaluateOptions::default())
    }

    /// The value under the given options.
    ///
    /// # Errors
    /// As [`PathError`] says, with Jayway's texts.
    pub fn evaluate_with(&self, root: &Value, options: &EvaluateOptions) -> Result<Value, PathError> {
        evaluate::path(&self.0.steps, root, options)
    }

    /// The member of the document that the path begins with, if it is one of members and indexes only: all that such a
    /// path looks at.
    pub fn head(&self) -> Option<&str> {
        match self.0.steps.tokens.first() {
            Some(Token::Property { name, .. }) if self.0.steps.is_plain => name.plain(),
            _ => None,
        }
    }

    /// The value as [`Self::evaluate_with`] gives it on a document whose member [`Self::head`] is `member`, and an error
    /// where there is no such member.
    ///
    /// # Errors
    /// As [`PathError`] says, with Jayway's texts.
    pub fn evaluate_below_head(
        &self,
        member: Option<&Value>,
        options: &EvaluateOptions,
    ) -> Result<Value, PathError> {
        evaluate::below_head(&self.0.steps, member, options)
    }

    pub(crate) fn steps(&self) -> &Steps {
        &self.0.steps
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({:?})", self.text())
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Path {}

/// Where a path starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// `$`: the document.
    Document,
    /// `@`: the item that a filter looks at.
    Item,
}

/// The steps of a path from its root.
#[derive(Debug)]
pub(crate) struct Steps {
    pub(crate) root: Root,
    pub(crate) tokens: Vec<Token>,
    /// Index of the first token that may select several values; the number of tokens if none does.
    first_indefinite: usize,
    /// Whether each token is a plain member or index, so that no machinery is needed to follow the path.
    pub(crate) is_plain: bool,
}

/// One step.
#[derive(Debug)]
pub(crate) enum Token {
    /// `.a`, `['a']`
    Property { name: Name, quote: char },
    /// `['a','b']`
    Properties { names: Vec<Rc<str>>, quote: char },
    /// `[0]`, `[-1]`
    Index(i32),
    /// `[0,2]`
    Indexes(Vec<i32>),
    /// `[1:3]`; at least one side is there.
    Slice { from: Option<i32>, to: Option<i32> },
    /// `*`, `[*]`
    Wildcard,
    /// `..`
    Scan,
    /// `[?(…)]`
    Filter(Box<Expression>),
    /// `.length()`
    Function(Call),
}

/// The name of a member.
#[derive(Debug)]
pub(crate) struct Name {
    /// With its escapes resolved.
    pub(crate) text: Rc<str>,
    /// As written, if that is something else.
    written: Option<Rc<str>>,
}

impl Name {
    pub(crate) fn new(text: &str, written: &str) -> Self {
        Self { text: text.into(), written: (text != written).then(|| written.into()) }
    }

    /// The name, if it is the same written as read.
    fn plain(&self) -> Option<&str> {
        if self.written.is_none() { Some(&self.text) } else { None }
    }

    /// The member of this name. AWS was recorded to look for a name with its backslashes as written, Jayway's
    /// newer releases resolve them: the first that is there counts.
    pub(crate) fn of<'v>(&self, members: &'v Map) -> Option<&'v Value> {
        let as_written = self.written.as_deref().and_then(|written| members.get(written));
        as_written.or_else(|| members.get(&self.text))
    }

    /// The name under which a member stands, or would stand.
    pub(crate) fn in_object(&self, members: &Map) -> &Rc<str> {
        self.written.as_ref().filter(|written| members.contains_key(written)).unwrap_or(&self.text)
    }
}

impl Steps {
    pub(crate) fn new(root: Root, tokens: Vec<Token>) -> Self {
        let last = tokens.len().saturating_sub(1);
        let first_indefinite = tokens
            .iter()
            .enumerate()
            .position(|(index, token)| !token.is_definite(index == last))
            .unwrap_or(tokens.len());
        let is_plain = tokens.iter().all(|token| matches!(token, Token::Property { .. } | Token::Index(_)));
        Self { root, tokens, first_indefinite, is_plain }
    }

    pub(crate) fn is_definite(&self) -> bool {
        self.first_indefinite == self.tokens.len()
    }

    /// Whether all tokens before the one with this index are definite.
    pub(crate) fn is_definite_before(&self, index: usize) -> bool {
        index <= self.first_indefinite
    }

    /// Whether the path ends in a function.
    pub(crate) fn is_function(&self) -> bool {
        matches!(self.tokens.last(), Some(Token::Function(_)))
    }

    /// The place that the tokens before `end` lead to, as Jayway writes it while it walks: `$['a'][0]`.
    pub(crate) fn location(&self, end: usize) -> String {
        let mut text = String::from(if self.root == Root::Document { "$" } else { "@" });
        for token in self.tokens.iter().take(end) {
            match token {
                Token::Property { name, .. } => {
                    let _ = write!(text, "['{}']", name.text);
                }
                Token::Properties { names, .. } => {
                    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
                    let _ = write!(text, "[{}]", names.join(", "));
                }
                // A function's result is at the place of what it was called on.
                Token::Function(_) => {}
                other => other.write_fragment(&mut text),
            }
        }
        text
    }

    /// The tokens from `start` on as Jayway writes a path: `$['a'][0,1][*]`, without the root if `start` is given.
    pub(crate) fn fragments(&self, start: Option<usize>) -> String {
        let mut text = match (start, self.root) {
            (Some(_), _) => String::new(),
            (None, Root::Document) => String::from("$"),
            (None, Root::Item) => String::from("@"),
        };
        for token in self.tokens.iter().skip(start.unwrap_or(0)) {
            token.write_fragment(&mut text);
        }
        text
    }
}

impl Token {
    const fn is_definite(&self, is_last: bool) -> bool {
        match self {
            Self::Property { .. } | Self::Index(_) | Self::Function(_) => true,
            // Several names at the end give one object of them all.
            Self::Properties { .. } => is_last,
            Self::Indexes(_) | Self::Slice { .. } | Self::Wildcard | Self::Scan | Self::Filter(_) => false,
        }
    }

    /// The step as Jayway writes it.
    pub(crate) fn write_fragment(&self, out: &mut String) {
        let quoted = |names: &[Rc<str>], quote: char| {
            let names: Vec<String> = names.iter().map(|name| format!("{quote}{name}{quote}")).collect();
            names.join(",")
        };
        let number = |side: &Option<i32>| side.map(|n| n.to_string()).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Property { name, quote } => write!(out, "[{quote}{}{quote}]", name.text),
            Self::Properties { names, quote } => write!(out, "[{}]", quoted(names, *quote)),
            Self::Index(index) => write!(out, "[{index}]"),
            Self::Indexes(indexes) => {
                let indexes: Vec<String> = indexes.iter().map(i32::to_string).collect();
                write!(out, "[{}]", indexes.join(","))
            }
            Self::Slice { from, to } => write!(out, "[{}:{}]", number(from), number(to)),
            Self::Wildcard => write!(out, "[*]"),
            Self::Scan => write!(out, ".."),
            Self::Filter(_) => write!(out, "[?]"),
            Self::Function(call) => {
                write!(out, ".{}({})", call.name, if call.parameters.is_empty() { "" } else { "..." })
            }
        };
    }
}

//! A path together with what it is applied to.

use std::borrow::Cow;
use std::rc::Rc;

use asl_json::TextRange;
use asl_jsonpath::{Path, PathSyntaxError};

/// What a path of a state is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathRoot {
    /// `$`: the data that the field works on.
    Data,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(Rc<str>),
}

/// A path as states write it: `$.a` on the data, `$$.State.Name` on the context object, `$order.items[0]` on a
/// variable.
///
/// Source: ASL specification, "Paths"; Developer Guide, "Passing data between states with variables".
#[derive(Clone, Debug)]
pub struct DataPath {
    /// What the path is applied to.
    pub root: PathRoot,
    /// The path below that root; always begins with `$`.
    pub path: Path,
    /// The text as written.
    pub text: Rc<str>,
    /// Where it stands.
    pub range: TextRange,
}

impl DataPath {
    /// Reads a path and finds out what it is applied to.
    ///
    /// # Errors
    /// The text does not begin with `$`, or is not a path; the position counts from the start of `text`.
    pub fn parse(text: &str, range: TextRange) -> Result<Self, PathSyntaxError> {
        let (root, below) = Self::split(text);
        let hidden = text.len() - below.len();
        let path = Path::parse(&below).map_err(|error| error.shifted(hidden))?;
        Ok(Self { root, path, text: text.into(), range })
    }

    /// The root that a path's text names, and the text of the path below that root.
    pub(crate) fn split(text: &str) -> (PathRoot, Cow<'_, str>) {
        if let Some(rest) = text.strip_prefix("$$") {
            // The path below is the text without its first `$`.
            let below = text.get(text.len() - rest.len() - 1..).unwrap_or(text);
            return (PathRoot::Context, below.into());
        }
        if let Some(rest) = text.strip_prefix('$') {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            if let (Some(name), Some(below)) = (rest.get(..end), rest.get(end..))
                && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            {
                return (PathRoot::Variable(name.into()), format!("${below}").into());
            }
        }
        (PathRoot::Data, text.into())
    }
}

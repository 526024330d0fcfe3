//! What is wrong with a text that should be JSON.

use std::fmt;

use crate::TextRange;

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

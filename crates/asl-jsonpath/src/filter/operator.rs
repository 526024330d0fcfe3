//! The comparisons that a filter knows, by the names that Jayway gives them.

/// A comparison in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    /// `===`: equal, and of the same kind.
    StrictEqual,
    StrictNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `=~`
    Regex,
    In,
    NotIn,
    Contains,
    All,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
    /// `EXISTS`, written out.
    Exists,
    /// `TYPE` and `MATCHES` need operands that a text cannot hold: they never hold.
    Type,
    Matches,
}

impl Operator {
    /// The operator with this name; words in any case.
    pub(crate) fn named(text: &str) -> Option<Self> {
        Some(match text.to_uppercase().as_str() {
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "===" => Self::StrictEqual,
            "!==" => Self::StrictNotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "=~" => Self::Regex,
            "IN" => Self::In,
            "NIN" => Self::NotIn,
            "CONTAINS" => Self::Contains,
            "ALL" => Self::All,
            "SIZE" => Self::Size,
            "EMPTY" => Self::Empty,
            "SUBSETOF" => Self::SubsetOf,
            "ANYOF" => Self::AnyOf,
            "NONEOF" => Self::NoneOf,
            "EXISTS" => Self::Exists,
            "TYPE" => Self::Type,
            "MATCHES" => Self::Matches,
            _ => return None,
        })
    }

    /// The name of an operator that is a word; AWS documents these as not supported.
    pub(crate) const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::In => "in",
            Self::NotIn => "nin",
            Self::Contains => "contains",
            Self::All => "all",
            Self::Size => "size",
            Self::Empty => "empty",
            Self::SubsetOf => "subsetof",
            Self::AnyOf => "anyof",
            Self::NoneOf => "noneof",
            Self::Exists => "exists",
            Self::Type => "type",
            Self::Matches => "matches",
            _ => return None,
        })
    }
}

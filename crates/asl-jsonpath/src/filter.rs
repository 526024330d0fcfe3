//! Filters: `[?(@.price < 10 && !(@.sold || @.tags empty true))]`.
//!
//! [`parse`] makes an [`Expression`]; [`Expression::accepts`] asks it about one item.

mod evaluate;
mod operand;
mod operator;
mod parse;

pub(crate) use operand::{Operand, Pattern};
pub(crate) use operator::Operator;
pub(crate) use parse::parse;

/// A condition on an item.
#[derive(Debug)]
pub(crate) enum Expression {
    /// True if one is.
    Or(Vec<Expression>),
    /// True if all are.
    And(Vec<Expression>),
    /// True if it is not.
    Not(Box<Expression>),
    /// A comparison.
    Relation {
        /// What stands before the operator.
        left: Operand,
        /// How the two are compared.
        operator: Operator,
        /// What stands behind it.
        right: Operand,
    },
    /// `@.a` alone, or `!@.a`: whether the path matches.
    Exists {
        /// What is looked for.
        path: Operand,
        /// False for `!@.a`.
        wanted: bool,
    },
}

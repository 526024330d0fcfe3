//! What AWS documents as not supported in the paths of a definition.

use crate::filter::{Expression, Operand};
use crate::function::{self, Parameter};
use crate::path::{Root, Steps, Token};

/// A part of a path that Jayway knows and AWS documents as not supported.
///
/// `length()` is in wide use on AWS all the same; whether a definition is refused is for the caller to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// A function.
    Function {
        /// Its name without parentheses.
        name: String,
    },
    /// An operator that is a word: `in`, `subsetof`, `size` …
    LexicalOperator {
        /// The word, in lower case.
        operator: &'static str,
    },
    /// A filter with a regular expression.
    RegularExpression,
    /// A filter that refers to another part of the document (`$.…` inside of `[?(…)]`).
    DocumentReference,
}

/// All such parts, in the order of the text.
pub(crate) fn find(steps: &Steps) -> Vec<Unsupported> {
    let mut found = Vec::new();
    in_steps(steps, &mut found);
    found
}

/// Recursion is bounded: the parser limits nesting.
fn in_steps(steps: &Steps, found: &mut Vec<Unsupported>) {
    for token in &steps.tokens {
        if let Some(name) = function::name_of(token) {
            found.push(Unsupported::Function { name: name.to_owned() });
        }
        match token {
            Token::Function(call) => {
                for parameter in &call.parameters {
                    if let Parameter::Path(steps) = parameter {
                        in_steps(steps, found);
                    }
                }
            }
            Token::Filter(expression) => in_expression(expression, found),
            _ => {}
        }
    }
}

fn in_expression(expression: &Expression, found: &mut Vec<Unsupported>) {
    match expression {
        Expression::Or(all) | Expression::And(all) => {
            for one in all {
                in_expression(one, found);
            }
        }
        Expression::Not(one) => in_expression(one, found),
        Expression::Exists { path, .. } => in_operand(path, found),
        Expression::Relation { left, operator, right } => {
            in_operand(left, found);
            if let Some(operator) = operator.word() {
                found.push(Unsupported::LexicalOperator { operator });
            }
            in_operand(right, found);
        }
    }
}

fn in_operand(operand: &Operand, found: &mut Vec<Unsupported>) {
    match operand {
        Operand::Path(steps) => {
            if steps.root == Root::Document {
                found.push(Unsupported::DocumentReference);
            }
            in_steps(steps, found);
        }
        Operand::Pattern(_) => found.push(Unsupported::RegularExpression),
        Operand::String(_) | Operand::Number(_) | Operand::Bool(_) | Operand::Null | Operand::Json(_) => {}
    }
}

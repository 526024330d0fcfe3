//! JSONata 2.0.6 on shared JSON values, with budgets and exact error texts.
//!
//! * An [`Expression`] is read once and evaluated often, with values that are shared and never copied.
//! * A [`Budget`] ends what would not end by itself, at the same place on every machine.
//! * An [`Error`] has the code, the place and the very message of the reference implementation.
//! * Time and randomness come from the caller, through a [`Host`].
//! * [`Options`] add what AWS Step Functions adds, or `$eval`.
//!
//! Where it differs from JSONata 2.0.6, on purpose:
//! * Integers of 64 bits are exact, in arithmetic and in `$string`; the reference has doubles only.
//! * Texts are UTF-8: a lone surrogate becomes U+FFFD, and `$split(text, "")` cuts between characters.
//! * Regular expressions are matched in linear time: looking ahead or behind and back references are refused (`S0303`), and
//!   the flag `i` knows ASCII letters only. Groups that took no part in a match are null.
//! * Members keep the order in which they were made; JavaScript puts names that look like integers first.
//! * A picture with an exponent and the number 0 ends; the reference does not.
//! * `$toMillis` takes a time without offset for UTC; JavaScript takes the zone of the machine.
//! * Where the reference fails with an error of JavaScript, there is a code (`T1006`), or the evaluation goes on.
//!
//! This crate knows nothing of states or tasks.

mod ancestry;
mod ast;
mod budget;
mod editor;
mod environment;
mod error;
mod evaluate;
mod expression;
mod finish;
mod frame;
mod functions;
mod json_text;
mod lexer;
mod messages;
mod parser;
mod process;
mod raw;
mod references;
mod regex;
mod sequence;
mod signature;
mod text;

pub use budget::Budget;
pub use editor::{CallSite, call_at, parse_recovering};
pub use environment::{Environment, FixedHost, Host};
pub use error::Error;
pub use expression::{Expression, Options, Outcome};
pub use functions::{FunctionDescription, functions};
pub use references::{InputReference, References, VariableReference};

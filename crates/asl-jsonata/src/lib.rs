//! JSONata 2.0.6 on shared JSON values, with budgets and exact error texts.
//!
//! * An [`Expression`] is read once and evaluated often, with values that are shared and never copied.
//! * A [`Budget`] ends what would not end by itself, at the same place on every machine.
//! * An [`Error`] has the code, the place and the very message of the reference implementation.
//! * Time and randomness come from the caller, through a [`Host`].
//! * [`Options`] add what AWS Step Functions adds, or `$eval`.
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

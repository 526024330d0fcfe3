//! JSON values for the Amazon States Language tools.
//!
//! [`Value`] is shared by reference count: a clone costs nanoseconds, however large the payload.
//! [`read`] gives every part of a text its range and survives broken text; [`write`] makes text again.
//!
//! This crate knows nothing of states, paths or expressions.

pub mod decimal;
mod line_index;
mod map;
mod number;
pub mod read;
mod serde_impl;
pub mod sorted;
mod text_range;
mod value;
pub mod write;

pub use line_index::{LineColumn, LineIndex};
pub use map::{Iter as MapIter, Map};
pub use number::Number;
pub use read::{Member, Node, NodeKind, Parsed, SyntaxError, parse, parse_unique, parse_value};
pub use text_range::TextRange;
pub use value::{Array, Measure, Object, Value};
pub use write::{to_json, to_json_pretty};

//! `JSONPath` as AWS Step Functions reads it: the semantics of Jayway `JsonPath` on shared JSON values.
//!
//! [`Path`] selects any number of nodes, [`ReferencePath`] exactly one and can also be written to.
//! A path is parsed once and is cheap to clone; evaluating a definite path copies nothing.
//! Every evaluation has a budget, so that no path can run away on a large document.
//!
//! This crate knows nothing of states, context objects or variables: `$$.x` and `$name.x` are taken apart by
//! the caller, who gives this crate the text from the last `$` on.

mod cursor;
mod error;
mod evaluate;
mod filter;
mod function;
pub mod java_text;
mod parse;
mod path;
mod permissive_json;
mod reference_path;
mod unescape;
mod unsupported;
mod walk;

pub use error::{PathError, PathSyntaxError};
pub use evaluate::{EvaluateOptions, FunctionCalls, MissingHead, PastEnd};
pub use path::Path;
pub use reference_path::{ReferencePath, ReferencePathError};
pub use unsupported::Unsupported;

//! A field whose value is written down or found when the state runs.

use crate::{DataPath, IntrinsicCall, JsonataString};

/// A constant, or an expression that gives the value at run time.
///
/// In JSONPath the expression stands in the sibling field with `Path` at its end (`TimeoutSecondsPath`); in JSONata it
/// is a `{% … %}` string in the field itself.
#[derive(Clone, Debug)]
pub enum Dynamic<T> {
    /// Written down.
    Constant(T),
    /// `…Path`: found by a path.
    Path(DataPath),
    /// `ErrorPath`, `CausePath`: made by an intrinsic function.
    Intrinsic(IntrinsicCall),
    /// `{% … %}`
    Jsonata(JsonataString),
}

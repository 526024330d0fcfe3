//! Payload templates of both query languages, made ready for filling in.

use std::rc::Rc;

use asl_json::{TextRange, Value};

use crate::{DataPath, IntrinsicCall, JsonataString};

/// A JSON value with expressions in it: `Parameters`, `ResultSelector`, `ItemSelector`, `Arguments`, `Output`, `Assign`
/// and the like.
///
/// Parts without expressions are already values; members stand in the order in which AWS writes them (JSONPath: static
/// names as declared, then the `.$` names in the order of a Java `HashMap`; JSONata: as declared).
///
/// Source: ASL specification, "Payload Template"; recorded key orders.
#[derive(Clone, Debug)]
pub enum Template {
    /// A part without expressions.
    Constant(Value),
    /// A list with expressions in it.
    Array(Vec<Template>),
    /// An object with expressions in it.
    Object(Vec<TemplateMember>),
    /// `"x.$": "$.a"`
    Path(DataPath),
    /// `"x.$": "States.Format(…)"`
    Intrinsic(IntrinsicCall),
    /// `"x": "{% … %}"`
    Jsonata(JsonataString),
    /// An expression that is neither a path nor an intrinsic call; running it fails with `States.Runtime`.
    Invalid(Rc<str>),
}

/// A member of an object template.
#[derive(Clone, Debug)]
pub struct TemplateMember {
    /// The name in the result, without `.$`.
    pub key: Rc<str>,
    /// The name as written, with `.$` where the value is an expression: what AWS quotes in a `cause`.
    pub field: Rc<str>,
    /// Where the name stands.
    pub key_range: TextRange,
    /// The value.
    pub value: Template,
}

//! Which objects a definition is made of, and which fields they have.
//!
//! One table for the rules, completion and hover. It says what AWS accepts, measured where somebody measured it
//! (Developer Guide; the accepted fields of the eight state types as ValidateStateMachineDefinition answers them).
//! Relations between fields stand in the rules.

mod fields;
mod objects;
mod states;

pub use objects::{
    BRANCH, CATCHER, CHOICE_RULE, CREDENTIALS, ITEM_BATCHER, ITEM_PROCESSOR, ITEM_READER, PROCESSOR_CONFIG,
    READER_CONFIG, RESULT_WRITER, RETRIER, STATE_MACHINE, WRITER_CONFIG,
};
pub use states::{ANY_STATE, STATE_TYPES, state_schema};

use crate::QueryLanguage;

/// An object of the language: a state of one type, a retrier, …
#[derive(Debug)]
pub struct ObjectSchema {
    /// What it is called: `Task`, `Retrier`.
    pub name: &'static str,
    /// Its fields, in the order in which people write them.
    pub fields: &'static [Field],
    /// The fields that must be there, in the order in which AWS lists them.
    pub required: &'static [&'static str],
    /// Fields of which only one may be there.
    pub groups: &'static [Group],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The only query language that has it; none if both have.
    pub language: Option<QueryLanguage>,
    /// What may stand in it.
    pub shape: Shape,
}

/// Fields of which only one may be there.
#[derive(Debug)]
pub struct Group {
    /// The fields, in the order in which AWS lists them.
    pub fields: &'static [&'static str],
    /// Whether one of them must be there.
    pub required: bool,
}

/// What may stand in a field.
#[derive(Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or in JSONata an expression.
    TextOrExpression,
    /// `true` or `false`.
    Boolean,
    /// `true`, `false`, or an expression: `Condition`.
    BooleanOrExpression,
    /// A whole number between the two, inclusive.
    Integer(i64, i64),
    /// A whole number between the two, or in JSONata an expression.
    IntegerOrExpression(i64, i64),
    /// A number between the two.
    Number(f64, f64),
    /// A number between the two, or in JSONata an expression.
    NumberOrExpression(f64, f64),
    /// A text out of a list.
    OneOf(&'static [&'static str]),
    /// The name of a state beside this one.
    StateName,
    /// The ARN of what is called.
    Resource,
    /// A JSONPath, or `null`.
    PathOrNull,
    /// A JSONPath that selects one place.
    ReferencePath,
    /// A JSONPath that selects one place of the state's input, or `null`.
    ResultPath,
    /// A JSONPath, or a call of an intrinsic function that gives a text.
    PathOrIntrinsic,
    /// Any JSON with expressions in it.
    Template,
    /// An object with expressions in it.
    ObjectTemplate,
    /// Any JSON, taken as it is.
    Literal,
    /// A list of texts with at least one in it.
    Texts,
    /// An object of the language.
    Object(&'static ObjectSchema),
    /// A list of objects of the language.
    List(&'static ObjectSchema, Length),
    /// `States`: an object of states.
    States,
    /// A comparison's operand in a Choice rule; [`crate::rules`] knows them.
    Comparison,
    /// `And`, `Or`: a list of rules without `Next`.
    Rules,
    /// `Not`: a rule without `Next`.
    Rule,
}

/// Whether a list may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// It may.
    Any,
    /// At least one.
    NotEmpty,
}

impl ObjectSchema {
    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// Whether states of `language` have the field.
    pub fn is_of(&self, language: QueryLanguage) -> bool {
        self.language.is_none_or(|only| only == language)
    }
}

const fn both(name: &'static str, shape: Shape) -> Field {
    Field { name, language: None, shape }
}

const fn jsonpath(name: &'static str, shape: Shape) -> Field {
    Field { name, language: Some(QueryLanguage::JsonPath), shape }
}

const fn jsonata(name: &'static str, shape: Shape) -> Field {
    Field { name, language: Some(QueryLanguage::Jsonata), shape }
}

const fn one_of(fields: &'static [&'static str]) -> Group {
    Group { fields, required: true }
}

const fn at_most_one_of(fields: &'static [&'static str]) -> Group {
    Group { fields, required: false }
}

/// Fields of any state in one of the two languages but not in the other: what to say of a field that a state of this
/// type does not have at all.
pub fn language_of_any(name: &str) -> Option<QueryLanguage> {
    let mut found = None;
    for schema in STATE_TYPES.iter().filter_map(|name| state_schema(name)) {
        if let Some(field) = schema.field(name) {
            found = Some(field.language?);
        }
    }
    found
}

/// Every object of the language.
pub fn objects() -> impl Iterator<Item = &'static ObjectSchema> {
    let inner = [
        &STATE_MACHINE,
        &BRANCH,
        &ITEM_PROCESSOR,
        &PROCESSOR_CONFIG,
        &RETRIER,
        &CATCHER,
        &CHOICE_RULE,
        &CREDENTIALS,
        &ITEM_READER,
        &READER_CONFIG,
        &ITEM_BATCHER,
        &RESULT_WRITER,
        &WRITER_CONFIG,
        &ANY_STATE,
    ];
    STATE_TYPES.iter().filter_map(|name| state_schema(name)).chain(inner)
}

/// The greatest number of seconds that a timeout, heartbeat, wait or interval can have.
pub const MAX_SECONDS: i64 = 99_999_999;

//! The rules of a Choice state.

use std::rc::Rc;

use asl_json::{TextRange, Value};

use crate::{DataPath, JsonataString, Located, Template, TemplateMember};

/// One entry of `Choices`.
#[derive(Clone, Debug)]
pub struct ChoiceRule {
    /// When the rule is chosen.
    pub condition: ChoiceCondition,
    /// `Next`: the state to go on with; none if it is missing from the text.
    pub next: Option<Located<Rc<str>>>,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign`: variables to set when the rule is chosen.
    pub assign: Option<Vec<TemplateMember>>,
    /// `Comment`
    pub comment: Option<Rc<str>>,
    /// Where the entry stands.
    pub range: TextRange,
}

/// When a rule is chosen.
#[derive(Clone, Debug)]
pub enum ChoiceCondition {
    /// JSONPath: a comparison or a combination of comparisons.
    Rule(Rule),
    /// JSONata: `Condition` as an expression.
    Jsonata(JsonataString),
    /// JSONata: `Condition` written as a boolean.
    Constant(bool),
    /// Nothing that can be decided; running it fails with `States.Runtime`.
    Invalid,
}

/// A JSONPath rule.
///
/// Source: ASL specification, "Choice State", "Data-test expression" and "Boolean expression".
#[derive(Clone, Debug)]
pub enum Rule {
    /// `And`: all of them.
    And(Vec<Rule>),
    /// `Or`: any of them.
    Or(Vec<Rule>),
    /// `Not`: the opposite.
    Not(Box<Rule>),
    /// A comparison.
    Test(DataTest),
    /// Not a rule; running it fails with `States.Runtime`.
    Invalid,
}

/// `Variable` and one comparison operator.
#[derive(Clone, Debug)]
pub struct DataTest {
    /// What is compared.
    pub variable: DataPath,
    /// The operator's name as written, such as `StringEqualsPath`.
    pub operator: Rc<str>,
    /// How it is compared.
    pub comparison: Comparison,
}

/// The 39 comparison operators, by family.
///
/// Where an ordering and a boolean stand, the test is true when the comparison gives that ordering, or, if the boolean
/// is set, when both are equal: `LessThanEquals` is `(Less, true)`, `Equals` is `(Equal, false)`.
#[derive(Clone, Debug)]
pub enum Comparison {
    /// `StringEquals`, `StringLessThan`, … and their `Path` twins: texts by UTF-16 code units.
    String(std::cmp::Ordering, bool, Operand),
    /// `StringMatches` with `*`.
    StringMatches(Rc<str>),
    /// `NumericEquals`, … : numbers by value.
    Numeric(std::cmp::Ordering, bool, Operand),
    /// `BooleanEquals` and its `Path` twin.
    Boolean(Operand),
    /// `TimestampEquals`, … : instants.
    Timestamp(std::cmp::Ordering, bool, Operand),
    /// `IsNull`, `IsPresent`, … with the answer that is asked for.
    Is(TypeTest, bool),
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub enum Operand {
    /// Written down.
    Value(Value),
    /// `…Path`: found by a path.
    Path(DataPath),
}

/// The operators that ask what a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeTest {
    /// `IsNull`
    Null,
    /// `IsPresent`
    Present,
    /// `IsNumeric`
    Numeric,
    /// `IsString`
    String,
    /// `IsBoolean`
    Boolean,
    /// `IsTimestamp`
    Timestamp,
}

//! An expression that has been read and can be evaluated.

use std::fmt;
use std::rc::Rc;

use asl_json::{Number, Value};

use crate::ast::{Names, Symbol};
use crate::budget::Budget;
use crate::environment::Environment;
use crate::error::{Error, Fault};
use crate::evaluate::Evaluator;
use crate::parser;
use crate::process::{Processed, process};
use crate::references::{References, references};

/// What the language has besides JSONata's own functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `$eval`: evaluates a text. Off in AWS Step Functions.
    pub eval: bool,
    /// What AWS Step Functions adds or changes: `$partition`, `$range`, `$hash`, `$random(seed)`, `$uuid`, `$parse`,
    /// and infinite numbers come out as texts.
    pub step_functions: bool,
}

impl Options {
    /// The language as AWS Step Functions has it.
    pub const fn step_functions() -> Self {
        Self { eval: false, step_functions: true }
    }
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing at all.
    Undefined,
    /// A JSON value.
    Value(Value),
    /// A function, or a value with a function in it: no JSON value.
    Function,
}

impl Outcome {
    /// The value, if there is one.
    pub fn into_value(self) -> Option<Value> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

struct Tree {
    text: Rc<str>,
    options: Options,
    names: Rc<Names>,
    processed: Processed,
}

/// A JSONata expression: read once, evaluated often, cheap to clone.
///
/// # Example: a sum
/// ```
/// use asl_jsonata::{Budget, Environment, Expression, Options, Outcome};
/// let input = asl_json::parse_value(r#"{"items":[{"price":2},{"price":3.5}]}"#)?;
/// let sum = Expression::parse("$sum(items.price)", Options::default())?;
/// let result = sum.evaluate(Some(&input), &Environment::default(), &mut Budget::default())?;
/// assert_eq!(result, Outcome::Value(5.5.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Expression(Rc<Tree>);

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.text()).finish()
    }
}

/// Reads a text into a tree; new names are added to those known.
pub(crate) fn parse_tree(text: &str, names: &mut Names, options: Options) -> Result<Processed, Box<Fault>> {
    process(parser::parse(text)?, names, options)
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first mistake, with a code that begins with `S`; or `U1001` for nesting that is too deep.
    pub fn parse(text: &str, options: Options) -> Result<Self, Error> {
        let mut names = Names::default();
        let processed = parse_tree(text, &mut names, options).map_err(|fault| fault.into_error())?;
        Ok(Self(Rc::new(Tree { text: text.into(), options, names: Rc::new(names), processed })))
    }

    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The options that it was read with.
    pub fn options(&self) -> Options {
        self.0.options
    }

    /// Evaluates with `input` as the context; none: nothing.
    ///
    /// The same expression, input, environment and budget give the same outcome, on every machine.
    ///
    /// # Errors
    /// Codes that begin with `T` or `D`, and `U1001` when the budget runs out.
    pub fn evaluate(
        &self,
        input: Option<&Value>,
        environment: &Environment,
        budget: &mut Budget,
    ) -> Result<Outcome, Error> {
        let mut evaluator = Evaluator::new(self, environment, budget, input);
        let result = evaluator.run(&self.0.processed.node, input);
        match result {
            Ok(result) => {
                let function = evaluator.finish(&result);
                let non_finite = evaluator.has_non_finite;
                Ok(match result {
                    None => Outcome::Undefined,
                    Some(_) if function => Outcome::Function,
                    Some(value) if non_finite && self.0.options.step_functions => {
                        Outcome::Value(write_non_finite(&value))
                    }
                    Some(value) => Outcome::Value(value),
                })
            }
            Err(mut fault) => {
                // Functions are no values outside; the message shows them as the reference does.
                let error_value = fault.value.take();
                let message_holder = Fault { value: error_value.clone(), ..*fault };
                let mut error = message_holder.into_error();
                if evaluator.finish(&error_value) {
                    error.value = None;
                }
                Err(error)
            }
        }
    }

    /// What the expression refers to outside itself.
    pub fn references(&self) -> References {
        references(&self.0.processed.node, &self.0.names)
    }

    pub(crate) fn names(&self) -> &Rc<Names> {
        &self.0.names
    }

    /// The variables that something in the expression binds.
    pub(crate) fn bound(&self) -> &[Symbol] {
        &self.0.processed.bound
    }
}

/// The value with infinite numbers as the texts that AWS writes for them.
fn write_non_finite(value: &Value) -> Value {
    crate::json_text::map_numbers(value, |number| match number {
        Number::Float(f) if !f.is_finite() => Value::from(crate::json_text::number_text(number)),
        other => Value::Number(other),
    })
}

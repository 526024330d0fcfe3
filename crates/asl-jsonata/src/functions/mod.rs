//! The built-in functions: a table of what each takes, does and is for.

#![expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "the table wants every function in the same shape"
)]

mod aggregate;
mod array;
mod date_time;
mod encoding;
mod format_integer;
mod format_number;
mod higher_order;
mod matching;
mod numeric;
mod object;
mod parse_date_time;
mod picture;
mod step_functions;
mod string;
mod table;

use asl_json::{Number, Value};

pub use self::table::{FunctionDescription, functions};
use crate::Options;
use crate::error::Outcome;
use crate::evaluate::{Env, Evaluator, Input};
use crate::sequence::Val;
use crate::signature::{Arguments, QuickSignature};

/// What a call is made in.
pub(crate) struct Context<'a> {
    pub(crate) input: Input<'a>,
    pub(crate) env: &'a Env,
}

pub(crate) type Implementation = fn(&mut Evaluator<'_>, Arguments, &Context<'_>) -> Outcome<Val>;

/// Which option set has the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Core,
    /// `$eval`
    Eval,
    /// Added by AWS Step Functions.
    StepFunctions,
}

/// How many built-in functions there are.
pub(crate) const BUILTINS: usize = table::TABLE.len();

/// A built-in function, as its row in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Builtin(u8);

impl std::fmt::Debug for Builtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "${}", self.definition().name)
    }
}

pub(crate) struct Definition {
    pub(crate) name: &'static str,
    /// In the reference's notation.
    pub(crate) signature: &'static str,
    /// The same, as a call checks it.
    pub(crate) quick: QuickSignature,
    /// What the reference says when asked how many arguments the function takes.
    pub(crate) arity: u8,
    /// The names of the parameters, separated by commas; `?` after those that may be left out.
    pub(crate) parameters: &'static str,
    pub(crate) origin: Origin,
    pub(crate) implementation: Implementation,
}

impl Builtin {
    /// The function of that name, if the options have it.
    pub(crate) fn named(name: &str, options: Options) -> Option<Self> {
        let allowed = |definition: &Definition| match definition.origin {
            Origin::Core => true,
            Origin::Eval => options.eval,
            Origin::StepFunctions => options.step_functions,
        };
        // A function that Step Functions changes stands behind the one it replaces.
        let index = table::TABLE
            .iter()
            .enumerate()
            .filter(|(_, definition)| definition.name == name && allowed(definition))
            .map(|(index, _)| index)
            .next_back()?;
        Some(Self(index as u8))
    }

    pub(crate) fn definition(self) -> &'static Definition {
        table::TABLE.get(usize::from(self.0)).unwrap_or(&table::NOTHING)
    }

    /// Its row in the table, below [`BUILTINS`].
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    pub(crate) fn arity(self) -> usize {
        usize::from(self.definition().arity)
    }

    /// Parameters that a partial application can name.
    pub(crate) fn parameter_count(self) -> usize {
        let parameters = self.definition().parameters;
        if parameters.is_empty() { 0 } else { parameters.split(',').count() }
    }
}

/// The argument at an index, taken out.
pub(crate) fn take(arguments: &mut Arguments, index: usize) -> Val {
    arguments.get_mut(index).and_then(Option::take)
}

/// What JavaScript counts as true.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(number) => *number != Number::Int(0) && !number.as_f64().is_nan(),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

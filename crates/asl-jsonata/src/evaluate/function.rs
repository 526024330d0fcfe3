//! Functions as values. Values hold only a number; the functions themselves live in the evaluator's table, so that
//! closures that hold each other are freed with it.

use std::cell::RefCell;
use std::rc::Rc;

use asl_json::Value;

use super::{Env, Evaluator};
use crate::ast::{Lambda, Transform};
use crate::functions::Builtin;
use crate::regex::Regex;
use crate::sequence::{Val, function_number, function_value};

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) kind: FunctionKind,
    /// The name that the function was last called by, for errors inside it.
    pub(crate) token: RefCell<Option<Value>>,
}

#[derive(Debug)]
pub(crate) enum FunctionKind {
    Builtin(Builtin),
    Lambda {
        lambda: Rc<Lambda>,
        env: Env,
        input: Val,
    },
    /// A function with some of its arguments; a missing one is filled by the call.
    Partial {
        function: Value,
        arguments: Vec<Option<Val>>,
    },
    /// `f ~> g`
    Chain {
        first: Value,
        second: Value,
    },
    /// A regular expression is a function from a text to its first match.
    Regex(Rc<Regex>),
    /// The `next` of a match.
    MatchNext(MatchNext),
    Transform {
        transform: Rc<Transform>,
        env: Env,
    },
}

/// Where to look for the next match.
#[derive(Clone, Debug)]
pub(crate) struct MatchNext {
    pub(crate) regex: Rc<Regex>,
    pub(crate) text: Rc<str>,
    pub(crate) from: usize,
}

impl Evaluator<'_> {
    /// Puts a function into the table.
    pub(crate) fn define(&mut self, kind: FunctionKind) -> Value {
        let number = self.functions.len();
        self.functions.push(Rc::new(Function { kind, token: RefCell::default() }));
        function_value(number)
    }

    /// The value of a built-in function, the same each time.
    pub(crate) fn builtin_value(&mut self, builtin: Builtin) -> Value {
        if let Some((_, value)) = self.builtins.iter().find(|(known, _)| *known == builtin) {
            return value.clone();
        }
        let value = self.define(FunctionKind::Builtin(builtin));
        self.builtins.push((builtin, value.clone()));
        value
    }

    /// Notes that a built-in function was called by its own name: errors in later calls of it as a value say so.
    pub(super) fn note_call(&mut self, builtin: Builtin) {
        if let Some(called) = self.called.get_mut(builtin.index()) {
            *called = true;
        }
    }

    pub(super) fn was_called(&self, builtin: Builtin) -> bool {
        self.called.get(builtin.index()).is_some_and(|called| *called)
    }

    pub(crate) fn function(&self, value: &Value) -> Option<Rc<Function>> {
        function_number(value).and_then(|number| self.functions.get(number)).cloned()
    }

    /// How many arguments a function takes, as higher-order functions ask before they call it.
    pub(crate) fn arity(&self, value: &Value) -> usize {
        let Some(function) = self.function(value) else { return 0 };
        match &function.kind {
            FunctionKind::Builtin(builtin) => builtin.arity(),
            FunctionKind::Lambda { lambda, .. } => lambda.parameters.len(),
            FunctionKind::Partial { arguments, .. } => arguments.iter().filter(|a| a.is_none()).count(),
            FunctionKind::Chain { .. } | FunctionKind::Transform { .. } => 1,
            FunctionKind::Regex(_) => 2,
            FunctionKind::MatchNext(_) => 0,
        }
    }
}

//! Calls: built-in functions, closures, partial application, `~>`, and calls in tail position.

use std::rc::Rc;

use asl_json::{TextRange, Value};

use super::{Env, Evaluator, Function, FunctionKind, Input};
use crate::ast::{Call, Kind, Lambda, Node};
use crate::budget::{Budget, too_deep};
use crate::error::{Fault, Outcome};
use crate::frame::Frame;
use crate::functions::{Builtin, Context};
use crate::sequence::{self, Val, is_function};
use crate::signature::{Arguments, QuickSignature};

/// What a function's body gives.
enum Flow {
    Value(Val),
    /// A call that takes the place of the running one.
    Tail(Box<TailCall>),
}

struct TailCall {
    function: Val,
    arguments: Arguments,
    token: Option<Value>,
    range: TextRange,
}

impl Evaluator<'_> {
    /// `procedure(arguments)`; `applied` is what stands left of `~>`.
    pub(super) fn call(
        &mut self,
        call: &Call,
        range: TextRange,
        applied: Option<Val>,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let procedure = &call.procedure;
        let mut function = None;
        let mut builtin = None;
        match &procedure.kind {
            Kind::Variable(variable) if procedure.extra.is_none() => {
                self.enter()?;
                self.leave();
                match self.bound_variable(variable.symbol, env) {
                    Some(value) => function = value,
                    None => builtin = variable.builtin,
                }
            }
            _ => function = self.evaluate(procedure, input, env)?,
        }
        if function.is_none() && builtin.is_none() {
            self.check_forgotten_dollar(call, range, "T1005", env)?;
        }
        let mut arguments = Arguments::with_capacity(call.arguments.len() + 1);
        arguments.extend(applied);
        for argument in &call.arguments {
            let value = self.evaluate(argument, input, env)?;
            arguments.push(value);
        }
        let result = if let Some(builtin) = builtin {
            self.note_call(builtin);
            self.call_builtin(builtin, arguments, &Context { input, env })
        } else {
            let function = function.as_ref().and_then(|value| self.function(value));
            if let Some(function) = &function {
                function.token.borrow_mut().clone_from(&call.token);
            }
            self.apply_function(function.as_ref(), arguments, &Context { input, env })
        };
        result.map_err(|fault| fault.through_call(call.token.as_ref(), range))
    }

    /// A name without `$` that is that of a function: says so.
    #[inline(never)]
    fn check_forgotten_dollar(
        &mut self,
        call: &Call,
        range: TextRange,
        code: &'static str,
        env: &Env,
    ) -> Outcome<()> {
        if !matches!(call.procedure.kind, Kind::Path(_)) {
            return Ok(());
        }
        let Some(Value::String(name)) = &call.token else { return Ok(()) };
        if self.is_variable(name, env) {
            return Err(Fault::at(code, range).with_token(name.clone()).with_text(&**name));
        }
        Ok(())
    }

    /// `left ~> right`
    #[inline(never)]
    pub(super) fn apply_operator(
        &mut self,
        left: &Node,
        right: &Node,
        range: TextRange,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let left = self.evaluate(left, input, env)?;
        if let Kind::Call(call) = &right.kind {
            return self.call(call, right.range, Some(left), input, env);
        }
        let function = self.evaluate(right, input, env)?;
        let Some(function) = function.filter(is_function) else {
            return Err(Fault::at("T2006", range));
        };
        if let Some(first) = left.as_ref().filter(|left| is_function(left)) {
            let kind = FunctionKind::Chain { first: first.clone(), second: function };
            return Ok(Some(self.define(kind)));
        }
        let mut arguments = Arguments::new();
        arguments.push(left);
        self.apply(&function, arguments, env)
    }

    /// `procedure(…, ?, …)`
    #[inline(never)]
    pub(super) fn partial(
        &mut self,
        call: &Call,
        range: TextRange,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let mut supplied = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            supplied.push(match argument.kind {
                Kind::Placeholder => None,
                _ => Some(self.evaluate(argument, input, env)?),
            });
        }
        let value = self.evaluate(&call.procedure, input, env)?;
        if value.is_none() {
            self.check_forgotten_dollar(call, range, "T1007", env)?;
        }
        let function = value.as_ref().and_then(|value| self.function(value));
        let (Some(value), Some(function)) = (value, function) else {
            let fault = Fault::at("T1008", range);
            return Err(match &call.token {
                Some(token) => fault.with_token(token.clone()),
                None => fault,
            });
        };
        let declared = match &function.kind {
            FunctionKind::Builtin(builtin) => builtin.parameter_count(),
            FunctionKind::Lambda { lambda, .. } => lambda.parameters.len(),
            FunctionKind::Partial { arguments, .. } => arguments.iter().filter(|a| a.is_none()).count(),
            FunctionKind::Chain { .. } | FunctionKind::Transform { .. } => 1,
            FunctionKind::Regex(_) => 2,
            FunctionKind::MatchNext(_) => 0,
        };
        supplied.resize(declared, Some(None));
        Ok(Some(self.define(FunctionKind::Partial { function: value, arguments: supplied })))
    }

    /// Calls a function that is a value, as higher-order functions do: the context is null.
    pub(crate) fn apply(&mut self, function: &Value, arguments: Arguments, env: &Env) -> Outcome<Val> {
        let function = self.function(function);
        self.apply_function(function.as_ref(), arguments, &Context { input: Some(&Value::Null), env })
    }

    fn apply_function(
        &mut self,
        function: Option<&Rc<Function>>,
        arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Val> {
        self.calls += 1;
        if self.calls > Budget::MAX_CALLS {
            return Err(too_deep());
        }
        let result = self.trampoline(function, arguments, context);
        self.calls -= 1;
        result
    }

    /// Makes a call, and the calls that take its place.
    fn trampoline(
        &mut self,
        function: Option<&Rc<Function>>,
        arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Val> {
        let mut flow = self.apply_once(function, arguments, context)?;
        loop {
            match flow {
                Flow::Value(value) => return Ok(value),
                Flow::Tail(call) => {
                    let TailCall { function, arguments, token, range } = *call;
                    self.spend(1)?;
                    let function = function.as_ref().and_then(|value| self.function(value));
                    if let Some(function) = &function
                        && token.is_some()
                    {
                        function.token.borrow_mut().clone_from(&token);
                    }
                    let located = |mut fault: Box<Fault>| {
                        fault.range.get_or_insert(range);
                        fault.position = Some(range.end);
                        fault
                    };
                    flow = self.apply_once(function.as_ref(), arguments, context).map_err(located)?;
                }
            }
        }
    }

    fn apply_once(
        &mut self,
        function: Option<&Rc<Function>>,
        arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Flow> {
        let Some(function) = function else { return Err(Fault::new("T1006")) };
        let result = match &function.kind {
            FunctionKind::Lambda { lambda, env, input } => {
                let arguments = match &lambda.signature {
                    Some(signature) => signature.validate(&arguments, context.input),
                    None => Ok(arguments),
                };
                arguments.and_then(|arguments| self.run_lambda(lambda, arguments, input.as_ref(), env))
            }
            _ => self.apply_native(&function.kind, arguments, context).map(Flow::Value),
        };
        result.map_err(|mut fault| {
            if fault.token.is_none() {
                fault.token = self.token_of(function);
            }
            fault
        })
    }

    /// The name that the function was last called by.
    fn token_of(&self, function: &Function) -> Option<Value> {
        match &function.kind {
            FunctionKind::Builtin(builtin) if self.was_called(*builtin) => {
                Some(Value::from(builtin.definition().name))
            }
            _ => function.token.borrow().clone(),
        }
    }

    #[inline(never)]
    fn apply_native(
        &mut self,
        kind: &FunctionKind,
        mut arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Val> {
        let first = |arguments: &mut Arguments| arguments.first_mut().and_then(Option::take);
        match kind {
            FunctionKind::Builtin(builtin) => self.call_builtin(*builtin, arguments, context),
            FunctionKind::Partial { function, arguments: known } => {
                self.apply_partial(function, known, arguments, context)
            }
            FunctionKind::Chain { first: inner, second } => {
                let inner =
                    self.apply(inner, std::iter::once(first(&mut arguments)).collect(), context.env)?;
                self.apply(second, std::iter::once(inner).collect(), context.env)
            }
            FunctionKind::Regex(regex) => {
                let Some(Value::String(text)) = first(&mut arguments) else { return Ok(None) };
                let from = arguments.get(1).and_then(Option::as_ref).and_then(Value::as_i64).unwrap_or(0);
                self.match_value(regex, &text, usize::try_from(from).unwrap_or(0))
            }
            FunctionKind::MatchNext(next) => self.next_match_value(next),
            FunctionKind::Transform { transform, env } => {
                const SIGNATURE: &str = "<(oa):o>";
                const QUICK: QuickSignature = QuickSignature::new(SIGNATURE);
                let arguments = QUICK.validate(SIGNATURE, arguments, context.input)?;
                let argument = arguments.into_iter().next().flatten();
                self.transform(transform, argument, env)
            }
            FunctionKind::Lambda { .. } => Ok(None),
        }
    }

    /// Fills the gaps of a partial application. The reference checks no signature here; we do for built-in functions, so
    /// that a wrong argument is an error with a code.
    #[inline(never)]
    fn apply_partial(
        &mut self,
        function: &Value,
        known: &[Option<Val>],
        arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Val> {
        let mut rest = arguments.into_iter();
        let mut all: Arguments = known
            .iter()
            .map(|argument| match argument {
                Some(known) => known.clone(),
                None => rest.next().flatten(),
            })
            .collect();
        let Some(function) = self.function(function) else { return Err(Fault::new("T1006")) };
        match &function.kind {
            FunctionKind::Lambda { lambda, env, input } => {
                match self.run_lambda(lambda, all, input.as_ref(), env)? {
                    Flow::Value(value) => Ok(value),
                    Flow::Tail(call) => {
                        let function = call.function.as_ref().and_then(|value| self.function(value));
                        self.apply_function(function.as_ref(), call.arguments, context)
                    }
                }
            }
            FunctionKind::Builtin(builtin) => {
                while matches!(all.last(), Some(None)) {
                    all.pop();
                }
                self.call_builtin(*builtin, all, &Context { input: None, env: context.env })
            }
            _ => self.apply_function(Some(&function), all, context),
        }
    }

    #[inline(never)]
    fn call_builtin(
        &mut self,
        builtin: Builtin,
        arguments: Arguments,
        context: &Context<'_>,
    ) -> Outcome<Val> {
        self.spend(1)?;
        let definition = builtin.definition();
        let arguments = definition.quick.validate(definition.signature, arguments, context.input)?;
        (definition.implementation)(self, arguments, context)
    }

    #[inline(never)]
    fn run_lambda(
        &mut self,
        lambda: &Lambda,
        arguments: Arguments,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Flow> {
        let frame = Frame::of_call(env, &lambda.parameters, arguments);
        let base = self.depth;
        self.body(&lambda.body, input, &frame, base)
    }

    /// Evaluates what is in tail position; calls there are handed back instead of made.
    fn body(&mut self, node: &Node, input: Input<'_>, env: &Env, base: u32) -> Outcome<Flow> {
        if !node.predicates().is_empty() || node.group().is_some() {
            return self.evaluate(node, input, env).map(Flow::Value);
        }
        match &node.kind {
            Kind::Call(call) if call.tail => {
                self.enter()?;
                // The reference evaluates these arguments after the function has returned.
                let depth = std::mem::replace(&mut self.depth, base);
                let flow = self.tail_call(call, node.range, input, env);
                self.depth = depth - 1;
                flow
            }
            Kind::Condition(condition) => {
                self.enter()?;
                let test = self.evaluate(&condition.test, input, env)?;
                let branch = if test.as_ref().is_some_and(sequence::boolean) {
                    Some(&condition.then)
                } else {
                    condition.otherwise.as_ref()
                };
                let flow = match branch {
                    Some(branch) => self.body(branch, input, env, base)?,
                    None => Flow::Value(None),
                };
                self.leave();
                Ok(finish(flow, node.keep_array))
            }
            Kind::Block(block) => {
                let Some((last, before)) = block.expressions.split_last() else {
                    return self.evaluate(node, input, env).map(Flow::Value);
                };
                self.enter()?;
                let frame = if block.binds { Frame::inside(env) } else { env.clone() };
                for expression in before {
                    self.evaluate(expression, input, &frame)?;
                }
                let flow = self.body(last, input, &frame, base)?;
                self.leave();
                Ok(finish(flow, node.keep_array))
            }
            _ => self.evaluate(node, input, env).map(Flow::Value),
        }
    }

    fn tail_call(&mut self, call: &Call, range: TextRange, input: Input<'_>, env: &Env) -> Outcome<Flow> {
        let function = self.evaluate(&call.procedure, input, env)?;
        let mut arguments = Arguments::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            let value = self.evaluate(argument, input, env)?;
            arguments.push(value);
        }
        let named = matches!(call.procedure.kind, Kind::Variable(_));
        let token = if named { call.token.clone() } else { None };
        Ok(Flow::Tail(Box::new(TailCall { function, arguments, token, range })))
    }
}

fn finish(flow: Flow, keep_array: bool) -> Flow {
    match flow {
        Flow::Value(Some(value)) => Flow::Value(sequence::unwrap_sequence(value, keep_array)),
        flow => flow,
    }
}

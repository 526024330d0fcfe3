//! The evaluator: one method for each kind of node.
//!
//! Values are borrowed or shared, never copied. Depth is counted as the reference counts it, and its limit keeps the
//! machine's stack safe; everything else that follows the input's shape uses a stack of its own.

mod apply;
mod binary;
mod filter;
mod function;
mod group;
mod path;
mod sort;
mod transform;
mod tuple;

use std::rc::Rc;

use asl_json::{Array, Value};

pub(crate) use self::binary::{add, divide, whole};
pub(crate) use self::function::{Function, FunctionKind, MatchNext};
pub(crate) use self::group::Numbers;
use crate::ast::{Block, Condition, Kind, Names, Node, Symbol, Variable};
use crate::budget::{Budget, too_deep};
use crate::environment::{Environment, Host};
use crate::error::{Fault, Outcome};
use crate::frame::Frame;
use crate::functions::{BUILTINS, Builtin};
use crate::sequence::{self, FUNCTION, SEQUENCE, Val, WRAPPER, sequence, unwrap_sequence};
use crate::{Expression, Options};

/// The scope that a node is evaluated in.
pub(crate) type Env = Rc<Frame>;

/// What a context is: a value, or nothing.
pub(crate) type Input<'v> = Option<&'v Value>;

/// How many calls one evaluation of a text counts as: it reads, prepares and evaluates on the same stack.
const CALLS_OF_A_TEXT: u32 = 15;

pub(crate) struct Evaluator<'a> {
    pub(crate) budget: &'a mut Budget,
    pub(crate) options: Options,
    pub(crate) environment: &'a Environment,
    depth: u32,
    depth_limit: u32,
    /// Calls of functions inside each other. Calls in tail position nest here without nesting in `depth`.
    calls: u32,
    names: Rc<Names>,
    /// Whether something in the expression binds the symbol, so that frames must be searched.
    bound: Vec<bool>,
    /// The variables from outside, by symbol.
    globals: Vec<Val>,
    functions: Vec<Rc<Function>>,
    /// The values of built-in functions that have been asked for.
    builtins: Vec<(Builtin, Value)>,
    /// Built-in functions that were called by their names.
    called: [bool; BUILTINS],
    /// A text in the making; kept for the next one.
    pub(crate) scratch: String,
    /// Arrays with marks that are held by values, so that the marks can be taken off at the end.
    marked: Vec<Array>,
    /// A number that JSON cannot write was made.
    pub(crate) has_non_finite: bool,
    now: Option<i64>,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(
        expression: &Expression,
        environment: &'a Environment,
        budget: &'a mut Budget,
        input: Input<'_>,
    ) -> Self {
        let options = expression.options();
        let names = expression.names().clone();
        let depth_limit = budget.depth.min(Budget::MAX_DEPTH);
        let mut evaluator = Self {
            budget,
            options,
            environment,
            depth: 0,
            depth_limit,
            calls: 0,
            names: Rc::default(),
            bound: Vec::new(),
            globals: Vec::new(),
            functions: Vec::new(),
            builtins: Vec::new(),
            called: [false; BUILTINS],
            scratch: String::new(),
            marked: Vec::new(),
            has_non_finite: false,
            now: None,
        };
        evaluator.set_names(names, input);
        for symbol in expression.bound() {
            if let Some(bound) = evaluator.bound.get_mut(symbol.0 as usize) {
                *bound = true;
            }
        }
        evaluator
    }

    /// Takes over names that are not known yet; what they are bound to outside is looked up once.
    fn set_names(&mut self, names: Rc<Names>, input: Input<'_>) {
        for name in names.iter().skip(self.globals.len()) {
            let value =
                if &**name == "$" { input.cloned() } else { self.environment.variable(name).cloned() };
            self.globals.push(value);
            self.bound.push(self.options.eval);
        }
        self.names = names;
    }

    pub(crate) fn host(&self) -> &dyn Host {
        self.environment.host()
    }

    /// The time, the same for the whole evaluation.
    pub(crate) fn now(&mut self) -> i64 {
        let environment = self.environment;
        *self.now.get_or_insert_with(|| environment.host().now_millis())
    }

    /// Evaluates the whole expression.
    pub(crate) fn run(&mut self, root: &Node, input: Input<'_>) -> Outcome<Val> {
        let env = Frame::root();
        match input {
            Some(value @ Value::Array(_)) => {
                let wrapper = sequence::wrapper(value.clone());
                self.evaluate(root, Some(&wrapper), &env)
            }
            input => self.evaluate(root, input, &env),
        }
    }

    /// Takes the marks off the result. Gives whether a function is in it.
    pub(crate) fn finish(&mut self, result: &Val) -> bool {
        for array in self.marked.drain(..) {
            array.set_mark(0);
        }
        let Some(value) = result else { return false };
        if let Value::Array(array) = value {
            array.set_mark(0);
        }
        !self.functions.is_empty() && holds_function(value)
    }

    /// Notes that a value is now held by another one.
    pub(crate) fn hold(&mut self, value: &Value) {
        if let Value::Array(array) = value
            && array.mark() != 0
        {
            self.marked.push(array.clone());
        }
    }

    #[inline]
    pub(crate) fn spend(&mut self, steps: usize) -> Outcome<()> {
        self.budget.spend(steps as u64)
    }

    /// Counts one evaluation, and checks that one level more is allowed.
    #[inline]
    pub(crate) fn enter(&mut self) -> Outcome<()> {
        self.budget.spend(1)?;
        self.depth += 1;
        if self.depth > self.depth_limit {
            return Err(too_deep());
        }
        Ok(())
    }

    /// Evaluates a node: the result with its predicates and grouping applied and sequences unwrapped.
    pub(crate) fn evaluate(&mut self, node: &Node, input: Input<'_>, env: &Env) -> Outcome<Val> {
        if node.extra.is_none() {
            match &node.kind {
                Kind::Path(path) if path.simple => {
                    self.budget.spend(path.steps.len() as u64 + 1)?;
                    if let Some(result) = self.simple_path(path, input, env) {
                        return Ok(result);
                    }
                }
                Kind::Literal(value) if self.depth < self.depth_limit => {
                    self.budget.spend(1)?;
                    return Ok(Some(value.clone()));
                }
                _ => {}
            }
        }
        self.evaluate_whole(node, input, env)
    }

    fn evaluate_whole(&mut self, node: &Node, input: Input<'_>, env: &Env) -> Outcome<Val> {
        self.enter()?;
        let result = match &node.kind {
            Kind::Path(path) => self.path(node, path, input, env),
            Kind::Name(name) => Ok(input.and_then(|input| sequence::lookup(input, name))),
            Kind::Literal(value) => Ok(Some(value.clone())),
            Kind::Variable(variable) => Ok(self.variable(*variable, env)),
            Kind::Context => Ok(input.map(|value| unwrap_input(value).unwrap_or_else(|| value.clone()))),
            Kind::Binary(binary) => self.binary(binary, node.range, input, env),
            Kind::Call(call) => self.call(call, node.range, None, input, env),
            Kind::Condition(condition) => self.condition(condition, input, env),
            Kind::Block(block) => self.block(block, input, env),
            Kind::Object(group) => self.group(group, input, env),
            _ => self.evaluate_rare(node, input, env),
        };
        self.depth -= 1;
        let mut result = result?;
        if node.extra.is_some() {
            result = self.suffixes(node, result, env)?;
        }
        match result {
            Some(value @ Value::Array(_)) => Ok(unwrap_sequence(value, node.keep_array)),
            other => Ok(other),
        }
    }

    /// What is written after a node: predicates, then grouping.
    #[inline(never)]
    fn suffixes(&mut self, node: &Node, mut result: Val, env: &Env) -> Outcome<Val> {
        result = self.filter_stages(node.predicates(), result, env)?;
        match node.group() {
            Some(group) if !matches!(node.kind, Kind::Path(_)) => self.group(group, result.as_ref(), env),
            _ => Ok(result),
        }
    }

    /// The kinds that are met less often; apart from the others to keep their stack frame small.
    #[inline(never)]
    fn evaluate_rare(&mut self, node: &Node, input: Input<'_>, env: &Env) -> Outcome<Val> {
        match &node.kind {
            Kind::Bind(symbol, value) => {
                let value = self.evaluate(value, input, env)?;
                env.bind(*symbol, value.clone());
                Ok(value)
            }
            Kind::Array(items) => self.array(node, items, input, env),
            Kind::Negate(operand) => self.negate(operand, node, input, env),
            Kind::Wildcard => Ok(wildcard(input)),
            Kind::Descendant => self.descendants(input),
            Kind::Parent(slot) => Ok(env.lookup(slot.label.get()).flatten()),
            Kind::Apply(parts) => self.apply_operator(&parts.0, &parts.1, node.range, input, env),
            Kind::Partial(call) => self.partial(call, node.range, input, env),
            Kind::Lambda(_) | Kind::Regex(_) | Kind::Transform(_) => {
                Ok(self.literal_function(node, input, env))
            }
            _ => Ok(None),
        }
    }

    #[inline(never)]
    fn literal_function(&mut self, node: &Node, input: Input<'_>, env: &Env) -> Val {
        let kind = match &node.kind {
            Kind::Lambda(lambda) => {
                FunctionKind::Lambda { lambda: lambda.clone(), env: env.clone(), input: input.cloned() }
            }
            Kind::Regex(regex) => FunctionKind::Regex(regex.clone()),
            Kind::Transform(transform) => {
                FunctionKind::Transform { transform: transform.clone(), env: env.clone() }
            }
            _ => return None,
        };
        Some(self.define(kind))
    }

    #[inline(never)]
    fn condition(&mut self, condition: &Condition, input: Input<'_>, env: &Env) -> Outcome<Val> {
        let test = self.evaluate(&condition.test, input, env)?;
        let branch = if test.as_ref().is_some_and(sequence::boolean) {
            Some(&condition.then)
        } else {
            condition.otherwise.as_ref()
        };
        match branch {
            Some(branch) => self.evaluate(branch, input, env),
            None => Ok(None),
        }
    }

    #[inline(never)]
    fn block(&mut self, block: &Block, input: Input<'_>, env: &Env) -> Outcome<Val> {
        let inner;
        let mut env = env;
        if block.binds {
            inner = Frame::inside(env);
            env = &inner;
        }
        let mut result = None;
        for expression in &block.expressions {
            result = self.evaluate(expression, input, env)?;
        }
        Ok(result)
    }

    pub(crate) fn variable(&mut self, variable: Variable, env: &Env) -> Val {
        match self.bound_variable(variable.symbol, env) {
            Some(value) => value,
            None => variable.builtin.map(|builtin| self.builtin_value(builtin)),
        }
    }

    /// What a variable is bound to, in the expression or outside; none if only a built-in function can be meant.
    pub(crate) fn bound_variable(&self, symbol: Symbol, env: &Env) -> Option<Val> {
        let index = symbol.0 as usize;
        if self.bound.get(index).copied().unwrap_or(true)
            && let Some(value) = env.lookup(symbol)
        {
            return Some(value);
        }
        self.globals.get(index).cloned().flatten().map(Some)
    }

    /// Whether a variable of that name has a value, for the hint that a `$` was forgotten.
    fn is_variable(&mut self, name: &str, env: &Env) -> bool {
        if let Some(index) = self.names.iter().position(|known| &**known == name)
            && let Some(value) = self.bound_variable(Symbol(index as u32), env)
        {
            return value.is_some_and(|value| crate::functions::is_truthy(&value));
        }
        self.environment.variable(name).is_some_and(crate::functions::is_truthy)
            || Builtin::named(name, self.options).is_some()
    }

    #[inline(never)]
    fn array(&mut self, node: &Node, items: &[Node], input: Input<'_>, env: &Env) -> Outcome<Val> {
        let mut result: Vec<Value> = Vec::with_capacity(items.len());
        for item in items {
            let Some(value) = self.evaluate(item, input, env)? else { continue };
            if item.is_array_constructor() {
                self.hold(&value);
                result.push(value);
                continue;
            }
            match value {
                Value::Array(mut array) => {
                    // A range alone in its brackets is the usual way to make a long list: it is not copied.
                    if items.len() == 1 && array.mark() == SEQUENCE {
                        result = std::mem::take(array.make_mut());
                    } else {
                        result.extend_from_slice(&array);
                    }
                }
                single => result.push(single),
            }
            self.budget.check_length(result.len())?;
        }
        let value = Array::new(result);
        if node.cons_array {
            value.set_mark(sequence::CONSTRUCTED);
            self.marked.push(value.clone());
        }
        Ok(Some(Value::Array(value)))
    }

    #[inline(never)]
    fn negate(&mut self, operand: &Node, node: &Node, input: Input<'_>, env: &Env) -> Outcome<Val> {
        let Some(value) = self.evaluate(operand, input, env)? else { return Ok(None) };
        let Value::Number(number) = &value else {
            return Err(Fault::at("D1002", node.range).with_token("-").with_value(value));
        };
        let number = binary::finite(*number)?;
        Ok(Some(Value::Number(binary::negate(number))))
    }

    /// The input and all that is inside it, arrays left out.
    #[inline(never)]
    fn descendants(&mut self, input: Input<'_>) -> Outcome<Val> {
        let Some(input) = input else { return Ok(None) };
        let mut results = Vec::new();
        let mut open: Vec<&Value> = vec![input];
        while let Some(value) = open.pop() {
            self.spend(1)?;
            match value {
                Value::Array(array) => open.extend(array.iter().rev()),
                Value::Object(object) => {
                    results.push(value.clone());
                    open.extend(object.values().rev());
                }
                scalar => results.push(scalar.clone()),
            }
        }
        self.budget.check_length(results.len())?;
        Ok(if results.len() == 1 { results.pop() } else { Some(sequence(results)) })
    }

    /// Evaluates another expression's tree, as `$eval` does.
    #[inline(never)]
    pub(crate) fn evaluate_text(&mut self, text: &str, input: Input<'_>, env: &Env) -> Outcome<Val> {
        let failed = |code, fault: &Fault| Fault::new(code).with_value(Value::from(fault.message()));
        self.calls += CALLS_OF_A_TEXT;
        if self.calls > Budget::MAX_CALLS {
            return Err(too_deep());
        }
        let mut names = Names::clone(&self.names);
        let parsed = crate::expression::parse_tree(text, &mut names, self.options);
        let processed = parsed.map_err(|fault| failed("D3120", &fault))?;
        let root = self.globals_root();
        self.set_names(Rc::new(names), root.as_ref());
        let result = self.evaluate(&processed.node, input, env);
        self.calls -= CALLS_OF_A_TEXT;
        result.map_err(|fault| failed("D3121", &fault))
    }

    fn globals_root(&self) -> Val {
        let index = self.names.iter().position(|name| &**name == "$")?;
        self.globals.get(index).cloned().flatten()
    }
}

/// The members' values, arrays flattened.
fn wildcard(input: Input<'_>) -> Val {
    let mut input = input?;
    if let Value::Array(array) = input
        && array.mark() & WRAPPER != 0
    {
        input = array.first()?;
    }
    let mut results: Vec<Value> = Vec::new();
    let mut plain = false;
    let mut add = |value: &Value| {
        if let Value::Array(array) = value {
            flatten_into(array, &mut results);
            plain = true;
        } else {
            results.push(value.clone());
        }
    };
    match input {
        Value::Object(object) if object.mark() & FUNCTION == 0 => object.values().for_each(&mut add),
        Value::Array(array) => array.iter().for_each(&mut add),
        _ => {}
    }
    // Joining arrays makes an ordinary array of the sequence in the reference.
    Some(if plain { Value::array(results) } else { sequence(results) })
}

/// The input that a wrapper holds.
pub(crate) fn unwrap_input(value: &Value) -> Option<Value> {
    match value {
        Value::Array(array) if array.mark() & WRAPPER != 0 => array.first().cloned(),
        _ => None,
    }
}

fn flatten_into(array: &Array, results: &mut Vec<Value>) {
    let mut open = vec![array.iter()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            None => {
                open.pop();
            }
            Some(Value::Array(inner)) => open.push(inner.iter()),
            Some(item) => results.push(item.clone()),
        }
    }
}

/// Whether a function is anywhere in the value.
pub(crate) fn holds_function(value: &Value) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if object.mark() & FUNCTION != 0 {
                    return true;
                }
                open.extend(object.values().filter(|value| value.is_container()));
            }
            Value::Array(array) => open.extend(array.iter().filter(|value| value.is_container())),
            _ => {}
        }
    }
    false
}

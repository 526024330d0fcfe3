//! From the raw tree to the one that is evaluated.
//!
//! `a.b[x].c` becomes one path with three steps, `%` finds the step whose context it means, calls in tail position
//! are marked. Source: JSONata 2.0.6, the stage after its parser.

use std::cell::Cell;
use std::rc::Rc;

use asl_json::{Map, Number, TextRange, Value};

use crate::ast::{
    Binary, Block, Call, Condition, FieldName, Group, Kind, Lambda, Names, Node, Operator, Path, Slot,
    SortTerm, Stage, Symbol, Transform, Variable,
};
use crate::error::{Fault, Outcome};
use crate::functions::Builtin;
use crate::raw::{Raw, RawKind};
use crate::{Options, ancestry};

pub(crate) struct Processor<'n> {
    names: &'n mut Names,
    options: Options,
    /// Bindings seen in the innermost block or function body.
    binds: u32,
    bound: Vec<Symbol>,
}

/// A processed expression.
pub(crate) struct Processed {
    pub(crate) node: Node,
    /// The variables that something in the expression binds.
    pub(crate) bound: Vec<Symbol>,
}

/// Processes a whole expression.
pub(crate) fn process(raw: Raw, names: &mut Names, options: Options) -> Outcome<Processed> {
    let mut processor = Processor { names, options, binds: 0, bound: Vec::new() };
    let mut node = processor.node(raw)?;
    if matches!(node.kind, Kind::Parent(_)) || ancestry::is_seeking(&node) {
        return Err(Fault::at("S0217", node.range).with_token("parent"));
    }
    crate::finish::finish(&mut node);
    Ok(Processed { node, bound: processor.bound })
}

impl Processor<'_> {
    fn node(&mut self, raw: Raw) -> Outcome<Node> {
        let keep_array = raw.keep_array;
        let range = raw.range;
        let mut node = match raw.kind {
            RawKind::Binary { operator, left, right } => {
                self.binary(operator, *left, *right, range, keep_array)?
            }
            RawKind::Group { left, pairs } => self.group(*left, pairs, range)?,
            RawKind::Sort { left, terms } => self.sort(*left, terms, range)?,
            RawKind::Negate(operand) => self.negate(*operand, range)?,
            RawKind::Array(items) => {
                let items = self.nodes(items)?;
                let mut seeking = Vec::new();
                for item in &items {
                    ancestry::collect(&mut seeking, item);
                }
                with_seeking(Node::new(Kind::Array(items), range), seeking)
            }
            RawKind::Object(pairs) => {
                let pairs = self.pairs(pairs)?;
                let mut seeking = Vec::new();
                for (key, value) in &pairs {
                    ancestry::collect(&mut seeking, key);
                    ancestry::collect(&mut seeking, value);
                }
                with_seeking(Node::new(Kind::Object(new_group(pairs, range)), range), seeking)
            }
            RawKind::Call { procedure, arguments, partial } => {
                self.call(*procedure, arguments, partial, range)?
            }
            RawKind::Lambda { parameters, signature, body } => {
                self.lambda(&parameters, signature, *body, range)?
            }
            RawKind::Condition { condition, then, otherwise } => {
                let condition = self.node(*condition)?;
                let then = self.node(*then)?;
                let otherwise = otherwise.map(|node| self.node(*node)).transpose()?;
                let mut seeking = Vec::new();
                ancestry::collect(&mut seeking, &condition);
                ancestry::collect(&mut seeking, &then);
                if let Some(otherwise) = &otherwise {
                    ancestry::collect(&mut seeking, otherwise);
                }
                let kind = Kind::Condition(Box::new(Condition { test: condition, then, otherwise }));
                with_seeking(Node::new(kind, range), seeking)
            }
            RawKind::Transform { pattern, update, delete } => {
                let mut pattern = self.node(*pattern)?;
                let mut update = self.node(*update)?;
                let mut delete = delete.map(|node| self.node(*node)).transpose()?;
                [&mut pattern, &mut update].into_iter().chain(&mut delete).for_each(crate::finish::finish);
                Node::new(Kind::Transform(Rc::new(Transform { pattern, update, delete })), range)
            }
            RawKind::Block(expressions) => self.block(expressions, range)?,
            RawKind::Name(name) => name_path(name, range, keep_array),
            RawKind::Word(word) => name_path(word.into(), range, keep_array),
            RawKind::Parent => {
                let label = Cell::new(self.names.fresh());
                Node::new(Kind::Parent(Rc::new(Slot { label, level: Cell::new(1) })), range)
            }
            RawKind::String(text) => Node::new(Kind::Literal(Value::String(text)), range),
            RawKind::Number(number) => Node::new(Kind::Literal(Value::Number(number)), range),
            RawKind::Constant(value) => Node::new(Kind::Literal(value), range),
            RawKind::Regex(regex) => Node::new(Kind::Regex(regex), range),
            RawKind::Wildcard => Node::new(Kind::Wildcard, range),
            RawKind::Descendant => Node::new(Kind::Descendant, range),
            RawKind::Variable(name) => self.variable(&name, range),
            RawKind::Placeholder => Node::new(Kind::Placeholder, range),
            RawKind::End => return Err(Fault::at("S0207", range).with_token("(end)")),
        };
        node.keep_array |= keep_array;
        Ok(node)
    }

    fn nodes(&mut self, raw: Vec<Raw>) -> Outcome<Vec<Node>> {
        raw.into_iter().map(|node| self.node(node)).collect()
    }

    fn pairs(&mut self, raw: Vec<(Raw, Raw)>) -> Outcome<Vec<(Node, Node)>> {
        raw.into_iter().map(|(key, value)| Ok((self.node(key)?, self.node(value)?))).collect()
    }

    fn variable(&mut self, name: &str, range: TextRange) -> Node {
        if name.is_empty() {
            return Node::new(Kind::Context, range);
        }
        let builtin = Builtin::named(name, self.options);
        let symbol = self.names.symbol(name);
        Node::new(Kind::Variable(Variable { symbol, builtin }), range)
    }

    fn bind(&mut self, name: &str) -> Symbol {
        let symbol = self.names.symbol(name);
        self.bound.push(symbol);
        symbol
    }

    fn binary(
        &mut self,
        operator: &'static str,
        left: Raw,
        right: Raw,
        range: TextRange,
        keep_array: bool,
    ) -> Outcome<Node> {
        match operator {
            "." => self.map(left, right),
            "[" => self.filter(left, right),
            ":=" => {
                let RawKind::Variable(name) = &left.kind else {
                    return Err(Fault::at("S0212", range));
                };
                let symbol = self.bind(name);
                self.binds += 1;
                let value = self.node(right)?;
                let mut seeking = Vec::new();
                ancestry::collect(&mut seeking, &value);
                Ok(with_seeking(Node::new(Kind::Bind(symbol, Box::new(value)), range), seeking))
            }
            "@" => self.focus(left, &right, range, keep_array),
            "#" => self.index(left, &right),
            "~>" => {
                let left = self.node(left)?;
                let right = self.node(right)?;
                let keep_array = left.keep_array || right.keep_array;
                let mut node = Node::new(Kind::Apply(Box::new((left, right))), range);
                node.keep_array = keep_array;
                Ok(node)
            }
            _ => {
                let Some(operator) = Operator::from_text(operator) else {
                    return Err(Fault::at("S0206", range).with_token(operator));
                };
                let left = self.node(left)?;
                let right = self.node(right)?;
                let mut seeking = Vec::new();
                ancestry::collect(&mut seeking, &left);
                ancestry::collect(&mut seeking, &right);
                let kind = Kind::Binary(Box::new(Binary { operator, left, right }));
                Ok(with_seeking(Node::new(kind, range), seeking))
            }
        }
    }

    /// `left.right`
    fn map(&mut self, left: Raw, right: Raw) -> Outcome<Node> {
        let left = self.node(left)?;
        let parent = if let Kind::Parent(slot) = &left.kind { Some(slot.clone()) } else { None };
        let mut node = into_path(left);
        if let Some(slot) = parent {
            node.extra_mut().seeking = vec![slot];
        }
        let mut rest = self.node(right)?;
        let Kind::Path(path) = &mut node.kind else { return Ok(node) };
        if let Kind::Path(tail) = rest.kind {
            path.steps.extend(tail.steps);
        } else {
            if let Some(extra) = &mut rest.extra
                && !extra.predicates.is_empty()
            {
                extra.stages = std::mem::take(&mut extra.predicates);
            }
            path.steps.push(rest);
        }
        for step in &mut path.steps {
            match &step.kind {
                Kind::Literal(Value::String(text)) => step.kind = Kind::Name(FieldName::new(text.clone())),
                Kind::Literal(value) => {
                    return Err(Fault::at("S0213", step.range).with_value(value.clone()));
                }
                _ => {}
            }
        }
        path.keep_singleton |= path.steps.iter().any(|step| step.keep_array);
        if let Some(first) = path.steps.first_mut() {
            first.cons_array |= first.is_array_constructor();
        }
        if let Some(last) = path.steps.last_mut() {
            last.cons_array |= last.is_array_constructor();
        }
        ancestry::resolve(&mut node)?;
        Ok(node)
    }

    /// `left[right]`
    fn filter(&mut self, left: Raw, right: Raw) -> Outcome<Node> {
        let mut node = self.node(left)?;
        let is_path = matches!(node.kind, Kind::Path(_));
        let step = last_step(&mut node);
        if step.group().is_some() {
            return Err(Fault::at("S0209", step.range));
        }
        let predicate = self.node(right)?;
        let seeking: Vec<Rc<Slot>> =
            predicate.extra.as_ref().map(|extra| extra.seeking.clone()).unwrap_or_default();
        let step = last_step(&mut node);
        for slot in &seeking {
            if slot.level.get() == 1 {
                ancestry::seek(step, slot)?;
            } else {
                slot.level.set(slot.level.get() - 1);
            }
        }
        let mut open = Vec::new();
        ancestry::collect(&mut open, &predicate);
        let extra = step.extra_mut();
        extra.seeking.extend(open);
        let stage = Stage::Filter(predicate);
        if is_path {
            extra.stages.push(stage);
        } else {
            extra.predicates.push(stage);
        }
        Ok(node)
    }

    fn group(&mut self, left: Raw, pairs: Vec<(Raw, Raw)>, range: TextRange) -> Outcome<Node> {
        let mut node = self.node(left)?;
        if node.group().is_some() {
            return Err(Fault::at("S0210", range));
        }
        let pairs = self.pairs(pairs)?;
        node.extra_mut().group = Some(new_group(pairs, range));
        Ok(node)
    }

    fn sort(&mut self, left: Raw, terms: Vec<(bool, Raw)>, range: TextRange) -> Outcome<Node> {
        let mut node = into_path(self.node(left)?);
        let mut seeking = Vec::new();
        let mut sorted = Vec::with_capacity(terms.len());
        for (descending, term) in terms {
            let expression = self.node(term)?;
            ancestry::collect(&mut seeking, &expression);
            sorted.push(SortTerm { descending, expression });
        }
        let step = with_seeking(Node::new(Kind::Sort(sorted), range), seeking);
        if let Kind::Path(path) = &mut node.kind {
            path.steps.push(step);
        }
        ancestry::resolve(&mut node)?;
        Ok(node)
    }

    /// `left@$right`
    fn focus(&mut self, left: Raw, right: &Raw, range: TextRange, keep_array: bool) -> Outcome<Node> {
        let mut node = self.node(left)?;
        let step = last_step(&mut node);
        if !step.stages().is_empty() || !step.predicates().is_empty() {
            return Err(Fault::at("S0215", range));
        }
        if matches!(step.kind, Kind::Sort(_)) {
            return Err(Fault::at("S0216", range));
        }
        step.keep_array |= keep_array;
        let RawKind::Variable(name) = &right.kind else { return Err(Fault::at("S0214", range)) };
        step.extra_mut().focus = Some(self.bind(name));
        step.tuple = true;
        Ok(node)
    }

    /// `left#$right`
    fn index(&mut self, left: Raw, right: &Raw) -> Outcome<Node> {
        let mut node = self.node(left)?;
        if !matches!(node.kind, Kind::Path(_)) {
            if let Some(extra) = &mut node.extra {
                let predicates = std::mem::take(&mut extra.predicates);
                extra.stages.extend(predicates);
            }
            node = into_path(node);
        }
        let RawKind::Variable(name) = &right.kind else { return Err(Fault::at("S0214", right.range)) };
        let symbol = self.bind(name);
        let step = last_step(&mut node);
        if step.stages().is_empty() {
            step.extra_mut().index = Some(symbol);
        } else {
            step.extra_mut().stages.push(Stage::Index(symbol));
        }
        step.tuple = true;
        Ok(node)
    }

    fn negate(&mut self, operand: Raw, range: TextRange) -> Outcome<Node> {
        let mut operand = self.node(operand)?;
        if let Kind::Literal(Value::Number(number)) = &mut operand.kind {
            *number = match *number {
                Number::Int(i) => Number::Int(i.wrapping_neg()),
                Number::Float(f) => Number::Float(-f),
            };
            return Ok(operand);
        }
        let mut seeking = Vec::new();
        ancestry::collect(&mut seeking, &operand);
        Ok(with_seeking(Node::new(Kind::Negate(Box::new(operand)), range), seeking))
    }

    fn call(
        &mut self,
        procedure: Raw,
        arguments: Vec<Raw>,
        partial: bool,
        range: TextRange,
    ) -> Outcome<Node> {
        let token = procedure_token(&procedure);
        let arguments = self.nodes(arguments)?;
        let mut seeking = Vec::new();
        for argument in &arguments {
            ancestry::collect(&mut seeking, argument);
        }
        let procedure = self.node(procedure)?;
        let call = Box::new(Call { procedure, arguments, tail: false, token });
        let kind = if partial { Kind::Partial(call) } else { Kind::Call(call) };
        Ok(with_seeking(Node::new(kind, range), seeking))
    }

    fn lambda(
        &mut self,
        parameters: &[Rc<str>],
        signature: Option<Rc<crate::signature::Signature>>,
        body: Raw,
        range: TextRange,
    ) -> Outcome<Node> {
        let outer = std::mem::take(&mut self.binds);
        let parameters = parameters.iter().map(|name| self.bind(name)).collect();
        let mut body = self.node(body)?;
        self.binds = outer;
        mark_tail_calls(&mut body);
        crate::finish::finish(&mut body);
        Ok(Node::new(Kind::Lambda(Rc::new(Lambda { parameters, signature, body })), range))
    }

    fn block(&mut self, expressions: Vec<Raw>, range: TextRange) -> Outcome<Node> {
        let outer = std::mem::take(&mut self.binds);
        let expressions = self.nodes(expressions)?;
        let binds = std::mem::replace(&mut self.binds, outer) > 0 || self.options.eval;
        let mut seeking = Vec::new();
        let mut cons_array = false;
        for expression in &expressions {
            ancestry::collect(&mut seeking, expression);
            let first = if let Kind::Path(path) = &expression.kind { path.steps.first() } else { None };
            cons_array |= expression.cons_array || first.is_some_and(|step| step.cons_array);
        }
        let mut node = with_seeking(Node::new(Kind::Block(Block { expressions, binds }), range), seeking);
        node.cons_array = cons_array;
        Ok(node)
    }
}

fn with_seeking(mut node: Node, seeking: Vec<Rc<Slot>>) -> Node {
    if !seeking.is_empty() {
        node.extra_mut().seeking = seeking;
    }
    node
}

fn new_group(pairs: Vec<(Node, Node)>, range: TextRange) -> Group {
    let template = if pairs.len() <= LONGEST_TEMPLATE { template(&pairs) } else { None };
    Group { pairs, template, range }
}

/// The object that pairs make, still without values, if all keys are different texts.
fn template(pairs: &[(Node, Node)]) -> Option<Map> {
    let mut template = Map::default();
    for (key, _) in pairs {
        match &key.kind {
            Kind::Literal(Value::String(text)) if key.extra.is_none() => {
                template.insert(text.clone(), Value::Null);
            }
            _ => return None,
        }
    }
    (template.len() == pairs.len()).then_some(template)
}

/// Members that a template may have: the evaluator notes those that stay out in 32 bits.
const LONGEST_TEMPLATE: usize = 32;

fn name_path(name: Rc<str>, range: TextRange, keep_array: bool) -> Node {
    let mut step = Node::new(Kind::Name(FieldName::new(name)), range);
    step.keep_array = keep_array;
    Node::new(
        Kind::Path(Path { steps: vec![step], keep_singleton: keep_array, simple: false, tuple: false }),
        range,
    )
}

fn into_path(node: Node) -> Node {
    if matches!(node.kind, Kind::Path(_)) {
        return node;
    }
    let range = node.range;
    Node::new(
        Kind::Path(Path { steps: vec![node], keep_singleton: false, simple: false, tuple: false }),
        range,
    )
}

/// The step that a suffix (`[…]`, `@`, `#`) belongs to.
fn last_step(node: &mut Node) -> &mut Node {
    if matches!(&node.kind, Kind::Path(path) if !path.steps.is_empty()) {
        let Kind::Path(path) = &mut node.kind else { unreachable!("checked above") };
        let last = path.steps.len() - 1;
        return path.steps.get_mut(last).unwrap_or_else(|| unreachable!("not empty"));
    }
    node
}

fn procedure_token(procedure: &Raw) -> Option<Value> {
    match &procedure.kind {
        RawKind::Name(name) => Some(Value::String(name.clone())),
        // A path is named by its first step.
        RawKind::Binary { operator: "." | "[" | "@" | "#", left, .. }
        | RawKind::Sort { left, .. }
        | RawKind::Group { left, .. } => procedure_token(left),
        RawKind::Block(_)
        | RawKind::Lambda { .. }
        | RawKind::Condition { .. }
        | RawKind::Transform { .. } => None,
        _ => Some(procedure.value()),
    }
}

/// Marks calls whose result is the function's result.
fn mark_tail_calls(node: &mut Node) {
    if !node.predicates().is_empty() || node.group().is_some() {
        return;
    }
    match &mut node.kind {
        Kind::Call(call) => call.tail = true,
        Kind::Condition(condition) => {
            mark_tail_calls(&mut condition.then);
            if let Some(otherwise) = &mut condition.otherwise {
                mark_tail_calls(otherwise);
            }
        }
        Kind::Block(block) => {
            if let Some(last) = block.expressions.last_mut() {
                mark_tail_calls(last);
            }
        }
        _ => {}
    }
}

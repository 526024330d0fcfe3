//! What an expression refers to outside itself, for checks before it runs.

use std::rc::Rc;

use asl_json::TextRange;

use crate::ast::{Extra, Group, Kind, Names, Node, Path, Stage, Symbol};

/// A variable that the expression reads but does not bind itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableReference {
    /// The name without its `$`.
    pub name: Rc<str>,
    /// The fields that follow it at once: `["errorOutput", "Error"]` for `$states.errorOutput.Error`.
    pub path: Vec<Rc<str>>,
    /// Where the variable is written. Units: bytes.
    pub range: TextRange,
    /// Whether it is the name of a built-in function that the options allow.
    pub is_function: bool,
}

/// A reference to the input document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputReference {
    /// The name as it is written: a field, `$` or `$$`.
    pub name: Rc<str>,
    /// Where it is written. Units: bytes.
    pub range: TextRange,
}

/// All references, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Variables that nothing in the expression binds.
    pub variables: Vec<VariableReference>,
    /// Names, `$` and wildcards that are looked up in the input document itself, not in an item of something else; a name in
    /// a function's body counts, as the body may see the document.
    pub top_level: Vec<InputReference>,
    /// `$$`, anywhere.
    pub root: Vec<InputReference>,
}

struct Collector<'n> {
    names: &'n Names,
    /// Names that are bound where the walk is.
    scope: Vec<Symbol>,
    found: References,
}

/// Collects the references of a tree.
pub(crate) fn references(root: &Node, names: &Names) -> References {
    let mut collector = Collector { names, scope: Vec::new(), found: References::default() };
    collector.node(root, true);
    let mut found = collector.found;
    found.variables.sort_by_key(|reference| reference.range);
    found.top_level.sort_by_key(|reference| reference.range);
    found.root.sort_by_key(|reference| reference.range);
    found
}

impl Collector<'_> {
    /// `top`: the context is the input document.
    fn node(&mut self, node: &Node, top: bool) {
        match &node.kind {
            Kind::Path(path) => self.path(path, top),
            Kind::Binary(binary) => {
                self.node(&binary.left, top);
                self.node(&binary.right, top);
            }
            Kind::Negate(operand) => self.node(operand, top),
            Kind::Array(items) => items.iter().for_each(|item| self.node(item, top)),
            Kind::Object(group) => self.group(group, top),
            Kind::Name(name) => self.top(&name.text, node.range, top),
            Kind::Wildcard => self.top("*", node.range, top),
            Kind::Descendant => self.top("**", node.range, top),
            Kind::Context => self.top("$", node.range, top),
            Kind::Variable(_) => self.variable(node, Vec::new()),
            Kind::Condition(condition) => {
                self.node(&condition.test, top);
                self.node(&condition.then, top);
                if let Some(otherwise) = &condition.otherwise {
                    self.node(otherwise, top);
                }
            }
            Kind::Block(block) => {
                let outer = self.scope.len();
                block.expressions.iter().for_each(|expression| self.node(expression, top));
                self.scope.truncate(outer);
            }
            Kind::Bind(symbol, value) => {
                // A function may call itself by the name that it is bound to.
                if matches!(value.kind, Kind::Lambda(_)) {
                    self.scope.push(*symbol);
                }
                self.node(value, top);
                self.scope.push(*symbol);
            }
            Kind::Call(call) | Kind::Partial(call) => {
                self.node(&call.procedure, top);
                call.arguments.iter().for_each(|argument| self.node(argument, top));
            }
            Kind::Lambda(lambda) => {
                let outer = self.scope.len();
                self.scope.extend(&lambda.parameters);
                self.node(&lambda.body, top);
                self.scope.truncate(outer);
            }
            Kind::Apply(parts) => {
                self.node(&parts.0, top);
                self.node(&parts.1, top);
            }
            Kind::Transform(transform) => {
                self.node(&transform.pattern, false);
                self.node(&transform.update, false);
                if let Some(delete) = &transform.delete {
                    self.node(delete, false);
                }
            }
            Kind::Sort(terms) => terms.iter().for_each(|term| self.node(&term.expression, false)),
            Kind::Literal(_) | Kind::Parent(_) | Kind::Regex(_) | Kind::Placeholder => {}
        }
        if let Some(extra) = &node.extra {
            self.extra(extra);
        }
    }

    fn extra(&mut self, extra: &Extra) {
        self.scope.extend(extra.focus.iter().chain(&extra.index));
        for stage in extra.predicates.iter().chain(&extra.stages) {
            match stage {
                Stage::Filter(predicate) => self.node(predicate, false),
                Stage::Index(symbol) => self.scope.push(*symbol),
            }
        }
        if let Some(group) = &extra.group {
            self.group(group, false);
        }
    }

    fn group(&mut self, group: &Group, top: bool) {
        for (key, value) in &group.pairs {
            self.node(key, top);
            self.node(value, top);
        }
    }

    fn path(&mut self, path: &Path, top: bool) {
        let mut steps = path.steps.iter();
        let Some(first) = steps.next() else { return };
        if matches!(first.kind, Kind::Variable(_)) {
            let plain = first.predicates().is_empty();
            let fields = path.steps.iter().skip(1).map_while(|step| match &step.kind {
                Kind::Name(name) if plain => Some(name.text.clone()),
                _ => None,
            });
            self.variable(first, fields.collect());
            if let Some(extra) = &first.extra {
                self.extra(extra);
            }
        } else {
            self.node(first, top);
        }
        steps.for_each(|step| self.node(step, false));
    }

    fn top(&mut self, name: &str, range: TextRange, top: bool) {
        if top {
            self.found.top_level.push(InputReference { name: name.into(), range });
        }
    }

    fn variable(&mut self, node: &Node, path: Vec<Rc<str>>) {
        let Kind::Variable(variable) = &node.kind else { return };
        if self.scope.contains(&variable.symbol) {
            return;
        }
        let name: Rc<str> = self.names.get(variable.symbol).into();
        if &*name == "$" {
            self.found.root.push(InputReference { name: "$$".into(), range: node.range });
            return;
        }
        let is_function = variable.builtin.is_some();
        self.found.variables.push(VariableReference { name, path, range: node.range, is_function });
    }
}

//! What later states need from the results of earlier ones, found without running anything.
//!
//! The definition is walked along its transitions with [`Shape`]s instead of values. Wherever a state reads from the
//! execution's input or from the result of a Task, the [`Needs`] of that source say so; wherever a Choice decides, the
//! branch that leads on is picked (`branch`) and the source is told what that branch looks for.

use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::{SortedMap, SortedSet};
use asl_model::{
    DataPath, Dynamic, InputType, ItemReader, Items, JsonataString, ManifestType, MapState, PathField,
    PathRoot, QueryLanguage, ResultPath, State, StateKind, StateMachine, TaskState, Template, TemplateMember,
    Transition, WaitFor, Workflow,
};

use super::jsonata;
use super::need::{Kind, MAYBE, NeedId, Needs, PEEK, SURE, Strength};
use super::shape::{Shape, Step, items_of, read, steps, write};

/// Workflows nested deeper are not analysed.
const DEEPEST: usize = 20;
/// So often a workflow is walked, for what loops carry back.
const PASSES: usize = 2;
/// So many states are looked at altogether; nested loops would multiply them.
const MOST_STATES: usize = 20_000;
/// Templates and calls are not followed deeper.
pub(super) const DEEPEST_TEMPLATE: usize = 60;

/// An object that an `ItemReader` will want to read.
#[derive(Clone, Debug)]
pub(super) struct WantedObject {
    pub(super) bucket: Shape,
    /// The key, or the prefix of a list.
    pub(super) key: Shape,
    pub(super) is_list: bool,
    pub(super) input_type: Option<InputType>,
    pub(super) csv_headers: Vec<Rc<str>>,
    pub(super) manifest_type: Option<ManifestType>,
    pub(super) items_pointer: Option<Rc<str>>,
    /// What is needed of each item.
    pub(super) item: NeedId,
}

/// The result of the analysis.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    pub(super) needs: Needs,
    /// What is needed of the execution's input.
    pub(super) input: NeedId,
    /// What is needed of the results of Tasks, by state name.
    pub(super) results: SortedMap<Rc<str>, NeedId>,
    /// What `ItemReader`s read.
    pub(super) objects: SortedMap<Rc<str>, WantedObject>,
    /// What variables may be.
    variables: SortedMap<Rc<str>, Shape>,
    /// How many states have been looked at.
    seen: usize,
    /// How many of them again, on the way from a Choice to an end.
    pub(super) steps: usize,
}

/// What expressions of a state can refer to.
#[derive(Clone)]
pub(super) struct Scope {
    /// `$` of a path.
    data: Shape,
    /// `$states.input`
    input: Shape,
    /// `$states.result`
    result: Shape,
    /// `$$.Map.Item.Value`, `$states.context.Map.Item.Value`
    item: Shape,
    /// How sure it is that the state runs.
    pub(super) strength: Strength,
}

/// Analyses a definition.
pub(super) fn analyse(machine: &StateMachine) -> Analysis {
    let mut analysis = Analysis::default();
    if let Some(input) = analysis.needs.add("input") {
        analysis.input = input;
        analysis.workflow(&machine.workflow, &Shape::Source(input), &Shape::Unknown, SURE, 0);
    }
    analysis
}

impl Analysis {
    /// An input that meets what is needed of it.
    pub(super) fn made_input(&self) -> Value {
        self.needs.meet(self.input, Some(Value::empty_object()), 0)
    }

    /// Walks a workflow; returns what it may give out.
    fn workflow(
        &mut self,
        workflow: &Workflow,
        input: &Shape,
        item: &Shape,
        strength: Strength,
        depth: usize,
    ) -> Shape {
        let Some(start) = workflow.start_at.as_ref().and_then(|name| workflow.states.get(&name.value)) else {
            return Shape::Unknown;
        };
        if depth > DEEPEST {
            return Shape::Unknown;
        }
        let order = order(workflow, start);
        let passes = if has_loop(workflow, &order) { PASSES } else { 1 };
        let mut inputs: SortedMap<&str, Shape> = SortedMap::new();
        let mut live: SortedSet<Rc<str>> = SortedSet::new();
        let mut outputs = Vec::new();
        for pass in 0..passes {
            inputs.insert(
                &start.name,
                Shape::one_of(inputs.get(start.name.as_ref()).cloned().into_iter().chain([input.clone()])),
            );
            if pass == 0 && strength == SURE {
                live.insert(Rc::clone(&start.name));
            }
            outputs.clear();
            for state in &order {
                let Some(input) = inputs.get(state.name.as_ref()).cloned() else { continue };
                self.seen += 1;
                if self.seen > MOST_STATES {
                    return Shape::Unknown;
                }
                let strength = if live.contains(&state.name) { SURE } else { MAYBE };
                let scope = Scope {
                    data: input.clone(),
                    input,
                    result: Shape::Unknown,
                    item: item.clone(),
                    strength,
                };
                for (next, shape, goes_there) in self.state(workflow, state, scope, depth) {
                    let Some(next) = next else {
                        outputs.push(shape);
                        continue;
                    };
                    let Some((name, _)) = workflow.states.get_key_value(&next) else { continue };
                    if goes_there && strength == SURE {
                        live.insert(Rc::clone(name));
                    }
                    let before = inputs.get(name.as_ref()).cloned();
                    inputs.insert(name, Shape::one_of(before.into_iter().chain([shape])));
                }
            }
        }
        Shape::one_of(outputs)
    }

    /// Where a state goes on, with what, and whether the samples lead there; none at the end of the workflow.
    fn state(
        &mut self,
        workflow: &Workflow,
        state: &State,
        mut scope: Scope,
        depth: usize,
    ) -> Vec<(Option<Rc<str>>, Shape, bool)> {
        let raw = scope.input.clone();
        if state.query_language == QueryLanguage::JsonPath {
            scope.data = self.path_field(&state.input_path, &scope);
        }
        let mut ways = Vec::new();
        let result = match &state.kind {
            StateKind::Choice(choice) => {
                let output = self.path_field(&state.output_path, &scope);
                self.assign(state.assign.as_deref(), &scope);
                let picked = self.pick(workflow, state, choice, &scope);
                for (index, rule) in choice.choices.iter().enumerate() {
                    let output = rule.output.as_ref().map(|output| self.template(output, &scope, 0));
                    self.assign(rule.assign.as_deref(), &scope);
                    let shape = output.unwrap_or_else(|| scope.data.clone());
                    ways.extend(
                        rule.next
                            .as_ref()
                            .map(|next| (Some(Rc::clone(&next.value)), shape, picked == Some(index))),
                    );
                }
                let default = choice.default.as_ref().map(|next| Rc::clone(&next.value));
                ways.extend(default.map(|next| (Some(next), output, picked.is_none())));
                return ways;
            }
            StateKind::Fail(fail) => {
                for text in [&fail.error, &fail.cause].into_iter().flatten() {
                    self.dynamic(text, Kind::Text, &scope);
                }
                return ways;
            }
            StateKind::Succeed(_) | StateKind::Unknown { .. } => scope.data.clone(),
            StateKind::Pass(pass) => match (&pass.result, &pass.parameters) {
                (Some(result), _) => Shape::Known(result.clone()),
                (None, Some(parameters)) => self.template(parameters, &scope, 0),
                (None, None) => scope.data.clone(),
            },
            StateKind::Wait(wait) => {
                match &wait.wait_for {
                    WaitFor::Seconds(seconds) => self.dynamic(seconds, Kind::Number, &scope),
                    WaitFor::Timestamp(time) => self.dynamic(time, Kind::Timestamp, &scope),
                    WaitFor::Missing => {}
                }
                scope.data.clone()
            }
            StateKind::Task(task) => self.task(state, task, &scope),
            StateKind::Parallel(parallel) => {
                let input = parallel.arguments.as_ref().map(|arguments| self.template(arguments, &scope, 0));
                let input = input.unwrap_or_else(|| scope.data.clone());
                let branches = parallel.branches.iter();
                let results = branches
                    .map(|branch| self.workflow(branch, &input, &scope.item, scope.strength, depth + 1))
                    .collect();
                Shape::array(results)
            }
            StateKind::Map(map) => self.map(state, map, &scope, depth),
        };
        scope.result = result;
        let output = self.leave(state, &raw, &mut scope);
        match state.transition() {
            Some(Transition::Next(next)) => ways.push((Some(Rc::clone(&next.value)), output, true)),
            Some(Transition::Missing) => {}
            _ => ways.push((None, output, true)),
        }
        self.catch(state, &raw, &scope, &mut ways);
        ways
    }

    /// From the result to the state's output.
    fn leave(&mut self, state: &State, raw: &Shape, scope: &mut Scope) -> Shape {
        if state.query_language == QueryLanguage::Jsonata {
            self.assign(state.assign.as_deref(), scope);
            return match &state.output {
                Some(output) => self.template(output, scope, 0),
                None => scope.result.clone(),
            };
        }
        let (selector, result_path) = match &state.kind {
            StateKind::Task(task) => (task.result_selector.as_ref(), Some(&task.result_path)),
            StateKind::Parallel(parallel) => (parallel.result_selector.as_ref(), Some(&parallel.result_path)),
            StateKind::Map(map) => (map.result_selector.as_ref(), Some(&map.result_path)),
            StateKind::Pass(pass) => (None, Some(&pass.result_path)),
            _ => (None, None),
        };
        if let Some(selector) = selector {
            let inner = Scope { data: scope.result.clone(), ..scope.clone() };
            scope.result = self.template(selector, &inner, 0);
        }
        if state.assign.is_some() {
            let inner = Scope { data: scope.result.clone(), ..scope.clone() };
            self.assign(state.assign.as_deref(), &inner);
        }
        let combined = match result_path {
            None | Some(ResultPath::Default | ResultPath::Invalid(_)) => scope.result.clone(),
            Some(ResultPath::Discard) => raw.clone(),
            Some(ResultPath::Path(path)) => {
                write(&mut self.needs, raw, &steps(path.text()), scope.result.clone())
            }
        };
        let inner = Scope { data: combined, ..scope.clone() };
        self.path_field(&state.output_path, &inner)
    }

    fn catch(
        &mut self,
        state: &State,
        raw: &Shape,
        scope: &Scope,
        ways: &mut Vec<(Option<Rc<str>>, Shape, bool)>,
    ) {
        let text = |name: &str| (Rc::from(name), Shape::Made(Kind::Text));
        let error = Shape::object(vec![text("Error"), text("Cause")]);
        for catcher in state.catch() {
            let Some(next) = &catcher.next else { continue };
            let inner =
                Scope { data: error.clone(), result: Shape::Unknown, strength: MAYBE, ..scope.clone() };
            self.assign(catcher.assign.as_deref(), &inner);
            let shape = match (&catcher.output, &catcher.result_path) {
                (Some(output), _) => self.template(output, &inner, 0),
                (None, ResultPath::Path(path)) => {
                    write(&mut self.needs, raw, &steps(path.text()), error.clone())
                }
                (None, ResultPath::Discard) => raw.clone(),
                _ => error.clone(),
            };
            ways.push((Some(Rc::clone(&next.value)), shape, false));
        }
    }

    fn task(&mut self, state: &State, task: &TaskState, scope: &Scope) -> Shape {
        if let Some(arguments) = &task.arguments {
            self.template(arguments, scope, 0);
        }
        if let Some(credentials) = &task.credentials {
            self.template(credentials, scope, 0);
        }
        for seconds in [&task.timeout_seconds, &task.heartbeat_seconds].into_iter().flatten() {
            self.dynamic(seconds, Kind::Number, scope);
        }
        self.result_of(&state.name)
    }

    /// The result of a Task, as a source.
    fn result_of(&mut self, name: &Rc<str>) -> Shape {
        if let Some(&id) = self.results.get(name) {
            return Shape::Source(id);
        }
        let Some(id) = self.needs.add("result") else { return Shape::Unknown };
        self.results.insert(Rc::clone(name), id);
        Shape::Source(id)
    }

    fn map(&mut self, state: &State, map: &MapState, scope: &Scope, depth: usize) -> Shape {
        for count in [&map.max_concurrency, &map.tolerated_failure_count].into_iter().flatten() {
            self.dynamic(count, Kind::Number, scope);
        }
        if let Some(percentage) = &map.tolerated_failure_percentage {
            self.dynamic(percentage, Kind::Number, scope);
        }
        let item = if let Some(reader) = &map.item_reader {
            self.item_reader(state, reader, scope)
        } else {
            let items = match &map.items {
                Items::Default => scope.data.clone(),
                Items::Path(path) => self.path(path, scope, scope.strength),
                Items::Template(template) => self.template(template, scope, 0),
                Items::Invalid(_) => Shape::Unknown,
            };
            self.use_as(&items, Kind::List);
            items_of(&mut self.needs, &items)
        };
        let inner = Scope { item: item.clone(), ..scope.clone() };
        let mut input = match &map.item_selector {
            Some(selector) => self.template(selector, &inner, 0),
            None => item.clone(),
        };
        if let Some(batcher) = &map.item_batcher {
            let mut members = vec![(Rc::from("Items"), Shape::list(input))];
            if let Some(batch_input) = &batcher.batch_input {
                members.push(("BatchInput".into(), self.template(batch_input, scope, 0)));
            }
            input = Shape::object(members);
        }
        let output = self.workflow(&map.item_processor.workflow, &input, &item, scope.strength, depth + 1);
        match &map.result_writer {
            Some(writer) => {
                if let Some(arguments) = &writer.arguments {
                    self.template(arguments, scope, 0);
                }
                if writer.resource.is_some() { Shape::Made(Kind::Text) } else { Shape::list(output) }
            }
            None => Shape::list(output),
        }
    }

    fn item_reader(&mut self, state: &State, reader: &ItemReader, scope: &Scope) -> Shape {
        let arguments =
            reader.arguments.as_ref().map_or(Shape::Unknown, |arguments| self.template(arguments, scope, 0));
        let mut member = |name: &str| read(&mut self.needs, &arguments, &[Step::Member(name.into())], PEEK);
        let (bucket, key, prefix) = (member("Bucket"), member("Key"), member("Prefix"));
        let known = self.objects.get(&state.name).map(|object| object.item);
        let Some(item) = known.or_else(|| self.needs.add("item")) else { return Shape::Unknown };
        let is_list = reader.resource.text.ends_with("listObjectsV2");
        self.objects.insert(
            Rc::clone(&state.name),
            WantedObject {
                bucket,
                key: if is_list { prefix } else { key },
                is_list,
                input_type: reader.input_type,
                csv_headers: reader.csv_headers.clone(),
                manifest_type: reader.manifest_type,
                items_pointer: reader.items_pointer.clone(),
                item,
            },
        );
        Shape::Source(item)
    }

    fn path_field(&mut self, field: &PathField, scope: &Scope) -> Shape {
        match field {
            PathField::Default => scope.data.clone(),
            PathField::Discard => Shape::Known(Value::empty_object()),
            PathField::Path(path) => self.path(path, scope, scope.strength),
            PathField::Invalid(_) => Shape::Unknown,
        }
    }

    /// What a path finds.
    pub(super) fn path(&mut self, path: &DataPath, scope: &Scope, strength: Strength) -> Shape {
        let steps = steps(path.path.text());
        match &path.root {
            PathRoot::Data => read(&mut self.needs, &scope.data, &steps, strength),
            PathRoot::Context => self.context(&steps, scope, strength),
            PathRoot::Variable(name) => {
                let variable = self.variables.get(name).cloned().unwrap_or(Shape::Unknown);
                read(&mut self.needs, &variable, &steps, strength)
            }
        }
    }

    fn context(&mut self, steps: &[Step], scope: &Scope, strength: Strength) -> Shape {
        let names: Vec<&str> =
            steps.iter().map(|step| if let Step::Member(name) = step { name.as_ref() } else { "" }).collect();
        match names.as_slice() {
            ["Execution", "Input", ..] => read(
                &mut self.needs,
                &Shape::Source(self.input),
                steps.get(2..).unwrap_or_default(),
                strength,
            ),
            ["Map", "Item", "Value", ..] => {
                read(&mut self.needs, &scope.item, steps.get(3..).unwrap_or_default(), strength)
            }
            ["Map", "Item", "Index"] | ["State", "RetryCount"] => Shape::Made(Kind::Number),
            [_, .., _] => Shape::Made(Kind::Text),
            _ => Shape::Unknown,
        }
    }

    /// Notes the type that a value is used as.
    pub(super) fn use_as(&mut self, shape: &Shape, kind: Kind) {
        for source in shape.sources() {
            self.needs.set_kind(source, kind);
        }
    }

    fn dynamic<T>(&mut self, field: &Dynamic<T>, kind: Kind, scope: &Scope) {
        let shape = match field {
            Dynamic::Constant(_) => return,
            Dynamic::Path(path) => self.path(path, scope, scope.strength),
            Dynamic::Intrinsic(call) => self.call(call, scope, 0),
            Dynamic::Jsonata(expression) => self.expression(expression, scope),
        };
        self.use_as(&shape, kind);
    }

    fn assign(&mut self, members: Option<&[TemplateMember]>, scope: &Scope) {
        for member in members.unwrap_or_default() {
            let value = self.template(&member.value, scope, 0);
            let before = self.variables.get(&member.key).cloned();
            self.variables.insert(Rc::clone(&member.key), Shape::one_of(before.into_iter().chain([value])));
        }
    }

    /// What a template gives.
    fn template(&mut self, template: &Template, scope: &Scope, depth: usize) -> Shape {
        if depth > DEEPEST_TEMPLATE {
            return Shape::Unknown;
        }
        match template {
            Template::Constant(value) => Shape::Known(value.clone()),
            Template::Array(items) => {
                Shape::array(items.iter().map(|item| self.template(item, scope, depth + 1)).collect())
            }
            Template::Object(members) => {
                let member = |member: &TemplateMember| {
                    (Rc::clone(&member.key), self.template(&member.value, scope, depth + 1))
                };
                Shape::object(members.iter().map(member).collect())
            }
            Template::Path(path) => self.path(path, scope, scope.strength),
            Template::Intrinsic(call) => self.call(call, scope, 0),
            Template::Jsonata(expression) => self.expression(expression, scope),
            Template::Invalid(_) => Shape::Unknown,
        }
    }

    fn expression(&mut self, expression: &JsonataString, scope: &Scope) -> Shape {
        self.expression_text(&expression.text, scope)
    }

    /// What a JSONata expression gives, as far as its spelling tells.
    fn expression_text(&mut self, text: &str, scope: &Scope) -> Shape {
        if jsonata::is_path(text) {
            return self.jsonata_path(text.trim(), scope, scope.strength);
        }
        if let Some(inner) = jsonata::argument(text, "$parse") {
            let inner = self.expression_text(inner, scope);
            return self.parsed(&inner);
        }
        let paths = jsonata::paths(text);
        let mut mentioned = Vec::new();
        for path in &paths {
            mentioned.push(self.jsonata_path(path, scope, scope.strength));
        }
        for (function, kind) in
            [("$number", Kind::Number), ("$split", Kind::Text), ("$map", Kind::List), ("$filter", Kind::List)]
        {
            if let (true, Some(first)) = (text.trim_start().starts_with(function), mentioned.first()) {
                self.use_as(&first.clone(), kind);
            }
        }
        for (path, member) in jsonata::parsed_paths(text) {
            let shape = self.jsonata_path(&path, scope, scope.strength);
            let parsed = self.parsed(&shape);
            read(&mut self.needs, &parsed, &steps(&member), scope.strength);
        }
        // `$merge([$states.input, …])` has whatever is in them.
        let whole = paths
            .iter()
            .zip(mentioned)
            .filter(|(path, _)| path.matches('.').count() <= 1)
            .map(|(_, shape)| shape);
        if text.contains("$merge") || text.trim_start().starts_with('{') {
            Shape::one_of(whole)
        } else {
            Shape::Unknown
        }
    }

    /// What a path of JSONata finds.
    pub(super) fn jsonata_path(&mut self, path: &str, scope: &Scope, strength: Strength) -> Shape {
        let steps = steps(path);
        let names: Vec<&str> =
            steps.iter().map(|step| if let Step::Member(name) = step { name.as_ref() } else { "" }).collect();
        match names.as_slice() {
            ["states", "input", ..] => {
                read(&mut self.needs, &scope.input, steps.get(2..).unwrap_or_default(), strength)
            }
            ["states", "result", ..] => {
                read(&mut self.needs, &scope.result, steps.get(2..).unwrap_or_default(), strength)
            }
            ["states", "context", ..] => self.context(steps.get(2..).unwrap_or_default(), scope, strength),
            ["states", ..] | [] => Shape::Unknown,
            [name, ..] => match self.variables.get(*name).cloned() {
                Some(variable) => {
                    read(&mut self.needs, &variable, steps.get(1..).unwrap_or_default(), strength)
                }
                None => Shape::Unknown,
            },
        }
    }
}

/// The states in an order in which, loops aside, each comes after all that lead to it.
fn order<'w>(workflow: &'w Workflow, start: &'w State) -> Vec<&'w State> {
    let mut seen: SortedSet<&str> = SortedSet::from_iter([start.name.as_ref()]);
    let mut finished = Vec::new();
    let mut open = vec![(start, targets(start))];
    while let Some((state, rest)) = open.last_mut() {
        match rest.pop().map(|name| workflow.states.get(name)) {
            Some(Some(next)) if seen.insert(&next.name) => open.push((next, targets(next))),
            Some(_) => {}
            None => {
                finished.push(*state);
                open.pop();
            }
        }
    }
    finished.reverse();
    finished
}

/// Whether a state leads back to an earlier one.
fn has_loop(workflow: &Workflow, order: &[&State]) -> bool {
    let places: SortedMap<&str, usize> =
        order.iter().enumerate().map(|(place, state)| (state.name.as_ref(), place)).collect();
    let place = |name: &Rc<str>| workflow.states.get(name).and_then(|state| places.get(state.name.as_ref()));
    order
        .iter()
        .enumerate()
        .any(|(at, state)| targets(state).into_iter().any(|name| place(name).is_some_and(|&to| to <= at)))
}

/// Where a state may go on, the last way first.
pub(super) fn targets(state: &State) -> Vec<&Rc<str>> {
    let mut found = Vec::new();
    if let Some(Transition::Next(next)) = state.transition() {
        found.push(&next.value);
    }
    if let StateKind::Choice(choice) = &state.kind {
        found.extend(choice.choices.iter().filter_map(|rule| rule.next.as_ref()).map(|next| &next.value));
        found.extend(choice.default.as_ref().map(|next| &next.value));
    }
    found.extend(state.catch().iter().filter_map(|catcher| catcher.next.as_ref()).map(|next| &next.value));
    found.reverse();
    found
}

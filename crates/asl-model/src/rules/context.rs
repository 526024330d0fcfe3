//! What the rules look at: both trees, flattened once.

use std::fmt::Write as _;
use std::rc::Rc;

use asl_json::{Member, Node, NodeKind, TextRange};

use crate::edit::Editor;
use crate::lower::{Fields, MAX_WORKFLOW_DEPTH, query_language};
use crate::schema::{self, Field, Length, ObjectSchema, Shape};
use crate::{Code, Diagnostic, ExecutionType, QueryLanguage, State, StateMachine, Workflow};

/// No more diagnostics are collected than this: a broken generator must not fill the memory.
const MAX_DIAGNOSTICS: usize = 1_000;

/// The definition as the rules see it.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The typed tree.
    pub(crate) machine: &'a StateMachine,
    /// The JSON tree.
    pub(crate) root: &'a Node,
    /// Makes edits of the text.
    pub(crate) editor: Editor<'a>,
    /// Standard or Express.
    pub(crate) execution_type: ExecutionType,
    /// Whether our own rules speak as well.
    pub(crate) lints: bool,
    /// Every workflow, outer ones first.
    pub(crate) workflows: Vec<WorkflowSite<'a>>,
    /// Every state, outer ones first.
    pub(crate) states: Vec<StateSite<'a>>,
    /// Every object that has a schema, outer ones first.
    pub(crate) objects: Vec<ObjectSite<'a>>,
    /// What the schema says of each member of each object; see [`Context::members`].
    known_fields: Vec<Option<&'static Field>>,
}

/// A workflow and where it stands.
#[derive(Debug)]
pub(crate) struct WorkflowSite<'a> {
    /// The typed workflow.
    pub(crate) workflow: &'a Workflow,
    /// Its object.
    pub(crate) node: &'a Node,
    /// AWS's name of the place, without a slash at the end; empty for the machine.
    pub(crate) location: Rc<str>,
    /// The Parallel or Map state around it, in [`Context::states`].
    pub(crate) owner: Option<usize>,
    /// Its states, in [`Context::states`].
    pub(crate) states: Vec<usize>,
    /// How many workflows are around it.
    pub(crate) depth: usize,
}

/// A state and where it stands.
#[derive(Debug)]
pub(crate) struct StateSite<'a> {
    /// The typed state.
    pub(crate) state: &'a State,
    /// Its name and object.
    pub(crate) member: &'a Member,
    place: Place<'a>,
    /// The workflow it belongs to, in [`Context::workflows`].
    pub(crate) workflow: usize,
}

/// An object with a schema and where it stands.
#[derive(Debug)]
pub(crate) struct ObjectSite<'a> {
    /// Which fields it has; none for a state of unknown type.
    pub(crate) schema: Option<&'static ObjectSchema>,
    /// The object.
    pub(crate) node: &'a Node,
    place: Place<'a>,
    /// Where its members begin in `known_fields`.
    first_field: usize,
    /// The query language that counts here.
    pub(crate) language: QueryLanguage,
    /// The state that it belongs to, in [`Context::states`].
    pub(crate) state: Option<usize>,
    /// Whether it is that state itself.
    pub(crate) is_state: bool,
    /// What to underline when the whole is meant: the name before it, or its opening bracket.
    pub(crate) anchor: TextRange,
}

/// A place, written out only when somebody has something to say about it: most definitions give few diagnostics.
#[derive(Clone, Debug)]
struct Place<'a> {
    /// The workflow's location.
    workflow: Rc<str>,
    /// The state; none for the machine itself and what is in it.
    state: Option<&'a str>,
    /// The fields that lead from there to the object, each with its index where it holds a list.
    fields: [Option<(&'a str, Option<usize>)>; 2],
}

impl<'a> Place<'a> {
    const fn workflow(workflow: Rc<str>) -> Self {
        Self { workflow, state: None, fields: [None; 2] }
    }

    /// The place of an object in a field. Objects of the language stand at most two fields below their state.
    fn inside(&self, field: &'a str, index: Option<usize>) -> Self {
        let mut inner = self.clone();
        if let Some(slot) = inner.fields.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some((field, index));
        }
        inner
    }

    /// AWS's name of the place, without a slash at the end; empty for the machine.
    fn location(&self) -> String {
        let mut text = String::from(&*self.workflow);
        if let Some(state) = self.state {
            text.push_str("/States/");
            text.push_str(state);
        }
        for (field, index) in self.fields.iter().flatten() {
            text.push('/');
            text.push_str(field);
            if let Some(index) = index {
                // Writing to a string cannot fail.
                let _ = write!(text, "[{index}]");
            }
        }
        text
    }
}

impl<'a> ObjectSite<'a> {
    /// Its fields.
    pub(crate) fn fields(&self) -> Fields<'a> {
        Fields::of(self.node)
    }

    /// AWS's name of a field of it.
    pub(crate) fn field_location(&self, field: &str) -> String {
        format!("{}/{field}", self.place.location())
    }

    /// AWS's name of the object itself.
    pub(crate) fn own_location(&self) -> String {
        let location = self.place.location();
        if location.is_empty() { "/".to_owned() } else { location }
    }
}

impl<'a> StateSite<'a> {
    /// The state's fields.
    pub(crate) fn fields(&self) -> Fields<'a> {
        Fields::of(&self.member.value)
    }

    /// AWS's name of the place.
    pub(crate) fn location(&self) -> String {
        self.place.location()
    }

    /// AWS's name of a field of it.
    pub(crate) fn field_location(&self, field: &str) -> String {
        format!("{}/{field}", self.place.location())
    }

    /// The place of a field's value, or of the state's name where the field is missing.
    pub(crate) fn range_of(&self, field: &str) -> TextRange {
        self.fields().get(field).map_or(self.member.key_range, |node| node.range)
    }
}

impl<'a> Context<'a> {
    /// Flattens the trees.
    pub(crate) fn new(
        machine: &'a StateMachine,
        root: &'a Node,
        editor: Editor<'a>,
        execution_type: ExecutionType,
        lints: bool,
    ) -> Self {
        let mut context = Self {
            machine,
            root,
            editor,
            execution_type,
            lints,
            workflows: Vec::new(),
            states: Vec::new(),
            objects: Vec::new(),
            known_fields: Vec::new(),
        };
        let place = Place::workflow("".into());
        let site = Site { place, anchor: anchor_of(root), language: machine.query_language };
        context.object(root, &schema::STATE_MACHINE, site, None);
        context.add_workflow(root, &machine.workflow, "".into(), None, 0);
        context
    }

    fn add_workflow(
        &mut self,
        node: &'a Node,
        workflow: &'a Workflow,
        location: Rc<str>,
        owner: Option<usize>,
        depth: usize,
    ) {
        let index = self.workflows.len();
        let place = Place::workflow(Rc::clone(&location));
        self.workflows.push(WorkflowSite { workflow, node, location, owner, states: Vec::new(), depth });
        if depth >= MAX_WORKFLOW_DEPTH {
            return;
        }
        let Some(members) = node.get("States").and_then(Node::members) else { return };
        for member in members {
            let Some(state) =
                workflow.states.get(&member.key).filter(|state| state.range == member.value.range)
            else {
                continue;
            };
            let place = Place { state: Some(&member.key), ..place.clone() };
            self.add_state(member, state, place, index, depth);
        }
    }

    fn add_state(
        &mut self,
        member: &'a Member,
        state: &'a State,
        place: Place<'a>,
        workflow: usize,
        depth: usize,
    ) {
        let index = self.states.len();
        let inner = nested(member, state);
        let location = if inner.is_empty() { String::new() } else { place.location() };
        let site = Site { place: place.clone(), anchor: member.key_range, language: state.query_language };
        self.states.push(StateSite { state, member, place, workflow });
        if let Some(workflow) = self.workflows.get_mut(workflow) {
            workflow.states.push(index);
        }
        match schema::state_schema(state.type_name()) {
            Some(schema) => self.object(&member.value, schema, site, Some(index)),
            None => self.push_object(&member.value, None, site, Some(index)),
        }
        for (node, workflow, place) in inner {
            self.add_workflow(node, workflow, format!("{location}/{place}").into(), Some(index), depth + 1);
        }
    }

    fn push_object(
        &mut self,
        node: &'a Node,
        schema: Option<&'static ObjectSchema>,
        site: Site<'a>,
        state: Option<usize>,
    ) {
        let is_state = state.is_some_and(|state| {
            self.states.get(state).is_some_and(|state| std::ptr::eq(&raw const state.member.value, node))
        });
        let Site { place, anchor, language } = site;
        let first_field = self.known_fields.len();
        self.objects.push(ObjectSite { schema, node, place, first_field, language, state, is_state, anchor });
        let members = node.members().unwrap_or(&[]);
        self.known_fields
            .extend(members.iter().map(|member| schema.and_then(|schema| schema.field(&member.key))));
    }

    /// The members of an object, each with what the schema says of it in any query language.
    pub(crate) fn members(
        &self,
        object: &ObjectSite<'a>,
    ) -> impl Iterator<Item = (&'a Member, Option<&'static Field>)> {
        let known = self.known_fields.get(object.first_field..).unwrap_or(&[]);
        object.node.members().unwrap_or(&[]).iter().zip(known.iter().copied())
    }

    /// Adds an object and the objects in its fields.
    fn object(
        &mut self,
        node: &'a Node,
        schema: &'static ObjectSchema,
        site: Site<'a>,
        state: Option<usize>,
    ) {
        let (place, language, first) = (site.place.clone(), site.language, self.known_fields.len());
        self.push_object(node, Some(schema), site, state);
        for (index, member) in node.members().unwrap_or(&[]).iter().enumerate() {
            match self.known_fields.get(first + index).copied().flatten().map(|field| &field.shape) {
                Some(Shape::Object(inner)) if member.value.members().is_some() => {
                    let place = place.inside(&member.key, None);
                    let site = Site { place, anchor: member.key_range, language };
                    self.object(&member.value, inner, site, state);
                }
                Some(Shape::List(inner, _)) => {
                    for (index, item) in member.value.items().unwrap_or(&[]).iter().enumerate() {
                        if item.members().is_some() {
                            let place = place.inside(&member.key, Some(index));
                            let site = Site { place, anchor: anchor_of(item), language };
                            self.object(item, inner, site, state);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the state's own language contradicts the machine's (an error of its own).
    pub(crate) fn is_downgraded(&self, state: Option<usize>) -> bool {
        self.machine.query_language == QueryLanguage::Jsonata
            && state.and_then(|state| self.states.get(state)).is_some_and(|site| {
                query_language(site.fields(), QueryLanguage::Jsonata) == QueryLanguage::JsonPath
            })
    }

    /// The states in `workflow`.
    pub(crate) fn states_of<'c>(
        &'c self,
        workflow: &'c WorkflowSite<'a>,
    ) -> impl Iterator<Item = (usize, &'c StateSite<'a>)> {
        workflow.states.iter().filter_map(|index| self.states.get(*index).map(|site| (*index, site)))
    }
}

struct Site<'a> {
    place: Place<'a>,
    anchor: TextRange,
    language: QueryLanguage,
}

/// The opening bracket of an object, or the start of what stands there.
fn anchor_of(node: &Node) -> TextRange {
    TextRange::new(node.range.start, node.range.end.min(node.range.start + 1))
}

/// The workflows inside a state, with their objects and AWS's name of the place.
fn nested<'a>(member: &'a Member, state: &'a State) -> Vec<(&'a Node, &'a Workflow, String)> {
    match &state.kind {
        crate::StateKind::Parallel(parallel) => {
            let branches = member.value.get("Branches").and_then(Node::items).unwrap_or(&[]);
            let places = (0..).map(|index| format!("Branches[{index}]"));
            branches.iter().zip(&parallel.branches).zip(places).map(|((n, w), p)| (n, w, p)).collect()
        }
        crate::StateKind::Map(map) => {
            let place =
                if member.value.get("ItemProcessor").is_some() { "ItemProcessor" } else { "Iterator" };
            let node = member.value.get(place);
            node.map(|node| vec![(node, &map.item_processor.workflow, place.to_owned())]).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Collects what the rules find.
#[derive(Debug, Default)]
pub(crate) struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether nothing more is taken in: then nobody needs to look for words of help.
    pub(crate) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_DIAGNOSTICS
    }

    /// Adds AWS's `SCHEMA_VALIDATION_FAILED`.
    pub(crate) fn schema(
        &mut self,
        message: impl Into<String>,
        location: impl Into<String>,
        range: TextRange,
    ) {
        self.add(Diagnostic::new(Code::SchemaValidationFailed, message, range).at(location));
    }

    /// What was found, in the order in which it was added.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

/// Whether a list that must not be empty is empty.
pub(crate) fn is_empty_list(node: &Node, length: Length) -> bool {
    length == Length::NotEmpty && matches!(&node.kind, NodeKind::Array(items) if items.is_empty())
}

//! What a thing under the pointer is.

use asl_json::{Node, TextRange};

use super::cursor::{Cursor, Spot, locate};
use super::expression_word::expression_at;
use super::{Document, shape, words};
use crate::integrations::{self, Support};
use crate::intrinsic::IntrinsicFunction;
use crate::schema::{Field, Shape};
use crate::{IntegrationPattern, QueryLanguage, Resource, ResourceKind};

/// What a hover is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoverKind {
    /// A field: `owner` is its object, `detail` its signature.
    Field,
    /// A state: `detail` is its type, `text` its comment.
    State,
    /// A state type.
    StateType,
    /// An error's name.
    Error,
    /// What a Task calls: `name` says how, `owner` is the service and its action, `detail` the parameters it needs.
    Resource,
    /// An intrinsic function, `detail` its parameters.
    Intrinsic,
    /// A function of JSONata, `detail` its parameters.
    Function,
    /// A place in the context object.
    Context,
    /// A member of `$states`.
    States,
    /// A workflow variable: `detail` is the states that assign it.
    Variable,
}

/// What is at a place: a key for the words, and what only the definition knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is.
    pub kind: HoverKind,
    /// Its name.
    pub name: String,
    /// What it belongs to.
    pub owner: String,
    /// A signature or a list of names; depends on the kind.
    pub detail: String,
    /// The person's own words about it.
    pub text: String,
    /// Where it stands.
    pub range: TextRange,
}

impl Hover {
    fn new(kind: HoverKind, name: &str, range: TextRange) -> Self {
        let empty = String::new;
        Self { kind, name: name.to_owned(), owner: empty(), detail: empty(), text: empty(), range }
    }
}

/// What is at `offset`; none if there is nothing to say.
pub fn hover(document: &Document, offset: u32) -> Option<Hover> {
    let cursor = locate(&document.root, &document.machine, offset);
    match &cursor.spot {
        Spot::FieldName(member) => {
            let (_, schema) = cursor.object?;
            let field = schema.field(&member.key)?;
            let mut hover = Hover::new(HoverKind::Field, field.name, member.key_range);
            schema.name.clone_into(&mut hover.owner);
            hover.detail = shape::of_field(schema, field);
            Some(hover)
        }
        Spot::StateName(member) => state(document, &member.key, member.key_range),
        Spot::FieldValue { field, value, name } => {
            let name = name.map_or("", |member| &*member.key);
            in_value(document, &cursor, field, value, name, offset)
        }
        Spot::Gap | Spot::Elsewhere => None,
    }
}

fn in_value(
    document: &Document,
    cursor: &Cursor<'_>,
    field: &Field,
    value: &Node,
    name: &str,
    offset: u32,
) -> Option<Hover> {
    let word = value.as_str()?;
    match (&field.shape, field.name) {
        (Shape::StateName, _) => state(document, word, value.range),
        (Shape::OneOf(words), "Type") => {
            words.contains(&word).then(|| Hover::new(HoverKind::StateType, word, value.range))
        }
        (Shape::Resource, _) => resource(word, value.range),
        (Shape::Texts, "ErrorEquals") => Some(Hover::new(HoverKind::Error, word, value.range)),
        _ => {
            let found = expression_at(document, cursor.language, value, name, offset)?;
            in_expression(document, found.language, found.word, found.word_range)
        }
    }
}

/// The function, the variable or the place in the context object that a word names.
fn in_expression(
    document: &Document,
    language: QueryLanguage,
    word: &str,
    range: TextRange,
) -> Option<Hover> {
    if let Some(function) = IntrinsicFunction::named(word).filter(|_| language == QueryLanguage::JsonPath) {
        let mut hover = Hover::new(HoverKind::Intrinsic, word, range);
        words::parameters(function).clone_into(&mut hover.detail);
        return Some(hover);
    }
    // A path may go on behind what is known: `$$.Execution.Input.order`.
    let begins = |known: &str, path: &str| {
        path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if let Some(path) = word.strip_prefix("$$.").or_else(|| word.strip_prefix("$states.context.")) {
        let known = words::CONTEXT.iter().find(|known| begins(known, path))?;
        return Some(Hover::new(HoverKind::Context, known, range));
    }
    if let Some(member) = words::STATES.iter().find(|known| begins(known, word)) {
        return Some(Hover::new(HoverKind::States, member, range));
    }
    let name = word.strip_prefix('$')?.split('.').next().filter(|name| !name.is_empty())?;
    let assigned = assigning_states(document, name);
    if !assigned.is_empty() {
        let mut hover = Hover::new(HoverKind::Variable, name, range);
        hover.detail = assigned.join(", ");
        return Some(hover);
    }
    let mut functions = asl_jsonata::functions(asl_jsonata::Options::step_functions());
    let function = functions.find(|function| function.name == name)?;
    let mut hover = Hover::new(HoverKind::Function, name, range);
    function.parameters.clone_into(&mut hover.detail);
    (language == QueryLanguage::Jsonata).then_some(hover)
}

/// The first states that assign a variable.
fn assigning_states<'a>(document: &'a Document, name: &str) -> Vec<&'a str> {
    let states = document.machine.all_states().into_iter().filter(|state| {
        let caught = state.catch().iter().filter_map(|catcher| catcher.assign.as_ref()).flatten();
        state.assign.iter().flatten().chain(caught).any(|member| &*member.key == name)
    });
    states.map(|state| &*state.name).take(5).collect()
}

/// A state: its type and its comment.
fn state(document: &Document, name: &str, range: TextRange) -> Option<Hover> {
    let state = document.machine.state(name)?;
    let mut hover = Hover::new(HoverKind::State, name, range);
    state.type_name().clone_into(&mut hover.detail);
    state.comment.as_deref().unwrap_or("").clone_into(&mut hover.text);
    Some(hover)
}

fn resource(text: &str, range: TextRange) -> Option<Hover> {
    let resource = Resource::parse(text, range);
    let (service, action, pattern) = match &resource.kind {
        ResourceKind::LambdaFunction => {
            return Some(Hover::new(HoverKind::Resource, "lambdaFunction", range));
        }
        ResourceKind::Activity => return Some(Hover::new(HoverKind::Resource, "activity", range)),
        ResourceKind::Unknown => return None,
        ResourceKind::Integration { service, action, pattern } => (service, action, pattern),
    };
    let waits = match pattern {
        IntegrationPattern::RequestResponse => "requestResponse",
        IntegrationPattern::Sync => "sync",
        IntegrationPattern::Sync2 => "sync2",
        IntegrationPattern::WaitForTaskToken => "waitForTaskToken",
    };
    let mut hover = Hover::new(HoverKind::Resource, waits, range);
    if let Some(integration) = integrations::find(service, action) {
        hover.owner = format!("{} · {action}", integration.title);
        hover.detail = integration.required.join(", ");
    } else if let Support::Known(_) = integrations::support(service, action) {
        hover.owner = format!("{service} · {action}");
    } else {
        return None;
    }
    Some(hover)
}

//! What can be written at a place.

use asl_json::{Node, TextRange, write::write_string};

use super::cursor::{Cursor, Spot, locate};
use super::expression_word::{ExpressionAt, expression_at};
use super::{Document, shape, state_names, words};
use crate::integrations::{OPTIMIZED, SDK_SERVICES};
use crate::intrinsic::IntrinsicFunction;
use crate::schema::{Field, Shape};
use crate::{Format, QueryLanguage};

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A field.
    Field,
    /// A word out of a list: a mode, `true`.
    Value,
    /// A state type.
    StateType,
    /// A state's name.
    State,
    /// The ARN of an integration.
    Resource,
    /// An error's name.
    Error,
    /// A function of JSONata.
    Function,
    /// An intrinsic function.
    Intrinsic,
    /// A place in the context object.
    Context,
    /// A member of `$states`.
    States,
    /// A workflow variable.
    Variable,
}

/// Something that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What to show.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A signature, a state's type, a service: a few words that are the same in every language.
    pub detail: String,
    /// The text to put in the place of the range.
    pub insert: String,
}

/// All that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What a completion replaces.
    pub range: TextRange,
    /// The object whose fields they are, where they are fields.
    pub owner: &'static str,
    /// Where a comma is missing before a new field.
    pub comma_at: Option<u32>,
    /// What there is to choose from.
    pub items: Vec<Completion>,
}

/// What can be written at `offset`. What is there already is not taken into account: the editor filters by it.
pub fn complete(document: &Document, offset: u32) -> Completions {
    let patched = (document.format == Format::Yaml).then(|| yaml_name(&document.text, offset)).flatten();
    if let Some((text, word)) = patched {
        let patched = Document::new(text, Some(Format::Yaml));
        return Place { document: &patched, offset: word.start, yaml_name: Some(word) }.completions();
    }
    Place { document, offset, yaml_name: None }.completions()
}

/// In YAML, a line with nothing but the beginning of a name is no name yet: the text with a colon behind it, and the
/// beginning's range.
fn yaml_name(text: &str, offset: u32) -> Option<(String, TextRange)> {
    let before = text.get(..offset as usize)?;
    let line = before.rsplit('\n').next().unwrap_or("");
    let word = line.trim_start_matches([' ', '-']);
    let rest = text.get(offset as usize..)?.lines().next().unwrap_or("");
    let plain = |c: char| c.is_alphanumeric() || c == '.' || c == '$';
    if line.is_empty() || !word.chars().all(plain) || !rest.trim().is_empty() {
        return None;
    }
    let start = offset - word.len() as u32;
    let filler = if word.is_empty() { "_: " } else { ": " };
    let patched = format!("{before}{filler}{}", text.get(offset as usize..)?);
    Some((patched, TextRange::new(start, offset)))
}

struct Place<'a> {
    document: &'a Document,
    offset: u32,
    yaml_name: Option<TextRange>,
}

impl Place<'_> {
    fn completions(&self) -> Completions {
        let cursor = locate(&self.document.root, &self.document.machine, self.offset);
        match &cursor.spot {
            Spot::FieldName(member) => self.fields(&cursor, member.key_range),
            Spot::Gap => self.fields(&cursor, TextRange::at(self.offset)),
            Spot::FieldValue { field, value, name } => {
                let name = name.map_or("", |member| &*member.key);
                self.values(&cursor, field, value, name)
            }
            Spot::StateName(_) | Spot::Elsewhere => list(TextRange::at(self.offset), Vec::new()),
        }
    }

    fn json(&self) -> bool {
        self.document.format == Format::Json
    }

    /// The fields that the object can still have.
    fn fields(&self, cursor: &Cursor<'_>, range: TextRange) -> Completions {
        let Some((object, schema)) = cursor.object else { return list(range, Vec::new()) };
        let range = self.yaml_name.unwrap_or(range);
        let taken = |name: &str| {
            object.members().is_some_and(|members| {
                members.iter().any(|member| &*member.key == name && !member.key_range.touches(self.offset))
            })
        };
        let behind = self.document.text.get(range.end as usize..).unwrap_or("").trim_start();
        let name_only = !behind.starts_with(':') || self.yaml_name.is_some();
        // Another field follows: the new one needs a comma.
        let comma = if self.json() && name_only && behind.starts_with('"') { "," } else { "" };
        let free = schema.fields.iter().filter(|field| field.is_of(cursor.language) && !taken(field.name));
        let items = free.map(|field| Completion {
            label: field.name.to_owned(),
            kind: CompletionKind::Field,
            detail: shape::of_field(schema, field),
            insert: self.new_field(field, name_only) + comma,
        });
        let before = self.document.text.get(..range.start as usize).unwrap_or("").trim_end();
        let comma_missing = self.json() && name_only && !before.ends_with(['{', ',', '/']);
        Completions {
            range,
            owner: schema.name,
            comma_at: comma_missing.then_some(before.len() as u32),
            items: items.collect(),
        }
    }

    fn new_field(&self, field: &Field, name_only: bool) -> String {
        match (self.json(), name_only) {
            (true, true) => format!("\"{}\": {}", field.name, self.first_value(field)),
            (true, false) => format!("\"{}\"", field.name),
            (false, true) => format!("{}: {}", field.name, self.first_value(field)),
            (false, false) => field.name.to_owned(),
        }
    }

    /// What a new field begins with.
    fn first_value(&self, field: &Field) -> &'static str {
        let json = match &field.shape {
            Shape::Boolean => "true",
            Shape::Integer(..)
            | Shape::IntegerOrExpression(..)
            | Shape::Number(..)
            | Shape::NumberOrExpression(..)
            | Shape::BooleanOrExpression
            | Shape::Literal
            | Shape::Comparison => "",
            Shape::Texts | Shape::List(..) | Shape::Rules => "[]",
            Shape::Object(_) | Shape::States | Shape::Rule | Shape::ObjectTemplate | Shape::Template => "{}",
            _ => "\"\"",
        };
        if self.json() || json == "true" { json } else { "" }
    }

    fn values(&self, cursor: &Cursor<'_>, field: &Field, value: &Node, name: &str) -> Completions {
        let range = value.range;
        let items = match &field.shape {
            Shape::OneOf(words) => {
                let kind =
                    if field.name == "Type" { CompletionKind::StateType } else { CompletionKind::Value };
                words.iter().map(|word| self.text(word, kind, "", range)).collect()
            }
            Shape::Boolean => ["true", "false"].map(|word| word_item(word, CompletionKind::Value)).into(),
            Shape::StateName => {
                let workflow = cursor.workflow.into_iter().flat_map(state_names::siblings);
                let own = cursor.state.map_or("", |state| &*state.key);
                let others = workflow.filter(|name| *name != own || field.name == "StartAt");
                let named = others.map(|name| {
                    let state = self.document.machine.state(name);
                    let type_name = state.map_or("", |state| state.type_name());
                    self.text(name, CompletionKind::State, type_name, range)
                });
                named.collect()
            }
            Shape::Resource => self.resources(range),
            Shape::Texts if field.name == "ErrorEquals" => {
                words::error_names().map(|name| self.text(name, CompletionKind::Error, "", range)).collect()
            }
            _ if field.name == "Resource" => self.s3_resources(cursor, range),
            _ => {
                let found = expression_at(self.document, cursor.language, value, name, self.offset);
                return match found {
                    Some(found) => self.expressions(&found),
                    None => list(range, Vec::new()),
                };
            }
        };
        list(range, items)
    }

    /// A completion of a string.
    fn text(&self, text: &str, kind: CompletionKind, detail: &str, range: TextRange) -> Completion {
        let quoted = range.slice(&self.document.text).starts_with(['"', '\'']);
        if !self.json() && !quoted {
            return Completion { detail: detail.to_owned(), ..word_item(text, kind) };
        }
        let mut insert = String::new();
        write_string(text, &mut insert);
        Completion { label: text.to_owned(), kind, detail: detail.to_owned(), insert }
    }

    fn resources(&self, range: TextRange) -> Vec<Completion> {
        let arn = |arn: &str, title| self.text(arn, CompletionKind::Resource, title, range);
        let mut found = Vec::new();
        for integration in OPTIMIZED {
            for suffix in integration.patterns.suffixes() {
                let text = format!("arn:aws:states:::{}:{}{suffix}", integration.service, integration.action);
                found.push(arn(&text, integration.title));
            }
        }
        for service in SDK_SERVICES {
            found.push(arn(&format!("arn:aws:states:::aws-sdk:{service}:"), "AWS SDK"));
        }
        found.push(arn("arn:aws:lambda:us-east-1:123456789012:function:NAME", "Lambda"));
        found.push(arn("arn:aws:states:us-east-1:123456789012:activity:NAME", "Activity"));
        found
    }

    /// What an `ItemReader` reads with and a `ResultWriter` writes with.
    fn s3_resources(&self, cursor: &Cursor<'_>, range: TextRange) -> Vec<Completion> {
        let reads = cursor.object.is_some_and(|(_, schema)| schema.name == "ItemReader");
        let actions: &[&str] = if reads { &["getObject", "listObjectsV2"] } else { &["putObject"] };
        let arn = |action: &&str| format!("arn:aws:states:::s3:{action}");
        actions.iter().map(|action| self.text(&arn(action), CompletionKind::Resource, "S3", range)).collect()
    }

    /// Paths, functions and variables inside an expression.
    fn expressions(&self, found: &ExpressionAt<'_>) -> Completions {
        let jsonata = found.language == QueryLanguage::Jsonata;
        let mut items = Vec::new();
        if jsonata {
            items.extend(words::STATES.map(|member| word_item(member, CompletionKind::States)));
        }
        let prefix = if jsonata { "$states.context." } else { "$$." };
        let places = words::CONTEXT.iter().map(|place| format!("{prefix}{place}"));
        items.extend(places.map(|place| word_item(&place, CompletionKind::Context)));
        let variables = self.variables();
        items.extend(variables.iter().map(|name| word_item(&format!("${name}"), CompletionKind::Variable)));
        if jsonata {
            let functions = asl_jsonata::functions(asl_jsonata::Options::step_functions());
            for function in functions {
                let name = format!("${}", function.name);
                items.push(call_item(&name, CompletionKind::Function, function.parameters));
            }
        } else {
            for function in IntrinsicFunction::ALL {
                let parameters = words::parameters(*function);
                items.push(call_item(function.name(), CompletionKind::Intrinsic, parameters));
            }
        }
        list(found.word_range, items)
    }

    /// Every variable that the machine assigns.
    fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for state in self.document.machine.all_states().into_iter().take(5_000) {
            let own = state.assign.iter().flatten();
            let caught = state.catch().iter().filter_map(|catcher| catcher.assign.as_ref()).flatten();
            names.extend(own.chain(caught).map(|member| member.key.to_string()));
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn list(range: TextRange, items: Vec<Completion>) -> Completions {
    Completions { range, owner: "", comma_at: None, items }
}

/// A completion that is written as it is shown.
fn word_item(word: &str, kind: CompletionKind) -> Completion {
    Completion { label: word.to_owned(), kind, detail: String::new(), insert: word.to_owned() }
}

/// A completion that opens a call.
fn call_item(name: &str, kind: CompletionKind, parameters: &str) -> Completion {
    let close = if parameters.is_empty() { ")" } else { "" };
    Completion { detail: parameters.to_owned(), insert: format!("{name}({close}"), ..word_item(name, kind) }
}

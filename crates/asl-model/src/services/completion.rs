//! What can be written at a place.

use asl_json::{Node, TextRange, write::write_string};

use super::cursor::{Cursor, Spot, inside_quotes, locate};
use super::{Document, documentation, state_names};
use crate::integrations::{OPTIMIZED, SDK_SERVICES};
use crate::intrinsic::IntrinsicFunction;
use crate::rules::RESERVED_ERRORS;
use crate::schema::{Field, ObjectSchema, Shape};
use crate::{Format, QueryLanguage, lower};

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A field.
    Field,
    /// A word out of a list: a type, a mode, `true`.
    Value,
    /// A state's name.
    State,
    /// The ARN of an integration.
    Resource,
    /// An error's name.
    Error,
    /// A function.
    Function,
    /// A path into the context object, or a member of `$states`.
    Path,
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
    /// One line about it.
    pub detail: String,
    /// The text to put in the place of `range`.
    pub insert: String,
    /// What it replaces.
    pub range: TextRange,
}

/// What can be written at `offset`. What is there already is not taken into account: the editor filters by it.
pub fn complete(document: &Document, offset: u32) -> Vec<Completion> {
    let patched =
        (document.definition.format == Format::Yaml).then(|| yaml_name(&document.text, offset)).flatten();
    if let Some((text, word)) = patched {
        let patched = Document::new(text, crate::ReadOptions::default());
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
    fn completions(&self) -> Vec<Completion> {
        let definition = &self.document.definition;
        let cursor = locate(&definition.root, &definition.machine, self.offset);
        match &cursor.spot {
            Spot::FieldName(member) => self.fields(&cursor, member.key_range),
            Spot::Gap => self.fields(&cursor, TextRange::at(self.offset)),
            Spot::FieldValue { field, value, name, .. } => {
                let name = name.map_or("", |member| &*member.key);
                self.values(&cursor, field, value, name)
            }
            Spot::StateName(_) | Spot::Elsewhere => Vec::new(),
        }
    }

    fn json(&self) -> bool {
        self.document.definition.format == Format::Json
    }

    /// The fields that the object can still have.
    fn fields(&self, cursor: &Cursor<'_>, range: TextRange) -> Vec<Completion> {
        let Some((object, schema)) = cursor.object else { return Vec::new() };
        let range = self.yaml_name.unwrap_or(range);
        let taken = |name: &str| {
            object.members().is_some_and(|members| {
                members.iter().any(|member| &*member.key == name && !member.key_range.touches(self.offset))
            })
        };
        let free = |field: &&Field| field.is_of(cursor.language) && !taken(field.name);
        let name_only =
            !self.document.text.get(range.end as usize..).unwrap_or("").trim_start().starts_with(':')
                || self.yaml_name.is_some();
        let fields = schema.fields.iter().filter(free);
        fields
            .map(|field| {
                let value = if name_only { self.first_value(field) } else { String::new() };
                let insert = match (self.json(), name_only) {
                    (true, true) => format!("\"{}\": {value}", field.name),
                    (true, false) => format!("\"{}\"", field.name),
                    (false, true) => format!("{}: {value}", field.name),
                    (false, false) => field.name.to_owned(),
                };
                Completion {
                    label: field.name.to_owned(),
                    kind: CompletionKind::Field,
                    detail: detail(schema, field),
                    insert: insert.trim_end().to_owned() + if insert.ends_with(": ") { " " } else { "" },
                    range,
                }
            })
            .collect()
    }

    /// What a new field begins with.
    fn first_value(&self, field: &Field) -> String {
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
        if self.json() || !matches!(json, "\"\"" | "[]" | "{}") { json.to_owned() } else { String::new() }
    }

    fn values(&self, cursor: &Cursor<'_>, field: &Field, value: &Node, name: &str) -> Vec<Completion> {
        let range = value.range;
        match &field.shape {
            Shape::OneOf(words) => words
                .iter()
                .map(|word| {
                    let about = if field.name == "Type" { documentation::state_type(word) } else { None };
                    self.text(word, CompletionKind::Value, about.unwrap_or_default(), range)
                })
                .collect(),
            Shape::Boolean => ["true", "false"]
                .iter()
                .map(|word| Completion {
                    label: (*word).to_owned(),
                    kind: CompletionKind::Value,
                    detail: String::new(),
                    insert: (*word).to_owned(),
                    range,
                })
                .collect(),
            Shape::StateName => {
                let workflow = cursor.workflow.into_iter().flat_map(state_names::siblings);
                let own = cursor.state.map_or("", |state| &*state.key);
                workflow
                    .filter(|name| *name != own || field.name == "StartAt")
                    .map(|name| {
                        let state = self.document.definition.machine.state(name);
                        self.text(
                            name,
                            CompletionKind::State,
                            state.map_or("", |state| state.type_name()),
                            range,
                        )
                    })
                    .collect()
            }
            Shape::Resource => self.resources(range),
            Shape::Texts if field.name == "ErrorEquals" => self.errors(range),
            _ if field.name == "Resource" => self.s3_resources(cursor, range),
            _ => self.expressions(cursor, value, name),
        }
    }

    /// A completion of a string.
    fn text(&self, text: &str, kind: CompletionKind, detail: &str, range: TextRange) -> Completion {
        let mut insert = String::new();
        let quoted = range.slice(&self.document.text).starts_with(['"', '\'']);
        if self.json() || quoted {
            write_string(text, &mut insert);
        } else {
            insert.push_str(text);
        }
        Completion { label: text.to_owned(), kind, detail: detail.to_owned(), insert, range }
    }

    fn resources(&self, range: TextRange) -> Vec<Completion> {
        let optimized = OPTIMIZED
            .iter()
            .flat_map(|integration| integration.patterns.suffixes().map(move |suffix| (integration, suffix)));
        let mut found: Vec<Completion> = optimized
            .map(|(integration, suffix)| {
                let arn = format!("arn:aws:states:::{}:{}{suffix}", integration.service, integration.action);
                self.text(&arn, CompletionKind::Resource, integration.title, range)
            })
            .collect();
        for service in SDK_SERVICES {
            let arn = format!("arn:aws:states:::aws-sdk:{service}:");
            found.push(self.text(&arn, CompletionKind::Resource, "AWS SDK", range));
        }
        for (arn, title) in [
            ("arn:aws:lambda:us-east-1:123456789012:function:NAME", "Lambda function"),
            ("arn:aws:states:us-east-1:123456789012:activity:NAME", "Activity"),
        ] {
            found.push(self.text(arn, CompletionKind::Resource, title, range));
        }
        found
    }

    /// What an `ItemReader` reads with and a `ResultWriter` writes with.
    fn s3_resources(&self, cursor: &Cursor<'_>, range: TextRange) -> Vec<Completion> {
        let reads = cursor.object.is_some_and(|(_, schema)| schema.name == "ItemReader");
        let actions: &[&str] = if reads { &["getObject", "listObjectsV2"] } else { &["putObject"] };
        let arn = |action: &&str| format!("arn:aws:states:::s3:{action}");
        actions.iter().map(|action| self.text(&arn(action), CompletionKind::Resource, "S3", range)).collect()
    }

    fn errors(&self, range: TextRange) -> Vec<Completion> {
        let reserved = RESERVED_ERRORS.iter().filter_map(|name| Some((*name, documentation::error(name)?)));
        let known = reserved.chain(documentation::LAMBDA_ERRORS);
        known.map(|(name, about)| self.text(name, CompletionKind::Error, about, range)).collect()
    }

    /// Paths, functions and variables inside an expression.
    fn expressions(&self, cursor: &Cursor<'_>, value: &Node, name: &str) -> Vec<Completion> {
        let inside = inside_quotes(&self.document.text, value.range);
        let written = inside.slice(&self.document.text);
        let before =
            self.offset.checked_sub(inside.start).and_then(|at| written.get(..at as usize)).unwrap_or("");
        let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$');
        let start = before.rfind(|c| !part(c)).map_or(0, |at| at + 1);
        let word = TextRange::new(inside.start + start as u32, self.offset.max(inside.start));
        let plain = |label: &str, kind, detail: &str| Completion {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            insert: label.to_owned(),
            range: word,
        };
        let mut found = Vec::new();
        let context = |prefix: &str, found: &mut Vec<Completion>| {
            let paths = documentation::CONTEXT.iter();
            found.extend(
                paths.map(|(path, about)| plain(&format!("{prefix}{path}"), CompletionKind::Path, about)),
            );
        };
        let variables = self.variables();
        let variables =
            variables.iter().map(|name| plain(&format!("${name}"), CompletionKind::Variable, "variable"));
        match cursor.language {
            QueryLanguage::Jsonata if written.starts_with("{%") || lower::jsonata_text(written).is_some() => {
                for (member, about) in STATES {
                    found.push(plain(member, CompletionKind::Path, about));
                }
                context("$states.context.", &mut found);
                found.extend(variables);
                let functions = asl_jsonata::functions(asl_jsonata::Options::step_functions());
                found.extend(functions.map(|function| Completion {
                    insert: format!("${}(", function.name),
                    ..plain(
                        &format!("${}({})", function.name, function.parameters),
                        CompletionKind::Function,
                        function.description,
                    )
                }));
            }
            QueryLanguage::JsonPath
                if name.ends_with(".$") || name.ends_with("Path") || name == "Variable" =>
            {
                context("$$.", &mut found);
                found.extend(variables);
                for function in IntrinsicFunction::ALL {
                    let (example, about) = documentation::intrinsic(*function);
                    found.push(Completion {
                        insert: example.to_owned(),
                        ..plain(function.name(), CompletionKind::Function, about)
                    });
                }
            }
            _ => {}
        }
        found
    }

    /// Every variable that the machine assigns.
    fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for state in self.document.definition.machine.all_states().into_iter().take(5_000) {
            let own = state.assign.iter().flatten();
            let caught = state.catch().iter().filter_map(|catcher| catcher.assign.as_ref()).flatten();
            names.extend(own.chain(caught).map(|member| member.key.to_string()));
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The members of `$states`.
const STATES: [(&str, &str); 4] = [
    ("$states.input", "The state's input."),
    ("$states.result", "The result; in Output and Assign of Task, Parallel and Map states."),
    ("$states.errorOutput", "The error; in Output and Assign of a catcher."),
    ("$states.context", "The context object."),
];

fn detail(schema: &ObjectSchema, field: &Field) -> String {
    let required = if schema.required.contains(&field.name) { " · required" } else { "" };
    format!("{}{required}", documentation::shape(&field.shape))
}

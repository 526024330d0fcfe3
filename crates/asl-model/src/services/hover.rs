//! What a thing under the pointer is.

use asl_json::{Node, TextRange};

use super::cursor::{Spot, inside_quotes, locate};
use super::{Document, documentation};
use crate::intrinsic::IntrinsicFunction;
use crate::schema::{Field, Shape};

/// What to show at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub range: TextRange,
    /// Markdown.
    pub text: String,
}

/// What is at `offset`; none if there is nothing to say.
pub fn hover(document: &Document, offset: u32) -> Option<Hover> {
    let cursor = locate(&document.definition.root, &document.definition.machine, offset);
    match cursor.spot {
        Spot::FieldName(member) => {
            let (_, schema) = cursor.object?;
            let field = schema.field(&member.key)?;
            Some(Hover { range: member.key_range, text: documentation::field(schema, field) })
        }
        Spot::StateName(member) => {
            Some(Hover { range: member.key_range, text: state(document, &member.key)? })
        }
        Spot::FieldValue { field, value, .. } => value_hover(document, field, value, offset),
        Spot::Gap | Spot::Elsewhere => None,
    }
}

fn value_hover(document: &Document, field: &Field, value: &Node, offset: u32) -> Option<Hover> {
    let word = value.as_str()?;
    let text = match (&field.shape, field.name) {
        (Shape::StateName, _) => state(document, word),
        (Shape::OneOf(_), "Type") => {
            documentation::state_type(word).map(|text| format!("**{word}** · state type\n\n{text}"))
        }
        (Shape::Resource, _) => documentation::resource(word),
        (Shape::Texts, "ErrorEquals") => {
            let lambda =
                documentation::LAMBDA_ERRORS.iter().find(|(name, _)| *name == word).map(|(_, text)| *text);
            documentation::error(word).or(lambda).map(|text| format!("**{word}** · error\n\n{text}"))
        }
        _ => return in_expression(document, value, word, offset),
    };
    Some(Hover { range: value.range, text: text? })
}

/// The function or the place in the context object under the pointer.
fn in_expression(document: &Document, value: &Node, expression: &str, offset: u32) -> Option<Hover> {
    let inside = inside_quotes(&document.text, value.range);
    let written = inside.slice(&document.text);
    let at = offset.checked_sub(inside.start)? as usize;
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '$');
    let start = written.get(..at)?.rfind(|c| !part(c)).map_or(0, |at| at + 1);
    let end = written.get(at..)?.find(|c| !part(c)).map_or(written.len(), |end| at + end);
    let word = written.get(start..end).filter(|word| !word.is_empty())?;
    let range = TextRange::new(inside.start + start as u32, inside.start + end as u32);
    if let Some(function) = IntrinsicFunction::named(word) {
        let (example, text) = documentation::intrinsic(function);
        return Some(Hover { range, text: format!("**{word}**\n\n{text}\n\n`{example}`") });
    }
    let context = word.strip_prefix("$$.").or_else(|| word.strip_prefix("$states.context."));
    if let Some(path) = context {
        let (_, text) = documentation::CONTEXT.iter().find(|(known, _)| *known == path)?;
        return Some(Hover { range, text: format!("**{path}** · context object\n\n{text}") });
    }
    let name = word.strip_prefix('$').filter(|_| expression.starts_with("{%"))?;
    let functions = asl_jsonata::functions(asl_jsonata::Options::step_functions());
    let function = functions.into_iter().find(|function| function.name == name)?;
    Some(Hover { range, text: format!("**${name}({})**\n\n{}", function.parameters, function.description) })
}

/// A state: its type, what the type does, its comment.
fn state(document: &Document, name: &str) -> Option<String> {
    let state = document.definition.machine.state(name)?;
    let mut text = format!("**{name}** · {}", state.type_name());
    if let Some(doc) = documentation::state_type(state.type_name()) {
        text.push_str("\n\n");
        text.push_str(doc);
    }
    if let Some(comment) = &state.comment {
        text.push_str("\n\n");
        text.push_str(comment);
    }
    Some(text)
}

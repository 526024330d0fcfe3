//! What the editor asks besides problems: completion, hover, signature, uses of a state's name, renaming, format.
//!
//! Each call reads the text anew: the engine keeps nothing between two calls, and reading takes less time than a frame.
//! The answers are keys; the words that a person reads about them belong to the page.

use asl_json::{LineIndex, TextRange};
use asl_model::Format;
use asl_model::services::{self, CompletionKind, Document, HoverKind, RenameError};
use serde::Serialize;

use super::diagnostic::TextEdit;

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Span {
    /// First UTF-16 code unit.
    pub from: u32,
    /// The one after the last.
    pub to: u32,
}

/// Something that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Completion {
    /// What to show.
    pub label: String,
    /// `field`, `value`, `stateType`, `state`, `resource`, `error`, `function`, `intrinsic`, `context`, `states` or
    /// `variable`.
    pub kind: &'static str,
    /// A signature, a state's type, a service; may be empty.
    pub detail: String,
    /// The text that takes the place of the list's range.
    pub insert: String,
}

/// All that can be written at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct CompletionList {
    /// What a completion replaces: its first UTF-16 code unit.
    pub from: u32,
    /// The one after the last.
    pub to: u32,
    /// The object whose fields they are (`Task`, `Retrier`); empty where they are no fields.
    pub owner: &'static str,
    /// Where a comma is missing before a new field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comma_at: Option<u32>,
    /// What there is to choose from.
    pub items: Vec<Completion>,
}

/// What a thing in the text is: a key for the words about it, and what only the definition knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Hover {
    /// `field`, `state`, `stateType`, `error`, `resource`, `intrinsic`, `function`, `context`, `states` or `variable`.
    pub kind: &'static str,
    /// Its name; of a resource, how it is called: `requestResponse`, `sync`, `sync2`, `waitForTaskToken`,
    /// `lambdaFunction` or `activity`.
    pub name: String,
    /// Of a field, the object it belongs to; of a resource, the service and its action; else empty.
    pub owner: String,
    /// A signature, a state's type, needed parameters, the states that assign a variable; may be empty.
    pub detail: String,
    /// The person's own comment; may be empty.
    pub text: String,
    /// First UTF-16 code unit.
    pub from: u32,
    /// The one after the last.
    pub to: u32,
}

/// The call that the cursor stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Signature {
    /// The function as written: `$sum`, `States.Format`.
    pub name: String,
    /// The names of its parameters, separated by commas; `?` stands after those that may be left out.
    pub parameters: &'static str,
    /// Which argument the cursor is in, from 0.
    pub argument: u32,
}

/// A state's name: where it is defined and where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct StateUses {
    /// The name.
    pub name: String,
    /// Where the state is defined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Span>,
    /// Every place where the name stands, in the order of the text, quotes included.
    pub places: Vec<Span>,
}

/// The edits of a new name, or why it cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum RenameAnswer {
    /// Take all of these.
    Edits {
        /// The edits, which do not overlap.
        edits: Vec<TextEdit>,
    },
    /// It cannot be done.
    Refused {
        /// `no-state`, `empty`, `too-long` or `taken`.
        reason: &'static str,
    },
}

/// A document with its offsets as editors count.
struct Place {
    document: Document,
    lines: LineIndex,
    offset: u32,
}

impl Place {
    fn new(text: &str, offset: u32) -> Self {
        let lines = LineIndex::new(text);
        let offset = lines.byte(text, offset);
        Self { document: Document::new(text, None), lines, offset }
    }

    fn span(&self, range: TextRange) -> Span {
        let (from, to) = self.lines.utf16_range(&self.document.text, range);
        Span { from, to }
    }
}

/// What can be written at an offset.
pub fn complete(text: &str, offset: u32) -> CompletionList {
    let place = Place::new(text, offset);
    let found = services::complete(&place.document, place.offset);
    let Span { from, to } = place.span(found.range);
    let items = found.items.into_iter().map(|item| Completion {
        label: item.label,
        kind: completion_kind(item.kind),
        detail: item.detail,
        insert: item.insert,
    });
    CompletionList {
        from,
        to,
        owner: found.owner,
        comma_at: found.comma_at.map(|at| place.lines.utf16(text, at)),
        items: items.collect(),
    }
}

fn completion_kind(kind: CompletionKind) -> &'static str {
    match kind {
        CompletionKind::Field => "field",
        CompletionKind::Value => "value",
        CompletionKind::StateType => "stateType",
        CompletionKind::State => "state",
        CompletionKind::Resource => "resource",
        CompletionKind::Error => "error",
        CompletionKind::Function => "function",
        CompletionKind::Intrinsic => "intrinsic",
        CompletionKind::Context => "context",
        CompletionKind::States => "states",
        CompletionKind::Variable => "variable",
    }
}

/// What is at an offset.
pub fn hover(text: &str, offset: u32) -> Option<Hover> {
    let place = Place::new(text, offset);
    let found = services::hover(&place.document, place.offset)?;
    let Span { from, to } = place.span(found.range);
    let kind = match found.kind {
        HoverKind::Field => "field",
        HoverKind::State => "state",
        HoverKind::StateType => "stateType",
        HoverKind::Error => "error",
        HoverKind::Resource => "resource",
        HoverKind::Intrinsic => "intrinsic",
        HoverKind::Function => "function",
        HoverKind::Context => "context",
        HoverKind::States => "states",
        HoverKind::Variable => "variable",
    };
    Some(Hover {
        kind,
        name: found.name,
        owner: found.owner,
        detail: found.detail,
        text: found.text,
        from,
        to,
    })
}

/// The call that the cursor stands in.
pub fn signature(text: &str, offset: u32) -> Option<Signature> {
    let place = Place::new(text, offset);
    let found = services::signature(&place.document, place.offset)?;
    Some(Signature { name: found.name, parameters: found.parameters, argument: found.argument })
}

/// Where the state whose name is at an offset is defined and used.
pub fn state_uses(text: &str, offset: u32) -> Option<StateUses> {
    let place = Place::new(text, offset);
    let found = services::state_uses(&place.document, place.offset)?;
    Some(StateUses {
        definition: found.definition.map(|range| place.span(range)),
        places: found.places.into_iter().map(|range| place.span(range)).collect(),
        name: found.name,
    })
}

/// Gives the state whose name is at an offset another name, everywhere.
pub fn rename_state(text: &str, offset: u32, new_name: &str) -> RenameAnswer {
    let place = Place::new(text, offset);
    match services::rename_state(&place.document, place.offset, new_name) {
        Ok(edits) => RenameAnswer::Edits {
            edits: edits
                .into_iter()
                .map(|edit| {
                    let Span { from, to } = place.span(edit.range);
                    TextEdit { from, to, insert: edit.text }
                })
                .collect(),
        },
        Err(error) => RenameAnswer::Refused {
            reason: match error {
                RenameError::NoState => "no-state",
                RenameError::Empty => "empty",
                RenameError::TooLong => "too-long",
                RenameError::Taken => "taken",
            },
        },
    }
}

/// The definition with even indentation, its comments kept; or, where `format` names the other way to write it, written
/// that way, without comments. None for a text with mistakes.
pub fn format_definition(text: &str, format: &str) -> Option<String> {
    let document = Document::new(text, None);
    let wanted = match format {
        "json" => Format::Json,
        "yaml" => Format::Yaml,
        _ => document.format,
    };
    if wanted == document.format {
        services::format_text(&document)
    } else {
        services::convert(&document, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"Comment":"𝄞","StartAt":"A","States":{"A":{"Type":"Pass","Next":"é"},"é":{"Type":"Succeed"}}}"#;

    fn units(text: &str) -> u32 {
        text.encode_utf16().count() as u32
    }

    #[test]
    fn places_count_utf16_units() {
        let at = units(&TEXT[..TEXT.find("\"Next\"").unwrap()]) + 1;
        let found = hover(TEXT, at).unwrap();
        assert_eq!((found.kind, found.owner.as_str(), found.name.as_str()), ("field", "Pass", "Next"));
        assert_eq!(found.from + 1, at);
        let uses = state_uses(TEXT, at + 7).unwrap();
        assert_eq!((uses.name.as_str(), uses.places.len()), ("é", 2));
        assert_eq!(uses.definition, Some(uses.places[1]));
        let list = complete(TEXT, at + 7);
        assert_eq!((list.items.len(), list.to - list.from), (1, 3));
    }

    #[test]
    fn a_name_that_cannot_be_is_refused() {
        let at = units(&TEXT[..TEXT.find("\"A\"").unwrap()]) + 1;
        assert_eq!(rename_state(TEXT, at, "é"), RenameAnswer::Refused { reason: "taken" });
        let RenameAnswer::Edits { edits } = rename_state(TEXT, at, "B") else { panic!("refused") };
        assert_eq!(edits.len(), 2);
    }
}

//! Where a cursor stands in a definition.

use asl_json::{Member, Node, NodeKind};

use crate::lower::{Fields, query_language};
use crate::schema::{self, Field, ObjectSchema, Shape};
use crate::{QueryLanguage, StateMachine};

/// Where a cursor stands.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    /// The innermost object of the language around it.
    pub(super) object: Option<(&'a Node, &'static ObjectSchema)>,
    /// The object of `StartAt` and `States` whose states a name here would be one of.
    pub(super) workflow: Option<&'a Node>,
    /// The state around it.
    pub(super) state: Option<&'a Member>,
    /// The query language that counts here.
    pub(super) language: QueryLanguage,
    /// What the cursor stands on.
    pub(super) spot: Spot<'a>,
}

/// What a cursor stands on.
#[derive(Clone, Debug)]
pub(super) enum Spot<'a> {
    /// On a field's name.
    FieldName(&'a Member),
    /// On the name of a state that is defined here.
    StateName(&'a Member),
    /// In the value of a field of the language, which may be missing.
    FieldValue {
        /// The field.
        field: &'static Field,
        /// The innermost scalar around the cursor; the field's value itself, or a part of it.
        value: &'a Node,
        /// The name that the innermost scalar stands under.
        name: Option<&'a Member>,
    },
    /// Between the fields of an object.
    Gap,
    /// Nowhere that the language has a word for.
    Elsewhere,
}

/// What the node that is looked into is.
#[derive(Clone, Copy)]
enum Level {
    Object(&'static ObjectSchema),
    States,
    State,
    List(&'static ObjectSchema),
    Value,
}

/// Finds out where `offset` is.
pub(super) fn locate<'a>(root: &'a Node, machine: &StateMachine, offset: u32) -> Cursor<'a> {
    let mut cursor = Cursor {
        object: None,
        workflow: Some(root),
        state: None,
        language: machine.query_language,
        spot: Spot::Elsewhere,
    };
    let (mut node, mut level) = (root, Level::Object(&schema::STATE_MACHINE));
    loop {
        level = enter(&mut cursor, node, level, machine);
        let next = match &node.kind {
            NodeKind::Object(members) => in_object(&mut cursor, members, level, offset),
            NodeKind::Array(items) => in_list(&mut cursor, items, level, offset),
            _ => None,
        };
        match next {
            Some(found) => (node, level) = found,
            None => return cursor,
        }
    }
}

/// Notes what the node is.
fn enter<'a>(cursor: &mut Cursor<'a>, node: &'a Node, level: Level, machine: &StateMachine) -> Level {
    match level {
        Level::Object(schema) => {
            cursor.object = Some((node, schema));
            if schema.field("StartAt").is_some() {
                cursor.workflow = Some(node);
                cursor.language = machine.query_language;
            }
            level
        }
        Level::State => {
            let fields = Fields::of(node);
            cursor.language = query_language(fields, machine.query_language);
            let type_name = fields.text("Type");
            let schema = type_name.and_then(|name| schema::state_schema(&name)).unwrap_or(&schema::ANY_STATE);
            cursor.object = Some((node, schema));
            Level::Object(schema)
        }
        other => other,
    }
}

fn in_object<'a>(
    cursor: &mut Cursor<'a>,
    members: &'a [Member],
    level: Level,
    offset: u32,
) -> Option<(&'a Node, Level)> {
    // Inside a payload the field is remembered until it is clear that the cursor is on one of its names.
    let before = std::mem::replace(
        &mut cursor.spot,
        if matches!(level, Level::Object(_)) { Spot::Gap } else { Spot::Elsewhere },
    );
    for (index, member) in members.iter().enumerate() {
        if member.key_range.touches(offset) {
            cursor.spot = match level {
                Level::States => {
                    cursor.state = Some(member);
                    Spot::StateName(member)
                }
                Level::Object(_) => Spot::FieldName(member),
                _ => Spot::Elsewhere,
            };
            return None;
        }
        let end = members.get(index + 1).map_or(u32::MAX, |next| next.key_range.start);
        let missing = matches!(member.value.kind, NodeKind::Missing | NodeKind::Null)
            && member.key_range.end < offset
            && offset < end
            && member.value.range.start.saturating_sub(2) <= offset
            && offset <= member.value.range.end + 2;
        if !(member.value.range.touches(offset) || missing) {
            continue;
        }
        if matches!(level, Level::Value) {
            cursor.spot = before;
        }
        return in_member(cursor, member, level);
    }
    None
}

fn in_member<'a>(cursor: &mut Cursor<'a>, member: &'a Member, level: Level) -> Option<(&'a Node, Level)> {
    let value = &member.value;
    match level {
        Level::States => {
            cursor.state = Some(member);
            Some((value, Level::State))
        }
        Level::Object(schema) => {
            let Some(field) = schema.field(&member.key) else {
                cursor.spot = Spot::Elsewhere;
                return None;
            };
            let next = match &field.shape {
                Shape::States => Level::States,
                Shape::Object(inner) => Level::Object(inner),
                Shape::Rule => Level::Object(&schema::CHOICE_RULE),
                Shape::List(inner, _) => Level::List(inner),
                Shape::Rules => Level::List(&schema::CHOICE_RULE),
                _ => {
                    cursor.spot = Spot::FieldValue { field, value, name: Some(member) };
                    Level::Value
                }
            };
            Some((value, next))
        }
        Level::Value => {
            if let Spot::FieldValue { value: inner, name, .. } = &mut cursor.spot {
                (*inner, *name) = (value, Some(member));
            }
            Some((value, Level::Value))
        }
        Level::State | Level::List(_) => None,
    }
}

fn in_list<'a>(
    cursor: &mut Cursor<'a>,
    items: &'a [Node],
    level: Level,
    offset: u32,
) -> Option<(&'a Node, Level)> {
    let item = items.iter().find(|item| item.range.touches(offset))?;
    match level {
        Level::List(inner) => Some((item, Level::Object(inner))),
        Level::Value => {
            if let Spot::FieldValue { value, .. } = &mut cursor.spot {
                *value = item;
            }
            Some((item, Level::Value))
        }
        _ => None,
    }
}

//! # `INVALID_JSONATA_EXPRESSION`: a text that is no expression
//!
//! In a JSONata state a string that begins with `{%` and ends with `%}` is an expression and is read when the machine
//! is created. One delimiter without the other is refused as well.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"n": "{% $states.input.n + %}"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"n": "{% $states.input.n + 1 %}"}, "End": true}
//! ```

use std::fmt::Write as _;

use asl_json::{Node, NodeKind, TextRange};

use super::context::{Context, ObjectSite, Report};
use super::expressions::{self, Leaf};
use super::templates::each_node;
use crate::schema::Shape;
use crate::{Code, Diagnostic, QueryLanguage};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::Jsonata) {
        expressions::each(site, |leaf, place, _| {
            if let Leaf::Jsonata(string) = leaf
                && let Err(error) = &string.expression
            {
                let range = string.place_of(error.range, context.editor.text);
                report.add(
                    Diagnostic::new(Code::InvalidJsonataExpression, &*error.message, range)
                        .at(format!("{}/{place}", site.location())),
                );
            }
        });
    }
    for object in context.objects.iter().filter(|object| object.language == QueryLanguage::Jsonata) {
        half_open(context, object, report);
    }
}

/// Strings with one delimiter but not the other.
fn half_open(context: &Context<'_>, object: &ObjectSite<'_>, report: &mut Report) {
    for (member, field) in context.members(object) {
        let takes_expressions = field.is_some_and(|field| {
            matches!(
                field.shape,
                Shape::Template
                    | Shape::ObjectTemplate
                    | Shape::TextOrExpression
                    | Shape::BooleanOrExpression
                    | Shape::IntegerOrExpression(..)
                    | Shape::NumberOrExpression(..)
            )
        });
        if !takes_expressions {
            continue;
        }
        each_node(&member.value, |node| {
            let NodeKind::String(text) = &node.kind else { return };
            let (opens, closes) = (text.starts_with("{%"), text.ends_with("%}"));
            if (opens != closes || (opens && text.len() < 4)) && !report.is_full() {
                let place = place_of(&member.value, node.range);
                let location = format!("{}{place}", object.field_location(&member.key));
                report.schema("JSONata string must start with {% and end with %}", location, node.range);
            }
        });
    }
}

/// Where a node stands inside another, as AWS writes it: `/a/b[0]`.
pub(super) fn place_of(outer: &Node, range: TextRange) -> String {
    let mut place = String::new();
    let mut node = outer;
    loop {
        let holds = |node: &Node| node.range.start <= range.start && range.end <= node.range.end;
        match &node.kind {
            NodeKind::Object(members) => match members.iter().find(|member| holds(&member.value)) {
                Some(member) => {
                    place.push('/');
                    place.push_str(&member.key);
                    node = &member.value;
                }
                None => return place,
            },
            NodeKind::Array(items) => match items.iter().enumerate().find(|(_, item)| holds(item)) {
                Some((index, item)) => {
                    let _ = write!(place, "[{index}]");
                    node = item;
                }
                None => return place,
            },
            _ => return place,
        }
    }
}

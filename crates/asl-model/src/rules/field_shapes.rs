//! # `SCHEMA_VALIDATION_FAILED`: a value of the wrong type or out of range
//!
//! Every field has its type, and numbers have bounds: `TimeoutSeconds` is a whole number from 1, `MaxAttempts` from 0,
//! `BackoffRate` at least 1, `JitterStrategy` is `FULL` or `NONE`.
//!
//! Bad:
//! ```json
//! {"Type": "Wait", "Seconds": "10", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Wait", "Seconds": 10, "End": true}
//! ```

use asl_json::{Member, Node, NodeKind};

use super::context::{Context, ObjectSite, Report, is_empty_list};
use super::text;
use crate::QueryLanguage;
use crate::schema::Shape;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in &context.objects {
        if object.schema.is_none() {
            unknown_type(context, object, report);
            continue;
        }
        for (member, field) in context.members(object) {
            if let Some(field) = field.filter(|field| field.is_of(object.language))
                && !matches!(member.value.kind, NodeKind::Missing)
                && !(context.lints && is_placeholder(&member.value))
            {
                check_shape(object, member, &field.shape, report);
            }
        }
    }
    for workflow in &context.workflows {
        states_are_objects(workflow.node, &workflow.location, report);
    }
}

/// Whether a deployment tool fills the value in; what it will be is not known here. AWS itself refuses the text.
fn is_placeholder(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.contains("${"))
}

fn states_are_objects(workflow: &Node, location: &str, report: &mut Report) {
    for member in workflow.get("States").and_then(Node::members).unwrap_or(&[]) {
        if !matches!(member.value.kind, NodeKind::Object(_) | NodeKind::Missing) {
            let location = format!("{location}/States/{}", member.key);
            report.schema("Expected value of type [OBJECT]", location, member.value.range);
        }
    }
}

fn unknown_type(context: &Context<'_>, object: &ObjectSite<'_>, report: &mut Report) {
    if let Some(node) = object.fields().get("Type")
        && !matches!(node.kind, NodeKind::Missing)
    {
        let types = text::list(crate::schema::STATE_TYPES);
        let message = format!("The field 'Type' should have one of these values: {types}");
        let mut diagnostic = crate::Diagnostic::new(crate::Code::SchemaValidationFailed, message, node.range)
            .at(object.field_location("Type"));
        if let Some(meant) = node.as_str().and_then(|word| text::nearest(word, crate::schema::STATE_TYPES)) {
            let edit = context.editor.string(node.range, meant);
            diagnostic = diagnostic
                .help(format!("did you mean `{meant}`?"))
                .fix(format!("Change to `{meant}`"), vec![edit]);
        }
        report.add(diagnostic);
    }
}

fn check_shape(object: &ObjectSite<'_>, member: &Member, shape: &Shape, report: &mut Report) {
    let node = &member.value;
    let problem = match shape {
        Shape::BooleanOrExpression | Shape::IntegerOrExpression(..) | Shape::NumberOrExpression(..)
            if is_expression(object, node) =>
        {
            None
        }
        Shape::PathOrNull | Shape::ResultPath if matches!(node.kind, NodeKind::Null) => None,
        Shape::Text
        | Shape::TextOrExpression
        | Shape::StateName
        | Shape::Resource
        | Shape::PathOrNull
        | Shape::ResultPath
        | Shape::ReferencePath
        | Shape::PathOrIntrinsic => expect_text(node),
        Shape::Boolean | Shape::BooleanOrExpression => expect_boolean(node),
        Shape::Integer(least, most) | Shape::IntegerOrExpression(least, most) => {
            expect_integer(node, *least, *most)
        }
        Shape::Number(least, most) | Shape::NumberOrExpression(least, most) => {
            expect_number(node, *least, *most)
        }
        Shape::OneOf(words) => expect_word(node, words),
        Shape::Texts => expect_texts(node),
        Shape::ObjectTemplate | Shape::Object(_) | Shape::States => expect_object(node),
        Shape::List(_, length) => expect_list(node)
            .or_else(|| is_empty_list(node, *length).then(|| "Value cannot be empty".to_owned())),
        // The rule about Choice rules sees to the first three; the others may be anything.
        Shape::Comparison | Shape::Rules | Shape::Rule | Shape::Template | Shape::Literal => None,
    };
    if let Some(message) = problem {
        let mut diagnostic = crate::Diagnostic::new(crate::Code::SchemaValidationFailed, message, node.range)
            .at(object.field_location(&member.key));
        if let Some(bare) = without_quotes(node, shape) {
            diagnostic = diagnostic.fix("Remove the quotes", vec![crate::TextEdit::new(node.range, bare)]);
        }
        report.add(diagnostic);
        return;
    }
    if let Shape::List(..) = shape {
        for (index, item) in node.items().unwrap_or(&[]).iter().enumerate() {
            if !matches!(item.kind, NodeKind::Object(_) | NodeKind::Missing) {
                let location = format!("{}[{index}]", object.field_location(&member.key));
                report.schema("Expected value of type [OBJECT]", location, item.range);
            }
        }
    }
}

/// The number or the truth value that was put between quotes, if it fits where it stands.
fn without_quotes(node: &Node, shape: &Shape) -> Option<String> {
    let text = node.as_str()?;
    match shape {
        Shape::Boolean | Shape::BooleanOrExpression => {
            matches!(text, "true" | "false").then(|| text.to_owned())
        }
        Shape::Integer(least, most) | Shape::IntegerOrExpression(least, most) => {
            let number: i64 = text.parse().ok()?;
            (*least..=*most).contains(&number).then(|| number.to_string())
        }
        _ => None,
    }
}

/// Whether a `{%` string stands where the language allows one; the rule about expressions looks into it.
fn is_expression(object: &ObjectSite<'_>, node: &Node) -> bool {
    object.language == QueryLanguage::Jsonata
        && node.as_str().is_some_and(|text| text.starts_with("{%") || text.ends_with("%}"))
}

fn expect_text(node: &Node) -> Option<String> {
    (!matches!(node.kind, NodeKind::String(_))).then(|| "Expected value of type [STRING]".to_owned())
}

fn expect_boolean(node: &Node) -> Option<String> {
    (!matches!(node.kind, NodeKind::Bool(_))).then(|| "Expected value of type [BOOLEAN]".to_owned())
}

fn expect_object(node: &Node) -> Option<String> {
    (!matches!(node.kind, NodeKind::Object(_))).then(|| "Expected value of type [OBJECT]".to_owned())
}

fn expect_list(node: &Node) -> Option<String> {
    (!matches!(node.kind, NodeKind::Array(_))).then(|| "Expected value of type [ARRAY]".to_owned())
}

fn expect_texts(node: &Node) -> Option<String> {
    let Some(items) = node.items() else { return expect_list(node) };
    if items.is_empty() {
        return Some("Value cannot be empty".to_owned());
    }
    items.iter().find_map(expect_text)
}

fn expect_integer(node: &Node, least: i64, most: i64) -> Option<String> {
    let NodeKind::Number(number) = node.kind else {
        return Some("Expected value of type Integer".to_owned());
    };
    let Some(value) = number.as_i64() else {
        // A whole number beyond 64 bits is out of range rather than of another type.
        return Some(if number.as_f64().abs() > 9e18 {
            bound(number.as_f64() < 0.0, least, most)
        } else {
            "Expected value of type Integer".to_owned()
        });
    };
    if value < least || value > most { Some(bound(value < least, least, most)) } else { None }
}

fn expect_number(node: &Node, least: f64, most: f64) -> Option<String> {
    let NodeKind::Number(number) = node.kind else { return Some("Expected value of type Double".to_owned()) };
    let value = number.as_f64();
    // All bounds are whole; printing floats is 4 kB that nothing else in the browser needs.
    let (lower, upper) = (least as i64, most as i64);
    if value < least || value > most { Some(bound(value < least, lower, upper)) } else { None }
}

fn bound(below: bool, least: i64, most: i64) -> String {
    if below { format!("Minimum value is {least}") } else { format!("Maximum value is {most}") }
}

fn expect_word(node: &Node, words: &[&str]) -> Option<String> {
    match node.as_str() {
        None => expect_text(node),
        Some(word) if words.contains(&word) => None,
        Some(_) => Some(format!("Value should be one of the following: {}", text::list(words))),
    }
}

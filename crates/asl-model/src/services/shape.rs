//! What may stand in a field, as a signature.

use crate::QueryLanguage;
use crate::schema::{Field, ObjectSchema, Shape};

/// A field's signature: `integer 1–99999999 · required`.
pub(super) fn of_field(schema: &ObjectSchema, field: &Field) -> String {
    let mut text = of(&field.shape);
    if schema.required.contains(&field.name) {
        text.push_str(" · required");
    }
    text.push_str(match field.language {
        Some(QueryLanguage::JsonPath) => " · JSONPath",
        Some(QueryLanguage::Jsonata) => " · JSONata",
        None => "",
    });
    text
}

fn of(shape: &Shape) -> String {
    let word = match shape {
        Shape::Text | Shape::TextOrExpression => "string",
        Shape::Boolean | Shape::BooleanOrExpression => "boolean",
        Shape::Integer(least, most) | Shape::IntegerOrExpression(least, most) => {
            return if *most == i64::MAX {
                format!("integer ≥ {least}")
            } else {
                format!("integer {least}–{most}")
            };
        }
        Shape::Number(lower, upper) | Shape::NumberOrExpression(lower, upper) => {
            // All bounds are whole.
            let (least, most) = (*lower as i64, *upper as i64);
            return if most == i64::MAX {
                format!("number ≥ {least}")
            } else {
                format!("number {least}–{most}")
            };
        }
        Shape::OneOf(words) => return words.join(" | "),
        Shape::Object(inner) => inner.name,
        Shape::List(inner, _) => return format!("[{}]", inner.name),
        Shape::StateName => "state name",
        Shape::Resource => "ARN",
        Shape::PathOrNull => "path | null",
        Shape::ReferencePath => "reference path",
        Shape::ResultPath => "reference path | null",
        Shape::PathOrIntrinsic => "path | intrinsic function",
        Shape::Template | Shape::Literal => "JSON",
        Shape::ObjectTemplate => "object",
        Shape::Texts => "[string]",
        Shape::States => "{ name: State }",
        Shape::Comparison => "value | path",
        Shape::Rules => "[ChoiceRule]",
        Shape::Rule => "ChoiceRule",
    };
    word.to_owned()
}

//! # `SCHEMA_VALIDATION_FAILED`: a field that does not belong here
//!
//! Each state type has its own fields, and each query language too; anything else is refused, also a misspelling or
//! another case. Notes go into `Comment`.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Catch": [], "End": true}
//! ```
//! Bad:
//! ```json
//! {"Type": "Pass", "resultPath": "$.a", "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Comment": "Nothing can fail here", "End": true}
//! ```

use asl_json::Member;

use super::context::{Context, ObjectSite, Report};
use super::text;
use crate::schema::{self, Field, ObjectSchema};
use crate::{Code, Diagnostic, QueryLanguage};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for object in &context.objects {
        let Some(schema) = object.schema else { continue };
        // A wrong name in `Credentials` is the missing `RoleArn`, which AWS says alone.
        if schema.name == schema::CREDENTIALS.name
            && !["RoleArn", "RoleArn.$"].iter().any(|name| object.node.get(name).is_some())
        {
            continue;
        }
        let downgraded = context.is_downgraded(object.state);
        for (member, field) in context.members(object) {
            if !field.is_some_and(|field| field.is_of(object.language)) && !report.is_full() {
                member_is_unknown(context, object, (schema, field), member, downgraded, report);
            }
        }
    }
}

fn member_is_unknown(
    context: &Context<'_>,
    object: &ObjectSite<'_>,
    (schema, field): (&'static ObjectSchema, Option<&'static Field>),
    member: &Member,
    downgraded: bool,
    report: &mut Report,
) {
    let other = match field {
        Some(field) => field.language,
        None if object.is_state => {
            schema::language_of_any(&member.key).filter(|only| *only != object.language)
        }
        None => None,
    };
    let mut diagnostic = match other {
        Some(_) if downgraded => return,
        Some(only) => Diagnostic::new(
            Code::SchemaValidationFailed,
            format!(
                "The QueryLanguage is set to '{}', but field '{}' is only supported for the '{}' QueryLanguage",
                name_of(object.language),
                member.key,
                name_of(only)
            ),
            member.key_range,
        ),
        None => Diagnostic::new(
            Code::SchemaValidationFailed,
            format!("Field '{}' is not supported", member.key),
            member.key_range,
        ),
    };
    let known = schema.fields.iter().filter(|field| field.is_of(object.language)).map(|field| field.name);
    if other.is_none()
        && let Some(meant) = text::nearest(&member.key, known)
        && object.fields().get(meant).is_none()
    {
        diagnostic = diagnostic
            .help(format!("did you mean `{meant}`?"))
            .fix(format!("Rename to `{meant}`"), vec![context.editor.string(member.key_range, meant)]);
    }
    report.add(diagnostic.at(object.own_location()));
}

fn name_of(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "JSONPath",
        QueryLanguage::Jsonata => "JSONata",
    }
}

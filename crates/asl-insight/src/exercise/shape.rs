//! Which members a JSON file of an exercise may have, as tables, and a reader that compares.

use asl_json::Value;

use super::engine::{Ask, ask, item, matches};
use super::validate::{Problem, Problems};

/// What a value must be.
#[derive(Debug)]
pub(super) enum Shape {
    /// Any JSON.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number, or `{"min", "max"}` with one or both.
    Count,
    /// A number.
    Number,
    /// A whole number from one to another.
    Whole(i64, i64),
    /// A text that is not empty.
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// A JSON pointer, or an empty text.
    Pointer,
    /// A regular expression that the linear engine takes.
    Regex,
    /// Mocks of the page's form.
    Mocks,
    /// A list of at least so many.
    List(usize, &'static Shape),
    /// An object with any names.
    Each(&'static Shape),
    /// An object whose names are paths.
    EachPath(&'static Shape),
    /// An object with these members and no others.
    Members(&'static [Member]),
    /// An assertion on the definition; `true`: or another condition of a wrong answer.
    Assertion(bool),
}

/// A member: its name, whether it must be there, and what it must be.
pub(super) type Member = (&'static str, bool, Shape);

/// Compares a value with a shape; writes down what is wrong.
pub(super) fn compare(
    value: &Value,
    shape: &Shape,
    place: &str,
    problems: &mut Problems,
    engine: &mut Ask<'_>,
) {
    let ok = match shape {
        Shape::Any => true,
        Shape::Bool => value.as_bool().is_some(),
        Shape::Number => value.as_number().is_some(),
        Shape::Whole(from, to) => value.as_i64().is_some_and(|number| (*from..=*to).contains(&number)),
        Shape::Text => value.as_str().is_some_and(|text| !text.trim().is_empty()),
        Shape::Pointer => value.as_str().is_some_and(|text| text.is_empty() || text.starts_with('/')),
        Shape::Word(words) => match value.as_str() {
            Some(text) if !words.contains(&text) => return problems.add(place, "unknown-word", text),
            text => text.is_some(),
        },
        Shape::Regex => match value.as_str() {
            Some(text) if matches(engine, text, "").is_none() => {
                return problems.add(place, "bad-regex", text);
            }
            text => text.is_some(),
        },
        Shape::Count if value.as_number().is_some() => true,
        Shape::Count => return compare(value, &Shape::Members(&BOUNDS), place, problems, engine),
        Shape::Mocks => return mocks(value, place, problems, engine),
        Shape::List(least, item) => return list(value, *least, item, place, problems, engine),
        Shape::Each(item) | Shape::EachPath(item) => {
            let Some(members) = value.as_object() else { return wrong_type(shape, place, problems) };
            for (name, value) in members.iter() {
                let is_path = |engine: &mut Ask<'_>| {
                    ask(engine, "path", &[Value::String(name.clone())]).as_bool() == Some(true)
                };
                if matches!(shape, Shape::EachPath(_)) && !is_path(engine) {
                    problems.add(place, "bad-path", name);
                }
                compare(value, item, &format!("{place}/{name}"), problems, engine);
            }
            true
        }
        Shape::Members(members) => return object(value, members, place, problems, engine),
        Shape::Assertion(is_condition) => return assertion(value, *is_condition, place, problems, engine),
    };
    if !ok {
        wrong_type(shape, place, problems);
    }
}

const BOUNDS: [Member; 2] = [("min", false, Shape::Number), ("max", false, Shape::Number)];

fn wrong_type(shape: &Shape, place: &str, problems: &mut Problems) {
    let expected = match shape {
        Shape::Bool => "boolean",
        Shape::Number | Shape::Whole(..) | Shape::Count => "number",
        Shape::List(..) => "array",
        Shape::Each(_) | Shape::EachPath(_) | Shape::Members(_) | Shape::Mocks | Shape::Assertion(_) => {
            "object"
        }
        _ => "string",
    };
    problems.add(place, "wrong-type", expected);
}

fn list(
    value: &Value,
    least: usize,
    item: &Shape,
    place: &str,
    problems: &mut Problems,
    engine: &mut Ask<'_>,
) {
    let Some(items) = value.as_array() else { return problems.add(place, "wrong-type", "array") };
    if items.len() < least {
        problems.add(place, "too-few", &least.to_string());
    }
    for (index, value) in items.iter().enumerate() {
        compare(value, item, &format!("{place}/{index}"), problems, engine);
    }
}

fn object(value: &Value, members: &[Member], place: &str, problems: &mut Problems, engine: &mut Ask<'_>) {
    let Some(object) = value.as_object() else { return problems.add(place, "wrong-type", "object") };
    for (name, value) in object.iter() {
        match members.iter().find(|(known, ..)| *known == &**name) {
            Some((.., shape)) => compare(value, shape, &format!("{place}/{name}"), problems, engine),
            None => problems.add(place, "unknown-member", name),
        }
    }
    for (name, required, _) in members {
        if *required && !object.contains_key(name) {
            problems.add(place, "missing-member", name);
        }
    }
}

fn mocks(value: &Value, place: &str, problems: &mut Problems, engine: &mut Ask<'_>) {
    let errors = ask(engine, "mocks", std::slice::from_ref(value));
    for error in errors.as_array().into_iter().flat_map(|errors| errors.iter()) {
        let text = |at: usize| item(error, at).as_str().unwrap_or_default();
        problems.0.push(Problem {
            place: format!("{place}/{}", text(0)),
            code: "bad-mock",
            detail: text(1).to_owned(),
        });
    }
}

/// The forms of an assertion on the definition, each told by its first member.
const FIELD: [Member; 5] = [
    ("state", true, Shape::Text),
    ("field", true, Shape::Pointer),
    ("is", false, Shape::Any),
    ("exists", false, Shape::Bool),
    ("matches", false, Shape::Regex),
];
const COUNT: [Member; 3] =
    [("Type", true, Shape::Text), ("min", false, Shape::Number), ("max", false, Shape::Number)];
const FORMS: [Member; 5] = [
    ("type", true, Shape::Word(&["STANDARD", "EXPRESS"])),
    ("language", true, Shape::Word(&["JSONPath", "JSONata"])),
    ("count", true, Shape::Members(&COUNT)),
    ("any", true, Shape::List(1, &Shape::Assertion(false))),
    ("state", true, Shape::Any),
];
const CONDITIONS: [Member; 3] =
    [("error", true, Shape::Text), ("got", true, Shape::Any), ("diagnostic", true, Shape::Text)];

/// How deep `any` may stand in `any`: a check that nobody could read must not eat the stack either.
const MAX_ANY: usize = 4;

fn assertion(value: &Value, is_condition: bool, place: &str, problems: &mut Problems, engine: &mut Ask<'_>) {
    if place.matches("/any/").count() > MAX_ANY {
        return problems.add(place, "too-many", &MAX_ANY.to_string());
    }
    let also = if is_condition { &CONDITIONS[..] } else { &[] };
    let Some(form) = FORMS.iter().chain(also).find(|(name, ..)| value.get(name).is_some()) else {
        return problems.add(place, "unknown-assertion", "");
    };
    if form.0 != "state" {
        return object(value, std::slice::from_ref(form), place, problems, engine);
    }
    object(value, &FIELD, place, problems, engine);
    let tests = ["is", "exists", "matches"].iter().filter(|name| value.get(name).is_some()).count();
    if tests != 1 {
        problems.add(place, "unknown-assertion", "is, exists, matches");
    }
}

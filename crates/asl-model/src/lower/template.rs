//! Payload templates and single expressions.

use std::rc::Rc;

use asl_json::{Member, Node, NodeKind, Value, to_json};

use super::Fields;
use crate::{
    DataPath, Dynamic, IntrinsicCall, JsonataString, PathField, QueryLanguage, ResultPath, Template,
    TemplateMember,
};

/// The text between `{%` and `%}`, trimmed; none if the string is not exactly of that form.
pub(crate) fn jsonata_text(text: &str) -> Option<&str> {
    Some(text.strip_prefix("{%")?.strip_suffix("%}")?.trim())
}

/// A `{% … %}` string.
pub(super) fn jsonata(node: &Node) -> Option<JsonataString> {
    let value = node.as_str()?;
    let text = jsonata_text(value)?;
    let expression = asl_jsonata::Expression::parse(text, asl_jsonata::Options::step_functions());
    let opening = value.find(text).and_then(|at| value.get(..at.max(2))).unwrap_or("{%");
    Some(JsonataString { text: text.into(), expression, range: node.range, opening: opening.into() })
}

/// The template in the field `name`.
pub(super) fn field(fields: Fields<'_>, name: &str, language: QueryLanguage) -> Option<Template> {
    fields.get(name).map(|node| template(node, language))
}

/// The template in `path` (JSONPath) or `jsonata` (JSONata).
pub(super) fn field_of_language(
    fields: Fields<'_>,
    path: &str,
    jsonata: &str,
    language: QueryLanguage,
) -> Option<Template> {
    field(fields, if language == QueryLanguage::JsonPath { path } else { jsonata }, language)
}

/// A template of either language.
pub(super) fn template(node: &Node, language: QueryLanguage) -> Template {
    match &node.kind {
        NodeKind::Array(items) => array(items, language),
        NodeKind::Object(members) => object(members, language),
        NodeKind::String(_) if language == QueryLanguage::Jsonata => match jsonata(node) {
            Some(string) => Template::Jsonata(string),
            None => Template::Constant(node.to_value()),
        },
        _ => Template::Constant(node.to_value()),
    }
}

fn array(items: &[Node], language: QueryLanguage) -> Template {
    let items: Vec<Template> = items.iter().map(|item| template(item, language)).collect();
    let mut constants = Vec::with_capacity(items.len());
    for item in &items {
        let Template::Constant(value) = item else { return Template::Array(items) };
        constants.push(value.clone());
    }
    Template::Constant(Value::array(constants))
}

fn object(written: &[Member], language: QueryLanguage) -> Template {
    let members = members(written, language);
    let mut constants = Vec::with_capacity(members.len());
    for member in &members {
        let Template::Constant(value) = &member.value else { return Template::Object(members) };
        constants.push((Rc::clone(&member.key), value.clone()));
    }
    Template::Constant(Value::object(constants))
}

/// `Assign`: the members of an object.
pub(super) fn assign(fields: Fields<'_>, language: QueryLanguage) -> Option<Vec<TemplateMember>> {
    fields.get("Assign")?.members().map(|written| members(written, language))
}

/// The members of an object template in the order in which AWS writes them.
fn members(written: &[Member], language: QueryLanguage) -> Vec<TemplateMember> {
    let (mut members, mut dynamic) = (Vec::with_capacity(written.len()), Vec::new());
    for member in unique_members(written).iter() {
        match member.key.strip_suffix(".$") {
            Some(key) if language == QueryLanguage::JsonPath => dynamic.push(TemplateMember {
                key: key.into(),
                field: Rc::clone(&member.key),
                key_range: member.key_range,
                value: path_or_intrinsic(&member.value),
            }),
            _ => members.push(TemplateMember {
                key: Rc::clone(&member.key),
                field: Rc::clone(&member.key),
                key_range: member.key_range,
                value: template(&member.value, language),
            }),
        }
    }
    members.extend(in_java_order(dynamic));
    members
}

/// Of members of the same name the last one, at the place of the first.
fn unique_members(written: &[Member]) -> std::borrow::Cow<'_, [Member]> {
    let is_repeated =
        |(index, member): (usize, &Member)| written.iter().take(index).any(|other| other.key == member.key);
    if written.len() <= 8 && !written.iter().enumerate().any(is_repeated) {
        return written.into();
    }
    let mut unique: indexmap::IndexMap<&str, &Member, foldhash::fast::FixedState> =
        indexmap::IndexMap::default();
    for member in written {
        unique.insert(&member.key, member);
    }
    if unique.len() == written.len() {
        return written.into();
    }
    unique.into_values().cloned().collect::<Vec<_>>().into()
}

/// Members in the order of a `java.util.HashMap` of their names: the order in which AWS writes `.$` members.
fn in_java_order(members: Vec<TemplateMember>) -> Vec<TemplateMember> {
    if members.len() < 2 {
        return members;
    }
    let keys: Vec<&str> = members.iter().map(|member| &*member.key).collect();
    let order = crate::java_hash_order(&keys);
    let mut members: Vec<Option<TemplateMember>> = members.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| members.get_mut(index).and_then(Option::take)).collect()
}

/// The value of a `.$` member.
fn path_or_intrinsic(node: &Node) -> Template {
    let Some(text) = node.as_str() else {
        return Template::Invalid(to_json(&node.to_value()).into());
    };
    if text.starts_with('$') {
        return DataPath::parse(text, node.range)
            .map_or_else(|_| Template::Invalid(text.into()), Template::Path);
    }
    IntrinsicCall::parse(text, node.range)
        .map_or_else(|_| Template::Invalid(text.into()), Template::Intrinsic)
}

/// `InputPath` or `OutputPath`.
pub(super) fn path_field(fields: Fields<'_>, name: &str) -> PathField {
    match fields.get(name) {
        None => PathField::Default,
        Some(Node { kind: NodeKind::Null, .. }) => PathField::Discard,
        Some(node) => match data_path(node) {
            Ok(path) => PathField::Path(path),
            Err(text) => PathField::Invalid(text),
        },
    }
}

/// A path, or the text that is none.
pub(super) fn data_path(node: &Node) -> Result<DataPath, Rc<str>> {
    let Some(text) = node.as_str() else { return Err(to_json(&node.to_value()).into()) };
    DataPath::parse(text, node.range).map_err(|_| text.into())
}

/// `ResultPath`.
pub(super) fn result_path(fields: Fields<'_>) -> ResultPath {
    let Some(node) = fields.get("ResultPath") else { return ResultPath::Default };
    match (&node.kind, node.as_str()) {
        (NodeKind::Null, _) => ResultPath::Discard,
        (_, Some("$")) => ResultPath::Default,
        (_, Some(text)) => match asl_jsonpath::ReferencePath::parse(text) {
            Ok(path) => ResultPath::Path(path),
            Err(_) => ResultPath::Invalid(text.into()),
        },
        _ => ResultPath::Invalid(to_json(&node.to_value()).into()),
    }
}

/// The field `name`, its `…Path` twin (JSONPath) or a `{% … %}` string in it (JSONata).
///
/// `constant` reads the field where it is written down. A field that is none of these counts as absent; the rules say
/// what is wrong with it.
pub(super) fn dynamic<T>(
    fields: Fields<'_>,
    name: &str,
    language: QueryLanguage,
    constant: impl Fn(&Node) -> Option<T>,
) -> Option<Dynamic<T>> {
    if language == QueryLanguage::JsonPath
        && let Some(node) = fields.get(&format!("{name}Path"))
    {
        return data_path(node).ok().map(Dynamic::Path);
    }
    let node = fields.get(name)?;
    if language == QueryLanguage::Jsonata
        && let Some(string) = jsonata(node)
    {
        return Some(Dynamic::Jsonata(string));
    }
    constant(node).map(Dynamic::Constant)
}

/// A whole-number field; see [`dynamic`].
pub(super) fn dynamic_integer(
    fields: Fields<'_>,
    name: &str,
    language: QueryLanguage,
) -> Option<Dynamic<i64>> {
    dynamic(fields, name, language, |node| match node.kind {
        NodeKind::Number(number) => number.as_i64(),
        _ => None,
    })
}

/// A number field; see [`dynamic`].
pub(super) fn dynamic_float(fields: Fields<'_>, name: &str, language: QueryLanguage) -> Option<Dynamic<f64>> {
    dynamic(fields, name, language, |node| match node.kind {
        NodeKind::Number(number) => Some(number.as_f64()),
        _ => None,
    })
}

/// A text field; see [`dynamic`].
pub(super) fn dynamic_text(
    fields: Fields<'_>,
    name: &str,
    language: QueryLanguage,
) -> Option<Dynamic<Rc<str>>> {
    dynamic(fields, name, language, |node| node.as_str().map(Rc::from))
}

/// `Error` and `Cause`, whose `…Path` twins may also be calls of intrinsic functions.
pub(super) fn dynamic_text_or_intrinsic(
    fields: Fields<'_>,
    name: &str,
    language: QueryLanguage,
) -> Option<Dynamic<Rc<str>>> {
    if language == QueryLanguage::JsonPath
        && let Some(node) = fields.get(&format!("{name}Path"))
        && let Some(text) = node.as_str()
        && !text.starts_with('$')
    {
        return IntrinsicCall::parse(text, node.range).ok().map(Dynamic::Intrinsic);
    }
    dynamic_text(fields, name, language)
}

//! Functions on objects that call no other function.

use std::rc::Rc;

use asl_json::{Map, Object, Value};

use super::{Context, take};
use crate::ast::FieldName;
use crate::error::{Fault, Outcome};
use crate::evaluate::{Evaluator, Numbers};
use crate::sequence::{self, Val, is_function, sequence};
use crate::signature::Arguments;

pub(super) fn keys(evaluator: &mut Evaluator<'_>, mut arguments: Arguments, _: &Context<'_>) -> Outcome<Val> {
    let Some(value) = take(&mut arguments, 0) else { return Ok(None) };
    let mut keys = Numbers::default();
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(array) => {
                evaluator.spend(array.len())?;
                open.extend(array.iter().rev());
            }
            Value::Object(object) => {
                evaluator.spend(object.len())?;
                keys.extend(object.keys().map(|key| (key.clone(), 0)));
            }
            _ => {}
        }
    }
    Ok(Some(sequence(keys.into_keys().map(Value::String).collect())))
}

pub(super) fn lookup(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let (Some(value), Some(Value::String(key))) = (take(&mut arguments, 0), take(&mut arguments, 1)) else {
        return Ok(None);
    };
    evaluator.spend(sequence::items(&value).len())?;
    Ok(sequence::lookup(&value, &FieldName::new(key)))
}

pub(super) fn spread(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(value) = take(&mut arguments, 0) else { return Ok(None) };
    let single = |(key, value): (&Rc<str>, &Value)| {
        let mut map = Map::default();
        map.insert(key.clone(), value.clone());
        Value::Object(Object::new(map))
    };
    match &value {
        Value::Array(array) => {
            let mut results = Vec::new();
            let mut open = vec![array.iter()];
            while let Some(items) = open.last_mut() {
                evaluator.spend(1)?;
                match items.next() {
                    None => {
                        open.pop();
                    }
                    Some(Value::Array(inner)) => open.push(inner.iter()),
                    Some(Value::Object(object)) if !is_function(&Value::Object(object.clone())) => {
                        results.extend(object.iter().map(single));
                    }
                    Some(other) => results.push(other.clone()),
                }
            }
            Ok(Some(if array.is_empty() { sequence(results) } else { Value::array(results) }))
        }
        Value::Object(object) if !is_function(&value) => {
            evaluator.spend(object.len())?;
            Ok(Some(sequence(object.iter().map(single).collect())))
        }
        _ => Ok(Some(value)),
    }
}

pub(super) fn merge(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Array(array)) = take(&mut arguments, 0) else { return Ok(None) };
    let mut objects = array.iter().filter_map(Value::as_object);
    let Some(first) = objects.next() else { return Ok(Some(Value::empty_object())) };
    let mut result = first.clone();
    evaluator.spend(result.len())?;
    for object in objects {
        evaluator.spend(object.len())?;
        let map = result.make_mut();
        map.extend(object.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    Ok(Some(Value::Object(result)))
}

pub(super) fn clone(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(value) = take(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(value.measure().size_bytes as usize / 16)?;
    Ok(Some(crate::json_text::clone_through_text(&value)))
}

pub(super) fn eval(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::String(text)) = take(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len())?;
    let Some(focus) = take(&mut arguments, 1) else {
        return evaluator.evaluate_text(&text, context.input, context.env);
    };
    let focus = match focus {
        Value::Array(array) if array.mark() & sequence::SEQUENCE == 0 => {
            sequence::wrapper(Value::Array(array))
        }
        other => other,
    };
    evaluator.evaluate_text(&text, Some(&focus), context.env)
}

/// Reads JSON, as Step Functions' `$parse` does: no name may stand twice (measured).
pub(super) fn parse(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    _: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::String(text)) = take(&mut arguments, 0) else { return Ok(None) };
    evaluator.spend(text.len() / 8)?;
    let parsed = match asl_json::parse_unique(&text) {
        Err(_) if text.contains('\'') => asl_json::parse_unique(&with_double_quotes(&text)),
        parsed => parsed,
    };
    match parsed {
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(Fault::new("D3137").with_value(Value::String(text)).with_text("Invalid JSON")),
    }
}

/// The text with its strings in double quotes: AWS reads those in single ones, too (measured).
fn with_double_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut escaped = false;
    for c in text.chars() {
        match (c, quote) {
            ('\'', Some('\'')) if escaped => {
                out.pop();
            }
            ('\'', None | Some('\'')) => {
                quote = if quote.is_none() { Some(c) } else { None };
                out.push('"');
                continue;
            }
            ('"', Some('\'')) if !escaped => out.push('\\'),
            ('"', _) if !escaped => quote = if quote.is_none() { Some(c) } else { None },
            _ => {}
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    out
}

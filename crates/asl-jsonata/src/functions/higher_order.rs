//! Functions that call functions: `$map`, `$filter`, `$single`, `$reduce`, `$sift`, `$each`, `$sort`.

use asl_json::{Map, Object, Value};

use super::{Context, is_truthy, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Env, Evaluator};
use crate::sequence::{self, Val, sequence};
use crate::signature::Arguments;
use crate::text::compare_utf16;

/// Calls with as many of the three arguments as the function takes.
fn call(
    evaluator: &mut Evaluator<'_>,
    function: &Value,
    arity: usize,
    item: &Value,
    position: impl FnOnce() -> Value,
    whole: &Value,
    env: &Env,
) -> Outcome<Val> {
    let mut arguments = Arguments::new();
    arguments.push(Some(item.clone()));
    if arity >= 2 {
        arguments.push(Some(position()));
    }
    if arity >= 3 {
        arguments.push(Some(whole.clone()));
    }
    evaluator.apply(function, arguments, env)
}

/// The list and the function that most of these take.
fn list_and_function(arguments: &mut Arguments) -> Option<(Value, Value)> {
    let list = take(arguments, 0)?;
    Some((list, take(arguments, 1)?))
}

pub(super) fn map(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some((list, function)) = list_and_function(&mut arguments) else { return Ok(None) };
    let arity = evaluator.arity(&function);
    let mut results = Vec::new();
    for (index, item) in sequence::items(&list).iter().enumerate() {
        let index = || Value::from(index);
        if let Some(value) = call(evaluator, &function, arity, item, index, &list, context.env)? {
            evaluator.hold(&value);
            results.push(value);
        }
    }
    Ok(Some(sequence(results)))
}

pub(super) fn filter(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some((list, function)) = list_and_function(&mut arguments) else { return Ok(None) };
    let arity = evaluator.arity(&function);
    let mut results = Vec::new();
    for (index, item) in sequence::items(&list).iter().enumerate() {
        let index = || Value::from(index);
        let verdict = call(evaluator, &function, arity, item, index, &list, context.env)?;
        if verdict.as_ref().is_some_and(sequence::boolean) {
            results.push(item.clone());
        }
    }
    Ok(Some(sequence(results)))
}

pub(super) fn single(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(list) = take(&mut arguments, 0) else { return Ok(None) };
    let function = take(&mut arguments, 1);
    let arity = function.as_ref().map_or(0, |function| evaluator.arity(function));
    let mut found = None;
    for (index, item) in sequence::items(&list).iter().enumerate() {
        let fits = match &function {
            None => true,
            Some(function) => {
                let index = || Value::from(index);
                let verdict = call(evaluator, function, arity, item, index, &list, context.env)?;
                verdict.as_ref().is_some_and(sequence::boolean)
            }
        };
        if fits && found.replace(item.clone()).is_some() {
            return Err(Fault::new("D3138").with_index(index));
        }
    }
    match found {
        None => Err(Fault::new("D3139")),
        found => Ok(found),
    }
}

pub(super) fn reduce(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some((list, function)) = list_and_function(&mut arguments) else { return Ok(None) };
    let arity = evaluator.arity(&function);
    if arity < 2 {
        return Err(Fault::new("D3050").with_index(1));
    }
    let items = sequence::items(&list);
    let mut result = take(&mut arguments, 2);
    let mut from = 0;
    if result.is_none() && !items.is_empty() {
        result = items.first().cloned();
        from = 1;
    }
    for (index, item) in items.iter().enumerate().skip(from) {
        let mut arguments = Arguments::new();
        arguments.push(result.take());
        arguments.push(Some(item.clone()));
        if arity >= 3 {
            arguments.push(Some(Value::from(index)));
        }
        if arity >= 4 {
            arguments.push(Some(list.clone()));
        }
        result = evaluator.apply(&function, arguments, context.env)?;
    }
    Ok(result)
}

pub(super) fn sift(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Object(object)) = take(&mut arguments, 0) else { return Ok(None) };
    let Some(function) = take(&mut arguments, 1) else { return Err(Fault::new("T1006")) };
    let arity = evaluator.arity(&function);
    let whole = Value::Object(object.clone());
    let mut results = Map::default();
    for (key, value) in object.iter() {
        let name = || Value::String(key.clone());
        let verdict = call(evaluator, &function, arity, value, name, &whole, context.env)?;
        if verdict.as_ref().is_some_and(sequence::boolean) {
            results.insert(key.clone(), value.clone());
        }
    }
    Ok(if results.is_empty() { None } else { Some(Value::Object(Object::new(results))) })
}

pub(super) fn each(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Object(object)) = take(&mut arguments, 0) else { return Ok(Some(sequence(Vec::new()))) };
    let Some(function) = take(&mut arguments, 1) else { return Err(Fault::new("T1006")) };
    let arity = evaluator.arity(&function);
    let whole = Value::Object(object.clone());
    let mut results = Vec::new();
    for (key, value) in object.iter() {
        let name = || Value::String(key.clone());
        if let Some(value) = call(evaluator, &function, arity, value, name, &whole, context.env)? {
            evaluator.hold(&value);
            results.push(value);
        }
    }
    Ok(Some(sequence(results)))
}

pub(super) fn sort(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(Value::Array(array)) = take(&mut arguments, 0) else { return Ok(None) };
    if array.len() <= 1 {
        return Ok(Some(Value::Array(array)));
    }
    let function = take(&mut arguments, 1);
    if function.is_none() {
        let numbers = array.iter().all(|item| matches!(item, Value::Number(_)));
        if !numbers && !array.iter().all(|item| matches!(item, Value::String(_))) {
            return Err(Fault::new("D3070").with_index(1));
        }
    }
    let order = evaluator.merge_sort(array.len(), &mut |evaluator, a, b| {
        let (a, b) = (array.get(a), array.get(b));
        let Some(function) = &function else {
            return Ok(match (a, b) {
                (Some(Value::String(a)), Some(Value::String(b))) => compare_utf16(a, b).is_gt(),
                (Some(Value::Number(a)), Some(Value::Number(b))) => a > b,
                _ => false,
            });
        };
        let arguments = [a.cloned(), b.cloned()].into_iter().collect();
        let verdict = evaluator.apply(function, arguments, context.env)?;
        Ok(verdict.as_ref().is_some_and(is_truthy))
    })?;
    Ok(Some(Value::array(order.into_iter().filter_map(|index| array.get(index).cloned()).collect())))
}

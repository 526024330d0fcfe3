//! The fields of a Map that are found when it runs: items, concurrency, tolerated failures.

use std::rc::Rc;

use asl_json::{Array, Number, Value, to_json};
use asl_jsonpath::ReferencePath;
use asl_model::{DataPath, Dynamic, ItemBatcher, Items, MapState, PathRoot, QueryLanguage, State, Template};

use super::item_batcher::BatchLimits;
use super::items::Origin;
use crate::Stage;
use crate::data_flow::{self, states_object};
use crate::evaluate::{Data, Evaluator, unexpected_type};
use crate::fault::{Fault, StateError};
use crate::inspection::Seen;

/// What a Map's fields work on: `$` after `InputPath`, or `$states`.
pub(crate) struct MapData {
    /// After `InputPath` (JSONPath), or the raw input (JSONata).
    pub(crate) effective: Value,
    /// `$states` (JSONata).
    states: Option<Value>,
}

impl MapData {
    pub(crate) fn new(
        state: &State,
        raw_input: &Value,
        evaluator: &Evaluator<'_>,
        seen: &mut Seen<'_>,
    ) -> Result<Self, Fault> {
        Ok(match state.query_language {
            QueryLanguage::JsonPath => {
                seen.note(|seen| seen.input = Some(raw_input.clone()));
                Self { effective: data_flow::input_path(state, raw_input, evaluator, seen)?, states: None }
            }
            QueryLanguage::Jsonata => {
                seen.note(|seen| seen.input = Some(raw_input.clone()));
                let states = states_object(raw_input, evaluator.context.value(), None);
                Self { effective: raw_input.clone(), states: Some(states) }
            }
        })
    }

    /// The data of an `ItemSelector`: the Map's own, with `Map.Item` in the context object.
    pub(crate) fn for_selector(
        state: &State,
        raw_input: &Value,
        effective: &Value,
        evaluator: &Evaluator<'_>,
    ) -> Self {
        let states = match state.query_language {
            QueryLanguage::JsonPath => None,
            QueryLanguage::Jsonata => Some(states_object(raw_input, evaluator.context.value(), None)),
        };
        Self { effective: effective.clone(), states }
    }

    /// The data for templates and expressions.
    pub(crate) fn data(&self) -> Data<'_> {
        match &self.states {
            Some(states) => Data::States(states),
            None => Data::Path(&self.effective),
        }
    }

    fn root(&self) -> &Value {
        self.states.as_ref().unwrap_or(&self.effective)
    }
}

/// `ItemsPath` or `Items`: what to iterate over, not yet checked to be a list.
pub(crate) fn items_value(
    map: &MapState,
    data: &MapData,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Value, Fault> {
    seen.note(|seen| {
        seen.stage =
            Some(if matches!(map.items, Items::Template(_)) { Stage::Items } else { Stage::ItemsPath });
    });
    let value = match &map.items {
        Items::Default => data.effective.clone(),
        Items::Path(path) => items_at(path, data, evaluator)?,
        Items::Template(template) => evaluator.template(template, data.data(), "Items")?,
        Items::Invalid(text) => return Err(Fault::invalid_path(text, "not a path")),
    };
    seen.note(|seen| seen.after_items_path = Some(value.clone()));
    Ok(value)
}

/// What `ItemsPath` selects. On the data it is followed as a reference path, whose failing AWS words by its step.
fn items_at(path: &DataPath, data: &MapData, evaluator: &Evaluator<'_>) -> Result<Value, Fault> {
    match (&path.root, ReferencePath::of(&path.path)) {
        (PathRoot::Data, Some(path)) => {
            path.follow(&data.effective).map_err(|error| Fault::reference_path(&error))
        }
        _ => evaluator.field_path(path, &data.effective),
    }
}

/// The items as a list.
pub(crate) fn items_array(state: &State, map: &MapState, value: Value) -> Result<Array, Fault> {
    let other = match value {
        Value::Array(items) => return Ok(items),
        other => other,
    };
    match (&map.items, state.query_language) {
        (Items::Template(Template::Jsonata(jsonata)), _) => {
            Err(unexpected_type(jsonata, "Items", "array", &other))
        }
        (Items::Template(_), _) => Err(Fault::Query {
            tail: format!("The Items field must be an array but was: {}", to_json(&other)),
            location: Some("Items".into()),
        }),
        (_, QueryLanguage::Jsonata) => Err(Fault::Query {
            tail: format!("Map state input must be an array but was: {}", to_json(&other)),
            location: None,
        }),
        (items, QueryLanguage::JsonPath) => {
            let path = if let Items::Path(path) = items { &*path.text } else { "$" };
            Err(Fault::Runtime(format!("Reference path \"{path}\" must point to array.")))
        }
    }
}

/// `MaxConcurrency`; 0 if absent.
pub(crate) fn max_concurrency(
    map: &MapState,
    data: &MapData,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<i64, Fault> {
    seen.note(|seen| seen.stage = Some(Stage::MaxConcurrency));
    let field = map.max_concurrency.as_ref();
    let concurrency =
        field.map(|field| integer(field, "MaxConcurrency", data, evaluator)).transpose()?.unwrap_or(0);
    seen.note(|seen| seen.max_concurrency = Some(concurrency));
    Ok(concurrency)
}

/// `ToleratedFailureCount` and `ToleratedFailurePercentage`.
pub(crate) fn tolerated_failures(
    map: &MapState,
    data: &MapData,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<(Option<i64>, Option<f64>), Fault> {
    seen.note(|seen| seen.stage = Some(Stage::ToleratedFailureCount));
    let count = map.tolerated_failure_count.as_ref();
    let count = count.map(|field| integer(field, "ToleratedFailureCount", data, evaluator)).transpose()?;
    if count.is_some_and(|count| count < 0) {
        return Err(Fault::Runtime("ToleratedFailureCount cannot be negative.".into()));
    }
    seen.note(|seen| seen.tolerated_failure_count = count);
    seen.note(|seen| seen.stage = Some(Stage::ToleratedFailurePercentage));
    let percentage = map.tolerated_failure_percentage.as_ref();
    let percentage =
        percentage.map(|field| float(field, "ToleratedFailurePercentage", data, evaluator)).transpose()?;
    if percentage.is_some_and(|percentage| !(0.0..=100.0).contains(&percentage)) {
        return Err(Fault::Runtime("ToleratedFailurePercentage must be between 0 and 100.".into()));
    }
    seen.note(|seen| seen.tolerated_failure_percentage = percentage);
    Ok((count, percentage))
}

/// The error of a Map that had more failures than it tolerates.
pub(crate) fn threshold_exceeded() -> StateError {
    StateError::new(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
    )
}

/// Whether more items failed than the tolerances allow.
pub(crate) fn exceeds(failed: usize, total: usize, count: Option<i64>, percentage: Option<f64>) -> bool {
    let share = failed as f64 * 100.0 / total.max(1) as f64;
    // Beside a share, a count of 0 counts as none (measured), and so the other way round.
    let (no_count, no_share) = (count.is_none_or(|count| count == 0), percentage.is_none_or(|p| p == 0.0));
    let too_many = count.is_some_and(|count| failed as i64 > count) && (!no_count || no_share);
    let too_large = percentage.is_some_and(|limit| share > limit) && (!no_share || no_count);
    failed > 0 && (too_many || too_large)
}

/// `Map.Item` of the context object; a distributed Map's item has a `Source`, a member of an object a `Key` besides.
pub(crate) fn map_item(index: usize, item: &Value, origin: Option<&Origin>) -> Value {
    let part = |name: &'static str| Some((name, item.get(name)?.clone()));
    let is_member = origin.is_some_and(|origin| origin.is_member);
    let key = if is_member { part("Key") } else { None };
    let value = if is_member { part("Value") } else { Some(("Value", item.clone())) };
    let source = origin.map(|origin| ("Source", Value::String(Rc::clone(&origin.source))));
    Value::object([Some(("Index", Value::from(index))), key, value, source].into_iter().flatten())
}

/// `ItemBatcher`: limits and `BatchInput`, evaluated.
pub(crate) fn batching(
    batcher: &ItemBatcher,
    data: &MapData,
    evaluator: &Evaluator<'_>,
) -> Result<(BatchLimits, Option<Value>), Fault> {
    let limit = |field: Option<&Dynamic<i64>>, place: &str| {
        let number = field.map(|field| integer(field, place, data, evaluator)).transpose()?;
        match number {
            Some(number) if number <= 0 => {
                Err(Fault::Runtime(format!("{} must be positive.", last_part(place))))
            }
            number => Ok(number.and_then(|number| usize::try_from(number).ok())),
        }
    };
    let limits = BatchLimits {
        items: limit(batcher.max_items_per_batch.as_ref(), "ItemBatcher/MaxItemsPerBatch")?,
        bytes: limit(batcher.max_input_bytes_per_batch.as_ref(), "ItemBatcher/MaxInputBytesPerBatch")?,
    };
    let input = batcher.batch_input.as_ref();
    let input = input
        .map(|template| evaluator.template(template, data.data(), "ItemBatcher/BatchInput"))
        .transpose()?;
    Ok((limits, input))
}

/// A whole number by constant, path or expression; `place` is the way to the field in the state, without `Path`.
pub(crate) fn integer(
    field: &Dynamic<i64>,
    place: &str,
    data: &MapData,
    evaluator: &Evaluator<'_>,
) -> Result<i64, Fault> {
    match field {
        Dynamic::Constant(number) => Ok(*number),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data.root(), place)?;
            value.as_i64().ok_or_else(|| unexpected_type(jsonata, place, "integer", &value))
        }
        Dynamic::Intrinsic(call) => {
            let value = evaluator.intrinsic(call, data.root())?;
            value.as_i64().ok_or_else(|| not_a_number(place, "integer", &value, &call.text))
        }
        Dynamic::Path(path) => {
            let value = evaluator.field_path(path, data.root())?;
            match value {
                Value::Number(Number::Int(number)) => Ok(number),
                other => Err(not_a_number(place, "integer", &other, &path.text)),
            }
        }
    }
}

/// A number by constant, path or expression; `name` without `Path`.
pub(crate) fn float(
    field: &Dynamic<f64>,
    name: &str,
    data: &MapData,
    evaluator: &Evaluator<'_>,
) -> Result<f64, Fault> {
    let (value, path) = match field {
        Dynamic::Constant(number) => return Ok(*number),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data.root(), name)?;
            let number = value.as_number().map(Number::as_f64);
            return number.ok_or_else(|| unexpected_type(jsonata, name, "number", &value));
        }
        Dynamic::Intrinsic(call) => (evaluator.intrinsic(call, data.root())?, &call.text),
        Dynamic::Path(path) => (evaluator.field_path(path, data.root())?, &path.text),
    };
    value.as_number().map(Number::as_f64).ok_or_else(|| not_a_number(name, "float", &value, path))
}

/// The field's own name.
fn last_part(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

fn not_a_number(place: &str, wanted: &str, value: &Value, path: &str) -> Fault {
    let name = last_part(place);
    let shown = value.as_str().map_or_else(|| to_json(value), str::to_owned);
    Fault::Runtime(format!(
        "The {name}Path field refers to value \"{shown}\" which is not a valid {wanted}: {path}"
    ))
}

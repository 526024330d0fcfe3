//! The texts of an exercise: which there are, and how long they may be.

use asl_json::Value;

use super::bundle::Exercise;
use super::validate::Problems;

/// The languages that our own exercises are written in; the first is the source.
pub const LANGUAGES: [&str; 3] = ["en", "ja", "ko"];

/// The longest text of each member. Units: characters.
pub const TEXT_LIMITS: [(&str, usize); 9] = [
    ("title", 48),
    ("goal", 200),
    ("situation", 700),
    ("task", 400),
    ("explanation", 1_400),
    ("hints", 200),
    ("options", 200),
    ("numbers", 80),
    ("wrong", 260),
];

/// The members that are one text each.
const SINGLE: usize = 5;

/// How many hints there are.
const HINTS: usize = 3;

/// Every text with its place: `title`, `hints/0`, `options/a`.
pub fn text_places(texts: &Value) -> Vec<(String, String)> {
    let mut places = Vec::new();
    let mut add = |place: String, value: &Value| {
        if let Some(text) = value.as_str() {
            places.push((place, text.to_owned()));
        }
    };
    for (name, value) in texts.as_object().into_iter().flat_map(|members| members.iter()) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    add(format!("{name}/{index}"), item);
                }
            }
            Value::Object(members) => {
                for (key, item) in members.iter() {
                    add(format!("{name}/{key}"), item);
                }
            }
            text => add(name.to_string(), text),
        }
    }
    places
}

/// Compares the texts of one language with what the exercise needs.
pub(super) fn judge(exercise: &Exercise, texts: &Value, place: &str, problems: &mut Problems) {
    let Some(members) = texts.as_object() else { return problems.add(place, "wrong-type", "object") };
    for (name, _) in TEXT_LIMITS.iter().take(SINGLE) {
        if texts.get(name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
            problems.add(place, "missing-text", name);
        }
    }
    for name in members.keys() {
        if !TEXT_LIMITS.iter().any(|(known, _)| *known == &**name) {
            problems.add(place, "unknown-member", name);
        }
    }
    let count = texts.get("hints").and_then(Value::as_array).map_or(0, |hints| hints.len());
    if count != HINTS {
        problems.add(&format!("{place}/hints"), "too-few", &HINTS.to_string());
    }
    let answer = exercise.check.get("answer");
    let numbers: Vec<&str> = answer.and_then(|answer| answer.get("number")).map(names).unwrap_or_default();
    let wrong: Vec<&str> =
        exercise.wrong.iter().filter_map(|wrong| wrong.get("id").and_then(Value::as_str)).collect();
    keys(texts, "numbers", &numbers, true, place, problems);
    keys(texts, "wrong", &wrong, true, place, problems);
    let picks = answer.and_then(|answer| answer.get("choice")).and_then(Value::as_array);
    let picks: Vec<&str> = picks.map_or(Vec::new(), |list| list.iter().filter_map(Value::as_str).collect());
    keys(texts, "options", &picks, picks.is_empty(), place, problems);
    for (name, text) in text_places(texts) {
        let member = name.split('/').next().unwrap_or_default();
        let limit =
            TEXT_LIMITS.iter().find(|(known, _)| *known == member).map_or(usize::MAX, |(_, limit)| *limit);
        if text.chars().count() > limit {
            problems.add(
                &format!("{place}/{name}"),
                "too-long",
                &format!("{} > {limit}", text.chars().count()),
            );
        }
        if text.trim().is_empty() {
            problems.add(&format!("{place}/{name}"), "missing-text", "");
        }
    }
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().map_or(Vec::new(), |members| members.keys().map(|name| &**name).collect())
}

/// Compares the keys of `options`, `numbers` or `wrong` with those that the exercise has.
fn keys(texts: &Value, member: &str, needed: &[&str], only: bool, place: &str, problems: &mut Problems) {
    let given = texts.get(member).map(names).unwrap_or_default();
    let place = format!("{place}/{member}");
    for key in needed.iter().filter(|key| !given.contains(key)) {
        problems.add(&place, "missing-text", key);
    }
    for key in given.iter().filter(|key| only && !needed.contains(key)) {
        problems.add(&place, "unknown-text", key);
    }
}

//! Answers: typed JSON, a clicked path, numbers, picked options.

use asl_json::{Number, Value, parse_value};

use super::bundle::Exercise;
use super::{Finding, Item, Sheet};

/// Judges a learner's answer. What was expected is never told: the report would give the answer away.
pub(super) fn judge(exercise: &Exercise, given: &Value, sheet: &mut Sheet) {
    let null = Value::Null;
    let answer = exercise.check.get("answer").unwrap_or(&null);
    let mut add = |kind: &'static str, subject: Option<&str>, finding: Finding| {
        let end = subject.map_or(String::new(), |subject| format!("/{subject}"));
        let subject = subject.map(str::to_owned);
        let item = Item { id: format!("answer/{kind}{end}"), kind, run: None, subject, expected: None };
        sheet.add(item, Some(finding));
    };
    if let Some(expected) = answer.get("json") {
        let text = given.get("json").and_then(Value::as_str).unwrap_or_default();
        add("json", None, typed(text, expected));
    }
    if let Some(expected) = answer.get("path") {
        add("path", None, path(given.get("path").unwrap_or(&null), expected));
    }
    let tolerance = answer.get("tolerance").and_then(Value::as_number).map_or(0.0, Number::as_f64);
    for (name, expected) in
        answer.get("number").and_then(Value::as_object).into_iter().flat_map(|all| all.iter())
    {
        let given = given.get("number").and_then(|numbers| numbers.get(name));
        add("number", Some(name), number(given, expected, tolerance));
    }
    if let Some(expected) = answer.get("choice") {
        let given = given.get("choice").unwrap_or(&null);
        let picked = given.as_array().map_or(0, |list| list.len());
        let wanted = expected.as_array().map_or(0, |list| list.len());
        let holds = picked == wanted && contains(given, expected) && contains(expected, given);
        let note = (picked == 0).then_some("empty");
        add("choice", None, Finding { holds, actual: Some(given.clone()), state: None, note });
    }
}

fn typed(text: &str, expected: &Value) -> Finding {
    if text.trim().is_empty() {
        return Finding::default().noted("empty");
    }
    match parse_value(text) {
        Ok(value) => Finding::equal(value, expected),
        Err(_) => Finding::default().noted("not-json"),
    }
}

/// A path. The note says how it differs: too short, or from which state on.
fn path(given: &Value, expected: &Value) -> Finding {
    let list = |value: &Value| value.as_array().map(|list| list.to_vec()).unwrap_or_default();
    let (given_list, wanted) = (list(given), list(expected));
    let matched = given_list.iter().zip(&wanted).take_while(|(given, wanted)| given == wanted).count();
    let state = given_list.get(matched).and_then(Value::as_str);
    let finding = Finding::equal(given.clone(), expected).at(state);
    if given_list.is_empty() {
        finding.noted("empty")
    } else if !finding.holds && matched == given_list.len() {
        finding.noted("goes-on")
    } else if !finding.holds && matched == wanted.len() {
        finding.noted("ends-before")
    } else {
        finding
    }
}

fn number(given: Option<&Value>, expected: &Value, tolerance: f64) -> Finding {
    let of = |value: &Value| value.as_number().map(Number::as_f64);
    match (given.and_then(of), of(expected)) {
        // The sum of a price in binary is off by less than this.
        (Some(value), Some(wanted)) => Finding {
            holds: (value - wanted).abs() <= tolerance + 1e-9,
            actual: given.cloned(),
            ..Finding::default()
        },
        _ => Finding::default().noted("empty"),
    }
}

/// Whether every item of `inner` stands in `outer`.
fn contains(outer: &Value, inner: &Value) -> bool {
    let (Some(outer), Some(inner)) = (outer.as_array(), inner.as_array()) else { return false };
    inner.iter().all(|item| outer.contains(item))
}

/// Whether an answer is a listed mistake: every member that the mistake names is equal; of options, all are picked.
pub(super) fn is_mistake(given: &Value, mistake: &Value) -> bool {
    let Some(members) = mistake.as_object() else { return false };
    !members.is_empty()
        && members.iter().all(|(name, wrong)| {
            let given = given.get(name).unwrap_or(&Value::Null);
            match &**name {
                "json" => given.as_str().and_then(|text| parse_value(text).ok()).is_some_and(|v| v == *wrong),
                "choice" => contains(given, wrong),
                "number" => wrong.as_object().is_some_and(|numbers| {
                    numbers.iter().all(|(field, wrong)| given.get(field).is_some_and(|given| given == wrong))
                }),
                _ => given == wrong,
            }
        })
}

/// A wrong answer as a learner would hand it in: JSON as text.
pub(super) fn as_given(mistake: &Value) -> Value {
    Value::object(mistake.as_object().into_iter().flat_map(|members| members.iter()).map(|(name, value)| {
        let text = || Value::from(asl_json::to_json(value));
        (name.clone(), if &**name == "json" { text() } else { value.clone() })
    }))
}

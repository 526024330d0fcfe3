//! `$match`, `$contains`, `$split`, `$replace`: with texts, regular expressions, or functions that look for matches.

use std::rc::Rc;

use asl_json::{Map, Number, Object, Value};

use super::string::{number_at, text_at};
use super::{Context, is_truthy, take};
use crate::error::{Fault, Outcome};
use crate::evaluate::{Env, Evaluator, FunctionKind, MatchNext};
use crate::regex::Regex;
use crate::sequence::{Val, is_function, sequence};
use crate::signature::Arguments;
use crate::text::utf16_offset;

/// A match, and where the next one comes from.
struct Found {
    text: Rc<str>,
    /// Units: bytes, or what a function of the expression says.
    start: Option<usize>,
    end: Option<usize>,
    groups: Vec<Val>,
    next: Next,
}

enum Next {
    Regex(Rc<Regex>, usize),
    Function(Val),
}

impl Evaluator<'_> {
    fn regex_match(&mut self, regex: &Rc<Regex>, text: &Rc<str>, from: usize) -> Outcome<Option<Found>> {
        self.budget.spend(regex.cost(text.len() - from.min(text.len())))?;
        Ok(regex.find(text, from).map(|found| Found {
            text: text.get(found.start..found.end).unwrap_or("").into(),
            start: Some(found.start),
            end: Some(found.end),
            groups: found
                .groups
                .iter()
                .map(|group| group.and_then(|(start, end)| text.get(start..end)).map(Value::from))
                .collect(),
            next: Next::Regex(regex.clone(), found.end),
        }))
    }

    fn first_match(&mut self, pattern: &Value, text: &Rc<str>, env: &Env) -> Outcome<Option<Found>> {
        if let Some(function) = self.function(pattern)
            && let FunctionKind::Regex(regex) = &function.kind
        {
            return self.regex_match(regex, text, 0);
        }
        let arguments = std::iter::once(Some(Value::String(text.clone()))).collect();
        let result = self.apply(pattern, arguments, env)?;
        Self::read_match(result, text)
    }

    fn next_match(&mut self, found: Found, text: &Rc<str>, env: &Env) -> Outcome<Option<Found>> {
        match found.next {
            Next::Regex(regex, from) => {
                if from >= text.len() {
                    return Ok(None);
                }
                let next = self.regex_match(&regex, text, from)?;
                if next.as_ref().is_some_and(|next| next.text.is_empty()) {
                    return Err(Fault::new("D1004").with_value(Value::from(regex.source())));
                }
                Ok(next)
            }
            Next::Function(next) => match next {
                Some(next) if is_function(&next) => {
                    let result = self.apply(&next, Arguments::new(), env)?;
                    Self::read_match(result, text)
                }
                _ => Err(Fault::new("T1006")),
            },
        }
    }

    /// Reads what a function of the expression gives as a match.
    fn read_match(result: Val, text: &str) -> Outcome<Option<Found>> {
        let Some(value) = result else { return Ok(None) };
        let member = |name: &str| if is_function(&value) { None } else { value.get(name).cloned() };
        let (start, end, groups, next) = (member("start"), member("end"), member("groups"), member("next"));
        let is_number = |value: &Val| matches!(value, Some(Value::Number(_)));
        let fits = is_number(&start)
            || is_number(&end)
            || matches!(groups, Some(Value::Array(_)))
            || next.as_ref().is_some_and(is_function);
        if is_truthy(&value) && !fits {
            return Err(Fault::new("T1010"));
        }
        let place = |value: Val| {
            let unit = usize::try_from(value?.as_i64()?).ok()?;
            Some(byte_offset(text, unit))
        };
        let groups = match groups {
            Some(Value::Array(array)) => array.iter().cloned().map(Some).collect(),
            _ => Vec::new(),
        };
        let matched = member("match").and_then(|value| value.as_str().map(Rc::from)).unwrap_or_default();
        Ok(Some(Found {
            text: matched,
            start: place(start),
            end: place(end),
            groups,
            next: Next::Function(next),
        }))
    }

    /// The match as a value: what a regular expression gives when it is called.
    fn found_value(&mut self, found: &Found, text: &Rc<str>) -> Value {
        let offset = |at: Option<usize>| Value::from(utf16_offset(text, at.unwrap_or(0)));
        let mut map = Map::default();
        map.insert("match".into(), Value::String(found.text.clone()));
        map.insert("start".into(), offset(found.start));
        map.insert("end".into(), offset(found.end));
        map.insert("groups".into(), groups_value(&found.groups));
        let next = match &found.next {
            Next::Regex(regex, from) => {
                let next = MatchNext { regex: regex.clone(), text: text.clone(), from: *from };
                Some(self.define(FunctionKind::MatchNext(next)))
            }
            Next::Function(next) => next.clone(),
        };
        if let Some(next) = next {
            map.insert("next".into(), next);
        }
        Value::Object(Object::new(map))
    }

    /// Calls a regular expression as a function.
    pub(crate) fn match_value(&mut self, regex: &Rc<Regex>, text: &Rc<str>, from: usize) -> Outcome<Val> {
        let from = byte_offset(text, from);
        Ok(self.regex_match(regex, text, from)?.map(|found| self.found_value(&found, text)))
    }

    /// Calls the `next` of a match.
    pub(crate) fn next_match_value(&mut self, next: &MatchNext) -> Outcome<Val> {
        if next.from >= next.text.len() {
            return Ok(None);
        }
        let found = self.regex_match(&next.regex, &next.text, next.from)?;
        match found {
            Some(found) if found.text.is_empty() => {
                Err(Fault::new("D1004").with_value(Value::from(next.regex.source())))
            }
            found => Ok(found.map(|found| self.found_value(&found, &next.text))),
        }
    }
}

/// The byte of a UTF-16 offset.
fn byte_offset(text: &str, unit: usize) -> usize {
    if text.is_ascii() {
        return unit;
    }
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// Groups that took no part are null, since JSON has nothing else to hold their place.
fn groups_value(groups: &[Val]) -> Value {
    Value::array(groups.iter().map(|group| group.clone().unwrap_or(Value::Null)).collect())
}

/// A limit that must not be negative.
fn limit(arguments: &Arguments, index: usize, code: &'static str) -> Outcome<Option<f64>> {
    match number_at(arguments, index) {
        Some(limit) if limit.as_f64() < 0.0 => {
            Err(Fault::new(code).with_value(Value::Number(limit)).with_index(index + 1))
        }
        limit => Ok(limit.map(Number::as_f64)),
    }
}

pub(super) fn contains(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    let found = match take(&mut arguments, 1) {
        Some(Value::String(part)) => {
            evaluator.spend(text.len() / 8)?;
            text.contains(&*part)
        }
        Some(pattern) => evaluator.first_match(&pattern, &text, context.env)?.is_some(),
        None => return Err(Fault::new("T1006")),
    };
    Ok(Some(Value::Bool(found)))
}

pub(super) fn matches(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    let most = limit(&arguments, 2, "D3040")?;
    let mut results: Vec<Value> = Vec::new();
    let Some(pattern) = take(&mut arguments, 1) else { return Err(Fault::new("T1006")) };
    if most.is_none_or(|most| most > 0.0) {
        let mut next = evaluator.first_match(&pattern, &text, context.env)?;
        while let Some(found) = next.filter(|_| most.is_none_or(|most| (results.len() as f64) < most)) {
            let mut map = Map::default();
            map.insert("match".into(), Value::String(found.text.clone()));
            map.insert("index".into(), Value::from(utf16_offset(&text, found.start.unwrap_or(0))));
            map.insert("groups".into(), groups_value(&found.groups));
            results.push(Value::Object(Object::new(map)));
            next = evaluator.next_match(found, &text, context.env)?;
        }
    }
    Ok(Some(sequence(results)))
}

pub(super) fn split(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    let most = limit(&arguments, 2, "D3020")?;
    let mut parts: Vec<Value> = Vec::new();
    if most.is_some_and(|most| most <= 0.0) {
        return Ok(Some(Value::array(parts)));
    }
    let room = |parts: &Vec<Value>| most.is_none_or(|most| (parts.len() as f64) < most);
    match take(&mut arguments, 1) {
        Some(Value::String(separator)) => {
            evaluator.spend(text.len() / 4)?;
            let count = most.map_or(usize::MAX, |most| most as usize);
            if separator.is_empty() {
                parts.extend(text.chars().take(count).map(|c| Value::from(c.to_string())));
            } else {
                parts.extend(text.split(&*separator).take(count).map(Value::from));
            }
            evaluator.budget.check_length(parts.len())?;
        }
        Some(pattern) => {
            let mut next = evaluator.first_match(&pattern, &text, context.env)?;
            let mut start = 0;
            while let Some(found) = next.filter(|_| room(&parts)) {
                let end = found.start.unwrap_or(0).max(start);
                parts.push(Value::from(text.get(start..end).unwrap_or("")));
                start = found.end.unwrap_or(end);
                next = evaluator.next_match(found, &text, context.env)?;
            }
            if room(&parts) {
                parts.push(Value::from(text.get(start..).unwrap_or("")));
            }
        }
        // JavaScript splits by nothing at all: the text is the only part.
        None => parts.push(Value::String(text)),
    }
    Ok(Some(Value::array(parts)))
}

/// Writes a replacement, with `$1` and the like filled in.
fn substitute(replacement: &str, found: &Found, out: &mut String) {
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(tail) = after.strip_prefix('$') {
            out.push('$');
            rest = tail;
        } else if let Some(tail) = after.strip_prefix('0') {
            out.push_str(&found.text);
            rest = tail;
        } else {
            let groups = found.groups.len();
            let widest = groups.max(1).ilog10() as usize + 1;
            let digits = after.bytes().take(widest).take_while(u8::is_ascii_digit).count();
            let number = |digits: usize| after.get(..digits).and_then(|text| text.parse::<usize>().ok());
            let mut index = number(digits);
            if widest > 1 && index.is_some_and(|index| index > groups) {
                index = number(digits.min(widest - 1));
            }
            let Some(index) = index else {
                out.push('$');
                continue;
            };
            if let Some(Some(Value::String(text))) = index.checked_sub(1).and_then(|i| found.groups.get(i)) {
                out.push_str(text);
            }
            rest = after.get(index.to_string().len()..).unwrap_or("");
        }
    }
    out.push_str(rest);
}

pub(super) fn replace(
    evaluator: &mut Evaluator<'_>,
    mut arguments: Arguments,
    context: &Context<'_>,
) -> Outcome<Val> {
    let Some(text) = text_at(&mut arguments, 0) else { return Ok(None) };
    let pattern = take(&mut arguments, 1);
    if let Some(Value::String(empty)) = &pattern
        && empty.is_empty()
    {
        return Err(Fault::new("D3010").with_value(Value::String(empty.clone())).with_index(2));
    }
    let most = limit(&arguments, 3, "D3011")?;
    let (Some(pattern), Some(replacement)) = (pattern, take(&mut arguments, 2)) else {
        return Err(Fault::new("T1006"));
    };
    if most.is_some_and(|most| most <= 0.0) {
        return Ok(Some(Value::String(text)));
    }
    let mut result = String::new();
    let mut position = 0;
    let mut count = 0.0;
    if let Value::String(part) = &pattern {
        // JavaScript makes a text of a function here; nobody wants that.
        let with = replacement.as_str().unwrap_or("").to_owned();
        evaluator.spend(text.len() / 8)?;
        for (start, _) in text.match_indices(&**part) {
            if most.is_some_and(|most| count >= most) {
                break;
            }
            result.push_str(text.get(position..start).unwrap_or(""));
            result.push_str(&with);
            evaluator.budget.check_text(result.len())?;
            position = start + part.len();
            count += 1.0;
        }
    } else {
        let mut next = evaluator.first_match(&pattern, &text, context.env)?;
        while let Some(found) = next.filter(|_| most.is_none_or(|most| count < most)) {
            let start = found.start.unwrap_or(0);
            result.push_str(text.get(position..start).unwrap_or(""));
            if let Value::String(with) = &replacement {
                substitute(with, &found, &mut result);
            } else {
                let argument = evaluator.found_value(&found, &text);
                let arguments = std::iter::once(Some(argument)).collect();
                match evaluator.apply(&replacement, arguments, context.env)? {
                    Some(Value::String(with)) => result.push_str(&with),
                    other => return Err(Fault::new("D3012").with_value(other)),
                }
            }
            evaluator.budget.check_text(result.len())?;
            position = start + found.text.len();
            count += 1.0;
            next = evaluator.next_match(found, &text, context.env)?;
        }
    }
    result.push_str(text.get(position..).unwrap_or(""));
    Ok(Some(Value::from(result)))
}

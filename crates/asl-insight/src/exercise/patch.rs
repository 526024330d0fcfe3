//! JSON pointers (RFC 6901): reading, setting, removing.

use asl_json::{Value, parse_value, to_json_pretty};

/// The parts of a pointer, unescaped.
fn parts(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// The value at a pointer.
pub(super) fn at_pointer<'a>(value: &'a Value, pointer: &str) -> Option<&'a Value> {
    parts(pointer).iter().try_fold(value, |value, part| match value {
        Value::Object(object) => object.get(part.as_str()),
        Value::Array(array) => array.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Makes `change` at a pointer's last part, in the container that holds it. False if there is no such container.
fn change(
    value: &mut Value,
    parts: &[String],
    make: bool,
    change: &mut dyn FnMut(&mut Value, &str) -> bool,
) -> bool {
    let mut here = value;
    let Some((last, way)) = parts.split_last() else { return false };
    for part in way {
        if make && here.is_null() {
            *here = Value::empty_object();
        }
        let next = match here {
            Value::Object(object) => {
                let members = object.make_mut();
                if make && !members.contains_key(part.as_str()) {
                    members.insert(part.as_str().into(), Value::Null);
                }
                members.get_mut(part.as_str())
            }
            Value::Array(array) => part.parse::<usize>().ok().and_then(|at| array.make_mut().get_mut(at)),
            _ => None,
        };
        match next {
            Some(next) => here = next,
            None => return false,
        }
    }
    if make && here.is_null() {
        *here = Value::empty_object();
    }
    change(here, last)
}

fn set(value: &mut Value, pointer: &str, new: &Value) -> bool {
    change(value, &parts(pointer), true, &mut |container, last| match container {
        Value::Object(object) => {
            object.make_mut().insert(last.into(), new.clone());
            true
        }
        Value::Array(array) => {
            let items = array.make_mut();
            match last.parse::<usize>() {
                Ok(at) if at == items.len() => items.push(new.clone()),
                Ok(at) => match items.get_mut(at) {
                    Some(item) => *item = new.clone(),
                    None => return false,
                },
                Err(_) => return false,
            }
            true
        }
        _ => false,
    })
}

fn remove(value: &mut Value, pointer: &str) -> bool {
    change(value, &parts(pointer), false, &mut |container, last| match container {
        Value::Object(object) => object.make_mut().shift_remove(last).is_some(),
        Value::Array(array) => {
            let at = last.parse::<usize>().ok().filter(|at| *at < array.len());
            at.map(|at| array.make_mut().remove(at)).is_some()
        }
        _ => false,
    })
}

/// Carries out the `remove` and `set` of a wrong answer on a text.
///
/// # Errors
/// The pointer that leads nowhere.
pub(super) fn patched(text: &str, wrong: &Value) -> Result<String, String> {
    let mut value = parse_value(text).map_err(|error| error.to_string())?;
    for pointer in wrong.get("remove").and_then(Value::as_array).into_iter().flat_map(|list| list.iter()) {
        let pointer = pointer.as_str().unwrap_or_default();
        if !remove(&mut value, pointer) {
            return Err(pointer.to_owned());
        }
    }
    for (pointer, new) in wrong.get("set").and_then(Value::as_object).into_iter().flat_map(|all| all.iter()) {
        if !set(&mut value, pointer, new) {
            return Err(pointer.to_string());
        }
    }
    Ok(to_json_pretty(&value, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, wrong: &str) -> Result<Value, String> {
        patched(text, &parse_value(wrong).unwrap()).map(|text| parse_value(&text).unwrap())
    }

    #[test]
    fn removes_first_then_sets_and_makes_what_is_missing() {
        let wrong = r#"{"remove": ["/a/0"], "set": {"/b/c~1d/e": 1, "/a/1": 9, "/a/0": 7}}"#;
        let value = changed(r#"{"a": [1, 2]}"#, wrong).unwrap();
        assert_eq!(value, parse_value(r#"{"a": [7, 9], "b": {"c/d": {"e": 1}}}"#).unwrap());
    }

    #[test]
    fn a_pointer_that_leads_nowhere_is_named() {
        assert_eq!(changed(r#"{"a": [1]}"#, r#"{"remove": ["/b"]}"#).unwrap_err(), "/b");
        assert_eq!(changed(r#"{"a": [1]}"#, r#"{"set": {"/a/5": 1}}"#).unwrap_err(), "/a/5");
        assert_eq!(changed(r#"{"a": 1}"#, r#"{"set": {"/a/b": 1}}"#).unwrap_err(), "/a/b");
        assert_eq!(changed("{}", r#"{"set": {"": 1}}"#).unwrap_err(), "");
    }
}

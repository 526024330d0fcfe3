//! The kind `mockconfig`: an execution driven by a `MockConfigFile.json`.

use asl_engine::mock::{MockConfigFile, Mocks};
use asl_json::{Value, parse_value};

use super::case::Case;
use super::compare::Difference;

/// The mocks of the recording's test case.
pub(crate) fn mocks(case: &Case) -> Result<Mocks, Difference> {
    let (file, errors) = MockConfigFile::read(&case.get("mock_config"));
    if let Some(error) = errors.first() {
        return Err(Difference::new(format!("mock_config, {}: {}", error.place, error.message)));
    }
    let execution = case.get("execution");
    let machine = execution.get("stateMachineName").and_then(Value::as_str).unwrap_or_default();
    let test_case = case.get("test_case");
    let mocks = file.mocks(machine, test_case.as_str().unwrap_or_default());
    mocks.map_err(|error| Difference::new(format!("mock_config, {}: {}", error.place, error.message)))
}

/// Takes out what a mocked run cannot know: the places of `ignore_paths`, in the recorded answer and in ours.
pub(crate) fn without_ignored(answer: &Value, paths: &[String]) -> Value {
    let mut answer = parsed(answer);
    for path in paths {
        remove(&mut answer, &steps(path));
    }
    answer
}

/// One step of an ignored path: a name, at any depth or right here.
struct Step<'a> {
    name: &'a str,
    anywhere: bool,
}

/// `$..events..details.output` as steps.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut anywhere = false;
    for name in path.strip_prefix("$.").unwrap_or(path).split('.') {
        if name.is_empty() {
            anywhere = true;
        } else {
            steps.push(Step { name, anywhere });
            anywhere = false;
        }
    }
    steps
}

fn remove(value: &mut Value, steps: &[Step<'_>]) {
    let Some((step, rest)) = steps.split_first() else { return };
    match value {
        Value::Object(members) => {
            let members = members.make_mut();
            if rest.is_empty() {
                members.shift_remove(step.name);
            } else if let Some(inner) = members.get_mut(step.name) {
                remove(inner, rest);
            }
            if step.anywhere {
                members.values_mut().for_each(|inner| remove(inner, steps));
            }
        }
        Value::Array(items) if step.anywhere || !rest.is_empty() => {
            items.make_mut().iter_mut().for_each(|inner| remove(inner, steps));
        }
        _ => {}
    }
}

/// Texts that hold a JSON object become objects, as the recorder did.
fn parsed(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('{') => parse_value(text).unwrap_or_else(|_| value.clone()),
        Value::Array(items) => items.iter().map(parsed).collect::<asl_json::Array>().into(),
        Value::Object(members) => {
            Value::object(members.iter().map(|(name, value)| (name.clone(), parsed(value))))
        }
        other => other.clone(),
    }
}

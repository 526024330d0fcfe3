//! Assertions on the definition itself, and on what the validator says.

use asl_engine::ExecutionType;
use asl_json::{Value, parse_value};
use asl_model::Code;

use super::bundle::Exercise;
use super::engine::{Ask, ask, item, list, matches};
use super::expect::counted;
use super::patch::at_pointer;
use super::{Finding, Item, Sheet};

/// A learner's definition, read once; the engine holds it from then on.
#[derive(Debug)]
pub(super) struct Reading {
    execution_type: ExecutionType,
    /// What the engine said: whether it is an object, codes of errors, other codes.
    said: Value,
    tree: Value,
}

impl Reading {
    pub(super) fn new(text: &str, execution_type: ExecutionType, engine: &mut Ask<'_>) -> Self {
        let express = execution_type == ExecutionType::Express;
        let said = ask(engine, "definition", &[text.into(), express.into()]);
        let tree = parse_value(item(&said, 3).as_str().unwrap_or_default()).unwrap_or_default();
        Self { execution_type, said, tree }
    }

    /// Whether the text is an object without mistakes of spelling.
    pub(super) fn is_readable(&self) -> bool {
        item(&self.said, 0).as_bool() == Some(true)
            && !self.errors().contains(&Code::InvalidJsonDescription.name().into())
    }

    fn errors(&self) -> &[Value] {
        list(&self.said, 1)
    }

    /// Whether the validator says this.
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.errors().iter().chain(list(&self.said, 2)).any(|known| known.as_str() == Some(code))
    }

    /// Whether a state of the top level is called so.
    pub(super) fn is_top(&self, name: &str) -> bool {
        self.tree.get("States").and_then(Value::as_object).is_some_and(|states| states.contains_key(name))
    }

    /// The states of all depths: their names and objects.
    fn states(&self) -> Vec<(&str, &Value)> {
        let mut found = Vec::new();
        let mut open = vec![&self.tree];
        while let Some(workflow) = open.pop() {
            let Some(states) = workflow.get("States").and_then(Value::as_object) else { continue };
            for (name, state) in states.iter() {
                found.push((&**name, state));
                open.extend(["ItemProcessor", "Iterator"].iter().filter_map(|inner| state.get(inner)));
                let branches = state.get("Branches").and_then(Value::as_array);
                open.extend(branches.into_iter().flat_map(|branches| branches.iter()));
            }
        }
        found
    }

    /// The object of a state, at any depth.
    pub(super) fn state(&self, name: &str) -> Option<&Value> {
        self.states().into_iter().find(|(known, _)| *known == name).map(|(_, state)| state)
    }
}

/// Judges `diagnostics` and `definition`.
pub(super) fn judge(exercise: &Exercise, reading: &Reading, sheet: &mut Sheet, engine: &mut Ask<'_>) {
    let readable = reading.is_readable();
    let no_errors = Value::from(0_i64);
    let given = exercise.check.get("diagnostics");
    let errors = match given {
        Some(given) => given.get("errors"),
        None => exercise.kind.wants_valid().then_some(&no_errors),
    };
    let mut add = |name: &'static str, expected: Option<&Value>, judge: &dyn Fn(&Value) -> Finding| {
        if let Some(expected) = expected {
            let id = format!("diagnostics/{name}");
            let item = Item { id, kind: name, run: None, subject: None, expected: Some(expected) };
            sheet.add(item, readable.then(|| judge(expected)));
        }
    };
    add("errors", errors, &|expected| counted(reading.errors().len() as f64, expected));
    let says = |code: &Value| code.as_str().is_some_and(|code| reading.has_code(code));
    add("has", given.and_then(|given| given.get("has")), &|code| Finding {
        holds: says(code),
        ..Finding::default()
    });
    add("not", given.and_then(|given| given.get("not")), &|code| Finding {
        holds: !says(code),
        ..Finding::default()
    });
    for (index, assertion) in exercise.list("definition").iter().enumerate() {
        let (kind, subject, expected) = describe(assertion);
        let item = Item { id: format!("definition/{index}"), kind, run: None, subject, expected };
        sheet.add(item, readable.then(|| look(assertion, reading, 0, engine)));
    }
}

/// The kind of an assertion, what it is about, and what it wants.
fn describe(assertion: &Value) -> (&'static str, Option<String>, Option<&Value>) {
    let text = |name: &str| assertion.get(name).and_then(Value::as_str);
    for kind in ["type", "language"] {
        if let Some(expected) = assertion.get(kind) {
            return (kind, None, Some(expected));
        }
    }
    if let Some(count) = assertion.get("count") {
        return ("count", count.get("Type").and_then(Value::as_str).map(str::to_owned), Some(count));
    }
    if assertion.get("any").is_some() {
        return ("any", None, None);
    }
    let subject = Some(format!("{}{}", text("state").unwrap_or_default(), text("field").unwrap_or_default()));
    for kind in ["is", "exists", "matches"] {
        if let Some(expected) = assertion.get(kind) {
            return (kind, subject, Some(expected));
        }
    }
    ("any", subject, None)
}

/// How deep `any` may stand in `any`.
const MAX_DEPTH: u32 = 4;

/// Judges one assertion on the definition.
pub(super) fn look(assertion: &Value, reading: &Reading, depth: u32, engine: &mut Ask<'_>) -> Finding {
    let text = |name: &str| assertion.get(name).and_then(Value::as_str);
    if let Some(expected) = assertion.get("type") {
        let is_express = reading.execution_type == ExecutionType::Express;
        return Finding::equal(if is_express { "EXPRESS" } else { "STANDARD" }.into(), expected);
    }
    if let Some(expected) = assertion.get("language") {
        let is_jsonata = reading.tree.get("QueryLanguage").and_then(Value::as_str) == Some("JSONata");
        return Finding::equal(if is_jsonata { "JSONata" } else { "JSONPath" }.into(), expected);
    }
    if let Some(count) = assertion.get("count") {
        let type_name = count.get("Type").and_then(Value::as_str).unwrap_or_default();
        let of_type = |(_, state): &(&str, &Value)| {
            state.get("Type").and_then(Value::as_str).unwrap_or_default() == type_name
        };
        return counted(reading.states().into_iter().filter(of_type).count() as f64, count);
    }
    if let Some(any) = assertion.get("any").and_then(Value::as_array) {
        let mut findings =
            any.iter().filter(|_| depth < MAX_DEPTH).map(|inner| look(inner, reading, depth + 1, engine));
        let first = findings.next().unwrap_or_default();
        return if first.holds { first } else { findings.find(|finding| finding.holds).unwrap_or(first) };
    }
    let name = text("state").unwrap_or_default();
    let Some(state) = reading.state(name) else {
        return Finding { holds: false, note: Some("no-such-state"), ..Finding::default() };
    };
    let found = at_pointer(state, text("field").unwrap_or_default());
    let finding = if let Some(expected) = assertion.get("is") {
        Finding { holds: found == Some(expected), actual: found.cloned(), ..Finding::default() }
    } else if let Some(expected) = assertion.get("exists").and_then(Value::as_bool) {
        Finding { holds: found.is_some() == expected, actual: found.cloned(), ..Finding::default() }
    } else {
        let both = text("matches").zip(found.and_then(Value::as_str));
        let holds = both.and_then(|(pattern, text)| matches(engine, pattern, text)) == Some(true);
        Finding { holds, actual: found.cloned(), ..Finding::default() }
    };
    let note = if found.is_none() && !finding.holds { Some("nothing-there") } else { None };
    Finding { note, ..finding.at(Some(name)) }
}

/// Whether the validator has a rule of this code.
pub(super) fn is_code(code: &str) -> bool {
    Code::ALL.iter().any(|known| known.name() == code)
}

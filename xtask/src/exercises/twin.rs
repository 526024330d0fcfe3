//! The same work judged natively and in the built wasm package: the reports must be equal.

use asl_engine::sample::SampleShapes;
use asl_insight::exercise::{Examiner, Exercise, Report, Work, check, works};
use asl_json::{Value, to_json};
use serde_json::json;

use crate::error::Error;
use crate::recipe::Recipe;
use crate::wasm::Host;

/// The wasm package, ready to be compared with.
#[derive(Debug)]
pub(super) struct Twin {
    host: Host,
}

impl Twin {
    /// Starts the package that was built last.
    pub(super) fn start() -> Result<Self, Error> {
        let recipe = Recipe::read()?;
        Ok(Self { host: Host::start_with(&[recipe.engine()?, recipe.tools()?])? })
    }

    /// Hands in the start, the solution and every wrong answer on both sides. Returns what differs, in words.
    ///
    /// # Errors
    /// The wasm side does not answer.
    pub(super) fn difference(&mut self, bundle: &Value) -> Result<Option<String>, Error> {
        let Some(exercise) = Exercise::read(bundle) else { return Ok(None) };
        let text = to_json(bundle);
        for (place, work) in works(&exercise) {
            let there = self.host.ask(&request(&text, &work))?;
            let mut examiner = Examiner::new(SampleShapes::built_in());
            let here = view(&check(&exercise, &work, &mut |question| examiner.answer(question)));
            if here != there {
                return Ok(Some(format!("{place}: natively {here}, in wasm {there}")));
            }
        }
        Ok(None)
    }
}

fn request(exercise: &str, work: &Work) -> serde_json::Value {
    json!({
        "exercise": exercise,
        "work": { "definition": work.definition, "mocks": work.mocks, "answer": to_json(&work.answer) },
    })
}

/// The report as the API of the wasm package gives it.
fn view(report: &Report) -> serde_json::Value {
    let assertions = report.assertions.iter().map(|assertion| {
        let mut members = json!({ "id": assertion.id, "kind": assertion.kind });
        let mut add = |name: &str, value: serde_json::Value| {
            if let Some(members) = members.as_object_mut().filter(|_| !value.is_null()) {
                members.insert(name.to_owned(), value);
            }
        };
        add("run", json!(assertion.run));
        add("subject", json!(assertion.subject));
        add("holds", json!(assertion.holds));
        add("expected", json!(assertion.expected));
        add("actual", json!(assertion.actual));
        add("state", json!(assertion.state));
        add("note", json!(assertion.note));
        members
    });
    let mut view = json!({ "passed": report.passed, "assertions": assertions.collect::<Vec<_>>() });
    if let (Some(wrong), Some(members)) = (&report.wrong, view.as_object_mut()) {
        members.insert("wrong".to_owned(), json!(wrong));
    }
    view
}

//! Running a recording, by its kind.

use std::rc::Rc;

use asl_engine::{ErrorCause, Execution, ExecutionStatus, Program, Simulation, mock::Mocks};
use asl_json::{Value, to_json};

use super::case::Case;
use super::compare::{Comparer, Difference};
use super::{events, express, mock_config, validation};

/// Runs a recording and compares the answer.
pub(crate) fn check(case: &Case) -> Result<(), Difference> {
    match case.kind.as_str() {
        "execution" => execution(case),
        "execution_batch" => batch(case),
        "validate" => validation::check(case),
        "mockconfig" => mocked(case),
        "sync_execution" => express::sync_execution(case),
        "async_express" => express::async_express(case),
        "test_state" => super::test_state::check(case),
        kind => Err(Difference::new(format!("no runner for the kind `{kind}` yet"))),
    }
}

/// Runs a definition to its end or to a standstill.
pub(crate) fn simulate(case: &Case, definition: &Value, input: Value, mocks: Mocks) -> Simulation {
    let definition = asl_model::parse_definition(&to_json(definition));
    let program = Rc::new(Program::compile(&definition.machine));
    let execution = Execution::start(program, input, case.options());
    let mut simulation = Simulation::new(execution, mocks, Box::new(asl_engine::sample::sample));
    match case.expected("status").as_str() {
        Some("RUNNING") => run_until(&mut simulation, recorded_events(case)),
        Some("ABORTED") => {
            run_until(&mut simulation, recorded_events(case).saturating_sub(1));
            simulation.stop(ErrorCause::default());
        }
        _ => {
            simulation.run_to_end();
        }
    }
    simulation
}

fn recorded_events(case: &Case) -> usize {
    case.expected("events").as_array().map_or(0, |events| events.len())
}

/// The history was read, or the execution stopped, when it had this many events.
fn run_until(simulation: &mut Simulation, events: usize) {
    while simulation.execution().history().len() < events && simulation.step() {}
}

fn execution(case: &Case) -> Result<(), Difference> {
    let simulation = simulate(case, &case.get("definition"), case.get("input"), case.mocks());
    let history: Vec<Value> = simulation.execution().history().iter().map(without_time).collect();
    events::compare(case, &history)?;
    outcome(case, simulation.execution())?;
    express::extras(case, simulation.execution())
}

/// An execution driven by a file of Step Functions Local, without the places that no mock can know.
fn mocked(case: &Case) -> Result<(), Difference> {
    let simulation = simulate(case, &case.get("definition"), case.get("input"), mock_config::mocks(case)?);
    let execution = simulation.execution();
    let text = |text: &Option<Rc<str>>| text.as_ref().map_or(Value::Null, |t| Value::String(Rc::clone(t)));
    let actual = Value::object([
        ("events", execution.history().iter().map(without_time).collect::<asl_json::Array>().into()),
        ("status", Value::from(execution.status().as_str())),
        ("output", execution.output().cloned().unwrap_or_default()),
        ("error", text(&execution.failure().error)),
        ("cause", text(&execution.failure().cause)),
    ]);
    let ignored: Vec<String> = case.get("ignore_paths").as_array().map_or_else(Vec::new, |paths| {
        paths.iter().filter_map(|path| path.as_str().map(str::to_owned)).collect()
    });
    let expected = mock_config::without_ignored(&case.get("expected"), &ignored);
    let actual = mock_config::without_ignored(&actual, &ignored);
    // What the mock made up stands where the service's own answer stood, also where the input holds an equal token.
    let made_up: Vec<String> = case.get("passthrough_tokens").as_array().map_or_else(Vec::new, |tokens| {
        tokens.iter().filter_map(|token| token.as_str().map(str::to_owned)).collect()
    });
    let placeholders = [case.placeholders.clone(), made_up].concat();
    let comparer = Comparer::new(&placeholders);
    comparer
        .compare(&expected, &actual, "answer")
        .map_err(|reason| Difference::between(reason, &expected, &actual))
}

fn without_time(event: &asl_engine::HistoryEvent) -> Value {
    let mut value = event.to_json_value();
    if let Value::Object(members) = &mut value {
        members.make_mut().shift_remove("timestamp");
    }
    value
}

/// Status, output, error and cause.
fn outcome(case: &Case, execution: &Execution) -> Result<(), Difference> {
    let comparer = Comparer::new(&case.placeholders);
    let text = |text: &Option<Rc<str>>| text.as_ref().map_or(Value::Null, |t| Value::String(Rc::clone(t)));
    let mut actual = vec![
        ("status", Value::from(execution.status().as_str())),
        ("error", text(&execution.failure().error)),
        ("cause", text(&execution.failure().cause)),
    ];
    if execution.status() == ExecutionStatus::Succeeded {
        actual.push(("output", execution.output().cloned().unwrap_or_default()));
    }
    for (name, actual) in actual {
        let expected = case.expected(name);
        comparer
            .compare(&expected, &actual, name)
            .map_err(|reason| Difference::between(reason, &expected, &actual))?;
    }
    Ok(())
}

fn batch(case: &Case) -> Result<(), Difference> {
    let runs = case.get("runs").as_array().cloned().unwrap_or_default();
    for (index, run) in runs.iter().enumerate() {
        let part = |name: &str| run.get(name).cloned().unwrap_or_default();
        let definition = run.get("definition").cloned().unwrap_or_else(|| case.get("definition"));
        let simulation = simulate(case, &definition, part("input"), case.mocks());
        let actual = simulation.execution().output().cloned().unwrap_or_default();
        let comparer = Comparer::new(&case.placeholders);
        comparer.compare(&part("expected_output"), &actual, &format!("run {index}")).map_err(|reason| {
            let failure = simulation.execution().failure();
            Difference::between(
                format!("{reason} {failure:?} {}", to_json(&part("input"))),
                &definition,
                &actual,
            )
        })?;
    }
    Ok(())
}

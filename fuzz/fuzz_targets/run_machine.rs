//! Any machine, input, mocks and stimuli: no panic, no hang, ids without gaps, the same history in pieces and at once.
//!
//! The bytes are either texts (parted by a zero byte: definition, input, mocks) or the choices of a generator that
//! makes up a machine from the words of the language, so that deep behaviour is reached without finding JSON first.

#![no_main]

use std::rc::Rc;

use asl_engine::sample::{SampleContext, SampleShapes, sampler};
use asl_engine::test_state::inspect_visit;
use asl_engine::{
    ErrorCause, EventDetails, Execution, ExecutionOptions, ExecutionStatus, ExecutionType, LogLevel, Mocks,
    Program, Quotas, Simulation, SimulationStatus, describe_execution, log_events,
};
use asl_json::{Value, parse_value, to_json};
use libfuzzer_sys::fuzz_target;

/// Transitions between two stimuli.
const STEPS: u32 = 300;

/// Choices, one byte each; zeros when they are used up, so that every generator ends.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                usize::from(*first)
            }
            None => 0,
        }
    }

    fn one<'b>(&mut self, of: &[&'b str]) -> &'b str {
        of[self.next() % of.len()]
    }

    fn maybe(&mut self) -> bool {
        self.next() % 3 == 1
    }
}

const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];
const PATHS: [&str; 16] = [
    "$",
    "$.a",
    "$.b[0]",
    "$.c[*].d",
    "$$.Map.Item.Value",
    "$$.Execution.Input",
    "$v",
    "$.a.b.c",
    "null",
    "$..d",
    "$.c[0:2]",
    "$$.State.RetryCount",
    "$$.Task.Token",
    "$.b[?(@.d>1)]",
    "$v.x",
    "$",
];
const EXPRESSIONS: [&str; 14] = [
    "{% $states.input %}",
    "{% $states.result %}",
    "{% $states.input.c.d %}",
    "{% $v %}",
    "{% 1 + 1 %}",
    "{% $states.errorOutput %}",
    "{% [1..3] %}",
    "{% $error('x') %}",
    "{% $states.context.Map.Item.Value %}",
    "{% $states.input ~> |$|{'z':1}| %}",
    "{% {'a':$states.input,'b':$states.input} %}",
    "{% $uuid() %}",
    "{% nothing %}",
    "{% $states.input.a > 1 %}",
];
const INTRINSICS: [&str; 8] = [
    "States.Format('{}-{}', $.a, $$.State.Name)",
    "States.ArrayRange(0, 5, 1)",
    "States.UUID()",
    "States.JsonMerge($.a, $.a, false)",
    "States.Array($, $)",
    "States.StringToJson($.a)",
    "States.ArrayPartition($.b, 2)",
    "States.MathAdd($.a, 1)",
];
const VALUES: [&str; 9] =
    ["1", "-1", "0", "\"x\"", "null", "[1,2,3]", "{\"a\":1,\"c\":[{\"d\":2}]}", "true", "2.5"];
const RESOURCES: [&str; 9] = [
    "arn:aws:states:::lambda:invoke",
    "arn:aws:lambda:us-east-1:123456789012:function:f",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:us-east-1:123456789012:activity:a",
    "arn:aws:states:::ecs:runTask.sync",
    "arn:aws:states:::aws-sdk:dynamodb:getItem",
    "arn:aws:states:::http:invoke",
    "nonsense",
];
const ERRORS: [&str; 7] = [
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "E",
    "States.Runtime",
    "States.DataLimitExceeded",
    "States.HeartbeatTimeout",
];

fn quoted(text: &str) -> String {
    to_json(&Value::from(text))
}

fn template(bytes: &mut Bytes<'_>, jsonata: bool, depth: u32) -> String {
    let count = bytes.next() % 3 + 1;
    let members: Vec<String> = (0..count)
        .map(|at| {
            let key = bytes.one(&["a", "b", "c", "Payload", "RoleArn", "Bucket", "Key"]);
            match bytes.next() % 5 {
                0 => format!("\"{key}{at}\":{}", bytes.one(&VALUES)),
                1 if depth < 3 => format!("\"{key}\":{}", template(bytes, jsonata, depth + 1)),
                2 if !jsonata => format!("\"{key}.$\":{}", quoted(bytes.one(&INTRINSICS))),
                _ if jsonata => format!("\"{key}\":{}", quoted(bytes.one(&EXPRESSIONS))),
                _ => format!("\"{key}.$\":{}", quoted(bytes.one(&PATHS))),
            }
        })
        .collect();
    format!("{{{}}}", members.join(","))
}

fn retry_and_catch(bytes: &mut Bytes<'_>, fields: &mut Vec<String>) {
    if bytes.maybe() {
        let (error, interval) = (quoted(bytes.one(&ERRORS)), bytes.next());
        let jitter = bytes.one(&["NONE", "FULL"]);
        let attempts = bytes.next() % 5;
        fields.push(format!(
            "\"Retry\":[{{\"ErrorEquals\":[{error}],\"IntervalSeconds\":{interval},\"MaxAttempts\":{attempts},\
             \"JitterStrategy\":\"{jitter}\"}}]"
        ));
    }
    if bytes.maybe() {
        let (error, next, path) = (quoted(bytes.one(&ERRORS)), bytes.one(&NAMES), quoted(bytes.one(&PATHS)));
        fields.push(format!(
            "\"Catch\":[{{\"ErrorEquals\":[{error}],\"Next\":\"{next}\",\"ResultPath\":{path}}}]"
        ));
    }
}

fn state(bytes: &mut Bytes<'_>, jsonata: bool, depth: u32) -> String {
    let kind = bytes.next() % if depth < 3 { 9 } else { 6 };
    let names = ["Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map", "Map"];
    let mut fields = vec![format!("\"Type\":\"{}\"", names[kind])];
    match kind {
        0 => {
            if bytes.maybe() {
                fields.push(format!("\"Result\":{}", bytes.one(&VALUES)));
            }
            if bytes.maybe() && !jsonata {
                fields.push(format!("\"Parameters\":{}", template(bytes, jsonata, 0)));
            }
        }
        1 => {
            fields.push(format!("\"Resource\":{}", quoted(bytes.one(&RESOURCES))));
            let name = if jsonata { "Arguments" } else { "Parameters" };
            fields.push(format!("\"{name}\":{}", template(bytes, jsonata, 0)));
            if bytes.maybe() {
                fields.push(format!("\"TimeoutSeconds\":{}", bytes.next()));
            }
            if bytes.maybe() {
                fields.push(format!("\"HeartbeatSeconds\":{}", bytes.next()));
            }
            retry_and_catch(bytes, &mut fields);
        }
        2 => {
            let next = bytes.one(&NAMES);
            let rule = if jsonata {
                format!("\"Condition\":{}", quoted(bytes.one(&EXPRESSIONS)))
            } else {
                let operator = bytes.one(&["IsPresent", "IsNull", "NumericGreaterThan", "StringMatches"]);
                let value = bytes.one(&["true", "1", "\"x*\""]);
                format!("\"Variable\":{},\"{operator}\":{value}", quoted(bytes.one(&PATHS)))
            };
            fields.push(format!("\"Choices\":[{{{rule},\"Next\":\"{next}\"}}]"));
            if bytes.maybe() {
                fields.push(format!("\"Default\":\"{}\"", bytes.one(&NAMES)));
            }
        }
        3 => fields.push(match bytes.next() % 4 {
            0 => format!("\"Seconds\":{}", bytes.next() * 1000),
            1 if !jsonata => format!("\"SecondsPath\":{}", quoted(bytes.one(&PATHS))),
            2 if jsonata => format!("\"Seconds\":{}", quoted(bytes.one(&EXPRESSIONS))),
            _ => "\"Timestamp\":\"2026-03-01T00:00:00Z\"".to_owned(),
        }),
        5 if bytes.maybe() => fields.push(format!("\"Error\":{}", quoted(bytes.one(&ERRORS)))),
        6 => {
            let branches: Vec<String> =
                (0..bytes.next() % 4).map(|_| workflow(bytes, jsonata, depth + 1)).collect();
            fields.push(format!("\"Branches\":[{}]", branches.join(",")));
            retry_and_catch(bytes, &mut fields);
        }
        7 | 8 => {
            let mode = if kind == 8 && depth < 2 {
                "\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},"
            } else {
                ""
            };
            let inner = workflow(bytes, jsonata, depth + 1);
            fields.push(format!("\"ItemProcessor\":{{{mode}{}", &inner[1..]));
            if bytes.maybe() {
                fields.push(format!("\"MaxConcurrency\":{}", bytes.next() % 4));
            }
            let (items, text) =
                if jsonata { ("Items", bytes.one(&EXPRESSIONS)) } else { ("ItemsPath", bytes.one(&PATHS)) };
            if bytes.maybe() {
                fields.push(format!("\"{items}\":{}", quoted(text)));
            }
            if bytes.maybe() {
                fields.push(format!("\"ItemSelector\":{}", template(bytes, jsonata, 0)));
            }
            if bytes.maybe() {
                fields.push("\"ItemBatcher\":{\"MaxItemsPerBatch\":2}".to_owned());
            }
            if bytes.maybe() {
                fields.push("\"ToleratedFailureCount\":1".to_owned());
            }
            retry_and_catch(bytes, &mut fields);
        }
        _ => {}
    }
    if jsonata {
        if bytes.maybe() {
            fields.push(format!("\"Output\":{}", quoted(bytes.one(&EXPRESSIONS))));
        }
    } else {
        for name in ["InputPath", "ResultPath", "OutputPath"] {
            if bytes.maybe() && !(name == "ResultPath" && matches!(kind, 2..=5)) {
                fields.push(format!("\"{name}\":{}", quoted(bytes.one(&PATHS))));
            }
        }
    }
    if bytes.maybe() && !matches!(kind, 4 | 5) {
        let value = if jsonata {
            format!("\"v\":{}", quoted(bytes.one(&EXPRESSIONS)))
        } else {
            format!("\"v.$\":{}", quoted(bytes.one(&PATHS)))
        };
        fields.push(format!("\"Assign\":{{{value}}}"));
    }
    if !matches!(kind, 2 | 4 | 5) {
        fields.push(if bytes.maybe() {
            "\"End\":true".to_owned()
        } else {
            format!("\"Next\":\"{}\"", bytes.one(&NAMES))
        });
    }
    format!("{{{}}}", fields.join(","))
}

fn workflow(bytes: &mut Bytes<'_>, jsonata: bool, depth: u32) -> String {
    let count = bytes.next() % 4 + 1;
    let states: Vec<String> =
        NAMES.iter().take(count).map(|name| format!("\"{name}\":{}", state(bytes, jsonata, depth))).collect();
    format!("{{\"StartAt\":\"A\",\"States\":{{{}}}}}", states.join(","))
}

fn made_up(bytes: &mut Bytes<'_>) -> (String, String, String) {
    let jsonata = bytes.maybe();
    let inner = workflow(bytes, jsonata, 0);
    let language = if jsonata { "\"QueryLanguage\":\"JSONata\"," } else { "" };
    let timeout = if bytes.maybe() { format!("\"TimeoutSeconds\":{},", bytes.next()) } else { String::new() };
    let definition = format!("{{{language}{timeout}{}", &inner[1..]);
    let input = "{\"a\":{\"b\":1},\"b\":[1,2,3],\"c\":[{\"d\":1},{\"d\":2}],\"d\":\"x\"}".to_owned();
    let mocks: Vec<String> = NAMES
        .iter()
        .take(bytes.next() % 6)
        .map(|name| {
            let entries: Vec<String> = (0..bytes.next() % 3)
                .map(|_| match bytes.next() % 5 {
                    0 => format!("{{\"return\":{}}}", bytes.one(&VALUES)),
                    1 => format!(
                        "{{\"throw\":{{\"error\":{}}},\"after\":{}}}",
                        quoted(bytes.one(&ERRORS)),
                        bytes.next()
                    ),
                    2 => "{\"never\":true}".to_owned(),
                    3 => format!(
                        "{{\"return\":1,\"when\":{}}}",
                        quoted(bytes.one(&["$.a", "{% $states.input.a = 1 %}"]))
                    ),
                    _ => format!("{{\"definition\":{}}}", workflow(bytes, jsonata, 3)),
                })
                .collect();
            format!("\"{name}\":[{}]", entries.join(","))
        })
        .collect();
    (definition, input, format!("{{{}}}", mocks.join(",")))
}

fn texts(data: &[u8]) -> (String, String, String) {
    let mut parts = data.splitn(3, |byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned());
    let mut part = || parts.next().unwrap_or_default();
    (part(), part(), part())
}

/// Something from outside, or the same again in another way of running.
fn stimulate(simulation: &mut Simulation, bytes: &mut Bytes<'_>) {
    let token = simulation.waiting().find_map(|call| call.request.token.clone()).unwrap_or_default();
    match bytes.next() % 8 {
        0 => drop(simulation.send_task_success(&token, Value::from(1_i64))),
        1 => drop(simulation.send_task_failure(&token, ErrorCause::new("E", "c"))),
        2 => drop(simulation.send_task_heartbeat(&token)),
        3 => drop(simulation.get_activity_task(RESOURCES[4], Some("w"))),
        4 => simulation.stop(ErrorCause::default()),
        5 => drop(simulation.redrive(None)),
        _ => drop(simulation.let_time_pass()),
    }
}

struct Case {
    definition: Rc<str>,
    program: Rc<Program>,
    input: Value,
    mocks: Mocks,
    options: ExecutionOptions,
}

impl Case {
    fn run(&self, stimuli: &[u8], piece: u32) -> Simulation {
        let execution = Execution::start(Rc::clone(&self.program), self.input.clone(), self.options.clone());
        let samples = sampler(Rc::clone(&self.definition), SampleContext::of(&self.options, &SampleShapes::built_in()));
        let mut simulation = Simulation::new(execution, self.mocks.clone(), samples);
        let mut bytes = Bytes(stimuli);
        for _ in 0..6 {
            let mut left = STEPS;
            while left > 0 && simulation.run(piece.min(left)) == SimulationStatus::Progressed {
                left -= piece.min(left);
            }
            stimulate(&mut simulation, &mut bytes);
        }
        simulation
    }
}

fn check(simulation: &Simulation) {
    let execution = simulation.execution();
    for (at, event) in execution.history().iter().enumerate() {
        assert_eq!(event.id as usize, at + 1);
        assert!(event.previous_event_id < event.id);
        assert!(event.visit <= event.id);
    }
    let ended = matches!(
        execution.history().last().map(|event| &event.details),
        Some(
            EventDetails::ExecutionSucceeded { .. }
                | EventDetails::ExecutionFailed(_)
                | EventDetails::ExecutionAborted(_)
                | EventDetails::ExecutionTimedOut(_)
        )
    );
    assert_eq!(ended, execution.status() != ExecutionStatus::Running);
    let entered = execution.history().iter().filter(|event| event.visit == event.id).take(20);
    for event in entered {
        let _ = inspect_visit(execution, event.id, u32::MAX);
    }
    let _ = describe_execution(execution);
    let _ = log_events(execution, LogLevel::Error, true);
}

/// Bytes of events that are compared: more would fuzz the writer of JSON.
const COMPARED_BYTES: usize = 1 << 22;

fn compare(left: &Simulation, right: &Simulation) {
    let (left, right) = (left.execution().history(), right.execution().history());
    assert_eq!(left.len(), right.len());
    let mut compared = 0;
    for (left, right) in left.iter().zip(right.iter()) {
        let text = to_json(&left.to_json_value());
        assert_eq!(text, to_json(&right.to_json_value()));
        compared += text.len();
        if compared > COMPARED_BYTES {
            break;
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, data)) = data.split_first() else { return };
    let (stimuli, data) = data.split_at(data.len().min(6));
    let (definition, input, mocks) = if mode % 4 == 0 { texts(data) } else { made_up(&mut Bytes(data)) };
    let Ok(input) = parse_value(if input.is_empty() { "{}" } else { &input }) else { return };
    let (mocks, _) = Mocks::read(&parse_value(&mocks).unwrap_or_default());
    let machine = asl_model::parse_definition(&definition).machine;
    let options = ExecutionOptions {
        seed: u64::from(*mode),
        execution_type: if mode & 4 == 0 { ExecutionType::Standard } else { ExecutionType::Express },
        // A smaller budget than a page's: what grows without end ends sooner.
        quotas: Quotas {
            memory_bytes: 1 << 26,
            ..if mode & 8 == 0 { Quotas::SERVICE } else { Quotas::RELAXED }
        },
        ..ExecutionOptions::default()
    };
    let program = Rc::new(Program::compile(&machine));
    let case = Case { definition: definition.into(), program, input, mocks, options };
    let whole = case.run(stimuli, STEPS);
    check(&whole);
    let pieces = case.run(stimuli, u32::from(*mode) % 7 + 1);
    compare(&whole, &pieces);
});

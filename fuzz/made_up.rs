//! Machines, inputs and mocks made up from the words of the language, so that deep behaviour is reached without finding
//! JSON first. Each byte is a choice.

use asl_json::{Value, to_json};

/// Choices, one byte each; zeros when they are used up, so that every generator ends.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Bytes<'_> {
    pub(crate) fn next(&mut self) -> usize {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                usize::from(*first)
            }
            None => 0,
        }
    }

    pub(crate) fn one<'b>(&mut self, of: &[&'b str]) -> &'b str {
        of[self.next() % of.len()]
    }

    pub(crate) fn maybe(&mut self) -> bool {
        self.next() % 3 == 1
    }
}

pub(crate) const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];
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
pub(crate) const EXPRESSIONS: [&str; 14] = [
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
pub(crate) const VALUES: [&str; 9] =
    ["1", "-1", "0", "\"x\"", "null", "[1,2,3]", "{\"a\":1,\"c\":[{\"d\":2}]}", "true", "2.5"];
pub(crate) const RESOURCES: [&str; 9] = [
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
pub(crate) const ERRORS: [&str; 7] = [
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "E",
    "States.Runtime",
    "States.DataLimitExceeded",
    "States.HeartbeatTimeout",
];

pub(crate) fn quoted(text: &str) -> String {
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

pub(crate) fn made_up(bytes: &mut Bytes<'_>) -> (String, String, String) {
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

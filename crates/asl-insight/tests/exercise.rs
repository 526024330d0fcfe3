//! The check vocabulary of exercises: each key with a run in which it holds and one in which it does not.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use asl_engine::sample::SampleShapes;
use asl_insight::exercise::{self, Examiner, Exercise, Problem, Report, Work};
use asl_json::{Value, parse_value, to_json};

fn check(exercise: &Exercise, work: &Work) -> Report {
    let mut examiner = Examiner::new(SampleShapes::built_in());
    exercise::check(exercise, work, &mut |question| examiner.answer(question))
}

fn validate_exercise(bundle: &Value) -> Vec<Problem> {
    let mut examiner = Examiner::new(SampleShapes::built_in());
    exercise::validate_exercise(bundle, &mut |question| examiner.answer(question))
}

fn validate_pack(text: &str) -> Vec<Problem> {
    let mut examiner = Examiner::new(SampleShapes::built_in());
    exercise::validate_pack(text, &mut |question| examiner.answer(question))
}

/// A definition with most of what a check can ask about.
const DEFINITION: &str = r#"{
  "StartAt": "Begin",
  "States": {
    "Begin": { "Type": "Pass", "Assign": { "who": "ada" }, "Next": "Call" },
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call",
      "Parameters": { "id.$": "$.id" },
      "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 2 }],
      "ResultPath": "$.called",
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.items",
      "ItemProcessor": {
        "StartAt": "One",
        "States": { "One": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:one", "End": true } }
      },
      "ResultPath": "$.done",
      "End": true
    }
  }
}"#;

const RUN: &str = r#""input": {"id": 7, "items": [1, 2]}, "mocks": {
    "Call": [{"throw": {"error": "Busy", "cause": "x"}}, {"return": {"ok": true}, "after": 3}],
    "One": [{"return": "a"}, {"return": "b"}]
}"#;

fn exercise_of(kind: &str, check: &str, wrong: &str) -> Exercise {
    let text =
        format!(r#"{{"exercise": {{"id": "T-1", "kind": "{kind}", "check": {check}, "wrong": {wrong}}}}}"#);
    Exercise::parse(&text).unwrap()
}

fn report(definition: &str, check_text: &str) -> Report {
    let work = Work { definition: definition.to_owned(), ..Work::default() };
    check(&exercise_of("build", check_text, "[]"), &work)
}

/// The assertions of `expect`, as `id holds actual note`.
fn judged(definition: &str, expect: &str) -> Vec<String> {
    let report = report(definition, &format!(r#"{{"runs": [{{{RUN}, "expect": {expect}}}]}}"#));
    let line = |a: &exercise::Assertion| {
        let holds = a.holds.map_or("?", |holds| if holds { "ok" } else { "no" });
        format!("{} {holds} {} {}", a.id, a.actual.clone().unwrap_or_default(), a.note.unwrap_or_default())
    };
    report.assertions.iter().skip(1).map(|a| line(a).trim_end().to_owned()).collect()
}

#[test]
fn every_key_holds_where_it_should() {
    let expect = r#"{"status": "SUCCEEDED", "path": ["Begin", "Call", "Each"], "includes": ["One"], "excludes": ["Nobody"],
        "order": ["Call", "One", "One"], "visits": {"One": 2}, "attempts": {"Call": 2}, "effective": {"Call#1": {"id": 7},
        "One#1": 2}, "effective_has": {"Call": {"$.id": 7}},
        "output": {"id": 7, "items": [1, 2], "called": {"ok": true}, "done": ["a", "b"]}, "has": {"$.done[1]": "b"},
        "vars": {"who": "ada"}, "events": {"LambdaFunctionScheduled": 4}, "elapsed": 5, "transitions": {"max": 6, "min": 6},
        "children": 0}"#;
    let report = report(DEFINITION, &format!(r#"{{"runs": [{{{RUN}, "expect": {expect}}}]}}"#));
    let failed: Vec<_> = report.assertions.iter().filter(|a| a.holds != Some(true)).collect();
    assert!(report.passed, "{failed:?}");
    assert_eq!(report.assertions.len(), 18);
}

#[test]
fn every_key_says_what_came_instead() {
    let expect = r#"{"status": "FAILED", "error": "E", "path": ["Begin", "Each"], "includes": ["Nobody"], "excludes": ["One"],
        "order": ["One", "Call"], "visits": {"One": 3}, "attempts": {"Call": {"max": 1}}, "effective": {"Call#5": 1},
        "effective_has": {"Call": {"$.x": 7}}, "has": {"$.nothing": 1}, "vars": {"gone": 1}, "elapsed": {"max": 4.5},
        "transitions": 5}"#;
    assert_eq!(
        judged(DEFINITION, expect),
        [
            r#"runs/0/status no "SUCCEEDED""#,
            "runs/0/error no null",
            r#"runs/0/path no ["Begin","Call","Each"]"#,
            "runs/0/includes/Nobody no  no-such-state",
            "runs/0/excludes/One no",
            r#"runs/0/order no ["Begin","Call","Each","One","One"]"#,
            "runs/0/visits/One no 2",
            "runs/0/attempts/Call no 2",
            "runs/0/effective/Call#5 no  not-called",
            "runs/0/effective_has/Call/$.x no  nothing-there",
            "runs/0/has/$.nothing no  nothing-there",
            "runs/0/vars/gone no  not-set",
            "runs/0/elapsed no 5",
            "runs/0/transitions no 6",
        ]
    );
}

#[test]
fn a_run_that_stands_still_or_never_ends_says_so() {
    let token = DEFINITION.replace(
        "arn:aws:lambda:us-east-1:123456789012:function:call",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    );
    let check = r#"{"diagnostics": {}, "runs": [{"input": {"id": 1, "items": []}, "expect": {"status": "SUCCEEDED"}}]}"#;
    let first = |report: &Report| (report.assertions[0].note, report.assertions[0].state.clone());
    assert_eq!(first(&report(&token, check)), (Some("waits"), Some("Call".to_owned())));
    let endless = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}"#;
    let report = report(endless, check);
    assert_eq!(report.assertions[0].actual.as_deref(), Some(r#""FAILED""#));
}

#[test]
fn a_definition_that_cannot_be_read_is_not_run() {
    for text in ["", "[]", r#"{"StartAt": "#, "null"] {
        let check = format!(r#"{{"runs": [{{{RUN}, "expect": {{"status": "SUCCEEDED"}}}}]}}"#);
        let report = report(text, &check);
        assert_eq!(
            (report.assertions[0].id.as_str(), report.assertions[0].holds),
            ("readable", Some(false)),
            "{text}"
        );
        assert!(report.assertions.iter().skip(1).all(|a| a.holds.is_none()), "{text}");
    }
    let invalid = DEFINITION.replace(r#""Next": "Each""#, r#""Next": "each""#);
    let report =
        report(&invalid, &format!(r#"{{"runs": [{{{RUN}, "expect": {{"status": "SUCCEEDED"}}}}]}}"#));
    assert_eq!(report.assertions[0].id, "diagnostics/errors");
    assert_eq!(report.assertions[1].holds, None);
}

#[test]
fn definitions_are_looked_at_by_field_count_language_and_type() {
    let check = r#"{"diagnostics": {}, "definition": [
        {"state": "One", "field": "/Resource", "matches": "function:one$"},
        {"state": "Call", "field": "/Retry/0/MaxAttempts", "is": 2},
        {"state": "Call", "field": "/Catch", "exists": false},
        {"count": {"Type": "Task", "min": 2, "max": 2}},
        {"language": "JSONPath"},
        {"type": "STANDARD"},
        {"any": [{"language": "JSONata"}, {"state": "Call", "field": "/Next", "is": "Each"}]},
        {"state": "Nobody", "field": "/Next", "exists": false},
        {"state": "Call", "field": "/Catch/0", "is": 1}
    ]}"#;
    let report = report(DEFINITION, check);
    let holds: Vec<_> = report.assertions.iter().map(|a| a.holds.unwrap()).collect();
    assert_eq!(holds, [true, true, true, true, true, true, true, false, false]);
    assert_eq!(report.assertions[7].note, Some("no-such-state"));
    assert_eq!(report.assertions[8].note, Some("nothing-there"));
}

fn answered(kind: &str, expected: &str, given: &str) -> (bool, Vec<String>) {
    let exercise = exercise_of(kind, &format!(r#"{{"answer": {expected}}}"#), "[]");
    let report = check(&exercise, &Work { answer: parse_value(given).unwrap(), ..Work::default() });
    assert!(report.assertions.iter().all(|a| a.expected.is_none()), "the report gives the answer away");
    (report.passed, report.assertions.iter().map(|a| a.note.unwrap_or_default().to_owned()).collect())
}

#[test]
fn answers_are_judged_by_their_kind() {
    let json = r#"{"json": {"a": 1, "b": [2]}}"#;
    assert!(answered("predict-output", json, r#"{"json": "{ \"b\": [2.0], \"a\": 1 }"}"#).0);
    assert_eq!(answered("predict-output", json, r#"{"json": "{"}"#), (false, vec!["not-json".into()]));
    assert_eq!(answered("predict-output", json, "{}"), (false, vec!["empty".into()]));
    let path = r#"{"path": ["A", "B"]}"#;
    assert!(answered("predict-path", path, r#"{"path": ["A", "B"]}"#).0);
    assert_eq!(answered("predict-path", path, r#"{"path": ["A"]}"#).1, ["goes-on"]);
    assert_eq!(answered("predict-path", path, r#"{"path": ["A", "B", "C"]}"#).1, ["ends-before"]);
    let number = r#"{"number": {"x": 1.52, "y": 4}, "tolerance": 0.02}"#;
    assert!(answered("predict-number", number, r#"{"number": {"x": 1.5, "y": 4}}"#).0);
    assert!(!answered("predict-number", number, r#"{"number": {"x": 1.49, "y": 4}}"#).0);
    assert_eq!(answered("predict-number", number, r#"{"number": {"x": 1.5}}"#).1, ["", "empty"]);
    let choice = r#"{"choice": ["a", "c"]}"#;
    assert!(answered("choose", choice, r#"{"choice": ["c", "a"]}"#).0);
    for given in [r#"["a"]"#, r#"["a", "b", "c"]"#, r#"["a", "a"]"#, r#"["a", "b"]"#] {
        assert!(!answered("choose", choice, &format!(r#"{{"choice": {given}}}"#)).0, "{given}");
    }
}

#[test]
fn the_first_mistake_that_fits_has_the_message() {
    let wrong = r#"[
        {"id": "caught", "fails": "runs/0/status", "when": [{"state": "Call", "field": "/Catch", "exists": true}]},
        {"id": "busy", "fails": "runs/0/status", "when": [{"error": "Busy"}]},
        {"id": "rest", "fails": "runs/0/status"}
    ]"#;
    let check_text = r#"{"runs": [{"input": {"id": 1, "items": []}, "mocks": {"Call": [{"throw": {"error": "Busy"}}]},
        "expect": {"status": "SUCCEEDED"}}]}"#;
    let exercise = exercise_of("fix", check_text, wrong);
    let mistake = |definition: &str| {
        check(&exercise, &Work { definition: definition.to_owned(), ..Work::default() }).wrong
    };
    assert_eq!(mistake(DEFINITION).as_deref(), Some("busy"));
    let other = DEFINITION.replace("$.items", "$.nothing").replace("\"Busy\"", "\"States.ALL\"");
    assert_eq!(mistake(&other).as_deref(), Some("busy"));
    assert_eq!(mistake(&DEFINITION.replace("$.id", "$.nothing")).as_deref(), Some("rest"));
}

/// Our own exercises are proven by `cargo xtask exercises`; this shows what a bad one is told.
#[test]
fn a_bad_exercise_is_told_what_is_wrong_with_it() {
    let bundle = |exercise: &str| {
        let text = format!(
            r#"{{"exercise": {exercise}, "files": {{"start.asl.json": {DEFINITION}, "solution.asl.json": {DEFINITION}, "notes.txt": "x"}},
            "texts": {{"en": {{"title": "{}", "hints": ["a"], "wrong": {{"w": "x", "gone": "y"}}}}}}}}"#,
            "t".repeat(49)
        );
        parse_value(&text).unwrap()
    };
    let codes = |bundle: &Value| -> Vec<String> {
        validate_exercise(bundle)
            .iter()
            .map(|problem| format!("{} {}", problem.place, problem.code))
            .collect()
    };
    let found = codes(&bundle(
        r#"{"format_version": 2, "id": "x", "kind": "build", "level": 1, "exam": ["DVA9"], "extra": 1,
        "check": {"runs": [{"expect": {"statsu": "FAILED", "elapsed": {"maximum": 3}, "has": {"$[": 1}}, "mocks": {"A": [{}]}}],
        "definition": [{"state": "A", "field": "x", "matches": "("}]}, "wrong": [{"id": "w", "of": "stat"}]}"#,
    ));
    for expected in [
        "exercise/format_version wrong-type",
        "exercise/exam/0 unknown-word",
        "exercise unknown-member",
        "exercise/check/runs/0/expect unknown-member",
        "exercise/check/runs/0/expect/elapsed unknown-member",
        "exercise/check/runs/0/expect/has bad-path",
        "exercise/check/definition/0/field wrong-type",
        "exercise/check/definition/0/matches bad-regex",
        "exercise/wrong/0/of unknown-word",
        "exercise/wrong/0 missing-member",
        "files stray-file",
        "texts/en/title too-long",
        "texts/en/hints too-few",
        "texts/en missing-text",
        "texts/en/wrong unknown-text",
    ] {
        assert!(found.iter().any(|problem| problem == expected), "{expected} is not in {found:#?}");
    }
    assert!(found.iter().any(|problem| problem.ends_with("bad-mock")), "{found:#?}");
}

#[test]
fn alternatives_nest_a_few_levels_only() {
    let nested =
        format!("{}{}{}", r#"{"any": ["#.repeat(490), r#"{"language": "JSONata"}"#, "]}".repeat(490));
    let check = format!(r#"{{"definition": [{nested}], "runs": [{{"expect": {{}}}}]}}"#);
    let bundle = format!(r#"{{"exercise": {{"kind": "fix", "check": {check}}}, "texts": {{}}}}"#);
    let problems = validate_exercise(&parse_value(&bundle).unwrap());
    assert!(problems.iter().any(|problem| problem.code == "too-many"), "{problems:?}");
    assert!(!report(DEFINITION, &check).passed);
}

#[test]
fn a_pack_is_bounded_and_its_ids_are_plain() {
    let problem = |text: &str| validate_pack(text).first().map(|problem| problem.code);
    assert_eq!(problem("{"), Some("not-json"));
    assert_eq!(problem(&" ".repeat(2_000_001)), Some("too-large"));
    assert_eq!(problem("[]"), Some("wrong-type"));
    let many = to_json(&Value::array(vec![Value::Null; 201]));
    let pack = format!(r#"{{"format_version": 1, "id": "p", "title": {{"en": "p"}}, "exercises": {many}}}"#);
    assert_eq!(problem(&pack), Some("too-many"));
    let twice = r#"{"format_version": 1, "id": "p", "title": {"en": "p"}, "exercises": [{"exercise": {"id": "a b"}}, {"exercise": {"id": "a b"}}]}"#;
    let codes: Vec<_> = validate_pack(twice).iter().map(|problem| problem.code).collect();
    assert!(codes.contains(&"bad-id") && codes.contains(&"duplicate-id"), "{codes:?}");
}

const LOOP: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}"#;

#[test]
fn a_history_of_many_pages_is_judged_to_its_end() {
    let check_text = r#"{"diagnostics": {}, "runs": [{"expect": {"status": "FAILED", "visits": {"A": {"min": 12000}},
        "transitions": {"max": 12500}, "events": {"ExecutionFailed": 1}, "output": 1}}]}"#;
    let long = report(LOOP, check_text);
    let holds: Vec<_> = long.assertions.iter().map(|a| a.holds == Some(true)).collect();
    assert_eq!(holds, [true, true, false, true, true], "{long:?}");
    assert_eq!(long.assertions[2].note, Some("no-output"));
}

#[test]
fn child_executions_count_where_states_are_counted_and_are_not_billed() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "One", "States": {
        "One": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:one", "End": true}}},
        "End": true}}}"#;
    let check_text = r#"{"runs": [{"input": {"items": [7, 8, 9]}, "mocks": {"One": [{"return": 1}]}, "expect": {
        "path": ["M"], "visits": {"One": 3}, "attempts": {"One": 3}, "effective": {"One#2": 9}, "transitions": 1,
        "events": {"LambdaFunctionScheduled": 0}, "children": 3, "output": [1, 1, 1]}}]}"#;
    let report = report(definition, check_text);
    assert!(report.passed, "{report:?}");
}

#[test]
fn a_value_that_is_nested_too_deep_for_a_text_equals_nothing() {
    let definition = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Output": "{% {'a': $states.input, 'n': $states.context.State.EnteredTime} %}", "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Condition": "{% $length($string($states.input)) > 50000 %}", "Next": "C"}],
        "Default": "A"}, "C": {"Type": "Succeed"}}}"#;
    let check_text = r#"{"runs": [{"expect": {"status": "SUCCEEDED", "output": null}}]}"#;
    let report = report(definition, check_text);
    let last = report.assertions.last().unwrap();
    assert_eq!((last.id.as_str(), last.holds), ("runs/0/output", Some(false)), "{report:?}");
}

#[test]
fn a_question_that_is_not_understood_is_answered_by_null() {
    let mut examiner = Examiner::new(SampleShapes::built_in());
    for question in ["null", "{}", "[]", "[7]", r#"["run", "x"]"#, r#"["value", -1, null, null]"#] {
        assert_eq!(examiner.answer(&parse_value(question).unwrap()), Value::Null, "{question}");
    }
    let page = examiner.answer(&parse_value(r#"["events", -5]"#).unwrap());
    assert_eq!(to_json(&page), "[[],[]]");
}

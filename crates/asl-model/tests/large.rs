//! Large definitions in which every part refers to every other: a rule that looks at pairs would take minutes for one.

use asl_model::parse_definition;

/// Parts of each definition; pairs of them would be hundreds of millions.
const PARTS: usize = 20_000;

fn joined(part: impl Fn(usize) -> String) -> String {
    (0..PARTS).map(part).collect::<Vec<_>>().join(",")
}

fn one_state(state: &str, language: &str) -> String {
    format!(
        r#"{{"StartAt": "A", "QueryLanguage": "{language}", "States": {{"A": {{{state}, "End": true}}}}}}"#
    )
}

#[test]
fn functions_that_all_lead_to_one_large_state() {
    let functions = joined(|n| {
        format!(
            r#""L{n}": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {{"FunctionName": "f"}}, "Next": "Hub"}}"#
        )
    });
    let members = joined(|n| format!(r#""a{n}.$": "$.b{n}""#));
    let text = format!(
        r#"{{"StartAt": "L0", "States": {{{functions}, "Hub": {{"Type": "Pass", "Parameters": {{{members}}}, "End": true}}}}}}"#
    );
    assert!(!parse_definition(&text).diagnostics.is_empty());
}

#[test]
fn variables_that_are_all_set_and_read_at_once() {
    let members = joined(|n| format!(r#""v{n}.$": "$v{}""#, n + 1));
    let text = one_state(&format!(r#""Type": "Pass", "Assign": {{{members}}}"#), "JSONPath");
    assert!(!parse_definition(&text).diagnostics.is_empty());
}

#[test]
fn one_expression_of_many_variables_or_names() {
    for sign in ["$", ""] {
        let items = joined(|n| format!("{sign}name{n}"));
        let text = one_state(&format!(r#""Type": "Pass", "Output": "{{% [{items}] %}}""#), "JSONata");
        let found = parse_definition(&text).diagnostics;
        assert!((1..=1_000).contains(&found.len()), "{}", found.len());
    }
}

#[test]
fn a_loop_of_all_states() {
    let states = joined(|n| format!(r#""P{n}": {{"Type": "Pass", "Next": "P{}"}}"#, (n + 1) % PARTS));
    let rules = joined(|n| format!(r#"{{"Variable": "$.x", "IsPresent": true, "Next": "P{n}"}}"#));
    let text = format!(
        r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{rules}], "Default": "E"}}, {states}, "E": {{"Type": "Succeed"}}}}}}"#
    );
    assert!(!parse_definition(&text).diagnostics.is_empty());
}

//! What an editor offers, in JSON and YAML. `|` in a text marks the cursor.

#![expect(clippy::panic, reason = "a test says what it missed")]

use asl_model::ReadOptions;
use asl_model::apply_edits;
use asl_model::services::{
    Document, RenameError, complete, folding_ranges, format_text, go_to_state, hover, outline, quick_fixes,
    references, rename_state,
};

fn at(text: &str) -> (Document, u32) {
    let offset = text.find('|').map_or(0, |at| at as u32);
    (Document::new(text.replacen('|', "", 1), ReadOptions::default()), offset)
}

fn labels(text: &str) -> Vec<String> {
    let (document, offset) = at(text);
    complete(&document, offset).into_iter().map(|completion| completion.label).collect()
}

/// The text after taking the completion `label`.
fn take(text: &str, label: &str) -> String {
    let (document, offset) = at(text);
    let found = complete(&document, offset);
    let Some(found) = found.iter().find(|c| c.label == label) else {
        panic!("no {label} in {:?}", found.iter().map(|c| &c.label).collect::<Vec<_>>());
    };
    let mut result = document.text.to_string();
    result.replace_range(found.range.start as usize..found.range.end as usize, &found.insert);
    result
}

const MACHINE: &str = r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "B"},
  "B": {"Type": "Pass", "End": true}}}"#;

#[test]
fn fields_are_those_of_type_and_language() {
    let task = labels(r#"{"StartAt": "A", "States": {"A": {"Type": "Task", | "End": true}}}"#);
    assert!(task.contains(&"Resource".to_owned()) && task.contains(&"Parameters".to_owned()));
    assert!(!task.contains(&"Arguments".to_owned()) && !task.contains(&"End".to_owned()));
    let jsonata =
        labels(r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "QueryLanguage": "JSONata", |}}}"#);
    assert!(jsonata.contains(&"Arguments".to_owned()) && !jsonata.contains(&"Parameters".to_owned()));
    assert!(labels("{|}").contains(&"StartAt".to_owned()));
    let retrier = labels(r#"{"States": {"A": {"Type": "Task", "Retry": [{|}]}}}"#);
    assert!(retrier.contains(&"BackoffRate".to_owned()));
    assert_eq!(
        take(r#"{"States": {"A": {"Type": "Pass", "En|"}}}"#, "End"),
        r#"{"States": {"A": {"Type": "Pass", "End": true}}}"#
    );
    assert_eq!(
        take(r#"{"States": {"A": {"Ty|pe": "Pass"}}}"#, "Type"),
        r#"{"States": {"A": {"Type": "Pass"}}}"#
    );
}

#[test]
fn values_are_those_of_the_field() {
    assert!(labels(r#"{"States": {"A": {"Type": "|"}}}"#).contains(&"Choice".to_owned()));
    assert_eq!(labels(&MACHINE.replace(r#""Next": "B"}"#, r#""Next": "|"}"#)), ["B"]);
    assert_eq!(labels(r#"{"StartAt": |, "States": {"A": {"Type": "Pass"}}}"#), ["A"]);
    assert!(
        labels(&MACHINE.replace("arn:aws:states:::lambda", "arn|"))
            .contains(&"arn:aws:states:::sqs:sendMessage.waitForTaskToken".to_owned())
    );
    assert!(labels(&MACHINE.replace("States.ALL", "|")).contains(&"States.Timeout".to_owned()));
    let path = r#"{"States": {"A": {"Type": "Pass", "Assign": {"order": 1}, "Parameters": {"a.$": "|"}}}}"#;
    let path = labels(path);
    for expected in ["States.Format", "$$.Execution.Id", "$order"] {
        assert!(path.contains(&expected.to_owned()), "{expected}");
    }
    let jsonata =
        labels(r#"{"QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "Output": "{% $st| %}"}}}"#);
    assert!(
        jsonata.contains(&"$states.input".to_owned())
            && jsonata.iter().any(|label| label.starts_with("$sum("))
    );
}

#[test]
fn yaml_is_completed_as_well() {
    let yaml = "StartAt: A\nStates:\n  A:\n    Type: Task\n    Res|\n    End: true\n";
    assert_eq!(
        take(yaml, "Resource"),
        "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: \n    End: true\n"
    );
    assert!(labels("StartAt: A\nStates:\n  A:\n    Type: Pass\n    |\n").contains(&"Parameters".to_owned()));
    assert_eq!(
        labels("StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B|\n  Bb:\n    Type: Succeed\n"),
        ["Bb"]
    );
    assert!(labels("States:\n  A:\n    Type: P|\n").contains(&"Parallel".to_owned()));
}

#[test]
fn hover_says_what_a_thing_is() {
    let text = |text: &str| {
        let (document, offset) = at(text);
        hover(&document, offset).map(|hover| hover.text).unwrap_or_default()
    };
    assert!(text(&MACHINE.replace(r#""Catch""#, r#""Ca|tch""#)).contains("Where to go on after an error"));
    assert!(text(&MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "B|"}]"#)).contains("Pass"));
    assert!(text(&MACHINE.replace("lambda:invoke", "lamb|da:invoke")).contains("FunctionName"));
    assert!(text(&MACHINE.replace("States.ALL", "States|.ALL")).contains("Every error"));
    let call = r#"{"States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Form|at('{}', $$.Execution.Id)"}}}}"#;
    assert!(text(call).contains("States.Format"));
    assert!(text(&call.replace("Form|at", "Format").replace("$$.Exec", "$$.Ex|ec")).contains("ARN"));
}

#[test]
fn states_are_found_and_renamed() {
    let (document, offset) = at(&MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "B|"}]"#));
    let place = go_to_state(&document, offset).unwrap();
    assert_eq!(place.slice(&document.text), "\"B\"");
    assert_eq!(references(&document, offset).len(), 3);
    let renamed = apply_edits(&document.text, &rename_state(&document, offset, "Done \"well\"").unwrap());
    assert_eq!(renamed, MACHINE.replace("\"B\"", r#""Done \"well\"""#));
    assert_eq!(rename_state(&document, offset, "A"), Err(RenameError::Taken));
    assert_eq!(rename_state(&document, 0, "C"), Err(RenameError::NoState));

    let yaml =
        "StartAt: A # first\nStates:\n  A: &a\n    Type: Pass\n    Next: B\n  \"B\":\n    Type: Succeed\n";
    let (document, offset) =
        (Document::new(yaml, ReadOptions::default()), yaml.find(" A:").unwrap() as u32 + 1);
    let renamed = apply_edits(yaml, &rename_state(&document, offset, "First step").unwrap());
    assert_eq!(
        renamed,
        yaml.replace("StartAt: A", "StartAt: First step").replace("  A: &a", "  First step: &a")
    );
}

#[test]
fn formatting_keeps_comments_and_meaning() {
    let text = "// top\n{\"StartAt\":\"A\", // here\n\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":[1,2,{\"a\":[]}],\n\n\"End\":true /* end */}}}";
    let formatted = format_text(&Document::new(text, ReadOptions::default())).unwrap();
    assert_eq!(
        formatted,
        "// top\n{\n  \"StartAt\": \"A\", // here\n  \"States\": {\n    \"A\": {\n      \"Type\": \"Pass\",\n      \"Result\": [\n        1,\n        2,\n        {\n          \"a\": []\n        }\n      ],\n      \"End\": true /* end */\n    }\n  }\n}\n"
    );
    let again = format_text(&Document::new(formatted.clone(), ReadOptions::default())).unwrap();
    assert_eq!(again, formatted);
    let machine = format_text(&Document::new(MACHINE, ReadOptions::default())).unwrap();
    assert_eq!(asl_json::parse_value(&machine), asl_json::parse_value(MACHINE));
    assert!(machine.contains("\"ErrorEquals\": [\"States.ALL\"]"));
    assert_eq!(format_text(&Document::new("{\"a\": ", ReadOptions::default())), None);
}

#[test]
fn outline_folding_and_fixes() {
    let (document, _) = at(MACHINE);
    let names: Vec<_> =
        outline(&document).into_iter().map(|item| (item.name.to_string(), item.level)).collect();
    assert_eq!(names, [("A".to_owned(), 0), ("B".to_owned(), 0)]);
    assert_eq!(folding_ranges(&document).len(), 3);
    let broken = MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "Bb"}]"#);
    let (document, offset) = at(&broken.replace("\"Bb\"", "\"|Bb\""));
    let fixes = quick_fixes(&document, asl_json::TextRange::at(offset));
    assert!(
        fixes.iter().any(|d| d.fix.as_ref().is_some_and(|fix| fix.title == "Change to `B`")),
        "{fixes:?}"
    );
}

/// A cursor anywhere in any prefix of a definition must not bring anything down.
#[test]
fn every_cursor_in_every_broken_text_is_fine() {
    let yaml = "StartAt: A\nStates:\n  A: &x\n    Type: Pass\n    Next: é\n  é:\n    <<: *x\n";
    for text in [MACHINE, yaml] {
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let document = Document::new(&text[..cut], ReadOptions::default());
            for offset in [0, cut / 2, cut, cut + 5] {
                let offset = offset as u32;
                let _ =
                    (complete(&document, offset), hover(&document, offset), references(&document, offset));
                let _ = rename_state(&document, offset, "new");
            }
            let _ = (format_text(&document), outline(&document), folding_ranges(&document));
        }
    }
}

//! What an editor offers, in JSON and YAML. `|` in a text marks the cursor.

#![expect(clippy::panic, reason = "a test says what it missed")]

use asl_model::services::{
    Document, Hover, HoverKind, RenameError, Signature, complete, convert, format_text, hover, rename_state,
    signature, state_uses,
};
use asl_model::{Format, apply_edits, parse_definition};

fn at(text: &str) -> (Document, u32) {
    let offset = text.find('|').map_or(0, |at| at as u32);
    (Document::new(text.replacen('|', "", 1), None), offset)
}

fn labels(text: &str) -> Vec<String> {
    let (document, offset) = at(text);
    complete(&document, offset).items.into_iter().map(|completion| completion.label).collect()
}

/// The text after taking the completion `label`.
fn take(text: &str, label: &str) -> String {
    let (document, offset) = at(text);
    let list = complete(&document, offset);
    let found = &list.items;
    let Some(found) = found.iter().find(|c| c.label == label) else {
        panic!("no {label} in {:?}", found.iter().map(|c| &c.label).collect::<Vec<_>>());
    };
    let mut result = document.text.to_string();
    result.replace_range(list.range.start as usize..list.range.end as usize, &found.insert);
    if let Some(comma) = list.comma_at {
        result.insert(comma as usize, ',');
    }
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
    assert!(jsonata.contains(&"$states.input".to_owned()) && jsonata.contains(&"$sum".to_owned()));
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
fn commas_come_with_a_new_field() {
    assert_eq!(
        take("{\"States\": {\"A\": {\n  |\n  \"Type\": \"Pass\"}}}", "End"),
        "{\"States\": {\"A\": {\n  \"End\": true,\n  \"Type\": \"Pass\"}}}"
    );
    assert_eq!(
        take("{\"States\": {\"A\": {\"Type\": \"Pass\"\n  |}}}", "End"),
        "{\"States\": {\"A\": {\"Type\": \"Pass\",\n  \"End\": true}}}"
    );
}

#[test]
fn hover_gives_keys_and_what_only_the_definition_knows() {
    let at_place = |text: &str| {
        let (document, offset) = at(text);
        hover(&document, offset).unwrap_or_else(|| panic!("nothing in {text}"))
    };
    let key = |hover: &Hover| (hover.kind, hover.owner.clone(), hover.name.clone(), hover.detail.clone());
    let expect = |text: &str, kind, owner: &str, name: &str, detail: &str| {
        assert_eq!(
            key(&at_place(text)),
            (kind, owner.to_owned(), name.to_owned(), detail.to_owned()),
            "{text}"
        );
    };
    expect(&MACHINE.replace(r#""Catch""#, r#""Ca|tch""#), HoverKind::Field, "Task", "Catch", "[Catcher]");
    expect(&MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "B|"}]"#), HoverKind::State, "", "B", "Pass");
    expect(&MACHINE.replace("\"Pass\"", "\"Pa|ss\""), HoverKind::StateType, "", "Pass", "");
    expect(
        &MACHINE.replace("lambda:invoke", "lamb|da:invoke"),
        HoverKind::Resource,
        "Lambda · invoke",
        "requestResponse",
        "FunctionName",
    );
    expect(&MACHINE.replace("States.ALL", "States|.ALL"), HoverKind::Error, "", "States.ALL", "");
    let call = r#"{"States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Format('{}', $$.Execution.Input.x)"}}}}"#;
    expect(&call.replace("Format", "For|mat"), HoverKind::Intrinsic, "", "States.Format", "template,values…");
    expect(&call.replace("$$.Exec", "$$.Ex|ec"), HoverKind::Context, "", "Execution.Input", "");
    let jsonata = r#"{"QueryLanguage": "JSONata", "States": {
        "A": {"Type": "Pass", "Assign": {"order": 1}, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% \"x\" & $string($order.id) & $states.input.a %}"}}}"#;
    expect(&jsonata.replace("$string", "$str|ing"), HoverKind::Function, "", "string", "value,prettify?");
    expect(&jsonata.replace("$order.id", "$ord|er.id"), HoverKind::Variable, "", "order", "A");
    let states = jsonata.replace("$states.in", "$sta|tes.in");
    expect(&states, HoverKind::States, "", "$states.input", "");
    let found = at_place(&states);
    assert_eq!(found.range.slice(&states.replacen('|', "", 1)), "$states.input.a");
}

#[test]
fn a_call_shows_its_parameters() {
    let shown = |text: &str| {
        let (document, offset) = at(text);
        signature(&document, offset)
    };
    let call =
        |name: &str, parameters, argument| Some(Signature { name: name.to_owned(), parameters, argument });
    let jsonata = |inner: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "States": {{"A": {{"Type": "Pass", "Output": "{inner}"}}}}}}"#
        )
    };
    assert_eq!(shown(&jsonata(r#"{% $pad(\"x\", | %}"#)), call("$pad", "text,width,filler?", 1));
    assert_eq!(shown(&jsonata("{% $sum([1, 2]) | %}")), None);
    let path = |inner: &str| {
        format!(r#"{{"States": {{"A": {{"Type": "Pass", "Parameters": {{"a.$": "{inner}"}}}}}}}}"#)
    };
    assert_eq!(
        shown(&path("States.Format('a, ({}', States.Array($.a), |")),
        call("States.Format", "template,values…", 2)
    );
    assert_eq!(shown(&path("States.UUID()|")), None);
}

#[test]
fn states_are_found_and_renamed() {
    let (document, offset) = at(&MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "B|"}]"#));
    let uses = state_uses(&document, offset).unwrap();
    assert_eq!(uses.name, "B");
    assert_eq!(uses.definition.unwrap().slice(&document.text), "\"B\"");
    assert_eq!(uses.places.len(), 3);
    let renamed = apply_edits(&document.text, &rename_state(&document, offset, "Done \"well\"").unwrap());
    assert_eq!(renamed, MACHINE.replace("\"B\"", r#""Done \"well\"""#));
    assert_eq!(rename_state(&document, offset, "A"), Err(RenameError::Taken));
    assert_eq!(rename_state(&document, 0, "C"), Err(RenameError::NoState));

    let yaml =
        "StartAt: A # first\nStates:\n  A: &a\n    Type: Pass\n    Next: B\n  \"B\":\n    Type: Succeed\n";
    let (document, offset) = (Document::new(yaml, None), yaml.find(" A:").unwrap() as u32 + 1);
    let renamed = apply_edits(yaml, &rename_state(&document, offset, "First step").unwrap());
    assert_eq!(
        renamed,
        yaml.replace("StartAt: A", "StartAt: First step").replace("  A: &a", "  First step: &a")
    );
}

#[test]
fn formatting_keeps_comments_and_meaning() {
    let text = "// top\n{\"StartAt\":\"A\", // here\n\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":[1,2,{\"a\":[]}],\n\n\"End\":true /* end */}}}";
    let formatted = format_text(&Document::new(text, None)).unwrap();
    assert_eq!(
        formatted,
        "// top\n{\n  \"StartAt\": \"A\", // here\n  \"States\": {\n    \"A\": {\n      \"Type\": \"Pass\",\n      \"Result\": [\n        1,\n        2,\n        {\n          \"a\": []\n        }\n      ],\n      \"End\": true /* end */\n    }\n  }\n}\n"
    );
    let again = format_text(&Document::new(formatted.clone(), None)).unwrap();
    assert_eq!(again, formatted);
    let machine = format_text(&Document::new(MACHINE, None)).unwrap();
    assert_eq!(asl_json::parse_value(&machine), asl_json::parse_value(MACHINE));
    assert!(machine.contains("\"ErrorEquals\": [\"States.ALL\"]"));
    assert_eq!(format_text(&Document::new("{\"a\": ", None)), None);
}

#[test]
fn yaml_is_formatted_in_place() {
    let text = "# top\nStartAt:   A\n\n\nStates:\n     # the first\n     A: &a\n        Type: Choice # why\n        Choices:\n        -   Variable: $.x\n            IsPresent: true\n            Next: B\n        - And:\n           - {Variable: $.a,\n              IsNull: true}\n          Next: B\n     B:\n          Type: Pass\n          Comment: >-\n             long\n               text\n          Result: |\n            one\n              two\n     C:\n       <<: *a\n";
    let expected = "# top\nStartAt:   A\n\nStates:\n  # the first\n  A: &a\n    Type: Choice # why\n    Choices:\n      - Variable: $.x\n        IsPresent: true\n        Next: B\n      - And:\n          - {Variable: $.a,\n             IsNull: true}\n        Next: B\n  B:\n    Type: Pass\n    Comment: >-\n      long\n        text\n    Result: |\n      one\n        two\n  C:\n    <<: *a\n";
    let formatted = format_text(&Document::new(text, None)).unwrap();
    assert_eq!(formatted, expected);
    assert_eq!(format_text(&Document::new(formatted.clone(), None)).unwrap(), formatted);
    assert_eq!(format_text(&Document::new("A: 1\n---\nB: 2\n---\nC: 3\n", Some(Format::Yaml))), None);
    assert_eq!(format_text(&Document::new("a: [", Some(Format::Yaml))), None);
}

const ANCHORED: &str = "\
# A machine with everything that YAML adds.
StartAt: First # where it begins
States:
   First:   # the first one
      Type: Task
      Resource: &invoke arn:aws:states:::lambda:invoke # anchored
      Parameters: {FunctionName: f}
      Retry: &retry # for all
      - ErrorEquals: [\"States.ALL\"]
        MaxAttempts: 2
      Next: 'Second'   # quoted
   Second: &second
      Type: Task
      Resource: *invoke
      Parameters:
         FunctionName: f   # f
      Retry: *retry
      Catch:
      # What may happen.
      - ErrorEquals: [States.Timeout]
        Next: First # back
      End: true
";

#[test]
fn yaml_is_renamed_and_formatted_without_losing_comments_and_anchors() {
    let document = Document::new(ANCHORED, None);
    let offset = ANCHORED.find("First:").unwrap() as u32;
    let renamed = apply_edits(ANCHORED, &rename_state(&document, offset, "It's: first").unwrap());
    let expected = ANCHORED
        .replace("StartAt: First", "StartAt: \"It's: first\"")
        .replace("   First:", "   \"It's: first\":")
        .replace("Next: First", "Next: \"It's: first\"");
    assert_eq!(renamed, expected);
    let offset = ANCHORED.find("Second").unwrap() as u32;
    let renamed = apply_edits(ANCHORED, &rename_state(&document, offset, "Last").unwrap());
    assert_eq!(renamed, ANCHORED.replace("'Second'", "\"Last\"").replace("Second:", "Last:"));

    let formatted = format_text(&document).unwrap();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&formatted), words(ANCHORED), "{formatted}");
    let value = |text: &str| Document::new(text, Some(Format::Yaml)).root.to_value();
    assert_eq!(value(&formatted), value(ANCHORED));
    assert_eq!(
        format_text(&Document::new(&*formatted, None)).as_deref(),
        Some(&*formatted),
        "formatting ends"
    );
}

#[test]
fn fixes_of_what_an_alias_repeats_are_made_at_its_anchor() {
    let text = ANCHORED.replace("MaxAttempts: 2", "MaxAttempts: \"2\" # two");
    let found = parse_definition(&text).diagnostics;
    let fix =
        found.iter().find_map(|d| d.fix.as_ref().filter(|fix| fix.title == "Remove the quotes")).unwrap();
    assert_eq!(apply_edits(&text, &fix.edits), text.replace("\"2\" # two", "2 # two"));
}

#[test]
fn a_definition_is_written_the_other_way() {
    let text = r#"{"Comment": "a: b", "StartAt": "日本 1", "States": {"日本 1": {"Type": "Pass", "Result": [1.0, [], {}, [[true]], null, "", "12", "no"],
        "Parameters": {"x.$": "$.a", "y": "one\n  two\nthree", "z": " lead\n"}, "End": true}}}"#;
    let yaml = convert(&Document::new(text, None), Format::Yaml).unwrap();
    assert_eq!(
        yaml,
        "Comment: \"a: b\"\nStartAt: 日本 1\nStates:\n  日本 1:\n    Type: Pass\n    Result:\n      - 1.0\n      - []\n      - {}\n      - - - true\n      - null\n      - \"\"\n      - \"12\"\n      - \"no\"\n    Parameters:\n      x.$: $.a\n      \"y\": |-\n        one\n          two\n        three\n      z: \" lead\\n\"\n    End: true\n"
    );
    let back = convert(&Document::new(yaml, None), Format::Json).unwrap();
    assert_eq!(asl_json::parse_value(&back), asl_json::parse_value(text));
    assert_eq!(convert(&Document::new("{\"a\":", None), Format::Yaml), None);
}

#[test]
fn whatever_a_string_looks_like_it_stays_a_string_in_yaml() {
    let texts = [
        "",
        " ",
        "0",
        "-1",
        ".5",
        "1e3",
        "0x1F",
        "017",
        "1_000",
        "1:30",
        ".inf",
        "true",
        "Yes",
        "n",
        "Y",
        "~",
        "2026-01-01",
        "=",
        "<<",
        "- a",
        "---",
        "? x",
        ": x",
        "a: b",
        "a:",
        "#x",
        "a #b",
        "&a",
        "*b",
        "!t",
        "%d",
        "@a",
        "`a",
        "'q'",
        "{a}",
        "a,b",
        "|",
        "a\\nb",
        "a\\n",
        "\\na",
        "a\\n\\nb",
        "a \\nb",
        "a\\r\\nb",
        "a\\n\\tb",
        "\\u0085",
        "a\\n\\ufeffb",
        "a\\u2028b\\nc",
        "\\u0000",
        "#a\\nb",
        "a\\n---\\nb",
        "\\u00a0a",
        "$.a",
        "{% a\\n #b %}",
    ];
    for text in texts {
        let json =
            format!(r#"{{"StartAt":"{text}","States":{{"a{text}":["{text}",{{"{text}":[["{text}"]]}}]}}}}"#);
        let yaml = convert(&Document::new(json.as_str(), None), Format::Yaml).unwrap();
        let back = convert(&Document::new(yaml.as_str(), Some(Format::Yaml)), Format::Json).unwrap();
        assert_eq!(asl_json::parse_value(&back), asl_json::parse_value(&json), "{yaml}");
    }
}

#[test]
fn a_misspelt_name_can_be_mended() {
    let broken = MACHINE.replace(r#""Next": "B"}]"#, r#""Next": "Bb"}]"#);
    let fixes = parse_definition(&broken).diagnostics.into_iter().filter_map(|diagnostic| diagnostic.fix);
    let fix = fixes.into_iter().find(|fix| fix.title == "Change to `B`").unwrap();
    assert_eq!(apply_edits(&broken, &fix.edits), MACHINE);
}

/// A cursor anywhere in any prefix of a definition must not bring anything down.
#[test]
fn every_cursor_in_every_broken_text_is_fine() {
    let yaml = "StartAt: A\nStates:\n  A: &x\n    Type: Pass\n    Next: é\n  é:\n    <<: *x\n";
    for text in [MACHINE, yaml] {
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let document = Document::new(&text[..cut], None);
            for offset in [0, cut / 2, cut, cut + 5] {
                let offset = offset as u32;
                let _ =
                    (complete(&document, offset), hover(&document, offset), state_uses(&document, offset));
                let _ = signature(&document, offset);
                let _ = rename_state(&document, offset, "new");
            }
            let _ = format_text(&document);
        }
    }
}

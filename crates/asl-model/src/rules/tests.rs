//! The examples in the rules' comments, and mistakes that come together.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Code, ReadOptions, Severity, read_definition};

/// Every rule's bad example gives its code, every good one gives nothing.
#[test]
fn examples_hold() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for path in rule_files() {
        checked += usize::from(each_example(&path, |codes, section, text| {
            wrong.extend(run_example(&path, codes, section, text));
        }));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 75, "only {checked} files with examples");
}

/// `docs/diagnostics.md` is what the rules' comments say; `STEPTHROUGH_WRITE_DOCS=1` writes it.
#[test]
fn the_committed_index_is_that_of_the_rules() {
    let mut entries: Vec<(bool, String)> = rule_files().iter().filter_map(|path| entry(path)).collect();
    entries.sort();
    let aws = entries.iter().filter(|(ours, _)| !ours).count();
    let mut index = String::from(
        "# Diagnostics\n\nMade of the comments in `crates/asl-model/src/rules`; do not edit. \
         `STEPTHROUGH_WRITE_DOCS=1 cargo test -p asl-model --lib` writes it again.\n\n\
         AWS's own rules come first, in AWS's codes; what begins with `LINT_` is ours: AWS accepts such a definition.\n",
    );
    for (number, (_, entry)) in entries.iter().enumerate() {
        if number == aws {
            index.push_str("\n---\n");
        }
        index.push('\n');
        index.push_str(entry);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics.md");
    if std::env::var_os("STEPTHROUGH_WRITE_DOCS").is_some() {
        fs::write(&file, &index).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap_or_default() == index, "docs/diagnostics.md is old");
}

/// A rule's part of the index, and whether the rule is ours.
fn entry(path: &Path) -> Option<(bool, String)> {
    let source = fs::read_to_string(path).unwrap();
    let comment: Vec<&str> = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let title = comment.first().filter(|line| line.starts_with("# `"))?;
    let body: String = comment.iter().skip(1).flat_map(|line| [line, "\n"]).collect();
    // A list of examples needs a blank line before it, to be read as one on every page that shows it.
    let body = body
        .replace("\n```json", "\n\n```json")
        .replace("```\nGood", "```\n\nGood")
        .replace("```\nBad", "```\n\nBad");
    Some((title.contains("LINT_"), format!("#{title}\n{body}")))
}

/// The fix of every bad example settles it, in JSON and in YAML, and brings no new mistake. Rules that can settle what
/// they find without asking are listed: one that loses its fix is noticed.
#[test]
fn bad_examples_are_fixed() {
    let mut fixed = Vec::new();
    for path in rule_files() {
        each_example(&path, |codes, section, text| {
            if section == "Bad:" && fix_example(&path, codes, &whole(text)) {
                fixed.push(path.file_stem().unwrap().to_string_lossy().into_owned());
            }
        });
    }
    fixed.sort();
    fixed.dedup();
    assert_eq!(fixed, WITH_FIX);
}

/// The rules whose bad example has a fix.
const WITH_FIX: [&str; 28] = [
    "backoff_without_limit",
    "batch_without_limit",
    "callback_without_timeout",
    "deprecated_name",
    "direct_function_arn",
    "exclusive_fields",
    "field_shapes",
    "inline_map_limits",
    "input_lost_on_error",
    "job_without_timeout",
    "jsonata_blank",
    "jsonata_references",
    "lambda_payload",
    "lambda_timeout",
    "lambda_without_retry",
    "map_modes",
    "nested_execution_link",
    "no_dollar",
    "no_path",
    "optimized_integration",
    "pass_result_is_static",
    "resources",
    "sdk_parameter_case",
    "supported_fields",
    "templates",
    "timeout_not_caught",
    "transitions",
    "unknown_error_name",
];

/// Whether the rules of a file offer a fix for its example; applies it.
fn fix_example(path: &Path, codes: &[&str], json: &str) -> bool {
    let yaml = crate::services::convert(&crate::services::Document::new(json, None), crate::Format::Yaml)
        .unwrap_or_default();
    let with_comments = commented(&yaml);
    let mut has_fix = [false; 3];
    for (text, has_fix) in [json, &yaml, &with_comments].into_iter().zip(&mut has_fix) {
        let before = read_definition(text, ReadOptions::default()).diagnostics;
        let errors =
            |found: &[crate::Diagnostic]| found.iter().filter(|d| d.severity == Severity::Error).count();
        for diagnostic in before.iter().filter(|d| codes.contains(&d.code.name())) {
            let Some(fix) = &diagnostic.fix else { continue };
            *has_fix = true;
            let after = crate::apply_edits(text, &fix.edits);
            let left = read_definition(&after, ReadOptions::default()).diagnostics;
            let still = left.iter().any(|d| d.code == diagnostic.code && d.message == diagnostic.message);
            assert!(!still, "{}: {} does not settle\n{text}\n{after}", path.display(), fix.title);
            assert!(
                errors(&left) <= errors(&before),
                "{}: {}\n{after}\n{left:#?}",
                path.display(),
                fix.title
            );
            comments_stay(text, &after, fix);
        }
    }
    assert!(has_fix.iter().all(|has| *has == has_fix[0]), "{}: not in each format\n{yaml}", path.display());
    has_fix[0]
}

/// A comment behind every line of a YAML text, all different.
fn commented(yaml: &str) -> String {
    yaml.lines()
        .enumerate()
        .fold(String::new(), |text, (number, line)| text + line + &format!("  # note {number}.\n"))
}

/// Each comment stands behind the word that it stood behind, unless the fix puts another word there.
fn comments_stay(before: &str, after: &str, fix: &crate::Fix) {
    let first_word =
        |line: &str| line.trim_start_matches([' ', '-']).split([':', ' ']).next().map(str::to_owned);
    let mut at = 0;
    for line in before.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let Some(comment) = line.find("# note").and_then(|start| line.get(start..)) else { continue };
        let now = after.lines().find(|now| now.ends_with(comment.trim_end()));
        let now = now.unwrap_or_else(|| panic!("{} loses {comment}\n{after}", fix.title));
        // A name that is made longer is another word too; a field that is added stands on a line of its own.
        let replaced = fix.edits.iter().any(|edit| {
            let changes = edit.range.start < edit.range.end || !edit.text.starts_with('\n');
            changes && range.contains(&(edit.range.start as usize))
        });
        assert!(replaced || first_word(now) == first_word(line), "{} moves {comment}\n{after}", fix.title);
    }
}

fn rule_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let entries = [folder.clone(), folder.join("lint")].map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = entries.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    files
}

/// Calls `visit` with the codes of a rule's file, the word above an example, and the example.
fn each_example(path: &Path, mut visit: impl FnMut(&[&str], &str, &str)) -> bool {
    let source = fs::read_to_string(path).unwrap();
    let comment: Vec<&str> =
        source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim_start).collect();
    let Some(title) = comment.first().filter(|line| line.starts_with("# `")) else { return false };
    let codes: Vec<&str> = title.split('`').skip(1).step_by(2).filter(|word| word.contains('_')).collect();
    assert!(
        codes.iter().all(|code| Code::ALL.iter().any(|known| known.name() == *code)),
        "{path:?}: {codes:?}"
    );
    let mut section = "";
    let mut block: Option<String> = None;
    for line in comment {
        match (&mut block, line) {
            (None, "Bad:" | "Good:" | "Bad (Express):") => section = line,
            (None, "```json") => block = Some(String::new()),
            (Some(text), "```") => {
                visit(&codes, section, text);
                block = None;
            }
            (Some(text), _) => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    true
}

fn run_example(path: &Path, codes: &[&str], section: &str, example: &str) -> Option<String> {
    let text = whole(example);
    let execution_type = if section.contains("Express") {
        crate::ExecutionType::Express
    } else {
        crate::ExecutionType::Standard
    };
    let found = read_definition(&text, ReadOptions { execution_type, ..ReadOptions::default() }).diagnostics;
    let shown: Vec<_> = found.iter().map(|d| format!("{} {} {:?}", d.code, d.message, d.location)).collect();
    let as_expected = if section.starts_with("Bad") {
        found.iter().any(|d| codes.contains(&d.code.name()))
    } else {
        !found.iter().any(|d| d.severity > Severity::Hint || codes.contains(&d.code.name()))
    };
    (!as_expected).then(|| format!("{} {section}\n{text}\n{shown:#?}", path.display()))
}

/// Applying a fix must settle its diagnostic, in JSON and in YAML.
#[test]
fn fixes_settle_what_they_fix() {
    let json = [
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Dnoe"}, "Done": {"Type": "Succeed"}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "resultpath": null, "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pas", "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": "$.b"}, "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "$.b"}}}"#,
        "{\"StartAt\": \"A\", \"States\": {\"A\": {\n  \"Type\": \"Task\",\n  \"Resource\": \"arn:aws:states:::dynamodb:query\",\n  \"End\": true\n}}}",
        r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "Iterator": {"ProcessorConfig": {"Mode": "DISTRIBUTED"},
            "StartAt": "B", "States": {"B": {"Type": "Succeed"}}}, "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9,
            "Parameters": {"FunctionName": "f"}, "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "B"}], "Next": "B"},
            "B": {"Type": "Pass", "End": true}}}"#,
        "StartAt: A\nStates:\n  A:\n    Type: Pass # note\n    Parameters:\n      a: $.b\n",
        "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    TimeoutSeconds: 9\n    \
         Catch:\n      - ErrorEquals:\n          - States.TaskFailed\n        Next: B\n    Next: B\n  B:\n    Type: Pass\n    End: true\n",
        "StartAt: A\nStates:\n  A: {Type: Pass, Next: 'Bb'}\n  B:\n    Type: Pas\n    End: true\n",
    ];
    for text in json {
        let mut fixed = 0;
        for diagnostic in read_definition(text, ReadOptions::default()).diagnostics {
            let Some(fix) = &diagnostic.fix else { continue };
            let after = crate::apply_edits(text, &fix.edits);
            let left = read_definition(&after, ReadOptions::default()).diagnostics;
            let still = left.iter().any(|d| d.code == diagnostic.code && d.message == diagnostic.message);
            assert!(!still, "{}: {}\n{text}\n{after}", diagnostic.code, fix.title);
            assert!(!left.iter().any(|d| d.code == Code::InvalidJsonDescription), "{}\n{after}", fix.title);
            fixed += 1;
        }
        assert!(fixed > 0, "nothing to fix in {text}");
    }
}

/// An example is a definition, an object of states, or one state.
fn whole(example: &str) -> String {
    let root = asl_json::parse(example).root;
    if root.get("States").is_some() || root.items().is_some() {
        return example.to_owned();
    }
    if root.get("Type").is_some() {
        let needs =
            if example.contains("\"Next\": \"Done\"") { ", \"Done\": {\"Type\": \"Succeed\"}" } else { "" };
        return format!("{{\"StartAt\": \"Example\", \"States\": {{\"Example\": {example}{needs}}}}}");
    }
    let start =
        root.members().and_then(|members| members.first()).map(|m| m.key.to_string()).unwrap_or_default();
    format!("{{\"StartAt\": \"{start}\", \"States\": {example}}}")
}

#[test]
fn ten_mistakes_give_ten_diagnostics() {
    let text = r#"{
      "StartAt": "A", "TimeoutSeconds": "5",
      "States": {
        "A": {"Type": "Pass", "Retry": [], "Next": "B"},
        "B": {"Type": "Wait", "Seconds": -1, "Next": "C"},
        "C": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:query", "Next": "D"},
        "D": {"Type": "Choice", "Choices": [], "Default": "E"},
        "E": {"Type": "Pass", "Parameters": {"a.$": "b"}, "Next": "Nowhere"},
        "F": {"Type": "Pas", "End": true},
        "G": {"Type": "Pass", "ResultPath": "$.a[*]", "End": true},
        "H": {"Type": "Succeed", "Output": 1}
      }
    }"#;
    let found = read_definition(text, ReadOptions { lints: false, ..ReadOptions::default() }).diagnostics;
    // Besides the ten: F, G and H are not reachable.
    assert_eq!(found.len(), 13, "{:#?}", found.iter().map(|d| (&d.message, &d.location)).collect::<Vec<_>>());
}

/// The part of a text that the first diagnostic with this code underlines.
fn underlined(text: &str, code: Code) -> &str {
    let found = read_definition(text, ReadOptions::default()).diagnostics;
    found
        .iter()
        .find(|diagnostic| diagnostic.code == code)
        .map_or("", |diagnostic| diagnostic.range.slice(text))
}

#[test]
fn jsonata_is_underlined_inside_its_string() {
    let state = |output: &str| {
        format!(
            r#"{{"StartAt": "A", "QueryLanguage": "JSONata", "States": {{"A": {{"Type": "Pass", "Output": {output}, "End": true}}}}}}"#
        )
    };
    let bare = state(r#"{"a": "{% \"x\" & phone %}"}"#);
    assert_eq!(underlined(&bare, Code::UnsupportedJsonataExpression), "phone");
    let result = state("\"{% $states.result %}\"");
    assert_eq!(underlined(&result, Code::UnsupportedJsonataExpression), "$states");
    assert_eq!(underlined(&state("\"{%  [1, 2} %}\""), Code::InvalidJsonataExpression), "}");
    let yaml = "StartAt: A\nQueryLanguage: JSONata\nStates:\n  A:\n    Type: Pass\n    Output: |-\n      {%\n        'a' &\n        phone %}\n    End: true\n";
    assert_eq!(underlined(yaml, Code::UnsupportedJsonataExpression), "phone");
    let fixed = read_definition(&bare, ReadOptions::default()).diagnostics;
    let fix = fixed.iter().find_map(|diagnostic| diagnostic.fix.as_ref()).unwrap();
    let after = crate::apply_edits(&bare, &fix.edits);
    assert!(after.contains("$states.input.phone %}"), "{after}");
    assert!(
        read_definition(&after, ReadOptions { lints: false, ..ReadOptions::default() })
            .diagnostics
            .is_empty()
    );
}

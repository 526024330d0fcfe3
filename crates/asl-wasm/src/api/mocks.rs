//! Problems of the mocks' text, and samples for states without a mock and executions without an input.

use asl_engine::sample::{SampleContext, SampleShapes, Samples};
use asl_engine::{ExecutionOptions, Mocks};
use asl_json::{LineIndex, Member, Node, TextRange, parse, to_json_pretty};
use asl_model::{StateKind, parse_definition};

use super::diagnostic::{Diagnostic, Fix, Severity, TextEdit, located, syntax_errors};

/// Unused mocks that are told of; the next ones show when these are gone. Each carries the edits that remove all of them.
const MAX_UNUSED: usize = 200;

/// Problems of the mocks pane: the text must be JSON, the entries must have the right shape, and the names must be
/// those of Task states.
pub fn check_mocks(text: &str, definition: &str) -> Vec<Diagnostic> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut diagnostics = syntax_errors(text);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return diagnostics;
    }
    let root = parse(text).root;
    let lines = LineIndex::new(text);
    let (_, errors) = Mocks::read(&root.to_value());
    diagnostics.extend(errors.iter().map(|error| {
        let range = find(&root, &error.place);
        located(text, &lines, range, Severity::Error, "INVALID_MOCK", &error.message)
    }));
    let machine = parse_definition(definition).machine;
    let members = root.members().unwrap_or_default();
    let mut unused = Vec::new();
    for (at, member) in members.iter().enumerate() {
        if unused.len() == MAX_UNUSED {
            break;
        }
        let message = match machine.state(&member.key).map(|state| &state.kind) {
            Some(StateKind::Task(_)) => continue,
            Some(_) => format!("`{}` is no Task: its mock is never asked for", member.key),
            None => format!("no state is called `{}`", member.key),
        };
        unused
            .push((at, located(text, &lines, member.key_range, Severity::Warning, "UNUSED_MOCK", &message)));
    }
    let all: Vec<usize> = unused.iter().map(|(at, _)| *at).collect();
    // Whoever pasted another definition wants to be rid of them together.
    let remove_all = (all.len() > 1).then(|| Fix {
        title: format!("Remove all {} unused mocks", all.len()),
        edits: without(text, &lines, members, &all),
    });
    diagnostics.extend(unused.into_iter().map(|(at, mut diagnostic)| {
        diagnostic.fixes.extend(remove_all.clone());
        let title = "Remove this mock".to_owned();
        diagnostic.fixes.push(Fix { title, edits: without(text, &lines, members, &[at]) });
        diagnostic
    }));
    diagnostics
}

/// The sample that answers for a Task while it has no mock, as JSON text; none for states that are no Tasks.
pub fn sample_mock(definition: &str, state: &str, shapes: &SampleShapes) -> Option<String> {
    let machine = parse_definition(definition).machine;
    let options = ExecutionOptions::default();
    let samples = Samples::new(&machine, SampleContext::of(&options, shapes));
    samples.preview(&machine, state, options.start_time).map(|sample| to_json_pretty(&sample, 2))
}

/// An input for a definition, with what its states read from it, as JSON text; `{}` if they read nothing.
pub fn sample_input(definition: &str) -> String {
    to_json_pretty(&asl_engine::sample::sample_input(&parse_definition(definition).machine), 2)
}

/// The edits that take members out of their object, with one comma each. `gone` is in the order of the text.
fn without(text: &str, lines: &LineIndex, members: &[Member], gone: &[usize]) -> Vec<TextEdit> {
    let last_kept = (0..members.len()).rev().find(|at| !gone.contains(at));
    let start = |at: usize| members.get(at).map(|member| member.range().start);
    let end = |at: usize| members.get(at).map(|member| member.range().end);
    // Up to the next member; the last ones go together, from the end of the member before them.
    let inner = gone.iter().filter(|at| last_kept.is_some_and(|last| **at < last));
    let mut ranges: Vec<_> = inner.map(|at| (start(*at), start(at + 1))).collect();
    if last_kept.is_none_or(|last| last + 1 < members.len()) {
        ranges.push((last_kept.map_or(start(0), end), end(members.len().wrapping_sub(1))));
    }
    let edit = |(start, end): (Option<u32>, Option<u32>)| {
        let (from, to) = lines.utf16_range(text, TextRange { start: start?, end: end? });
        Some(TextEdit { from, to, insert: String::new() })
    };
    ranges.into_iter().filter_map(edit).collect()
}

/// The place of `State[1].throw` in the text; the whole text if it cannot be found.
fn find(root: &Node, place: &str) -> TextRange {
    let members = root.members().unwrap_or_default();
    // A state's name may itself hold brackets or dots: the longest name that fits wins.
    let state =
        members.iter().filter(|member| place.starts_with(&*member.key)).max_by_key(|member| member.key.len());
    let Some(state) = state else { return root.range };
    let rest = place.get(state.key.len()..).unwrap_or("");
    let Some((index, member)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return state.key_range;
    };
    let item = index.parse::<usize>().ok().and_then(|index| state.value.items()?.get(index));
    let Some(item) = item else { return state.key_range };
    let member = member.strip_prefix('.').and_then(|name| item.member(name));
    member.map_or(item.range, asl_json::Member::range)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFINITION: &str = r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"x","Next":"P"},
        "P":{"Type":"Pass","End":true}}}"#;

    fn found(text: &str) -> Vec<(String, String)> {
        let part = |d: &Diagnostic| text.get(d.from as usize..d.to as usize).unwrap_or("").to_owned();
        check_mocks(text, DEFINITION).iter().map(|d| (d.code.clone(), part(d))).collect()
    }

    #[test]
    fn a_task_has_a_sample() {
        let shapes = SampleShapes::built_in();
        let sample =
            sample_mock(&DEFINITION.replace("\"x\"", "\"arn:aws:states:::sqs:sendMessage\""), "T", &shapes)
                .unwrap();
        assert!(sample.contains("MessageId"), "{sample}");
        assert_eq!(sample_mock(DEFINITION, "P", &shapes), None);
        assert_eq!(sample_mock("{", "P", &shapes), None);
    }

    #[test]
    fn an_input_is_made_of_what_is_read() {
        let reads = DEFINITION.replace("\"Type\":\"Task\"", "\"Type\":\"Task\",\"InputPath\":\"$.order.id\"");
        assert_eq!(sample_input(&reads), "{\n  \"order\": {\n    \"id\": \"order-1\"\n  }\n}");
        for text in [DEFINITION, "{", ""] {
            assert_eq!(sample_input(text), "{}");
        }
    }

    #[test]
    fn problems_stand_where_they_are() {
        let pair = |code: &str, part: &str| (code.to_owned(), part.to_owned());
        assert_eq!(found(r#"{"T":[{"return":1},{"throw":{"error":"E"},"after":2}]}"#), []);
        assert_eq!(found(r#"{"T":[{"return":1,"after":-1}]}"#), [pair("INVALID_MOCK", r#""after":-1"#)]);
        assert_eq!(found(r#"{"T":[{}]}"#), [pair("INVALID_MOCK", "{}")]);
        assert_eq!(found(r#"{"T":1}"#), [pair("INVALID_MOCK", r#""T""#)]);
        assert_eq!(
            found(r#"{"P":[],"X":[]}"#),
            [pair("UNUSED_MOCK", r#""P""#), pair("UNUSED_MOCK", r#""X""#)]
        );
    }

    #[test]
    fn unused_mocks_can_be_removed() {
        let fixed = |text: &str, at: usize, fix: usize| {
            let diagnostics = check_mocks(text, DEFINITION);
            let fix = &diagnostics[at].fixes[fix];
            let mut result = text.to_owned();
            for edit in fix.edits.iter().rev() {
                result.replace_range(edit.from as usize..edit.to as usize, &edit.insert);
            }
            (fix.title.clone(), result)
        };
        let title = |text: &str| text.to_owned();
        let three = r#"{"X": [], "T": [{"return": 1}], "Y": [], "Z": []}"#;
        assert_eq!(
            fixed(three, 0, 0),
            (title("Remove all 3 unused mocks"), r#"{"T": [{"return": 1}]}"#.to_owned())
        );
        assert_eq!(fixed(three, 0, 1).1, r#"{"T": [{"return": 1}], "Y": [], "Z": []}"#);
        assert_eq!(fixed(three, 1, 1).1, r#"{"X": [], "T": [{"return": 1}], "Z": []}"#);
        assert_eq!(fixed(three, 2, 1).1, r#"{"X": [], "T": [{"return": 1}], "Y": []}"#);
        assert_eq!(fixed(r#"{ "X": [] }"#, 0, 0), (title("Remove this mock"), "{  }".to_owned()));
        assert_eq!(fixed(r#"{"X": [], "Y": []}"#, 1, 0).1, "{}");
    }

    #[test]
    fn many_unused_mocks_take_no_longer_than_a_few() {
        let members: Vec<String> = (0..50_000).map(|n| format!(r#""X{n}":[]"#)).collect();
        let text = format!("{{{}}}", members.join(","));
        let diagnostics = check_mocks(&text, DEFINITION);
        assert_eq!(diagnostics.len(), MAX_UNUSED);
        assert_eq!(diagnostics[0].fixes[0].edits.len(), MAX_UNUSED);
    }
}

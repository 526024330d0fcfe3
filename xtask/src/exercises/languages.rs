//! The three languages of an exercise against each other: nothing missing, nothing left in English, every fact known.

use asl_insight::exercise::{LANGUAGES, text_places};
use asl_json::Value;

use super::course::Folder;

/// What is wrong with the languages of an exercise.
pub(super) fn problems(folder: &Folder, facts: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let source = folder.texts(LANGUAGES[0]).map(text_places).unwrap_or_default();
    let same: Vec<&str> = folder
        .bundle
        .get("exercise")
        .and_then(|exercise| exercise.get("same_in_all_languages"))
        .and_then(Value::as_array)
        .map_or(Vec::new(), |places| places.iter().filter_map(Value::as_str).collect());
    for place in same.iter().filter(|place| !source.iter().any(|(known, _)| known == *place)) {
        problems.push(format!("same_in_all_languages: there is no text {place}"));
    }
    for language in LANGUAGES {
        let Some(texts) = folder.texts(language) else {
            problems.push(format!("{language}.json is missing"));
            continue;
        };
        let texts = text_places(texts);
        for (place, text) in &texts {
            for problem in marks(text, facts) {
                problems.push(format!("{language}.json {place}: {problem}"));
            }
        }
        if language == LANGUAGES[0] {
            continue;
        }
        for (place, english) in &source {
            let Some((_, text)) = texts.iter().find(|(known, _)| known == place) else {
                problems.push(format!("{language}.json has no {place}"));
                continue;
            };
            if same.contains(&place.as_str()) || !has_words(english) {
                continue;
            }
            if text == english {
                problems.push(format!("{language}.json {place} is the English text"));
            } else if !is_written_in(text, language) {
                problems.push(format!("{language}.json {place} is not written in this language"));
            }
            if figures(text) != figures(english) {
                problems.push(format!("{language}.json {place} does not name the same facts as en.json"));
            }
        }
        for (place, _) in texts.iter().filter(|(place, _)| !source.iter().any(|(known, _)| known == place)) {
            problems.push(format!("{language}.json {place} is not in en.json"));
        }
    }
    problems
}

/// What is wrong with the marks of a text.
fn marks(text: &str, facts: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if !text.matches('`').count().is_multiple_of(2) {
        problems.push("a code span is not closed".to_owned());
    }
    if !plain(text).matches("**").count().is_multiple_of(2) {
        problems.push("a strong span is not closed".to_owned());
    }
    problems.extend(
        figures(text)
            .iter()
            .filter(|name| facts.get(name).is_none())
            .map(|name| format!("facts.json has no {name}")),
    );
    problems
}

/// The facts that a text names, sorted.
fn figures(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0)).collect();
    names.retain(|name| {
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    });
    names.sort_unstable();
    names
}

/// A text without its code spans.
fn plain(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// Whether anything is left to translate: a word of at least two letters that is no service's name alone.
fn has_words(text: &str) -> bool {
    let plain = plain(text);
    plain
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 1 && word.chars().any(char::is_lowercase))
}

fn is_written_in(text: &str, language: &str) -> bool {
    text.chars().any(|c| match language {
        "ja" => ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c),
        "ko" => ('\u{ac00}'..='\u{d7a3}').contains(&c),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_words_needs_no_translation() {
        assert!(!has_words("`lambda:Invoke`, `ResultPath`"));
        assert!(!has_words("2 + 4 + 8"));
        assert!(!has_words("DVA-C02"));
        assert!(has_words("2 + 4 seconds"));
    }

    #[test]
    fn facts_are_found_and_code_in_braces_is_not() {
        assert_eq!(figures("{{b_1}} and {{a}}, {% $x %}, {{\"a\": 1}}"), ["a", "b_1"]);
    }

    #[test]
    fn open_marks_are_found() {
        let facts = Value::empty_object();
        assert_eq!(marks("a `b", &facts).len(), 1);
        assert_eq!(marks("a **b", &facts).len(), 1);
        assert_eq!(marks("{{gone}}", &facts), ["facts.json has no gone"]);
        assert!(marks("`**` and **b**", &facts).is_empty());
    }
}

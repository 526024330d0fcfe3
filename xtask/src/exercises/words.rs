//! Problems of exercises, in words for authors.

use asl_insight::exercise::Problem;

/// One line: where, what, and what it is about.
pub(super) fn of(problem: &Problem) -> String {
    let Problem { place, code, detail } = problem;
    let words = match *code {
        "unknown-member" => format!("`{detail}` is no member of the format"),
        "missing-member" => format!("`{detail}` is missing"),
        "wrong-type" => format!("expected a value of the type {detail}"),
        "unknown-word" => format!("`{detail}` is none of the words that may stand here"),
        "unknown-assertion" => format!("not an assertion of the vocabulary ({detail})"),
        "bad-regex" => format!("`{detail}` is no expression that the linear engine takes"),
        "bad-path" => format!("`{detail}` is no JSONPath"),
        "bad-mock" => format!("mocks: {detail}"),
        "bad-change" => format!("the change of the wrong answer leads nowhere: {detail}"),
        "bad-id" => "an id is up to 64 letters, digits, dots, hyphens and underscores".to_owned(),
        "duplicate-id" => format!("the id {detail} is there twice"),
        "too-few" => format!("{detail} are needed"),
        "too-many" => format!("at most {detail}"),
        "too-large" => format!("larger than {detail} bytes"),
        "too-long" => format!("too long: {detail} characters"),
        "not-json" => format!("not JSON: {detail}"),
        "missing-file" => format!("the file {detail} is missing"),
        "stray-file" => format!("the file {detail} does not belong here"),
        "missing-text" => format!("the text `{detail}` is missing"),
        "unknown-text" => format!("there is a text `{detail}` and nothing that it is for"),
        "unknown-exercise" => format!("there is no exercise {detail}"),
        "no-proof" => {
            "runs are missing that prove the answer, or a proof_note that says why there are none".to_owned()
        }
        "passes" => "passes the check, and must not".to_owned(),
        "solution-fails" => format!("does not pass: {detail}"),
        "fails-elsewhere" => format!("another assertion fails first: {detail}"),
        "other-message" => format!("is not recognised as this mistake but as: {detail}"),
        "proof-fails" => format!("the engine's run says otherwise: {detail}"),
        other => format!("{other} {detail}"),
    };
    format!("{place}: {words}")
}

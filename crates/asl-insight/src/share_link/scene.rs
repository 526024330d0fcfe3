//! What a link holds, and its form as sections: each a letter and a text.

use asl_model::services::format_json_text;

use super::LinkError;

/// A workflow with all that belongs to it. Texts are the person's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// What the person calls it.
    pub title: Option<String>,
    /// ASL in JSON or YAML, with or without mistakes.
    pub definition: String,
    /// JSON text.
    pub input: Option<String>,
    /// JSON text: `{ "State": [entry, …] }`.
    pub mocks: Option<String>,
    /// JSON text.
    pub test_cases: Option<String>,
    /// JSON text of what differs from the default.
    pub config: Option<String>,
    /// What is shown.
    pub view: View,
}

/// What is selected and which moment of the run is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The selected state.
    pub state: Option<String>,
    /// How many events of the history have happened.
    pub cursor: Option<u32>,
}

// Letters of the sections. One that is not known is passed over: a later release may add some within version 1.
const DEFINITION: u8 = b'D';
const VERBATIM: u8 = b'V';
const TITLE: u8 = b'N';
const INPUT: u8 = b'I';
const MOCKS: u8 = b'M';
const TEST_CASES: u8 = b'T';
const CONFIG: u8 = b'C';
const STATE: u8 = b'S';
const CURSOR: u8 = b'E';
/// A JSON text that keeps its formatting has the small letter.
const KEPT: u8 = 0x20;

/// The sections of a scene, the definition first.
pub(super) fn to_sections(scene: &Scene, keep_formatting: bool) -> Vec<Vec<u8>> {
    let minified = |letter: u8, kept: u8, text: &str| match minify(text).filter(|_| !keep_formatting) {
        Some(short) => section(letter, &short),
        None => section(kept, text),
    };
    let mut sections = vec![minified(DEFINITION, VERBATIM, &scene.definition)];
    let texts = [
        (INPUT, &scene.input),
        (MOCKS, &scene.mocks),
        (TEST_CASES, &scene.test_cases),
        (CONFIG, &scene.config),
    ];
    for (letter, text) in texts {
        sections.extend(text.iter().map(|text| minified(letter, letter | KEPT, text)));
    }
    sections.extend(scene.title.iter().map(|text| section(TITLE, text)));
    sections.extend(scene.view.state.iter().map(|text| section(STATE, text)));
    sections.extend(scene.view.cursor.iter().map(|cursor| section(CURSOR, &cursor.to_string())));
    sections
}

fn section(letter: u8, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    bytes.push(letter);
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// The scene of some sections.
///
/// Errors: `Damaged` where a section is no text or there is no definition.
pub(super) fn from_sections(sections: Vec<Vec<u8>>) -> Result<Scene, LinkError> {
    let mut scene = Scene::default();
    let mut room = Room { pieces: 100_000, bytes: 2 << 20 };
    let mut defined = false;
    for section in sections {
        let text = String::from_utf8(section).map_err(|_| LinkError::Damaged)?;
        let letter = text.as_bytes().first().copied().unwrap_or(0);
        let Some(text) = text.get(1..) else { continue };
        let text = match letter {
            DEFINITION | INPUT | MOCKS | TEST_CASES | CONFIG => indent(text, &mut room),
            _ => text.to_owned(),
        };
        match letter {
            DEFINITION | VERBATIM => {
                scene.definition = text;
                defined = true;
            }
            TITLE => scene.title = Some(text),
            STATE => scene.view.state = Some(text),
            CURSOR => scene.view.cursor = text.parse().ok(),
            _ => match letter & !KEPT {
                INPUT => scene.input = Some(text),
                MOCKS => scene.mocks = Some(text),
                TEST_CASES => scene.test_cases = Some(text),
                CONFIG => scene.config = Some(text),
                _ => {}
            },
        }
    }
    if defined { Ok(scene) } else { Err(LinkError::Damaged) }
}

/// How much may be indented: a thousand brackets and a list make a short text a huge one, and each piece takes time.
struct Room {
    /// Brackets, commas and colons.
    pieces: usize,
    /// Bytes of indented text.
    bytes: usize,
}

impl Room {
    /// Takes what a text needs, at most; false where there is not so much.
    fn take(&mut self, text: &str) -> bool {
        let (mut level, mut pieces, mut bytes) = (0_usize, 0_usize, text.len());
        let (mut in_string, mut escaped) = (false, false);
        for byte in text.bytes() {
            if in_string {
                (in_string, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
                continue;
            }
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => level += 1,
                b'}' | b']' => level = level.saturating_sub(1),
                b',' | b':' => {}
                _ => continue,
            }
            if byte != b'"' {
                pieces += 1;
                bytes = bytes.saturating_add(1 + 2 * level);
            }
        }
        let fits = pieces <= self.pieces && bytes <= self.bytes;
        if fits {
            self.pieces -= pieces;
            self.bytes -= bytes;
        }
        fits
    }
}

/// The text with two blanks for each level, as far as there is room; else as it is.
fn indent(text: &str, room: &mut Room) -> String {
    let indented = if room.take(text) { format_json_text(text) } else { None };
    indented.unwrap_or_else(|| text.to_owned())
}

/// A JSON text without the spaces between its parts, else as it was written: numbers, escapes and members that stand
/// twice stay. None if it is not plain JSON.
pub(super) fn minify(text: &str) -> Option<String> {
    if !asl_json::parse(text).errors.is_empty() {
        return None;
    }
    let mut short = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            (in_string, escaped) = (escaped || c != '"', !escaped && c == '\\');
        } else if matches!(c, ' ' | '\t' | '\r' | '\n') {
            continue;
        } else {
            in_string = c == '"';
        }
        short.push(c);
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share_link::{decode, encode};

    const DEFINITION: &str =
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":[1.0,2e3,"a \"b\" c\\"],"End":true}}}"#;

    fn scene() -> Scene {
        Scene {
            title: Some("注文 flow".to_owned()),
            definition: format_json_text(DEFINITION).unwrap(),
            input: Some("{ \"a\": 1.50 }".to_owned()),
            mocks: Some("{ broken".to_owned()),
            test_cases: None,
            config: Some("{ \"type\": \"EXPRESS\" }".to_owned()),
            view: View { state: Some("A".to_owned()), cursor: Some(12) },
        }
    }

    #[test]
    fn only_the_spaces_between_parts_go() {
        assert_eq!(minify(&format_json_text(DEFINITION).unwrap()).unwrap(), DEFINITION);
        assert_eq!(minify("{ // note\n}"), None);
    }

    #[test]
    fn a_scene_comes_back() {
        let scene = scene();
        assert_eq!(decode(&encode(&scene, true).unwrap()).unwrap(), scene);
        let short = decode(&encode(&scene, false).unwrap()).unwrap();
        assert_eq!(short.definition, scene.definition);
        assert_eq!(minify(&short.input.unwrap()), minify(&scene.input.unwrap()));
        assert_eq!((short.mocks, short.view, short.title), (scene.mocks, scene.view, scene.title));
    }

    #[test]
    fn indenting_makes_no_short_text_a_huge_one() {
        let deep = format!("{}{}1{}", "[".repeat(990), "1,".repeat(30_000), "]".repeat(990));
        let many = format!("[{}1]", "1,".repeat(200_000));
        for definition in [deep, many] {
            let scene = Scene { definition, ..Scene::default() };
            assert_eq!(decode(&encode(&scene, false).unwrap()).unwrap(), scene);
        }
        // What several sections may take together is bounded too.
        let list = format!("D[{}1]", "1,".repeat(30_000)).into_bytes();
        let sections: Vec<Vec<u8>> = std::iter::repeat_n(list, 20).collect();
        assert!(!from_sections(sections).unwrap().definition.contains(' '));
    }

    #[test]
    fn yaml_and_broken_texts_stay_as_they_are() {
        for definition in ["StartAt: A # begin\n", "", "{ \"StartAt\": ", "\u{0}\u{feff}\r\n"] {
            let scene = Scene { definition: definition.to_owned(), ..Scene::default() };
            assert_eq!(decode(&encode(&scene, false).unwrap()).unwrap(), scene);
        }
    }
}

//! Links that hold a whole scene, and what in a scene should not be given to strangers.

use asl_insight::scrub::{SensitiveKind, find_sensitive, scrub};
use asl_insight::share_link::{self, LinkError, Scene, View};
use serde::{Deserialize, Serialize};

/// A workflow with all that belongs to it, as a link holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharedScene {
    /// What the person calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// ASL in JSON or YAML, with or without mistakes.
    pub definition: String,
    /// JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mocks: Option<String>,
    /// JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_cases: Option<String>,
    /// JSON text of what differs from the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<String>,
    /// The selected state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// How many events of the history have happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<u32>,
}

/// How to write a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShareOptions {
    /// JSON texts keep their spaces and line breaks.
    pub keep_formatting: bool,
    /// Account numbers, mail addresses and secrets become placeholders.
    pub replace_private: bool,
}

/// What a link holds, or why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ShareAnswer {
    /// The scene; its JSON texts are indented.
    Scene {
        /// The workflow with all that belongs to it.
        scene: SharedScene,
    },
    /// The text is no link of ours.
    NotALink,
    /// A newer release wrote it.
    NewerVersion {
        /// The version of its format.
        version: u32,
    },
    /// Letters were changed, lost or added.
    Damaged,
    /// It would unfold to more than a scene may hold.
    TooLarge,
}

/// Something in a scene that should not be given to strangers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PrivateValue {
    /// `accountNumber`, `mailAddress` or `secret`.
    pub kind: &'static str,
    /// Member of the scene that holds it: `definition`, `input`, `mocks`, `testCases`, `title`, `state`, `config`.
    pub part: &'static str,
    /// What stands there.
    pub value: String,
    /// What takes its place.
    pub replacement: &'static str,
}

/// The part of a link behind `#/w/`: `1.…`.
///
/// Errors: `TooLarge` if the scene is longer than 4 MB, or reading it would be too much work.
pub fn encode_share_link(scene: &SharedScene, options: ShareOptions) -> Result<String, LinkError> {
    let clean = |text: &str| if options.replace_private { scrub(text) } else { text.to_owned() };
    let optional = |text: &Option<String>| text.as_deref().map(clean);
    let scene = Scene {
        title: optional(&scene.title),
        definition: clean(&scene.definition),
        input: optional(&scene.input),
        mocks: optional(&scene.mocks),
        test_cases: optional(&scene.test_cases),
        config: optional(&scene.config),
        view: View { state: optional(&scene.state), cursor: scene.cursor },
    };
    share_link::encode(&scene, options.keep_formatting)
}

/// The word that programs know an error by: the `kind` of the [`ShareAnswer`] that stands for it.
pub const fn code(error: LinkError) -> &'static str {
    match error {
        LinkError::NotALink => "notALink",
        LinkError::NewerVersion(_) => "newerVersion",
        LinkError::Damaged => "damaged",
        LinkError::TooLarge => "tooLarge",
    }
}

/// Reads a link: a whole address, its fragment, or the part behind `#/w/`.
pub fn decode_share_link(text: &str) -> ShareAnswer {
    match share_link::decode(text) {
        Ok(Scene { title, definition, input, mocks, test_cases, config, view: View { state, cursor } }) => {
            let scene = SharedScene { title, definition, input, mocks, test_cases, config, state, cursor };
            ShareAnswer::Scene { scene }
        }
        Err(LinkError::NotALink) => ShareAnswer::NotALink,
        Err(LinkError::NewerVersion(version)) => ShareAnswer::NewerVersion { version },
        Err(LinkError::Damaged) => ShareAnswer::Damaged,
        Err(LinkError::TooLarge) => ShareAnswer::TooLarge,
    }
}

/// So many private values are listed at most.
const MAX_LISTED: usize = 1_000;

/// What should not be given to strangers, in the order of the parts; each value of a part stands there once. At most
/// [`MAX_LISTED`].
pub fn find_private(scene: &SharedScene) -> Vec<PrivateValue> {
    let optional = Option::as_deref;
    let parts = [
        ("definition", Some(scene.definition.as_str())),
        ("input", optional(&scene.input)),
        ("mocks", optional(&scene.mocks)),
        ("testCases", optional(&scene.test_cases)),
        ("config", optional(&scene.config)),
        ("title", optional(&scene.title)),
        ("state", optional(&scene.state)),
    ];
    let mut values: Vec<PrivateValue> = Vec::new();
    for (part, text) in parts {
        let Some(text) = text else { continue };
        for found in find_sensitive(text) {
            let value = text.get(found.from..found.to).unwrap_or_default();
            if values.iter().any(|known| known.part == part && known.value == value) {
                continue;
            }
            // Nobody looks through so many; all are replaced.
            if values.len() == MAX_LISTED {
                return values;
            }
            let kind = match found.kind {
                SensitiveKind::AccountNumber => "accountNumber",
                SensitiveKind::MailAddress => "mailAddress",
                SensitiveKind::Secret => "secret",
            };
            values.push(PrivateValue { kind, part, value: value.to_owned(), replacement: found.replacement });
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> SharedScene {
        SharedScene {
            definition: r#"{"Resource":"arn:aws:lambda:eu-west-1:210987654321:function:f"}"#.to_owned(),
            input: Some(r#"{"to":"ana@shop.de","cc":"ana@shop.de"}"#.to_owned()),
            cursor: Some(3),
            ..SharedScene::default()
        }
    }

    #[test]
    fn a_scene_that_no_link_holds_has_a_code() {
        let scene = SharedScene { definition: "x".repeat(5 << 20), ..SharedScene::default() };
        let options = ShareOptions { keep_formatting: true, replace_private: false };
        assert_eq!(encode_share_link(&scene, options).map_err(code), Err("tooLarge"));
    }

    #[test]
    fn private_values_are_listed_once_and_replaced() {
        let values = find_private(&scene());
        assert_eq!(values.iter().map(|value| value.part).collect::<Vec<_>>(), ["definition", "input"]);
        let options = ShareOptions { keep_formatting: true, replace_private: true };
        let link = encode_share_link(&scene(), options).unwrap();
        let ShareAnswer::Scene { scene } = decode_share_link(&link) else { panic!("no scene") };
        assert_eq!(find_private(&scene), []);
        assert!(scene.definition.contains(":123456789012:function:f"));
        assert_eq!(scene.cursor, Some(3));
    }

    #[test]
    fn a_link_that_cannot_be_read_says_why() {
        assert_eq!(decode_share_link("x"), ShareAnswer::NotALink);
        assert_eq!(decode_share_link("9.x"), ShareAnswer::NewerVersion { version: 9 });
        assert_eq!(decode_share_link("1.x"), ShareAnswer::Damaged);
        assert_eq!(decode_share_link("1.AAD_____Bw"), ShareAnswer::TooLarge);
    }
}

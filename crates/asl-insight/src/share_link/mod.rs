//! A whole scene in the text of a link: `1.<payload>`, the part of an address behind `#/w/`.
//!
//! Nothing is trusted that is read, and nothing is looked up anywhere. Version 1 stays readable for ever: tests pin its
//! links, and a change of the format is a new version beside it.

mod base64url;
mod codec;
mod model;
mod place;
mod range_coder;
mod scene;
mod words;

use std::fmt;

pub use scene::{Scene, View};

/// The version that is written.
pub const VERSION: u32 = 1;

/// Letters of a link beyond which nothing is read: no link of ours is longer.
const MAX_LETTERS: usize = 6 << 20;

/// Why a link could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is not a link of ours.
    NotALink,
    /// It was written by a newer release, in this version of the format.
    NewerVersion(u32),
    /// Letters were changed, lost or added.
    Damaged,
    /// It would unfold to more than a scene may hold.
    TooLarge,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotALink => "this is not a link to a workflow",
            Self::NewerVersion(_) => "this link was made by a newer version",
            Self::Damaged => "this link is damaged or incomplete",
            Self::TooLarge => "the workflow is too large for a link",
        })
    }
}

/// The part of a link behind `#/w/`.
///
/// JSON texts are written without the spaces between their parts; `keep_formatting` leaves them as they are. A text
/// that is not JSON (YAML, comments, mistakes) is always left as it is.
///
/// Errors: `TooLarge` beyond 4 MB.
pub fn encode(scene: &Scene, keep_formatting: bool) -> Result<String, LinkError> {
    let bytes = codec::pack(&scene::to_sections(scene, keep_formatting))?;
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 8);
    text.push_str("1.");
    base64url::encode(&bytes, &mut text);
    Ok(text)
}

/// The scene of a link: a whole address, its fragment, or the part behind `#/w/`.
///
/// JSON texts come back indented. Limits: the work is bounded by the length of the text; a short text never unfolds to
/// a long one.
pub fn decode(text: &str) -> Result<Scene, LinkError> {
    let text = text.trim();
    let text = text.rsplit_once("#/w/").map_or(text, |(_, data)| data);
    // Options of the page stand behind the data; chats add marks and mails break lines.
    let end = text.find(['?', '&', '#']).unwrap_or(text.len());
    let text =
        text.get(..end).unwrap_or_default().trim_end_matches([')', '>', ']', '.', ',', '"', '\'', '`']);
    let (version, payload) = text.split_once('.').ok_or(LinkError::NotALink)?;
    if version.is_empty() || version.len() > 6 || !version.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LinkError::NotALink);
    }
    match version.parse() {
        Ok(VERSION) => {}
        Ok(newer) if newer > VERSION => return Err(LinkError::NewerVersion(newer)),
        _ => return Err(LinkError::NotALink),
    }
    if payload.len() > MAX_LETTERS {
        return Err(LinkError::TooLarge);
    }
    let bytes = base64url::decode(payload).ok_or(LinkError::Damaged)?;
    scene::from_sections(codec::unpack(&bytes)?)
}

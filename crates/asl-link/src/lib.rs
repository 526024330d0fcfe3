//! A few texts as the letters of a link, and back: `1.<payload>`.
//!
//! Nothing is trusted that is read. Version 1 stays readable for ever: tests pin its links, and a change of the format is
//! a new version beside it.
//!
//! A crate of its own, because it alone of what the tools of the browser hold must be fast. It knows nothing of
//! workflows but the words they are written in; what a text means is its caller's.

mod base64url;
mod codec;
mod model;
mod network;
mod place;
mod range_coder;
mod words;

use std::fmt;

/// The version that is written.
pub const VERSION: u32 = 1;

/// Letters of a link beyond which nothing is read and none is written. Browsers cut links long before.
const MAX_LETTERS: usize = 256 << 10;
/// Letters of whatever stands around a link.
const MAX_AROUND: usize = 64 << 10;

/// Why a link could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is not a link of ours.
    NotALink,
    /// It was written by a newer release, in this version of the format.
    NewerVersion(u32),
    /// Letters were changed, lost or added.
    Damaged,
    /// It would unfold to more than a link may hold.
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
/// Errors: `TooLarge` beyond 4 MB, or where reading it would be too much work.
pub fn encode(sections: &[Vec<u8>]) -> Result<String, LinkError> {
    let bytes = codec::pack(sections)?;
    if bytes.len() > MAX_LETTERS / 4 * 3 {
        return Err(LinkError::TooLarge);
    }
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 8);
    text.push_str("1.");
    base64url::encode(&bytes, &mut text);
    Ok(text)
}

/// The sections of a link: a whole address, its fragment, or the part behind `#/w/`.
///
/// Limits: the work is bounded, whatever stands in the text; a short text never unfolds to a long one.
pub fn decode(text: &str) -> Result<Vec<Vec<u8>>, LinkError> {
    if text.len() > MAX_LETTERS + MAX_AROUND {
        return Err(LinkError::TooLarge);
    }
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
    codec::unpack(&bytes)
}

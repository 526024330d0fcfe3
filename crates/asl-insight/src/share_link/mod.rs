//! A whole scene in the text of a link: `1.<payload>`, the part of an address behind `#/w/`.
//!
//! What is in a scene stands here; how its texts become letters is the business of `asl-link`.

mod scene;

pub use asl_link::{LinkError, VERSION};
pub use scene::{Scene, View};

/// The part of a link behind `#/w/`.
///
/// JSON texts are written without the spaces between their parts; `keep_formatting` leaves them as they are. A text
/// that is not JSON (YAML, comments, mistakes) is always left as it is.
///
/// Errors: `TooLarge` beyond 4 MB, or where reading it would be too much work.
pub fn encode(scene: &Scene, keep_formatting: bool) -> Result<String, LinkError> {
    asl_link::encode(&scene::to_sections(scene, keep_formatting))
}

/// The scene of a link: a whole address, its fragment, or the part behind `#/w/`.
///
/// JSON texts come back indented. Limits: the work is bounded, whatever stands in the text; a short text never unfolds
/// to a long one.
pub fn decode(text: &str) -> Result<Scene, LinkError> {
    scene::from_sections(asl_link::decode(text)?)
}

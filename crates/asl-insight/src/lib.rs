//! What can be said about a definition or a history: pure functions.
//!
//! Only [`exercise`] runs something: the learner's definition, on the virtual clock.
//!
//! This crate knows nothing of browsers, files or screens.

pub mod exercise;
pub mod graph;
pub mod scrub;
pub mod share_link;

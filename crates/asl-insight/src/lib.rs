//! What can be said about a definition or a history without running anything: pure functions.
//!
//! This crate knows nothing of browsers, files or screens.

pub mod graph;

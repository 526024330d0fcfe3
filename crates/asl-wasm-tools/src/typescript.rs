//! The TypeScript side of the types: generated from the Rust types, committed, and compared here.
//!
//! `cargo xtask types` writes the file; without it this test says that the file is old.

use ts_rs::{Config, TS};

use crate::exercise::{ExerciseAssertion, ExerciseProblem, ExerciseReport, ExerciseWork};
use crate::share::{PrivateValue, ShareAnswer, ShareOptions, SharedScene};

/// The committed file, from this crate's folder.
const FILE: &str = "../../web/src/shared/tools-types.ts";
/// Set by `cargo xtask types`: write instead of comparing.
const WRITE: &str = "STEPTHROUGH_WRITE_TYPES";

const HEADER: &str = "\
/**
 * The types of the tools' API, generated from crates/asl-wasm-tools by `cargo xtask types`. Do not edit.
 */
";

/// One exported type with its documentation.
fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

#[test]
fn the_committed_types_are_those_of_the_rust_types() {
    let config = Config::new();
    let types = [
        declaration::<SharedScene>(&config),
        declaration::<ShareOptions>(&config),
        declaration::<ShareAnswer>(&config),
        declaration::<PrivateValue>(&config),
        declaration::<ExerciseWork>(&config),
        declaration::<ExerciseAssertion>(&config),
        declaration::<ExerciseReport>(&config),
        declaration::<ExerciseProblem>(&config),
    ];
    let text = format!("{HEADER}\n{}", types.join("\n"));
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(FILE, text).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(committed == text, "{FILE} is old: run `cargo xtask types`");
}

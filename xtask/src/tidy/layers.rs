//! A crate depends only on lower layers: `cargo metadata` against the table of ARCHITECTURE.md.

use serde_json::Value;

use super::Finding;
use crate::error::Error;
use crate::paths;
use crate::process::Job;

/// Each crate with the crates of ours that it may know. A new edge is a line here and one in ARCHITECTURE.md.
const LAYERS: [(&str, &[&str]); 13] = [
    ("asl-json", &[]),
    ("asl-jsonpath", &["asl-json"]),
    ("asl-jsonata", &["asl-json"]),
    ("asl-model", &["asl-json", "asl-jsonpath", "asl-jsonata"]),
    ("asl-engine", &["asl-json", "asl-jsonpath", "asl-jsonata", "asl-model"]),
    ("asl-link", &[]),
    ("asl-insight", &["asl-json", "asl-jsonpath", "asl-jsonata", "asl-model", "asl-engine", "asl-link"]),
    ("asl-wasm-bridge", &[]),
    (
        "asl-wasm",
        &[
            "asl-json",
            "asl-jsonpath",
            "asl-jsonata",
            "asl-model",
            "asl-engine",
            "asl-insight",
            "asl-wasm-bridge",
        ],
    ),
    ("asl-wasm-tools", &["asl-json", "asl-engine", "asl-insight", "asl-wasm-bridge"]),
    ("xtask", &["asl-json", "asl-jsonpath", "asl-jsonata", "asl-model", "asl-engine", "asl-insight"]),
    ("xtask-bindgen", &[]),
    ("xtask-jsonata", &["asl-json", "asl-jsonata"]),
];

/// The libraries that know JavaScript.
const JAVASCRIPT: [&str; 5] =
    ["wasm-bindgen", "js-sys", "web-sys", "serde-wasm-bindgen", "console_error_panic_hook"];

/// The crates that know it too.
const SHELLS: [&str; 4] = ["asl-wasm", "asl-wasm-bridge", "asl-wasm-tools", "xtask-jsonata"];

/// Asks cargo for all edges and compares them with the table.
pub(super) fn check() -> Result<Vec<Finding>, Error> {
    let output = Job::new("cargo metadata", "cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .dir(paths::root())
        .quiet()
        .limit(60)
        .run()?;
    let metadata: Value = serde_json::from_str(&output.text())?;
    Ok(findings(&metadata))
}

fn findings(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in list(metadata, "packages") {
        let name = text(package, "name");
        let file = format!("crate {name}");
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
            findings.push(Finding::file(
                &file,
                "is in no layer: add it to xtask/src/tidy/layers.rs and ARCHITECTURE.md",
            ));
            continue;
        };
        for dependency in list(package, "dependencies") {
            let other = text(dependency, "name");
            let ours = LAYERS.iter().any(|(layer, _)| *layer == other);
            if ours && !allowed.contains(&other) {
                findings.push(Finding::file(&file, format!("must not know {other}")));
            }
            if JAVASCRIPT.contains(&other) && !SHELLS.contains(&name) {
                findings.push(Finding::file(&file, format!("must not know JavaScript: {other}")));
            }
        }
    }
    findings
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_upwards_is_found() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "asl-json", "dependencies": [{ "name": "asl-engine" }, { "name": "serde" }] },
            { "name": "asl-engine", "dependencies": [{ "name": "asl-json" }, { "name": "js-sys" }] },
            { "name": "stranger", "dependencies": [] },
        ]});
        let found: Vec<String> = findings(&metadata).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("crate asl-json: must not know asl-engine"));
        assert!(found[1].contains("JavaScript: js-sys"));
        assert!(found[2].contains("stranger: is in no layer"));
    }
}

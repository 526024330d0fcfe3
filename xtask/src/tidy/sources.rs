//! Rules of single source files.

use super::{Finding, Source};

/// Lines from which a file is listed as long.
const LONG: usize = 450;
/// Crates that do I/O and read clocks; all others are pure.
const IMPURE: [&str; 4] = ["crates/asl-wasm/", "crates/asl-wasm-bridge/", "crates/asl-wasm-tools/", "xtask/"];
/// What a pure crate must not touch.
const SIDE_EFFECTS: [&str; 7] =
    ["std::fs", "std::net", "std::env", "std::process", "std::thread", "SystemTime::now", "Instant::now"];
/// Ways to put text into a page as markup, or to run it.
const MARKUP: [&str; 7] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "unsafeHTML",
    "unsafeSVG",
    "createContextualFragment",
];
/// Folders of one machine. A path is only one where it begins: `s3://bucket/tmp/x` is none.
const MACHINE_FOLDERS: [&str; 5] = ["work", "tmp", "root", "home", "Users"];
/// Characters after which a path begins.
const BEFORE_PATH: &str = "\"'`( =:";
/// Files that a program writes: their length and their addresses are not ours.
const GENERATED: [&str; 5] =
    ["Cargo.lock", "package-lock.json", "api-types.ts", "tools-types.ts", "CHANGELOG.md"];

/// All rules of one file.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if source.has_extension("rs") {
        findings.extend(module_comment(source));
        findings.extend(hash_collections(source));
        findings.extend(side_effects(source));
    }
    if source.path.starts_with("web/src/") || source.path == "index.html" {
        findings.extend(markup(source));
    }
    findings.extend(machine_paths(source));
    findings.extend(registry_hosts(source));
    findings
}

/// The long files, longest first.
pub(super) fn outliers(sources: &[Source]) -> Vec<String> {
    let code =
        |source: &&Source| ["rs", "ts", "css", "mjs"].iter().any(|extension| source.has_extension(extension));
    let ours = |source: &&Source| !GENERATED.iter().any(|name| source.path.ends_with(name));
    let mut long: Vec<(usize, &str)> = sources
        .iter()
        .filter(code)
        .filter(ours)
        .map(|source| (source.text.lines().count(), source.path.as_str()))
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    long.sort_by_key(|(lines, path)| (std::cmp::Reverse(*lines), *path));
    long.into_iter().map(|(lines, path)| format!("long: {lines} lines {path}")).collect()
}

/// Every module says first what it is for.
fn module_comment(source: &Source) -> Option<Finding> {
    let documented = source.text.trim_start().starts_with("//!");
    (!documented)
        .then(|| Finding::line(&source.path, 1, "a module begins with `//!`: what it is for, and what not"))
}

/// The source without its unit tests, which stand at the end.
fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]\nmod tests {").map_or(text, |(before, _)| before)
}

fn is_test_file(path: &str) -> bool {
    path.contains("/tests/")
        || path.ends_with("/tests.rs")
        || path.contains("/benches/")
        || path.contains("/examples/")
}

fn hash_collections(source: &Source) -> Vec<Finding> {
    // The names in two parts, so that this file does not find itself.
    let names = [concat!("Hash", "Map"), concat!("Hash", "Set")];
    lines_with(source, &source.text, &names, |name| {
        format!("{name}: its order differs from run to run, use an index or B-tree")
    })
}

fn side_effects(source: &Source) -> Vec<Finding> {
    if IMPURE.iter().any(|folder| source.path.starts_with(folder)) || !source.path.starts_with("crates/") {
        return Vec::new();
    }
    if is_test_file(&source.path) {
        return Vec::new();
    }
    lines_with(source, without_tests(&source.text), &SIDE_EFFECTS, |name| {
        format!("{name}: this crate does no I/O and reads no clock")
    })
}

fn markup(source: &Source) -> Vec<Finding> {
    lines_with(source, &source.text, &MARKUP, |name| format!("{name}: text never becomes markup"))
}

/// Lines of code (not of comments) that hold one of the names as a whole word.
fn lines_with(source: &Source, text: &str, names: &[&str], rule: impl Fn(&str) -> String) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
            continue;
        }
        for name in names.iter().filter(|name| has_word(code, name)) {
            // A table of forbidden names is not a use of them.
            if !code.contains(&format!("\"{name}\"")) {
                findings.push(Finding::line(&source.path, index + 1, rule(name)));
            }
        }
    }
    findings
}

fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// A path of one person's machine.
fn machine_paths(source: &Source) -> Vec<Finding> {
    if GENERATED.iter().any(|name| source.path.ends_with(name)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        for folder in MACHINE_FOLDERS {
            let path = format!("/{folder}/");
            let begins = |start: usize| {
                line.get(..start)
                    .and_then(|text| text.chars().next_back())
                    .is_none_or(|c| BEFORE_PATH.contains(c))
            };
            if line.match_indices(&path).any(|(start, _)| begins(start)) {
                findings.push(Finding::line(
                    &source.path,
                    index + 1,
                    format!("`{path}` is a path of one machine"),
                ));
            }
        }
    }
    findings
}

/// An address of a package registry: which one is used is each machine's own setting.
fn registry_hosts(source: &Source) -> Vec<Finding> {
    if source.path.ends_with("Cargo.lock") {
        return Vec::new();
    }
    let hosts =
        [concat!("registry.", "npmjs"), concat!("registry.", "yarnpkg"), concat!("\"resolved\": \"", "http")];
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        if hosts.iter().any(|host| line.contains(host)) {
            findings.push(Finding::line(&source.path, index + 1, "names a registry's host"));
            break;
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<String> {
        check(&Source { path: path.to_owned(), text: text.to_owned() })
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_good_file_has_no_findings() {
        assert_eq!(
            rules("crates/asl-json/src/a.rs", "//! What for.\nuse indexmap::IndexMap;\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_rule_names_its_line() {
        assert!(rules("crates/asl-json/src/a.rs", "fn a() {}\n")[0].contains(":1: a module begins"));
        let map = format!("//! x\nuse std::collections::{};\n", concat!("Hash", "Map"));
        assert!(rules("crates/asl-json/src/a.rs", &map)[0].contains(":2: "));
        assert!(
            rules("crates/asl-engine/src/a.rs", "//! x\nlet t = std::fs::read(p);\n")[0].contains("no I/O")
        );
        assert!(rules("web/src/a.ts", "element.innerHTML = text;\n")[0].contains("never becomes markup"));
        let path = format!("// see {}x\n", concat!("/wo", "rk/"));
        assert!(rules("web/src/a.ts", &path)[0].contains("one machine"));
    }

    #[test]
    fn tests_comments_and_buckets_are_left_alone() {
        let tests = "//! x\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        assert_eq!(rules("crates/asl-engine/src/a.rs", tests), Vec::<String>::new());
        assert_eq!(
            rules("web/src/a.ts", "// no innerHTML here\nconst bucket = 's3://b/tmp/x';\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn long_files_are_listed_longest_first() {
        let source = |path: &str, lines: usize| Source { path: path.to_owned(), text: "x\n".repeat(lines) };
        let listed =
            outliers(&[source("a.rs", 451), source("b.ts", 600), source("c.rs", 450), source("d.json", 999)]);
        assert_eq!(listed, ["long: 600 lines b.ts", "long: 451 lines a.rs"]);
    }
}

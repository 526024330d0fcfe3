//! Rules of the documents: they are there, they are short enough, and their links lead somewhere.

use super::{Finding, Source};

/// Documents that a reader looks for.
const DOCUMENTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];
/// A map that is longer than this is not read.
const ARCHITECTURE_LINES: usize = 300;

/// All rules of the documents.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    findings.extend(
        DOCUMENTS
            .into_iter()
            .filter(|path| find(path).is_none())
            .map(|path| Finding::file(path, "is missing")),
    );
    if let Some(changelog) = find("CHANGELOG.md")
        && !changelog.text.contains("## [Unreleased]")
    {
        findings.push(Finding::file("CHANGELOG.md", "has no section `## [Unreleased]`"));
    }
    if let Some(architecture) = find("ARCHITECTURE.md") {
        let lines = architecture.text.lines().count();
        if lines > ARCHITECTURE_LINES {
            let rule = format!("{lines} lines: a map has at most {ARCHITECTURE_LINES}");
            findings.push(Finding::file("ARCHITECTURE.md", rule));
        }
    }
    for source in sources.iter().filter(|source| source.has_extension("md")) {
        findings.extend(dead_links(source, sources));
    }
    findings
}

/// Links to files of ours that are not there.
fn dead_links(source: &Source, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in source.text.lines().enumerate() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in links(line) {
            let exists = resolve(&source.path, target).is_some_and(|path| {
                sources.iter().any(|other| other.path == path || is_inside(&other.path, &path))
            }) || is_picture(target);
            if !exists {
                findings.push(Finding::line(
                    &source.path,
                    index + 1,
                    format!("the link to {target} leads nowhere"),
                ));
            }
        }
    }
    findings
}

fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Pictures are not text and so not among the sources; whether one is there, the reader sees at once.
fn is_picture(target: &str) -> bool {
    [".png", ".svg", ".webp", ".gif"].iter().any(|end| target.ends_with(end))
}

/// The targets of `[text](target)` that are files of ours.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ', '#']).next()?;
        let outside = target.contains("://") || target.starts_with("mailto:");
        (!outside && !target.is_empty()).then_some(target)
    })
}

/// The file that a link means, from the root. Nothing where it leads out of the repository.
fn resolve(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn links_are_followed_from_the_document_s_own_folder() {
        let sources = [
            source(
                "docs/a.md",
                "[b](b.md#part) [up](../README.md) [folder](../docs/) [web](https://x.example/y)\n",
            ),
            source("docs/b.md", ""),
            source(
                "README.md",
                "[none](docs/none.md)\n```\n[code](is/no.link)\n```\n![picture](docs/x.png)\n",
            ),
        ];
        let found: Vec<_> = sources.iter().flat_map(|source| dead_links(source, &sources)).collect();
        assert_eq!(found, [Finding::line("README.md", 1, "the link to docs/none.md leads nowhere")]);
    }

    #[test]
    fn missing_documents_are_named() {
        let found = check(&[source("CHANGELOG.md", "# Changelog\n")]);
        assert!(found.contains(&Finding::file("README.md", "is missing")));
        assert!(found.contains(&Finding::file("CHANGELOG.md", "has no section `## [Unreleased]`")));
    }
}

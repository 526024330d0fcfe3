//! Our own cases as people read them: Markdown with one heading per case and fenced blocks with a role.
//!
//! It reads the text and writes a block's new content back; what a role means is the business of [`super::own`].

use std::ops::Range;

use crate::error::Error;

/// One case: a `## name` heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    /// The heading: letters, digits and hyphens, unique in the repository.
    pub(crate) name: String,
    /// The line of the heading, from 1.
    pub(crate) line: usize,
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block: one opened with three backticks and `json definition` has the language `json` and the role `definition`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) role: String,
    /// Without the fences; ends with a line break unless empty.
    pub(crate) text: String,
    /// Bytes of `text` in the file.
    pub(crate) range: Range<usize>,
}

impl Case {
    /// The text of the block with this role.
    pub(crate) fn block(&self, role: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.role == role)
    }
}

/// Reads all cases of a file. Blocks without a role are prose.
///
/// # Errors
/// A block that is not closed, a block with a role before the first heading, or two blocks of one role in a case.
pub(crate) fn parse(text: &str) -> Result<Vec<Case>, Error> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(Option<String>, usize, String)> = None;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let trimmed = line.trim_end();
        match open.take() {
            Some((role, from, fence)) if trimmed == fence => {
                let Some(role) = role else { continue };
                let block = Block {
                    role,
                    text: text.get(from..start).unwrap_or_default().to_owned(),
                    range: from..start,
                };
                add_block(&mut cases, block, index + 1)?;
            }
            Some(still_open) => open = Some(still_open),
            None => {
                if let Some(name) = trimmed.strip_prefix("## ") {
                    cases.push(Case { name: name.trim().to_owned(), line: index + 1, blocks: Vec::new() });
                } else if trimmed.starts_with("```") {
                    let fence: String = trimmed.chars().take_while(|c| *c == '`').collect();
                    let role = trimmed.split_whitespace().nth(1).map(str::to_owned);
                    open = Some((role, offset, fence));
                }
            }
        }
    }
    match open {
        Some(_) => Err(Error::new("a fenced block is not closed at the end of the file")),
        None => Ok(cases),
    }
}

fn add_block(cases: &mut [Case], block: Block, line: usize) -> Result<(), Error> {
    let Some(case) = cases.last_mut() else {
        return Err(Error::new(format!("line {line}: a `{}` block before the first heading", block.role)));
    };
    if case.block(&block.role).is_some() {
        return Err(Error::new(format!("line {line}: a second `{}` block in `{}`", block.role, case.name)));
    }
    case.blocks.push(block);
    Ok(())
}

/// Puts new content into blocks: pairs of the old byte range and the new text, in any order.
pub(crate) fn replace(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut result = text.to_owned();
    for (range, new) in changes {
        result.replace_range(range, &new);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Retry\n\n## first\nProse.\n```json definition\n{}\n```\n```text\nno role\n```\n```text history\n1\n2\n```\n## second\n";

    #[test]
    fn headings_are_cases_and_roles_are_blocks() {
        let cases = parse(TEXT).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].name, "first");
        assert_eq!(cases[0].line, 3);
        assert_eq!(cases[0].block("definition").unwrap().text, "{}\n");
        assert_eq!(cases[0].block("history").unwrap().text, "1\n2\n");
        assert_eq!(cases[0].blocks.len(), 2);
        assert!(cases[1].blocks.is_empty());
    }

    #[test]
    fn a_blessed_block_is_read_back() {
        let cases = parse(TEXT).unwrap();
        let changes = vec![
            (cases[0].block("definition").unwrap().range.clone(), "[]\n".to_owned()),
            (cases[0].block("history").unwrap().range.clone(), "3\n".to_owned()),
        ];
        let cases = parse(&replace(TEXT, changes)).unwrap();
        assert_eq!(cases[0].block("definition").unwrap().text, "[]\n");
        assert_eq!(cases[0].block("history").unwrap().text, "3\n");
        assert_eq!(cases[1].name, "second");
    }

    #[test]
    fn broken_files_are_refused() {
        assert!(parse("## a\n```json x\n").is_err());
        assert!(parse("```json x\n```\n").is_err());
        assert!(parse("## a\n```json x\n```\n```json x\n```\n").is_err());
    }
}

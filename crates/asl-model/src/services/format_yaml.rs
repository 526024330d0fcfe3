//! YAML with even indentation. Only the blanks at the beginning of lines change: comments, anchors, quotes and the lines
//! of long texts stay as they are written.

use asl_json::{Node, NodeKind};

/// Two blanks for each level.
const STEP: usize = 2;

/// What begins a line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Dash,
    Key,
}

/// A block that is open: where its lines began, and where they begin now.
#[derive(Clone, Copy, Debug)]
struct Level {
    block: Block,
    old: usize,
    new: usize,
}

/// The text with even indentation; none for several documents and for keys that are no texts.
pub(super) fn format_yaml(text: &str, root: &Node) -> Option<String> {
    let inside = lines_inside_values(text, root);
    let mut levels: Vec<Level> = Vec::new();
    let (mut out, mut shift, mut blank_before, mut documents) = (String::new(), 0_isize, true, 0);
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if inside.get(number).copied().unwrap_or(false) {
            let indent = indent_of(line).checked_add_signed(shift)?;
            if !trimmed.is_empty() {
                out.extend(std::iter::repeat_n(' ', indent));
                out.push_str(line.trim_start_matches(' '));
            }
            out.push('\n');
            blank_before = false;
            continue;
        }
        if trimmed.is_empty() {
            if !blank_before {
                out.push('\n');
            }
            blank_before = true;
            continue;
        }
        blank_before = false;
        if trimmed.starts_with("---") || trimmed.starts_with('%') || trimmed == "..." {
            documents += 1;
            if documents > 1 {
                return None;
            }
            levels.clear();
            out.push_str(trimmed);
        } else if trimmed.starts_with('#') {
            let next = lines.get(number + 1..)?.iter().find(|line| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with('#')
            });
            let indent = comment_indent(indent_of(line), next.copied(), &levels);
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(trimmed);
        } else if trimmed.starts_with("? ") || line.starts_with('\t') {
            return None;
        } else {
            shift = structural(line.trim_end(), &mut levels, &mut out);
        }
        out.push('\n');
    }
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    Some(out)
}

/// Writes a line that begins with dashes or a key; gives by how much its content moved.
fn structural(line: &str, levels: &mut Vec<Level>, out: &mut String) -> isize {
    let mut old = indent_of(line);
    let mut rest = line.get(old..).unwrap_or("");
    let mut first = true;
    loop {
        let is_dash = rest == "-" || rest.starts_with("- ");
        let new = enter(levels, if is_dash { Block::Dash } else { Block::Key }, old);
        if first {
            out.extend(std::iter::repeat_n(' ', new));
            first = false;
        }
        if !is_dash {
            out.push_str(rest);
            return new as isize - old as isize;
        }
        out.push('-');
        let content = rest.get(1..).unwrap_or("");
        let blanks = content.len() - content.trim_start_matches(' ').len();
        if blanks == content.len() {
            return new as isize - old as isize;
        }
        out.push(' ');
        old += 1 + blanks;
        rest = content.trim_start_matches(' ');
    }
}

/// Opens a block, or goes on with the one that has lines of this kind at this column; gives its new column.
fn enter(levels: &mut Vec<Level>, block: Block, old: usize) -> usize {
    while let Some(level) = levels.last() {
        let ends = level.old > old || (level.old == old && level.block == Block::Dash && block == Block::Key);
        if !ends {
            break;
        }
        levels.pop();
    }
    match levels.last() {
        Some(level) if level.old == old && level.block == block => level.new,
        outer => {
            let new = outer.map_or(0, |level| level.new + STEP);
            levels.push(Level { block, old, new });
            new
        }
    }
}

/// A comment stands as the line below it does, or as the block that it was in.
fn comment_indent(old: usize, next: Option<&str>, levels: &[Level]) -> usize {
    if let Some(next) = next.filter(|next| indent_of(next) == old) {
        let mut levels = levels.to_vec();
        return enter(
            &mut levels,
            if next.trim_start().starts_with("- ") { Block::Dash } else { Block::Key },
            old,
        );
    }
    levels.iter().rev().find(|level| level.old <= old).map_or(0, |level| level.new)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Which lines go on with a value that began on a line before: long texts, lists in brackets.
fn lines_inside_values(text: &str, root: &Node) -> Vec<bool> {
    let index = asl_json::LineIndex::new(text);
    let line_of = |at| index.line_column(text, at).line as usize;
    let mut inside = vec![false; text.lines().count() + 1];
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let is_flow = node.range.slice(text).starts_with(['{', '[']);
        match &node.kind {
            NodeKind::Array(items) if !is_flow => open.extend(items),
            NodeKind::Object(members) if !is_flow => open.extend(members.iter().map(|member| &member.value)),
            _ => {
                let (first, last) = (line_of(node.range.start), line_of(node.range.end));
                for line in inside.iter_mut().take(last + 1).skip(first + 1) {
                    *line = true;
                }
            }
        }
    }
    inside
}

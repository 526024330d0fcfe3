//! A definition in the other way to write it: JSON as YAML, YAML as JSON. Comments and anchors do not come along.

use std::fmt::Write as _;

use asl_json::write::write_string;
use asl_json::{Node, NodeKind, to_json};

use super::Document;
use super::format_text::format_json;
use crate::Format;
use crate::edit::is_plain;

/// The definition written in `format`, with even indentation; none for a text with mistakes.
pub fn convert(document: &Document, format: Format) -> Option<String> {
    if !document.is_whole || !matches!(document.root.kind, NodeKind::Object(_)) {
        return None;
    }
    Some(match format {
        Format::Json => format_json(&to_json(&document.root.to_value())),
        Format::Yaml => {
            let mut out = String::new();
            block(&document.root, 0, &mut out);
            out.trim_start().to_owned()
        }
    })
}

/// Writes a value behind `name:` or `-`, with the blank or the line break before it. Recursion ends where reading ends:
/// nesting is bounded.
fn block(node: &Node, level: usize, out: &mut String) {
    match &node.kind {
        NodeKind::Object(members) if !members.is_empty() => {
            for (index, member) in members.iter().enumerate() {
                // The first name of an item stands behind the dash.
                if index > 0 || !out.ends_with("- ") {
                    new_line(level, out);
                }
                key(&member.key, out);
                out.push(':');
                block(&member.value, level + 1, out);
            }
        }
        NodeKind::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 || !out.ends_with("- ") {
                    new_line(level, out);
                }
                out.push_str("- ");
                block(item, level + 1, out);
            }
        }
        _ => {
            if !out.ends_with("- ") {
                out.push(' ');
            }
            scalar(node, level, out);
        }
    }
    if level == 0 && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn new_line(level: usize, out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.extend(std::iter::repeat_n("  ", level));
}

fn key(name: &str, out: &mut String) {
    if is_plain(name) { out.push_str(name) } else { write_string(name, out) }
}

fn scalar(node: &Node, level: usize, out: &mut String) {
    let NodeKind::String(text) = &node.kind else {
        out.push_str(&to_json(&node.to_value()));
        return;
    };
    let odd = |c: char| c.is_control() || c == '\u{feff}';
    let clean = |line: &str| !line.ends_with([' ', '\t']) && !line.chars().any(odd);
    let is_block = text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text.split('\n').all(clean);
    if is_block {
        out.push_str("|-");
        for line in text.split('\n') {
            out.push('\n');
            if !line.is_empty() {
                let _ = write!(out, "{:1$}{line}", "", level * 2);
            }
        }
    } else if is_plain(text) {
        out.push_str(text);
    } else {
        write_string(text, out);
    }
}

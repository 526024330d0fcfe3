//! What can be folded away.

use asl_json::{NodeKind, TextRange};

use super::Document;

/// Every object and list that spans more than one line, in the order of the text.
pub fn folding_ranges(document: &Document) -> Vec<TextRange> {
    let (mut open, mut found) = (vec![&document.definition.root], Vec::new());
    while let Some(node) = open.pop() {
        match &node.kind {
            NodeKind::Array(items) => open.extend(items),
            NodeKind::Object(members) => open.extend(members.iter().map(|member| &member.value)),
            _ => continue,
        }
        if node.range.slice(&document.text).contains('\n') {
            found.push(node.range);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

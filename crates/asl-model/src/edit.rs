//! Small edits of a definition's text, in the style in which it is written.
//!
//! JSON and YAML, on one line or on many: an edit looks at its surroundings. Comments and anchors stay.

use asl_json::{Member, Node, TextRange, write::write_string};

use crate::{Format, TextEdit};

/// How far back a line's beginning is looked for, in bytes: what stands further in is no indentation.
const LONGEST_INDENT: usize = 1024;

/// Makes edits of one text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Editor<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// How it is written.
    pub(crate) format: Format,
}

impl<'a> Editor<'a> {
    /// Puts another text in the place of a string.
    pub(crate) fn string(self, range: TextRange, new: &str) -> TextEdit {
        let quoted = self.format == Format::Json || self.is_quoted(range) || !is_plain(new);
        if !quoted {
            return TextEdit::new(range, new);
        }
        let mut text = String::new();
        write_string(new, &mut text);
        TextEdit::new(range, text)
    }

    /// Puts `suffix` at the end of a name.
    pub(crate) fn append(self, name: TextRange, suffix: &str) -> TextEdit {
        TextEdit::new(TextRange::at(self.inside(name).end), suffix)
    }

    /// Removes the last `count` bytes of a name.
    pub(crate) fn remove_end(self, name: TextRange, count: u32) -> TextEdit {
        let inside = self.inside(name);
        TextEdit::new(TextRange::new(inside.end.saturating_sub(count).max(inside.start), inside.end), "")
    }

    /// Puts another letter in the place of a name's first one.
    pub(crate) fn replace_first(self, name: TextRange, letter: char) -> TextEdit {
        let start = self.inside(name).start;
        TextEdit::new(TextRange::new(start, start + 1), letter.to_string())
    }

    /// Adds the field `name` with `value` (JSON text) to an object, behind its field `after` or else behind its last.
    /// None where the text behind that field is not at hand, as with an alias.
    pub(crate) fn add_field(self, object: &Node, after: &str, name: &str, value: &str) -> Option<TextEdit> {
        let member = object.member(after).or_else(|| object.members()?.last())?;
        let at = end_of(member)?;
        let indent = self.indent(member.key_range.start);
        let is_flow = self.is_flow(object);
        let at = if self.format == Format::Yaml && !is_flow { self.behind_comment(at) } else { at };
        let text = match (self.format, is_flow, indent) {
            (Format::Json, _, Some(indent)) => format!(",\n{indent}\"{name}\": {value}"),
            (Format::Json, _, None) => format!(", \"{name}\": {value}"),
            (Format::Yaml, true, _) => format!(", {name}: {value}"),
            (Format::Yaml, false, Some(indent)) => format!("\n{indent}{name}: {value}"),
            (Format::Yaml, false, None) => return None,
        };
        Some(TextEdit::new(TextRange::at(at), text))
    }

    /// Adds a string behind another one of the same list.
    pub(crate) fn add_item(self, item: TextRange, new: &str) -> Option<TextEdit> {
        let line = self.line_before(item.start);
        let mut quoted = String::new();
        write_string(new, &mut quoted);
        let block = self.format == Format::Yaml && line.trim_start().starts_with('-');
        if !block {
            return Some(TextEdit::new(TextRange::at(item.end), format!(", {quoted}")));
        }
        let dash = line.find('-')?;
        let text = format!("\n{}- {new}", line.get(..dash)?);
        Some(TextEdit::new(TextRange::at(self.behind_comment(item.end)), text))
    }

    /// The end of the line if nothing but a comment follows on it: a comment stays with what it is about.
    fn behind_comment(self, at: u32) -> u32 {
        let line = self.text.get(at as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let rest = line.trim_start();
        if rest.is_empty() || rest.starts_with('#') { at + line.trim_end().len() as u32 } else { at }
    }

    fn is_flow(self, object: &Node) -> bool {
        object.range.slice(self.text).starts_with('{')
    }

    /// The blanks before a name that begins its line; in YAML also the dash of a list's item, as blanks.
    fn indent(self, start: u32) -> Option<String> {
        let line = self.line_before(start);
        let blank = |c: char| c == ' ' || c == '\t';
        if line.chars().all(blank) {
            return Some(line.to_owned());
        }
        let listed = self.format == Format::Yaml && line.chars().all(|c| blank(c) || c == '-' || c == '?');
        listed.then(|| " ".repeat(line.chars().count()))
    }

    /// The part of a line before `offset`, or the end of that part: a definition may be one line of a megabyte.
    fn line_before(self, offset: u32) -> &'a str {
        let end = offset as usize;
        let start = self.text.floor_char_boundary(end.saturating_sub(LONGEST_INDENT));
        let near = self.text.get(start..end).unwrap_or("");
        near.rsplit('\n').next().unwrap_or("")
    }

    fn is_quoted(self, range: TextRange) -> bool {
        range.slice(self.text).starts_with(['"', '\''])
    }

    /// A string's range without its quotes.
    fn inside(self, range: TextRange) -> TextRange {
        if self.is_quoted(range) && range.end - range.start >= 2 {
            TextRange::new(range.start + 1, range.end - 1)
        } else {
            range
        }
    }
}

/// Where a member's value ends, if it stands behind its name.
fn end_of(member: &Member) -> Option<u32> {
    (member.value.range.start >= member.key_range.end).then_some(member.value.range.end)
}

/// Whether a text can stand in YAML without quotes and stay a text, for readers of YAML 1.1 too: `N`, DynamoDB's name of a
/// number, is false to them.
pub(crate) fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " _-.$/()?".contains(c);
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_alphabetic() || c == '$')
        && text.chars().all(plain)
        && !text.ends_with(' ')
        && !reserved.contains(&text.to_lowercase().as_str())
}

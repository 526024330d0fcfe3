//! Places inside a string's value and the same places in the text as it is written, escapes and folded lines included.
//!
//! One walk serves JSON strings and all scalars of YAML: it follows the written text and the value side by side.

/// Where the byte `at` of `value` stands in `written`, the scalar as it is written, its quotes included.
pub(crate) fn in_text(written: &str, value: &str, at: usize) -> usize {
    let mut found = None;
    let end = walk(written, value, &mut |text, place| {
        if place >= at && found.is_none() {
            found = Some(text);
        }
    });
    found.unwrap_or(end)
}

/// Where the byte `at` of `written` stands in `value`.
pub(crate) fn in_value(written: &str, value: &str, at: usize) -> usize {
    let mut found = None;
    walk(written, value, &mut |text, place| {
        if text >= at && found.is_none() {
            found = Some(place);
        }
    });
    found.unwrap_or(value.len())
}

/// Calls `each` with the two places of every character of the value; gives where the written value ends.
fn walk(written: &str, value: &str, each: &mut dyn FnMut(usize, usize)) -> usize {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let is_block = written.starts_with(['|', '>']);
    let mut at = match quote {
        Some(_) => 1,
        None if is_block => written.find('\n').map_or(written.len(), |end| end + 1),
        None => 0,
    };
    let first_line = written.get(at..).unwrap_or("").trim_start_matches('\n');
    let indent = if is_block { first_line.len() - first_line.trim_start_matches(' ').len() } else { 0 };
    at += spaces(written, at, indent);
    for (place, c) in value.char_indices() {
        loop {
            let rest = written.get(at..).unwrap_or("");
            let Some(next) = rest.chars().next() else { return at };
            if next == '\\' && quote == Some('"') {
                let length = escape_length(rest, c);
                // A backslash at the end of a line of YAML joins two lines.
                if rest.get(1..2) != Some("\n") {
                    each(at, place);
                    at += length;
                    break;
                }
                at += 2;
                continue;
            }
            if next == c || (c.is_whitespace() && next.is_whitespace()) {
                each(at, place);
                at += next.len_utf8();
                if next == '\'' && quote == Some('\'') && rest.starts_with("''") {
                    at += 1;
                }
                if next == '\n' {
                    at += spaces(written, at, indent);
                }
                break;
            }
            if !next.is_whitespace() {
                // The two do not belong together: an alias, for example.
                return at;
            }
            at += next.len_utf8();
        }
    }
    at
}

/// How many of at most `most` blanks stand at a place.
fn spaces(text: &str, at: usize, most: usize) -> usize {
    text.get(at..).unwrap_or("").bytes().take(most).take_while(|b| *b == b' ').count()
}

/// The length of the escape at the beginning of a text that stands for `c`.
fn escape_length(text: &str, c: char) -> usize {
    let length = match text.as_bytes().get(1) {
        Some(b'u') if c as u32 > 0xFFFF => 12,
        Some(b'u') => 6,
        Some(b'x') => 4,
        Some(b'U') => 10,
        _ => 2,
    };
    length.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_both_directions() {
        for (written, value, needle) in [
            (r#""{% $a & \"b\" & $cc %}""#, r#"{% $a & "b" & $cc %}"#, "$cc"),
            (r#""\u00e9\ud834\udd1e $x""#, "é𝄞 $x", "$x"),
            ("'it''s $x'", "it's $x", "$x"),
            ("plain $x", "plain $x", "$x"),
            ("plain\n   folded $x", "plain folded $x", "$x"),
            ("|-\n    {%\n      $sum(\n    $x) %}", "{%\n  $sum(\n$x) %}", "$x"),
            (">\n  one\n  two $x\n", "one two $x\n", "$x"),
        ] {
            let (inside, outside) = (value.find(needle).unwrap(), written.find(needle).unwrap());
            assert_eq!(in_text(written, value, inside), outside, "{written}");
            assert_eq!(in_value(written, value, outside), inside, "{written}");
        }
    }

    #[test]
    fn texts_that_do_not_belong_together_are_survived() {
        assert_eq!(in_text("*alias", "value", 3), 0);
        assert_eq!(in_value("", "value", 3), 5);
        assert_eq!(in_text("\"\\", "ab", 1), 2);
    }
}

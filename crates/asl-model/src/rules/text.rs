//! How messages write things down.

/// `[A, B]`, as AWS writes lists.
pub(crate) fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let mut text = String::from("[");
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(item.as_ref());
    }
    text.push(']');
    text
}

/// The candidate nearest to a misspelt word, if one is near.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let length = word.chars().count();
    let limit = if length <= 3 { 1 } else { (length / 3).max(2) };
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must change to make one word of the other; letters of another case count nothing.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            let cost = diagonal + usize::from(a != *b);
            left = cost.min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_misspellings() {
        assert_eq!(nearest("resultpath", ["ResultPath", "Result"]), Some("ResultPath"));
        assert_eq!(nearest("Ressource", ["Resource", "Retry"]), Some("Resource"));
        assert_eq!(nearest("Foo", ["Resource", "Retry"]), None);
        assert_eq!(list(["a", "b"]), "[a, b]");
    }
}

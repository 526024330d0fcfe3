//! A text as symbols: the words of the language are one symbol each.
//!
//! The list of words, and the documents that the model reads first, are data beside this file.
//!
//! INVARIANT: both files belong to version 1 of the link's format and are never changed.

/// Each line is a word with a symbol of its own.
const WORDS: &str = include_str!("words.txt");
/// Scenes like those that are shared, one a line.
const PRIMER: &str = include_str!("primer.txt");
/// Parts the sections of a scene; a text never begins it.
pub(super) const SEPARATOR: u8 = 0;
/// The next symbol is a byte; if that one is not ASCII, so are all until an ASCII symbol or the escape comes again.
const ESCAPE: u8 = 1;

/// Bytes that are symbols themselves.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e)
}

/// What a symbol means in its place.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The next section begins.
    Separator,
}

/// Whether symbols are bytes at the moment.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Escape {
    /// They are symbols.
    #[default]
    None,
    /// The next one is a byte.
    Once,
    /// Those that are not ASCII are bytes.
    Run,
}

/// What each symbol stands for, both ways.
pub(super) struct Words {
    /// By symbol; empty where the symbol is a byte or the escape.
    spellings: Vec<&'static [u8]>,
    /// Words with their symbols, by first byte, longest first.
    by_first: Vec<Vec<(&'static [u8], u8)>>,
    /// All bytes, for symbols that stand for themselves.
    bytes: Vec<u8>,
}

impl Words {
    /// Reads the list.
    pub(super) fn new() -> Self {
        let mut words =
            Self { spellings: vec![&[]; 256], by_first: vec![Vec::new(); 256], bytes: (0..=255).collect() };
        let symbols = (2..=255_u8).filter(|byte| !is_plain(*byte));
        for (word, symbol) in WORDS.lines().zip(symbols) {
            let word = word.as_bytes();
            if let Some(place) = words.spellings.get_mut(usize::from(symbol)) {
                *place = word;
            }
            let first = usize::from(word.first().copied().unwrap_or(0));
            if let Some(list) = words.by_first.get_mut(first) {
                // The list is short: it is kept in order as it grows.
                let at = list.iter().position(|(other, _)| other.len() < word.len()).unwrap_or(list.len());
                list.insert(at, (word, symbol));
            }
        }
        words
    }

    /// What a symbol means, and how the next one is to be taken.
    pub(super) fn meaning(&self, symbol: u8, escape: &mut Escape) -> Meaning<'_> {
        let at = usize::from(symbol);
        let byte = self.bytes.get(at..=at).unwrap_or_default();
        if *escape == Escape::Once || (*escape == Escape::Run && !symbol.is_ascii()) {
            *escape = if symbol.is_ascii() { Escape::None } else { Escape::Run };
            return Meaning::Bytes(byte);
        }
        let in_run = std::mem::take(escape) == Escape::Run;
        match (symbol, self.spellings.get(at)) {
            (SEPARATOR, _) => Meaning::Separator,
            (ESCAPE, _) => {
                if !in_run {
                    *escape = Escape::Once;
                }
                Meaning::Bytes(&[])
            }
            (_, Some([]) | None) => Meaning::Bytes(byte),
            (_, Some(word)) => Meaning::Bytes(word),
        }
    }

    /// The symbols of one section's text, longest word first.
    pub(super) fn symbols(&self, bytes: &[u8]) -> Vec<u8> {
        let mut symbols = Vec::with_capacity(bytes.len() / 2);
        let mut rest = bytes;
        let mut in_run = false;
        while let Some((first, after)) = rest.split_first() {
            let words = self.by_first.get(usize::from(*first)).map_or(&[][..], Vec::as_slice);
            if let Some((word, symbol)) = words.iter().find(|(word, _)| rest.starts_with(word)) {
                if in_run && !symbol.is_ascii() {
                    symbols.push(ESCAPE);
                }
                symbols.push(*symbol);
                rest = rest.get(word.len()..).unwrap_or_default();
            } else if is_plain(*first) {
                symbols.push(*first);
                rest = after;
            } else {
                let end = rest.iter().position(u8::is_ascii).unwrap_or(rest.len()).max(1);
                let (foreign, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                if in_run {
                    symbols.push(ESCAPE);
                }
                symbols.push(ESCAPE);
                symbols.extend_from_slice(foreign);
                in_run = !first.is_ascii();
                rest = after;
                continue;
            }
            in_run = false;
        }
        symbols
    }
}

/// What the model reads first.
pub(super) fn primer() -> impl Iterator<Item = &'static [u8]> {
    PRIMER.lines().map(str::as_bytes)
}

/// From symbols back to sections.
pub(super) struct Speller {
    /// The sections so far; the last one is not at its end.
    pub(super) sections: Vec<Vec<u8>>,
    /// Bytes so far, with one for each separator.
    pub(super) length: usize,
}

impl Speller {
    /// One that has heard nothing.
    pub(super) fn new() -> Self {
        Self { sections: vec![Vec::new()], length: 0 }
    }

    /// Adds what a symbol means.
    pub(super) fn push(&mut self, meaning: Meaning<'_>) {
        match meaning {
            Meaning::Separator => {
                self.sections.push(Vec::new());
                self.length += 1;
            }
            Meaning::Bytes(bytes) => {
                self.length += bytes.len();
                if let Some(section) = self.sections.last_mut() {
                    section.extend_from_slice(bytes);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_symbol_for_every_word() {
        let symbols = (2..=255_u8).filter(|byte| !is_plain(*byte)).count();
        assert_eq!(WORDS.lines().count(), symbols);
        assert!(WORDS.lines().all(|word| word.len() > 1));
    }

    #[test]
    fn every_text_comes_back() {
        let words = Words::new();
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for bytes in [
            &b""[..],
            b"{\"StartAt\":\"A\"}",
            "ステート, 상태 é".as_bytes(),
            b"\x01\x02\x00\x7f",
            "\u{1}é\u{1}\u{0}é\",\"Next\":\"é".as_bytes(),
            &all,
        ] {
            let (mut speller, mut escape) = (Speller::new(), Escape::None);
            words
                .symbols(bytes)
                .into_iter()
                .for_each(|symbol| speller.push(words.meaning(symbol, &mut escape)));
            assert_eq!(speller.sections, [bytes.to_vec()]);
            assert_eq!(speller.length, bytes.len());
        }
    }
}

//! The command line, taken apart: positional words, `--flag` and `--option value`.
//!
//! A word that nobody asked for is an error in [`Args::finish`], never silently dropped.

use std::collections::VecDeque;

use crate::error::Error;

/// The words that are still to be read.
#[derive(Debug)]
pub(crate) struct Args {
    words: VecDeque<String>,
}

impl Args {
    /// The words after the program's name.
    pub(crate) fn from_environment() -> Self {
        Self { words: std::env::args().skip(1).collect() }
    }

    /// Takes the first word: the command.
    pub(crate) fn command(&mut self) -> Option<String> {
        self.words.pop_front()
    }

    /// Takes `--name` wherever it stands. True when it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let position = self.words.iter().position(|word| word == name);
        position.and_then(|index| self.words.remove(index)).is_some()
    }

    /// Takes `--name value` or `--name=value`.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>, Error> {
        let prefix = format!("{name}=");
        let Some(index) = self.words.iter().position(|word| word == name || word.starts_with(&prefix)) else {
            return Ok(None);
        };
        let word = self.words.remove(index).unwrap_or_default();
        if let Some(value) = word.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        match self.words.remove(index) {
            Some(value) => Ok(Some(value)),
            None => Err(Error::new(format!("`{name}` wants a value after it"))),
        }
    }

    /// Takes `--name N` as a number.
    pub(crate) fn number<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>, Error> {
        let Some(text) = self.option(name)? else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Error::new(format!("`{name}` wants a number, not `{text}`"))),
        }
    }

    /// Takes the next positional word. Read all flags and options first.
    pub(crate) fn positional(&mut self) -> Option<String> {
        match self.words.front() {
            Some(word) if !word.starts_with("--") => self.words.pop_front(),
            _ => None,
        }
    }

    /// Ends the reading: a word that is left over was not understood.
    pub(crate) fn finish(self) -> Result<(), Error> {
        match self.words.front() {
            None => Ok(()),
            Some(word) => Err(Error::new(format!("`{word}` is not understood here"))
                .fix("run `cargo xtask help` for the commands and their options")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &[&str]) -> Args {
        Args { words: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    #[test]
    fn options_are_found_in_both_spellings_and_removed() {
        let mut args = args(&["aws", "--filter", "map", "--json=out.json", "--wasm", "dir"]);
        assert_eq!(args.option("--filter").unwrap().as_deref(), Some("map"));
        assert_eq!(args.option("--json").unwrap().as_deref(), Some("out.json"));
        assert!(args.flag("--wasm"));
        assert!(!args.flag("--wasm"));
        assert_eq!(args.positional().as_deref(), Some("aws"));
        assert_eq!(args.positional().as_deref(), Some("dir"));
        args.finish().unwrap();
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let mut args = args(&["--port", "eighty", "--wat"]);
        assert!(args.number::<u16>("--port").unwrap_err().to_string().contains("`eighty`"));
        assert!(args.finish().unwrap_err().to_string().contains("`--wat`"));
    }
}

//! What passed before with the very same files need not run again.
//!
//! Each suite's record is the hash of everything that it can depend on, with the count of its tests. It stands in the
//! target folder, so that a clean clone runs everything. A suite that failed, or that needed a second try, leaves none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::paths;
use crate::process::{self, Job};

/// What a suite may depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inputs {
    /// The repository's files that cannot matter, by the beginning of their path from the root.
    pub(crate) without: &'static [&'static str],
    /// But these do.
    pub(crate) except: &'static [&'static str],
    /// Folders and files that the build has written, from the root.
    pub(crate) built: &'static [&'static str],
    /// Programs that it is run with, asked for their version.
    pub(crate) programs: &'static [&'static str],
}

/// A suite that passed.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    inputs: String,
    passed: usize,
}

/// Where the suite's record stands, and what its inputs are now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    file: PathBuf,
    inputs: String,
}

impl Known {
    /// Looks at all files that the suite depends on. `name` is also that of the record's file.
    ///
    /// # Errors
    /// git cannot list the files, or one of them cannot be read.
    pub(crate) fn new(name: &str, inputs: Inputs) -> Result<Self, Error> {
        let mut hash = Sha256::new();
        let known = paths::known_files()?.into_iter().map(PathBuf::from);
        let mut files: BTreeSet<PathBuf> = known.filter(|path| matters(path, inputs)).collect();
        for built in inputs.built {
            collect(Path::new(built), &mut files)?;
        }
        for file in files {
            // A file that git knows and that was deleted is an input as well.
            let content = std::fs::read(paths::root().join(&file)).unwrap_or_default();
            add(&mut hash, file.to_string_lossy().as_bytes());
            add(&mut hash, &content);
        }
        for program in inputs.programs {
            add(&mut hash, version(program).as_bytes());
        }
        add(&mut hash, outside().as_bytes());
        let inputs = hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let file: String =
            name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        Ok(Self { file: paths::target().join("passed").join(file + ".json"), inputs })
    }

    /// How many tests passed when it last ran, if nothing has changed since.
    pub(crate) fn passed(&self) -> Option<usize> {
        let record: Record = serde_json::from_slice(&std::fs::read(&self.file).ok()?).ok()?;
        (record.inputs == self.inputs).then_some(record.passed)
    }

    /// Notes that all tests passed, or forgets that they once did.
    ///
    /// # Errors
    /// The record cannot be written.
    pub(crate) fn record(&self, passed: Option<usize>) -> Result<(), Error> {
        let Some(passed) = passed else {
            return match std::fs::remove_file(&self.file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            };
        };
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string(&Record { inputs: self.inputs.clone(), passed });
        std::fs::write(&self.file, text.unwrap_or_default())?;
        Ok(())
    }
}

/// Adds a part so that no two lists of parts look alike.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

fn matters(path: &Path, inputs: Inputs) -> bool {
    let under = |prefixes: &[&str]| prefixes.iter().any(|prefix| path.starts_with(prefix));
    !under(inputs.without) || under(inputs.except)
}

/// All files below a folder of the repository, or the file itself.
fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let full = paths::root().join(path);
    if full.is_dir() {
        for entry in std::fs::read_dir(&full)? {
            collect(&path.join(entry?.file_name()), files)?;
        }
    } else {
        files.insert(path.to_owned());
    }
    Ok(())
}

/// What a program says of its version; nothing where it is not installed.
fn version(program: &str) -> String {
    if process::find(program).is_none() {
        return String::new();
    }
    let output = Job::new(program, program).args(["--version"]).quiet().limit(60).run();
    output.map(|output| output.lines.join("\n")).unwrap_or_default()
}

/// The outside test data beside the repository: names, lengths and times of all its files. It is large and never edited.
fn outside() -> String {
    let mut lines = BTreeSet::new();
    if let Some(folder) = paths::root().parent().map(|parent| parent.join("shared")) {
        list(&folder, &mut lines);
    }
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn list(folder: &Path, lines: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match std::fs::metadata(&path) {
            Ok(data) if data.is_dir() => list(&path, lines),
            Ok(data) => {
                lines.insert(format!("{} {} {:?}", path.display(), data.len(), data.modified().ok()));
            }
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Inputs =
        Inputs { without: &["crates", "docs"], except: &["docs/a.md"], built: &[], programs: &["rustc"] };

    #[test]
    fn what_cannot_matter_is_left_out() {
        assert!(!matters(Path::new("crates/asl-json/src/lib.rs"), PAGE));
        assert!(!matters(Path::new("docs/b.md"), PAGE));
        assert!(matters(Path::new("docs/a.md"), PAGE));
        assert!(matters(Path::new("web/src/main.ts"), PAGE));
        // A prefix is whole names of folders.
        assert!(matters(Path::new("crates.md"), PAGE));
    }

    #[test]
    fn a_record_holds_for_the_same_inputs_only() {
        let folder = std::env::temp_dir().join(format!("stepthrough-passed-{}", std::process::id()));
        let known = |inputs: &str| Known { file: folder.join("x.json"), inputs: inputs.to_owned() };
        assert_eq!(known("a").passed(), None);
        known("a").record(Some(7)).unwrap();
        assert_eq!(known("a").passed(), Some(7));
        assert_eq!(known("b").passed(), None);
        known("b").record(None).unwrap();
        assert_eq!(known("a").passed(), None);
        known("b").record(None).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_same_files_give_the_same_inputs_and_others_do_not() {
        let json = Inputs { without: &["web", "crates", "docs", "conformance", "xtask"], ..PAGE };
        let [one, same] = [(), ()].map(|()| Known::new("x", json).unwrap().inputs);
        assert_eq!(one, same);
        let more = Inputs { built: &["xtask/Cargo.toml"], ..json };
        assert_ne!(one, Known::new("x", more).unwrap().inputs);
    }
}

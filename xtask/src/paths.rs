//! Where things are: the repository's root and the corpora that stand beside it.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::Job;

/// The repository's root: the folder above this crate.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder of outside test data, if it is there: `../shared/NAME` beside the repository.
///
/// The data belongs to others and is never copied into the repository.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join(name);
    folder.exists().then_some(folder)
}

/// A path for people: relative to the root where it lies inside it.
pub(crate) fn display(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// All files that git tracks, or would if they were added, from the root. One that was deleted may still be among them.
///
/// # Errors
/// git is not there, or this is no clone.
pub(crate) fn known_files() -> Result<Vec<String>, Error> {
    let output = Job::new("git", "git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .dir(root())
        .quiet()
        .limit(60)
        .run()?;
    Ok(output.lines)
}

//! `wasm-pack.toml`: how the wasm package is built and how large things may be.

use std::path::PathBuf;

use serde::Deserialize;

use crate::error::Error;
use crate::paths;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    pub(crate) package: Package,
    pub(crate) budget: Budget,
}

/// What is built, and where it goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Package {
    /// Name of the crate.
    #[serde(rename = "crate")]
    pub(crate) name: String,
    /// `web` or `nodejs`, as wasm-bindgen names them.
    pub(crate) target: String,
    /// A profile of the workspace's manifest.
    pub(crate) profile: String,
    /// From the repository's root.
    pub(crate) out_dir: PathBuf,
    /// Stem of the files that are written there.
    pub(crate) out_name: String,
}

/// Limits in kB (1,000 bytes) after brotli.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Budget {
    pub(crate) engine: u32,
    pub(crate) page_shell: u32,
    pub(crate) editor: u32,
}

impl Recipe {
    /// Reads the file.
    ///
    /// # Errors
    /// The file is missing, or a field is unknown, missing or of the wrong type.
    pub(crate) fn read() -> Result<Self, Error> {
        let text = std::fs::read_to_string(paths::root().join("wasm-pack.toml"))
            .map_err(|error| Error::new(format!("wasm-pack.toml cannot be read: {error}")))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| Error::new(format!("wasm-pack.toml: {error}")))
    }
}

impl Package {
    /// The wasm file that the page loads.
    pub(crate) fn wasm_file(&self) -> PathBuf {
        paths::root().join(&self.out_dir).join(format!("{}_bg.wasm", self.out_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_recipe_is_read() {
        let recipe = Recipe::read().unwrap();
        assert_eq!(recipe.package.name, "asl-wasm");
        assert!(recipe.budget.engine >= recipe.budget.editor);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        let text = "[package]\ncrate='a'\ntarget='web'\nprofile='release'\nout-dir='x'\nout-nam='y'\n[budget]\nengine=1\npage-shell=1\neditor=1\n";
        let error = Recipe::parse(text).unwrap_err().to_string();
        assert!(error.contains("out-nam"), "{error}");
    }
}

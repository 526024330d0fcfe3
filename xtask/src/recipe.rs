//! `wasm-pack.toml`: how the wasm modules are built and how large things may be.

use std::path::PathBuf;

use serde::Deserialize;

use crate::error::Error;
use crate::paths;

/// The name of the module that runs workflows.
const ENGINE: &str = "engine";
/// The name of the module that is loaded later.
const TOOLS: &str = "tools";

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    /// The wasm modules.
    #[serde(rename = "package")]
    pub(crate) packages: Vec<Package>,
    pub(crate) speed: Speed,
    pub(crate) budget: Budget,
}

/// A wasm module: what is built, where it goes, and how large it may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Package {
    /// For people.
    pub(crate) name: String,
    /// Name of the crate.
    #[serde(rename = "crate")]
    pub(crate) crate_name: String,
    /// `web` or `nodejs`, as wasm-bindgen names them.
    pub(crate) target: String,
    /// A profile of the workspace's manifest.
    pub(crate) profile: String,
    /// From the repository's root.
    pub(crate) out_dir: PathBuf,
    /// Stem of the files that are written there.
    pub(crate) out_name: String,
    /// A text that becomes a script beside the module, from the repository's root.
    pub(crate) samples: Option<PathBuf>,
    /// Limit in kB (1,000 bytes) after brotli.
    pub(crate) budget: u32,
}

/// How the engine for Node differs from the page's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Speed {
    /// A profile of the workspace's manifest.
    profile: String,
    /// From the repository's root.
    out_dir: PathBuf,
}

/// Limits in kB (1,000 bytes) after brotli.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Budget {
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
        let recipe: Self =
            toml::from_str(text).map_err(|error| Error::new(format!("wasm-pack.toml: {error}")))?;
        recipe.package(ENGINE)?;
        // One call of cargo builds all modules.
        if recipe.packages.windows(2).any(|pair| matches!(pair, [a, b] if a.profile != b.profile)) {
            return Err(Error::new("wasm-pack.toml: all packages must name the same profile"));
        }
        Ok(recipe)
    }

    /// The module that runs workflows.
    ///
    /// # Errors
    /// The file has no such package.
    pub(crate) fn engine(&self) -> Result<&Package, Error> {
        self.package(ENGINE)
    }

    /// The module with links and mocks of other programs.
    ///
    /// # Errors
    /// The file has no such package.
    pub(crate) fn tools(&self) -> Result<&Package, Error> {
        self.package(TOOLS)
    }

    /// The page's engine, built for speed instead of size.
    ///
    /// # Errors
    /// As [`Self::engine`].
    pub(crate) fn speed_package(&self) -> Result<Package, Error> {
        let Speed { profile, out_dir } = self.speed.clone();
        Ok(Package { profile, out_dir, ..self.engine()?.clone() })
    }

    fn package(&self, name: &str) -> Result<&Package, Error> {
        self.packages
            .iter()
            .find(|package| package.name == name)
            .ok_or_else(|| Error::new(format!("wasm-pack.toml: no package is named `{name}`")))
    }
}

impl Package {
    /// The wasm file that the page loads.
    pub(crate) fn wasm_file(&self) -> PathBuf {
        paths::root().join(&self.out_dir).join(format!("{}_bg.wasm", self.out_name))
    }

    /// What samples are made of, for the module.
    pub(crate) fn samples_script(&self) -> PathBuf {
        paths::root().join(&self.out_dir).join(format!("{}_samples.js", self.out_name))
    }

    /// Its JavaScript side.
    pub(crate) fn script(&self) -> PathBuf {
        paths::root().join(&self.out_dir).join(format!("{}.js", self.out_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_recipe_is_read() {
        let recipe = Recipe::read().unwrap();
        assert_eq!(recipe.engine().unwrap().crate_name, "asl-wasm");
        assert_eq!(recipe.tools().unwrap().crate_name, "asl-wasm-tools");
        assert!(recipe.engine().unwrap().budget >= recipe.tools().unwrap().budget);
    }

    fn package(name: &str, profile: &str, out_name: &str) -> String {
        format!(
            "[[package]]\nname='{name}'\ncrate='a'\ntarget='web'\nprofile='{profile}'\nout-dir='x'\n{out_name}='y'\nbudget=1\n"
        )
    }

    #[test]
    fn a_misspelt_field_and_a_missing_package_are_refused() {
        let error = |packages: &[String]| {
            let text = format!(
                "{}[speed]\nprofile='s'\nout-dir='x'\n[budget]\npage-shell=1\neditor=1\n",
                packages.concat()
            );
            Recipe::parse(&text).unwrap_err().to_string()
        };
        assert!(error(&[package("engine", "wasm", "out-nam")]).contains("out-nam"));
        assert!(error(&[package("tools", "wasm", "out-name")]).contains("`engine`"));
        let two = [package("engine", "wasm", "out-name"), package("tools", "dev", "out-name")];
        assert!(error(&two).contains("same profile"));
    }
}

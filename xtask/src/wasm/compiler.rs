//! Which compiler can make wasm on this machine, and how it is called.
//!
//! Two kinds of machine are served: one where rustup can fetch the wasm standard library, and a plain Debian where
//! only packages can be had and the standard library is built from Debian's source.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::paths;
use crate::process::{self, Job};
use crate::setup;

/// What the engine is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, its cargo, and the standard library's source.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_RUSTDOC: &str = "/usr/bin/rustdoc";
/// The packages that bring them.
pub(crate) const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// What makes the engine smaller, in kB after brotli: the places of panics, which nobody reads, are 20; inlining before
/// the optimiser has seen the sizes is 21; texts for `{:?}`, which no message of ours uses, are 2. The words of panics,
/// another 9, stay: the console shows them.
const SMALLER: &str = "-Zlocation-detail=none -Zinline-mir=no -Zfmt-debug=none";

/// Set by `cargo run` and rustup for the outer program; they would lead Debian's cargo to the wrong compiler.
const INHERITED: [&str; 6] =
    ["LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "RUSTC_WRAPPER", "CARGO_TARGET_DIR"];

/// Which way to the standard library somebody asked for, with the variable `STEPTHROUGH_WASM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Whatever is there.
    Any,
    /// Debian's packages, not rustup.
    Debian,
    /// rustup, not Debian's packages.
    Rustup,
}

fn wanted() -> Wanted {
    match std::env::var("STEPTHROUGH_WASM").as_deref() {
        Ok("debian") => Wanted::Debian,
        Ok("rustup") => Wanted::Rustup,
        _ => Wanted::Any,
    }
}

/// A compiler that can make wasm.
#[derive(Debug)]
pub(crate) enum Compiler {
    /// The active toolchain has the standard library for wasm.
    Active,
    /// Debian's compiler builds the standard library itself.
    Debian {
        /// The linker: rustup's own copy where there is one, else Debian's.
        linker: PathBuf,
    },
}

impl Compiler {
    /// Finds a compiler, or installs what it needs.
    ///
    /// # Errors
    /// Nothing works; the error names both ways out.
    pub(crate) fn find() -> Result<Self, Error> {
        if active_has_wasm() {
            return Ok(Self::Active);
        }
        let wanted = wanted();
        if wanted != Wanted::Rustup && debian_is_complete() {
            return Self::debian();
        }
        if wanted != Wanted::Debian && add_with_rustup() {
            return Ok(Self::Active);
        }
        if wanted != Wanted::Rustup && setup::can_install() {
            setup::install(&DEBIAN_PACKAGES)?;
            return Self::debian();
        }
        Err(Error::new("no compiler here can make wasm").fix(format!(
            "with rustup: `rustup target add {TARGET}`; on Debian as root: `apt-get install {}`",
            DEBIAN_PACKAGES.join(" ")
        )))
    }

    /// Does [`Compiler::find`] have to install Debian's packages? Asked first, so that all packages come at once.
    pub(crate) fn wants_debian_packages() -> bool {
        wanted() == Wanted::Debian && !active_has_wasm() && !debian_is_complete()
    }

    fn debian() -> Result<Self, Error> {
        let rustup =
            active_sysroot().map(|root| root.join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld"));
        let linker = rustup.filter(|path| path.exists()).or_else(|| process::find("wasm-ld"));
        match linker {
            Some(linker) => Ok(Self::Debian { linker }),
            None => {
                Err(Error::new("no linker for wasm was found")
                    .fix("on Debian as root: `apt-get install lld`"))
            }
        }
    }

    /// For people.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Active => "active toolchain",
            Self::Debian { .. } => "Debian's toolchain, standard library from source",
        }
    }

    /// Two compilers never share a folder.
    pub(crate) fn target_dir(&self) -> PathBuf {
        match self {
            Self::Active => paths::target(),
            Self::Debian { .. } => paths::target().join("build-std"),
        }
    }

    /// A call of this compiler's cargo.
    pub(crate) fn cargo(&self, label: impl Into<String>) -> Job {
        match self {
            Self::Active => Job::new(label, "cargo"),
            Self::Debian { linker } => Job::new(label, DEBIAN_CARGO)
                .without_env(&INHERITED)
                // Building the standard library is not stable; with this variable a stable compiler does it.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTFLAGS", SMALLER)
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTDOC", DEBIAN_RUSTDOC)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
        }
    }

    /// What this compiler needs besides.
    pub(crate) fn extra_arguments(&self) -> &'static [&'static str] {
        match self {
            Self::Active => &[],
            // The standard library is built here, so it can be the small one: its sorts alone are 40 kB less.
            Self::Debian { .. } => {
                &["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]
            }
        }
    }
}

fn active_has_wasm() -> bool {
    let job =
        Job::new("rustc", "rustc").args(["--print", "target-libdir", "--target", TARGET]).quiet().limit(30);
    let Ok(output) = job.run() else { return false };
    let Ok(folder) = std::fs::read_dir(output.text()) else { return false };
    folder.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

fn active_sysroot() -> Option<PathBuf> {
    let output = Job::new("rustc", "rustc").args(["--print", "sysroot"]).quiet().limit(30).run().ok()?;
    Some(PathBuf::from(output.text()))
}

/// Are Debian's compiler and the source of its standard library here?
fn debian_is_complete() -> bool {
    [DEBIAN_CARGO, DEBIAN_RUSTC, "/usr/lib/rustlib/src/rust/library/std/Cargo.toml"]
        .iter()
        .all(|file| Path::new(file).exists())
}

/// Lets rustup fetch the standard library. False where there is no rustup, or nothing to fetch from.
fn add_with_rustup() -> bool {
    if process::find("rustup").is_none() {
        return false;
    }
    let job = Job::new("rustup target add", "rustup").args(["target", "add", TARGET]).limit(180);
    job.outcome().is_ok_and(|output| output.status.success()) && active_has_wasm()
}

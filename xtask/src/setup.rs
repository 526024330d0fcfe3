//! What must be on the machine besides Rust: Node, Debian's packages, the packages of `web/`.
//!
//! Each is looked for first, installed where that is possible, and else named in one clear error.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::paths;
use crate::process::{self, Job};

/// The oldest Node that the page's tools run on.
const NODE: u32 = 20;
/// Browsers for the end-to-end tests, and letters for the languages that they show.
pub(crate) const TEST_PACKAGES: [&str; 3] = ["chromium", "firefox-esr", "fonts-noto-cjk"];

/// Can packages be installed here: Debian (or a kin), and root?
pub(crate) fn can_install() -> bool {
    process::find("apt-get").is_some() && is_root()
}

fn is_root() -> bool {
    #[cfg(unix)]
    return nix::unistd::geteuid().is_root();
    #[cfg(not(unix))]
    false
}

/// The packages that are not installed. Everything counts as missing where there is no dpkg.
pub(crate) fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let installed = |package: &str| {
        let job = Job::new("dpkg-query", "dpkg-query")
            .args(["-W", "-f", "${db:Status-Status}", package])
            .quiet()
            .limit(30);
        job.outcome().is_ok_and(|output| output.text() == "installed")
    };
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

/// Installs Debian packages that are not there yet.
///
/// # Errors
/// `apt-get` fails or is not there; the error names the packages.
pub(crate) fn install(packages: &[&str]) -> Result<(), Error> {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let fix = format!("as root: `apt-get update && apt-get install {}`", missing.join(" "));
    if !can_install() {
        return Err(Error::new(format!("{} must be installed", missing.join(", "))).fix(fix));
    }
    let apt = |label: String| {
        Job::new(label, "apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"])
            .limit(600)
            .fix(fix.clone())
    };
    apt("list of Debian packages".to_owned()).args(["update"]).run()?;
    apt(format!("Debian packages {}", missing.join(", ")))
        .args(["install", "--yes", "--no-install-recommends"])
        .args(&missing)
        .run()
        .map(drop)
}

/// Makes sure that Node is here and new enough.
pub(crate) fn node() -> Result<(), Error> {
    let fix = format!("install Node {NODE} or newer, with npm");
    let output = Job::new("node", "node").args(["--version"]).quiet().limit(30).fix(&fix).run()?;
    let version = output.text();
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(Error::new(format!("Node is too old: {version}")).fix(fix));
    }
    Ok(())
}

/// The folder of the page's source.
///
/// # Errors
/// It is not there.
pub(crate) fn web() -> Result<PathBuf, Error> {
    let web = paths::root().join("web");
    if web.join("package.json").exists() {
        return Ok(web);
    }
    Err(Error::new("there is no page yet: web/package.json is missing"))
}

/// A call of an npm script of `web/`.
pub(crate) fn npm_script(label: &str, script: &str) -> Result<Job, Error> {
    Ok(npm_script_of(&web()?, label, script))
}

/// A call of an npm script of a folder.
pub(crate) fn npm_script_of(folder: &Path, label: &str, script: &str) -> Job {
    npm(label).args(["run", "--silent", script]).dir(folder)
}

fn npm(label: &str) -> Job {
    Job::new(label, if cfg!(windows) { "npm.cmd" } else { "npm" })
        // Quiet and offline-minded: no advertising, no look-ups that are not the install itself.
        .env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false")
}

/// Installs the packages of `web/` as the lock file names them, unless that very lock file was installed before.
pub(crate) fn npm_packages() -> Result<(), Error> {
    npm_packages_of(&web()?)
}

/// The same for another folder.
pub(crate) fn npm_packages_of(folder: &Path) -> Result<(), Error> {
    if installed_is_current(folder) {
        return Ok(());
    }
    npm("npm packages")
        .args(["ci", "--no-progress"])
        .dir(folder)
        .limit(600)
        .fix(format!("run `npm ci` in {}/ and read what it says", paths::display(folder)))
        .run()?;
    std::fs::copy(folder.join("package-lock.json"), stamp(folder))?;
    Ok(())
}

/// A copy of the lock file that was installed.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.stepthrough-lock.json")
}

fn installed_is_current(folder: &Path) -> bool {
    let read = |path: PathBuf| std::fs::read(path).ok();
    let wanted = read(folder.join("package-lock.json"));
    wanted.is_some() && wanted == read(stamp(folder))
}

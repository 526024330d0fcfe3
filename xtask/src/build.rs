//! `cargo xtask build`: the wasm modules, then the page, then their sizes beside their limits; with `--npm` the npm
//! package out of both.

use std::path::Path;
use std::process::ExitCode;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::{Budget, Package, Recipe};
use crate::{setup, wasm};

/// What a size above its limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooLarge {
    /// The end: nothing that is too large is sent on.
    Fails,
    /// A line on the screen: whoever wants to see the page gets it.
    Warns,
}

/// Reads the command line and builds all.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let engine_only = args.flag("--engine");
    let npm = args.flag("--npm");
    args.finish()?;
    setup::node()?;
    if engine_only {
        engine(&Recipe::read()?, TooLarge::Fails)?;
    } else {
        all(TooLarge::Fails)?;
    }
    if npm {
        let for_node = wasm::build_for_speed(&Recipe::read()?)?;
        package(&for_node)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds engine and page, installing what is missing.
pub(crate) fn all(too_large: TooLarge) -> Result<(), Error> {
    let recipe = Recipe::read()?;
    setup::node()?;
    // npm waits for the network while cargo computes: side by side they take the time of the longer one.
    let (packages, engine) = std::thread::scope(|scope| {
        let packages = scope.spawn(setup::npm_packages);
        let engine = engine(&recipe, too_large);
        (
            packages.join().unwrap_or_else(|_| Err(Error::new("the installation of npm packages broke off"))),
            engine,
        )
    });
    engine?;
    packages?;
    page(recipe.budget, too_large)
}

/// Builds the engine and the module that is loaded later, and holds their sizes.
pub(crate) fn engine(recipe: &Recipe, too_large: TooLarge) -> Result<(), Error> {
    wasm::build(recipe)?;
    let hold = |package: &Package| hold_size(&package.name, &package.wasm_file(), package.budget, too_large);
    recipe.packages.iter().try_for_each(hold)
}

/// Builds the page into `web/dist`. Its own script prints and holds the sizes of its parts.
pub(crate) fn page(budget: Budget, too_large: TooLarge) -> Result<(), Error> {
    let job = setup::npm_script("page", "build")?
        .env("STEPTHROUGH_PAGE_SHELL_KB", budget.page_shell.to_string())
        .env("STEPTHROUGH_EDITOR_KB", budget.editor.to_string())
        .env("STEPTHROUGH_TOO_LARGE", if too_large == TooLarge::Warns { "warns" } else { "fails" });
    job.limit(300).run().map(|output| {
        // The sizes are what a reader wants of all that the script prints.
        for line in output.lines.iter().filter(|line| line.contains("brotli, limit")) {
            println!("{line}");
        }
    })
}

/// Puts the npm package together in `dist/npm`, out of the engine and the page as they are built; `for_node` is the engine
/// that Node reads. A test takes the page's, because the build for speed takes minutes.
pub(crate) fn package(for_node: &Package) -> Result<(), Error> {
    let job = setup::npm_script("npm package", "package")?;
    let output = job.env("STEPTHROUGH_NODE_ENGINE", for_node.wasm_file()).limit(120).run()?;
    println!("{}", output.text());
    Ok(())
}

/// Prints a file's size after brotli beside its limit.
///
/// # Errors
/// It is above the limit, and that is not to be a warning only.
fn hold_size(label: &str, file: &Path, limit_kb: u32, too_large: TooLarge) -> Result<(), Error> {
    let bytes = brotli_size(file)?;
    let raw = std::fs::metadata(file)?.len();
    let kb = |bytes: u64| bytes as f64 / 1000.0;
    println!("{label:<12} {:>7.1} KB brotli, limit {limit_kb} KB ({:.1} KB raw)", kb(bytes), kb(raw));
    if bytes > u64::from(limit_kb) * 1000 {
        if too_large == TooLarge::Warns {
            eprintln!(
                "warning: {label} is larger than its limit in wasm-pack.toml; `cargo xtask build` would fail"
            );
            return Ok(());
        }
        return Err(Error::new(format!("{label} is larger than its limit in wasm-pack.toml"))
            .fix(format!("make {} smaller", paths::display(file))));
    }
    Ok(())
}

/// Bytes after brotli at its highest level. Node brings brotli; a crate for it would be built only for this.
fn brotli_size(file: &Path) -> Result<u64, Error> {
    const SCRIPT: &str =
        "console.log(require('zlib').brotliCompressSync(require('fs').readFileSync(process.argv[1])).length)";
    let output = Job::new("size", "node").args(["-e", SCRIPT]).args([file]).quiet().limit(60).run()?;
    output.text().parse().map_err(|_| Error::new(format!("no size but `{}`", output.text())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_above_its_limit_stops_the_build_but_not_the_serving() {
        let file = crate::paths::root().join("Cargo.lock");
        assert!(hold_size("x", &file, 1_000_000, TooLarge::Fails).is_ok());
        let error = hold_size("x", &file, 0, TooLarge::Fails).unwrap_err().to_string();
        assert!(error.contains("x is larger than its limit"), "{error}");
        assert!(hold_size("x", &file, 0, TooLarge::Warns).is_ok());
    }
}

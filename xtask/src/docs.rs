//! `cargo xtask docs`: the documentation site in `dist/docs`, with the npm package as it is now in its pages.

use std::process::ExitCode;

use crate::args::Args;
use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::paths;
use crate::recipe::Recipe;
use crate::serve::{self, Site};
use crate::setup;

/// Policy of the site: scripts of its own, also those that `VitePress` writes into its pages, and nothing from elsewhere.
/// The embed's frame brings its own, stricter one.
const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'";

/// Reads the command line, builds, serves with `--serve` until Ctrl+C.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let port = args.number("--port")?;
    let serve = args.flag("--serve");
    let as_built = args.flag("--as-built");
    args.finish()?;
    // A taken port is said before minutes of building, not after.
    let server = if serve { Some(serve::listen(port.unwrap_or(serve::PORT))?) } else { None };
    if !as_built {
        build::all(TooLarge::Warns)?;
    }
    // The site carries the page's engine; nothing of it runs in Node.
    build::package(Recipe::read()?.engine()?)?;
    let folder = paths::root().join("docs");
    setup::npm_packages_of(&folder)?;
    // A link in the pages that leads nowhere ends the build.
    setup::npm_script_of(&folder, "documentation", "build").limit(300).run()?;
    let site = paths::root().join("dist/docs");
    println!("documentation in {}", paths::display(&site));
    if let Some(server) = server {
        let site = Site::start(server, &site, POLICY)?;
        println!("Serving on {}", site.url());
        site.wait();
    }
    Ok(ExitCode::SUCCESS)
}

//! The engine for the browser: compile to wasm, write the JavaScript side, hold the size.

mod compiler;
mod host;

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::{Package, Recipe};
use compiler::TARGET;
pub(crate) use compiler::{Compiler, DEBIAN_PACKAGES};
pub(crate) use host::Host;

/// Builds the package of `wasm-pack.toml`. Returns the wasm file that the page loads.
pub(crate) fn build(recipe: &Recipe) -> Result<PathBuf, Error> {
    let package = &recipe.package;
    let plain = compile(package, &Compiler::find()?)?;
    let bindgen = build_bindgen()?;
    write_bindings(package, &bindgen, &plain)?;
    Ok(package.wasm_file())
}

/// Builds JSONata alone, by the engine's own recipe. Returns the script that loads it in Node; the wasm file is beside it.
pub(crate) fn jsonata() -> Result<PathBuf, Error> {
    let package = Package {
        name: "xtask-jsonata".to_owned(),
        target: "nodejs".to_owned(),
        out_dir: paths::target().join("jsonata"),
        out_name: "jsonata".to_owned(),
        ..Recipe::read()?.package
    };
    let plain = compile(&package, &Compiler::find()?)?;
    write_bindings(&package, &build_bindgen()?, &plain)?;
    Ok(package.out_dir.join("jsonata.js"))
}

/// Builds two examples of a crate by the engine's own recipe. Returns their wasm files.
pub(crate) fn examples(package: &str, names: [&str; 2]) -> Result<[PathBuf; 2], Error> {
    let package = Package { name: package.to_owned(), ..Recipe::read()?.package };
    let compiler = Compiler::find()?;
    let [first, second] = names;
    let folder = cargo_build(&package, &compiler, &["--example", first, "--example", second])?;
    Ok(names.map(|name| folder.join("examples").join(format!("{name}.wasm"))))
}

/// Compiles the crate; the result has no JavaScript side yet.
fn compile(package: &Package, compiler: &Compiler) -> Result<PathBuf, Error> {
    let folder = cargo_build(package, compiler, &["--lib"])?;
    Ok(folder.join(format!("{}.wasm", package.name.replace('-', "_"))))
}

/// Builds parts of a crate. Returns the folder of the results.
fn cargo_build(package: &Package, compiler: &Compiler, parts: &[&str]) -> Result<PathBuf, Error> {
    let target_dir = compiler.target_dir();
    let what = if package.name == "asl-wasm" { "engine" } else { package.name.as_str() };
    let job = compiler
        .cargo(format!("{what} for the browser ({})", compiler.name()))
        .args(["build", "--package", &package.name, "--profile", &package.profile, "--target", TARGET])
        .args(parts)
        .args(["--target-dir".as_ref(), target_dir.as_os_str()])
        .args(compiler.extra_arguments())
        .dir(paths::root())
        .limit(900);
    job.run()?;
    let folder = if package.profile == "dev" { "debug" } else { package.profile.as_str() };
    Ok(target_dir.join(TARGET).join(folder))
}

/// Builds our wasm-bindgen, a program of its own. Returns where it is.
fn build_bindgen() -> Result<PathBuf, Error> {
    Job::new("wasm-bindgen", "cargo")
        .args(["build", "--profile", "tool", "--package", "xtask-bindgen"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    Ok(paths::target().join("tool").join(format!("xtask-bindgen{}", std::env::consts::EXE_SUFFIX)))
}

fn write_bindings(package: &Package, bindgen: &Path, plain: &Path) -> Result<(), Error> {
    let out_dir = paths::root().join(&package.out_dir);
    std::fs::create_dir_all(&out_dir)?;
    Job::new("JavaScript side of the engine", bindgen)
        .args([plain, out_dir.as_path(), Path::new(&package.out_name), Path::new(&package.target)])
        .quiet()
        .limit(120)
        .run()
        .map(drop)
}

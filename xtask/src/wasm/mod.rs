//! The engine for the browser: compile to wasm, write the JavaScript side, hold the size.

mod compiler;
mod host;

use std::path::{Path, PathBuf};
use std::thread;

use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::{Package, Recipe};
use compiler::TARGET;
pub(crate) use compiler::{Compiler, DEBIAN_PACKAGES};
pub(crate) use host::Host;

/// Builds the modules of `wasm-pack.toml`.
pub(crate) fn build(recipe: &Recipe) -> Result<(), Error> {
    let packages: Vec<&Package> = recipe.packages.iter().collect();
    let compiler = Compiler::find()?;
    // Linking leaves cores idle, in which the writer of bindings is built.
    let (plain, bindgen) = thread::scope(|scope| {
        let bindgen = scope.spawn(build_bindgen);
        let plain = compile(&packages, &compiler);
        (plain, bindgen.join().unwrap_or_else(|_| Err(Error::new("the build of wasm-bindgen broke off"))))
    });
    let (plain, bindgen) = (plain?, bindgen?);
    packages.iter().zip(plain).try_for_each(|(package, plain)| write_bindings(package, &bindgen, &plain))
}

/// Builds the engine for Node. Its JavaScript side is that of [`build`], which must have run before.
///
/// # Errors
/// The JavaScript sides differ: the package could not carry one for both.
pub(crate) fn build_for_speed(recipe: &Recipe) -> Result<Package, Error> {
    let package = recipe.speed_package()?;
    let plain = compile(&[&package], &Compiler::find()?)?;
    let bindgen = build_bindgen()?;
    plain.iter().try_for_each(|plain| write_bindings(&package, &bindgen, plain))?;
    if std::fs::read(package.script())? != std::fs::read(recipe.engine()?.script())? {
        return Err(Error::new("the engines for page and Node have different JavaScript sides")
            .fix("build both anew from the same sources"));
    }
    Ok(package)
}

/// Builds JSONata alone, by the engine's own recipe. Returns the script that loads it in Node; the wasm file is beside it.
pub(crate) fn jsonata() -> Result<PathBuf, Error> {
    let package = Package {
        name: "JSONata".to_owned(),
        crate_name: "xtask-jsonata".to_owned(),
        target: "nodejs".to_owned(),
        out_dir: paths::target().join("jsonata"),
        out_name: "jsonata".to_owned(),
        samples: None,
        ..Recipe::read()?.engine()?.clone()
    };
    let plain = compile(&[&package], &Compiler::find()?)?;
    let bindgen = build_bindgen()?;
    plain.iter().try_for_each(|plain| write_bindings(&package, &bindgen, plain))?;
    Ok(package.script())
}

/// Builds two examples of a crate by the engine's own recipe. Returns their wasm files.
pub(crate) fn examples(crate_name: &str, names: [&str; 2]) -> Result<[PathBuf; 2], Error> {
    let package = Package {
        name: crate_name.to_owned(),
        crate_name: crate_name.to_owned(),
        ..Recipe::read()?.engine()?.clone()
    };
    let compiler = Compiler::find()?;
    let [first, second] = names;
    let folder = cargo_build(&[&package], &compiler, &["--example", first, "--example", second])?;
    Ok(names.map(|name| folder.join("examples").join(format!("{name}.wasm"))))
}

/// Compiles crates; the results have no JavaScript side yet.
fn compile(packages: &[&Package], compiler: &Compiler) -> Result<Vec<PathBuf>, Error> {
    let folder = cargo_build(packages, compiler, &["--lib"])?;
    let file = |package: &&Package| folder.join(format!("{}.wasm", package.crate_name.replace('-', "_")));
    Ok(packages.iter().map(file).collect())
}

/// Builds parts of crates with one call of cargo: what they share is built once, and two links go side by side. The
/// profile is that of the first. Returns the folder of the results.
fn cargo_build(packages: &[&Package], compiler: &Compiler, parts: &[&str]) -> Result<PathBuf, Error> {
    let target_dir = compiler.target_dir();
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let profile = packages.first().map_or("release", |package| package.profile.as_str());
    let job = compiler
        .cargo(format!("{} for the browser ({})", names.join(" and "), compiler.name()))
        .args(["build", "--profile", profile, "--target", TARGET])
        .args(packages.iter().flat_map(|package| ["--package", &package.crate_name]))
        .args(parts)
        .args(["--target-dir".as_ref(), target_dir.as_os_str()])
        .args(compiler.extra_arguments())
        .dir(paths::root())
        .limit(900);
    job.run()?;
    let folder = if profile == "dev" { "debug" } else { profile };
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
    Job::new(format!("JavaScript side of the {}", package.name), bindgen)
        .args([plain, out_dir.as_path(), Path::new(&package.out_name), Path::new(&package.target)])
        .quiet()
        .limit(120)
        .run()?;
    match &package.samples {
        Some(text) => write_samples(package, &std::fs::read_to_string(paths::root().join(text))?),
        None => Ok(()),
    }
}

/// Writes a text as a script, which bundlers, browsers and Node load alike.
fn write_samples(package: &Package, text: &str) -> Result<(), Error> {
    let script = package.samples_script();
    std::fs::write(&script, format!("export default '{}';\n", escaped(text)))?;
    let types = "/** What samples are made of: `setSampleShapes` takes it. */\ndeclare const shapes: string;\nexport default shapes;\n";
    Ok(std::fs::write(script.with_extension("d.ts"), types)?)
}

/// A text as it stands between apostrophes in JavaScript.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'").replace('\r', "").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_text_stays_what_it_is() {
        assert_eq!(escaped("{\"a\": \"it's \\\\ \"}\r\n"), r#"{"a": "it\'s \\\\ "}\n"#);
    }
}

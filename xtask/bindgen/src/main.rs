//! `xtask-bindgen INPUT.wasm OUT-DIR OUT-NAME TARGET`: writes the JavaScript side of a wasm module.
//!
//! Beside it the module itself, its functions in the order in which they compress best (`pack`).
//!
//! A program of its own, so that the other chores need not wait until this library is built.

mod pack;

use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, out_name, target] = words.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm OUT-DIR OUT-NAME web|nodejs");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    // `init()` without an argument finds the wasm file beside the script.
    bindgen.input_path(input).out_name(out_name).typescript(true).omit_default_module_path(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let chosen = match target.as_str() {
        "web" => bindgen.web(true),
        "nodejs" => bindgen.nodejs(true),
        other => {
            eprintln!("error: there is no target `{other}`: web or nodejs");
            return ExitCode::FAILURE;
        }
    };
    match chosen.and_then(|bindgen| bindgen.generate(out_dir)) {
        Ok(()) => {}
        Err(error) => {
            eprintln!("error: {error:#}");
            return ExitCode::FAILURE;
        }
    }
    match pack_file(&Path::new(out_dir).join(format!("{out_name}_bg.wasm"))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: the module could not be put in order: {error}");
            ExitCode::FAILURE
        }
    }
}

fn pack_file(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let packed = pack::pack(&std::fs::read(file)?)?;
    Ok(std::fs::write(file, packed)?)
}

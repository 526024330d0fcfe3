//! The way to the wasm standard library over rustup, with programs that only write down how they were called.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "real programs are waited for in real time")]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

/// Says where the standard library would be.
const RUSTC: &str = "#!/bin/sh\necho \"$FOLDER/lib\"\n";
/// Brings the standard library, or does not.
const RUSTUP: &str = "#!/bin/sh\necho rustup \"$@\" >> \"$FOLDER/calls\"\n[ -n \"$OFFLINE\" ] && exit 1\ntouch \"$FOLDER/lib/libstd-1.rlib\"\n";
/// Goes no further: how it is called is what is looked at.
const CARGO: &str = "#!/bin/sh\necho cargo \"$@\" >> \"$FOLDER/calls\"\nexit 1\n";

/// Builds the engine with these programs. Returns the calls of rustup and cargo, and what the chore said.
fn build(name: &str, offline: bool) -> (String, String) {
    let folder: PathBuf = std::env::temp_dir().join(format!("stepthrough-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("lib")).unwrap();
    std::fs::write(folder.join("calls"), "").unwrap();
    let node = "#!/bin/sh\necho v20.0.0\n";
    for (program, text) in [("rustc", RUSTC), ("rustup", RUSTUP), ("cargo", CARGO), ("node", node)] {
        let file = folder.join(program);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut chore = Command::new(env!("CARGO_BIN_EXE_xtask"));
    chore.args(["build", "--engine"]).env("PATH", path).env("FOLDER", &folder);
    chore.env("STEPTHROUGH_WASM", "rustup").env_remove("OFFLINE");
    if offline {
        chore.env("OFFLINE", "1");
    }
    let output = chore.output().unwrap();
    assert!(!output.status.success());
    let calls = std::fs::read_to_string(folder.join("calls")).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    (calls, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn rustup_brings_the_standard_library_and_the_active_toolchain_builds_all_modules_at_once() {
    let (calls, _) = build("rustup", false);
    let mut calls = calls.lines();
    assert_eq!(calls.next(), Some("rustup target add wasm32-unknown-unknown"));
    // The writer of bindings is built beside it.
    let cargo = calls.find(|call| !call.contains("--package xtask-bindgen")).unwrap();
    assert!(cargo.starts_with("cargo build --profile wasm --target wasm32-unknown-unknown"), "{cargo}");
    assert!(cargo.contains("--package asl-wasm --package asl-wasm-tools --lib"), "{cargo}");
    assert!(!cargo.contains("build-std"), "{cargo}");
}

#[test]
fn a_rustup_that_cannot_fetch_leaves_one_error_that_names_both_ways() {
    let (calls, said) = build("rustup-offline", true);
    assert_eq!(calls, "rustup target add wasm32-unknown-unknown\n");
    let error = said.lines().filter(|line| line.contains("no compiler here can make wasm")).count();
    assert_eq!(error, 1, "{said}");
    assert!(said.contains("rustup target add") && said.contains("apt-get install"), "{said}");
}

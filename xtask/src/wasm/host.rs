//! The built wasm package at work in Node: requests go in as lines, answers come out as lines.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::paths;
use crate::process::Group;
use crate::recipe::Package;

/// How long one request may take.
const LIMIT: Duration = Duration::from_mins(2);

/// A Node process that has loaded the package. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Host {
    requests: ChildStdin,
    answers: Receiver<String>,
    _group: Group,
}

impl Host {
    /// Starts Node with the package that `wasm-pack.toml` names.
    ///
    /// # Errors
    /// The package has not been built, or Node cannot be started.
    pub(crate) fn start(package: &Package) -> Result<Self, Error> {
        Self::start_with(&[package])
    }

    /// The same with more than one package: the engine, then the tools.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub(crate) fn start_with(packages: &[&Package]) -> Result<Self, Error> {
        let files: Vec<_> =
            packages.iter().flat_map(|package| [package.script(), package.wasm_file()]).collect();
        if files.iter().any(|file| !file.exists()) {
            return Err(
                Error::new("the engine for the browser is not built").fix("run `cargo xtask build --engine`")
            );
        }
        Self::start_script("host.mjs", &files.iter().map(PathBuf::as_path).collect::<Vec<_>>())
    }

    /// Starts Node with a script of `xtask/node`.
    ///
    /// # Errors
    /// Node cannot be started.
    pub(crate) fn start_script(script: &str, arguments: &[&Path]) -> Result<Self, Error> {
        let mut command = Command::new("node");
        command.arg(paths::root().join("xtask/node").join(script)).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (mut child, group) = Group::start(&mut command)
            .map_err(|error| Error::new(format!("node could not be started: {error}")))?;
        let (Some(requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new("node has no standard input or output"));
        };
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            // The receiver is gone when nobody wants answers any more; then reading on serves nobody.
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Ok(Self { requests, answers, _group: group })
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// Node has ended, or does not answer in time.
    pub(crate) fn ask(&mut self, request: &Value) -> Result<Value, Error> {
        Ok(serde_json::from_str(&self.ask_text(&request.to_string())?)?)
    }

    /// The same with texts of one line.
    pub(crate) fn ask_text(&mut self, request: &str) -> Result<String, Error> {
        writeln!(self.requests, "{request}")?;
        self.requests.flush()?;
        self.answers.recv_timeout(LIMIT).map_err(|_| Error::new("the wasm package in Node does not answer"))
    }
}

//! `cargo xtask bench`: the speed workloads natively, in the wasm build for Node (`wasm`) and in the page's (`wasm-page`),
//! and with `--peers` in other interpreters. What is compared with peers is the build for Node, where they run.
//!
//! Every measurement is a process of its own, so that peak memory is that of one runtime. Figures, not verdicts: a
//! wrong result or a history that differs between the runtimes is an error, a slow one is not.

mod engine;
mod jsonata;
mod language;
mod layout;
mod limit;
mod links;
mod measure;
mod table;
mod web;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;

use crate::args::Args;
use crate::error::Error;
use crate::paths;
use crate::recipe::{Package, Recipe};
use crate::wasm;
use measure::Measured;
pub(crate) use measure::install_peers;
use table::{Row, Table};

/// Peers that are installed, at the versions that are compared with.
const PEERS: [&str; 2] = ["aws-local-stepfunctions@3.0.0", "jsonata@2.0.6"];

/// A folder of the workloads with what its `meta.json` says.
#[derive(Debug)]
struct Workload {
    name: String,
    folder: PathBuf,
    meta: Meta,
}

#[derive(Debug, Deserialize)]
struct Meta {
    states_entered: f64,
    query_language: String,
    expected: serde_json::Value,
}

/// The data file of peers that cannot be installed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RecordedPeers {
    name: String,
    part_of: String,
    parts: serde_json::Map<String, serde_json::Value>,
}

/// Reads the command line, measures, prints the table.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let with_peers = args.flag("--peers");
    let (jsonata, sizes) = (args.flag("--jsonata"), args.flag("--sizes"));
    let with_layout = args.flag("--layout");
    let with_language = args.flag("--language");
    let json = args.option("--json")?;
    let links = args.option("--links")?;
    let filter = args.option("--filter")?;
    let page = args.flag("--web");
    let with_engine = args.flag("--engine");
    args.finish()?;
    if with_layout {
        layout::layout()?;
        return Ok(ExitCode::SUCCESS);
    }
    if with_engine {
        engine::measure(json.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    if with_language {
        language::command(json.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    if page {
        return web::command(json.as_deref());
    }
    if let Some(folder) = links {
        links::measure(Path::new(&folder), json.as_deref())?;
        return Ok(ExitCode::SUCCESS);
    }
    if jsonata || sizes {
        if jsonata {
            jsonata::speed()?;
        }
        if sizes {
            jsonata::size()?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let Some(folder) = paths::shared("bench").map(|bench| bench.join("workloads")) else {
        println!("workloads not found, nothing measured");
        return Ok(ExitCode::SUCCESS);
    };
    let runtimes = Runtimes::prepare(with_peers)?;
    let mut table = Table::default();
    for workload in workloads(&folder)? {
        if filter.as_ref().is_none_or(|text| workload.name.contains(text.as_str())) {
            runtimes.measure(&workload, &mut table)?;
        }
    }
    table.print(with_peers);
    if let Some(file) = json {
        std::fs::write(file, table.to_json()?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn workloads(folder: &Path) -> Result<Vec<Workload>, Error> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let folder = entry?.path();
        if !folder.join("meta.json").exists() {
            continue;
        }
        let meta = serde_json::from_str(&std::fs::read_to_string(folder.join("meta.json"))?)?;
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        found.push(Workload { name, folder, meta });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The programs that measure, built and ready.
#[derive(Debug)]
struct Runtimes {
    native: PathBuf,
    /// The engine for Node, and the page's.
    speed: Package,
    page: Package,
    /// Where npm put the peers, if they are wanted.
    peers: Option<PathBuf>,
    recorded: RecordedPeers,
}

impl Runtimes {
    fn prepare(with_peers: bool) -> Result<Self, Error> {
        let recipe = Recipe::read()?;
        crate::setup::node()?;
        let peers = if with_peers { Some(measure::install_peers(&PEERS)?) } else { None };
        crate::build::engine(&recipe, crate::build::TooLarge::Warns)?;
        let speed = wasm::build_for_speed(&recipe)?;
        let recorded = serde_json::from_str(include_str!("recorded-peers.json"))?;
        Ok(Self { native: measure::build_native()?, speed, page: recipe.engine()?.clone(), peers, recorded })
    }

    /// Measures a workload in every runtime and adds the rows.
    fn measure(&self, workload: &Workload, table: &mut Table) -> Result<(), Error> {
        let native = measure::native(&self.native, &workload.folder)?;
        let wasm = measure::wasm(&self.speed, &workload.folder)?;
        let page = measure::wasm(&self.page, &workload.folder)?;
        for (runtime, measured) in [("native", &native), ("wasm", &wasm), ("wasm-page", &page)] {
            if native.sha256 != measured.sha256 {
                return Err(Error::new(format!(
                    "{}: the histories of native and {runtime} differ",
                    workload.name
                )));
            }
            check(workload, runtime, measured)?;
            table.add(Row::new(workload, runtime, measured));
        }
        let Some(modules) = &self.peers else { return Ok(()) };
        if workload.meta.query_language == "JSONata" {
            let peer = measure::peer("jsonata", modules, &workload.folder)?;
            table.add(Row::peer(workload, "jsonata", &peer));
            return Ok(());
        }
        let peer = measure::peer(&self.recorded.part_of, modules, &workload.folder)?;
        table.add(Row::peer(workload, &self.recorded.part_of, &peer));
        let letter = workload.name.split('_').next().unwrap_or_default();
        if let Some(part) = self.recorded.parts.get(letter).and_then(serde_json::Value::as_f64) {
            table.add(Row::recorded(workload, &self.recorded.name, peer.median_ms * part));
        }
        Ok(())
    }
}

/// The result must be the one that `meta.json` describes.
fn check(workload: &Workload, runtime: &str, measured: &Measured) -> Result<(), Error> {
    let expected = &workload.meta.expected;
    let field = |name: &str| expected.get(name);
    let wrong = |what: &str| Err(Error::new(format!("{} in {runtime}: {what}", workload.name)));
    if field("status").and_then(serde_json::Value::as_str) != Some(measured.status.as_str()) {
        return wrong(&format!("the status is {}", measured.status));
    }
    if field("output").is_some_and(|output| *output != measured.output) {
        return wrong("the output is not the expected one");
    }
    let length = measured.output.as_array().map(|items| items.len() as u64);
    if field("output_length").is_some_and(|expected| expected.as_u64() != length) {
        return wrong("the output has not the expected length");
    }
    if let Some(names) = field("output_has").and_then(serde_json::Value::as_array) {
        let has =
            |name: &serde_json::Value| name.as_str().is_some_and(|name| measured.output.get(name).is_some());
        if !names.iter().all(has) {
            return wrong("a member of the output is missing");
        }
    }
    if let Some(at) = field("output_at") {
        let path = at.get("path").and_then(serde_json::Value::as_str).unwrap_or_default();
        let found = path.strip_prefix("$.").and_then(|name| measured.output.get(name));
        if found != at.get("value") {
            return wrong(&format!("{path} of the output is not the expected value"));
        }
    }
    if field("output_equals_input").is_some() {
        let input: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(workload.folder.join("input.json"))?)?;
        if input != measured.output {
            return wrong("the output is not the input");
        }
    }
    Ok(())
}

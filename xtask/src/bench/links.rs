//! `cargo xtask bench --links DIR`: how long the links of a folder of definitions are, and what making them takes.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::paths;
use crate::process::Job;
use crate::recipe::Recipe;

/// Share of plain deflate that the median link may take.
const WANTED: f64 = 0.60;

/// Reading a definition of 64 KB may take so long, in milliseconds.
const WANTED_LARGE_MS: f64 = 30.0;
/// The same for a link that was made to waste time.
const WANTED_HOSTILE_MS: f64 = 100.0;

/// What the program in Node gives.
#[derive(Debug, Deserialize, Serialize)]
struct Answer {
    links: Vec<Link>,
    /// 64 KB of states.
    large: Link,
    hostile: Hostile,
}

/// Links that were made to waste time or memory.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Hostile {
    answers: Vec<HostileAnswer>,
    grown_bytes: u64,
}

#[derive(Debug, Deserialize, Serialize)]
struct HostileAnswer {
    name: String,
    /// What the decoder said.
    kind: String,
    ms: f64,
}

/// A definition's link, made in wasm.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Link {
    file: String,
    bytes: u64,
    /// Letters of `1.<payload>`.
    letters: u32,
    /// Letters of the minified text after deflate, at its best, and base64url.
    deflate: u32,
    encode_ms: f64,
    decode_ms: f64,
}

/// Medians of the native build.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Native {
    encode_ms: f64,
    decode_ms: f64,
}

/// Measures and prints the table; the last line is read by other programs.
pub(super) fn measure(folder: &Path, json: Option<&str>) -> Result<(), Error> {
    if !folder.is_dir() {
        return Err(Error::new(format!("{} is no folder", folder.display())));
    }
    let recipe = Recipe::read()?;
    crate::setup::node()?;
    let tools = recipe.tools()?;
    if !tools.wasm_file().exists() {
        crate::build::engine(&recipe, crate::build::TooLarge::Warns)?;
    }
    let script = tools.script();
    let program = paths::root().join("xtask/node/bench-links.mjs");
    let answer = Job::new("links in wasm", "node")
        .args([&program, &script, &tools.wasm_file()])
        .args([folder])
        .quiet()
        .limit(300)
        .run()?;
    let mut answer: Answer = serde_json::from_str(&answer.text())?;
    let native = native(folder)?;
    if answer.links.is_empty() {
        return Err(Error::new(format!("no *.asl.json with JSON in it below {}", folder.display())));
    }
    if let Some(file) = json {
        std::fs::write(file, serde_json::to_string_pretty(&answer)?)?;
    }
    let links = &mut answer.links;
    links.sort_by_key(|link| link.letters);
    let at = |share: usize| links.get((links.len() - 1) * share / 100).map_or(0, |link| link.letters);
    let median = |figure: &dyn Fn(&Link) -> f64| {
        let mut figures: Vec<f64> = links.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(0.0)
    };
    let ratio = median(&|link| f64::from(link.letters) / f64::from(link.deflate.max(1)));
    let (slowest, size) = links
        .iter()
        .map(|link| (link.encode_ms.max(link.decode_ms), link.bytes))
        .fold((0.0, 0), |worst, time| if time.0 > worst.0 { time } else { worst });
    println!("{:<24} {:>10}", "definitions", links.len());
    println!("{:<24} {:>10} letters", "median link", at(50));
    println!("{:<24} {:>10} letters", "95 of 100 links, at most", at(95));
    println!("{:<24} {:>10} letters", "largest link", at(100));
    println!("{:<24} {:>10} letters", "median of deflate", median(&|link| f64::from(link.deflate)));
    println!(
        "{:<24} {:>10.2} ms to write, {:.2} ms to read",
        "median, wasm",
        median(&|link| link.encode_ms),
        median(&|link| link.decode_ms)
    );
    println!(
        "{:<24} {:>10.2} ms to write, {:.2} ms to read",
        "median, native", native.encode_ms, native.decode_ms
    );
    println!("{:<24} {:>10.2} ms for {size} bytes", "slowest, wasm", slowest);
    print_limits(&answer.large, &answer.hostile);
    println!("wanted: at most {WANTED:.2} of deflate");
    println!("links: median ratio {ratio:.2}");
    Ok(())
}

/// What has a limit in time, beside it.
fn print_limits(large: &Link, hostile: &Hostile) {
    println!(
        "{:<24} {:>10.2} ms to read, wanted {WANTED_LARGE_MS:.0}; {:.2} ms to write; {} letters",
        format!("{} bytes, wasm", large.bytes),
        large.decode_ms,
        large.encode_ms,
        large.letters
    );
    let slowest = hostile.answers.iter().max_by(|a, b| a.ms.total_cmp(&b.ms));
    if let Some(HostileAnswer { name, kind, ms }) = slowest {
        println!(
            "{:<24} {ms:>10.2} ms, wanted {WANTED_HOSTILE_MS:.0}: {name} ({kind}); {} kinds, {:.1} MB of memory",
            "slowest hostile, wasm",
            hostile.answers.len(),
            hostile.grown_bytes as f64 / 1e6
        );
    }
}

fn native(folder: &Path) -> Result<Native, Error> {
    Job::new("links, natively", "cargo")
        .args(["build", "--release", "--package", "asl-insight", "--example", "link_time"])
        .dir(paths::root())
        .limit(900)
        .run()?;
    let name = format!("link_time{}", std::env::consts::EXE_SUFFIX);
    let program = paths::target().join("release/examples").join(name);
    let answer = Job::new("links, natively", &program).args([folder]).quiet().limit(300).run()?;
    Ok(serde_json::from_str(&answer.text())?)
}

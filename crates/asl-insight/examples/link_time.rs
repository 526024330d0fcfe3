//! Median time of writing and reading the links of all definitions below a folder, natively: `{"encodeMs", "decodeMs"}`.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measuring program"
)]

use std::path::Path;
use std::time::Instant;

use asl_insight::share_link::{Scene, decode, encode};

fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            found.extend(std::fs::read_to_string(&path));
        }
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut found = Vec::new();
    texts(Path::new(&folder), &mut found);
    let (mut writing, mut reading) = (Vec::new(), Vec::new());
    for definition in found {
        let scene = Scene { definition, ..Scene::default() };
        let start = Instant::now();
        let Ok(link) = encode(&scene, false) else { continue };
        writing.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        decode(&link).expect("the link is good");
        reading.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{{\"encodeMs\":{:.2},\"decodeMs\":{:.2}}}", median(&mut writing), median(&mut reading));
}

//! Times the layout: `cargo run --release -p asl-insight --example graph_time`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::time::Instant;

use asl_insight::graph::bench::bench_graph;
use asl_insight::graph::{LayoutOptions, lay_out_definition};

fn main() {
    for (states, limit) in [(30, 5), (1000, 50), (5000, 500)] {
        let machine = asl_model::parse_definition(&bench_graph(states)).machine;
        let mut times: Vec<f64> = (0..9)
            .map(|_| {
                let start = Instant::now();
                let graph = lay_out_definition(&machine, &LayoutOptions::default());
                assert!(graph.nodes.len() >= states);
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{states} states: {:.1} ms (limit {limit} ms in wasm)",
            times.get(4).copied().unwrap_or(f64::NAN)
        );
    }
}

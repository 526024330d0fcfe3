//! Times reading and layout natively: `cargo run --release -p asl-insight --example graph_time -- OUT_DIR FILE…`.
//!
//! Writes the definitions of the layout's benchmark to `OUT_DIR`, times them and the given files, and prints a line of
//! JSON for each. `cargo xtask bench --layout` calls it.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a program that measures and prints"
)]

use std::path::PathBuf;
use std::time::Instant;

use asl_insight::graph::bench::bench_graph;
use asl_insight::graph::{Graph, LayoutOptions, Point, lay_out_definition};

const SIZES: [usize; 7] = [10, 30, 100, 300, 1000, 5000, 10_000];

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let Some(out) = arguments.next() else { return Ok(()) };
    std::fs::create_dir_all(&out)?;
    let mut files = Vec::new();
    for states in SIZES {
        let file = out.join(format!("{states}.json"));
        std::fs::write(&file, bench_graph(states))?;
        files.push(file);
    }
    files.extend(arguments);
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let definition = asl_model::parse_definition(&text);
        let graph = lay_out_definition(&definition.machine, &LayoutOptions::default());
        let read = median(|| drop(asl_model::parse_definition(&text)));
        let layout = median(|| drop(lay_out_definition(&definition.machine, &LayoutOptions::default())));
        println!(
            "{{\"file\":{:?},\"bytes\":{},\"states\":{},\"readMs\":{read},\"layoutMs\":{layout},\"crossings\":{}}}",
            file.display().to_string(),
            text.len(),
            definition.machine.all_states().len(),
            crossings(&graph)
        );
    }
    Ok(())
}

/// Milliseconds, the middle of five.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[2]
}

/// How often a line across and a line down cross inside of both. Lines that lie on each other count once.
fn crossings(graph: &Graph) -> usize {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for edge in &graph.edges {
        for pair in edge.points.windows(2) {
            let (Point { x, y }, to) = (pair[0], pair[1]);
            #[expect(clippy::float_cmp, reason = "lines run along right angles and begin on whole pixels")]
            if y == to.y {
                across.push((y, x.min(to.x), x.max(to.x)));
            } else {
                down.push((x, y.min(to.y), y.max(to.y)));
            }
        }
    }
    for lines in [&mut across, &mut down] {
        lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        lines.dedup();
    }
    let mut count = 0;
    for (y, left, right) in across {
        let first = down.partition_point(|line| line.0 <= left);
        let inside = down[first..].iter().take_while(|line| line.0 < right);
        count += inside.filter(|line| line.1 < y && y < line.2).count();
    }
    count
}

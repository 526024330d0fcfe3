//! The rows of a bench, for people and as JSON.

use serde::Serialize;

use super::Workload;
use super::measure::Measured;
use crate::error::Error;

/// One runtime on one workload.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    workload: String,
    runtime: String,
    median_ms: f64,
    states_per_second: f64,
    /// Null for peers that were not run but recorded.
    peak_memory_mb: Option<f64>,
    #[serde(skip)]
    load_ms: Option<f64>,
    #[serde(skip)]
    is_peer: bool,
}

impl Row {
    pub(super) fn new(workload: &Workload, runtime: &str, measured: &Measured) -> Self {
        Self {
            peak_memory_mb: Some(measured.peak_memory_mb),
            load_ms: Some(measured.load_ms),
            is_peer: false,
            ..Self::recorded(workload, runtime, measured.median_ms)
        }
    }

    pub(super) fn peer(workload: &Workload, runtime: &str, measured: &Measured) -> Self {
        Self { is_peer: true, ..Self::new(workload, runtime, measured) }
    }

    /// A peer's time that was worked out from its recorded part.
    pub(super) fn recorded(workload: &Workload, runtime: &str, median_ms: f64) -> Self {
        Self {
            workload: workload.name.clone(),
            runtime: runtime.to_owned(),
            median_ms,
            states_per_second: workload.meta.states_entered / (median_ms / 1000.0),
            peak_memory_mb: None,
            load_ms: None,
            is_peer: true,
        }
    }
}

/// All rows of a run.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

/// Wasm, as built for Node, against the best peer of each workload: how many times as fast.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    geometric_mean_ratio: Option<f64>,
    min_ratio: Option<f64>,
}

impl Table {
    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Prints the table, and beside peers the summary.
    pub(super) fn print(&self, with_peers: bool) {
        println!(
            "{:<24} {:<24} {:>10} {:>12} {:>9} {:>9}",
            "workload", "runtime", "ms", "states/s", "peak MB", "load ms"
        );
        for row in &self.rows {
            let number =
                |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
            println!(
                "{:<24} {:<24} {:>10.2} {:>12.0} {:>9} {:>9}",
                row.workload,
                row.runtime,
                row.median_ms,
                row.states_per_second,
                number(row.peak_memory_mb),
                number(row.load_ms)
            );
        }
        let summary = self.summary();
        if let (true, Some(mean), Some(min)) = (with_peers, summary.geometric_mean_ratio, summary.min_ratio) {
            println!(
                "wasm (the build for Node) against the best peer: geometric mean {mean:.1} times as fast, at least {min:.1} times"
            );
        }
    }

    pub(super) fn to_json(&self) -> Result<String, Error> {
        let value = serde_json::json!({ "rows": self.rows, "summary": self.summary() });
        Ok(serde_json::to_string_pretty(&value)?)
    }

    fn summary(&self) -> Summary {
        let ratios: Vec<f64> =
            self.rows.iter().filter(|row| row.runtime == "wasm").filter_map(|row| self.ratio(row)).collect();
        let mean = ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64;
        Summary {
            geometric_mean_ratio: (!ratios.is_empty()).then(|| mean.exp()),
            min_ratio: ratios.into_iter().min_by(f64::total_cmp),
        }
    }

    /// The best peer's time by ours.
    fn ratio(&self, ours: &Row) -> Option<f64> {
        let peers = self.rows.iter().filter(|row| row.is_peer && row.workload == ours.workload);
        let best = peers.map(|row| row.median_ms).min_by(f64::total_cmp)?;
        Some(best / ours.median_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(workload: &str, runtime: &str, median_ms: f64, is_peer: bool) -> Row {
        Row {
            workload: workload.to_owned(),
            runtime: runtime.to_owned(),
            median_ms,
            states_per_second: 0.0,
            peak_memory_mb: None,
            load_ms: None,
            is_peer,
        }
    }

    #[test]
    fn the_summary_takes_the_best_peer_of_each_workload() {
        let mut table = Table::default();
        for (workload, wasm, peers) in [("a", 1.0, [8.0, 2.0]), ("b", 2.0, [16.0, 32.0])] {
            table.add(row(workload, "wasm", wasm, false));
            table.add(row(workload, "native", 0.1, false));
            for peer in peers {
                table.add(row(workload, "peer", peer, true));
            }
        }
        let summary = table.summary();
        assert!((summary.geometric_mean_ratio.unwrap() - 4.0).abs() < 1e-9);
        assert!((summary.min_ratio.unwrap() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn without_peers_there_is_no_ratio() {
        let mut table = Table::default();
        table.add(row("a", "wasm", 1.0, false));
        assert!(table.summary().geometric_mean_ratio.is_none());
    }
}

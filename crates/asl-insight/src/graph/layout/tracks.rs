//! Tracks: which lines across share a height in the gap between two layers, and where labels stand there.

use super::flow::LABEL_MARGIN;
use super::routing::RowLabel;

/// A line across in a gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The gap.
    pub(super) gap: usize,
    /// Where it comes down from above.
    pub(super) from: f64,
    /// Where it goes on down.
    pub(super) to: f64,
    /// Runs of one group in one gap lie on one track.
    pub(super) group: Option<usize>,
}

impl Run {
    fn low(&self) -> f64 {
        self.from.min(self.to)
    }
    fn high(&self) -> f64 {
        self.from.max(self.to)
    }
}

/// The tracks of all gaps.
pub(super) struct Tracks {
    /// Gap and track of each run; track 0 is nearest to the layer above.
    pub(super) place: Vec<(usize, usize)>,
    /// Tracks of each gap.
    pub(super) count: Vec<usize>,
    /// Room that labels need in each gap.
    pub(super) label_room: Vec<f64>,
    /// Labels: edge, middle across, distance of the middle from the lowest row's lower end.
    pub(super) labels: Vec<(usize, f64, f64)>,
}

/// Gives each run a track and each label a row.
pub(super) fn tracks(gaps: usize, runs: &[Run], labels: &[RowLabel], verticals: &[Vec<f64>]) -> Tracks {
    let mut found = Tracks {
        place: vec![(0, 0); runs.len()],
        count: vec![0; gaps],
        label_room: vec![0.0; gaps],
        labels: Vec::new(),
    };
    let mut by_gap: Vec<Vec<usize>> = vec![Vec::new(); gaps];
    for (index, run) in runs.iter().enumerate() {
        by_gap[run.gap].push(index);
    }
    for (gap, members) in by_gap.into_iter().enumerate() {
        found.count[gap] = gap_tracks(runs, members, &mut found.place);
    }
    let mut rows: Vec<Vec<&RowLabel>> = (0..gaps).map(|_| Vec::new()).collect();
    for label in labels {
        rows[label.gap].push(label);
    }
    for (gap, labels) in rows.into_iter().enumerate() {
        found.label_room[gap] = gap_labels(&labels, &verticals[gap], &mut found.labels);
    }
    found
}

/// Runs to the right are laid from the rightmost start, runs to the left from the leftmost: then those of one box do not
/// cross. A run lies below every earlier one that it overlaps.
fn gap_tracks(runs: &[Run], members: Vec<usize>, place: &mut [(usize, usize)]) -> usize {
    let mut groups: Vec<(Run, Vec<usize>)> = Vec::new();
    let mut known = asl_json::sorted::SortedMap::new();
    for index in members {
        let run = runs[index];
        let group = run.group.and_then(|group| known.get(&(group, run.to > run.from)).copied());
        if let Some(at) = group {
            let (joined, indices): &mut (Run, Vec<usize>) = &mut groups[at];
            let (low, high) = (joined.low().min(run.low()), joined.high().max(run.high()));
            (joined.from, joined.to) = if run.to > run.from { (low, high) } else { (high, low) };
            indices.push(index);
        } else {
            if let Some(group) = run.group {
                known.insert((group, run.to > run.from), groups.len());
            }
            groups.push((run, vec![index]));
        }
    }
    groups.sort_by(|(left, _), (right, _)| {
        let key = |run: &Run| (run.to < run.from, if run.to > run.from { -run.from } else { run.from });
        let (one, two) = (key(left), key(right));
        one.0.cmp(&two.0).then(one.1.total_cmp(&two.1))
    });
    let mut tracks: Vec<Vec<(f64, f64)>> = Vec::new();
    for (run, indices) in groups {
        let overlaps = |&(low, high): &(f64, f64)| run.low() < high + 8.0 && low < run.high() + 8.0;
        let lowest = tracks.iter().rposition(|track| track.iter().any(overlaps));
        let track = lowest.map_or(0, |track| track + 1);
        if track == tracks.len() {
            tracks.push(Vec::new());
        }
        tracks[track].push((run.low(), run.high()));
        for index in indices {
            place[index] = (run.gap, track);
        }
    }
    tracks.len()
}

/// Puts labels into rows above the arrows' tips: on their line, or beside it where another line would be covered.
fn gap_labels(labels: &[&RowLabel], verticals: &[f64], placed: &mut Vec<(usize, f64, f64)>) -> f64 {
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut heights: Vec<f64> = Vec::new();
    let mut pending = Vec::new();
    for label in labels {
        let half = label.size.across / 2.0;
        let covers = |middle: f64| {
            let own = |line: f64| (line - label.at).abs() < 0.5;
            verticals.iter().any(|&line| !own(line) && (line - middle).abs() < half + 2.0)
        };
        let beside = half + 6.0;
        let choices = [label.at, label.at + beside, label.at - beside];
        let fits = |row: &[(f64, f64)], middle: f64| {
            !row.iter()
                .any(|&(low, high)| middle - half < high + LABEL_MARGIN && low < middle + half + LABEL_MARGIN)
        };
        let mut found = None;
        for (at, row) in rows.iter().enumerate() {
            found = choices
                .iter()
                .copied()
                .find(|&middle| !covers(middle) && fits(row, middle))
                .map(|middle| (at, middle));
            if found.is_some() {
                break;
            }
        }
        let (row, middle) = found.unwrap_or_else(|| {
            rows.push(Vec::new());
            heights.push(0.0);
            let middle = choices.iter().copied().find(|&middle| !covers(middle)).unwrap_or(label.at);
            (rows.len() - 1, middle)
        });
        rows[row].push((middle - half, middle + half));
        heights[row] = heights[row].max(label.size.along + LABEL_MARGIN);
        pending.push((label, row, middle));
    }
    for (label, row, middle) in pending {
        let below: f64 = heights.iter().take(row).sum();
        placed.push((label.edge, middle.round(), below + label.size.along / 2.0));
    }
    heights.iter().sum()
}

//! The ways of the edges: heights of layers and gaps, tracks in the gaps, corners and labels.

use super::flow::{ARRIVAL, DEPARTURE, Flow, LABEL_MARGIN, Pair, Placement, Route, Spacing};
use super::layered::{Layered, Way};
use super::ordering::Order;
use super::ports::{Port, columns_above, ports};
use super::tracks::{Run, Tracks, tracks};

/// Between two tracks of one gap.
const TRACK: f64 = 10.0;

/// Everything that the routes are made from.
struct Routing<'a> {
    flow: &'a Flow,
    layered: &'a Layered,
    at: &'a [f64],
    ports: Vec<Port>,
    /// For each link that leaves its box aside: the part of the line across that is its own.
    stubs: Vec<Option<(f64, f64)>>,
    /// The run of each link in the gap below its upper item, if it has one.
    link_run: Vec<Option<usize>>,
    /// Runs of lanes: for each edge its departure and its arrival.
    lane_runs: Vec<Option<(usize, usize)>>,
    /// The axis of each lane.
    lane_at: Vec<f64>,
    tracks: Tracks,
    /// Start of each gap; gap `g` lies above layer `g`.
    gap_start: Vec<f64>,
    /// Start of each layer.
    layer_start: Vec<f64>,
    /// Room of each layer along the flow.
    layer_room: Vec<f64>,
}

/// Finds heights and ways.
pub(super) fn routing(
    layered: &Layered,
    flow: &Flow,
    order: &Order,
    at: &[f64],
    spacing: &Spacing,
) -> Placement {
    let ports = ports(layered, flow, order, at);
    let lane_at = lanes(layered, at, spacing);
    let (runs, link_run, lane_runs) = runs(layered, flow, at, &ports, &lane_at);
    let stubs = stubs(layered, flow, at, &ports);
    let labels = row_labels(layered, flow, &ports, &stubs);
    let tracks = tracks(layered.count + 1, &runs, &labels, &verticals(layered, &ports));
    let mut routing = Routing {
        flow,
        layered,
        at,
        ports,
        stubs,
        link_run,
        lane_runs,
        lane_at,
        tracks,
        gap_start: Vec::new(),
        layer_start: Vec::new(),
        layer_room: vec![0.0; layered.count],
    };
    for item in &layered.items {
        let room = &mut routing.layer_room[item.layer];
        *room = room.max(item.along);
    }
    routing.stack(spacing);
    routing.place()
}

/// Columns for lanes, right of everything, two lanes in one column if they do not overlap.
fn lanes(layered: &Layered, at: &[f64], spacing: &Spacing) -> Vec<f64> {
    let right = layered.items.iter().zip(at).map(|(item, at)| at + item.right).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..layered.lanes.len()).collect();
    order.sort_by_key(|&lane| (layered.lanes[lane].last_gap - layered.lanes[lane].first_gap, lane));
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let mut found = vec![0.0; layered.lanes.len()];
    for lane in order {
        let overlaps = |other: &usize| {
            let (one, two) = (layered.lanes[lane], layered.lanes[*other]);
            one.first_gap <= two.last_gap && two.first_gap <= one.last_gap
        };
        let column = columns.iter().position(|column| !column.iter().any(overlaps)).unwrap_or_else(|| {
            columns.push(Vec::new());
            columns.len() - 1
        });
        columns[column].push(lane);
        found[lane] = (right + spacing.pass + spacing.edges * column as f64).round();
    }
    found
}

type Runs = (Vec<Run>, Vec<Option<usize>>, Vec<Option<(usize, usize)>>);

/// The horizontal parts in the gaps.
fn runs(layered: &Layered, flow: &Flow, at: &[f64], ports: &[Port], lane_at: &[f64]) -> Runs {
    let mut runs = Vec::new();
    let mut link_run = vec![None; layered.links.len()];
    for (index, (link, port)) in layered.links.iter().zip(ports).enumerate() {
        if !port.aside && (port.upper - port.lower).abs() > 0.5 {
            link_run[index] = Some(runs.len());
            // Edges that join a shared column share a track.
            let joins = layered.items[link.lower].node.is_none();
            let group = joins.then_some(link.lower);
            runs.push(Run {
                gap: layered.items[link.upper].layer + 1,
                from: port.upper,
                to: port.lower,
                group,
            });
        }
    }
    let mut lane_runs = vec![None; flow.edges.len()];
    for (edge, way) in layered.ways.iter().enumerate() {
        let Way::Lane(lane) = way else { continue };
        let (from, to) = (flow.edges[edge].from, flow.edges[edge].to);
        let departure = Run {
            gap: layered.items[from].layer + 1,
            from: at[from] + flow.nodes[from].reach.min(20.0),
            to: lane_at[*lane],
            group: None,
        };
        let arrival = Run {
            gap: layered.items[to].layer,
            from: lane_at[*lane],
            to: at[to] + flow.nodes[to].reach.min(20.0),
            group: Some(layered.items.len() + lane),
        };
        lane_runs[edge] = Some((runs.len(), runs.len() + 1));
        runs.extend([departure, arrival]);
    }
    (runs, link_run, lane_runs)
}

/// A label in a gap, above the tip of its edge.
pub(super) struct RowLabel {
    pub(super) edge: usize,
    pub(super) gap: usize,
    pub(super) at: f64,
    pub(super) size: Pair,
}

/// The labels that stand in gaps: those of edges that go to the next layer and have no room on a line across.
fn row_labels(layered: &Layered, flow: &Flow, ports: &[Port], stubs: &[Option<(f64, f64)>]) -> Vec<RowLabel> {
    let mut labels = Vec::new();
    for (edge, way) in layered.ways.iter().enumerate() {
        let (Some(label), Way::Down(links)) = (flow.edges[edge].label, way) else { continue };
        let Some(&link) = links.first() else { continue };
        if links.len() > 1 || on_stub(stubs[link], label).is_some() {
            continue;
        }
        let gap = layered.items[layered.links[link].lower].layer;
        labels.push(RowLabel { edge, gap, at: ports[link].lower, size: label });
    }
    labels
}

/// The middle of a label on a line across, if there is room for it.
fn on_stub(stub: Option<(f64, f64)>, label: Pair) -> Option<f64> {
    let (start, end) = stub?;
    ((end - start).abs() >= label.across + 2.0 * LABEL_MARGIN + 6.0)
        .then(|| f64::midpoint(start, end).round())
}

/// For each link that leaves its box aside the part of the line across that it shares with no other link: from the box,
/// or from where a shorter one turns down, to where it turns down itself.
fn stubs(layered: &Layered, flow: &Flow, at: &[f64], ports: &[Port]) -> Vec<Option<(f64, f64)>> {
    let mut aside: Vec<Vec<usize>> = vec![Vec::new(); flow.nodes.len()];
    for (index, link) in layered.links.iter().enumerate() {
        if let (true, Some(node)) = (ports[index].aside, layered.items[link.upper].node) {
            aside[node].push(index);
        }
    }
    let above = columns_above(layered);
    let mut stubs = vec![None; layered.links.len()];
    for (node, mut links) in aside.into_iter().enumerate() {
        let distance = |link: &usize| ports[*link].lower - at[node];
        links.sort_by(|left, right| distance(left).abs().total_cmp(&distance(right).abs()));
        let half = flow.nodes[node].size.across / 2.0;
        let (mut left, mut right) = (at[node] - half, at[node] + half);
        for link in links {
            let lower = layered.links[link].lower;
            // A label on the column that it joins takes its room.
            let beside = above[lower]
                .map(|item| layered.items[item])
                .filter(|item| item.layer + 1 == layered.items[lower].layer);
            let taken = beside.map_or(0.0, |item| item.left.min(item.right));
            let sign = distance(&link).signum();
            let start = if sign > 0.0 { &mut right } else { &mut left };
            let end = ports[link].lower - sign * taken;
            stubs[link] = (sign * (end - *start) > 0.0).then_some((*start, end));
            *start = ports[link].lower;
        }
    }
    stubs
}

/// Where lines run down at the lower end of each gap.
fn verticals(layered: &Layered, ports: &[Port]) -> Vec<Vec<f64>> {
    let mut found = vec![Vec::new(); layered.count + 1];
    for (link, port) in layered.links.iter().zip(ports) {
        found[layered.items[link.lower].layer].push(port.lower);
    }
    found
}

impl Routing<'_> {
    /// Stacks gaps and layers.
    fn stack(&mut self, spacing: &Spacing) {
        let mut along = 0.0;
        for gap in 0..=self.layered.count {
            self.gap_start.push(along);
            let outer = gap == 0 || gap == self.layered.count;
            let tracks = self.tracks.count[gap];
            let labels = self.tracks.label_room[gap];
            let mut room: f64 = 0.0;
            if tracks > 0 {
                room = DEPARTURE + TRACK * (tracks - 1) as f64 + ARRIVAL;
            }
            if labels > 0.0 {
                room = room.max(DEPARTURE + ARRIVAL - 4.0) + labels;
            }
            along += if outer && tracks == 0 { 0.0 } else { room.max(spacing.layers) };
            if let Some(room) = self.layer_room.get(gap) {
                self.layer_start.push(along);
                along += room;
            }
        }
        self.gap_start.push(along);
    }

    fn middle(&self, layer: usize) -> f64 {
        self.layer_start[layer] + self.layer_room[layer] / 2.0
    }

    fn top(&self, node: usize) -> f64 {
        self.middle(self.layered.items[node].layer) - self.flow.nodes[node].size.along / 2.0
    }

    fn bottom(&self, node: usize) -> f64 {
        self.middle(self.layered.items[node].layer) + self.flow.nodes[node].size.along / 2.0
    }

    fn track(&self, run: usize) -> f64 {
        let (gap, track) = self.tracks.place[run];
        self.gap_start[gap] + DEPARTURE + TRACK * track as f64
    }

    fn place(&self) -> Placement {
        let count = self.flow.nodes.len();
        let nodes: Vec<Pair> = (0..count)
            .map(|node| Pair::new(self.at[node], self.middle(self.layered.items[node].layer)))
            .collect();
        let mut routes: Vec<Route> = (0..self.flow.edges.len()).map(|edge| self.route(edge)).collect();
        for &(edge, across, row) in &self.tracks.labels {
            let to = self.flow.edges[edge].to;
            let layer = self.layered.items[to].layer;
            let row = self.layer_start[layer] - ARRIVAL + 2.0 - row;
            if let Some(route) = routes.get_mut(edge) {
                route.label = Some(Pair::new(across, row));
            }
        }
        Placement { nodes, routes, size: Pair::default() }
    }

    fn route(&self, edge: usize) -> Route {
        match &self.layered.ways[edge] {
            Way::Down(links) => self.route_down(edge, links),
            Way::Loop(items) => self.route_loop(edge, items),
            Way::Own => Route::default(),
            Way::Lane(lane) => self.route_lane(edge, *lane),
        }
    }

    fn route_down(&self, edge: usize, links: &[usize]) -> Route {
        let data = self.flow.edges[edge];
        let mut route = Route::default();
        let Some(&first) = links.first() else { return route };
        let middle = self.middle(self.layered.items[data.from].layer);
        if self.ports[first].aside {
            let (from, to) = (self.at[data.from], self.ports[first].lower);
            let half = self.flow.nodes[data.from].size.across / 2.0;
            let start = if to > from { from + half } else { from - half };
            route.points.push(Pair::new(start, middle));
            route.points.push(Pair::new(to, middle));
            let label = data.label.and_then(|label| on_stub(self.stubs[first], label));
            route.label = label.map(|across| Pair::new(across, middle));
        } else {
            route.points.push(Pair::new(self.ports[first].upper, self.bottom(data.from)));
        }
        for &link in links {
            let port = self.ports[link];
            if let Some(run) = self.link_run[link] {
                let along = self.track(run);
                route.points.push(Pair::new(port.upper, along));
                route.points.push(Pair::new(port.lower, along));
            }
        }
        let last = links.last().map_or(0.0, |&link| self.ports[link].lower);
        route.points.push(Pair::new(last, self.top(data.to)));
        if data.label.is_some() && route.label.is_none() && links.len() > 1 {
            let passing = self.layered.links[first].lower;
            let along = self.middle(self.layered.items[passing].layer) + self.layered.label_shift[edge];
            route.label = Some(Pair::new(self.at[passing], along));
        }
        simplify(&mut route.points);
        route
    }

    /// From the side of the box up the loop's column to the side of the other box.
    fn route_loop(&self, edge: usize, items: &[usize]) -> Route {
        let data = self.flow.edges[edge];
        let (Some(&top), Some(&bottom)) = (items.first(), items.last()) else { return Route::default() };
        let end = |node: usize, column: f64| {
            let half = self.flow.nodes[node].size.across / 2.0;
            if column > self.at[node] { self.at[node] + half } else { self.at[node] - half }
        };
        let own = data.from == data.to;
        let (lower, upper) = (
            self.middle(self.layered.items[data.from].layer),
            self.middle(self.layered.items[data.to].layer),
        );
        let shift = if own { (self.flow.nodes[data.from].size.along / 4.0).min(10.0).round() } else { 0.0 };
        let mut route = Route::default();
        let mut column = self.at[bottom];
        let start = end(data.from, column);
        route.points.push(Pair::new(start, lower + shift));
        route.points.push(Pair::new(column, lower + shift));
        for pair in items.windows(2).rev() {
            let [above, below] = pair else { continue };
            if (self.at[*above] - self.at[*below]).abs() > 0.5 {
                // Columns of one loop form a block; if they could not, the line turns in the gap.
                let along = self.gap_start[self.layered.items[*below].layer] + DEPARTURE / 2.0;
                route.points.push(Pair::new(column, along));
                column = self.at[*above];
                route.points.push(Pair::new(column, along));
            }
        }
        route.points.push(Pair::new(self.at[top], upper - shift));
        route.points.push(Pair::new(end(data.to, self.at[top]), upper - shift));
        if let Some(label) = data.label {
            let side = if self.at[bottom] > self.at[data.from] { -1.0 } else { 1.0 };
            let across = self.at[bottom] + side * (label.across / 2.0 + 2.0 * LABEL_MARGIN);
            route.label = Some(Pair::new(across.round(), lower + shift));
        }
        simplify(&mut route.points);
        route
    }

    fn route_lane(&self, edge: usize, lane: usize) -> Route {
        let data = self.flow.edges[edge];
        let mut route = Route::default();
        let Some((departure, arrival)) = self.lane_runs[edge] else { return route };
        let (start, end) = (
            self.at[data.from] + self.flow.nodes[data.from].reach.min(20.0),
            self.at[data.to] + self.flow.nodes[data.to].reach.min(20.0),
        );
        let (down, up) = (self.track(departure), self.track(arrival));
        let column = self.lane_at[lane];
        route.points = vec![
            Pair::new(start, self.bottom(data.from)),
            Pair::new(start, down),
            Pair::new(column, down),
            Pair::new(column, up),
            Pair::new(end, up),
            Pair::new(end, self.top(data.to)),
        ];
        simplify(&mut route.points);
        route
    }
}

/// Leaves out points on a straight line.
fn simplify(points: &mut Vec<Pair>) {
    let mut kept: Vec<Pair> = Vec::with_capacity(points.len());
    for &point in points.iter() {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = kept.as_slice()
            && ((before.across == last.across && last.across == point.across)
                || (before.along == last.along && last.along == point.along))
        {
            kept.pop();
        }
        kept.push(point);
    }
    *points = kept;
}

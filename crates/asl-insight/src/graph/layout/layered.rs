//! The layered form of a flow: boxes and the points where edges pass a layer, joined by links between neighbouring
//! layers only.

use asl_json::sorted::SortedMap;

use super::flow::{Flow, LABEL_MARGIN, Pair, Strength};
use super::layering::Layering;

/// What stands in a layer: a box, or the place where edges pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its layer.
    pub(super) layer: usize,
    /// How far it reaches to the left of its axis.
    pub(super) left: f64,
    /// How far it reaches to the right of its axis.
    pub(super) right: f64,
    /// How much room it needs along the flow.
    pub(super) along: f64,
    /// The box; none where edges pass.
    pub(super) node: Option<usize>,
    /// Whether it belongs to what happens after an error.
    pub(super) catch: bool,
}

/// A connection between items of neighbouring layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// The item above.
    pub(super) upper: usize,
    /// The item below.
    pub(super) lower: usize,
    /// How much it wants to be straight.
    pub(super) weight: u32,
    /// Whether all of its edges are Catches.
    pub(super) catch: bool,
}

/// How an edge gets from box to box.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// Down, link by link.
    Down(Vec<usize>),
    /// Back up beside the way that it repeats; the items stand in the layers from the target's to the source's.
    Loop(Vec<usize>),
    /// To its own box.
    Own,
    /// Far: along a lane at the side of everything. The number of the lane.
    Lane(usize),
}

/// A lane at the side of everything, for edges that span very many layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    /// The layer below whose upper gap it touches first.
    pub(super) first_gap: usize,
    /// The last gap that it touches.
    pub(super) last_gap: usize,
}

/// The layered form.
#[derive(Clone, Debug, Default)]
pub(super) struct Layered {
    /// Items; the first ones are the boxes, with the same numbers.
    pub(super) items: Vec<Item>,
    /// Links, without those of loops.
    pub(super) links: Vec<Link>,
    /// The way of each edge. Loops get their items when the layers' order is known.
    pub(super) ways: Vec<Way>,
    /// Lanes.
    pub(super) lanes: Vec<Lane>,
    /// Number of layers.
    pub(super) count: usize,
    /// For each layer the item of the main way, where it has one.
    pub(super) main_item: Vec<Option<usize>>,
    /// For each edge that passes a layer: how far along the flow its label is from the middle of the first such place.
    pub(super) label_shift: Vec<f64>,
}

/// Edges that share one line: those to one target over more than one layer.
struct Bundle {
    edges: Vec<usize>,
    first: usize,
    last: usize,
}

/// Builds the layered form.
pub(super) fn layered(flow: &Flow, layering: &Layering) -> Layered {
    let mut result = Layered { count: layering.count, ..Layered::default() };
    result.items = boxes(flow, layering);
    result.label_shift = vec![0.0; flow.edges.len()];
    result.ways = flow
        .edges
        .iter()
        .map(|edge| if edge.from == edge.to { Way::Own } else { Way::Loop(Vec::new()) })
        .collect();
    let mut bundles = bundles(flow, layering);
    let far = take_far(flow, layering, &mut bundles);
    for bundle in &bundles {
        add_bundle(&mut result, flow, layering, bundle);
    }
    add_lanes(&mut result, flow, layering, far);
    mark_main_way(&mut result, flow, layering);
    result
}

fn boxes(flow: &Flow, layering: &Layering) -> Vec<Item> {
    let mut normal = vec![false; flow.nodes.len()];
    for edge in &flow.edges {
        normal[edge.to] |= edge.strength != Strength::Catch;
    }
    let item = |(index, node): (usize, &super::flow::FlowNode)| Item {
        layer: layering.layer[index],
        left: node.size.across / 2.0,
        right: node.size.across / 2.0,
        along: node.size.along,
        node: Some(index),
        catch: !normal[index] && index != 0,
    };
    flow.nodes.iter().enumerate().map(item).collect()
}

/// Bundles the edges that run down. Catches of several states to one handler over more than one layer share a line; so
/// do four and more other edges. All others are alone.
fn bundles(flow: &Flow, layering: &Layering) -> Vec<Bundle> {
    let mut groups: SortedMap<(usize, bool), Vec<usize>> = SortedMap::new();
    let mut found = Vec::new();
    let alone = |edge: usize| {
        let (from, to) = (flow.edges[edge].from, flow.edges[edge].to);
        Bundle { edges: vec![edge], first: layering.layer[from], last: layering.layer[to] }
    };
    for (index, edge) in flow.edges.iter().enumerate() {
        if layering.back[index] {
            continue;
        }
        let long = layering.layer[edge.to] > layering.layer[edge.from] + 1;
        if long && layering.main_edge[edge.from] != Some(index) {
            groups.get_or_insert_with((edge.to, edge.strength == Strength::Catch), Vec::new).push(index);
        } else {
            found.push(alone(index));
        }
    }
    for ((_, catch), edges) in groups.into_entries() {
        if edges.len() >= if catch { 2 } else { 4 } {
            let first = edges.iter().map(|&edge| layering.layer[flow.edges[edge].from]).min().unwrap_or(0);
            let last = edges.first().map_or(0, |&edge| layering.layer[flow.edges[edge].to]);
            found.push(Bundle { edges, first, last });
        } else {
            found.extend(edges.into_iter().map(alone));
        }
    }
    found
}

/// Takes out the edges with the longest ways until the passing points are few enough for a quick layout: returns the
/// edges that go along lanes.
fn take_far(flow: &Flow, layering: &Layering, bundles: &mut Vec<Bundle>) -> Vec<usize> {
    let budget = 2 * flow.nodes.len() + 240;
    let mut far = Vec::new();
    bundles.sort_by_key(|bundle| (bundle.last - bundle.first, bundle.edges.first().copied()));
    let mut used = 0;
    let mut keep = bundles.len();
    for (at, bundle) in bundles.iter().enumerate() {
        used += bundle.last - bundle.first - 1;
        if used > budget {
            keep = at;
            break;
        }
    }
    for bundle in bundles.drain(keep..) {
        far.extend(bundle.edges);
    }
    let mut backward: Vec<(usize, usize)> = flow
        .edges
        .iter()
        .enumerate()
        .filter(|(index, edge)| layering.back[*index] && edge.from != edge.to)
        .map(|(index, edge)| (layering.layer[edge.from].saturating_sub(layering.layer[edge.to]), index))
        .collect();
    backward.sort_unstable();
    let mut used = 0;
    for (span, index) in backward {
        used += span + 1;
        if used > budget {
            far.push(index);
        }
    }
    far.sort_unstable();
    far
}

fn add_bundle(result: &mut Layered, flow: &Flow, layering: &Layering, bundle: &Bundle) {
    let Some(&first_edge) = bundle.edges.first() else { return };
    let catch = flow.edges[first_edge].strength == Strength::Catch;
    let target = flow.edges[first_edge].to;
    let mut column = Vec::new();
    for layer in bundle.first + 1..bundle.last {
        let joining = bundle.edges.iter().filter(|&&edge| layering.layer[flow.edges[edge].from] + 1 == layer);
        let labels: Vec<(usize, Pair)> =
            joining.filter_map(|&edge| Some((edge, flow.edges[edge].label?))).collect();
        let widest = labels.iter().map(|(_, label)| label.across).fold(0.0, f64::max);
        let half = if widest > 0.0 { widest / 2.0 + LABEL_MARGIN } else { 0.0 };
        let along: f64 = labels.iter().map(|(_, label)| label.along + 2.0 * LABEL_MARGIN).sum();
        let mut below = -along / 2.0;
        for (edge, label) in labels {
            result.label_shift[edge] = below + label.along / 2.0 + LABEL_MARGIN;
            below += label.along + 2.0 * LABEL_MARGIN;
        }
        column.push(result.items.len());
        result.items.push(Item { layer, left: half, right: half, along, node: None, catch });
    }
    // The links of the column itself, shared by all edges that come in above them.
    let mut links_below = Vec::new();
    for (at, &upper) in column.iter().enumerate() {
        let lower = column.get(at + 1).copied().unwrap_or(target);
        let weight = if at + 1 < column.len() { 12 } else { 2 };
        links_below.push(result.links.len());
        result.links.push(Link { upper, lower, weight, catch });
    }
    for &edge in &bundle.edges {
        let from = flow.edges[edge].from;
        let entry = layering.layer[from] - bundle.first;
        let lower = column.get(entry).copied().unwrap_or(target);
        let weight = match flow.edges[edge].strength {
            Strength::Catch => 1,
            _ if layering.main_edge[from] == Some(edge) => 6,
            Strength::Next => 4,
            Strength::Branch => 2,
        };
        let mut way = vec![result.links.len()];
        result.links.push(Link { upper: from, lower, weight, catch });
        way.extend(links_below.iter().skip(entry));
        result.ways[edge] = Way::Down(way);
    }
}

/// Makes room for the labels of edges that join a column beside their box: they lie on the line between the two.
pub(super) fn make_room_for_joins(layered: &mut Layered, flow: &Flow, order: &[Vec<usize>]) {
    // A piece of a column goes on to one other.
    let mut below = vec![None; layered.items.len()];
    for link in layered.links.iter().filter(|link| layered.items[link.upper].node.is_none()) {
        below[link.upper] = Some(link.lower);
    }
    for (edge, way) in layered.ways.iter().enumerate() {
        let (Some(label), Way::Down(links)) = (flow.edges[edge].label, way) else { continue };
        let Some(&link) = links.first() else { continue };
        let (from, joined) = (layered.links[link].upper, layered.links[link].lower);
        let row = &order[layered.items[from].layer];
        let Some(place) = row.iter().position(|&item| item == from) else { continue };
        let joins = |item: usize| below[item] == Some(joined);
        let room = label.across + 2.0 * LABEL_MARGIN;
        if let Some(&right) = row.get(place + 1)
            && joins(right)
        {
            layered.items[right].left += room;
        } else if let Some(&left) = place.checked_sub(1).and_then(|place| row.get(place))
            && joins(left)
        {
            layered.items[left].right += room;
        }
    }
}

/// Gives far edges their lanes: edges to one target share one, and lanes that do not overlap share a column.
fn add_lanes(result: &mut Layered, flow: &Flow, layering: &Layering, far: Vec<usize>) {
    let mut groups: SortedMap<(usize, bool), Vec<usize>> = SortedMap::new();
    for edge in far {
        let strength = flow.edges[edge].strength;
        groups.get_or_insert_with((flow.edges[edge].to, strength == Strength::Catch), Vec::new).push(edge);
    }
    for ((target, _), edges) in groups.into_entries() {
        let arrival = layering.layer[target];
        let (mut first_gap, mut last_gap) = (arrival, arrival);
        for &edge in &edges {
            let departure = layering.layer[flow.edges[edge].from] + 1;
            first_gap = first_gap.min(departure);
            last_gap = last_gap.max(departure);
            result.ways[edge] = Way::Lane(result.lanes.len());
        }
        result.lanes.push(Lane { first_gap, last_gap });
    }
}

/// Follows the main way from the start and makes its links the ones that are straightened first.
fn mark_main_way(result: &mut Layered, flow: &Flow, layering: &Layering) {
    result.main_item = vec![None; result.count];
    let mut node = 0;
    if let Some(slot) = result.main_item.first_mut() {
        *slot = (!flow.nodes.is_empty()).then_some(0);
    }
    while let Some(edge) = layering.main_edge.get(node).copied().flatten() {
        if let Way::Down(way) = &result.ways[edge] {
            for &link in way {
                result.links[link].weight = 40;
                let lower = result.links[link].lower;
                let layer = result.items[lower].layer;
                result.main_item[layer] = Some(lower);
            }
        }
        node = flow.edges[edge].to;
    }
}

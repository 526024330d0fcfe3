//! The layout of one level of a workflow: boxes in layers, edges along right angles.
//!
//! The method of Sugiyama in pieces of our own, each for a reason that rust-sugiyama does not serve: [`layering`] (loops
//! stay loops, no recursion), [`ordering`] (as few crossings, in a tenth of the size), [`columns`] (a straight main way),
//! [`ports`], [`tracks`] and [`routing`] (it knows no edges' ways).
//!
//! It knows nothing of states: see [`flow`].

#![allow(
    clippy::indexing_slicing,
    reason = "dense tables, indexed by numbers that these modules themselves hand out"
)]

mod columns;
pub(crate) mod flow;
mod labels;
mod layered;
mod layering;
mod loops;
mod ordering;
mod ports;
mod routing;
mod tracks;

use flow::{Flow, Pair, Placement, Spacing};

/// Between the parts of a flow that no edge joins.
const PART_GAP: f64 = 40.0;

/// Lays a flow out.
pub(crate) fn lay_out(flow: &Flow, spacing: &Spacing) -> Placement {
    let parts = parts(flow);
    if parts.len() <= 1 {
        return to_origin(lay_out_part(flow, spacing));
    }
    let placed = flows_of(flow, &parts)
        .into_iter()
        .map(|(part, edges)| (to_origin(lay_out_part(&part, spacing)), edges));
    join(flow, &parts, placed.collect())
}

fn lay_out_part(flow: &Flow, spacing: &Spacing) -> Placement {
    let layering = layering::layering(flow);
    let mut layered = layered::layered(flow, &layering);
    let neighbours = ordering::neighbours(&layered);
    let mut order = ordering::ordering(&layered, &neighbours);
    loops::add_loops(&mut layered, &mut order, &neighbours, flow, &layering);
    layered::make_room_for_joins(&mut layered, flow, &order);
    let at = columns::columns(&layered, &order, spacing);
    let mut placement = routing::routing(&layered, flow, &order, &at, spacing);
    labels::clear_labels(flow, &mut placement);
    measure(flow, &mut placement);
    placement
}

/// The parts that edges hold together, each as an ascending list of boxes, in the order of their first boxes.
fn parts(flow: &Flow) -> Vec<Vec<usize>> {
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); flow.nodes.len()];
    for edge in &flow.edges {
        joined[edge.from].push(edge.to);
        joined[edge.to].push(edge.from);
    }
    let mut seen = vec![false; flow.nodes.len()];
    let mut parts = Vec::new();
    for root in 0..flow.nodes.len() {
        let (mut open, mut part) = (vec![root], Vec::new());
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                part.push(node);
                open.extend(&joined[node]);
            }
        }
        if !part.is_empty() {
            part.sort_unstable();
            parts.push(part);
        }
    }
    parts
}

/// The parts as flows of their own, and the numbers of their edges in the whole.
fn flows_of(flow: &Flow, parts: &[Vec<usize>]) -> Vec<(Flow, Vec<usize>)> {
    let mut place = vec![(0, 0); flow.nodes.len()];
    let mut flows = Vec::new();
    for (part, nodes) in parts.iter().enumerate() {
        for (local, &node) in nodes.iter().enumerate() {
            place[node] = (part, local);
        }
        let nodes = nodes.iter().map(|&node| flow.nodes[node]).collect();
        flows.push((Flow { nodes, edges: Vec::new() }, Vec::new()));
    }
    for (index, edge) in flow.edges.iter().enumerate() {
        let ((part, from), (_, to)) = (place[edge.from], place[edge.to]);
        let (flow, numbers) = &mut flows[part];
        flow.edges.push(flow::FlowEdge { from, to, ..*edge });
        numbers.push(index);
    }
    flows
}

/// Puts the parts beside each other, in rows that are not much wider than the first part.
fn join(flow: &Flow, parts: &[Vec<usize>], placed: Vec<(Placement, Vec<usize>)>) -> Placement {
    let mut result = Placement {
        nodes: vec![Pair::default(); flow.nodes.len()],
        routes: vec![flow::Route::default(); flow.edges.len()],
        size: Pair::default(),
    };
    let widest = placed.iter().map(|(part, _)| part.size.across).fold(1200.0, f64::max);
    let (mut corner, mut row) = (Pair::default(), 0.0_f64);
    for (nodes, (mut part, numbers)) in parts.iter().zip(placed) {
        if corner.across > 0.0 && corner.across + part.size.across > widest + 400.0 {
            corner = Pair::new(0.0, corner.along + row + PART_GAP);
            row = 0.0;
        }
        shift(&mut part, corner);
        for (&node, &at) in nodes.iter().zip(&part.nodes) {
            result.nodes[node] = at;
        }
        for (edge, route) in numbers.into_iter().zip(part.routes) {
            result.routes[edge] = route;
        }
        row = row.max(part.size.along);
        result.size.across = result.size.across.max(corner.across + part.size.across);
        result.size.along = result.size.along.max(corner.along + part.size.along);
        corner.across += part.size.across + PART_GAP;
    }
    result
}

/// Finds the extent of a placement and moves it so that it begins at 0.
fn measure(flow: &Flow, placement: &mut Placement) {
    let (mut low, mut high) =
        (Pair::new(f64::INFINITY, f64::INFINITY), Pair::new(f64::NEG_INFINITY, f64::NEG_INFINITY));
    let mut include = |middle: Pair, size: Pair| {
        low = Pair::new(
            low.across.min(middle.across - size.across / 2.0),
            low.along.min(middle.along - size.along / 2.0),
        );
        high = Pair::new(
            high.across.max(middle.across + size.across / 2.0),
            high.along.max(middle.along + size.along / 2.0),
        );
    };
    for (node, &at) in flow.nodes.iter().zip(&placement.nodes) {
        include(at, node.size);
    }
    for (edge, route) in flow.edges.iter().zip(&placement.routes) {
        route.points.iter().for_each(|&point| include(point, Pair::default()));
        if let (Some(size), Some(at)) = (edge.label, route.label) {
            include(at, size);
        }
    }
    if low.across.is_finite() {
        shift(placement, Pair::new(-low.across, -low.along));
        placement.size = Pair::new(high.across - low.across, high.along - low.along);
    }
}

fn shift(placement: &mut Placement, by: Pair) {
    let move_point = |point: &mut Pair| *point = Pair::new(point.across + by.across, point.along + by.along);
    placement.nodes.iter_mut().for_each(move_point);
    for route in &mut placement.routes {
        route.points.iter_mut().for_each(move_point);
        route.label.iter_mut().for_each(move_point);
    }
}

/// Whole pixels, so that lines are sharp.
fn to_origin(mut placement: Placement) -> Placement {
    let round = |point: &mut Pair| *point = Pair::new(point.across.round(), point.along.round());
    placement.nodes.iter_mut().for_each(round);
    for route in &mut placement.routes {
        route.points.iter_mut().for_each(round);
        route.label.iter_mut().for_each(round);
    }
    placement.size = Pair::new(placement.size.across.ceil(), placement.size.along.ceil());
    placement
}

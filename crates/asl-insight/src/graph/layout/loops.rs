//! Edges that run back, and edges from a box to itself: columns beside the way that they repeat.

use super::flow::{Flow, LABEL_MARGIN};
use super::layered::{Item, Layered, Way};
use super::layering::Layering;
use super::ordering::{Neighbours, Order};

/// A loop and the way that it repeats.
struct Loop {
    edge: usize,
    /// The items of that way in ascending layers, from the target to the source.
    along: Vec<usize>,
}

/// Puts the columns of all loops into the layers. Long loops are put in first: shorter ones then stand nearer to the
/// way that they share, and do not cross them.
pub(super) fn add_loops(
    layered: &mut Layered,
    order: &mut Order,
    neighbours: &Neighbours,
    flow: &Flow,
    layering: &Layering,
) {
    let mut loops = Vec::new();
    for (edge, way) in layered.ways.iter().enumerate() {
        match way {
            Way::Loop(_) => loops.push(Loop { edge, along: repeated_way(layered, flow, layering, edge) }),
            Way::Own => loops.push(Loop { edge, along: vec![flow.edges[edge].from] }),
            Way::Down(_) | Way::Lane(_) => {}
        }
    }
    loops.sort_by_key(|found| (std::cmp::Reverse(found.along.len()), found.edge));
    for found in loops {
        let right = prefers_right(layered, order, neighbours, &found);
        let items = insert(layered, order, flow, &found, right);
        layered.ways[found.edge] = Way::Loop(items);
    }
}

/// The items from a loop's target down to its source.
fn repeated_way(layered: &Layered, flow: &Flow, layering: &Layering, edge: usize) -> Vec<usize> {
    let (from, to) = (flow.edges[edge].from, flow.edges[edge].to);
    let mut edges = Vec::new();
    let mut node = from;
    while node != to {
        let Some(arrival) = layering.arrival[node] else { break };
        edges.push(arrival);
        node = flow.edges[arrival].from;
    }
    let mut items = vec![to];
    for &edge in edges.iter().rev() {
        match &layered.ways[edge] {
            Way::Down(links) => items.extend(links.iter().map(|&link| layered.links[link].lower)),
            // The way itself runs along a lane: there is nothing to follow between the two.
            _ => items.push(flow.edges[edge].to),
        }
    }
    items
}

/// The side with less to cross: neither neighbours in the layers nor edges that leave the repeated way.
fn prefers_right(layered: &Layered, order: &Order, neighbours: &Neighbours, found: &Loop) -> bool {
    let place =
        |item: usize| order[layered.items[item].layer].iter().position(|&other| other == item).unwrap_or(0);
    let beside = |layer: usize| {
        let at = found.along.binary_search_by_key(&layer, |&item| layered.items[item].layer).ok()?;
        found.along.get(at).copied()
    };
    let (mut left, mut right) = (0_usize, 0_usize);
    for (at, &item) in found.along.iter().enumerate() {
        let position = place(item);
        left += position;
        right += order[layered.items[item].layer].len().saturating_sub(position + 1);
        if at == 0 || at + 1 == found.along.len() {
            continue;
        }
        let (Some(above), Some(below)) = (neighbours.above.get(item), neighbours.below.get(item)) else {
            continue;
        };
        for &far in above.iter().chain(below) {
            match beside(layered.items[far].layer) {
                Some(own) if own != far && place(far) < place(own) => left += 4,
                Some(own) if own != far => right += 4,
                _ => {}
            }
        }
    }
    right < left
}

fn insert(layered: &mut Layered, order: &mut Order, flow: &Flow, found: &Loop, right: bool) -> Vec<usize> {
    let label = flow.edges[found.edge].label;
    let mut items: Vec<usize> = Vec::new();
    let last = found.along.len().saturating_sub(1);
    for (at, &beside) in found.along.iter().enumerate() {
        let layer = layered.items[beside].layer;
        fill(layered, order, &mut items, layer);
        let mut item = Item { layer, left: 0.0, right: 0.0, along: 0.0, node: None, catch: false };
        if let (true, Some(label)) = (at == last, label) {
            // The label lies on the line from the box to the column.
            let towards = label.across + 2.0 * LABEL_MARGIN;
            item.along = label.along + 2.0 * LABEL_MARGIN;
            if right { item.left = towards } else { item.right = towards }
        }
        let index = layered.items.len();
        layered.items.push(item);
        let place = order[layer].iter().position(|&other| other == beside).unwrap_or(0);
        order[layer].insert(if right { place + 1 } else { place }, index);
        items.push(index);
    }
    items
}

/// Passing points for layers that the repeated way jumps over: at the end of the layer.
fn fill(layered: &mut Layered, order: &mut Order, items: &mut Vec<usize>, until: usize) {
    let Some(&last) = items.last() else { return };
    for (layer, row) in order.iter_mut().enumerate().take(until).skip(layered.items[last].layer + 1) {
        let index = layered.items.len();
        layered.items.push(Item { layer, left: 0.0, right: 0.0, along: 0.0, node: None, catch: false });
        row.push(index);
        items.push(index);
    }
}

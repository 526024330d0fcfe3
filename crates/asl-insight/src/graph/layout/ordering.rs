//! The order of the items in each layer: few crossings, and the order of the text where crossings do not decide.
//!
//! The flow is cut where a layer has a single item, and each piece between two cuts is ordered by itself: by sweeps over
//! barycentres, and, where it is small enough, by rust-sugiyama as well; the one with fewer crossings wins. Large pieces
//! are kept from rust-sugiyama because it recurses once per layer and its exchange step takes seconds on wide layers.
//! It is given a graph with one root and no edge longer than one layer: on such a graph its ranking is ours and its
//! `unwrap`s and subtractions cannot fail.

use rust_sugiyama::configure::{Config, CrossingMinimization, RankingType};

use super::layered::{Layered, Link};

/// Pieces up to this many items and layers are given to rust-sugiyama.
const LARGEST_PIECE: usize = 160;
const DEEPEST_PIECE: usize = 60;

/// For each layer its items from left to right.
pub(super) type Order = Vec<Vec<usize>>;

/// Neighbours of each item, in the order of the links.
pub(super) struct Neighbours {
    pub(super) above: Vec<Vec<usize>>,
    pub(super) below: Vec<Vec<usize>>,
}

/// Orders all layers.
pub(super) fn ordering(layered: &Layered, neighbours: &Neighbours) -> Order {
    let mut order = first_order(layered, neighbours);
    let mut position = vec![0_usize; layered.items.len()];
    let mut first = 0;
    for layer in 1..order.len() {
        if order[layer].len() == 1 || layer + 1 == order.len() {
            if order[first..=layer].iter().any(|items| items.len() > 1) {
                order_piece(layered, neighbours, &mut order[first..=layer], &mut position);
            }
            first = layer;
        }
    }
    order
}

/// Finds the neighbours of each item.
pub(super) fn neighbours(layered: &Layered) -> Neighbours {
    let mut found = Neighbours {
        above: vec![Vec::new(); layered.items.len()],
        below: vec![Vec::new(); layered.items.len()],
    };
    for link in &layered.links {
        found.above[link.lower].push(link.upper);
        found.below[link.upper].push(link.lower);
    }
    found
}

/// The order in which a depth-first search comes to the items: branches stand as they are written.
fn first_order(layered: &Layered, neighbours: &Neighbours) -> Order {
    let mut order = vec![Vec::new(); layered.count];
    let mut seen = vec![false; layered.items.len()];
    for root in 0..layered.items.len() {
        let mut open = vec![root];
        while let Some(item) = open.pop() {
            if seen[item] {
                continue;
            }
            seen[item] = true;
            order[layered.items[item].layer].push(item);
            // Catches come last, so that their column begins at the right.
            let (catches, others): (Vec<usize>, Vec<usize>) =
                neighbours.below[item].iter().partition(|&&below| layered.items[below].catch);
            open.extend(catches.into_iter().rev());
            open.extend(others.into_iter().rev());
        }
    }
    order
}

fn order_piece(layered: &Layered, neighbours: &Neighbours, piece: &mut [Vec<usize>], position: &mut [usize]) {
    let mut best = swept(neighbours, piece, position);
    let size: usize = piece.iter().map(Vec::len).sum();
    if best.1 > 0 && size <= LARGEST_PIECE && piece.len() <= DEEPEST_PIECE {
        let other = by_sugiyama(neighbours, piece);
        let crossings = crossings(neighbours, &other, position);
        if crossings < best.1 {
            best = (other, crossings);
        }
    }
    let ordered = best.0;
    let mirror = prefers_mirror(layered, &ordered, position);
    for (into, mut items) in piece.iter_mut().zip(ordered) {
        if mirror {
            items.reverse();
        }
        *into = items;
    }
}

/// Sweeps down and up, each layer by the mean position of its neighbours; the best of all that was seen.
fn swept(neighbours: &Neighbours, piece: &[Vec<usize>], position: &mut [usize]) -> (Order, usize) {
    let mut order: Order = piece.to_vec();
    let mut best = (order.clone(), crossings(neighbours, &order, position));
    let mut idle = 0;
    for sweep in 0..16 {
        if best.1 == 0 || idle == 4 {
            break;
        }
        let down = sweep % 2 == 0;
        let layers: Vec<usize> =
            if down { (1..order.len()).collect() } else { (0..order.len() - 1).rev().collect() };
        for layer in layers {
            let fixed = if down { layer - 1 } else { layer + 1 };
            for (at, &item) in order[fixed].iter().enumerate() {
                position[item] = at;
            }
            let towards = if down { &neighbours.above } else { &neighbours.below };
            sort_by_mean(&mut order[layer], towards, position);
        }
        let count = crossings(neighbours, &order, position);
        if count < best.1 {
            best = (order.clone(), count);
            idle = 0;
        } else {
            idle += 1;
        }
    }
    best
}

/// Sorts a layer by the mean position of neighbours; items without any keep their places among the others.
fn sort_by_mean(items: &mut [usize], towards: &[Vec<usize>], position: &[usize]) {
    let mut last = 0.0;
    let mut keyed: Vec<(f64, usize)> = Vec::with_capacity(items.len());
    for &item in items.iter() {
        let others = &towards[item];
        if !others.is_empty() {
            last = others.iter().map(|&other| position[other]).sum::<usize>() as f64 / others.len() as f64;
        }
        keyed.push((last, item));
    }
    keyed.sort_by(|left, right| left.0.total_cmp(&right.0));
    for (slot, (_, item)) in items.iter_mut().zip(keyed) {
        *slot = item;
    }
}

/// How many links cross between the layers of a piece.
fn crossings(neighbours: &Neighbours, order: &[Vec<usize>], position: &mut [usize]) -> usize {
    let mut count = 0;
    let mut tree: Vec<usize> = Vec::new();
    for pair in order.windows(2) {
        let [upper, lower] = pair else { continue };
        for (at, &item) in lower.iter().enumerate() {
            position[item] = at;
        }
        tree.clear();
        tree.resize(lower.len() + 1, 0);
        let mut total = 0;
        let mut ends: Vec<usize> = Vec::new();
        for &item in upper {
            ends.clear();
            ends.extend(neighbours.below[item].iter().map(|&below| position[below]));
            for &end in &ends {
                // Links seen so far that end further right cross this one.
                let (mut index, mut not_right) = (end + 1, 0);
                while index > 0 {
                    not_right += tree[index];
                    index &= index - 1;
                }
                count += total - not_right;
            }
            for &end in &ends {
                let mut index = end + 1;
                while index < tree.len() {
                    tree[index] += 1;
                    index += index & index.wrapping_neg();
                }
            }
            total += ends.len();
        }
    }
    count
}

/// The order that rust-sugiyama finds.
fn by_sugiyama(neighbours: &Neighbours, piece: &[Vec<usize>]) -> Order {
    let mut local = std::collections::BTreeMap::new();
    let mut vertices = vec![(0_u32, (1.0, 1.0))];
    for &item in piece.iter().flatten() {
        local.insert(item, vertices.len() as u32);
        vertices.push((vertices.len() as u32, (1.0, 1.0)));
    }
    let mut edges = Vec::new();
    for (layer, items) in piece.iter().enumerate() {
        for item in items {
            let Some(&lower) = local.get(item) else { continue };
            if layer == 0 {
                edges.push((0, lower));
                continue;
            }
            let mut above: Vec<u32> =
                neighbours.above[*item].iter().filter_map(|upper| local.get(upper).copied()).collect();
            if above.is_empty() {
                // Its rank hangs on something above it.
                above.extend(piece[layer - 1].first().and_then(|upper| local.get(upper)));
            }
            above.dedup();
            edges.extend(above.into_iter().map(|upper| (upper, lower)));
        }
    }
    let config = Config {
        minimum_length: 1,
        vertex_spacing: 1.0,
        dummy_vertices: true,
        dummy_size: 1.0,
        ranking_type: RankingType::Up,
        c_minimization: CrossingMinimization::Barycenter,
        transpose: true,
    };
    let mut across = vec![0.0_f64; vertices.len()];
    for (positions, _, _) in rust_sugiyama::from_vertices_and_edges(&vertices, &edges, &config) {
        for (vertex, (x, _)) in positions {
            if let Some(slot) = across.get_mut(vertex) {
                *slot = x;
            }
        }
    }
    let mut order: Order = piece.to_vec();
    for items in &mut order {
        let place = |item: &usize| {
            local.get(item).and_then(|&vertex| across.get(vertex as usize)).copied().unwrap_or(0.0)
        };
        items.sort_by(|left, right| place(left).total_cmp(&place(right)));
    }
    order
}

/// Whether a piece looks better the other way round, which crosses just as little: what follows an error stands right
/// of the main way, and branches stand in the order in which they are written.
fn prefers_mirror(layered: &Layered, order: &[Vec<usize>], position: &mut [usize]) -> bool {
    for items in order {
        for (at, &item) in items.iter().enumerate() {
            position[item] = at;
        }
    }
    let mut score = 0_i64;
    for items in order {
        let Some(&first) = items.first() else { continue };
        let Some(main) = layered.main_item[layered.items[first].layer] else { continue };
        for &item in items {
            if item == main {
                continue;
            }
            let right = if position[item] > position[main] { 1 } else { -1 };
            score += if layered.items[item].catch { 3 * right } else { right };
        }
    }
    score < 0
}

/// Links by their weight, heaviest first; the text's order decides ties.
pub(super) fn by_weight(links: &[Link]) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..links.len()).collect();
    sorted.sort_by_key(|&link| std::cmp::Reverse(links[link].weight));
    sorted
}

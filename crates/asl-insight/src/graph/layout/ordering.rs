//! The order of the items in each layer: few crossings, and the order of the text where crossings do not decide.
//!
//! The flow is cut where a layer has a single item, and each piece between two cuts is ordered by itself: by sweeps over
//! barycentres, and, where it is small enough, by exchanges of neighbours after each sweep.
//! On 258 workflows from outside and on those of the benchmark this leaves as many crossings in every piece as
//! rust-sugiyama's crossing reduction, which weighs 55 kB in the browser; layering and coordinates were ours already.

use super::layered::{Layered, Link};

/// Pieces up to this many items get exchanges too: they take time with the square of a layer.
const LARGEST_PIECE: usize = 160;

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
    let ordered = swept(neighbours, piece, position);
    let mirror = prefers_mirror(layered, &ordered, position);
    for (into, mut items) in piece.iter_mut().zip(ordered) {
        if mirror {
            items.reverse();
        }
        *into = items;
    }
}

/// Sweeps down and up, each layer by the mean position of its neighbours; the best of all that was seen.
fn swept(neighbours: &Neighbours, piece: &[Vec<usize>], position: &mut [usize]) -> Order {
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
        let count = exchanged(neighbours, &mut order, position);
        if count < best.1 {
            best = (order.clone(), count);
            idle = 0;
        } else {
            idle += 1;
        }
    }
    best.0
}

/// Exchanges neighbouring items of a layer as long as that takes crossings away. Returns how many are left.
///
/// Means alone stop at orders that one exchange makes better. Large pieces go without it: there it would take longer
/// than a person waits.
fn exchanged(neighbours: &Neighbours, order: &mut Order, position: &mut [usize]) -> usize {
    let size: usize = order.iter().map(Vec::len).sum();
    let mut rounds = if size <= LARGEST_PIECE { 8 } else { 0 };
    while rounds > 0 {
        for items in order.iter() {
            for (at, &item) in items.iter().enumerate() {
                position[item] = at;
            }
        }
        let mut better = false;
        for items in order.iter_mut() {
            for at in 1..items.len() {
                let (left, right) = (items[at - 1], items[at]);
                let mut gain = 0;
                for side in [&neighbours.above, &neighbours.below] {
                    for &one in &side[left] {
                        for &two in &side[right] {
                            gain += position[one].cmp(&position[two]) as isize;
                        }
                    }
                }
                if gain > 0 {
                    items.swap(at - 1, at);
                    (position[left], position[right]) = (at, at - 1);
                    better = true;
                }
            }
        }
        rounds = if better { rounds - 1 } else { 0 };
    }
    crossings(neighbours, order, position)
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

//! Where the items stand across the flow.
//!
//! Items that should stand under each other become blocks: first the main way, then passing edges, then the rest, as
//! far as no two such lines cross. The main way's block is the axis. What is left of it is packed towards it from the
//! left, all else from the right side, and then every block moves in turn towards the middle of its neighbours.
//!
//! rust-sugiyama's coordinates are not used: they know neither a main way nor where the points are at which edges pass.

use std::collections::VecDeque;

use asl_json::sorted::SortedMap;

use super::flow::Spacing;
use super::layered::{Layered, Way};
use super::ordering::{Order, by_weight};

/// How often each block is moved.
const SWEEPS: usize = 8;

/// Blocks of items that share an axis.
struct Blocks {
    /// The block of each item.
    of: Vec<usize>,
    /// The items of each block.
    items: Vec<Vec<usize>>,
    /// To the right of each block: block and least distance of the axes.
    right: Vec<Vec<(usize, f64)>>,
    /// To the left of each block.
    left: Vec<Vec<(usize, f64)>>,
    /// From left to right.
    sorted: Vec<usize>,
}

/// The axis of each item.
pub(super) fn columns(layered: &Layered, order: &Order, spacing: &Spacing) -> Vec<f64> {
    let mut blocks = blocks(layered, order, spacing, &align(layered, order));
    if blocks.sorted.len() < blocks.items.len() {
        // Cannot be: lines that do not cross have an order from left to right. Without alignment there is always one.
        let alone: Vec<usize> = (0..layered.items.len()).collect();
        blocks = self::blocks(layered, order, spacing, &alone);
    }
    let axis_block = layered.main_item.iter().flatten().next().map(|&item| blocks.of[item]);
    let mut at = packed_left(&blocks);
    if let Some(axis) = axis_block {
        pack_towards(&blocks, axis, &mut at);
    }
    relax(layered, &blocks, axis_block, &mut at);
    blocks.of.iter().map(|&block| at[block].round()).collect()
}

/// For each item the topmost item of its block.
fn align(layered: &Layered, order: &Order) -> Vec<usize> {
    let mut position = vec![0_usize; layered.items.len()];
    for items in order {
        for (at, &item) in items.iter().enumerate() {
            position[item] = at;
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let sorted = by_weight(&layered.links);
    let passing = sorted.iter().take_while(|&&link| layered.links[link].weight >= 40).count();
    pairs.extend(
        sorted.iter().take(passing).map(|&link| (layered.links[link].upper, layered.links[link].lower)),
    );
    for way in &layered.ways {
        if let Way::Loop(items) = way {
            pairs.extend(items.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))));
        }
    }
    let mut rest: Vec<usize> = sorted.into_iter().skip(passing).collect();
    let siblings = middle_first(layered, &position);
    rest.sort_by_key(|&link| (std::cmp::Reverse(layered.links[link].weight), siblings[link]));
    pairs.extend(rest.into_iter().map(|link| (layered.links[link].upper, layered.links[link].lower)));

    let mut below: Vec<Option<usize>> = vec![None; layered.items.len()];
    let mut above: Vec<Option<usize>> = vec![None; layered.items.len()];
    // Accepted lines below each layer: position above → position below. They must not cross.
    let mut lines: Vec<SortedMap<usize, usize>> = vec![SortedMap::new(); layered.count];
    for (upper, lower) in pairs {
        let (from, to) = (position[upper], position[lower]);
        let lines = &mut lines[layered.items[upper].layer];
        let free = below[upper].is_none() && above[lower].is_none();
        let (mut left, mut right) = lines.split(&from);
        let before = left.next_back().is_none_or(|(_, &end)| end < to);
        let after = right.next().is_none_or(|(_, &end)| end > to);
        drop((left, right));
        if free && before && after {
            lines.insert(from, to);
            below[upper] = Some(lower);
            above[lower] = Some(upper);
        }
    }
    let mut top: Vec<usize> = (0..layered.items.len()).collect();
    for items in order {
        for &item in items {
            if let Some(upper) = above[item] {
                top[item] = top[upper];
            }
        }
    }
    top
}

/// For each link how far its lower end is from the middle of its upper end's children: the middle child goes straight.
fn middle_first(layered: &Layered, position: &[usize]) -> Vec<usize> {
    let mut children: Vec<Vec<(usize, usize)>> = vec![Vec::new(); layered.items.len()];
    for (index, link) in layered.links.iter().enumerate() {
        children[link.upper].push((position[link.lower], index));
    }
    let mut distance = vec![0; layered.links.len()];
    for mut links in children {
        links.sort_unstable();
        let middle = links.len().saturating_sub(1);
        for (at, (_, link)) in links.into_iter().enumerate() {
            distance[link] = (2 * at).abs_diff(middle);
        }
    }
    distance
}

fn blocks(layered: &Layered, order: &Order, spacing: &Spacing, top: &[usize]) -> Blocks {
    let mut of = vec![0_usize; layered.items.len()];
    let mut items: Vec<Vec<usize>> = Vec::new();
    for &item in order.iter().flatten() {
        if top[item] == item {
            of[item] = items.len();
            items.push(Vec::new());
        } else {
            of[item] = of[top[item]];
        }
        items[of[item]].push(item);
    }
    let mut right = vec![Vec::new(); items.len()];
    let mut left = vec![Vec::new(); items.len()];
    for row in order {
        for pair in row.windows(2) {
            let [first, second] = pair else { continue };
            let (from, to) = (&layered.items[*first], &layered.items[*second]);
            let gap = match (from.node, to.node) {
                (Some(_), Some(_)) => spacing.boxes,
                (None, None) => spacing.edges,
                _ => spacing.pass,
            };
            let distance = from.right + gap + to.left;
            right[of[*first]].push((of[*second], distance));
            left[of[*second]].push((of[*first], distance));
        }
    }
    let mut missing: Vec<usize> = left.iter().map(Vec::len).collect();
    let mut queue: VecDeque<usize> = (0..items.len()).filter(|&block| missing[block] == 0).collect();
    let mut sorted = Vec::with_capacity(items.len());
    while let Some(block) = queue.pop_front() {
        sorted.push(block);
        for &(other, _) in &right[block] {
            missing[other] -= 1;
            if missing[other] == 0 {
                queue.push_back(other);
            }
        }
    }
    Blocks { of, items, right, left, sorted }
}

/// Every block as far left as it can stand.
fn packed_left(blocks: &Blocks) -> Vec<f64> {
    let mut at = vec![0.0_f64; blocks.items.len()];
    for &block in &blocks.sorted {
        for &(other, distance) in &blocks.right[block] {
            at[other] = at[other].max(at[block] + distance);
        }
    }
    at
}

/// Moves what is left of the axis as near to it as it can stand.
fn pack_towards(blocks: &Blocks, axis: usize, at: &mut [f64]) {
    let mut left_of_axis = vec![false; blocks.items.len()];
    left_of_axis[axis] = true;
    for &block in blocks.sorted.iter().rev() {
        if blocks.right[block].iter().any(|&(other, _)| left_of_axis[other]) {
            left_of_axis[block] = true;
            at[block] = limit_right(blocks, block, at);
        }
    }
}

fn limit_right(blocks: &Blocks, block: usize, at: &[f64]) -> f64 {
    blocks.right[block].iter().map(|&(other, distance)| at[other] - distance).fold(f64::INFINITY, f64::min)
}

fn limit_left(blocks: &Blocks, block: usize, at: &[f64]) -> f64 {
    blocks.left[block].iter().map(|&(other, distance)| at[other] + distance).fold(f64::NEG_INFINITY, f64::max)
}

/// Moves every block but the axis towards the weighted median of its neighbours, as far as there is room.
fn relax(layered: &Layered, blocks: &Blocks, axis: Option<usize>, at: &mut [f64]) {
    let mut links: Vec<Vec<(usize, u32)>> = vec![Vec::new(); blocks.items.len()];
    for link in &layered.links {
        let (upper, lower) = (blocks.of[link.upper], blocks.of[link.lower]);
        if upper != lower {
            links[upper].push((lower, link.weight));
            links[lower].push((upper, link.weight));
        }
    }
    let mut wanted = Vec::new();
    for sweep in 0..SWEEPS {
        for step in 0..blocks.sorted.len() {
            let from_right = sweep % 2 == 0;
            let block = blocks.sorted[if from_right { blocks.sorted.len() - 1 - step } else { step }];
            if Some(block) == axis || links[block].is_empty() {
                continue;
            }
            wanted.clear();
            wanted.extend(links[block].iter().map(|&(other, weight)| (at[other], weight)));
            let place = median(&mut wanted, at[block]);
            let (low, high) = (limit_left(blocks, block, at), limit_right(blocks, block, at));
            at[block] = place.min(high).max(low);
        }
    }
}

/// The weighted median; between two of equal right to it, the place nearest to where the block is.
fn median(wanted: &mut [(f64, u32)], now: f64) -> f64 {
    wanted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let total: u32 = wanted.iter().map(|&(_, weight)| weight).sum();
    let mut seen = 0;
    for (index, &(place, weight)) in wanted.iter().enumerate() {
        seen += weight;
        if 2 * seen == total {
            let next = wanted.get(index + 1).map_or(place, |&(next, _)| next);
            return now.max(place).min(next);
        }
        if 2 * seen > total {
            return place;
        }
    }
    now
}

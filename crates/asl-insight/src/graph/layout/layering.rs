//! Layers: which box stands how far down the flow, and which arrows run back.
//!
//! rust-sugiyama's own ranking is not used: it recurses once per layer (a chain of 5,000 states overflows the 1 MB
//! stack of wasm), and breaks cycles wherever that reverses the fewest arrows, which folds a loop's flow sideways.
//! Here an arrow runs back exactly if a depth-first search from the start meets its target on the way that led to it.

use super::flow::{Flow, Strength};

/// The result.
#[derive(Clone, Debug, Default)]
pub(super) struct Layering {
    /// Layer of each box, from 0.
    pub(super) layer: Vec<usize>,
    /// How many layers there are.
    pub(super) count: usize,
    /// For each arrow: whether it runs back (to its own box, too).
    pub(super) back: Vec<bool>,
    /// For each box: along which arrow the search came to it.
    pub(super) arrival: Vec<Option<usize>>,
    /// For each box: the arrow that goes on with the main way.
    pub(super) main_edge: Vec<Option<usize>>,
}

/// Arrows that leave each box.
pub(super) fn outgoing(flow: &Flow) -> Vec<Vec<usize>> {
    let mut outgoing = vec![Vec::new(); flow.nodes.len()];
    for (index, edge) in flow.edges.iter().enumerate() {
        outgoing[edge.from].push(index);
    }
    outgoing
}

/// Puts every box into a layer.
pub(super) fn layering(flow: &Flow) -> Layering {
    let outgoing = outgoing(flow);
    let (back, arrival, finished) = search(flow, &outgoing);
    let mut layer = vec![0_usize; flow.nodes.len()];
    let mut has_parent = vec![false; flow.nodes.len()];
    // Boxes in reverse order of finishing are in topological order.
    for &node in finished.iter().rev() {
        for &edge in outgoing[node].iter().filter(|&&edge| !back[edge]) {
            let to = flow.edges[edge].to;
            layer[to] = layer[to].max(layer[node] + 1);
            has_parent[to] = true;
        }
    }
    // What nothing leads to (unreachable states) stands just above what it leads to.
    for &node in &finished {
        if !has_parent[node] && node != 0 {
            let below = outgoing[node]
                .iter()
                .filter(|&&edge| !back[edge])
                .map(|&edge| layer[flow.edges[edge].to])
                .min();
            layer[node] = below.map_or(layer[node], |below| below.saturating_sub(1));
        }
    }
    let count = layer.iter().max().map_or(0, |&last| last + 1);
    let main_edge = main_edges(flow, &outgoing, &back, &finished);
    Layering { layer, count, back, arrival, main_edge }
}

/// The depth-first search: arrows that run back, arrows along which boxes were found, and the order of finishing.
fn search(flow: &Flow, outgoing: &[Vec<usize>]) -> (Vec<bool>, Vec<Option<usize>>, Vec<usize>) {
    let count = flow.nodes.len();
    let mut back = vec![false; flow.edges.len()];
    let mut arrival = vec![None; count];
    let mut finished = Vec::with_capacity(count);
    let (mut seen, mut open) = (vec![false; count], vec![false; count]);
    for root in 0..count {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        open[root] = true;
        let mut way = vec![(root, 0_usize)];
        while let Some(top) = way.last_mut() {
            let node = top.0;
            let Some(&edge) = outgoing[node].get(top.1) else {
                open[node] = false;
                finished.push(node);
                way.pop();
                continue;
            };
            top.1 += 1;
            let to = flow.edges[edge].to;
            if open[to] {
                back[edge] = true;
            } else if !seen[to] {
                seen[to] = true;
                open[to] = true;
                arrival[to] = Some(edge);
                way.push((to, 0));
            }
        }
    }
    (back, arrival, finished)
}

/// For each box the arrow of the main way: one that does not end in failure, then the one with the longest way to go.
fn main_edges(flow: &Flow, outgoing: &[Vec<usize>], back: &[bool], finished: &[usize]) -> Vec<Option<usize>> {
    let mut main_edge = vec![None; flow.nodes.len()];
    let mut score = vec![(false, 0_usize); flow.nodes.len()];
    for &node in finished {
        let mut best: Option<((bool, usize), usize)> = None;
        for &edge in &outgoing[node] {
            if back[edge] || flow.edges[edge].strength == Strength::Catch {
                continue;
            }
            let value = score[flow.edges[edge].to];
            if best.is_none_or(|(found, _)| value > found) {
                best = Some((value, edge));
            }
        }
        score[node] = match best {
            Some(((succeeds, length), _)) => (succeeds, length + 1),
            None => (!flow.nodes[node].fails, 0),
        };
        main_edge[node] = best.map(|(_, edge)| edge);
    }
    main_edge
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::layout::flow::{FlowEdge, FlowNode, Pair};

    fn flow(count: usize, edges: &[(usize, usize)]) -> Flow {
        let node = FlowNode { size: Pair::new(100.0, 40.0), reach: 40.0, forks: false, fails: false };
        let edge =
            |&(from, to): &(usize, usize)| FlowEdge { from, to, strength: Strength::Next, label: None };
        Flow { nodes: vec![node; count], edges: edges.iter().map(edge).collect() }
    }

    #[test]
    fn a_loop_runs_back_to_where_the_flow_came_from() {
        let found = layering(&flow(4, &[(0, 1), (1, 2), (2, 1), (2, 3), (3, 3)]));
        assert_eq!(found.layer, [0, 1, 2, 3]);
        assert_eq!(found.back, [false, false, true, false, true]);
    }

    #[test]
    fn unreachable_boxes_stand_above_what_they_lead_to() {
        let found = layering(&flow(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]));
        assert_eq!(found.layer, [0, 1, 2, 3, 2]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<_> = (0..100_000).map(|at| (at, at + 1)).collect();
        assert_eq!(layering(&flow(100_001, &edges)).count, 100_001);
    }
}

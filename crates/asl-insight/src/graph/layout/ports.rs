//! Where links touch boxes.

use super::flow::Flow;
use super::layered::Layered;
use super::ordering::Order;

/// Least distance of two links at one side of a box.
const STEP: f64 = 14.0;
/// Least distance of a link that leaves at a box's end from everything beside it.
const CLEAR: f64 = 12.0;
/// Links of the main way, which leave below.
const MAIN_WEIGHT: u32 = 40;

/// The two ends of a link.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Port {
    /// Where it leaves the item above.
    pub(super) upper: f64,
    /// Where it meets the item below.
    pub(super) lower: f64,
    /// It leaves the box above at its end, straight across, and turns down above where it meets the item below.
    pub(super) aside: bool,
}

/// What the ports are found from.
struct Scene<'a> {
    layered: &'a Layered,
    flow: &'a Flow,
    order: &'a Order,
    /// The axis of each item.
    at: &'a [f64],
    /// For each item the passing place above it in its column.
    column: Vec<Option<usize>>,
    /// Links below each item.
    below: Vec<Vec<usize>>,
    /// Links above each item.
    above: Vec<Vec<usize>>,
}

/// The ports of all links.
pub(super) fn ports(layered: &Layered, flow: &Flow, order: &Order, at: &[f64]) -> Vec<Port> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); layered.items.len()];
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); layered.items.len()];
    let mut ports = Vec::with_capacity(layered.links.len());
    for (index, link) in layered.links.iter().enumerate() {
        below[link.upper].push(index);
        above[link.lower].push(index);
        ports.push(Port { upper: at[link.upper], lower: at[link.lower], aside: false });
    }
    let scene = Scene { layered, flow, order, at, column: columns_above(layered), below, above };
    for row in order {
        for place in 0..row.len() {
            scene.leave_aside(row, place, &mut ports);
            scene.spread_below(row[place], &mut ports);
        }
    }
    for &item in order.iter().flatten() {
        scene.spread_above(item, &mut ports);
    }
    scene.check_aside(&mut ports);
    ports
}

/// For each item the passing place above it in its column.
pub(super) fn columns_above(layered: &Layered) -> Vec<Option<usize>> {
    let mut above = vec![None; layered.items.len()];
    for link in &layered.links {
        if layered.items[link.upper].node.is_none() {
            above[link.lower] = Some(link.upper);
        }
    }
    above
}

impl Scene<'_> {
    /// Half the size of a box across the flow.
    fn half(&self, node: usize) -> f64 {
        self.flow.nodes[node].size.across / 2.0
    }

    /// Chooses the links that leave a box at its ends: those of a Choice on each side, and one Catch on each.
    fn leave_aside(&self, row: &[usize], place: usize, ports: &mut [Port]) {
        let item = row[place];
        let Some(node) = self.layered.items[item].node else { return };
        let forks = self.flow.nodes[node].forks;
        let (mut left, mut right) = (false, false);
        for &link in &self.below[item] {
            let data = self.layered.links[link];
            let distance = self.at[data.lower] - self.at[item];
            let may = (forks || data.catch)
                && data.weight < MAIN_WEIGHT
                && distance.abs() >= self.half(node) + CLEAR;
            let taken = if distance > 0.0 { &mut right } else { &mut left };
            if may
                && (forks || !*taken)
                && self.is_free(row, place, self.at[data.lower], self.column[data.lower])
            {
                ports[link].aside = true;
                *taken = true;
            }
        }
    }

    /// Whether nothing stands in the item's layer between it and `until`, but for the column that the link joins there.
    fn is_free(&self, row: &[usize], place: usize, until: f64, column: Option<usize>) -> bool {
        let right = until > self.at[row[place]];
        let beside =
            if right { row.get(place + 1) } else { place.checked_sub(1).and_then(|place| row.get(place)) };
        beside.is_none_or(|&other| {
            let data = self.layered.items[other];
            if column == Some(other) {
                self.at[other] == until
            } else if right {
                self.at[other] - data.left >= until + CLEAR
            } else {
                self.at[other] + data.right <= until - CLEAR
            }
        })
    }

    /// Spreads the links that leave below a box: one that goes straight down stays in the middle.
    fn spread_below(&self, item: usize, ports: &mut [Port]) {
        let Some(node) = self.layered.items[item].node else { return };
        let straight_down = self.below[item].iter().filter(|&&link| !ports[link].aside);
        let leaving = straight_down.map(|&link| (self.at[self.layered.links[link].lower], link)).collect();
        for (link, place) in self.spread(item, node, leaving) {
            ports[link].upper = place;
        }
    }

    /// Spreads the links that arrive above a box. One that leaves its box aside and meets the last part of a column
    /// that arrives here goes on with that column.
    fn spread_above(&self, item: usize, ports: &mut [Port]) {
        let Some(node) = self.layered.items[item].node else { return };
        let links = &self.above[item];
        let column =
            links.iter().copied().find(|&link| Some(self.layered.links[link].upper) == self.column[item]);
        let mut arriving = Vec::with_capacity(links.len());
        for &link in links.iter().filter(|&&link| column.is_none() || !ports[link].aside) {
            let from = self.layered.links[link].upper;
            let is_box = self.layered.items[from].node.is_some();
            arriving
                .push((if is_box && !ports[link].aside { ports[link].upper } else { self.at[from] }, link));
        }
        for (link, place) in self.spread(item, node, arriving) {
            ports[link].lower = place;
        }
        for &link in links {
            if let (true, Some(column)) = (ports[link].aside, column) {
                ports[link].lower = ports[column].lower;
            }
            if ports[link].aside {
                ports[link].upper = ports[link].lower;
            }
        }
    }

    /// Places for links that want to be at the given places, in their order, within reach of the box's middle.
    fn spread(&self, item: usize, node: usize, mut wanted: Vec<(f64, usize)>) -> Vec<(usize, f64)> {
        wanted.sort_by(|left, right| left.0.total_cmp(&right.0));
        let weights: Vec<u32> = wanted.iter().map(|&(_, link)| self.layered.links[link].weight).collect();
        let side = Side { middle: self.at[item], reach: self.flow.nodes[node].reach };
        let wishes: Vec<f64> = wanted.iter().map(|&(place, _)| place).collect();
        wanted.iter().map(|&(_, link)| link).zip(side.spread(&wishes, &weights)).collect()
    }

    /// Takes back what leaves a box at its end if the place where it turns down is not free after all.
    fn check_aside(&self, ports: &mut [Port]) {
        for row in self.order {
            for (place, &item) in row.iter().enumerate() {
                let Some(node) = self.layered.items[item].node else { continue };
                let mut again = false;
                for &link in self.below[item].iter().filter(|&&link| ports[link].aside).collect::<Vec<_>>() {
                    let turn = ports[link].lower;
                    let outside = (turn - self.at[item]).abs() >= self.half(node) + CLEAR;
                    if !outside
                        || !self.is_free(row, place, turn, self.column[self.layered.links[link].lower])
                    {
                        ports[link].aside = false;
                        again = true;
                    }
                }
                if again {
                    self.spread_below(item, ports);
                }
            }
        }
    }
}

/// A side of a box.
struct Side {
    middle: f64,
    /// How far from the middle links may touch it.
    reach: f64,
}

impl Side {
    fn is_within(&self, place: f64) -> bool {
        (place - self.middle).abs() <= self.reach
    }

    fn clamp(&self, place: f64) -> f64 {
        place.clamp(self.middle - self.reach, self.middle + self.reach)
    }

    /// Places near the wishes, which ascend. A link that can go straight does; one whose wish is out of reach touches
    /// the side near its middle, not at its corner.
    fn spread(&self, wishes: &[f64], weights: &[u32]) -> Vec<f64> {
        let step = STEP.min(2.0 * self.reach / (wishes.len().max(2) - 1) as f64);
        let is_straight = |index: &usize| (wishes[*index] - self.middle).abs() < 1.0;
        let pinned = (0..wishes.len())
            .filter(is_straight)
            .max_by_key(|&index| (weights[index], std::cmp::Reverse(index)));
        let places = match (wishes, pinned) {
            ([wish], _) => vec![if self.is_within(*wish) { *wish } else { self.middle }],
            (_, Some(pinned)) => self.beside(wishes, pinned, step),
            _ if wishes.iter().all(|&wish| !self.is_within(wish)) => {
                let first = self.middle - step * (wishes.len() as f64 - 1.0) / 2.0;
                (0..wishes.len()).map(|index| self.clamp(first + step * index as f64)).collect()
            }
            _ => wishes
                .iter()
                .map(|&wish| {
                    if self.is_within(wish) {
                        wish
                    } else {
                        self.middle + step * (wish - self.middle).signum()
                    }
                })
                .collect(),
        };
        self.in_order(places, step)
    }

    /// Places on both sides of a link that keeps the middle.
    fn beside(&self, wishes: &[f64], pinned: usize, step: f64) -> Vec<f64> {
        let mut places: Vec<f64> = wishes.iter().map(|&wish| self.clamp(wish)).collect();
        for index in pinned + 1..places.len() {
            places[index] = places[index].max(places[index - 1] + step).min(self.middle + self.reach);
        }
        for index in (0..pinned).rev() {
            places[index] = places[index].min(places[index + 1] - step).max(self.middle - self.reach);
        }
        for (index, place) in
            places.iter_mut().enumerate().filter(|(index, _)| !self.is_within(wishes[*index]))
        {
            *place = self.clamp(self.middle + step * (index as f64 - pinned as f64));
        }
        places
    }

    /// Restores order and least distances, from the left and then back from the right end.
    fn in_order(&self, mut places: Vec<f64>, step: f64) -> Vec<f64> {
        for index in 1..places.len() {
            places[index] = places[index].max(places[index - 1] + step);
        }
        let mut limit = self.middle + self.reach;
        for place in places.iter_mut().rev() {
            *place = place.min(limit);
            limit = *place - step;
        }
        places
    }
}

//! The last look at the labels: none may cover a box or another label.

use super::flow::{Flow, LABEL_MARGIN, Pair, Placement};

/// Side of a cell of the grid in which neighbours are looked up.
const CELL: f64 = 128.0;

/// Left, top, right, bottom.
type Area = (f64, f64, f64, f64);

/// Shelves of the grid. Far cells share one, which costs a look and changes nothing.
const SHELVES: i64 = 4096;

/// What is taken, by cells.
struct Grid(Vec<Vec<Area>>);

impl Grid {
    fn new() -> Self {
        Self(vec![Vec::new(); SHELVES as usize])
    }

    /// The shelves of the cells that an area touches.
    fn cells(area: Area) -> impl Iterator<Item = usize> {
        let cell = |length: f64| (length / CELL).floor() as i64;
        let (left, top, right, bottom) = (cell(area.0), cell(area.1), cell(area.2), cell(area.3));
        (left..=right).flat_map(move |column| {
            (top..=bottom).map(move |row| (column * 61 + row).rem_euclid(SHELVES) as usize)
        })
    }

    fn take(&mut self, area: Area) {
        for cell in Self::cells(area) {
            self.0[cell].push(area);
        }
    }

    fn is_free(&self, area: Area) -> bool {
        let covers =
            |other: &Area| area.0 < other.2 && other.0 < area.2 && area.1 < other.3 && other.1 < area.3;
        !Self::cells(area).any(|cell| self.0[cell].iter().any(covers))
    }
}

fn around(middle: Pair, size: Pair) -> Area {
    let (across, along) = (size.across / 2.0, size.along / 2.0);
    (middle.across - across, middle.along - along, middle.across + across, middle.along + along)
}

/// Moves labels that cover something to another part of their edge, and takes away those for which there is none.
pub(super) fn clear_labels(flow: &Flow, placement: &mut Placement) {
    let mut grid = Grid::new();
    for (node, &at) in flow.nodes.iter().zip(&placement.nodes) {
        grid.take(around(at, node.size));
    }
    let mut moved = Vec::new();
    for (edge, route) in placement.routes.iter_mut().enumerate() {
        let (Some(size), Some(at)) = (flow.edges[edge].label, route.label) else {
            moved.push(edge);
            continue;
        };
        if grid.is_free(around(at, size)) {
            grid.take(around(at, size));
        } else {
            moved.push(edge);
        }
    }
    for edge in moved {
        let (Some(size), Some(route)) = (flow.edges[edge].label, placement.routes.get_mut(edge)) else {
            continue;
        };
        let free = |middle: &Pair| grid.is_free(around(*middle, size));
        route.label = places(&route.points, size).into_iter().find(free);
        if let Some(at) = route.label {
            grid.take(around(at, size));
        }
    }
}

/// Where else a label could be: on the straight parts of its edge, from the start on.
fn places(points: &[Pair], size: Pair) -> Vec<Pair> {
    let mut places = Vec::new();
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let (length, room) = if from.along == to.along {
            ((to.across - from.across).abs(), size.across)
        } else {
            ((to.along - from.along).abs(), size.along)
        };
        if length < room + 2.0 * LABEL_MARGIN {
            continue;
        }
        let between = |part: f64| {
            Pair::new(
                from.across + (to.across - from.across) * part,
                from.along + (to.along - from.along) * part,
            )
        };
        places
            .extend([0.5, 0.25, 0.75].map(between).map(|at| Pair::new(at.across.round(), at.along.round())));
    }
    places
}

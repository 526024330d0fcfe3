//! Sizes of boxes, levels from the inside out, and the finished drawing.

use super::collect::{Arrow, Collected, Face, Level, collect};
use super::layout::flow::{Flow, FlowEdge, FlowNode, Pair, Placement, Spacing, Strength};
use super::layout::lay_out;
use super::model::{
    Density, Direction, EdgeKind, Graph, GraphEdge, GraphNode, LayoutOptions, NodeKind, Point,
};
use super::text_width::text_width;
use asl_model::StateMachine;

/// Height of a container's title row.
const TITLE_HEIGHT: f64 = 30.0;
/// From a container's edge to what is in it.
const INSET: f64 = 12.0;
/// Between two branches.
const BRANCH_GAP: f64 = 12.0;
/// Height of a label's plate.
const LABEL_HEIGHT: f64 = 16.0;
/// Widths of boxes go in steps.
const WIDTH_STEP: f64 = 4.0;
/// The side of a Choice's hexagon, across its tip.
const HEXAGON_TIP: f64 = 16.0;

/// Draws a definition.
///
/// Every state has a box, also in broken definitions; names that no state has get one of kind
/// [`NodeKind::Missing`]. The drawing does not depend on the order of the keys of `States`.
pub fn lay_out_definition(machine: &StateMachine, options: &LayoutOptions) -> Graph {
    let collected = collect(machine, options);
    let mut sizes: Vec<(f64, f64)> = collected.faces.iter().map(|face| size(face, options)).collect();
    let mut placements: Vec<Placement> = vec![Placement::default(); collected.levels.len()];
    let mut inner: Vec<Vec<usize>> = vec![Vec::new(); collected.faces.len()];
    for (index, level) in collected.levels.iter().enumerate() {
        if let Some(levels) = level.parent.and_then(|(parent, _)| inner.get_mut(parent)) {
            levels.push(index);
        }
    }
    // Outer levels stand before inner ones: from the end, every box is measured before it is placed.
    for (index, level) in collected.levels.iter().enumerate().rev() {
        for face in level.first..level.first + level.count {
            let levels = inner.get(face).map(Vec::as_slice).unwrap_or_default();
            let is_open = collected.faces.get(face).is_some_and(|face| face.container && !face.collapsed);
            if let (true, Some(size)) = (is_open, sizes.get_mut(face)) {
                *size = container_size(*size, levels, &placements, options.direction);
            }
        }
        if let Some(slot) = placements.get_mut(index) {
            *slot = lay_out(&flow(&collected, level, &sizes, options), &spacing(options));
        }
    }
    finish(&collected, &sizes, &placements, &inner, options.direction)
}

/// Lengths along and across the flow as width and height.
fn turned(pair: Pair, direction: Direction) -> (f64, f64) {
    match direction {
        Direction::TopDown => (pair.across, pair.along),
        Direction::LeftRight => (pair.along, pair.across),
    }
}

/// Width and height as lengths across and along the flow.
fn turn((width, height): (f64, f64), direction: Direction) -> Pair {
    match direction {
        Direction::TopDown => Pair::new(width, height),
        Direction::LeftRight => Pair::new(height, width),
    }
}

fn spacing(options: &LayoutOptions) -> Spacing {
    let compact = options.density == Density::Compact;
    Spacing {
        layers: if compact { 20.0 } else { 24.0 },
        boxes: if compact { 20.0 } else { 28.0 },
        pass: if compact { 16.0 } else { 20.0 },
        edges: 14.0,
    }
}

/// The size of a box; of a container, that of its title row.
fn size(face: &Face, options: &LayoutOptions) -> (f64, f64) {
    let extra = if options.touch { 4.0 } else { 0.0 };
    let place = options.text_widths.binary_search_by(|(name, _)| name.as_str().cmp(&face.name));
    let name = place.ok().and_then(|at| options.text_widths.get(at)).map(|(_, width)| *width);
    let name = name.filter(|width| width.is_finite() && *width >= 0.0);
    let name = name.unwrap_or_else(|| text_width(&face.name, 13.0));
    let second = face.subtitle.as_deref().map_or(0.0, |text| text_width(text, 11.0));
    let step = |width: f64| (width / WIDTH_STEP).ceil() * WIDTH_STEP;
    let clamp = |width: f64, least: f64, most: f64| step(width).clamp(least, most);
    match face.kind {
        NodeKind::Start => (60.0, 24.0),
        NodeKind::End => (60.0, 28.0),
        NodeKind::Missing => (clamp(name + 52.0, 120.0, 240.0), 36.0 + extra),
        NodeKind::State if face.container && !face.collapsed => {
            (step(name + second + 96.0).min(420.0), TITLE_HEIGHT)
        }
        NodeKind::State => match face.icon {
            "succeed" | "fail" => (clamp(name + 60.0, 88.0, 240.0), 32.0 + extra),
            "choice" => (clamp(name + 2.0 * HEXAGON_TIP + 44.0, 168.0, 240.0), 40.0 + extra),
            "pass" => (clamp(name + 72.0, 168.0, 240.0), 36.0 + extra),
            _ => (clamp(name.max(second) + 78.0, 168.0, 240.0), 44.0 + extra),
        },
    }
}

/// How far from its middle a box may be touched by edges on the sides that face the flow.
fn reach(face: &Face, (width, height): (f64, f64), direction: Direction) -> f64 {
    let corner = match face.icon {
        "choice" => HEXAGON_TIP + 8.0,
        "succeed" | "fail" | "start" | "end" => height / 2.0 + 2.0,
        _ => 16.0,
    };
    match direction {
        Direction::TopDown => (width / 2.0 - corner).max(0.0),
        // The tip of a hexagon and the round end of a pill are one point.
        Direction::LeftRight if matches!(face.icon, "choice" | "succeed" | "fail" | "start" | "end") => 0.0,
        Direction::LeftRight => (height / 2.0 - 10.0).max(0.0),
    }
}

/// The size of a container with its branches beside each other across the flow.
fn container_size(
    title: (f64, f64),
    levels: &[usize],
    placements: &[Placement],
    direction: Direction,
) -> (f64, f64) {
    let (mut across, mut along) = (0.0_f64, 0.0_f64);
    for (at, &level) in levels.iter().enumerate() {
        let size = placements.get(level).map_or(Pair::default(), |placement| placement.size);
        across += size.across + if at > 0 { BRANCH_GAP } else { 0.0 };
        along = along.max(size.along);
    }
    let (width, height) = turned(Pair::new(across, along), direction);
    let (width, height) = (width.max(144.0), height.max(28.0));
    let even = |length: f64| (length / 2.0).ceil() * 2.0;
    (even((width + 2.0 * INSET).max(title.0)), even(TITLE_HEIGHT + height + INSET))
}

fn flow(collected: &Collected, level: &Level, sizes: &[(f64, f64)], options: &LayoutOptions) -> Flow {
    let faces = collected.faces.iter().zip(sizes).skip(level.first).take(level.count);
    let node = |(face, &size): (&Face, &(f64, f64))| FlowNode {
        size: turn(size, options.direction),
        reach: reach(face, size, options.direction),
        forks: face.icon == "choice",
        fails: face.icon == "fail" || face.kind == NodeKind::Missing,
    };
    let edge = |arrow: &Arrow| FlowEdge {
        from: arrow.from - level.first,
        to: arrow.to - level.first,
        strength: match arrow.kind {
            EdgeKind::Next => Strength::Next,
            EdgeKind::Choice | EdgeKind::Default => Strength::Branch,
            EdgeKind::Catch => Strength::Catch,
        },
        label: arrow.label.as_deref().map(|label| turn(label_size(label), options.direction)),
    };
    Flow { nodes: faces.map(node).collect(), edges: level.arrows.iter().map(edge).collect() }
}

/// The size of a label's plate.
fn label_size(label: &str) -> (f64, f64) {
    ((text_width(label, 11.0) / 2.0).ceil() * 2.0 + 8.0, LABEL_HEIGHT)
}

/// Moves every level to its place, outer ones first, and makes boxes and edges of it.
fn finish(
    collected: &Collected,
    sizes: &[(f64, f64)],
    placements: &[Placement],
    inner: &[Vec<usize>],
    direction: Direction,
) -> Graph {
    let mut graph = Graph::default();
    let mut origins = vec![Point::default(); collected.levels.len()];
    if let Some(placement) = placements.first() {
        (graph.width, graph.height) = turned(placement.size, direction);
    }
    let mut faces = collected.faces.iter().zip(sizes).zip(inner);
    for (index, (level, placement)) in collected.levels.iter().zip(placements).enumerate() {
        let origin = origins.get(index).copied().unwrap_or_default();
        let at = |pair: Pair| {
            let (x, y) = turned(pair, direction);
            Point { x: x + origin.x, y: y + origin.y }
        };
        for (&middle, ((face, &size), levels)) in placement.nodes.iter().zip(faces.by_ref()) {
            let middle = at(middle);
            let node = node(collected, face, middle, size);
            place_branches(&node, levels, placements, direction, &mut origins);
            graph.nodes.push(node);
        }
        for (arrow, route) in level.arrows.iter().zip(&placement.routes) {
            graph.edges.push(edge(
                collected,
                arrow,
                route.points.iter().map(|&point| at(point)).collect(),
                route.label.map(at),
            ));
        }
    }
    graph
}

/// Where the levels inside a container begin.
fn place_branches(
    node: &GraphNode,
    levels: &[usize],
    placements: &[Placement],
    direction: Direction,
    origins: &mut [Point],
) {
    let sizes: Vec<Pair> = levels
        .iter()
        .map(|&level| placements.get(level).map_or(Pair::default(), |placement| placement.size))
        .collect();
    let gaps = BRANCH_GAP * sizes.len().saturating_sub(1) as f64;
    let total = turned(Pair::new(sizes.iter().map(|size| size.across).sum::<f64>() + gaps, 0.0), direction);
    let (room_x, room_y) = (node.width - 2.0 * INSET, node.height - TITLE_HEIGHT - INSET);
    let mut across = match direction {
        Direction::TopDown => ((room_x - total.0) / 2.0).max(0.0).round(),
        Direction::LeftRight => ((room_y - total.1) / 2.0).max(0.0).round(),
    };
    for (&level, size) in levels.iter().zip(&sizes) {
        let (x, y) = turned(Pair::new(across, 0.0), direction);
        if let Some(origin) = origins.get_mut(level) {
            *origin = Point { x: node.x + INSET + x, y: node.y + TITLE_HEIGHT + y };
        }
        across += size.across + BRANCH_GAP;
    }
}

fn node(collected: &Collected, face: &Face, middle: Point, (width, height): (f64, f64)) -> GraphNode {
    let parent =
        face.parent.and_then(|(parent, _)| collected.faces.get(parent)).map(|parent| parent.id.clone());
    GraphNode {
        id: face.id.clone(),
        kind: face.kind,
        name: face.name.clone(),
        state_type: face.state_type.clone(),
        subtitle: face.subtitle.clone(),
        icon: face.icon,
        badges: face.badges.clone(),
        parent,
        branch: face.parent.map_or(0, |(_, branch)| branch),
        container: face.container,
        collapsed: face.collapsed,
        x: middle.x - width / 2.0,
        y: middle.y - height / 2.0,
        width,
        height,
    }
}

fn edge(collected: &Collected, arrow: &Arrow, points: Vec<Point>, label_at: Option<Point>) -> GraphEdge {
    let id = |index: usize| collected.faces.get(index).map(|face| face.id.clone()).unwrap_or_default();
    let (label_width, label_height) = arrow.label.as_deref().map_or((0.0, 0.0), label_size);
    GraphEdge {
        from: id(arrow.from),
        to: id(arrow.to),
        kind: arrow.kind,
        rules: arrow.rules.clone(),
        default: arrow.default,
        label: arrow.label.clone(),
        title: arrow.title.clone(),
        points,
        label_at,
        label_width,
        label_height,
    }
}

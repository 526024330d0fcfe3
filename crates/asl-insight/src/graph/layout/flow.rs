//! What the layout works on: boxes and arrows without a meaning.
//!
//! Lengths are in pixels. `across` is the direction in which the members of one layer stand side by side, `along` the
//! direction of the flow: (x, y) when it runs top-down, (y, x) when it runs left-right. The caller turns the result.

/// A size or a position.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Pair {
    /// Across the flow.
    pub(crate) across: f64,
    /// Along the flow.
    pub(crate) along: f64,
}

impl Pair {
    pub(crate) const fn new(across: f64, along: f64) -> Self {
        Self { across, along }
    }
}

/// What an edge is, as far as its way is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// `Next`: keeps straight.
    Next,
    /// A branch of a Choice.
    Branch,
    /// A Catch: never the main way.
    Catch,
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlowNode {
    /// Its size.
    pub(crate) size: Pair,
    /// How far from its middle edges may touch the sides that face the flow.
    pub(crate) reach: f64,
    /// Edges may leave at its two ends (a Choice's hexagon).
    pub(crate) forks: bool,
    /// A way that ends here is not the main one (Fail, an unknown state).
    pub(crate) fails: bool,
}

/// An arrow between two boxes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlowEdge {
    /// Index of the box where it starts.
    pub(crate) from: usize,
    /// Index of the box where it ends.
    pub(crate) to: usize,
    /// What it is.
    pub(crate) strength: Strength,
    /// Size of its label.
    pub(crate) label: Option<Pair>,
}

/// Boxes and arrows. Box 0 is where the flow starts; the order of boxes and arrows decides every tie, so it must not
/// depend on anything that the drawing should not depend on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    /// The boxes.
    pub(crate) nodes: Vec<FlowNode>,
    /// The arrows, those of one box in the order in which they are read.
    pub(crate) edges: Vec<FlowEdge>,
}

/// The way of an arrow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    /// Corners, from the start to the arrow's tip; consecutive ones differ in one coordinate only.
    pub(crate) points: Vec<Pair>,
    /// The middle of the label.
    pub(crate) label: Option<Pair>,
}

/// Where everything is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placement {
    /// The boxes' middles.
    pub(crate) nodes: Vec<Pair>,
    /// The arrows' ways.
    pub(crate) routes: Vec<Route>,
    /// The size of the whole; everything is between 0 and it.
    pub(crate) size: Pair,
}

/// Distances.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spacing {
    /// Between two layers when nothing but straight edges is between them.
    pub(crate) layers: f64,
    /// Between two boxes of one layer.
    pub(crate) boxes: f64,
    /// Between a box and an edge that passes it.
    pub(crate) pass: f64,
    /// Between two edges side by side.
    pub(crate) edges: f64,
}

/// From the tip of an arrow to the last corner: the arrow's head, 6 px of straight line and the corner's radius.
pub(crate) const ARRIVAL: f64 = 16.0;
/// From a box to the first corner.
pub(crate) const DEPARTURE: f64 = 8.0;
/// Between a label and what is beside it.
pub(crate) const LABEL_MARGIN: f64 = 4.0;

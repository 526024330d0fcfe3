//! The drawing as plain data: boxes, edges and where they are. Pixels, y downwards, the whole drawing from (0, 0).

use std::rc::Rc;

/// Where the flow runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    TopDown,
    /// From left to right.
    LeftRight,
}

/// How close things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// 24 px between layers.
    #[default]
    Comfortable,
    /// 20 px between layers.
    Compact,
}

/// What the drawing should be like.
#[derive(Clone, Debug, Default)]
pub struct LayoutOptions {
    /// Where the flow runs.
    pub direction: Direction,
    /// How close things stand.
    pub density: Density,
    /// Boxes for fingers: 48 px high instead of 44.
    pub touch: bool,
    /// Ids of Parallel and Map states that are drawn as a box without their inside, in ascending order.
    pub collapsed: Vec<String>,
    /// Measured widths of state names, in pixels at 13 px and weight 600, in the order of the names; those that are not in
    /// here are estimated.
    pub text_widths: Vec<(String, f64)>,
}

/// A definition, drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Boxes; containers come before what is in them.
    pub nodes: Vec<GraphNode>,
    /// Edges.
    pub edges: Vec<GraphEdge>,
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Where the execution starts.
    Start,
    /// Where states with `"End": true` lead to.
    End,
    /// A state.
    State,
    /// A name that `Next`, `Default`, `Catch` or `StartAt` uses and no state has.
    Missing,
}

/// A small sign on a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// `.sync`, `.sync:2`: waits until a job is done.
    Sync,
    /// `.waitForTaskToken`: waits for an answer with the token.
    Token,
    /// An activity: waits for a worker.
    Activity,
    /// The state has `Retry`.
    Retry,
}

impl Badge {
    /// The word for it that the page uses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Token => "token",
            Self::Activity => "activity",
            Self::Retry => "retry",
        }
    }
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphNode {
    /// Unique in the drawing: the state's name, or its path (`Outer/0/Name`) if another state has the same name.
    pub id: Rc<str>,
    /// What it stands for.
    pub kind: NodeKind,
    /// The state's name; empty for start and end.
    pub name: Rc<str>,
    /// The state's `Type` as written; empty for boxes that are no states.
    pub state_type: Rc<str>,
    /// The second line: `Lambda invoke`, `SQS sendMessage · task token`, `Map · distributed`.
    pub subtitle: Option<String>,
    /// Which icon: `lambda`, `sqs`, `wait`, `choice`, …
    pub icon: &'static str,
    /// Small signs.
    pub badges: Vec<Badge>,
    /// The id of the container that it is in.
    pub parent: Option<Rc<str>>,
    /// Which branch of that container it is in; 0 in a Map.
    pub branch: usize,
    /// Whether it is a Parallel or a Map with an inside.
    pub container: bool,
    /// Whether the inside is not drawn.
    pub collapsed: bool,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// What an edge stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// `Next`, `End`, `StartAt`
    Next,
    /// Rules of a Choice.
    Choice,
    /// `Default` of a Choice, and nothing else.
    Default,
    /// `Catch`
    Catch,
}

impl EdgeKind {
    /// The word for it that the page uses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Choice => "choice",
            Self::Default => "default",
            Self::Catch => "catch",
        }
    }
}

/// A point of the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// An edge. Rules of one Choice with one target are one edge; so are catchers of one state.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphEdge {
    /// Id of the box where it starts.
    pub from: Rc<str>,
    /// Id of the box where the arrow's tip is.
    pub to: Rc<str>,
    /// What it stands for.
    pub kind: EdgeKind,
    /// Which entries of `Choices` or `Catch` it stands for.
    pub rules: Vec<usize>,
    /// Whether it (also) stands for `Default`.
    pub default: bool,
    /// Its text, shortened: `inStock = true`, `States.ALL`.
    pub label: Option<String>,
    /// Its text in full.
    pub title: Option<String>,
    /// Corners from the start to the tip, alternately across and down.
    pub points: Vec<Point>,
    /// The middle of the label; none if there is no room for one (edges that run along the side of a huge drawing).
    pub label_at: Option<Point>,
    /// Width of the label's plate.
    pub label_width: f64,
    /// Height of the label's plate.
    pub label_height: f64,
}

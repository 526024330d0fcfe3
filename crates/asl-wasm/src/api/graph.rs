//! The drawing of a definition, as the page takes it.

use asl_insight::graph::{Density, Direction, LayoutOptions, NodeKind, lay_out_definition};
use asl_model::StateMachine;
use serde::Serialize;

/// How to draw.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct GraphOptions {
    /// Widths of texts in px that the page has measured, by text; what is missing is estimated.
    #[cfg_attr(test, ts(type = "{ [key in string]: number }"))]
    pub text_widths: Vec<(String, f64)>,
    /// Ids of containers whose inside is not drawn.
    pub collapsed: Vec<String>,
    /// Left to right instead of top down.
    pub left_to_right: bool,
    /// Larger boxes, for fingers.
    pub touch: bool,
    /// Less room between boxes.
    pub compact: bool,
}

/// A box. Positions are those of the upper left corner, in px.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct GraphNode {
    /// Unique in the drawing: the state's name, or its path if another state has the same name.
    pub id: String,
    /// `start`, `end`, `state`, `container`, or `missing` for a name that no state has.
    pub kind: &'static str,
    /// One of the eight types, `Start`, `End` or `Unknown`.
    #[serde(rename = "type")]
    pub state_type: String,
    /// The state's name; empty for start and end.
    pub label: String,
    /// Second line: `Lambda invoke`; empty when there is nothing to say.
    pub subtitle: String,
    /// Which icon: `lambda`, `sqs`, `wait`, `choice`, …
    pub icon: String,
    /// Small signs: `sync`, `token`, `activity`, `retry`.
    pub badges: Vec<String>,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Container that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Branch of the container, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<u32>,
    /// Whether the inside of a container is not drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
}

/// A line, orthogonal, from the border of one box to the border of another.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct GraphEdge {
    /// Id of the box where it begins.
    pub from: String,
    /// Id of the box where it ends.
    pub to: String,
    /// `next`, `choice`, `default` or `catch`.
    pub kind: &'static str,
    /// What to write on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The whole of a label that was shortened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its corners.
    pub points: Vec<(f64, f64)>,
    /// Middle of the label's plate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_at: Option<(f64, f64)>,
}

/// A drawing.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GraphLayout {
    /// Width of the whole, in px.
    pub width: f64,
    /// Height of the whole, in px.
    pub height: f64,
    /// Boxes; containers come before what is in them.
    pub nodes: Vec<GraphNode>,
    /// Lines.
    pub edges: Vec<GraphEdge>,
}

/// Draws a definition.
pub(crate) fn layout(machine: &StateMachine, options: &GraphOptions) -> GraphLayout {
    let mut collapsed = options.collapsed.clone();
    collapsed.sort_unstable();
    let mut text_widths = options.text_widths.clone();
    text_widths.sort_by(|one, other| one.0.cmp(&other.0));
    let options = LayoutOptions {
        direction: if options.left_to_right { Direction::LeftRight } else { Direction::TopDown },
        density: if options.compact { Density::Compact } else { Density::Comfortable },
        touch: options.touch,
        collapsed,
        text_widths,
    };
    let graph = lay_out_definition(machine, &options);
    GraphLayout {
        width: graph.width,
        height: graph.height,
        nodes: graph.nodes.iter().map(node).collect(),
        edges: graph.edges.iter().map(edge).collect(),
    }
}

fn node(node: &asl_insight::graph::GraphNode) -> GraphNode {
    let (kind, state_type) = match node.kind {
        NodeKind::Start => ("start", "Start"),
        NodeKind::End => ("end", "End"),
        NodeKind::Missing => ("missing", "Unknown"),
        NodeKind::State if node.container => ("container", &*node.state_type),
        NodeKind::State => ("state", &*node.state_type),
    };
    GraphNode {
        id: node.id.to_string(),
        kind,
        state_type: if state_type.is_empty() { "Unknown".to_owned() } else { state_type.to_owned() },
        label: node.name.to_string(),
        subtitle: node.subtitle.clone().unwrap_or_default(),
        icon: node.icon.to_owned(),
        badges: node.badges.iter().map(|badge| badge.key().to_owned()).collect(),
        x: node.x,
        y: node.y,
        width: node.width,
        height: node.height,
        parent: node.parent.as_deref().map(str::to_owned),
        branch: node.parent.as_ref().map(|_| node.branch as u32),
        collapsed: node.collapsed.then_some(true),
    }
}

fn edge(edge: &asl_insight::graph::GraphEdge) -> GraphEdge {
    GraphEdge {
        from: edge.from.to_string(),
        to: edge.to.to_string(),
        kind: edge.kind.key(),
        label: edge.label.clone(),
        title: edge.title.clone(),
        points: edge.points.iter().map(|point| (point.x, point.y)).collect(),
        label_at: edge.label_at.map(|point| (point.x, point.y)),
    }
}

//! The graph of a definition: boxes, edges and where they are. Plain data; drawing is the page's work.
//!
//! [`lay_out_definition`] collects boxes and edges level by level (`collect`), lays each level out from the inside
//! outwards (`layout`, which knows nothing of states), and joins the levels (`draw`).

mod choice_text;
mod collect;
mod draw;
mod layout;
mod model;
mod service;
mod text_width;

pub mod bench;

pub use draw::lay_out_definition;
pub use model::{
    Badge, Density, Direction, EdgeKind, Graph, GraphEdge, GraphNode, LayoutOptions, NodeKind, Point,
};
pub use service::unknown_service;

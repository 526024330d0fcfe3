//! Draws definitions as SVG files: `cargo run -p asl-insight --example graph_svg -- [--lr] OUT_DIR FILE…`.
//!
//! For looking at the layout; the page draws by itself.

use std::fmt::Write as _;
use std::path::Path;

use asl_insight::graph::{
    Direction, EdgeKind, Graph, GraphNode, LayoutOptions, NodeKind, lay_out_definition,
};

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let left_right = arguments.first().is_some_and(|first| first == "--lr");
    if left_right {
        arguments.remove(0);
    }
    let Some((out, files)) = arguments.split_first() else { return Ok(()) };
    let direction = if left_right { Direction::LeftRight } else { Direction::TopDown };
    std::fs::create_dir_all(out)?;
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let graph = lay_out_definition(
            &asl_model::parse_definition(&text).machine,
            &LayoutOptions { direction, ..LayoutOptions::default() },
        );
        let name =
            Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        std::fs::write(Path::new(out).join(format!("{name}.svg")), svg(&graph))?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn svg(graph: &Graph) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"-24 -24 {w} {h}\" font-family=\"Inter, Noto Sans, Noto Sans CJK JP, sans-serif\">\
         <defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 .8 8 4 0 7.2z\" fill=\"#7D8998\"/></marker>\
         <marker id=\"c\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 .8 8 4 0 7.2z\" fill=\"#A35C00\"/></marker></defs>\
         <rect x=\"-24\" y=\"-24\" width=\"{w}\" height=\"{h}\" fill=\"#FAFBFC\"/>",
        w = graph.width + 48.0,
        h = graph.height + 48.0
    );
    for node in graph.nodes.iter().filter(|node| node.container && !node.collapsed) {
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"#0972D308\" stroke=\"#687078\" stroke-dasharray=\"5 2\"/><text x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"600\">{} <tspan font-size=\"11\" font-weight=\"400\" fill=\"#465364\">{}</tspan></text>",
            node.x,
            node.y,
            node.width,
            node.height,
            node.x + 14.0,
            node.y + 20.0,
            escaped(&node.name),
            escaped(node.subtitle.as_deref().unwrap_or(""))
        );
    }
    for edge in &graph.edges {
        let (color, marker, dash) = match edge.kind {
            EdgeKind::Catch => ("#A35C00", "c", " stroke-dasharray=\"5 4\""),
            EdgeKind::Default => ("#7D8998", "a", " stroke-dasharray=\"3 3\""),
            _ => ("#7D8998", "a", ""),
        };
        let points: Vec<(f64, f64)> = edge.points.iter().map(|point| (point.x, point.y)).collect();
        // Edges to one box share their last part: dashes counted from the tip fall together there.
        let length: f64 = points
            .iter()
            .zip(points.iter().skip(1))
            .map(|(a, b)| (b.0 - a.0).abs() + (b.1 - a.1).abs())
            .sum();
        let dash =
            if dash.is_empty() { String::new() } else { format!("{dash} stroke-dashoffset=\"{length}\"") };
        let _ = write!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\"{dash} marker-end=\"url(#{marker})\"/>",
            rounded(&points)
        );
    }
    for edge in &graph.edges {
        if let (Some(label), Some(at)) = (&edge.label, edge.label_at) {
            let color = if edge.kind == EdgeKind::Catch { "#874B00" } else { "#465364" };
            let _ = write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#FAFBFC\"/><text x=\"{}\" y=\"{}\" font-size=\"11\" font-weight=\"500\" text-anchor=\"middle\" fill=\"{color}\">{}</text>",
                at.x - edge.label_width / 2.0,
                at.y - edge.label_height / 2.0,
                edge.label_width,
                edge.label_height,
                at.x,
                at.y + 4.0,
                escaped(label)
            );
        }
    }
    for node in graph.nodes.iter().filter(|node| !node.container || node.collapsed) {
        write_node(&mut out, node);
    }
    out.push_str("</svg>");
    out
}

fn rounded(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|at| points.get(at)), points.get(at + 1));
        match (before, after) {
            (Some(&(bx, by)), Some(&(ax, ay))) => {
                let (one, two) = ((x - bx).abs() + (y - by).abs(), (x - ax).abs() + (y - ay).abs());
                let radius = 8.0_f64.min(one / 2.0).min(two / 2.0);
                let (sx, sy) = (x + (bx - x) / one.max(1.0) * radius, y + (by - y) / one.max(1.0) * radius);
                let (ex, ey) = (x + (ax - x) / two.max(1.0) * radius, y + (ay - y) / two.max(1.0) * radius);
                let _ = write!(path, "L{sx} {sy}Q{x} {y} {ex} {ey}");
            }
            (None, _) => {
                let _ = write!(path, "M{x} {y}");
            }
            _ => {
                let _ = write!(path, "L{x} {y}");
            }
        }
    }
    path
}

fn write_node(out: &mut String, node: &GraphNode) {
    let (x, y, w, h) = (node.x, node.y, node.width, node.height);
    let middle = y + h / 2.0;
    let shape = match node.icon {
        "choice" => format!(
            "<path d=\"M{} {y}H{}L{} {middle}L{} {}H{}L{x} {middle}Z\"",
            x + 16.0,
            x + w - 16.0,
            x + w,
            x + w - 16.0,
            y + h,
            x + 16.0
        ),
        "succeed" | "fail" | "end" | "start" => {
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{}\"", h / 2.0)
        }
        _ => format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"8\""),
    };
    let (fill, ink) = if node.kind == NodeKind::Start { ("#0F1B2A", "#fff") } else { ("#fff", "#0F1B2A") };
    let stroke = if node.kind == NodeKind::Missing { "#D91515" } else { "#687078" };
    let _ = write!(out, "{shape} fill=\"{fill}\" stroke=\"{stroke}\"/>");
    let name = match node.kind {
        NodeKind::Start => "Start",
        NodeKind::End => "End",
        _ => &node.name,
    };
    let lift = if node.subtitle.is_some() { -4.0 } else { 4.5 };
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{ink}\">{}</text>",
        x + w / 2.0,
        middle + lift,
        escaped(name)
    );
    if let Some(subtitle) = &node.subtitle {
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"11\" text-anchor=\"middle\" fill=\"#465364\">{}</text>",
            x + w / 2.0,
            middle + 12.0,
            escaped(subtitle)
        );
    }
}

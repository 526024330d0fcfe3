//! The drawing of definitions: nothing overlaps, no edge runs through a box, and the order of keys does not matter.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use asl_insight::graph::bench::bench_graph;
use asl_insight::graph::{
    Density, Direction, EdgeKind, Graph, GraphEdge, GraphNode, LayoutOptions, NodeKind, lay_out_definition,
};
use asl_json::{Value, parse_value, to_json};
use asl_model::parse_definition;

fn draw(text: &str) -> Graph {
    draw_with(text, &LayoutOptions::default())
}

fn draw_with(text: &str, options: &LayoutOptions) -> Graph {
    lay_out_definition(&parse_definition(text).machine, options)
}

/// Left, top, right, bottom.
type Area = (f64, f64, f64, f64);

fn area(node: &GraphNode) -> Area {
    (node.x, node.y, node.x + node.width, node.y + node.height)
}

fn label_area(edge: &GraphEdge) -> Option<Area> {
    let at = edge.label_at?;
    let (half, high) = (edge.label_width / 2.0, edge.label_height / 2.0);
    Some((at.x - half, at.y - high, at.x + half, at.y + high))
}

/// Touching is not overlapping.
fn overlap(one: Area, two: Area) -> bool {
    one.0 + 0.5 < two.2 && two.0 + 0.5 < one.2 && one.1 + 0.5 < two.3 && two.1 + 0.5 < one.3
}

/// Boxes and edges of one level.
type Members<'a> = (Vec<&'a GraphNode>, Vec<&'a GraphEdge>);

/// Everything that is wrong with a drawing.
fn faults(graph: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    let nodes: BTreeMap<&str, &GraphNode> = graph.nodes.iter().map(|node| (node.id.as_ref(), node)).collect();
    assert_eq!(nodes.len(), graph.nodes.len(), "ids are unique");
    let whole = (0.0, 0.0, graph.width, graph.height);
    let inside = |area: Area, outer: Area| {
        area.0 >= outer.0 && area.1 >= outer.1 && area.2 <= outer.2 && area.3 <= outer.3
    };
    let mut levels: BTreeMap<(Option<&str>, usize), Members> = BTreeMap::new();
    for node in &graph.nodes {
        levels.entry((node.parent.as_deref(), node.branch)).or_default().0.push(node);
        let outer = node.parent.as_deref().map_or(whole, |parent| area(nodes[parent]));
        if !inside(area(node), outer) {
            faults.push(format!("{} is outside {:?}", node.id, node.parent));
        }
    }
    for edge in &graph.edges {
        let from = nodes[edge.from.as_ref()];
        levels.entry((from.parent.as_deref(), from.branch)).or_default().1.push(edge);
    }
    for (nodes, edges) in levels.values() {
        for (at, one) in nodes.iter().enumerate() {
            faults.extend(
                nodes[..at]
                    .iter()
                    .filter(|two| overlap(area(one), area(two)))
                    .map(|two| format!("{} overlaps {}", one.id, two.id)),
            );
        }
        for (at, edge) in edges.iter().enumerate() {
            edge_faults(edge, nodes, &mut faults);
            let Some(label) = label_area(edge) else { continue };
            for other in &edges[..at] {
                if label_area(other).is_some_and(|other| overlap(label, other)) {
                    faults.push(format!("the labels of {} and {} overlap", edge.from, other.from));
                }
            }
        }
    }
    faults
}

fn edge_faults(edge: &GraphEdge, nodes: &[&GraphNode], faults: &mut Vec<String>) {
    let name = format!("{} → {}", edge.from, edge.to);
    if edge.points.len() < 2 {
        faults.push(format!("{name} has no way"));
    }
    for pair in edge.points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if a.x != b.x && a.y != b.y {
            faults.push(format!("{name} is slanted"));
        }
        let line = (a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
        let grown = (line.0 - 1.0, line.1 - 1.0, line.2 + 1.0, line.3 + 1.0);
        for node in nodes {
            let (left, top, right, bottom) = area(node);
            if overlap(grown, (left + 1.0, top + 1.0, right - 1.0, bottom - 1.0)) {
                faults.push(format!("{name} runs through {}", node.id));
            }
        }
    }
    if let Some(last) = edge.points.len().checked_sub(2) {
        let (a, b) = (edge.points[last], edge.points[last + 1]);
        if (a.x - b.x).abs() + (a.y - b.y).abs() < 6.0 {
            faults.push(format!("{name} turns too near to its tip"));
        }
    }
    if let Some(label) = label_area(edge) {
        faults.extend(
            nodes
                .iter()
                .filter(|node| overlap(label, area(node)))
                .map(|node| format!("the label of {name} covers {}", node.id)),
        );
    }
}

/// Turns the order of the keys of every `States` around.
fn reordered(value: &Value) -> Value {
    match value {
        Value::Object(object) => Value::object(object.iter().map(|(key, value)| {
            let value = reordered(value);
            match (key.as_ref(), &value) {
                ("States", Value::Object(states)) => {
                    let turned: Vec<_> =
                        states.iter().rev().map(|(name, state)| (name.clone(), state.clone())).collect();
                    (key.clone(), Value::object(turned))
                }
                _ => (key.clone(), value),
            }
        })),
        Value::Array(items) => Value::array(items.iter().map(reordered).collect()),
        other => other.clone(),
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// A workflow with everything in it: loops, self-loops, catches, unknown targets, unreachable states, nesting.
fn random_workflow(random: &mut Random, depth: usize, prefix: &str) -> String {
    let count = 1 + random.below(if depth == 0 { 30 } else { 6 });
    let name = |at: usize| format!("{prefix}{}", "state name ".repeat(at % 3) + &at.to_string());
    let target = |random: &mut Random, at: usize| match random.below(12) {
        0 => name(random.below(count)),
        1 => "Nowhere".to_owned(),
        2 => name(at.saturating_sub(random.below(5))),
        3..=5 => name((at + 1 + random.below(6)).min(count - 1)),
        _ => name((at + 1).min(count - 1)),
    };
    let mut states = Vec::new();
    for at in 0..count {
        let next = if at + 1 == count || random.below(10) == 0 {
            "\"End\":true".to_owned()
        } else {
            format!("\"Next\":\"{}\"", target(random, at))
        };
        let catch = if random.below(3) == 0 {
            let handler = if random.below(2) == 0 { name(count - 1) } else { target(random, at) };
            format!(",\"Catch\":[{{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"{handler}\"}}]")
        } else {
            String::new()
        };
        let state = match random.below(if depth < 3 { 10 } else { 8 }) {
            0 | 1 => {
                let rules: Vec<String> = (0..=random.below(4))
                    .map(|rule| format!("{{\"Variable\":\"$.a.value{rule}\",\"NumericGreaterThan\":{rule},\"Next\":\"{}\"}}", target(random, at)))
                    .collect();
                format!(
                    "\"Type\":\"Choice\",\"Choices\":[{}],\"Default\":\"{}\"",
                    rules.join(","),
                    target(random, at)
                )
            }
            2 => "\"Type\":\"Fail\"".to_owned(),
            3 => format!("\"Type\":\"Wait\",\"Seconds\":90,{next}"),
            8 => {
                let branches: Vec<String> = (0..random.below(4))
                    .map(|branch| random_workflow(random, depth + 1, &format!("{prefix}{branch}")))
                    .collect();
                format!("\"Type\":\"Parallel\",\"Branches\":[{}],{next}{catch}", branches.join(","))
            }
            // The same names inside as outside.
            9 => format!(
                "\"Type\":\"Map\",\"ItemProcessor\":{},{next}{catch}",
                random_workflow(random, depth + 1, prefix)
            ),
            _ => format!("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\",{next}{catch}"),
        };
        states.push(format!("\"{}\":{{{state}}}", name(at)));
    }
    format!("{{\"StartAt\":\"{}\",\"States\":{{{}}}}}", name(0), states.join(","))
}

/// Every direction and every density.
const LOOKS: [(Direction, Density); 3] = [
    (Direction::TopDown, Density::Comfortable),
    (Direction::LeftRight, Density::Comfortable),
    (Direction::TopDown, Density::Compact),
];

#[test]
fn random_workflows_are_drawn_without_faults() {
    for seed in 1..400_u64 {
        let text = random_workflow(&mut Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1), 0, "");
        let states = parse_definition(&text).machine.all_states().len();
        for (direction, density) in LOOKS {
            let options = LayoutOptions { direction, density, ..LayoutOptions::default() };
            let graph = draw_with(&text, &options);
            assert_eq!(faults(&graph), Vec::<String>::new(), "seed {seed} {direction:?} {density:?}: {text}");
            assert_eq!(graph.nodes.iter().filter(|node| node.kind == NodeKind::State).count(), states);
            let other = to_json(&reordered(&parse_value(&text).expect("JSON")));
            assert_eq!(draw_with(&other, &options), graph, "seed {seed}");
        }
    }
}

#[test]
fn large_workflows_are_drawn_without_faults() {
    let graph = draw(&bench_graph(600));
    assert_eq!(faults(&graph), Vec::<String>::new());
    let states = graph.nodes.iter().filter(|node| node.kind == NodeKind::State).count();
    assert_eq!(states, parse_definition(&bench_graph(600)).machine.all_states().len());
}

#[test]
fn a_long_catch_to_one_handler_is_a_lane() {
    let mut text = String::from("{\"StartAt\":\"S0\",\"States\":{");
    for at in 0..2000 {
        let _ = write!(
            text,
            "\"S{at}\":{{\"Type\":\"Task\",\"Resource\":\"x\",\"Next\":\"S{}\",\"Catch\":[{{\"ErrorEquals\":[\"E{at}\"],\"Next\":\"H{}\"}}]}},",
            at + 1,
            at % 7
        );
    }
    text += "\"S2000\":{\"Type\":\"Succeed\"}";
    for at in 0..7 {
        let _ = write!(text, ",\"H{at}\":{{\"Type\":\"Fail\"}}");
    }
    let graph = draw(&(text + "}}"));
    assert!(graph.width < 6000.0, "{}", graph.width);
    assert_eq!(graph.edges.iter().filter(|edge| edge.points.len() < 2).count(), 0);
}

#[test]
fn broken_definitions_are_drawn() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        r#"{"StartAt":"A"}"#,
        r#"{"States":{"A":{},"B":{"Next":"C"},"C":{"Type":"Odd","Next":"B"}}}"#,
        r#"{"StartAt":"X","States":{"A":{"Type":"Parallel"},"B":{"Type":"Map","Next":"B"}}}"#,
        r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Next":"A"}],"Default":"A"}}}"#,
    ] {
        let graph = draw(text);
        assert_eq!(faults(&graph), Vec::<String>::new(), "{text}");
        assert!(graph.nodes.iter().any(|node| node.kind == NodeKind::Start));
    }
    let graph = draw(r#"{"StartAt":"X","States":{"A":{"Type":"Pass","Next":"Y"}}}"#);
    let missing: Vec<&str> = graph
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Missing)
        .map(|node| node.name.as_ref())
        .collect();
    assert_eq!(missing, ["X", "Y"]);
}

#[test]
fn the_main_way_is_straight_and_a_loop_stands_beside_it() {
    let graph = draw(
        r#"{"StartAt":"Submit","States":{
            "Submit":{"Type":"Task","Resource":"arn:aws:states:::batch:submitJob","Next":"Wait"},
            "Wait":{"Type":"Wait","Seconds":30,"Next":"Get"},
            "Get":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"Done?",
                   "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Failed"}]},
            "Done?":{"Type":"Choice","Choices":[{"Variable":"$.status","StringEquals":"DONE","Next":"Good"},
                     {"Variable":"$.status","StringEquals":"ERROR","Next":"Failed"}],"Default":"Wait"},
            "Failed":{"Type":"Fail"},"Good":{"Type":"Succeed"}}}"#,
    );
    let middle = |name: &str| {
        let node = graph.nodes.iter().find(|node| node.name.as_ref() == name).expect(name);
        (node.x + node.width / 2.0, node.y + node.height / 2.0)
    };
    let start = graph.nodes.iter().find(|node| node.kind == NodeKind::Start).expect("start");
    for name in ["Submit", "Wait", "Get", "Done?", "Good"] {
        assert_eq!(middle(name).0, start.x + start.width / 2.0, "{name}");
    }
    assert!(middle("Submit").1 < middle("Wait").1 && middle("Get").1 < middle("Done?").1);
    let back = graph.edges.iter().find(|edge| edge.kind == EdgeKind::Default).expect("default");
    let ends = (back.points.first().expect("start").y, back.points.last().expect("tip").y);
    assert_eq!(ends, (middle("Done?").1, middle("Wait").1), "it leaves and arrives at the side");
    assert!(middle("Failed").0 > middle("Get").0, "what follows an error stands at the right");
    let labels: Vec<_> = graph.edges.iter().filter_map(|edge| edge.label.as_deref()).collect();
    assert_eq!(labels, ["States.ALL", "status = DONE", "status = ERROR", "Default"]);
}

#[test]
fn equal_names_in_different_workflows_are_different_boxes() {
    let graph = draw(
        r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
            {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"P"},"P":{"Type":"Succeed"}}}]}}}"#,
    );
    let ids: Vec<&str> = graph.nodes.iter().map(|node| node.id.as_ref()).collect();
    assert_eq!(ids, ["#start", "P", "#end", "P/0/A", "P/1/A", "P/1/P"]);
    assert_eq!(graph.nodes[4].parent.as_deref(), Some("P"));
}

#[test]
fn a_collapsed_container_is_a_box() {
    let text = r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
        "StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}}"#;
    let options = LayoutOptions { collapsed: vec!["M".to_owned()], ..LayoutOptions::default() };
    let graph = draw_with(text, &options);
    assert_eq!(graph.nodes.len(), 3);
    assert!(graph.nodes[1].collapsed && graph.nodes[1].height == 44.0);
    assert_eq!(graph.nodes[1].subtitle.as_deref(), Some("Map · distributed"));
    assert_eq!(draw(text).nodes.len(), 4);
}

fn definitions(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            definitions(&path, found);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            found.push(path);
        }
    }
}

#[test]
fn workflows_from_the_world_are_drawn_without_faults() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = if corpus.is_dir() {
        corpus
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus")
    };
    let mut files = Vec::new();
    definitions(&corpus.join("seeds"), &mut files);
    definitions(&corpus.join("real-world"), &mut files);
    if files.is_empty() {
        eprintln!("corpus not found, drawing of real workflows skipped");
        return;
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let states = parse_definition(&text).machine.all_states().len();
        for (direction, density) in LOOKS {
            let graph = draw_with(&text, &LayoutOptions { direction, density, ..LayoutOptions::default() });
            assert_eq!(faults(&graph), Vec::<String>::new(), "{} {direction:?} {density:?}", file.display());
            assert_eq!(
                graph.nodes.iter().filter(|node| node.kind == NodeKind::State).count(),
                states,
                "{}",
                file.display()
            );
        }
    }
}

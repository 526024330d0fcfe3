//! From the typed tree to boxes and edges without places, level by level.
//!
//! The order of boxes is that in which a reader who follows the transitions from `StartAt` meets the states, so the
//! order of the keys of `States` has no influence on the drawing.

use std::collections::VecDeque;
use std::rc::Rc;

use asl_model::{
    Catcher, ChoiceState, Dynamic, ProcessorMode, State, StateKind, StateMachine, Transition, WaitFor,
    Workflow,
};
use foldhash::fast::FixedState;
use indexmap::{IndexMap, IndexSet};

use super::choice_text::{condition_text, shortened};
use super::model::{Badge, EdgeKind, LayoutOptions, NodeKind};
use super::service::service_face;

/// A box without a place.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    pub(crate) id: Rc<str>,
    pub(crate) kind: NodeKind,
    pub(crate) name: Rc<str>,
    pub(crate) state_type: Rc<str>,
    pub(crate) subtitle: Option<String>,
    pub(crate) icon: &'static str,
    pub(crate) badges: Vec<Badge>,
    /// The container's index among all boxes, and the branch.
    pub(crate) parent: Option<(usize, usize)>,
    pub(crate) container: bool,
    pub(crate) collapsed: bool,
}

/// An edge without a way.
#[derive(Clone, Debug)]
pub(crate) struct Arrow {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: EdgeKind,
    pub(crate) rules: Vec<usize>,
    pub(crate) default: bool,
    pub(crate) label: Option<String>,
    pub(crate) title: Option<String>,
}

/// One level: the machine, a branch, a processor.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level {
    /// The container's index among all boxes, and the branch.
    pub(crate) parent: Option<(usize, usize)>,
    /// The first of its boxes among all boxes; they stand together.
    pub(crate) first: usize,
    /// How many boxes it has.
    pub(crate) count: usize,
    /// Its edges, with indices among all boxes.
    pub(crate) arrows: Vec<Arrow>,
}

/// Everything that is drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collected {
    /// All boxes; containers before what is in them.
    pub(crate) faces: Vec<Face>,
    /// All levels; outer ones before inner ones.
    pub(crate) levels: Vec<Level>,
}

/// Numbers by names.
type Numbers = IndexMap<Rc<str>, usize, FixedState>;
/// A set of names.
type Names<'a> = IndexSet<&'a str, FixedState>;

/// What is left to do: a workflow, its container and branch, the path of its states' ids.
type Open<'a> = (&'a Workflow, Option<(usize, usize)>, String);

struct Collector<'a> {
    options: &'a LayoutOptions,
    result: Collected,
    /// How many states have each name.
    names: Numbers,
    /// The ids that are taken.
    ids: Numbers,
    open: VecDeque<Open<'a>>,
}

/// What leads from one state to another: rules of a Choice, or catchers.
struct Target {
    name: Rc<str>,
    rules: Vec<usize>,
    texts: Vec<String>,
    default: bool,
}

impl Target {
    /// The target of this name, added if it is not there yet.
    #[allow(clippy::indexing_slicing, reason = "the place was found or added just before")]
    fn of<'t>(targets: &'t mut Vec<Self>, name: &Rc<str>) -> &'t mut Self {
        let at = targets.iter().position(|target| target.name == *name).unwrap_or(targets.len());
        if at == targets.len() {
            targets.push(Self {
                name: Rc::clone(name),
                rules: Vec::new(),
                texts: Vec::new(),
                default: false,
            });
        }
        &mut targets[at]
    }
}

/// Collects boxes and edges of a definition.
pub(crate) fn collect(machine: &StateMachine, options: &LayoutOptions) -> Collected {
    let mut names = Numbers::default();
    for state in machine.all_states() {
        let before = names.get(&state.name).copied().unwrap_or_default();
        names.insert(Rc::clone(&state.name), before + 1);
    }
    let mut collector = Collector {
        options,
        result: Collected::default(),
        names,
        ids: Numbers::default(),
        open: VecDeque::new(),
    };
    collector.open.push_back((&machine.workflow, None, String::new()));
    while let Some((workflow, parent, path)) = collector.open.pop_front() {
        collector.level(workflow, parent, &path);
    }
    collector.result
}

impl<'a> Collector<'a> {
    fn level(&mut self, workflow: &'a Workflow, parent: Option<(usize, usize)>, path: &str) {
        let first = self.result.faces.len();
        let mut level = Level { parent, first, ..Level::default() };
        let mut known = Numbers::default();
        let start = (parent.is_none()).then(|| self.push(Face::plain(NodeKind::Start, "start"), "#start"));
        for state in reading_order(workflow) {
            let index = self.state(state, parent, path);
            known.insert(Rc::clone(&state.name), index);
        }
        let mut missing = Numbers::default();
        let mut find = |collector: &mut Self, name: &Rc<str>| {
            if let Some(index) = known.get(name).or_else(|| missing.get(name)) {
                return *index;
            }
            let face = Face { name: Rc::clone(name), parent, ..Face::plain(NodeKind::Missing, "missing") };
            let index = collector.push(face, &format!("?{path}{name}"));
            missing.insert(Rc::clone(name), index);
            index
        };
        if let (Some(start), Some(start_at)) = (start, &workflow.start_at) {
            let to = find(self, &start_at.value);
            level.arrows.push(Arrow::plain(start, to));
        }
        let mut ends = Vec::new();
        for state in reading_order(workflow) {
            let Some(&from) = known.get(&state.name) else { continue };
            match (&state.kind, state.transition()) {
                (StateKind::Choice(choice), _) => self.choice(choice, from, &mut find, &mut level),
                (_, Some(Transition::Next(next))) => {
                    let to = find(self, &next.value);
                    level.arrows.push(Arrow::plain(from, to));
                }
                (_, Some(Transition::End)) => ends.push(from),
                _ => {}
            }
            self.catch(state.catch(), from, &mut find, &mut level);
        }
        if parent.is_none() && !ends.is_empty() {
            let end = self.push(Face::plain(NodeKind::End, "end"), "#end");
            level.arrows.extend(ends.into_iter().map(|from| Arrow::plain(from, end)));
        }
        level.count = self.result.faces.len() - first;
        self.result.levels.push(level);
    }

    /// Adds the edges of a Choice: one for each target, in the order of the rules.
    fn choice(
        &mut self,
        choice: &ChoiceState,
        from: usize,
        find: &mut impl FnMut(&mut Self, &Rc<str>) -> usize,
        level: &mut Level,
    ) {
        let mut targets: Vec<Target> = Vec::new();
        for (index, rule) in choice.choices.iter().enumerate() {
            if let Some(next) = &rule.next {
                let target = Target::of(&mut targets, &next.value);
                target.rules.push(index);
                target.texts.push(condition_text(&rule.condition));
            }
        }
        if let Some(default) = &choice.default {
            let target = Target::of(&mut targets, &default.value);
            target.default = true;
            target.texts.push("Default".to_owned());
        }
        for Target { name, rules, texts, default } in targets {
            let to = find(self, &name);
            let kind = if rules.is_empty() { EdgeKind::Default } else { EdgeKind::Choice };
            let (label, title) = label(&texts, " or ");
            level.arrows.push(Arrow { from, to, kind, rules, default, label, title });
        }
    }

    /// Adds the edges of Catch: one for each target.
    fn catch(
        &mut self,
        catchers: &[Catcher],
        from: usize,
        find: &mut impl FnMut(&mut Self, &Rc<str>) -> usize,
        level: &mut Level,
    ) {
        let mut targets: Vec<Target> = Vec::new();
        for (index, catcher) in catchers.iter().enumerate() {
            if let Some(next) = &catcher.next {
                let target = Target::of(&mut targets, &next.value);
                target.rules.push(index);
                target.texts.extend(catcher.error_equals.iter().map(ToString::to_string));
            }
        }
        for Target { name, rules, texts, default } in targets {
            let to = find(self, &name);
            let (label, title) = label(&texts, ", ");
            level.arrows.push(Arrow { from, to, kind: EdgeKind::Catch, rules, default, label, title });
        }
    }

    fn state(&mut self, state: &'a State, parent: Option<(usize, usize)>, path: &str) -> usize {
        let mut face = Face {
            name: Rc::clone(&state.name),
            state_type: state.type_name().into(),
            subtitle: subtitle(state),
            icon: icon(&state.kind),
            parent,
            container: matches!(state.kind, StateKind::Parallel(_) | StateKind::Map(_)),
            ..Face::plain(NodeKind::State, "")
        };
        if let StateKind::Task(task) = &state.kind {
            let service = service_face(&task.resource);
            face.icon = service.icon;
            face.subtitle = Some(service.subtitle);
            face.badges.extend(service.badge);
        }
        if !state.retry().is_empty() {
            face.badges.push(Badge::Retry);
        }
        let alone = self.names.get(&state.name).is_none_or(|&count| count == 1);
        let wanted = if alone { state.name.to_string() } else { format!("{path}{}", state.name) };
        let index = self.push(face, &wanted);
        let id = self.result.faces.get(index).map(|face| Rc::clone(&face.id)).unwrap_or_default();
        let collapsed = self.options.collapsed.binary_search_by(|one| one.as_str().cmp(&id)).is_ok();
        if let Some(face) = self.result.faces.get_mut(index) {
            face.collapsed = collapsed && face.container;
        }
        if !collapsed {
            for (branch, workflow) in state.workflows().into_iter().enumerate() {
                self.open.push_back((workflow, Some((index, branch)), format!("{id}/{branch}/")));
            }
        }
        index
    }

    fn push(&mut self, mut face: Face, wanted: &str) -> usize {
        let mut id: Rc<str> = wanted.into();
        while self.ids.insert(Rc::clone(&id), 1).is_some() {
            id = format!("{id}'").into();
        }
        face.id = id;
        self.result.faces.push(face);
        self.result.faces.len() - 1
    }
}

impl Face {
    fn plain(kind: NodeKind, icon: &'static str) -> Self {
        let empty: Rc<str> = Rc::from("");
        Self {
            id: Rc::clone(&empty),
            kind,
            name: Rc::clone(&empty),
            state_type: empty,
            subtitle: None,
            icon,
            badges: Vec::new(),
            parent: None,
            container: false,
            collapsed: false,
        }
    }
}

impl Arrow {
    fn plain(from: usize, to: usize) -> Self {
        Self { from, to, kind: EdgeKind::Next, rules: Vec::new(), default: false, label: None, title: None }
    }
}

/// A short text and the full one.
fn label(texts: &[String], join: &str) -> (Option<String>, Option<String>) {
    let Some(first) = texts.first() else { return (None, None) };
    let title = texts.join(join);
    let short = match texts.len() {
        1 => shortened(first),
        count if title.chars().count() > 28 => format!("{} +{}", shortened(first), count - 1),
        _ => title.clone(),
    };
    (Some(short), Some(title))
}

/// The states in the order in which a reader meets them.
fn reading_order(workflow: &Workflow) -> Vec<&State> {
    let mut order = Vec::with_capacity(workflow.states.len());
    let mut seen = Names::default();
    let start = workflow.start_at.as_ref().and_then(|name| workflow.states.get(&name.value));
    let start = start.map(AsRef::as_ref);
    follow(workflow, start, &mut seen, &mut order);
    if seen.len() == workflow.states.len() {
        return order;
    }
    // Unreachable states: first those that nothing leads to, by name.
    let states = workflow.states.values().map(AsRef::as_ref);
    let mut rest: Vec<&State> = states.filter(|state: &&State| !seen.contains(&*state.name)).collect();
    rest.sort_by(|one, other| one.name.cmp(&other.name));
    let mut targets = Names::default();
    for state in &rest {
        targets.extend(successors(state).into_iter().map(AsRef::as_ref));
    }
    for only_roots in [true, false] {
        for state in &rest {
            if !only_roots || !targets.contains(&*state.name) {
                follow(workflow, Some(state), &mut seen, &mut order);
            }
        }
    }
    order
}

fn follow<'a>(
    workflow: &'a Workflow,
    start: Option<&'a State>,
    seen: &mut Names<'a>,
    order: &mut Vec<&'a State>,
) {
    let mut open: Vec<&State> = start.into_iter().collect();
    while let Some(state) = open.pop() {
        if seen.insert(&*state.name) {
            order.push(state);
            open.extend(
                successors(state)
                    .into_iter()
                    .rev()
                    .filter_map(|name| workflow.states.get(name).map(AsRef::as_ref)),
            );
        }
    }
}

/// Where a state can go on, in the order of the text.
fn successors(state: &State) -> Vec<&Rc<str>> {
    let mut found = Vec::new();
    if let Some(Transition::Next(next)) = state.transition() {
        found.push(&next.value);
    }
    if let StateKind::Choice(choice) = &state.kind {
        found.extend(choice.choices.iter().filter_map(|rule| rule.next.as_ref()).map(|next| &next.value));
        found.extend(choice.default.as_ref().map(|next| &next.value));
    }
    found.extend(state.catch().iter().filter_map(|catcher| catcher.next.as_ref()).map(|next| &next.value));
    found
}

fn icon(kind: &StateKind) -> &'static str {
    match kind {
        StateKind::Pass(_) => "pass",
        StateKind::Task(_) => "task",
        StateKind::Choice(_) => "choice",
        StateKind::Wait(_) => "wait",
        StateKind::Succeed(_) => "succeed",
        StateKind::Fail(_) => "fail",
        StateKind::Parallel(_) => "parallel",
        StateKind::Map(_) => "map",
        StateKind::Unknown { .. } => "unknown",
    }
}

/// The second line of everything but Tasks.
fn subtitle(state: &State) -> Option<String> {
    match &state.kind {
        StateKind::Parallel(parallel) => Some(match parallel.branches.len() {
            1 => "Parallel · 1 branch".to_owned(),
            count => format!("Parallel · {count} branches"),
        }),
        StateKind::Map(map) => {
            let mode = match map.item_processor.mode {
                ProcessorMode::Inline => "Map",
                ProcessorMode::Distributed => "Map · distributed",
            };
            Some(match map.max_concurrency {
                Some(Dynamic::Constant(most)) if most > 0 => format!("{mode} · max {most}"),
                _ => mode.to_owned(),
            })
        }
        StateKind::Wait(wait) => Some(match &wait.wait_for {
            WaitFor::Seconds(Dynamic::Constant(seconds)) => format!("Wait {}", duration(*seconds)),
            WaitFor::Seconds(Dynamic::Path(path)) => format!("Wait {} s", path.text),
            WaitFor::Timestamp(Dynamic::Constant(time)) => format!("Wait until {time}"),
            WaitFor::Timestamp(Dynamic::Path(path)) => format!("Wait until {}", path.text),
            _ => "Wait".to_owned(),
        }),
        StateKind::Unknown { type_name, .. } => Some(type_name.as_deref().unwrap_or("?").to_owned()),
        _ => None,
    }
}

/// Seconds as people say them: `30 s`, `2 h 30 min`.
fn duration(seconds: i64) -> String {
    let mut parts = Vec::new();
    let mut rest = seconds;
    for (size, unit) in [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")] {
        if rest >= size {
            parts.push(format!("{} {unit}", rest / size));
            rest %= size;
        }
    }
    parts.truncate(2);
    if parts.is_empty() { format!("{seconds} s") } else { parts.join(" ") }
}

//! What is known of a value before anything runs: where it comes from, and what it is made of.

use std::rc::Rc;

use asl_json::Value;

use super::need::{Kind, NeedId, Needs, SURE, Strength, Wish};

/// More possibilities of one value are not followed.
const MOST_POSSIBILITIES: usize = 6;
/// Shapes with more parts, or deeper ones, are not followed: a value copied twice by each of forty states has a
/// million million parts.
const MOST_PARTS: usize = 1500;
const DEEPEST: usize = 100;

/// A value before anything runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Nothing is known.
    Unknown,
    /// It comes from outside: the input of the execution, the result of a Task.
    Source(NeedId),
    /// Written down.
    Known(Value),
    /// Made by a function; only its type is known.
    Made(Kind),
    /// An object whose members are known.
    Object(Rc<Vec<(Rc<str>, Shape)>>),
    /// A list whose items are known.
    Array(Rc<Vec<Shape>>),
    /// A list of values of one shape.
    List(Rc<Shape>),
    /// Another value with one member set.
    With(Rc<Shape>, Rc<str>, Rc<Shape>),
    /// One of several.
    OneOf(Rc<Vec<Shape>>),
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// `.name`
    Member(Rc<str>),
    /// `[3]`; from the end if negative.
    Index(i64),
    /// `['a', 'b']`: the value with these members.
    Members(Vec<Rc<str>>),
    /// `[*]`, a slice, a filter: a list of some of the items.
    Each,
    /// `[?(@.name == 'value')]`: those of the items of which a member has a value.
    Where(Rc<str>, Value),
    /// Anything deeper: `..name`.
    Unclear,
}

impl Shape {
    /// An object.
    pub(super) fn object(members: Vec<(Rc<str>, Self)>) -> Self {
        Self::Object(Rc::new(members)).bounded()
    }

    /// A list of known items.
    pub(super) fn array(items: Vec<Self>) -> Self {
        Self::Array(Rc::new(items)).bounded()
    }

    /// A list of values of one shape.
    pub(super) fn list(item: Self) -> Self {
        Self::List(Rc::new(item)).bounded()
    }

    fn bounded(self) -> Self {
        let mut left = MOST_PARTS;
        if self.fits(&mut left, 0) { self } else { Self::Unknown }
    }

    /// Whether there are no more than `left` parts, and none too deep.
    fn fits(&self, left: &mut usize, depth: usize) -> bool {
        if *left == 0 || depth > DEEPEST {
            return false;
        }
        *left -= 1;
        match self {
            Self::Object(members) => members.iter().all(|(_, value)| value.fits(left, depth + 1)),
            Self::Array(items) | Self::OneOf(items) => items.iter().all(|item| item.fits(left, depth + 1)),
            Self::List(item) => item.fits(left, depth + 1),
            Self::With(base, _, value) => base.fits(left, depth + 1) && value.fits(left, depth + 1),
            Self::Unknown | Self::Source(_) | Self::Known(_) | Self::Made(_) => true,
        }
    }

    /// One of the given shapes.
    pub(super) fn one_of(shapes: impl IntoIterator<Item = Self>) -> Self {
        let mut found: Vec<Self> = Vec::new();
        for shape in shapes {
            let parts = match shape {
                Self::OneOf(parts) => parts.to_vec(),
                other => vec![other],
            };
            for part in parts {
                if found.len() < MOST_POSSIBILITIES && !found.contains(&part) {
                    found.push(part);
                }
            }
        }
        match found.len() {
            0 => Self::Unknown,
            1 => found.swap_remove(0),
            _ => Self::OneOf(Rc::new(found)).bounded(),
        }
    }

    /// The sources that it may be.
    pub(super) fn sources(&self) -> Vec<NeedId> {
        match self {
            Self::Source(id) => vec![*id],
            Self::OneOf(parts) => parts
                .iter()
                .filter_map(|part| if let Self::Source(id) = part { Some(*id) } else { None })
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// Reads along steps, and notes in the needs that they are read.
pub(super) fn read(needs: &mut Needs, shape: &Shape, steps: &[Step], strength: Strength) -> Shape {
    let mut shape = shape.clone();
    for step in steps {
        shape = read_step(needs, &shape, step, strength, 0);
    }
    shape
}

fn read_step(needs: &mut Needs, shape: &Shape, step: &Step, strength: Strength, depth: usize) -> Shape {
    if depth > DEEPEST {
        return Shape::Unknown;
    }
    match (shape, step) {
        (Shape::OneOf(parts), _) => {
            let parts: Vec<Shape> =
                parts.iter().map(|part| read_step(needs, part, step, strength, depth + 1)).collect();
            Shape::one_of(parts.into_iter().filter(|part| *part != Shape::Unknown))
        }
        (Shape::Source(id), Step::Member(name)) => {
            needs.member(*id, name, strength).map_or(Shape::Unknown, Shape::Source)
        }
        (_, Step::Members(names)) => {
            for name in names {
                read_step(needs, shape, &Step::Member(Rc::clone(name)), strength, depth + 1);
            }
            shape.clone()
        }
        (Shape::Source(id), Step::Index(index)) => {
            let least = usize::try_from(*index).map_or(1, |index| index + 1);
            needs.item(*id, least, strength).map_or(Shape::Unknown, Shape::Source)
        }
        (Shape::Source(id), Step::Each) => {
            needs.item(*id, 0, strength).map_or(Shape::Unknown, |item| Shape::list(Shape::Source(item)))
        }
        (Shape::Source(id), Step::Where(name, value)) => {
            let Some(item) = needs.item(*id, 1, strength) else { return Shape::Unknown };
            if let Some(member) = needs.member(item, name, strength)
                && needs.may_wish(member, strength)
            {
                needs.wish(member, Wish::Equals(value.clone()), strength);
            }
            Shape::list(Shape::Source(item))
        }
        (_, Step::Where(..)) => read_step(needs, shape, &Step::Each, strength, depth + 1),
        (Shape::Known(value), Step::Member(name)) => {
            value.get(name).map_or(Shape::Unknown, |value| Shape::Known(value.clone()))
        }
        (Shape::Known(value), Step::Index(index)) => {
            let item = value.as_array().and_then(|items| items.get(usize::try_from(*index).ok()?));
            item.map_or(Shape::Unknown, |value| Shape::Known(value.clone()))
        }
        (Shape::Object(members), Step::Member(name)) => members
            .iter()
            .find(|(member, _)| member == name)
            .map_or(Shape::Unknown, |(_, value)| value.clone()),
        (Shape::With(base, member, value), Step::Member(name)) => {
            if member == name {
                value.as_ref().clone()
            } else {
                read_step(needs, base, step, strength, depth + 1)
            }
        }
        (Shape::Array(items), Step::Index(index)) => {
            usize::try_from(*index).ok().and_then(|index| items.get(index)).cloned().unwrap_or(Shape::Unknown)
        }
        (Shape::Array(items), Step::Each) => Shape::list(Shape::one_of(items.iter().cloned())),
        (Shape::List(item), Step::Index(_)) => item.as_ref().clone(),
        (Shape::Known(_) | Shape::List(_), Step::Each) => shape.clone(),
        // A path goes on with each item after `[*]`, and JSONata always does.
        (Shape::List(item), Step::Member(_)) => {
            Shape::list(read_step(needs, item, step, strength, depth + 1))
        }
        (Shape::Array(items), Step::Member(_)) => {
            let items: Vec<Shape> =
                items.iter().map(|item| read_step(needs, item, step, strength, depth + 1)).collect();
            Shape::array(items)
        }
        _ => Shape::Unknown,
    }
}

/// What the items of a list look like.
pub(super) fn items_of(needs: &mut Needs, shape: &Shape) -> Shape {
    match shape {
        Shape::Array(items) => Shape::one_of(items.iter().cloned()),
        Shape::List(item) => item.as_ref().clone(),
        Shape::Known(value) => Shape::one_of(
            value
                .as_array()
                .into_iter()
                .flat_map(|items| items.iter())
                .map(|item| Shape::Known(item.clone())),
        ),
        Shape::Source(id) => needs.item(*id, 0, SURE).map_or(Shape::Unknown, Shape::Source),
        Shape::OneOf(parts) => {
            let parts: Vec<Shape> = parts.iter().map(|part| items_of(needs, part)).collect();
            Shape::one_of(parts)
        }
        _ => Shape::Unknown,
    }
}

/// A value with another one put in along member steps.
pub(super) fn write(needs: &mut Needs, base: &Shape, steps: &[Step], value: Shape) -> Shape {
    match steps {
        [] => value,
        [Step::Member(name), rest @ ..] => {
            let inner = if rest.is_empty() {
                value
            } else {
                let below = read_step(needs, base, &Step::Member(Rc::clone(name)), super::need::PEEK, 0);
                write(needs, &below, rest, value)
            };
            for source in base.sources() {
                needs.set_kind(source, Kind::Object);
            }
            match base {
                // Setting the same member again, in a loop, replaces it.
                Shape::With(under, member, _) if member == name => {
                    Shape::With(Rc::clone(under), Rc::clone(name), Rc::new(inner)).bounded()
                }
                _ => Shape::With(Rc::new(base.clone()), Rc::clone(name), Rc::new(inner)).bounded(),
            }
        }
        _ => base.clone(),
    }
}

/// The steps of a path's text (`$.a.b[0]`, `$['a']`, `a.b`), as far as they are understood.
pub(super) fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = text.strip_prefix('$').unwrap_or(text);
    while !rest.is_empty() {
        if rest.starts_with("..") {
            steps.push(Step::Unclear);
            break;
        } else if let Some(after) = rest.strip_prefix('[') {
            let Some((inside, after)) = after.split_once(']') else { break };
            steps.push(bracket(inside.trim()));
            rest = if inside.trim().starts_with('?') {
                after.trim_start_matches(')').trim_start_matches(']')
            } else {
                after
            };
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (member, after) = name.split_at(end);
            match member.trim() {
                "*" => steps.push(Step::Each),
                // `**` finds the value itself, too.
                "" | "**" => {}
                // `length()` and the like, and JSONata's backquoted names.
                function if function.ends_with(')') => {
                    steps.push(Step::Unclear);
                    break;
                }
                member => steps.push(Step::Member(member.trim_matches('`').into())),
            }
            if after.len() == rest.len() {
                break;
            }
            rest = after;
        }
    }
    steps
}

fn bracket(inside: &str) -> Step {
    let quoted = |text: &str| {
        let text = text.trim();
        ['\'', '"'].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote)).map(Rc::from)
    };
    let names: Vec<Rc<str>> = inside.split(',').map_while(quoted).collect();
    if names.len() > 1 {
        return Step::Members(names);
    }
    if let Some(name) = quoted(inside) {
        return Step::Member(name);
    }
    inside.parse().map_or_else(|_| filter(inside).unwrap_or(Step::Each), Step::Index)
}

/// A filter that compares one member with one value.
fn filter(inside: &str) -> Option<Step> {
    let inside = inside.strip_prefix('?')?.trim().trim_start_matches('(').trim_end_matches(')');
    let (left, right) = inside.split_once("==")?;
    let name = left.trim().strip_prefix("@.")?;
    let right = right.trim();
    let value =
        ['\'', '"'].iter().find_map(|&quote| right.strip_prefix(quote)?.strip_suffix(quote)).map(Value::from);
    let value = value.or_else(|| asl_json::parse_value(right).ok()).unwrap_or_else(|| Value::from(right));
    let is_plain =
        |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    is_plain(name).then(|| Step::Where(name.into(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let member = |name: &str| Step::Member(name.into());
        assert_eq!(steps("$.a.b[0]['c d']"), [member("a"), member("b"), Step::Index(0), member("c d")]);
        assert_eq!(steps("$.a[*].b"), [member("a"), Step::Each, member("b")]);
        assert_eq!(steps("$"), []);
        assert_eq!(steps("$..a"), [Step::Unclear]);
        assert_eq!(
            steps("$.a[?(@.b=='c')].d"),
            [member("a"), Step::Where("b".into(), Value::from("c")), member("d")]
        );
        assert_eq!(steps("$.a[?(@.b > 3 && @.c)].d"), [member("a"), Step::Each, member("d")]);
        assert_eq!(steps("$['a', 'b']"), [Step::Members(vec!["a".into(), "b".into()])]);
        assert_eq!(steps("$[0:2]"), [Step::Each]);
        assert_eq!(steps("$.a["), [member("a")]);
    }

    #[test]
    fn reading_a_source_says_what_is_needed() {
        let mut needs = Needs::default();
        let source = Shape::Source(needs.add("").expect("room"));
        read(&mut needs, &source, &steps("$.order.items[*].price"), SURE);
        read(&mut needs, &source, &steps("$.order.id"), SURE);
        let made = needs.meet(0, None, 0);
        assert_eq!(
            asl_json::to_json(&made),
            r#"{"order":{"items":[{"price":10},{"price":10}],"id":"order-1"}}"#
        );
    }
}

//! Which branch of a Choice the samples make the workflow take, and what the tested values must be for that.

use std::cmp::Ordering;
use std::rc::Rc;

use asl_json::Value;
use asl_json::sorted::SortedSet;
use asl_model::{
    ChoiceCondition, ChoiceRule, ChoiceState, Comparison, DataTest, Operand, Rule, State, StateKind,
    Transition, TypeTest, Workflow,
};

use super::analysis::{Analysis, Scope, targets};
use super::jsonata;
use super::need::{Kind, MAYBE, NeedId, PEEK, SURE, Strength, Wish};
use super::shape::Shape;

/// So many states away, a branch counts as one that leads on.
const FAR: usize = 300;
/// After so many states that were looked at on the way to an end, every branch counts as one that leads on.
const MOST_STEPS: usize = 100_000;
/// Rules nested deeper are left alone.
const DEEPEST: usize = 24;

/// A condition on shapes.
#[derive(Clone, Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Constant(bool),
    Test(Shape, Test),
    /// Not understood.
    Unclear,
}

#[derive(Clone, Debug)]
enum Test {
    Equals(Value),
    Beyond(Ordering, bool, Value),
    Matches(Rc<str>),
    IsPresent,
    Is(Kind),
}

impl Analysis {
    /// The rule that is picked; none for `Default`. Notes what the tested values must be.
    pub(super) fn pick(
        &mut self,
        workflow: &Workflow,
        state: &State,
        choice: &ChoiceState,
        scope: &Scope,
    ) -> Option<usize> {
        let conditions: Vec<Condition> =
            choice.choices.iter().map(|rule| self.condition(&rule.condition, scope)).collect();
        let mut candidates: Vec<(i32, Option<usize>)> = Vec::new();
        let mut reachable = true;
        for (index, (rule, condition)) in choice.choices.iter().zip(&conditions).enumerate() {
            let rank = rank(
                workflow,
                state,
                rule.next.as_ref().map(|next| &next.value),
                Some(rule),
                &mut self.steps,
            );
            match self.truth(condition, 0) {
                Some(true) => {
                    candidates.push((rank, Some(index)));
                    reachable = false;
                    break;
                }
                None if self.steer(condition, true, None, 0) => candidates.push((rank, Some(index))),
                Some(false) | None => {}
            }
        }
        if reachable {
            candidates.push((
                rank(workflow, state, choice.default.as_ref().map(|next| &next.value), None, &mut self.steps),
                None,
            ));
        }
        let best = candidates.iter().map(|&(rank, _)| rank).max()?;
        let picked = candidates.into_iter().find(|&(rank, _)| rank == best)?.1;
        let until = picked.unwrap_or(conditions.len());
        let strength = scope.strength;
        if let Some(condition) = picked.and_then(|picked| conditions.get(picked)) {
            self.steer(condition, true, Some(strength), 0);
        }
        for condition in conditions.iter().take(until) {
            self.steer(condition, false, Some(strength), 0);
        }
        picked
    }

    fn condition(&mut self, condition: &ChoiceCondition, scope: &Scope) -> Condition {
        match condition {
            ChoiceCondition::Rule(rule) => self.rule(rule, scope, &[], 0),
            ChoiceCondition::Constant(value) => Condition::Constant(*value),
            ChoiceCondition::Jsonata(expression) => {
                self.jsonata_condition(jsonata::condition(&expression.text), scope)
            }
            ChoiceCondition::Invalid => Condition::Unclear,
        }
    }

    /// Reads what a rule tests. A rule fails on a value that is not there, unless it stands beside a test for that.
    fn rule(&mut self, rule: &Rule, scope: &Scope, guarded: &[&str], depth: usize) -> Condition {
        if depth > DEEPEST {
            return Condition::Unclear;
        }
        match rule {
            Rule::And(rules) | Rule::Or(rules) => {
                let mut guarded: Vec<&str> = guarded.to_vec();
                guarded.extend(rules.iter().filter_map(guards));
                let parts = rules.iter().map(|rule| self.rule(rule, scope, &guarded, depth + 1)).collect();
                if matches!(rule, Rule::And(_)) { Condition::All(parts) } else { Condition::Any(parts) }
            }
            Rule::Not(inner) => Condition::Not(Box::new(self.rule(inner, scope, guarded, depth + 1))),
            Rule::Test(test) => self.data_test(test, scope, guarded),
            Rule::Invalid => Condition::Unclear,
        }
    }

    fn data_test(&mut self, data: &DataTest, scope: &Scope, guarded: &[&str]) -> Condition {
        let looks_only = matches!(data.comparison, Comparison::Is(TypeTest::Present, _))
            || guarded.contains(&data.variable.text.as_ref());
        let strength = if looks_only { PEEK } else { scope.strength };
        let shape = self.path(&data.variable, scope, strength);
        let kind = match &data.comparison {
            Comparison::String(..) | Comparison::StringMatches(_) => Some(Kind::Text),
            Comparison::Numeric(..) => Some(Kind::Number),
            Comparison::Boolean(_) => Some(Kind::Boolean),
            Comparison::Timestamp(..) => Some(Kind::Timestamp),
            Comparison::Is(..) => None,
        };
        if let Some(kind) = kind {
            self.use_as(&shape, kind);
        }
        match &data.comparison {
            Comparison::Is(test, answer) => {
                let test = match test {
                    TypeTest::Present => Test::IsPresent,
                    TypeTest::Null => Test::Is(Kind::Null),
                    TypeTest::Numeric => Test::Is(Kind::Number),
                    TypeTest::String => Test::Is(Kind::Text),
                    TypeTest::Boolean => Test::Is(Kind::Boolean),
                    TypeTest::Timestamp => Test::Is(Kind::Timestamp),
                };
                let test = Condition::Test(shape, test);
                if *answer { test } else { Condition::Not(Box::new(test)) }
            }
            Comparison::StringMatches(pattern) => Condition::Test(shape, Test::Matches(Rc::clone(pattern))),
            Comparison::Boolean(operand) => self.operand_test(shape, operand, scope, kind, Test::Equals),
            Comparison::String(ordering, equal, operand)
            | Comparison::Numeric(ordering, equal, operand)
            | Comparison::Timestamp(ordering, equal, operand) => {
                self.operand_test(shape, operand, scope, kind, |value| match ordering {
                    Ordering::Equal => Test::Equals(value),
                    _ => Test::Beyond(*ordering, *equal, value),
                })
            }
        }
    }

    fn operand_test(
        &mut self,
        shape: Shape,
        operand: &Operand,
        scope: &Scope,
        kind: Option<Kind>,
        test: impl Fn(Value) -> Test,
    ) -> Condition {
        let value = match operand {
            Operand::Value(value) => value.clone(),
            Operand::Path(path) => {
                let other = self.path(path, scope, scope.strength);
                if let Some(kind) = kind {
                    self.use_as(&other, kind);
                }
                match self.known(&other) {
                    Some(value) => value,
                    None => return Condition::Unclear,
                }
            }
        };
        Condition::Test(shape, test(value))
    }

    fn jsonata_condition(&mut self, condition: jsonata::Condition, scope: &Scope) -> Condition {
        match condition {
            jsonata::Condition::All(parts) => {
                Condition::All(parts.into_iter().map(|part| self.jsonata_condition(part, scope)).collect())
            }
            jsonata::Condition::Any(parts) => {
                Condition::Any(parts.into_iter().map(|part| self.jsonata_condition(part, scope)).collect())
            }
            jsonata::Condition::Unclear => Condition::Unclear,
            jsonata::Condition::Test(path, comparison) => {
                let shape = self.jsonata_path(&path, scope, PEEK);
                match comparison {
                    jsonata::Comparison::Equals(value) => Condition::Test(shape, Test::Equals(value)),
                    jsonata::Comparison::NotEquals(value) => {
                        Condition::Not(Box::new(Condition::Test(shape, Test::Equals(value))))
                    }
                    jsonata::Comparison::IsTrue(answer) => {
                        Condition::Test(shape, Test::Equals(Value::Bool(answer)))
                    }
                    jsonata::Comparison::Beyond(ordering, equal, value) => {
                        Condition::Test(shape, Test::Beyond(ordering, equal, value))
                    }
                    jsonata::Comparison::Exists(true) => Condition::Test(shape, Test::IsPresent),
                    jsonata::Comparison::Exists(false) => {
                        Condition::Not(Box::new(Condition::Test(shape, Test::IsPresent)))
                    }
                }
            }
        }
    }

    /// The value that a shape surely has.
    fn known(&self, shape: &Shape) -> Option<Value> {
        match shape {
            Shape::Known(value) => Some(value.clone()),
            Shape::Source(id) => match self.needs.settled(*id)? {
                Wish::Equals(value) => Some(value.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a condition is surely true or false.
    fn truth(&self, condition: &Condition, depth: usize) -> Option<bool> {
        if depth > DEEPEST {
            return None;
        }
        match condition {
            Condition::Constant(value) => Some(*value),
            Condition::Unclear => None,
            Condition::Not(inner) => self.truth(inner, depth + 1).map(|value| !value),
            Condition::All(parts) | Condition::Any(parts) => {
                let decides = matches!(condition, Condition::Any(_));
                let values: Vec<Option<bool>> =
                    parts.iter().map(|part| self.truth(part, depth + 1)).collect();
                if values.contains(&Some(decides)) {
                    Some(decides)
                } else {
                    values.iter().all(Option::is_some).then_some(!decides)
                }
            }
            Condition::Test(shape, test) => {
                if let (Test::IsPresent, Shape::Source(id)) = (test, shape) {
                    return self.needs.settled(*id).map(|wish| *wish != Wish::Absent);
                }
                let value = self.known(shape)?;
                Some(match test {
                    Test::Equals(other) => value == *other,
                    Test::IsPresent => true,
                    Test::Is(kind) => is_of(&value, *kind),
                    Test::Matches(pattern) => pattern.as_ref() == "*" || value.as_str() == Some(pattern),
                    Test::Beyond(ordering, equal, limit) => match (&value, limit) {
                        (Value::Number(left), Value::Number(right)) => {
                            let found = left.as_f64().total_cmp(&right.as_f64());
                            found == *ordering || (*equal && found == Ordering::Equal)
                        }
                        _ => return None,
                    },
                })
            }
        }
    }

    /// Makes a condition true or false by wishes; without a strength it only finds out whether that can be done.
    fn steer(
        &mut self,
        condition: &Condition,
        wanted: bool,
        strength: Option<Strength>,
        depth: usize,
    ) -> bool {
        if depth > DEEPEST {
            return false;
        }
        if let Some(value) = self.truth(condition, 0) {
            return value == wanted;
        }
        match condition {
            Condition::Constant(value) => *value == wanted,
            Condition::Unclear => false,
            Condition::Not(inner) => self.steer(inner, !wanted, strength, depth + 1),
            Condition::All(parts) | Condition::Any(parts) => {
                let all = matches!(condition, Condition::All(_)) == wanted;
                if all {
                    let can = parts.iter().all(|part| self.steer(part, wanted, None, depth + 1));
                    if can && strength.is_some() {
                        for part in parts {
                            self.steer(part, wanted, strength, depth + 1);
                        }
                    }
                    return can;
                }
                // One is enough. Of `x is present and x = 1`, the comparison is made false: `x` may be read later.
                let order: Vec<&Condition> =
                    if wanted { parts.iter().collect() } else { parts.iter().rev().collect() };
                let found = order.into_iter().find(|part| self.steer(part, wanted, None, depth + 1));
                found.is_some_and(|part| self.steer(part, wanted, strength, depth + 1))
            }
            Condition::Test(shape, test) => {
                let sources = shape.sources();
                if sources.is_empty() {
                    return false;
                }
                let may = sources.iter().any(|&source| {
                    self.needs.may_wish(source, strength.unwrap_or(SURE))
                        || (!wanted && matches!(test, Test::Equals(_)))
                });
                if let Some(strength) = strength {
                    for source in sources {
                        self.wish_for(source, test, wanted, strength);
                    }
                }
                may
            }
        }
    }

    fn wish_for(&mut self, source: NeedId, test: &Test, wanted: bool, strength: Strength) {
        let strength = strength.max(MAYBE);
        let wish = match (test, wanted) {
            (Test::Equals(Value::Bool(value)), false) => Wish::Equals(Value::Bool(!value)),
            (Test::Equals(value), true) => Wish::Equals(value.clone()),
            (Test::Equals(value), false) => return self.needs.avoid(source, value.clone()),
            (Test::Beyond(ordering, equal, value), true) => Wish::Beyond(*ordering, *equal, value.clone()),
            (Test::Beyond(ordering, equal, value), false) => {
                Wish::Beyond(ordering.reverse(), !*equal, value.clone())
            }
            (Test::Matches(pattern), true) => Wish::Matches(Rc::clone(pattern)),
            (Test::Matches(_), false) => return,
            (Test::IsPresent, true) => return self.needs.require(source, strength),
            (Test::IsPresent, false) => Wish::Absent,
            (Test::Is(kind), true) => {
                self.needs.require(source, strength);
                return self.needs.set_kind(source, *kind);
            }
            (Test::Is(Kind::Null), false) => return self.needs.avoid(source, Value::Null),
            (Test::Is(kind), false) => {
                let other = if *kind == Kind::Text { Kind::Number } else { Kind::Text };
                return self.needs.set_kind(source, other);
            }
        };
        if self.needs.may_wish(source, strength) {
            self.needs.wish(source, wish, strength);
        }
    }
}

fn is_of(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Text | Kind::Timestamp => value.as_str().is_some(),
        Kind::Number => matches!(value, Value::Number(_)),
        Kind::Boolean => matches!(value, Value::Bool(_)),
        Kind::List => value.as_array().is_some(),
        Kind::Object => value.as_object().is_some(),
        Kind::Null => value.is_null(),
    }
}

/// The path that a rule makes sure of.
fn guards(rule: &Rule) -> Option<&str> {
    match rule {
        Rule::Test(DataTest { variable, comparison: Comparison::Is(TypeTest::Present, _), .. }) => {
            Some(&variable.text)
        }
        Rule::Not(inner) => guards(inner),
        _ => None,
    }
}

/// Words of branches that people take when something went wrong.
const UNHAPPY: &[&str] = &[
    "fail",
    "error",
    "reject",
    "denied",
    "deny",
    "invalid",
    "cancel",
    "timeout",
    "timedout",
    "abort",
    "delete",
    "notfound",
    "not found",
    "retry",
    "wait",
];

/// How good a branch is: it comes to a good end without passing the Choice again, and does not sound like a failure.
fn rank(
    workflow: &Workflow,
    choice: &State,
    target: Option<&Rc<str>>,
    rule: Option<&ChoiceRule>,
    steps: &mut usize,
) -> i32 {
    let Some(target) = target else { return -1 };
    let sound = |text: &str| UNHAPPY.iter().any(|word| text.to_lowercase().contains(word));
    let value = rule.and_then(|rule| match &rule.condition {
        ChoiceCondition::Rule(Rule::Test(DataTest {
            comparison: Comparison::String(_, _, Operand::Value(value)),
            ..
        })) => value.as_str(),
        ChoiceCondition::Jsonata(expression) => Some(expression.text.as_ref()),
        _ => None,
    });
    let mut rank = if succeeds(workflow, target, &choice.name, steps) { 8 } else { 0 };
    rank += if value.is_some_and(sound) { 0 } else { 2 };
    rank + i32::from(!sound(target))
}

/// Whether a good end can be reached from a state without passing another one. A way that goes far leads on.
fn succeeds(workflow: &Workflow, from: &Rc<str>, without: &str, steps: &mut usize) -> bool {
    let mut seen: SortedSet<&str> = SortedSet::from_iter([without]);
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        let Some(state) = workflow.states.get(name) else { continue };
        if !seen.insert(&state.name) {
            continue;
        }
        *steps += 1;
        if seen.len() > FAR || *steps > MOST_STEPS {
            return true;
        }
        if matches!(state.kind, StateKind::Succeed(_)) || state.transition() == Some(&Transition::End) {
            return true;
        }
        let catches: Vec<&Rc<str>> = state
            .catch()
            .iter()
            .filter_map(|catcher| catcher.next.as_ref())
            .map(|next| &next.value)
            .collect();
        let next = matches!(state.kind, StateKind::Choice(_));
        open.extend(targets(state).into_iter().filter(|target| next || !catches.contains(target)));
    }
    false
}

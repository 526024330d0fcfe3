//! Which entry answers which call.

use std::rc::Rc;

use asl_json::Value;
use asl_jsonata::{Budget, Environment, Outcome};
use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::entry::{MockCondition, MockEntry, Mocks};
use crate::evaluate::ExpressionHost;
use crate::{Random, TaskRequest, Timestamp};

/// How often each state was called so far.
#[derive(Debug, Default)]
pub(super) struct Selector {
    calls: IndexMap<Rc<str>, usize, FixedState>,
    /// Entries chosen by their parameters answer once each, as long as another one fits.
    used: IndexMap<(Rc<str>, usize), (), FixedState>,
}

impl Selector {
    /// The entry that answers a call; none if the state has no mock or none fits.
    ///
    /// The first entry whose `when` and `index` fit answers; entries without them are counted among themselves: the
    /// k-th answers the k-th call, the last one repeats.
    pub(super) fn select<'a>(
        &mut self,
        mocks: &'a Mocks,
        request: &TaskRequest,
        now: Timestamp,
    ) -> Option<&'a MockEntry> {
        let entries = mocks.get(&request.state)?;
        if let Some(entry) = self.by_parameters(entries, request) {
            return Some(entry);
        }
        let conditional = entries.iter().find(|entry| {
            (entry.when.is_some() || entry.index.is_some())
                && entry.index.is_none_or(|index| request.map_index == Some(index))
                && entry.when.as_ref().is_none_or(|when| fits(when, &request.input, now))
        });
        if conditional.is_some() {
            return conditional;
        }
        let plain = || {
            entries
                .iter()
                .filter(|entry| entry.when.is_none() && entry.index.is_none() && entry.calls.is_none())
        };
        let calls = self.calls.entry(Rc::clone(&request.state)).or_insert(0);
        let at = *calls;
        *calls += 1;
        let numbered =
            entries.iter().find(|entry| entry.calls.as_ref().is_some_and(|calls| calls.contains(&at)));
        if numbered.is_some() {
            return numbered;
        }
        plain().nth(at).or_else(|| plain().next_back())
    }

    fn by_parameters<'a>(
        &mut self,
        entries: &'a [MockEntry],
        request: &TaskRequest,
    ) -> Option<&'a MockEntry> {
        let mut last = None;
        for (at, entry) in entries.iter().enumerate() {
            if entry.parameters.as_ref().is_some_and(|parameters| *parameters == request.parameters) {
                last = Some(entry);
                let key = (Rc::clone(&request.state), at);
                if self.used.insert(key, ()).is_none() {
                    return Some(entry);
                }
            }
        }
        last
    }
}

fn fits(condition: &MockCondition, input: &Value, now: Timestamp) -> bool {
    match condition {
        MockCondition::Path(path) => match path.evaluate(input) {
            Ok(Value::Bool(answer)) => answer,
            Ok(Value::Array(found)) => !found.is_empty(),
            Ok(_) => true,
            Err(_) => false,
        },
        MockCondition::Jsonata(expression) => {
            let host = ExpressionHost { now, random: Rc::new(Random::new(0)) };
            let mut environment = Environment::new(Rc::new(host));
            environment.bind("states", Value::object([("input", input.clone())]));
            let outcome = expression.evaluate(None, &environment, &mut Budget::step_functions());
            matches!(outcome, Ok(Outcome::Value(Value::Bool(true))))
        }
    }
}

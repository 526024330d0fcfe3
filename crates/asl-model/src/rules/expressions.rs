//! Every expression of a state, with the field it stands in: `Output/a/b[0]`, `Catch[1]/Assign/x`.

use std::fmt::Write as _;

use super::context::StateSite;
use crate::{
    Catcher, ChoiceCondition, ChoiceState, Comparison, DataPath, Dynamic, IntrinsicCall, Items,
    JsonataString, MapState, Operand, PathField, Rule, StateKind, Template, TemplateMember, WaitFor,
};

/// An expression, or a value without any.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leaf<'a> {
    /// `{% … %}`
    Jsonata(&'a JsonataString),
    /// A JSONPath.
    Path(&'a DataPath),
    /// A call of an intrinsic function.
    Intrinsic(&'a IntrinsicCall),
    /// A part of a payload template without expressions.
    Constant,
    /// A `.$` member whose value is no expression.
    Invalid,
}

/// Which members of `$states` an expression can read besides `input` and `context`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// `$states.result`
    pub(super) result: bool,
    /// `$states.errorOutput`
    pub(super) error_output: bool,
}

/// Calls `visit` with every leaf of a state's own fields, the field it stands in, and what it can read.
pub(super) fn each<'a>(site: &StateSite<'a>, mut visit: impl FnMut(Leaf<'a>, &str, Reach)) {
    let mut walk = Walk { visit: &mut visit, place: String::new(), reach: Reach::default() };
    walk.state(site.state);
}

struct Walk<'v, 'a> {
    visit: &'v mut dyn FnMut(Leaf<'a>, &str, Reach),
    place: String,
    reach: Reach,
}

impl<'a> Walk<'_, 'a> {
    fn leaf(&mut self, leaf: Leaf<'a>) {
        (self.visit)(leaf, &self.place, self.reach);
    }

    /// Runs `inside` with `segment` added to the place.
    fn within(&mut self, segment: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.place.len();
        if length > 0 {
            self.place.push('/');
        }
        self.place.push_str(segment);
        inside(self);
        self.place.truncate(length);
    }

    /// Runs `inside` with an index added to the place, behind `name` if there is one.
    fn at(&mut self, name: &str, index: usize, inside: impl FnOnce(&mut Self)) {
        let length = self.place.len();
        if length > 0 && !name.is_empty() {
            self.place.push('/');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.place, "{name}[{index}]");
        inside(self);
        self.place.truncate(length);
    }

    fn template(&mut self, template: &'a Template) {
        match template {
            Template::Constant(_) => self.leaf(Leaf::Constant),
            Template::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.at("", index, |walk| walk.template(item));
                }
            }
            Template::Object(members) => self.members(members),
            Template::Path(path) => self.leaf(Leaf::Path(path)),
            Template::Intrinsic(call) => self.leaf(Leaf::Intrinsic(call)),
            Template::Jsonata(string) => self.leaf(Leaf::Jsonata(string)),
            Template::Invalid(_) => self.leaf(Leaf::Invalid),
        }
    }

    fn members(&mut self, members: &'a [TemplateMember]) {
        for member in members {
            self.within(&member.field, |walk| walk.template(&member.value));
        }
    }

    fn field(&mut self, name: &str, template: Option<&'a Template>) {
        if let Some(template) = template {
            self.within(name, |walk| walk.template(template));
        }
    }

    fn dynamic<T>(&mut self, name: &str, field: Option<&'a Dynamic<T>>) {
        match field {
            None | Some(Dynamic::Constant(_)) => {}
            Some(Dynamic::Path(path)) => {
                self.within(&format!("{name}Path"), |walk| walk.leaf(Leaf::Path(path)));
            }
            Some(Dynamic::Intrinsic(call)) => {
                self.within(&format!("{name}Path"), |walk| walk.leaf(Leaf::Intrinsic(call)));
            }
            Some(Dynamic::Jsonata(string)) => self.within(name, |walk| walk.leaf(Leaf::Jsonata(string))),
        }
    }

    fn path_field(&mut self, name: &str, field: &'a PathField) {
        if let PathField::Path(path) = field {
            self.within(name, |walk| walk.leaf(Leaf::Path(path)));
        }
    }

    fn state(&mut self, state: &'a crate::State) {
        self.path_field("InputPath", &state.input_path);
        self.path_field("OutputPath", &state.output_path);
        let with_result =
            matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
        self.reach = Reach { result: with_result, error_output: false };
        self.field("Output", state.output.as_ref());
        if let Some(members) = &state.assign {
            self.within("Assign", |walk| walk.members(members));
        }
        self.reach = Reach::default();
        match &state.kind {
            StateKind::Pass(pass) => self.field("Parameters", pass.parameters.as_ref()),
            StateKind::Task(task) => {
                self.arguments(state, task.arguments.as_ref());
                self.field("ResultSelector", task.result_selector.as_ref());
                self.field("Credentials", task.credentials.as_ref());
                self.dynamic("TimeoutSeconds", task.timeout_seconds.as_ref());
                self.dynamic("HeartbeatSeconds", task.heartbeat_seconds.as_ref());
            }
            StateKind::Choice(choice) => self.choice(choice),
            StateKind::Wait(wait) => match &wait.wait_for {
                WaitFor::Seconds(seconds) => self.dynamic("Seconds", Some(seconds)),
                WaitFor::Timestamp(timestamp) => self.dynamic("Timestamp", Some(timestamp)),
                WaitFor::Missing => {}
            },
            StateKind::Fail(fail) => {
                self.dynamic("Error", fail.error.as_ref());
                self.dynamic("Cause", fail.cause.as_ref());
            }
            StateKind::Parallel(parallel) => {
                self.arguments(state, parallel.arguments.as_ref());
                self.field("ResultSelector", parallel.result_selector.as_ref());
            }
            StateKind::Map(map) => self.map(map),
            StateKind::Succeed(_) | StateKind::Unknown { .. } => {}
        }
        self.catchers(state.catch());
    }

    fn arguments(&mut self, state: &crate::State, template: Option<&'a Template>) {
        let name = match state.query_language {
            crate::QueryLanguage::JsonPath => "Parameters",
            crate::QueryLanguage::Jsonata => "Arguments",
        };
        self.field(name, template);
    }

    fn catchers(&mut self, catchers: &'a [Catcher]) {
        self.reach = Reach { result: false, error_output: true };
        for (index, catcher) in catchers.iter().enumerate() {
            self.at("Catch", index, |walk| {
                walk.field("Output", catcher.output.as_ref());
                if let Some(members) = &catcher.assign {
                    walk.within("Assign", |walk| walk.members(members));
                }
            });
        }
        self.reach = Reach::default();
    }

    fn choice(&mut self, choice: &'a ChoiceState) {
        for (index, rule) in choice.choices.iter().enumerate() {
            self.at("Choices", index, |walk| {
                match &rule.condition {
                    ChoiceCondition::Jsonata(string) => {
                        walk.within("Condition", |walk| walk.leaf(Leaf::Jsonata(string)));
                    }
                    ChoiceCondition::Rule(rule) => walk.rule(rule),
                    ChoiceCondition::Constant(_) | ChoiceCondition::Invalid => {}
                }
                walk.field("Output", rule.output.as_ref());
                if let Some(members) = &rule.assign {
                    walk.within("Assign", |walk| walk.members(members));
                }
            });
        }
    }

    fn rule(&mut self, rule: &'a Rule) {
        match rule {
            Rule::And(rules) | Rule::Or(rules) => {
                let name = if matches!(rule, Rule::And(_)) { "And" } else { "Or" };
                for (index, rule) in rules.iter().enumerate() {
                    self.at(name, index, |walk| walk.rule(rule));
                }
            }
            Rule::Not(rule) => self.within("Not", |walk| walk.rule(rule)),
            Rule::Test(test) => {
                self.within("Variable", |walk| walk.leaf(Leaf::Path(&test.variable)));
                if let Comparison::String(_, _, Operand::Path(path))
                | Comparison::Numeric(_, _, Operand::Path(path))
                | Comparison::Timestamp(_, _, Operand::Path(path))
                | Comparison::Boolean(Operand::Path(path)) = &test.comparison
                {
                    self.within(&test.operator, |walk| walk.leaf(Leaf::Path(path)));
                }
            }
            Rule::Invalid => {}
        }
    }

    fn map(&mut self, map: &'a MapState) {
        match &map.items {
            Items::Path(path) => self.within("ItemsPath", |walk| walk.leaf(Leaf::Path(path))),
            Items::Template(template) => self.within("Items", |walk| walk.template(template)),
            Items::Default | Items::Invalid(_) => {}
        }
        self.field("ItemSelector", map.item_selector.as_ref());
        self.dynamic("MaxConcurrency", map.max_concurrency.as_ref());
        self.dynamic("ToleratedFailureCount", map.tolerated_failure_count.as_ref());
        self.dynamic("ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref());
        self.field("ResultSelector", map.result_selector.as_ref());
        if let Some(reader) = &map.item_reader {
            self.within("ItemReader", |walk| {
                walk.field("Arguments", reader.arguments.as_ref());
                walk.within("ReaderConfig", |walk| walk.dynamic("MaxItems", reader.max_items.as_ref()));
            });
        }
        if let Some(batcher) = &map.item_batcher {
            self.within("ItemBatcher", |walk| {
                walk.field("BatchInput", batcher.batch_input.as_ref());
                walk.dynamic("MaxItemsPerBatch", batcher.max_items_per_batch.as_ref());
                walk.dynamic("MaxInputBytesPerBatch", batcher.max_input_bytes_per_batch.as_ref());
            });
        }
        if let Some(writer) = &map.result_writer {
            self.within("ResultWriter", |walk| walk.field("Arguments", writer.arguments.as_ref()));
        }
    }
}

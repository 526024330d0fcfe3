//! The context object: `$$`, `$states.context`. Made only when an expression looks at it.

use std::cell::OnceCell;
use std::rc::Rc;

use asl_json::Value;

use crate::execution::Execution;
use crate::frame::MapItem;
use crate::{StateType, Timestamp};

/// The context object of a state, made when it is first looked at.
///
/// Source: Developer Guide, "Accessing the Context object".
#[derive(Debug)]
pub(crate) struct ContextObject<'a> {
    made: OnceCell<Value>,
    parts: Option<ContextParts<'a>>,
}

/// What a context object is made of.
#[derive(Debug)]
pub(crate) struct ContextParts<'a> {
    /// Whose `Execution` and `StateMachine` they are.
    pub(crate) execution: &'a Execution,
    pub(crate) state_name: &'a Rc<str>,
    pub(crate) state_type: Option<StateType>,
    pub(crate) entered_time: Timestamp,
    pub(crate) retry_count: u32,
    /// `Task.Token`
    pub(crate) task_token: Option<Rc<str>>,
    /// `Map.Item`
    pub(crate) map_item: Option<&'a MapItem>,
}

impl<'a> ContextObject<'a> {
    /// A context object that can be made when needed.
    pub(crate) const fn new(parts: ContextParts<'a>) -> Self {
        Self { made: OnceCell::new(), parts: Some(parts) }
    }

    /// A context object that was given as a whole.
    pub(crate) fn given(value: Value) -> Self {
        Self { made: OnceCell::from(value), parts: None }
    }

    /// The object itself.
    pub(crate) fn value(&self) -> &Value {
        self.made.get_or_init(|| self.parts.as_ref().map_or_else(Value::empty_object, ContextParts::make))
    }
}

impl ContextParts<'_> {
    fn make(&self) -> Value {
        let mut state = vec![
            ("Name", Value::String(Rc::clone(self.state_name))),
            ("EnteredTime", Value::from(self.entered_time.to_string())),
        ];
        if matches!(self.state_type, Some(StateType::Task | StateType::Parallel | StateType::Map)) {
            state.push(("RetryCount", Value::from(self.retry_count)));
        }
        let mut members: Vec<(&'static str, Value)> = self.execution.context_members().to_vec();
        members.push(("State", Value::object(state)));
        if let Some(token) = &self.task_token {
            members.push(("Task", Value::object([("Token", Value::String(Rc::clone(token)))])));
        }
        if let Some(item) = &self.map_item {
            members.push(("Map", Value::object([("Item", item.value())])));
        }
        Value::object(members)
    }
}

//! The context object: `$$`, `$states.context`. Made only when an expression looks at it, and of a path only the member
//! that the path begins with.

use std::cell::OnceCell;
use std::rc::Rc;

use asl_json::Value;
use asl_jsonpath::{EvaluateOptions, Path, PathError};

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

    /// What a path finds in it.
    pub(crate) fn path(&self, path: &Path, options: &EvaluateOptions) -> Result<Value, PathError> {
        match (path.head(), &self.parts, self.made.get()) {
            (Some(head), Some(parts), None) => path.evaluate_below_head(parts.member(head).as_ref(), options),
            _ => path.evaluate_with(self.value(), options),
        }
    }
}

impl ContextParts<'_> {
    /// The members that there can be, in their order.
    const MEMBERS: [&'static str; 5] = ["Execution", "StateMachine", "State", "Task", "Map"];

    fn make(&self) -> Value {
        let members = Self::MEMBERS.into_iter();
        Value::object(members.filter_map(|name| Some((name, self.member(name)?))))
    }

    fn member(&self, name: &str) -> Option<Value> {
        match name {
            "State" => Some(self.state()),
            "Task" => {
                let token = self.task_token.as_ref()?;
                Some(Value::object([("Token", Value::String(Rc::clone(token)))]))
            }
            "Map" => Some(self.map_item?.context_member()),
            _ => {
                let members = self.execution.context_members();
                members.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
            }
        }
    }

    fn state(&self) -> Value {
        let mut state = vec![
            ("Name", Value::String(Rc::clone(self.state_name))),
            ("EnteredTime", Value::from(self.entered_time.to_string())),
        ];
        if matches!(self.state_type, Some(StateType::Task | StateType::Parallel | StateType::Map)) {
            state.push(("RetryCount", Value::from(self.retry_count)));
        }
        Value::object(state)
    }
}

//! One recording.

use std::rc::Rc;

use asl_engine::mock::{MockAnswer, MockEntry};
use asl_engine::{ErrorCause, ExecutionOptions, ExecutionType, Mocks, Timestamp};
use asl_json::Value;

/// A recording, its members at hand.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) area: String,
    pub(crate) kind: String,
    pub(crate) value: Value,
    /// Texts of the expected answer that stand for anything.
    pub(crate) placeholders: Vec<String>,
}

impl Case {
    /// Reads a recording; none if the file is no case.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let texts = |name: &str| -> Vec<String> {
            let list = value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
            list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let through = texts("passthrough_tokens");
        let mut placeholders = texts("placeholders");
        placeholders.retain(|token| !through.contains(token));
        Some(Self {
            id: text("id")?,
            area: text("area")?,
            kind: text("kind")?,
            value: value.clone(),
            placeholders,
        })
    }

    /// A member of the recording, `null` if it has none.
    pub(crate) fn get(&self, name: &str) -> Value {
        self.value.get(name).cloned().unwrap_or_default()
    }

    /// A member of `expected`, `null` if it has none.
    pub(crate) fn expected(&self, name: &str) -> Value {
        self.get("expected").get(name).cloned().unwrap_or_default()
    }

    /// Whether one of the recording's notes holds this word.
    pub(crate) fn is_noted(&self, word: &str) -> bool {
        self.get("notes").as_array().is_some_and(|notes| {
            notes.iter().any(|note| note.as_str().is_some_and(|note| note.contains(word)))
        })
    }

    /// The names to run under.
    pub(crate) fn options(&self) -> ExecutionOptions {
        let execution = self.get("execution");
        let text = |name: &str, default: &str| -> Rc<str> {
            execution.get(name).and_then(Value::as_str).unwrap_or(default).into()
        };
        let mut options = ExecutionOptions {
            state_machine_name: text("stateMachineName", "state-machine"),
            execution_name: text("executionName", "execution"),
            role_arn: text("roleArn", ""),
            account_id: text("accountId", "111111111111"),
            region: text("region", "us-east-1"),
            execution_type: match self.get("type").as_str() {
                Some("EXPRESS") => ExecutionType::Express,
                _ => ExecutionType::Standard,
            },
            task_tokens: self.task_tokens(),
            missing_activities: self.missing_activities(),
            ..ExecutionOptions::default()
        };
        if let Some(start) = Timestamp::parse(&text("startTime", "")) {
            options.start_time = start;
        }
        if let Some(objects) = self.get("s3_objects").as_array() {
            for object in objects.iter() {
                let part = |name| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                options.s3.put(&part("bucket"), &part("key"), part("body"));
            }
        }
        options
    }

    /// The recorded task tokens, in the order of calls, where the mocks name them.
    fn task_tokens(&self) -> Vec<Rc<str>> {
        fn find(value: &Value) -> Option<Rc<str>> {
            match value {
                Value::Object(members) => members.iter().find_map(|(key, value)| match value {
                    Value::String(text) if key.to_lowercase().contains("tasktoken") => Some(text.clone()),
                    other => find(other),
                }),
                Value::Array(items) => items.iter().find_map(find),
                _ => None,
            }
        }
        let mocks = self.get("mocks");
        let Some(states) = mocks.as_object() else { return Vec::new() };
        let entries = states.values().filter_map(Value::as_array).flat_map(|entries| entries.iter());
        entries.filter_map(|entry| entry.get("request").and_then(find)).collect()
    }

    /// What the workers of activities called themselves: they are outside of AWS, and so of the mocks.
    fn worker_names(&self) -> Vec<Option<Rc<str>>> {
        let events = self.expected("events");
        let events = events.as_array().cloned().unwrap_or_default();
        let started = events
            .iter()
            .filter(|event| event.get("type").and_then(Value::as_str) == Some("ActivityStarted"));
        let details =
            started.map(|event| event.get("activityStartedEventDetails").cloned().unwrap_or_default());
        details.map(|details| details.get("workerName").and_then(Value::as_str).map(Into::into)).collect()
    }

    /// The activities that the test had deleted: states that call one and were never answered.
    fn missing_activities(&self) -> Vec<Rc<str>> {
        let (definition, mocks) = (self.get("definition"), self.get("mocks"));
        let states = definition.get("States").and_then(Value::as_object).cloned().unwrap_or_default();
        let uncalled = states.iter().filter(|(name, _)| mocks.get(name).is_none());
        let resources = uncalled.filter_map(|(_, state)| state.get("Resource").and_then(Value::as_str));
        resources.filter(|resource| resource.contains(":activity:")).map(Into::into).collect()
    }

    /// The mocks, from the recorder's form into ours: `timeout` and `pending` are calls that are never answered,
    /// `request` picks the entry where iterations overlap.
    pub(crate) fn mocks(&self) -> Mocks {
        let mut mocks = Mocks::default();
        let recorded = self.get("mocks");
        let Some(states) = recorded.as_object() else { return mocks };
        let mut workers = self.worker_names().into_iter();
        for (state, entries) in states.iter() {
            let entries = entries.as_array().cloned().unwrap_or_default();
            let read = entries.iter().map(|entry| {
                let mut mock = self.mock_entry(entry);
                if let Some(worker) = workers.next() {
                    mock.worker_name = worker;
                }
                mock
            });
            mocks.insert(state.clone(), read.collect());
        }
        mocks
    }

    fn mock_entry(&self, entry: &Value) -> MockEntry {
        let is = |name: &str| entry.get(name).and_then(Value::as_bool) == Some(true);
        let answer = if is("timeout") || is("pending") {
            MockAnswer::Never
        } else if let Some(throw) = entry.get("throw") {
            let text = |name: &str| throw.get(name).and_then(Value::as_str).map(Into::into);
            MockAnswer::Throw(ErrorCause { error: text("error"), cause: text("cause") })
        } else {
            MockAnswer::Return(entry.get("return").cloned().unwrap_or_default())
        };
        let mut mock = MockEntry::new(answer);
        mock.submitted = entry.get("submitted").cloned();
        if self.get("ordering").as_str() != Some("sequential") {
            mock.parameters = entry.get("request").cloned();
        }
        mock
    }
}

//! What `TestState` and the inspector show: the data between the stages of a state.

use asl_json::{Map, Object, Value};

/// A stage that data goes through in a state; named after the field of the definition that says what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the fields of the language")]
pub enum Stage {
    InputPath,
    Parameters,
    Arguments,
    TimeoutSeconds,
    HeartbeatSeconds,
    Credentials,
    Choices,
    Wait,
    Error,
    ItemsPath,
    Items,
    ItemReader,
    ItemsPointer,
    MaxConcurrency,
    ToleratedFailureCount,
    ToleratedFailurePercentage,
    ItemSelector,
    ItemBatcher,
    ResultWriter,
    /// The state's own work: a task's call, branches, iterations.
    Work,
    ResultSelector,
    ResultPath,
    OutputPath,
    Output,
    Assign,
    Catch,
}

impl Stage {
    /// The field's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InputPath => "InputPath",
            Self::Parameters => "Parameters",
            Self::Arguments => "Arguments",
            Self::TimeoutSeconds => "TimeoutSeconds",
            Self::HeartbeatSeconds => "HeartbeatSeconds",
            Self::Credentials => "Credentials",
            Self::Choices => "Choices",
            Self::Wait => "Wait",
            Self::Error => "Error",
            Self::ItemsPath => "ItemsPath",
            Self::Items => "Items",
            Self::ItemReader => "ItemReader",
            Self::ItemsPointer => "ItemsPointer",
            Self::MaxConcurrency => "MaxConcurrency",
            Self::ToleratedFailureCount => "ToleratedFailureCount",
            Self::ToleratedFailurePercentage => "ToleratedFailurePercentage",
            Self::ItemSelector => "ItemSelector",
            Self::ItemBatcher => "ItemBatcher",
            Self::ResultWriter => "ResultWriter",
            Self::Work => "Result",
            Self::ResultSelector => "ResultSelector",
            Self::ResultPath => "ResultPath",
            Self::OutputPath => "OutputPath",
            Self::Output => "Output",
            Self::Assign => "Assign",
            Self::Catch => "Catch",
        }
    }
}

/// The data before and after each stage; a stage that the state does not have stays empty.
///
/// The members are those of the API's `InspectionData`; `stage`, `output` and `assigned` are ours.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the names are AWS's; see the API Reference, `InspectionData`")]
pub struct InspectionData {
    pub input: Option<Value>,
    pub after_input_path: Option<Value>,
    pub after_parameters: Option<Value>,
    pub after_arguments: Option<Value>,
    pub after_items_path: Option<Value>,
    pub after_item_selector: Option<Value>,
    pub after_item_batcher: Option<Value>,
    pub after_items_pointer: Option<Value>,
    pub max_concurrency: Option<i64>,
    pub tolerated_failure_count: Option<i64>,
    pub tolerated_failure_percentage: Option<f64>,
    pub result: Option<Value>,
    pub after_result_selector: Option<Value>,
    pub after_result_path: Option<Value>,
    /// An HTTP task's request, with `TRACE`.
    pub request: Option<Value>,
    /// An HTTP task's response, with `TRACE`.
    pub response: Option<Value>,
    /// All variables after `Assign`, those that were there before included.
    pub variables: Option<Map>,
    pub error_details: Option<ErrorDetails>,
    pub output: Option<Value>,
    /// What `Assign` set.
    pub assigned: Option<Object>,
    /// The stage that was carried out last; the one that failed, if one failed.
    pub stage: Option<Stage>,
}

/// Where the stages note what they did: an [`InspectionData`], or nowhere while nobody looks.
pub(crate) struct Seen<'a>(Option<&'a mut InspectionData>);

impl<'a> Seen<'a> {
    /// Nobody looks.
    pub(crate) const fn nowhere() -> Self {
        Self(None)
    }

    /// Everything is noted.
    pub(crate) const fn by(data: &'a mut InspectionData) -> Self {
        Self(Some(data))
    }

    /// Notes something, if somebody looks.
    pub(crate) fn note(&mut self, note: impl FnOnce(&mut InspectionData)) {
        if let Some(data) = &mut self.0 {
            note(data);
        }
    }
}

/// Which retrier or catcher an error met.
///
/// Source: API Reference, `InspectionErrorDetails`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorDetails {
    /// The catcher's index, from 0.
    pub catch_index: Option<usize>,
    /// The retrier's index, from 0.
    pub retry_index: Option<usize>,
    /// Seconds until the next try; none if the retrier is used up.
    pub retry_backoff_interval_seconds: Option<f64>,
}

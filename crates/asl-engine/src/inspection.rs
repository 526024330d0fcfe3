//! What `TestState` and the inspector show: the data between the stages of a state.

use asl_json::{Object, Value};

/// The data before and after each stage; a stage that the state does not have stays empty.
///
/// The members are those of the API's `InspectionData`.
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
    pub output: Option<Value>,
    pub assigned: Option<Object>,
}

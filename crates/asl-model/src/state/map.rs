//! `Map`: runs its processor once for each item.

use std::rc::Rc;

use crate::{
    Catcher, DataPath, Dynamic, ItemBatcher, ItemProcessor, ItemReader, Located, ResultPath, ResultWriter,
    Retrier, Template, Transition,
};

/// Where a Map's items are.
#[derive(Clone, Debug, Default)]
pub enum Items {
    /// Neither field: the state's input, or what the `ItemReader` read.
    #[default]
    Default,
    /// `ItemsPath` (JSONPath)
    Path(DataPath),
    /// `Items` (JSONata)
    Template(Template),
    /// Not a path; running it fails with `States.Runtime`.
    Invalid(Rc<str>),
}

/// What a Map state adds to [`crate::State`].
#[derive(Clone, Debug)]
pub struct MapState {
    /// `ItemProcessor`, or `Iterator` as it was called before.
    pub item_processor: ItemProcessor,
    /// `ItemsPath` or `Items`
    pub items: Items,
    /// `ItemSelector`, or `Parameters` as it was called before.
    pub item_selector: Option<Template>,
    /// `MaxConcurrency` or `MaxConcurrencyPath`
    pub max_concurrency: Option<Dynamic<i64>>,
    /// `ItemReader` (distributed)
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher` (distributed)
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter` (distributed)
    pub result_writer: Option<ResultWriter>,
    /// `ToleratedFailureCount` or `ToleratedFailureCountPath` (distributed)
    pub tolerated_failure_count: Option<Dynamic<i64>>,
    /// `ToleratedFailurePercentage` or `ToleratedFailurePercentagePath` (distributed), in percent.
    pub tolerated_failure_percentage: Option<Dynamic<f64>>,
    /// `Label` (distributed)
    pub label: Option<Located<Rc<str>>>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: ResultPath,
    /// `Retry`
    pub retry: Vec<Retrier>,
    /// `Catch`
    pub catch: Vec<Catcher>,
    /// `Next` or `End`
    pub transition: Transition,
}

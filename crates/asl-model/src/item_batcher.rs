//! `ItemBatcher`: several items for one child execution.

use crate::{Dynamic, Template};

/// `ItemBatcher` of a distributed Map. A child's input is `{"BatchInput": …, "Items": […]}`.
///
/// Source: Developer Guide, "ItemBatcher (Map)".
#[derive(Clone, Debug)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch` or `MaxItemsPerBatchPath`
    pub max_items_per_batch: Option<Dynamic<i64>>,
    /// `MaxInputBytesPerBatch` or `MaxInputBytesPerBatchPath`; bytes of JSON text.
    pub max_input_bytes_per_batch: Option<Dynamic<i64>>,
    /// `BatchInput`: the same for every batch.
    pub batch_input: Option<Template>,
}

//! `ResultWriter`: where a distributed Map puts its results.

use crate::{Resource, Template};

/// `WriterConfig.Transformation`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriterTransformation {
    /// `NONE`: metadata and output of each child.
    None,
    /// `COMPACT`: the children's outputs.
    Compact,
    /// `FLATTEN`: the children's outputs, lists joined.
    Flatten,
}

/// `WriterConfig.OutputType`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputType {
    /// `JSON`: one list.
    #[default]
    Json,
    /// `JSONL`: a line for each.
    Jsonl,
}

/// `ResultWriter` of a distributed Map.
///
/// Source: Developer Guide, "ResultWriter (Map)".
#[derive(Clone, Debug)]
pub struct ResultWriter {
    /// `s3:putObject`; absent when only `WriterConfig` is given.
    pub resource: Option<Resource>,
    /// `Parameters` (JSONPath) or `Arguments` (JSONata): bucket and prefix.
    pub arguments: Option<Template>,
    /// `WriterConfig.Transformation`
    pub transformation: Option<WriterTransformation>,
    /// `WriterConfig.OutputType`
    pub output_type: OutputType,
}

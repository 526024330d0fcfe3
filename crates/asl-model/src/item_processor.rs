//! `ItemProcessor`: the workflow that a Map runs for each item.

use crate::Workflow;

/// `ProcessorConfig.Mode`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProcessorMode {
    /// `INLINE`: iterations in the history of the execution itself.
    #[default]
    Inline,
    /// `DISTRIBUTED`: each item or batch is a child execution with a history of its own.
    Distributed,
}

/// Standard or Express.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    #[default]
    Standard,
    /// `EXPRESS`
    Express,
}

/// `ItemProcessor`, or `Iterator` as it was called before.
#[derive(Clone, Debug)]
pub struct ItemProcessor {
    /// `ProcessorConfig.Mode`
    pub mode: ProcessorMode,
    /// `ProcessorConfig.ExecutionType`: what the child executions of a distributed Map are.
    pub execution_type: ExecutionType,
    /// The states.
    pub workflow: Workflow,
}

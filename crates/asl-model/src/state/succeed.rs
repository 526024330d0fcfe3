//! `Succeed`: ends the workflow well.

/// What a Succeed state adds to [`crate::State`]: nothing.
#[derive(Clone, Debug, Default)]
pub struct SucceedState {}

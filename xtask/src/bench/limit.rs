//! Figures beside their limits, as `--json` of the benches writes them.

use serde::Serialize;

use crate::error::Error;

/// A figure.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) measure: String,
    /// None where nothing is promised.
    pub(super) limit: Option<f64>,
    pub(super) measured: f64,
    pub(super) ok: bool,
}

impl Row {
    pub(super) fn new(measure: String, limit: Option<f64>, measured: f64) -> Self {
        Self { measure, limit, measured, ok: limit.is_none_or(|limit| measured <= limit) }
    }
}

/// Writes the rows to the file, if one is named.
pub(super) fn write(rows: &[Row], json: Option<&str>) -> Result<(), Error> {
    if let Some(file) = json {
        std::fs::write(file, serde_json::to_string_pretty(rows)?)?;
    }
    Ok(())
}

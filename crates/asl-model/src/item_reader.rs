//! `ItemReader`: where a distributed Map finds its items.

use std::rc::Rc;

use asl_json::TextRange;

use crate::{Dynamic, Resource, Template};

/// `ReaderConfig.InputType`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputType {
    /// `CSV`
    Csv,
    /// `JSON`
    Json,
    /// `JSONL`
    Jsonl,
    /// `PARQUET`
    Parquet,
    /// `MANIFEST`
    Manifest,
}

/// `ReaderConfig.Transformation`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReaderTransformation {
    /// `NONE`: the objects' metadata are the items.
    #[default]
    None,
    /// `LOAD_AND_FLATTEN`: the records of all objects are the items.
    LoadAndFlatten,
}

/// `ReaderConfig.ManifestType`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestType {
    /// `ATHENA_DATA`
    AthenaData,
    /// `S3_INVENTORY`
    S3Inventory,
}

/// `ReaderConfig.CSVHeaderLocation`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvHeaderLocation {
    /// `FIRST_ROW`
    #[default]
    FirstRow,
    /// `GIVEN`: in `CSVHeaders`.
    Given,
}

/// `ReaderConfig.CSVDelimiter`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvDelimiter {
    /// `COMMA`
    #[default]
    Comma,
    /// `PIPE`
    Pipe,
    /// `SEMICOLON`
    Semicolon,
    /// `SPACE`
    Space,
    /// `TAB`
    Tab,
}

/// `ItemReader` of a distributed Map.
///
/// Source: Developer Guide, "ItemReader (Map)".
#[derive(Clone, Debug)]
pub struct ItemReader {
    /// `s3:getObject` or `s3:listObjectsV2`.
    pub resource: Resource,
    /// `Parameters` (JSONPath) or `Arguments` (JSONata): bucket and key or prefix.
    pub arguments: Option<Template>,
    /// `ReaderConfig.InputType`
    pub input_type: Option<InputType>,
    /// `ReaderConfig.Transformation`
    pub transformation: ReaderTransformation,
    /// `ReaderConfig.ManifestType`
    pub manifest_type: Option<ManifestType>,
    /// `ReaderConfig.CSVHeaderLocation`
    pub csv_header_location: CsvHeaderLocation,
    /// `ReaderConfig.CSVHeaders`
    pub csv_headers: Vec<Rc<str>>,
    /// `ReaderConfig.CSVDelimiter`
    pub csv_delimiter: CsvDelimiter,
    /// `ReaderConfig.ItemsPointer`: a JSON Pointer to the list in the object.
    pub items_pointer: Option<Rc<str>>,
    /// `ReaderConfig.MaxItems` or `MaxItemsPath`
    pub max_items: Option<Dynamic<i64>>,
    /// Where it stands.
    pub range: TextRange,
}

//! `ItemReader`: the items of a distributed Map, from objects in S3.

use std::rc::Rc;

use asl_json::sorted::SortedSet;
use asl_json::{Array, Value, parse_value};
use asl_model::{
    CsvDelimiter, CsvHeaderLocation, InputType, ItemReader, ManifestType, ReaderTransformation, ResourceKind,
};

use super::items::Items;
use crate::fault::StateError;
use crate::{S3Objects, Timestamp};

/// Reads the items.
///
/// `arguments` are the evaluated `Parameters` or `Arguments`; `max_items` cuts the list, 0 means all.
///
/// # Errors
/// `States.ItemReaderFailed` with AWS's cause.
pub(crate) fn read_items(
    reader: &ItemReader,
    arguments: &Value,
    max_items: Option<i64>,
    s3: &S3Objects,
    now: Timestamp,
) -> Result<Items, StateError> {
    if max_items.is_some_and(|max| max < 0) {
        return Err(failed("field MaxItems must be positive"));
    }
    let bucket = arguments.get("Bucket").and_then(Value::as_str).unwrap_or_default();
    let mut sources: Vec<(usize, Rc<str>)> = Vec::new();
    let items = if lists(reader) {
        let prefix = arguments.get("Prefix").and_then(Value::as_str).unwrap_or_default();
        let objects = s3.list(bucket, prefix);
        match reader.transformation {
            ReaderTransformation::None => {
                sources.push((usize::MAX, source(reader, arguments).into()));
                let modified = now.0.div_euclid(1000);
                Value::array(
                    objects.iter().map(|(key, body)| S3Objects::metadata(key, body, modified)).collect(),
                )
            }
            ReaderTransformation::LoadAndFlatten => {
                let mut all = Vec::new();
                for (key, body) in &objects {
                    all.extend(as_list(records(reader, body)?)?);
                    sources.push((all.len(), format!("S3://{bucket}/{key}").into()));
                }
                Value::array(all)
            }
        }
    } else {
        let key = arguments.get("Key").and_then(Value::as_str).unwrap_or_default();
        let body = s3.get(bucket, key).ok_or_else(|| failed("The specified key does not exist."))?;
        // UNVERIFIED(aws): that items of the files of a manifest come from the manifest.
        sources.push((usize::MAX, source(reader, arguments).into()));
        if reader.manifest_type.is_some() || reader.input_type == Some(InputType::Manifest) {
            manifest(reader, bucket, &body, s3)?
        } else {
            records(reader, &body)?
        }
    };
    let items = as_list(items)?;
    let list = match (items, max_items.and_then(|max| usize::try_from(max).ok()).filter(|max| *max > 0)) {
        (items, Some(max)) => items.into_iter().take(max).collect(),
        (items, None) => Array::new(items),
    };
    Ok(Items::new(list, sources))
}

/// Whether a reader lists a bucket rather than reading an object.
fn lists(reader: &ItemReader) -> bool {
    matches!(&reader.resource.kind, ResourceKind::Integration { action, .. } if &**action == "listObjectsV2")
}

/// `Map.Item.Source` of what is read as a whole: `S3://bucket` of a list, else `S3://bucket/key`.
///
/// Source: Developer Guide, "Accessing the Context object".
pub(crate) fn source(reader: &ItemReader, arguments: &Value) -> String {
    let part = |name| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    if lists(reader) {
        format!("S3://{}", part("Bucket"))
    } else {
        format!("S3://{}/{}", part("Bucket"), part("Key"))
    }
}

fn failed(cause: &str) -> StateError {
    StateError::new("States.ItemReaderFailed", cause)
}

fn as_list(value: Value) -> Result<Vec<Value>, StateError> {
    match value {
        Value::Array(items) => Ok(items.to_vec()),
        _ => Err(failed("Attempting to map over non-iterable node.")),
    }
}

fn records(reader: &ItemReader, body: &str) -> Result<Value, StateError> {
    match reader.input_type {
        Some(InputType::Csv) => csv(reader, body).map(Value::array),
        Some(InputType::Jsonl) => {
            let lines = body.lines().filter(|line| !line.trim().is_empty());
            let parsed =
                lines.map(|line| parse_value(line).map_err(|_| failed("Unable to parse the JSONL file.")));
            Ok(Value::array(parsed.collect::<Result<_, _>>()?))
        }
        Some(InputType::Parquet) => {
            Err(failed("Parquet files are binary: give the records as JSON or JSONL."))
        }
        Some(InputType::Json | InputType::Manifest) | None => json(reader, body),
    }
}

fn json(reader: &ItemReader, body: &str) -> Result<Value, StateError> {
    let whole = parse_value(body).map_err(|_| failed("Unable to parse the JSON file."))?;
    let found = match &reader.items_pointer {
        None => whole,
        Some(pointer) => pointed(&whole, pointer)
            .ok_or_else(|| failed(&format!("The ItemsPointer '{pointer}' does not reference a value.")))?,
    };
    if found.as_array().is_some() {
        Ok(found)
    } else {
        Err(failed("Attempting to map over non-iterable node."))
    }
}

/// A JSON Pointer (RFC 6901).
pub(crate) fn pointed(value: &Value, pointer: &str) -> Option<Value> {
    let mut at = value.clone();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        at = match &at {
            Value::Object(members) => members.get(step.as_str())?.clone(),
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?.clone(),
            _ => return None,
        };
    }
    Some(at)
}

/// The data files that a manifest names.
fn manifest(reader: &ItemReader, bucket: &str, body: &str, s3: &S3Objects) -> Result<Value, StateError> {
    let mut all = Vec::new();
    if reader.manifest_type == Some(ManifestType::AthenaData) {
        // One `s3://bucket/key` a line.
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (bucket, key) =
                line.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).unwrap_or((bucket, line));
            let data = s3.get(bucket, key).ok_or_else(|| failed("The specified key does not exist."))?;
            all.extend(as_list(records(reader, &data)?)?);
        }
        return Ok(Value::array(all));
    }
    let manifest = parse_value(body).map_err(|_| failed("Unable to parse the manifest file."))?;
    let schema = manifest.get("fileSchema").and_then(Value::as_str).unwrap_or_default();
    let headers: Vec<Rc<str>> = schema.split(',').map(|name| name.trim().into()).collect();
    let files = manifest.get("files").and_then(Value::as_array).cloned().unwrap_or_default();
    for file in files.iter() {
        let key = file.get("key").and_then(Value::as_str).unwrap_or_default();
        let data = s3.get(bucket, key).ok_or_else(|| failed("The specified key does not exist."))?;
        all.extend(rows(&data, ',').into_iter().map(|row| record(&headers, row)));
    }
    Ok(Value::array(all))
}

fn csv(reader: &ItemReader, body: &str) -> Result<Vec<Value>, StateError> {
    let delimiter = match reader.csv_delimiter {
        CsvDelimiter::Comma => ',',
        CsvDelimiter::Pipe => '|',
        CsvDelimiter::Semicolon => ';',
        CsvDelimiter::Space => ' ',
        CsvDelimiter::Tab => '\t',
    };
    let mut rows = rows(body, delimiter).into_iter();
    let headers: Vec<Rc<str>> = match reader.csv_header_location {
        CsvHeaderLocation::Given => reader.csv_headers.clone(),
        CsvHeaderLocation::FirstRow => rows.next().unwrap_or_default().into_iter().map(Into::into).collect(),
    };
    let mut seen = SortedSet::new();
    if !headers.iter().all(|header| seen.insert(header)) {
        return Err(failed("CSV headers cannot contain duplicates."));
    }
    Ok(rows.map(|row| record(&headers, row)).collect())
}

/// A row as an object: short rows are padded with empty texts, long ones cut.
fn record(headers: &[Rc<str>], row: Vec<String>) -> Value {
    let mut cells = row.into_iter();
    Value::object(
        headers.iter().map(|header| (Rc::clone(header), Value::from(cells.next().unwrap_or_default()))),
    )
}

/// Rows and cells. In quotes, delimiters and line ends are data and `""` is a quote; a backslash keeps a backslash,
/// quote or delimiter and is dropped before anything else.
///
/// Source: Developer Guide, "ItemReader (Map)", "CSV file".
fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted, mut touched) =
        (Vec::new(), Vec::new(), String::new(), false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => {
                quoted = !quoted;
                touched = true;
            }
            '\\' => match chars.peek() {
                Some(next) if matches!(next, '\\' | '"') || *next == delimiter => cell.extend(chars.next()),
                _ => {}
            },
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                if touched || !cell.is_empty() || !row.is_empty() {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                touched = false;
            }
            c if c == delimiter && !quoted => row.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if touched || !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_be_quoted() {
        let text = "a,b\r\n\"x,\"\"y\"\"\n2\",\n\\\"q\\z,3,4\n\n5";
        assert_eq!(
            rows(text, ','),
            vec![vec!["a", "b"], vec!["x,\"y\"\n2", ""], vec!["\"qz", "3", "4"], vec!["5"]]
        );
    }

    #[test]
    fn pointers_find_parts() {
        let value = parse_value(r#"{"a":{"b/c":[1,2]}}"#).unwrap();
        assert_eq!(pointed(&value, "/a/b~1c/1"), Some(Value::from(2_i64)));
        assert_eq!(pointed(&value, ""), Some(value.clone()));
        assert_eq!(pointed(&value, "/x"), None);
    }
}

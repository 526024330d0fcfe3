//! Objects for the `ItemReader`s of distributed Maps.

use asl_json::{Value, to_json};
use asl_model::{InputType, ManifestType};

use super::analysis::{Analysis, WantedObject};
use super::need::{NeedId, Needs, Wish};
use super::shape::Shape;
use crate::S3Objects;

/// How many items an object has.
const ITEMS: usize = 3;

/// Puts the objects that a definition wants to read into the mocked S3.
pub(super) fn put_objects(analysis: &Analysis, s3: &S3Objects) {
    for object in analysis.objects.values() {
        // A reader in a Map reads one for each item.
        for place in 0..=ITEMS {
            let name = |shape: &Shape| name_of(&analysis.needs, shape, place);
            let bucket = name(&object.bucket).unwrap_or_else(|| "sample-bucket".to_owned());
            let key = name(&object.key);
            if object.is_list {
                let prefix = key.unwrap_or_default();
                for number in 1..=ITEMS {
                    s3.put(&bucket, &format!("{prefix}object-{number}.json"), "{}");
                }
            } else {
                put_object(
                    &analysis.needs,
                    object,
                    s3,
                    &bucket,
                    &key.unwrap_or_else(|| "sample/object-1.json".to_owned()),
                );
            }
        }
    }
}

fn put_object(needs: &Needs, object: &WantedObject, s3: &S3Objects, bucket: &str, key: &str) {
    let text = match (object.input_type, object.manifest_type) {
        (Some(InputType::Manifest), Some(ManifestType::AthenaData)) => {
            s3.put(bucket, "sample/data-1", csv(needs, object));
            format!("s3://{bucket}/sample/data-1\n")
        }
        (Some(InputType::Manifest), _) => {
            s3.put(
                bucket,
                "sample/data-1.csv",
                csv_rows(needs, object, &member_names(needs, object.item)).join("\n"),
            );
            let file = Value::object([("key", Value::from("sample/data-1.csv"))]);
            to_json(&Value::object([
                ("sourceBucket", Value::from(bucket)),
                ("fileFormat", Value::from("CSV")),
                ("fileSchema", Value::from(member_names(needs, object.item).join(", "))),
                ("files", Value::array(vec![file])),
            ]))
        }
        _ => body(needs, object),
    };
    s3.put(bucket, key, text);
}

/// The text that a shape will surely have.
fn name_of(needs: &Needs, shape: &Shape, place: usize) -> Option<String> {
    match shape {
        Shape::Known(Value::String(text)) => Some(text.to_string()),
        Shape::Source(id) => match needs.settled(*id) {
            Some(Wish::Equals(Value::String(text))) => Some(text.to_string()),
            _ => needs.meet(*id, None, place).as_str().map(str::to_owned),
        },
        Shape::OneOf(parts) => parts.iter().find_map(|part| name_of(needs, part, place)),
        _ => None,
    }
}

fn body(needs: &Needs, object: &WantedObject) -> String {
    let items: Vec<Value> = (0..ITEMS).map(|at| needs.meet(object.item, None, at + 1)).collect();
    match object.input_type {
        Some(InputType::Csv) => csv(needs, object),
        Some(InputType::Jsonl) => items.iter().map(|item| to_json(item) + "\n").collect(),
        _ => {
            let mut value = Value::array(items);
            let pointer = object.items_pointer.as_deref().unwrap_or_default();
            for name in pointer.split('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
                value = Value::object([(name, value)]);
            }
            to_json(&value)
        }
    }
}

/// Lines of texts, with the names that the states read as the first one.
fn csv(needs: &Needs, object: &WantedObject) -> String {
    let first_row = object.csv_headers.is_empty();
    let mut names: Vec<String> = object.csv_headers.iter().map(ToString::to_string).collect();
    if first_row {
        names = member_names(needs, object.item);
    }
    let mut lines = if first_row { vec![names.join(",")] } else { Vec::new() };
    lines.extend(csv_rows(needs, object, &names));
    lines.join("\n") + "\n"
}

fn csv_rows(needs: &Needs, object: &WantedObject, names: &[String]) -> Vec<String> {
    let row = |row: usize| {
        let item = needs.meet(object.item, None, row + 1);
        let cell = |name: &String| match item.get(name) {
            Some(Value::String(text)) => text.replace([',', '"', '\n'], " "),
            Some(other) => to_json(other).replace([',', '"'], " "),
            None => format!("sample {}", row + 1),
        };
        names.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    (0..ITEMS).map(row).collect()
}

fn member_names(needs: &Needs, item: NeedId) -> Vec<String> {
    let names: Vec<String> = needs.member_names(item).iter().map(ToString::to_string).collect();
    if names.is_empty() { vec!["id".to_owned(), "name".to_owned()] } else { names }
}

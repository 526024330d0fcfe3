//! Map states and the objects that only they have.

use asl_json::{Member, Node};

use super::state::{result_path, result_selector, transition};
use super::{Fields, error_handling, template, workflow};
use crate::{
    CsvDelimiter, CsvHeaderLocation, ExecutionType, InputType, ItemBatcher, ItemProcessor, ItemReader, Items,
    ManifestType, MapState, OutputType, ProcessorMode, QueryLanguage, ReaderTransformation, Resource,
    ResultWriter, StateKind, Template, WriterTransformation,
};

pub(super) fn map(
    member: &Member,
    fields: Fields<'_>,
    language: QueryLanguage,
    machine_language: QueryLanguage,
    depth: usize,
) -> StateKind {
    let processor = fields.get("ItemProcessor").or_else(|| fields.get("Iterator"));
    StateKind::Map(Box::new(MapState {
        item_processor: item_processor(processor, member, machine_language, depth),
        items: items(fields, language),
        item_selector: item_selector(fields, language),
        max_concurrency: template::dynamic_integer(fields, "MaxConcurrency", language),
        item_reader: fields.get("ItemReader").map(|node| item_reader(node, language)),
        item_batcher: fields.get("ItemBatcher").map(|node| item_batcher(node, language)),
        result_writer: fields.get("ResultWriter").map(|node| result_writer(node, language)),
        tolerated_failure_count: template::dynamic_integer(fields, "ToleratedFailureCount", language),
        tolerated_failure_percentage: template::dynamic_float(fields, "ToleratedFailurePercentage", language),
        label: fields.located_text("Label"),
        result_selector: result_selector(fields, language),
        result_path: result_path(fields, language),
        retry: error_handling::retry(fields),
        catch: error_handling::catch(fields, language),
        transition: transition(fields),
    }))
}

fn item_processor(
    node: Option<&Node>,
    member: &Member,
    machine_language: QueryLanguage,
    depth: usize,
) -> ItemProcessor {
    let Some(node) = node else {
        let workflow = crate::Workflow { range: member.value.range, ..crate::Workflow::default() };
        return ItemProcessor {
            mode: ProcessorMode::Inline,
            execution_type: ExecutionType::Standard,
            workflow,
        };
    };
    let config = Fields::of(node).object("ProcessorConfig");
    ItemProcessor {
        mode: match config.text("Mode").as_deref() {
            Some("DISTRIBUTED") => ProcessorMode::Distributed,
            _ => ProcessorMode::Inline,
        },
        execution_type: match config.text("ExecutionType").as_deref() {
            Some("EXPRESS") => ExecutionType::Express,
            _ => ExecutionType::Standard,
        },
        workflow: workflow(node, machine_language, depth + 1),
    }
}

fn items(fields: Fields<'_>, language: QueryLanguage) -> Items {
    match language {
        QueryLanguage::JsonPath => match fields.get("ItemsPath").map(template::data_path) {
            None => Items::Default,
            Some(Ok(path)) => Items::Path(path),
            Some(Err(text)) => Items::Invalid(text),
        },
        QueryLanguage::Jsonata => {
            template::field(fields, "Items", language).map_or(Items::Default, Items::Template)
        }
    }
}

fn item_selector(fields: Fields<'_>, language: QueryLanguage) -> Option<Template> {
    let selector = template::field(fields, "ItemSelector", language);
    match language {
        QueryLanguage::JsonPath => selector.or_else(|| template::field(fields, "Parameters", language)),
        QueryLanguage::Jsonata => selector,
    }
}

fn item_reader(node: &Node, language: QueryLanguage) -> ItemReader {
    let fields = Fields::of(node);
    let config = fields.object("ReaderConfig");
    ItemReader {
        resource: resource(fields).unwrap_or_else(|| Resource::parse("", node.range)),
        arguments: template::field_of_language(fields, "Parameters", "Arguments", language),
        input_type: match config.text("InputType").as_deref() {
            Some("CSV") => Some(InputType::Csv),
            Some("JSON") => Some(InputType::Json),
            Some("JSONL") => Some(InputType::Jsonl),
            Some("PARQUET") => Some(InputType::Parquet),
            Some("MANIFEST") => Some(InputType::Manifest),
            _ => None,
        },
        transformation: match config.text("Transformation").as_deref() {
            Some("LOAD_AND_FLATTEN") => ReaderTransformation::LoadAndFlatten,
            _ => ReaderTransformation::None,
        },
        manifest_type: match config.text("ManifestType").as_deref() {
            Some("ATHENA_DATA") => Some(ManifestType::AthenaData),
            Some("S3_INVENTORY") => Some(ManifestType::S3Inventory),
            _ => None,
        },
        csv_header_location: match config.text("CSVHeaderLocation").as_deref() {
            Some("GIVEN") => CsvHeaderLocation::Given,
            _ => CsvHeaderLocation::FirstRow,
        },
        csv_headers: config.texts("CSVHeaders"),
        csv_delimiter: match config.text("CSVDelimiter").as_deref() {
            Some("PIPE") => CsvDelimiter::Pipe,
            Some("SEMICOLON") => CsvDelimiter::Semicolon,
            Some("SPACE") => CsvDelimiter::Space,
            Some("TAB") => CsvDelimiter::Tab,
            _ => CsvDelimiter::Comma,
        },
        items_pointer: config.text("ItemsPointer"),
        max_items: template::dynamic_integer(config, "MaxItems", language),
        range: node.range,
    }
}

fn item_batcher(node: &Node, language: QueryLanguage) -> ItemBatcher {
    let fields = Fields::of(node);
    ItemBatcher {
        max_items_per_batch: template::dynamic_integer(fields, "MaxItemsPerBatch", language),
        max_input_bytes_per_batch: template::dynamic_integer(fields, "MaxInputBytesPerBatch", language),
        batch_input: template::field(fields, "BatchInput", language),
    }
}

fn result_writer(node: &Node, language: QueryLanguage) -> ResultWriter {
    let fields = Fields::of(node);
    let config = fields.object("WriterConfig");
    ResultWriter {
        resource: resource(fields),
        arguments: template::field_of_language(fields, "Parameters", "Arguments", language),
        transformation: match config.text("Transformation").as_deref() {
            Some("NONE") => Some(WriterTransformation::None),
            Some("COMPACT") => Some(WriterTransformation::Compact),
            Some("FLATTEN") => Some(WriterTransformation::Flatten),
            _ => None,
        },
        output_type: match config.text("OutputType").as_deref() {
            Some("JSONL") => OutputType::Jsonl,
            _ => OutputType::Json,
        },
    }
}

fn resource(fields: Fields<'_>) -> Option<Resource> {
    fields.located_text("Resource").map(|resource| Resource::parse(&resource.value, resource.range))
}

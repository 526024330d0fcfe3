//! The machine itself and the objects inside states.

use super::fields::{
    ARGUMENTS, ASSIGN, COMMENT, ERROR_EQUALS, NEXT, OUTPUT, PARAMETERS, QUERY_LANGUAGE, RESULT_PATH,
    START_AT, STATES,
};
use super::{MAX_SECONDS, ObjectSchema, Shape, at_most_one_of, both, jsonata, jsonpath};

/// The whole definition.
pub static STATE_MACHINE: ObjectSchema = ObjectSchema {
    name: "StateMachine",
    required: &["States", "StartAt"],
    groups: &[],
    fields: &[
        COMMENT,
        QUERY_LANGUAGE,
        both("Version", Shape::OneOf(&["1.0"])),
        both("TimeoutSeconds", Shape::Integer(0, MAX_SECONDS)),
        START_AT,
        STATES,
    ],
};

/// An entry of `Branches`.
pub static BRANCH: ObjectSchema = ObjectSchema {
    name: "Branch",
    required: &["States", "StartAt"],
    groups: &[],
    fields: &[COMMENT, START_AT, STATES],
};

/// `ItemProcessor` and `Iterator`.
pub static ITEM_PROCESSOR: ObjectSchema = ObjectSchema {
    name: "ItemProcessor",
    required: &["States", "StartAt"],
    groups: &[],
    fields: &[both("ProcessorConfig", Shape::Object(&PROCESSOR_CONFIG)), COMMENT, START_AT, STATES],
};

/// `ProcessorConfig`
pub static PROCESSOR_CONFIG: ObjectSchema = ObjectSchema {
    name: "ProcessorConfig",
    required: &[],
    groups: &[],
    fields: &[
        both("Mode", Shape::OneOf(&["INLINE", "DISTRIBUTED"])),
        both("ExecutionType", Shape::OneOf(&["STANDARD", "EXPRESS"])),
    ],
};

/// An entry of `Retry`.
pub static RETRIER: ObjectSchema = ObjectSchema {
    name: "Retrier",
    required: &["ErrorEquals"],
    groups: &[],
    fields: &[
        ERROR_EQUALS,
        both("IntervalSeconds", Shape::Integer(0, MAX_SECONDS)),
        both("MaxAttempts", Shape::Integer(0, MAX_SECONDS)),
        both("BackoffRate", Shape::Number(1.0, f64::MAX)),
        both("MaxDelaySeconds", Shape::Integer(1, 31_622_400)),
        both("JitterStrategy", Shape::OneOf(&["NONE", "FULL"])),
        COMMENT,
    ],
};

/// An entry of `Catch`.
pub static CATCHER: ObjectSchema = ObjectSchema {
    name: "Catcher",
    required: &["ErrorEquals", "Next"],
    groups: &[],
    fields: &[ERROR_EQUALS, RESULT_PATH, OUTPUT, ASSIGN, COMMENT, NEXT],
};

/// An entry of `Choices`.
pub static CHOICE_RULE: ObjectSchema = ObjectSchema {
    name: "ChoiceRule",
    required: &["Next"],
    groups: &[],
    fields: &[
        jsonata("Condition", Shape::BooleanOrExpression),
        jsonpath("Variable", Shape::PathOrNull),
        jsonpath("And", Shape::Rules),
        jsonpath("Or", Shape::Rules),
        jsonpath("Not", Shape::Rule),
        jsonpath("StringEquals", Shape::Comparison),
        jsonpath("StringEqualsPath", Shape::Comparison),
        jsonpath("StringLessThan", Shape::Comparison),
        jsonpath("StringLessThanPath", Shape::Comparison),
        jsonpath("StringGreaterThan", Shape::Comparison),
        jsonpath("StringGreaterThanPath", Shape::Comparison),
        jsonpath("StringLessThanEquals", Shape::Comparison),
        jsonpath("StringLessThanEqualsPath", Shape::Comparison),
        jsonpath("StringGreaterThanEquals", Shape::Comparison),
        jsonpath("StringGreaterThanEqualsPath", Shape::Comparison),
        jsonpath("StringMatches", Shape::Comparison),
        jsonpath("NumericEquals", Shape::Comparison),
        jsonpath("NumericEqualsPath", Shape::Comparison),
        jsonpath("NumericLessThan", Shape::Comparison),
        jsonpath("NumericLessThanPath", Shape::Comparison),
        jsonpath("NumericGreaterThan", Shape::Comparison),
        jsonpath("NumericGreaterThanPath", Shape::Comparison),
        jsonpath("NumericLessThanEquals", Shape::Comparison),
        jsonpath("NumericLessThanEqualsPath", Shape::Comparison),
        jsonpath("NumericGreaterThanEquals", Shape::Comparison),
        jsonpath("NumericGreaterThanEqualsPath", Shape::Comparison),
        jsonpath("BooleanEquals", Shape::Comparison),
        jsonpath("BooleanEqualsPath", Shape::Comparison),
        jsonpath("TimestampEquals", Shape::Comparison),
        jsonpath("TimestampEqualsPath", Shape::Comparison),
        jsonpath("TimestampLessThan", Shape::Comparison),
        jsonpath("TimestampLessThanPath", Shape::Comparison),
        jsonpath("TimestampGreaterThan", Shape::Comparison),
        jsonpath("TimestampGreaterThanPath", Shape::Comparison),
        jsonpath("TimestampLessThanEquals", Shape::Comparison),
        jsonpath("TimestampLessThanEqualsPath", Shape::Comparison),
        jsonpath("TimestampGreaterThanEquals", Shape::Comparison),
        jsonpath("TimestampGreaterThanEqualsPath", Shape::Comparison),
        jsonpath("IsNull", Shape::Comparison),
        jsonpath("IsPresent", Shape::Comparison),
        jsonpath("IsNumeric", Shape::Comparison),
        jsonpath("IsString", Shape::Comparison),
        jsonpath("IsBoolean", Shape::Comparison),
        jsonpath("IsTimestamp", Shape::Comparison),
        OUTPUT,
        ASSIGN,
        COMMENT,
        NEXT,
    ],
};

/// `Credentials`
pub static CREDENTIALS: ObjectSchema = ObjectSchema {
    name: "Credentials",
    required: &[],
    groups: &[],
    fields: &[both("RoleArn", Shape::TextOrExpression), jsonpath("RoleArn.$", Shape::PathOrIntrinsic)],
};

/// `ItemReader`
pub static ITEM_READER: ObjectSchema = ObjectSchema {
    name: "ItemReader",
    required: &["Resource"],
    groups: &[],
    fields: &[
        both("Resource", Shape::Text),
        PARAMETERS,
        ARGUMENTS,
        both("ReaderConfig", Shape::Object(&READER_CONFIG)),
    ],
};

/// `ReaderConfig`
pub static READER_CONFIG: ObjectSchema = ObjectSchema {
    name: "ReaderConfig",
    required: &[],
    groups: &[at_most_one_of(&["MaxItems", "MaxItemsPath"])],
    fields: &[
        both("InputType", Shape::OneOf(&["CSV", "JSON", "MANIFEST", "JSONL", "PARQUET"])),
        both("Transformation", Shape::OneOf(&["NONE", "LOAD_AND_FLATTEN"])),
        both("ManifestType", Shape::OneOf(&["ATHENA_DATA", "S3_INVENTORY"])),
        both("CSVDelimiter", Shape::OneOf(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])),
        both("CSVHeaderLocation", Shape::OneOf(&["FIRST_ROW", "GIVEN"])),
        both("CSVHeaders", Shape::Texts),
        both("ItemsPointer", Shape::TextOrExpression),
        both("MaxItems", Shape::IntegerOrExpression(0, 100_000_000)),
        jsonpath("MaxItemsPath", Shape::ReferencePath),
    ],
};

/// `ItemBatcher`
pub static ITEM_BATCHER: ObjectSchema = ObjectSchema {
    name: "ItemBatcher",
    required: &[],
    groups: &[
        at_most_one_of(&["MaxItemsPerBatch", "MaxItemsPerBatchPath"]),
        at_most_one_of(&["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]),
    ],
    fields: &[
        both("MaxItemsPerBatch", Shape::IntegerOrExpression(1, i64::MAX)),
        jsonpath("MaxItemsPerBatchPath", Shape::ReferencePath),
        both("MaxInputBytesPerBatch", Shape::IntegerOrExpression(1, 262_144)),
        jsonpath("MaxInputBytesPerBatchPath", Shape::ReferencePath),
        both("BatchInput", Shape::Template),
    ],
};

/// `ResultWriter`
pub static RESULT_WRITER: ObjectSchema = ObjectSchema {
    name: "ResultWriter",
    required: &[],
    groups: &[],
    fields: &[
        both("Resource", Shape::Text),
        PARAMETERS,
        ARGUMENTS,
        both("WriterConfig", Shape::Object(&WRITER_CONFIG)),
    ],
};

/// `WriterConfig`
pub static WRITER_CONFIG: ObjectSchema = ObjectSchema {
    name: "WriterConfig",
    required: &[],
    groups: &[],
    fields: &[
        both("Transformation", Shape::OneOf(&["NONE", "COMPACT", "FLATTEN"])),
        both("OutputType", Shape::OneOf(&["JSON", "JSONL"])),
    ],
};

//! The machine itself and the objects inside states.

use super::{Field, MAX_SECONDS, ObjectSchema, Shape, at_most_one_of, both, jsonata, jsonpath};

const COMMENT: Field = both("Comment", Shape::Text, "A note for people; ignored when the workflow runs.");
const START_AT: Field = both("StartAt", Shape::StateName, "The state to begin with.");
const STATES: Field = both("States", Shape::States, "The states, by name.");
const PARAMETERS: Field =
    jsonpath("Parameters", Shape::Template, "What to ask the service for, such as the bucket.");
const ARGUMENTS: Field =
    jsonata("Arguments", Shape::Template, "What to ask the service for, such as the bucket.");
const ERROR_EQUALS: Field = both("ErrorEquals", Shape::Texts, "The error names that it answers to.");
const NEXT: Field = both("Next", Shape::StateName, "The state to go on with.");
const ASSIGN: Field = both("Assign", Shape::ObjectTemplate, "Variables to set: name and value each.");

/// The whole definition.
pub static STATE_MACHINE: ObjectSchema = ObjectSchema {
    name: "State machine",
    required: &["States", "StartAt"],
    groups: &[],
    fields: &[
        COMMENT,
        both(
            "QueryLanguage",
            Shape::OneOf(&["JSONPath", "JSONata"]),
            "The query language of states that name none.",
        ),
        both("Version", Shape::OneOf(&["1.0"]), "The version of the language; only 1.0 exists."),
        both(
            "TimeoutSeconds",
            Shape::Integer(0, MAX_SECONDS),
            "Seconds until the execution ends as TIMED_OUT.",
        ),
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
    fields: &[
        both("ProcessorConfig", Shape::Object(&PROCESSOR_CONFIG), "Inline, or as child executions."),
        COMMENT,
        START_AT,
        STATES,
    ],
};

/// `ProcessorConfig`
pub static PROCESSOR_CONFIG: ObjectSchema = ObjectSchema {
    name: "ProcessorConfig",
    required: &[],
    groups: &[],
    fields: &[
        both(
            "Mode",
            Shape::OneOf(&["INLINE", "DISTRIBUTED"]),
            "In this execution, or each item in a child execution.",
        ),
        both(
            "ExecutionType",
            Shape::OneOf(&["STANDARD", "EXPRESS"]),
            "What the child executions are (distributed).",
        ),
    ],
};

/// An entry of `Retry`.
pub static RETRIER: ObjectSchema = ObjectSchema {
    name: "Retrier",
    required: &["ErrorEquals"],
    groups: &[],
    fields: &[
        ERROR_EQUALS,
        both(
            "IntervalSeconds",
            Shape::Integer(0, MAX_SECONDS),
            "Seconds before the first retry; 1 if absent.",
        ),
        both("MaxAttempts", Shape::Integer(0, MAX_SECONDS), "How many retries; 3 if absent, 0 for none."),
        both(
            "BackoffRate",
            Shape::Number(1.0, f64::MAX),
            "The factor from one waiting time to the next; 2 if absent.",
        ),
        both("MaxDelaySeconds", Shape::Integer(1, 31_622_400), "No waiting time is longer, in seconds."),
        both(
            "JitterStrategy",
            Shape::OneOf(&["NONE", "FULL"]),
            "FULL draws each waiting time between 0 and the computed one.",
        ),
        COMMENT,
    ],
};

/// An entry of `Catch`.
pub static CATCHER: ObjectSchema = ObjectSchema {
    name: "Catcher",
    required: &["ErrorEquals", "Next"],
    groups: &[],
    fields: &[
        ERROR_EQUALS,
        jsonpath(
            "ResultPath",
            Shape::ResultPath,
            "Where the error goes in the state's input; `$` if absent.",
        ),
        jsonata(
            "Output",
            Shape::Template,
            "The output instead of the error: JSON with `{% … %}` expressions in it.",
        ),
        ASSIGN,
        COMMENT,
        NEXT,
    ],
};

/// An entry of `Choices`.
pub static CHOICE_RULE: ObjectSchema = ObjectSchema {
    name: "Choice rule",
    required: &["Next"],
    groups: &[],
    fields: &[
        jsonata(
            "Condition",
            Shape::BooleanOrExpression,
            "When the rule is taken: an expression that gives a boolean.",
        ),
        jsonpath("Variable", Shape::PathOrNull, "What is compared."),
        jsonpath("And", Shape::Rules, "All of these."),
        jsonpath("Or", Shape::Rules, "Any of these."),
        jsonpath("Not", Shape::Rule, "The opposite of this."),
        jsonpath("StringEquals", Shape::Comparison, "The text is this one."),
        jsonpath("StringEqualsPath", Shape::Comparison, "The text is the one at this path."),
        jsonpath("StringLessThan", Shape::Comparison, "The text comes before this one."),
        jsonpath("StringLessThanPath", Shape::Comparison, "The text comes before the one at this path."),
        jsonpath("StringGreaterThan", Shape::Comparison, "The text comes after this one."),
        jsonpath("StringGreaterThanPath", Shape::Comparison, "The text comes after the one at this path."),
        jsonpath("StringLessThanEquals", Shape::Comparison, "The text is this one or comes before it."),
        jsonpath(
            "StringLessThanEqualsPath",
            Shape::Comparison,
            "The text is or comes before the one at this path.",
        ),
        jsonpath("StringGreaterThanEquals", Shape::Comparison, "The text is this one or comes after it."),
        jsonpath(
            "StringGreaterThanEqualsPath",
            Shape::Comparison,
            "The text is or comes after the one at this path.",
        ),
        jsonpath("StringMatches", Shape::Comparison, "The text fits this pattern; `*` stands for anything."),
        jsonpath("NumericEquals", Shape::Comparison, "The number is this one."),
        jsonpath("NumericEqualsPath", Shape::Comparison, "The number is the one at this path."),
        jsonpath("NumericLessThan", Shape::Comparison, "The number is less than this one."),
        jsonpath("NumericLessThanPath", Shape::Comparison, "The number is less than the one at this path."),
        jsonpath("NumericGreaterThan", Shape::Comparison, "The number is greater than this one."),
        jsonpath(
            "NumericGreaterThanPath",
            Shape::Comparison,
            "The number is greater than the one at this path.",
        ),
        jsonpath("NumericLessThanEquals", Shape::Comparison, "The number is at most this one."),
        jsonpath(
            "NumericLessThanEqualsPath",
            Shape::Comparison,
            "The number is at most the one at this path.",
        ),
        jsonpath("NumericGreaterThanEquals", Shape::Comparison, "The number is at least this one."),
        jsonpath(
            "NumericGreaterThanEqualsPath",
            Shape::Comparison,
            "The number is at least the one at this path.",
        ),
        jsonpath("BooleanEquals", Shape::Comparison, "The boolean is this one."),
        jsonpath("BooleanEqualsPath", Shape::Comparison, "The boolean is the one at this path."),
        jsonpath("TimestampEquals", Shape::Comparison, "The time is this one."),
        jsonpath("TimestampEqualsPath", Shape::Comparison, "The time is the one at this path."),
        jsonpath("TimestampLessThan", Shape::Comparison, "The time is before this one."),
        jsonpath("TimestampLessThanPath", Shape::Comparison, "The time is before the one at this path."),
        jsonpath("TimestampGreaterThan", Shape::Comparison, "The time is after this one."),
        jsonpath("TimestampGreaterThanPath", Shape::Comparison, "The time is after the one at this path."),
        jsonpath("TimestampLessThanEquals", Shape::Comparison, "The time is this one or before it."),
        jsonpath(
            "TimestampLessThanEqualsPath",
            Shape::Comparison,
            "The time is or is before the one at this path.",
        ),
        jsonpath("TimestampGreaterThanEquals", Shape::Comparison, "The time is this one or after it."),
        jsonpath(
            "TimestampGreaterThanEqualsPath",
            Shape::Comparison,
            "The time is or is after the one at this path.",
        ),
        jsonpath("IsNull", Shape::Comparison, "Whether the value is null."),
        jsonpath("IsPresent", Shape::Comparison, "Whether there is a value."),
        jsonpath("IsNumeric", Shape::Comparison, "Whether the value is a number."),
        jsonpath("IsString", Shape::Comparison, "Whether the value is a text."),
        jsonpath("IsBoolean", Shape::Comparison, "Whether the value is a boolean."),
        jsonpath("IsTimestamp", Shape::Comparison, "Whether the value is a timestamp."),
        jsonata("Output", Shape::Template, "The output when this rule is taken."),
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
    fields: &[
        both("RoleArn", Shape::TextOrExpression, "The ARN of the role to call with."),
        jsonpath("RoleArn.$", Shape::PathOrIntrinsic, "Where the ARN of the role stands."),
    ],
};

/// `ItemReader`
pub static ITEM_READER: ObjectSchema = ObjectSchema {
    name: "ItemReader",
    required: &["Resource"],
    groups: &[],
    fields: &[
        both("Resource", Shape::Text, "How to read: s3:getObject or s3:listObjectsV2."),
        PARAMETERS,
        ARGUMENTS,
        both(
            "ReaderConfig",
            Shape::Object(&READER_CONFIG),
            "What kind of object it is and how much of it to read.",
        ),
    ],
};

/// `ReaderConfig`
pub static READER_CONFIG: ObjectSchema = ObjectSchema {
    name: "ReaderConfig",
    required: &[],
    groups: &[at_most_one_of(&["MaxItems", "MaxItemsPath"])],
    fields: &[
        both(
            "InputType",
            Shape::OneOf(&["CSV", "JSON", "MANIFEST", "JSONL", "PARQUET"]),
            "The object's format.",
        ),
        both(
            "Transformation",
            Shape::OneOf(&["NONE", "LOAD_AND_FLATTEN"]),
            "Whether the listed objects or their contents are the items.",
        ),
        both("ManifestType", Shape::OneOf(&["ATHENA_DATA", "S3_INVENTORY"]), "What kind of manifest it is."),
        both(
            "CSVDelimiter",
            Shape::OneOf(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
            "What separates cells.",
        ),
        both("CSVHeaderLocation", Shape::OneOf(&["FIRST_ROW", "GIVEN"]), "Where the column names stand."),
        both("CSVHeaders", Shape::Texts, "The column names."),
        both("ItemsPointer", Shape::TextOrExpression, "A JSON Pointer to the list in the object."),
        both("MaxItems", Shape::IntegerOrExpression(0, 100_000_000), "How many items to read at most."),
        jsonpath("MaxItemsPath", Shape::ReferencePath, "Where in the input MaxItems stands."),
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
        both(
            "MaxItemsPerBatch",
            Shape::IntegerOrExpression(1, i64::MAX),
            "How many items go to one child at most.",
        ),
        jsonpath("MaxItemsPerBatchPath", Shape::ReferencePath, "Where in the input that number stands."),
        both(
            "MaxInputBytesPerBatch",
            Shape::IntegerOrExpression(1, 262_144),
            "How many bytes of input one child gets at most.",
        ),
        jsonpath("MaxInputBytesPerBatchPath", Shape::ReferencePath, "Where in the input that number stands."),
        both("BatchInput", Shape::Template, "What every child is given besides its items."),
    ],
};

/// `ResultWriter`
pub static RESULT_WRITER: ObjectSchema = ObjectSchema {
    name: "ResultWriter",
    required: &[],
    groups: &[],
    fields: &[
        both("Resource", Shape::Text, "How to write: s3:putObject."),
        PARAMETERS,
        ARGUMENTS,
        both("WriterConfig", Shape::Object(&WRITER_CONFIG), "What is written and in which format."),
    ],
};

/// `WriterConfig`
pub static WRITER_CONFIG: ObjectSchema = ObjectSchema {
    name: "WriterConfig",
    required: &[],
    groups: &[],
    fields: &[
        both(
            "Transformation",
            Shape::OneOf(&["NONE", "COMPACT", "FLATTEN"]),
            "Outputs with their metadata, outputs alone, or outputs with their lists joined.",
        ),
        both("OutputType", Shape::OneOf(&["JSON", "JSONL"]), "One list, or a line for each."),
    ],
};

//! The fields of the eight state types.

use super::fields::{
    ARGUMENTS, ASSIGN, CATCH, COMMENT, END, INPUT_PATH, NEXT, OUTPUT, OUTPUT_PATH, PARAMETERS,
    QUERY_LANGUAGE, RESULT_PATH, RESULT_SELECTOR, RETRY, TYPE,
};
use super::objects::{
    BRANCH, CHOICE_RULE, CREDENTIALS, ITEM_BATCHER, ITEM_PROCESSOR, ITEM_READER, RESULT_WRITER,
};
use super::{Length, MAX_SECONDS, ObjectSchema, Shape, at_most_one_of, both, jsonata, jsonpath, one_of};

/// The state types, in the order in which AWS lists them.
pub const STATE_TYPES: [&str; 8] = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/// The schema of a state type.
pub fn state_schema(type_name: &str) -> Option<&'static ObjectSchema> {
    Some(match type_name {
        "Task" => &TASK,
        "Wait" => &WAIT,
        "Pass" => &PASS,
        "Succeed" => &SUCCEED,
        "Fail" => &FAIL,
        "Choice" => &CHOICE,
        "Parallel" => &PARALLEL,
        "Map" => &MAP,
        _ => return None,
    })
}

const TRANSITION: super::Group = one_of(&["Next", "End"]);

/// A state whose type is not written yet.
pub static ANY_STATE: ObjectSchema = ObjectSchema {
    name: "State",
    required: &["Type"],
    groups: &[],
    fields: &[TYPE, COMMENT, QUERY_LANGUAGE, NEXT, END],
};

static PASS: ObjectSchema = ObjectSchema {
    name: "Pass",
    required: &["Type"],
    groups: &[TRANSITION],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        INPUT_PATH,
        PARAMETERS,
        jsonpath("Result", Shape::Literal),
        RESULT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        NEXT,
        END,
    ],
};

static TASK: ObjectSchema = ObjectSchema {
    name: "Task",
    required: &["Type", "Resource"],
    groups: &[
        TRANSITION,
        at_most_one_of(&["TimeoutSeconds", "TimeoutSecondsPath"]),
        at_most_one_of(&["HeartbeatSeconds", "HeartbeatSecondsPath"]),
    ],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        both("Resource", Shape::Resource),
        INPUT_PATH,
        PARAMETERS,
        ARGUMENTS,
        both("TimeoutSeconds", Shape::IntegerOrExpression(1, MAX_SECONDS)),
        jsonpath("TimeoutSecondsPath", Shape::ReferencePath),
        both("HeartbeatSeconds", Shape::IntegerOrExpression(1, MAX_SECONDS)),
        jsonpath("HeartbeatSecondsPath", Shape::ReferencePath),
        both("Credentials", Shape::Object(&CREDENTIALS)),
        RESULT_SELECTOR,
        RESULT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        RETRY,
        CATCH,
        NEXT,
        END,
    ],
};

static CHOICE: ObjectSchema = ObjectSchema {
    name: "Choice",
    required: &["Type", "Choices"],
    groups: &[],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        INPUT_PATH,
        both("Choices", Shape::List(&CHOICE_RULE, Length::NotEmpty)),
        both("Default", Shape::StateName),
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
    ],
};

static WAIT: ObjectSchema = ObjectSchema {
    name: "Wait",
    required: &["Type"],
    groups: &[one_of(&["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]), TRANSITION],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        INPUT_PATH,
        both("Seconds", Shape::IntegerOrExpression(0, MAX_SECONDS)),
        jsonpath("SecondsPath", Shape::ReferencePath),
        both("Timestamp", Shape::TextOrExpression),
        jsonpath("TimestampPath", Shape::ReferencePath),
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        NEXT,
        END,
    ],
};

static SUCCEED: ObjectSchema = ObjectSchema {
    name: "Succeed",
    required: &["Type"],
    groups: &[],
    fields: &[TYPE, COMMENT, QUERY_LANGUAGE, INPUT_PATH, OUTPUT_PATH, OUTPUT],
};

static FAIL: ObjectSchema = ObjectSchema {
    name: "Fail",
    required: &["Type"],
    groups: &[at_most_one_of(&["Error", "ErrorPath"]), at_most_one_of(&["Cause", "CausePath"])],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        both("Error", Shape::TextOrExpression),
        jsonpath("ErrorPath", Shape::PathOrIntrinsic),
        both("Cause", Shape::TextOrExpression),
        jsonpath("CausePath", Shape::PathOrIntrinsic),
    ],
};

static PARALLEL: ObjectSchema = ObjectSchema {
    name: "Parallel",
    required: &["Type", "Branches"],
    groups: &[TRANSITION],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        INPUT_PATH,
        PARAMETERS,
        ARGUMENTS,
        both("Branches", Shape::List(&BRANCH, Length::NotEmpty)),
        RESULT_SELECTOR,
        RESULT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        RETRY,
        CATCH,
        NEXT,
        END,
    ],
};

static MAP: ObjectSchema = ObjectSchema {
    name: "Map",
    required: &["Type"],
    groups: &[
        one_of(&["ItemProcessor", "Iterator"]),
        TRANSITION,
        at_most_one_of(&["ItemSelector", "Parameters"]),
        at_most_one_of(&["MaxConcurrency", "MaxConcurrencyPath"]),
        at_most_one_of(&["ToleratedFailureCount", "ToleratedFailureCountPath"]),
        at_most_one_of(&["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"]),
    ],
    fields: &[
        TYPE,
        COMMENT,
        QUERY_LANGUAGE,
        INPUT_PATH,
        both("ItemReader", Shape::Object(&ITEM_READER)),
        jsonpath("ItemsPath", Shape::ReferencePath),
        jsonata("Items", Shape::Template),
        both("ItemSelector", Shape::Template),
        PARAMETERS,
        both("ItemBatcher", Shape::Object(&ITEM_BATCHER)),
        both("MaxConcurrency", Shape::IntegerOrExpression(0, i64::MAX)),
        jsonpath("MaxConcurrencyPath", Shape::ReferencePath),
        both("ItemProcessor", Shape::Object(&ITEM_PROCESSOR)),
        both("Iterator", Shape::Object(&ITEM_PROCESSOR)),
        both("ToleratedFailureCount", Shape::IntegerOrExpression(0, i64::MAX)),
        jsonpath("ToleratedFailureCountPath", Shape::ReferencePath),
        both("ToleratedFailurePercentage", Shape::NumberOrExpression(0.0, 100.0)),
        jsonpath("ToleratedFailurePercentagePath", Shape::ReferencePath),
        both("ResultWriter", Shape::Object(&RESULT_WRITER)),
        both("Label", Shape::Text),
        RESULT_SELECTOR,
        RESULT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        RETRY,
        CATCH,
        NEXT,
        END,
    ],
};

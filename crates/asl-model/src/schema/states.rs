//! The fields of the eight state types.

use super::objects::{BRANCH, CATCHER, CHOICE_RULE, CREDENTIALS, ITEM_BATCHER, ITEM_PROCESSOR, ITEM_READER};
use super::objects::{RESULT_WRITER, RETRIER};
use super::{
    Field, Length, MAX_SECONDS, ObjectSchema, Shape, at_most_one_of, both, jsonata, jsonpath, one_of,
};

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

const TYPE: Field = both("Type", Shape::OneOf(&STATE_TYPES), "What the state does.");
const COMMENT: Field = both("Comment", Shape::Text, "A note for people; ignored when the workflow runs.");
const QUERY_LANGUAGE: Field = both(
    "QueryLanguage",
    Shape::OneOf(&["JSONPath", "JSONata"]),
    "The query language of this state's own fields. Without it, the machine's.",
);
const NEXT: Field = both("Next", Shape::StateName, "The state to go on with.");
const END: Field = both("End", Shape::Boolean, "`true`: the workflow ends with this state.");
const INPUT_PATH: Field =
    jsonpath("InputPath", Shape::PathOrNull, "The part of the input to work on; `null` for an empty object.");
const OUTPUT_PATH: Field = jsonpath(
    "OutputPath",
    Shape::PathOrNull,
    "The part of the result to hand on; `null` for an empty object.",
);
const RESULT_PATH: Field = jsonpath(
    "ResultPath",
    Shape::ResultPath,
    "Where the result goes in the state's input; `null` drops the result and keeps the input.",
);
const PARAMETERS: Field = jsonpath(
    "Parameters",
    Shape::Template,
    "What to hand to the work, built from the input: names that end in `.$` are filled by paths and functions.",
);
const ARGUMENTS: Field =
    jsonata("Arguments", Shape::Template, "What to hand to the work: JSON with `{% … %}` expressions in it.");
const RESULT_SELECTOR: Field =
    jsonpath("ResultSelector", Shape::Template, "A new value built from the raw result, before ResultPath.");
const OUTPUT: Field =
    jsonata("Output", Shape::Template, "The state's output: JSON with `{% … %}` expressions in it.");
const ASSIGN: Field =
    both("Assign", Shape::ObjectTemplate, "Variables to set when the state is left: name and value each.");
const RETRY: Field = both("Retry", Shape::List(&RETRIER, Length::Any), "When to try again after an error.");
const CATCH: Field = both("Catch", Shape::List(&CATCHER, Length::Any), "Where to go on after an error.");

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
        jsonpath("Result", Shape::Literal, "A fixed result; expressions in it are not evaluated."),
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
        both(
            "Resource",
            Shape::Resource,
            "The ARN of what to call: an integration, a function or an activity.",
        ),
        INPUT_PATH,
        PARAMETERS,
        ARGUMENTS,
        both(
            "TimeoutSeconds",
            Shape::IntegerOrExpression(1, MAX_SECONDS),
            "Seconds until the task fails with States.Timeout.",
        ),
        jsonpath(
            "TimeoutSecondsPath",
            Shape::ReferencePath,
            "Where in the input the timeout stands, in seconds.",
        ),
        both(
            "HeartbeatSeconds",
            Shape::IntegerOrExpression(1, MAX_SECONDS),
            "Longest silence, in seconds, of a worker that sends heartbeats.",
        ),
        jsonpath(
            "HeartbeatSecondsPath",
            Shape::ReferencePath,
            "Where in the input the heartbeat stands, in seconds.",
        ),
        both(
            "Credentials",
            Shape::Object(&CREDENTIALS),
            "The role to call with, in this or another account.",
        ),
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
        both(
            "Choices",
            Shape::List(&CHOICE_RULE, Length::NotEmpty),
            "The rules; the first that fits is taken.",
        ),
        both(
            "Default",
            Shape::StateName,
            "The state to go on with when no rule fits; without it, that is an error.",
        ),
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
        both("Seconds", Shape::IntegerOrExpression(0, MAX_SECONDS), "How many seconds to wait."),
        jsonpath("SecondsPath", Shape::ReferencePath, "Where in the input the number of seconds stands."),
        both("Timestamp", Shape::TextOrExpression, "Until when to wait: `2030-01-31T12:00:00Z`."),
        jsonpath("TimestampPath", Shape::ReferencePath, "Where in the input the timestamp stands."),
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
        both("Error", Shape::TextOrExpression, "The error's name, for Retry, Catch and people."),
        jsonpath(
            "ErrorPath",
            Shape::PathOrIntrinsic,
            "Where the error's name stands, or a function that makes it.",
        ),
        both("Cause", Shape::TextOrExpression, "What happened, for people."),
        jsonpath("CausePath", Shape::PathOrIntrinsic, "Where the cause stands, or a function that makes it."),
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
        both("Branches", Shape::List(&BRANCH, Length::NotEmpty), "The workflows to run at the same time."),
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
        both(
            "ItemReader",
            Shape::Object(&ITEM_READER),
            "Where a distributed Map finds its items: an object in S3.",
        ),
        jsonpath("ItemsPath", Shape::ReferencePath, "Where in the input the items stand; `$` if absent."),
        jsonata("Items", Shape::Template, "The items: a list, or an expression that gives one."),
        both("ItemSelector", Shape::Template, "What each iteration is given, instead of the item itself."),
        jsonpath("Parameters", Shape::Template, "What ItemSelector was called before."),
        both(
            "ItemBatcher",
            Shape::Object(&ITEM_BATCHER),
            "Several items for one child execution (distributed).",
        ),
        both(
            "MaxConcurrency",
            Shape::IntegerOrExpression(0, i64::MAX),
            "How many iterations run at the same time; 0 for as many as possible.",
        ),
        jsonpath("MaxConcurrencyPath", Shape::ReferencePath, "Where in the input MaxConcurrency stands."),
        both("ItemProcessor", Shape::Object(&ITEM_PROCESSOR), "The workflow to run for each item."),
        both("Iterator", Shape::Object(&ITEM_PROCESSOR), "What ItemProcessor was called before."),
        both(
            "ToleratedFailureCount",
            Shape::IntegerOrExpression(0, i64::MAX),
            "How many items may fail before the Map fails (distributed).",
        ),
        jsonpath("ToleratedFailureCountPath", Shape::ReferencePath, "Where in the input that count stands."),
        both(
            "ToleratedFailurePercentage",
            Shape::NumberOrExpression(0.0, 100.0),
            "How many percent of the items may fail before the Map fails (distributed).",
        ),
        jsonpath(
            "ToleratedFailurePercentagePath",
            Shape::ReferencePath,
            "Where in the input that percentage stands.",
        ),
        both(
            "ResultWriter",
            Shape::Object(&RESULT_WRITER),
            "Where the results go: an object in S3 (distributed).",
        ),
        both("Label", Shape::Text, "A name for the Map's runs, in their ARNs (distributed)."),
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

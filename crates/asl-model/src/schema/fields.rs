//! The fields that several objects share.

use super::objects::{CATCHER, RETRIER};
use super::states::STATE_TYPES;
use super::{Field, Length, Shape, both, jsonata, jsonpath};

pub(super) const COMMENT: Field = both("Comment", Shape::Text);
pub(super) const START_AT: Field = both("StartAt", Shape::StateName);
pub(super) const STATES: Field = both("States", Shape::States);
pub(super) const PARAMETERS: Field = jsonpath("Parameters", Shape::Template);
pub(super) const ARGUMENTS: Field = jsonata("Arguments", Shape::Template);
pub(super) const ERROR_EQUALS: Field = both("ErrorEquals", Shape::Texts);
pub(super) const NEXT: Field = both("Next", Shape::StateName);
pub(super) const ASSIGN: Field = both("Assign", Shape::ObjectTemplate);
pub(super) const TYPE: Field = both("Type", Shape::OneOf(&STATE_TYPES));
pub(super) const QUERY_LANGUAGE: Field = both("QueryLanguage", Shape::OneOf(&["JSONPath", "JSONata"]));
pub(super) const END: Field = both("End", Shape::Boolean);
pub(super) const INPUT_PATH: Field = jsonpath("InputPath", Shape::PathOrNull);
pub(super) const OUTPUT_PATH: Field = jsonpath("OutputPath", Shape::PathOrNull);
pub(super) const RESULT_PATH: Field = jsonpath("ResultPath", Shape::ResultPath);
pub(super) const RESULT_SELECTOR: Field = jsonpath("ResultSelector", Shape::Template);
pub(super) const OUTPUT: Field = jsonata("Output", Shape::Template);
pub(super) const RETRY: Field = both("Retry", Shape::List(&RETRIER, Length::Any));
pub(super) const CATCH: Field = both("Catch", Shape::List(&CATCHER, Length::Any));

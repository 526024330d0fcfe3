//! The Amazon States Language as a typed tree.
//!
//! [`parse_definition`] turns a text into a [`StateMachine`] and a list of [`Diagnostic`]s; it never fails. What cannot
//! be understood becomes a diagnostic and the rest of the tree stands. All validation rules live here.
//!
//! This crate knows nothing of running: that is `asl-engine`.

mod catcher;
mod choice_rule;
mod codes;
mod data_path;
mod definition;
mod diagnostic;
mod dynamic;
mod edit;
mod format;
pub mod integrations;
pub mod intrinsic;
mod item_batcher;
mod item_processor;
mod item_reader;
mod jackson;
mod java_hash_map;
mod jsonata_string;
mod located;
mod lower;
mod resource;
mod result_writer;
mod retrier;
mod rules;
pub mod schema;
pub mod services;
mod state;
mod state_machine;
mod string_place;
mod template;
mod validate;
mod yaml;

pub use catcher::Catcher;
pub use choice_rule::{ChoiceCondition, ChoiceRule, Comparison, DataTest, Operand, Rule, TypeTest};
pub use codes::Code;
pub use data_path::{DataPath, PathRoot};
pub use definition::{Definition, ReadOptions, parse_definition, read_definition};
pub use diagnostic::{Diagnostic, Fix, Label, Severity, TextEdit, apply_edits};
pub use dynamic::Dynamic;
pub use format::Format;
pub use intrinsic::{IntrinsicArgument, IntrinsicCall, IntrinsicSyntaxError};
pub use item_batcher::ItemBatcher;
pub use item_processor::{ExecutionType, ItemProcessor, ProcessorMode};
pub use item_reader::{
    CsvDelimiter, CsvHeaderLocation, InputType, ItemReader, ManifestType, ReaderTransformation,
};
pub use java_hash_map::java_hash_order;
pub use jsonata_string::JsonataString;
pub use located::Located;
pub use resource::{IntegrationPattern, Resource, ResourceKind};
pub use result_writer::{OutputType, ResultWriter, WriterTransformation};
pub use retrier::{JitterStrategy, Retrier};
pub use state::{
    ChoiceState, FailState, Items, MapState, ParallelState, PassState, PathField, ResultPath, State,
    StateKind, SucceedState, TaskState, Transition, WaitFor, WaitState,
};
pub use state_machine::{QueryLanguage, StateMachine, States, Workflow};
pub use template::{Template, TemplateMember};
pub use validate::{MAX_RESULTS, ValidateAnswer, ValidateOptions, create_error, input_error, validate};

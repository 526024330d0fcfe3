//! The names that the services offer besides those of the schema.

use crate::intrinsic::IntrinsicFunction;
use crate::rules::RESERVED_ERRORS;

/// The members of `$states`.
pub const STATES: [&str; 4] = ["$states.input", "$states.result", "$states.errorOutput", "$states.context"];

/// Places in the context object, as paths below `$$` and `$states.context`.
pub const CONTEXT: [&str; 17] = [
    "Execution.Id",
    "Execution.Name",
    "Execution.Input",
    "Execution.StartTime",
    "Execution.RoleArn",
    "Execution.RedriveCount",
    "Execution.RedriveTime",
    "State.Name",
    "State.EnteredTime",
    "State.RetryCount",
    "StateMachine.Id",
    "StateMachine.Name",
    "Task.Token",
    "Map.Item.Index",
    "Map.Item.Value",
    "Map.Item.Key",
    "Map.Item.Source",
];

/// The errors of Lambda that AWS advises to retry.
const LAMBDA_ERRORS: [&str; 5] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
];

/// The names of errors that the language reserves, and those of Lambda.
pub fn error_names() -> impl Iterator<Item = &'static str> {
    RESERVED_ERRORS.iter().chain(&LAMBDA_ERRORS).copied()
}

/// The names of JSONata's functions, without their `$`.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    asl_jsonata::functions(asl_jsonata::Options::step_functions()).map(|function| function.name)
}

/// The names of an intrinsic function's parameters, separated by commas; `?` stands after those that may be left out.
pub(super) const fn parameters(function: IntrinsicFunction) -> &'static str {
    use IntrinsicFunction as F;
    match function {
        F::Format => "template,values…",
        F::StringToJson | F::Base64Encode | F::Base64Decode => "string",
        F::JsonToString => "path",
        F::Array => "values…",
        F::ArrayPartition => "array,size",
        F::ArrayContains => "array,value",
        F::ArrayRange => "first,last,step",
        F::ArrayGetItem => "array,index",
        F::ArrayLength | F::ArrayUnique => "array",
        F::Hash => "data,algorithm",
        F::JsonMerge => "first,second,false",
        F::MathRandom => "start,end,seed?",
        F::MathAdd => "a,b",
        F::StringSplit => "string,delimiters",
        F::Uuid => "",
    }
}

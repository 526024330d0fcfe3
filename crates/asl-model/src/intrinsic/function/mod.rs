//! The 18 functions, one file each.
//!
//! Each takes values and gives a value; none knows of paths or states. Arguments that a function does not take give
//! `Invalid arguments in NAME`, the wrong number of arguments included: AWS looks at both only when the state runs.

use asl_json::Value;

use super::RandomSource;
use super::arguments::{Failure, Outcome};

macro_rules! functions {
    ($($module:ident $variant:ident $name:literal $doc:literal)*) => {
        $(mod $module;)*

        /// An intrinsic function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IntrinsicFunction {
            $(#[doc = $doc] $variant,)*
        }

        impl IntrinsicFunction {
            /// All functions, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The function with this name, `States.` included.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The name as written in a definition: `States.Format`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        fn call(function: IntrinsicFunction, arguments: &[Value], random: &mut dyn RandomSource) -> Outcome {
            match function {
                $(IntrinsicFunction::$variant => $module::call(arguments, random),)*
            }
        }
    };
}

functions! {
    format Format "States.Format" "Fills the `{}` of a template."
    string_to_json StringToJson "States.StringToJson" "Reads a JSON text."
    json_to_string JsonToString "States.JsonToString" "Writes a JSON text."
    array Array "States.Array" "A list of its arguments."
    array_partition ArrayPartition "States.ArrayPartition" "Cuts a list into lists of a size."
    array_contains ArrayContains "States.ArrayContains" "Whether a list holds a value."
    array_range ArrayRange "States.ArrayRange" "Numbers from, to, by."
    array_get_item ArrayGetItem "States.ArrayGetItem" "The item of a list at an index."
    array_length ArrayLength "States.ArrayLength" "How many items a list has."
    array_unique ArrayUnique "States.ArrayUnique" "A list without its duplicates."
    base64_encode Base64Encode "States.Base64Encode" "The Base64 of a text."
    base64_decode Base64Decode "States.Base64Decode" "The text of a Base64."
    hash Hash "States.Hash" "The hexadecimal digest of a value."
    json_merge JsonMerge "States.JsonMerge" "Two objects in one."
    math_random MathRandom "States.MathRandom" "A random whole number."
    math_add MathAdd "States.MathAdd" "The sum of two whole numbers."
    string_split StringSplit "States.StringSplit" "The parts of a text between delimiters."
    uuid Uuid "States.UUID" "A random UUID."
}

/// Carries out the function called `name` (`States.` included) on `arguments`.
///
/// # Errors
/// AWS's text: `Invalid arguments in NAME`, for some functions with a reason behind it.
pub fn evaluate_function(
    name: &str,
    arguments: &[Value],
    random: &mut dyn RandomSource,
) -> Result<Value, String> {
    match IntrinsicFunction::named(name) {
        Some(function) => function.evaluate(arguments, random),
        None => Err(format!("Invalid intrinsic function {name}")),
    }
}

impl IntrinsicFunction {
    /// Carries the function out on `arguments`.
    ///
    /// # Errors
    /// AWS's text: `Invalid arguments in NAME`, for some functions with a reason behind it.
    pub fn evaluate(self, arguments: &[Value], random: &mut dyn RandomSource) -> Result<Value, String> {
        call(self, arguments, random).map_err(|failure| match failure {
            Failure::Arguments => format!("Invalid arguments in {}", self.name()),
            Failure::Message(message) => message,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::IntrinsicFunction;

    #[test]
    fn every_function_is_found_by_its_name() {
        assert_eq!(IntrinsicFunction::ALL.len(), 18);
        for function in IntrinsicFunction::ALL {
            assert_eq!(IntrinsicFunction::named(function.name()), Some(*function));
        }
    }
}

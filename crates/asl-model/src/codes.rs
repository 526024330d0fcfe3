//! The one list of diagnostic codes. A code is never reused or renamed after release.

use std::fmt;

use crate::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident, $origin:ident;)*) => {
        /// Which rule a diagnostic comes from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes, AWS's first.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The code as AWS and our documents write it.
            pub const fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How bad it is unless the rule says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Whether the rule is ours: AWS says nothing of the kind.
            pub const fn is_ours(self) -> bool {
                match self { $(Code::$variant => codes!(@ours $origin),)* }
            }
        }
    };
    (@ours aws) => { false };
    (@ours ours) => { true };
}

codes! {
    /// The text is not JSON (or not YAML).
    InvalidJsonDescription = "INVALID_JSON_DESCRIPTION", Error, aws;
    /// There is no text.
    MissingDescription = "MISSING_DESCRIPTION", Error, aws;
    /// A field is missing, unknown, of the wrong type or has a bad value.
    SchemaValidationFailed = "SCHEMA_VALIDATION_FAILED", Error, aws;
    /// No state at the top level ends the machine.
    MissingEndState = "MISSING_END_STATE", Error, aws;
    /// A transition names no state, or no transition leads to a state.
    MissingTransitionTarget = "MISSING_TRANSITION_TARGET", Error, aws;
    /// A state's name is too long or empty.
    InvalidStateName = "INVALID_STATE_NAME", Error, aws;
    /// Two states have the same name.
    DuplicateStateName = "DUPLICATE_STATE_NAME", Error, aws;
    /// A `Label` is too long or has forbidden characters.
    InvalidLabelName = "INVALID_LABEL_NAME", Error, aws;
    /// Two Map states have the same `Label`.
    DuplicateLabelName = "DUPLICATE_LABEL_NAME", Error, aws;
    /// A variable's name is not an identifier.
    InvalidVariableName = "INVALID_VARIABLE_NAME", Error, aws;
    /// A variable is called `states`.
    ReservedVariableName = "RESERVED_VARIABLE_NAME", Error, aws;
    /// An inner scope assigns a variable of an outer scope.
    DuplicateVariableName = "DUPLICATE_VARIABLE_NAME", Error, aws;
    /// A `{% … %}` text is not JSONata.
    InvalidJsonataExpression = "INVALID_JSONATA_EXPRESSION", Error, aws;
    /// A `{% … %}` text refers to something that Step Functions does not have.
    UnsupportedJsonataExpression = "UNSUPPORTED_JSONATA_EXPRESSION", Error, aws;
    /// Parallel and Map states are nested too deeply.
    TooDeeplyNested = "TOO_DEEPLY_NESTED", Error, aws;
    /// A value looks like a path or a call, but its field does not end in `.$`.
    NoDollar = "NO_DOLLAR", Warning, aws;
    /// A value looks like a path, but its field does not end in `Path`.
    NoPath = "NO_PATH", Warning, aws;
    /// A Pass state's `Result` holds a path, which is not evaluated.
    PassResultIsStatic = "PASS_RESULT_IS_STATIC", Warning, aws;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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
    /// Something stands behind the end of the definition.
    TrailingText = "LINT_TRAILING_TEXT", Warning, ours;
    /// A name stands twice in one object.
    DuplicateName = "LINT_DUPLICATE_NAME", Warning, ours;
    /// States that can never come to an end.
    EndlessLoop = "LINT_ENDLESS_LOOP", Warning, ours;
    /// A Choice that fails when no rule fits.
    ChoiceWithoutDefault = "LINT_CHOICE_WITHOUT_DEFAULT", Hint, ours;
    /// A Choice rule that an earlier one covers.
    ShadowedChoiceRule = "LINT_SHADOWED_CHOICE_RULE", Warning, ours;
    /// A retrier or catcher for an error that never comes to it.
    UncatchableError = "LINT_UNCATCHABLE_ERROR", Warning, ours;
    /// An error name that begins with `States.` and does not exist.
    UnknownErrorName = "LINT_UNKNOWN_ERROR_NAME", Warning, ours;
    /// A retrier or catcher whose errors earlier ones take.
    CoveredError = "LINT_COVERED_ERROR", Warning, ours;
    /// A timeout that `States.TaskFailed` does not take.
    TimeoutNotCaught = "LINT_TIMEOUT_NOT_CAUGHT", Warning, ours;
    /// A catcher for a nested execution's own error name.
    ChildErrorName = "LINT_CHILD_ERROR_NAME", Warning, ours;
    /// A task that waits for somebody's answer without a limit.
    CallbackWithoutTimeout = "LINT_CALLBACK_WITHOUT_TIMEOUT", Warning, ours;
    /// A callback task that never hands its token on.
    TokenNotPassed = "LINT_TOKEN_NOT_PASSED", Warning, ours;
    /// A job that is waited for without a limit.
    JobWithoutTimeout = "LINT_JOB_WITHOUT_TIMEOUT", Hint, ours;
    /// A catcher that throws the input away.
    InputLostOnError = "LINT_INPUT_LOST_ON_ERROR", Hint, ours;
    /// A function call without a retrier for passing errors.
    LambdaWithoutRetry = "LINT_LAMBDA_WITHOUT_RETRY", Hint, ours;
    /// Something that looks like a secret.
    SecretInText = "LINT_SECRET_IN_TEXT", Warning, ours;
    /// A payload or a definition beyond AWS's quotas.
    PayloadQuota = "LINT_PAYLOAD_QUOTA", Warning, ours;
    /// A wait that is longer than an Express workflow lives.
    ExpressTooLong = "LINT_EXPRESS_TOO_LONG", Warning, ours;
    /// A field's older name.
    DeprecatedName = "LINT_DEPRECATED_NAME", Hint, ours;
    /// A field that an inline Map does not use, or more than it can do.
    InlineMapLimits = "LINT_INLINE_MAP_LIMITS", Warning, ours;
    /// A distributed Map without tolerance.
    FirstFailureEndsMapRun = "LINT_FIRST_FAILURE_ENDS_MAP_RUN", Hint, ours;
    /// A waiting task in an Express child execution.
    ExpressChildPattern = "LINT_EXPRESS_CHILD_PATTERN", Warning, ours;
    /// Text around `{% … %}`.
    JsonataBlank = "LINT_JSONATA_TEXT_AROUND", Warning, ours;
    /// A JSONPath in a JSONata state.
    JsonpathInJsonata = "LINT_JSONPATH_IN_JSONATA", Warning, ours;
    /// A Fail state that does not say why.
    FailWithoutError = "LINT_FAIL_WITHOUT_ERROR", Hint, ours;
    /// A Parallel state with one branch.
    SingleBranch = "LINT_SINGLE_BRANCH", Hint, ours;
    /// A nested execution that does not know its parent.
    NestedExecutionLink = "LINT_NESTED_EXECUTION_LINK", Hint, ours;
    /// A `${…}` that a deployment tool fills in.
    Placeholder = "LINT_PLACEHOLDER", Hint, ours;
    /// A parameter that begins with a small letter.
    SdkParameterCase = "LINT_SDK_PARAMETER_CASE", Warning, ours;
    /// A timeout that a Lambda function never reaches.
    LambdaTimeout = "LINT_LAMBDA_TIMEOUT", Warning, ours;
    /// A path that gives a list where one value is compared.
    ListAsValue = "LINT_LIST_AS_VALUE", Warning, ours;
    /// A variable that is set and read in the same `Assign`.
    OldValueRead = "LINT_OLD_VALUE_READ", Warning, ours;
    /// A function's ARN as `Resource`.
    DirectFunctionArn = "LINT_DIRECT_FUNCTION_ARN", Hint, ours;
    /// Waiting times that grow beyond a day.
    BackoffWithoutLimit = "LINT_BACKOFF_WITHOUT_LIMIT", Warning, ours;
    /// A variable that nothing assigns.
    UnknownVariable = "LINT_UNKNOWN_VARIABLE", Warning, ours;
    /// A loop that neither waits nor calls anything.
    BusyLoop = "LINT_BUSY_LOOP", Warning, ours;
    /// More events than a history holds.
    EventQuota = "LINT_EVENT_QUOTA", Warning, ours;
    /// A name that is in the payload of a function's answer.
    LambdaPayload = "LINT_LAMBDA_PAYLOAD", Warning, ours;
    /// A name that is read from a list.
    ListReadAsObject = "LINT_LIST_READ_AS_OBJECT", Warning, ours;
    /// A path as a whole template.
    TextAsTemplate = "LINT_TEXT_AS_TEMPLATE", Warning, ours;
    /// Batches without a size.
    BatchWithoutLimit = "LINT_BATCH_WITHOUT_LIMIT", Warning, ours;
    /// A retrier that never retries.
    RetryNever = "LINT_RETRY_NEVER", Warning, ours;
    /// A call of `$eval`.
    EvalCall = "LINT_EVAL", Warning, ours;
    /// A value that is another one for each attempt.
    ValueChangesOnRetry = "LINT_VALUE_CHANGES_ON_RETRY", Hint, ours;
    /// More than ten intrinsic functions in one field.
    ManyCalls = "LINT_MANY_CALLS", Warning, ours;
    /// The AWS SDK where there is an optimized integration.
    OptimizedIntegration = "LINT_OPTIMIZED_INTEGRATION", Hint, ours;
    /// A Wait until a time before Step Functions began.
    PastTimestamp = "LINT_PAST_TIMESTAMP", Warning, ours;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

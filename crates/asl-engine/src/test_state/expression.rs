//! One expression on its own: what it gives with a given input, context object, variables and result.

use std::rc::Rc;

use asl_json::{Value, to_json};
use asl_model::{QueryLanguage, State, StateKind, Template, parse_definition};

use crate::context_object::ContextObject;
use crate::data_flow::states_object;
use crate::evaluate::{Data, Evaluator};
use crate::fault::Fault;
use crate::{ExecutionOptions, Random, VariableScope};

/// The language of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `$.a`, `$$.State.Name`, `$variable`
    JsonPath,
    /// `States.Format(…)`
    Intrinsic,
    /// JSONata, with or without `{% %}`.
    Jsonata,
}

/// What an expression can see.
#[derive(Clone, Debug, Default)]
pub struct ExpressionScope {
    /// `$`, `$states.input`
    pub input: Value,
    /// `$$`, `$states.context`; made up if absent.
    pub context: Option<Value>,
    /// Workflow variables: an object.
    pub variables: Value,
    /// `$states.result`
    pub result: Option<Value>,
}

/// Evaluates an expression as a field of a state would. Time and random numbers are those of `options`.
///
/// # Errors
/// What is wrong with it, in AWS's words.
pub fn evaluate_expression(
    kind: ExpressionKind,
    text: &str,
    scope: &ExpressionScope,
    options: &ExecutionOptions,
) -> Result<Value, String> {
    let definition = parse_definition(&lone_state(kind, text));
    let state = definition.machine.state(NAME).ok_or_else(|| "The expression cannot be read.".to_owned())?;
    let template = template(state).ok_or_else(|| "The expression cannot be read.".to_owned())?;
    let random = Rc::new(Random::new(options.seed));
    let context = scope.context.clone().unwrap_or_else(|| made_up(scope, options));
    let context = ContextObject::given(context);
    let variables = VariableScope::default();
    if let Some(given) = scope.variables.as_object() {
        variables.assign(given);
    }
    let evaluator =
        Evaluator { context: &context, variables: &variables, random: &random, now: options.start_time };
    let evaluated = match state.query_language {
        QueryLanguage::JsonPath => {
            let filled = evaluator.template(template, Data::Path(&scope.input), NAME);
            filled.map(|filled| filled.get(NAME).cloned().unwrap_or_default())
        }
        QueryLanguage::Jsonata => {
            let result = scope.result.as_ref().map(|result| ("result", result));
            let states = states_object(&scope.input, context.value(), result);
            evaluator.template(template, Data::States(&states), NAME)
        }
    };
    evaluated.map_err(|fault| match fault {
        Fault::Runtime(tail) | Fault::Query { tail, .. } => tail,
        Fault::Error(error) => error.failure.cause.as_deref().unwrap_or_default().to_owned(),
    })
}

/// What the field is called in messages.
const NAME: &str = "expression";

/// A definition whose only state has the expression in a field.
fn lone_state(kind: ExpressionKind, text: &str) -> String {
    let string = |text: &str| to_json(&Value::from(text));
    let fields = match kind {
        ExpressionKind::JsonPath | ExpressionKind::Intrinsic => {
            format!("\"Parameters\":{{\"{NAME}.$\":{}}}", string(text.trim()))
        }
        ExpressionKind::Jsonata => {
            let bare = text.trim();
            let bare = bare.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")).unwrap_or(bare);
            format!(
                "\"QueryLanguage\":\"JSONata\",\"Output\":{}",
                string(&format!("{{% {} %}}", bare.trim()))
            )
        }
    };
    format!(
        "{{\"StartAt\":\"{NAME}\",\"States\":{{\"{NAME}\":{{\"Type\":\"Pass\",{fields},\"End\":true}}}}}}"
    )
}

fn template(state: &State) -> Option<&Template> {
    match &state.kind {
        StateKind::Pass(pass) if state.query_language == QueryLanguage::JsonPath => pass.parameters.as_ref(),
        _ => state.output.as_ref(),
    }
}

/// The context object of a Pass state that has just been entered.
fn made_up(scope: &ExpressionScope, options: &ExecutionOptions) -> Value {
    let state = Value::object([
        ("Name", Value::from(NAME)),
        ("EnteredTime", Value::from(options.start_time.to_string())),
    ]);
    let members = options.context_members(&scope.input, None).into_iter();
    Value::object(members.chain([("State", state)]))
}

#[cfg(test)]
mod tests {
    use asl_json::parse_value;

    use super::*;

    fn evaluate(kind: ExpressionKind, text: &str) -> String {
        let scope = ExpressionScope {
            input: parse_value(r#"{"a":[1,2],"s":"x"}"#).unwrap(),
            variables: parse_value(r#"{"v":{"w":3}}"#).unwrap(),
            result: Some(Value::from(9_i64)),
            context: None,
        };
        match evaluate_expression(kind, text, &scope, &ExecutionOptions::default()) {
            Ok(value) => to_json(&value),
            Err(message) => format!("! {message}"),
        }
    }

    #[test]
    fn every_language_sees_its_data() {
        use ExpressionKind::{Intrinsic, JsonPath, Jsonata};
        assert_eq!(evaluate(JsonPath, "$.a[1]"), "2");
        assert_eq!(evaluate(JsonPath, " $$.Execution.Name "), "\"execution-1\"");
        assert_eq!(evaluate(JsonPath, "$v.w"), "3");
        assert_eq!(
            evaluate(JsonPath, "$.none"),
            "! The JSONPath '$.none' specified for the field 'expression.$' could not be found in the input \
             '{\"a\":[1,2],\"s\":\"x\"}'"
        );
        assert_eq!(evaluate(Intrinsic, "States.Format('{}-{}', $.s, $v.w)"), "\"x-3\"");
        assert!(evaluate(Intrinsic, "States.Nothing()").starts_with("! "));
        assert_eq!(evaluate(Jsonata, "$sum($states.input.a) + $states.result + $v.w"), "15");
        assert_eq!(evaluate(Jsonata, "{% $states.context.State.Name %}"), "\"expression\"");
        assert!(evaluate(Jsonata, "$nothing").contains("returned nothing (undefined)"));
        assert!(evaluate(Jsonata, "1 +").contains("S0"));
        assert!(evaluate(JsonPath, "\"quoted").starts_with("! "));
    }
}

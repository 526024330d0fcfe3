//! Evaluating the expressions of a state: paths, payload templates, intrinsic functions and JSONata.

use std::rc::Rc;

use asl_json::{Map, Number, Object, Value, to_json};
use asl_jsonata::{Budget, Environment, Outcome};
use asl_jsonpath::{EvaluateOptions, PastEnd, PathError};
use asl_model::intrinsic::{CallScope, RandomSource};
use asl_model::{DataPath, IntrinsicCall, JsonataString, PathRoot, Template, TemplateMember};

use crate::context_object::ContextObject;
use crate::fault::Fault;
use crate::{Random, Timestamp, VariableScope};

/// What the expressions of a state can see besides their data.
#[derive(Debug)]
pub(crate) struct Evaluator<'a> {
    /// The context object: `$$`, `$states.context`.
    pub(crate) context: &'a ContextObject<'a>,
    pub(crate) variables: &'a VariableScope,
    pub(crate) random: &'a Rc<Random>,
    pub(crate) now: Timestamp,
}

/// Clock and random numbers for JSONata: those of the execution.
pub(crate) struct ExpressionHost {
    pub(crate) now: Timestamp,
    pub(crate) random: Rc<Random>,
}

/// The data that a field's expressions work on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Data<'a> {
    /// JSONPath: `$`.
    Path(&'a Value),
    /// JSONata: `$states`.
    States(&'a Value),
}

impl<'a> Data<'a> {
    fn root(self) -> &'a Value {
        match self {
            Data::Path(value) | Data::States(value) => value,
        }
    }
}

/// Where in a field an expression stands, for AWS's messages: `Output/a/b[0]`.
enum Place<'a> {
    Field(&'a str),
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Field(name) => f.write_str(name),
            Place::Member(outer, name) => write!(f, "{outer}/{name}"),
            Place::Item(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

impl Evaluator<'_> {
    /// What a path finds.
    pub(crate) fn path(&self, path: &DataPath, data: &Value) -> Result<Value, PathError> {
        self.path_with(path, data, &EvaluateOptions::default())
    }

    fn path_with(
        &self,
        path: &DataPath,
        data: &Value,
        options: &EvaluateOptions,
    ) -> Result<Value, PathError> {
        match &path.root {
            PathRoot::Data => path.path.evaluate_with(data, options),
            PathRoot::Context => self.context.path(&path.path, options),
            PathRoot::Variable(name) => match self.variables.get(name) {
                Some(value) => path.path.evaluate_with(&value, options),
                None => Err(PathError::NotFound { message: format!("No results for path: $['{name}']") }),
            },
        }
    }

    /// A path of a field of its own (`InputPath`, `TimeoutSecondsPath` …).
    pub(crate) fn field_path(&self, path: &DataPath, data: &Value) -> Result<Value, Fault> {
        self.path(path, data).map_err(|error| Fault::invalid_path(&path.text, &error.to_string()))
    }

    /// Fills a payload template in.
    pub(crate) fn template(&self, template: &Template, data: Data<'_>, field: &str) -> Result<Value, Fault> {
        self.fill(template, data, field, &Place::Field(field))
    }

    /// Fills the members of `Assign` in; all see the same data.
    pub(crate) fn assign(
        &self,
        members: &[TemplateMember],
        data: Data<'_>,
        field: &str,
    ) -> Result<Object, Fault> {
        let place = Place::Field(field);
        let filled = self.members(members, data, &place)?;
        Ok(Object::new(filled))
    }

    /// `field` is the name that AWS quotes for a JSONPath expression (`x.$`), `place` the way to it.
    fn fill(
        &self,
        template: &Template,
        data: Data<'_>,
        field: &str,
        place: &Place<'_>,
    ) -> Result<Value, Fault> {
        match template {
            Template::Constant(value) => Ok(value.clone()),
            Template::Array(items) => {
                let filled = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| self.fill(item, data, field, &Place::Item(place, index)));
                Ok(Value::array(filled.collect::<Result<_, _>>()?))
            }
            Template::Object(members) => Ok(Value::from(self.members(members, data, place)?)),
            Template::Path(path) => {
                let options = EvaluateOptions { past_end: PastEnd::Null, ..EvaluateOptions::default() };
                self.path_with(path, data.root(), &options)
                    .map_err(|error| self.not_found(path, field, data.root(), &error))
            }
            Template::Intrinsic(call) => self.intrinsic(call, data.root()),
            Template::Jsonata(jsonata) => self.jsonata(jsonata, data.root(), &place.to_string()),
            Template::Invalid(text) => Err(Fault::Runtime(format!(
                "The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call: {text}"
            ))),
        }
    }

    /// AWS's words for a path of the field called `field` that leads nowhere. They quote what the path was followed in: the
    /// whole context object for a path on it.
    pub(crate) fn not_found(&self, path: &DataPath, field: &str, data: &Value, error: &PathError) -> Fault {
        if !matches!(error, PathError::NotFound { .. }) {
            return Fault::invalid_path(&path.text, &error.to_string());
        }
        let input = if path.root == PathRoot::Context { self.context.value() } else { data };
        Fault::Runtime(format!(
            "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
            path.text,
            to_json(input)
        ))
    }

    fn members(&self, members: &[TemplateMember], data: Data<'_>, place: &Place<'_>) -> Result<Map, Fault> {
        let mut map = Map::with_capacity(members.len());
        for member in members {
            let value = self.fill(&member.value, data, &member.field, &Place::Member(place, &member.key))?;
            map.insert(Rc::clone(&member.key), value);
        }
        Ok(map)
    }

    /// Calls an intrinsic function.
    pub(crate) fn intrinsic(&self, call: &IntrinsicCall, data: &Value) -> Result<Value, Fault> {
        let mut scope = IntrinsicScope { evaluator: self, data, random: self.random };
        call.evaluate(&mut scope).map_err(Fault::Runtime)
    }

    /// Evaluates a JSONata expression to a value, as the field called `place`.
    pub(crate) fn jsonata(
        &self,
        jsonata: &JsonataString,
        states: &Value,
        place: &str,
    ) -> Result<Value, Fault> {
        let fault = |tail: &str| Fault::Query {
            tail: format!(
                "The JSONata expression '{}' specified for the field '{place}' {tail}",
                jsonata.text
            ),
            location: Some(place.to_owned()),
        };
        let threw = |error: &asl_jsonata::Error| {
            // What ran out has no code (measured).
            let told =
                if error.code == "U1001" { format!(": {}", error.message) } else { format!(". {error}") };
            fault(&format!("threw an error during evaluation{told}"))
        };
        let expression = jsonata.expression.as_ref().map_err(&threw)?;
        let host = ExpressionHost { now: self.now, random: Rc::clone(self.random) };
        let mut environment = Environment::new(Rc::new(host));
        for (name, value) in self.variables.visible() {
            environment.bind(name, value);
        }
        environment.bind("states", states.clone());
        match expression.evaluate(None, &environment, &mut Budget::step_functions()) {
            Ok(Outcome::Value(Value::Number(number))) => Ok(Value::Number(without_point(number))),
            Ok(Outcome::Value(value)) => Ok(value),
            Ok(Outcome::Undefined) => Err(fault("returned nothing (undefined).")),
            Ok(Outcome::Function) => Err(fault("returned an unsupported result type.")),
            Err(error) => Err(threw(&error)),
        }
    }
}

/// JSONata writes `1.0` as `1` (measured).
// DIFFERENCE(aws): numbers inside of a list or an object that an expression only hands on keep their point.
fn without_point(number: Number) -> Number {
    match number {
        Number::Float(float) if float.fract() == 0.0 && float.abs() < 9e18 => Number::Int(float as i64),
        number => number,
    }
}

impl asl_jsonata::Host for ExpressionHost {
    fn now_millis(&self) -> i64 {
        self.now.0
    }

    fn random(&self) -> f64 {
        self.random.next_f64()
    }

    fn uuid(&self) -> String {
        self.random.uuid()
    }
}

/// A JSONata value of another type than the field wants.
pub(crate) fn unexpected_type(jsonata: &JsonataString, field: &str, expected: &str, value: &Value) -> Fault {
    Fault::Query {
        tail: format!(
            "The JSONata expression '{}' specified for the field '{field}' returned an unexpected result type. \
             Expected '{expected}', but was '{}' for value: {}",
            jsonata.text,
            value.type_name(),
            to_json(value)
        ),
        location: Some(field.to_owned()),
    }
}

/// What the arguments of an intrinsic function are found in.
struct IntrinsicScope<'a> {
    evaluator: &'a Evaluator<'a>,
    data: &'a Value,
    random: &'a Random,
}

impl CallScope for IntrinsicScope<'_> {
    fn path(&mut self, path: &DataPath) -> Result<Value, PathError> {
        self.evaluator.path(path, self.data)
    }

    fn data_text(&self) -> String {
        to_json(self.data)
    }

    fn random(&mut self) -> &mut dyn RandomSource {
        &mut self.random
    }
}

//! Functions at the end of a step: `.length()`, `.sum($.a)`.
//!
//! AWS documents them as not supported, yet `length()` is in wide use; the caller decides with
//! [`FunctionCalls`](crate::FunctionCalls) whether they are carried out.

use asl_json::{Array, Number, Object, Value, parse_value};

use crate::PathSyntaxError;
use crate::cursor::Cursor;
use crate::evaluate::{Evaluation, Fault};
use crate::parse::Level;
use crate::path::{Steps, Token};
use crate::{java_text, parse};

/// A call with its arguments.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Parameter>,
}

/// An argument: a path on the whole document, or a JSON text (none if the text is not JSON).
#[derive(Debug)]
pub(crate) enum Parameter {
    Path(Steps),
    Json(Option<Value>),
}

/// What is being read between the parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Path,
}

/// Reads the arguments; the cursor stands behind the opening parenthesis and is left behind the closing one.
///
/// Text that is neither a path nor JSON (a bare word, a single-quoted string) is passed over without a word.
pub(crate) fn parse_parameters(
    cursor: &mut Cursor<'_>,
    name: &str,
    level: Level,
) -> Result<Vec<Parameter>, PathSyntaxError> {
    let mut reader = ParameterReader { open_parentheses: 1, ..ParameterReader::default() };
    let mut at_end = false;
    while !at_end && let Some(character) = cursor.current() {
        cursor.position += 1;
        if reader.kind.is_none() {
            reader.start = cursor.position - 1;
            match character {
                ' ' | '\t' | '\n' | '\r' => continue,
                '{' | '"' | '-' => reader.kind = Some(Kind::Json),
                '$' | '@' => reader.kind = Some(Kind::Path),
                c if c.is_ascii_digit() => reader.kind = Some(Kind::Json),
                _ => {}
            }
        }
        if character == '\\' && reader.open_quotes == 1 && matches!(cursor.current(), Some(',' | '"')) {
            reader.text.extend(cursor.current());
            cursor.position += 1;
            reader.previous = None;
            continue;
        }
        if !reader.count(character) {
            let position = cursor.position;
            return Err(cursor
                .error(format!("Unexpected close bracket '{character}' at character position: {position}")));
        }
        if matches!(character, ')' | ',') && reader.ends_with(character) {
            at_end = reader.open_parentheses == 0;
            // The text was put together from pieces, so only the argument's start can be named.
            reader.finish(level).map_err(|error| cursor.error_at(reader.start, error.message()))?;
        }
        if reader.kind.is_some() && !(character == ',' && reader.is_between_arguments()) {
            reader.text.push(character);
        }
        reader.previous = Some(character);
    }
    if reader.open_braces != 0 || reader.open_parentheses != 0 || reader.open_brackets != 0 {
        return Err(cursor.error(format!("Arguments to function: '{name}' are not closed properly.")));
    }
    Ok(reader.parameters)
}

#[derive(Default)]
struct ParameterReader {
    open_parentheses: usize,
    open_brackets: usize,
    open_braces: usize,
    open_quotes: usize,
    previous: Option<char>,
    /// Where the argument begins.
    start: usize,
    kind: Option<Kind>,
    text: Vec<char>,
    parameters: Vec<Parameter>,
}

impl ParameterReader {
    /// Keeps count of what is open; false if something is closed that was not open.
    fn count(&mut self, character: char) -> bool {
        let counter = match character {
            '"' if self.previous != Some('\\') && self.open_quotes > 0 => {
                self.open_quotes -= 1;
                return true;
            }
            '"' => &mut self.open_quotes,
            '(' | ')' => &mut self.open_parentheses,
            '[' | ']' => &mut self.open_brackets,
            '{' | '}' => &mut self.open_braces,
            _ => return true,
        };
        if matches!(character, ')' | ']' | '}') {
            let Some(less) = counter.checked_sub(1) else { return false };
            *counter = less;
            // `f()` as an argument keeps its closing parenthesis.
            if character == ')' && self.previous == Some('(') {
                self.text.push(')');
            }
        } else {
            *counter += 1;
        }
        true
    }

    const fn is_between_arguments(&self) -> bool {
        self.open_braces == 0 && self.open_brackets == 0 && self.open_parentheses == 1
    }

    fn ends_with(&self, character: char) -> bool {
        self.open_quotes == 0
            && self.open_braces == 0
            && self.open_brackets == 0
            && ((self.open_parentheses == 0 && character == ')') || self.open_parentheses == 1)
    }

    fn finish(&mut self, level: Level) -> Result<(), PathSyntaxError> {
        let text = std::mem::take(&mut self.text);
        match self.kind.take() {
            Some(Kind::Json) => {
                let text: String = text.into_iter().collect();
                self.parameters.push(Parameter::Json(parse_value(&text).ok()));
            }
            Some(Kind::Path) => {
                self.parameters.push(Parameter::Path(parse::argument_path(&text, level.deeper())?));
            }
            None => {}
        }
        Ok(())
    }
}

impl Call {
    /// The function's value for `target`, the value that it was called on.
    pub(crate) fn evaluate(&self, target: &Value, evaluation: &mut Evaluation<'_>) -> Result<Value, Fault> {
        match self.name.as_str() {
            "length" | "size" => self.length(target, evaluation),
            "min" | "max" | "avg" | "sum" | "stddev" => self.aggregate(target, evaluation),
            "concat" => self.concat(target, evaluation),
            "append" => self.append(target, evaluation),
            "keys" => Ok(keys(target)),
            "first" => nth(target, 0),
            "last" => nth(target, -1),
            "index" => {
                let index = self.numbers(evaluation)?.first().copied();
                let index = index.ok_or_else(|| Fault::internal("index() needs a number"))?;
                nth(target, index.as_f64() as i64)
            }
            name => Err(Fault::Invalid(format!("Function with name: {name} does not exist."))),
        }
    }

    fn values(&self, evaluation: &mut Evaluation<'_>) -> Result<Vec<Value>, Fault> {
        self.parameters
            .iter()
            .map(|parameter| match parameter {
                Parameter::Path(steps) => evaluation.document_value(steps),
                Parameter::Json(Some(value)) => Ok(value.clone()),
                Parameter::Json(None) => Err(Fault::internal("a function's argument is not JSON")),
            })
            .collect()
    }

    /// The numbers among the arguments, those inside of arrays included.
    fn numbers(&self, evaluation: &mut Evaluation<'_>) -> Result<Vec<Number>, Fault> {
        let mut numbers = Vec::new();
        for value in self.values(evaluation)? {
            match &value {
                Value::Array(items) => numbers.extend(items.iter().filter_map(Value::as_number)),
                other => numbers.extend(other.as_number()),
            }
        }
        evaluation.spend(numbers.len())?;
        Ok(numbers)
    }

    /// The length of an array or object; null for anything else. With an argument: the number of its children.
    fn length(&self, target: &Value, evaluation: &mut Evaluation<'_>) -> Result<Value, Fault> {
        match self.parameters.first() {
            Some(Parameter::Path(steps)) => {
                let value = if steps.is_function() {
                    evaluation.document_value(steps)?
                } else {
                    evaluation.children(steps)?
                };
                if let Value::Array(items) = &value {
                    return Ok(items.len().into());
                }
            }
            Some(Parameter::Json(_)) => return Err(Fault::internal("length() takes a path")),
            None => {}
        }
        Ok(match target {
            Value::Array(items) => items.len().into(),
            Value::Object(members) => members.len().into(),
            _ => Value::Null,
        })
    }

    fn aggregate(&self, target: &Value, evaluation: &mut Evaluation<'_>) -> Result<Value, Fault> {
        let mut numbers: Vec<f64> = Vec::new();
        if let Value::Array(items) = target {
            evaluation.spend(items.len())?;
            numbers.extend(items.iter().filter_map(Value::as_number).map(Number::as_f64));
        }
        numbers.extend(self.numbers(evaluation)?.into_iter().map(Number::as_f64));
        if numbers.is_empty() {
            return Err(Fault::internal(
                "Aggregation function attempted to calculate value using empty array",
            ));
        }
        let count = numbers.len() as f64;
        let sum: f64 = numbers.iter().sum();
        Ok(Value::from(match self.name.as_str() {
            "min" => numbers.iter().copied().fold(f64::MAX, f64::min),
            "max" => numbers.iter().copied().fold(f64::MIN, f64::max),
            "avg" => sum / count,
            "sum" => sum,
            _ => {
                let squares: f64 = numbers.iter().map(|number| number * number).sum();
                libm::sqrt(squares / count - sum * sum / count / count)
            }
        }))
    }

    fn concat(&self, target: &Value, evaluation: &mut Evaluation<'_>) -> Result<Value, Fault> {
        let mut text = String::new();
        if let Value::Array(items) = target {
            items.iter().filter_map(Value::as_str).for_each(|item| text.push_str(item));
        }
        for value in self.values(evaluation)? {
            match &value {
                Value::Array(items) => {
                    let texts = items.iter().filter(|item| !item.is_null()).map(java_text::of);
                    texts.for_each(|item| text.push_str(&item));
                }
                Value::Null => {}
                other => text.push_str(&java_text::of(other)),
            }
        }
        evaluation.spend(text.len())?;
        Ok(text.into())
    }

    fn append(&self, target: &Value, evaluation: &mut Evaluation<'_>) -> Result<Value, Fault> {
        let Value::Array(items) = target else { return Ok(target.clone()) };
        let mut items: Array = items.clone();
        evaluation.spend(items.len())?;
        items.make_mut().extend(self.values(evaluation)?);
        Ok(items.into())
    }
}

fn keys(target: &Value) -> Value {
    let names = |members: &Object| members.keys().map(|name| Value::String(name.clone())).collect();
    target.as_object().map_or(Value::Null, |members| Value::array(names(members)))
}

/// The item with this index; a negative one counts from the end, but cannot reach the first item (as in Jayway).
fn nth(target: &Value, index: i64) -> Result<Value, Fault> {
    let Value::Array(items) = target else {
        return Err(Fault::internal("Aggregation function attempted to calculate value using empty array"));
    };
    let count = items.len();
    let effective = if index < 0 { index + count as i64 } else { index };
    let reachable = index >= 0 || effective > 0;
    usize::try_from(effective)
        .ok()
        .filter(|_| reachable)
        .and_then(|effective| items.get(effective))
        .cloned()
        .ok_or_else(|| Fault::Internal(format!("Target index:{index} larger than object count:{count}")))
}

/// Whether a token is a call of this function (for messages and diagnostics).
pub(crate) fn name_of(token: &Token) -> Option<&str> {
    if let Token::Function(call) = token { Some(&call.name) } else { None }
}

//! Operators with two sides.

use asl_json::{Number, TextRange, Value};

use super::{Env, Evaluator, Input};
use crate::ast::{Binary, Kind, Operator};
use crate::error::{Fault, Outcome};
use crate::json_text::write_string_of;
use crate::sequence::{self, SEQUENCE, Val};
use crate::text::compare_utf16;

/// Items that a range may have. Source: JSONata 2.0.6 (its message says 1e6).
const LONGEST_RANGE: i128 = 10_000_000;

/// Doubles from here on are not turned into integers: their digits are those that JavaScript prints.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A computed number: whole ones are integers.
pub(crate) fn whole(number: f64) -> Number {
    let int = number as i64;
    if int as f64 == number && number.abs() < EXACT { Number::Int(int) } else { Number::Float(number) }
}

/// The number, if it is finite.
pub(crate) fn finite(number: Number) -> Outcome<Number> {
    match number {
        Number::Float(f) if f.is_infinite() => Err(Fault::new("D1001").with_value(Value::Number(number))),
        number => Ok(number),
    }
}

pub(crate) fn negate(number: Number) -> Number {
    match number {
        Number::Int(i) => i.checked_neg().map_or(Number::Float(-(i as f64)), Number::Int),
        Number::Float(f) => Number::Float(-f),
    }
}

fn is_nan(number: Number) -> bool {
    matches!(number, Number::Float(f) if f.is_nan())
}

/// The whole number, for ranges.
fn integer(value: &Value) -> Option<i128> {
    match value.as_number()? {
        Number::Int(i) => Some(i.into()),
        Number::Float(f) if f.fract() == 0.0 => Some(f as i128),
        Number::Float(_) => None,
    }
}

/// The sum of two numbers.
pub(crate) fn add(left: Number, right: Number) -> Number {
    calculate(Operator::Add, left, right)
}

/// The quotient of two numbers.
pub(crate) fn divide(left: Number, right: Number) -> Number {
    calculate(Operator::Divide, left, right)
}

fn calculate(operator: Operator, left: Number, right: Number) -> Number {
    if let (Number::Int(a), Number::Int(b)) = (left, right) {
        let exact = match operator {
            Operator::Add => a.checked_add(b),
            Operator::Subtract => a.checked_sub(b),
            Operator::Multiply => a.checked_mul(b),
            Operator::Divide => a.checked_rem(b).filter(|rest| *rest == 0).and_then(|_| a.checked_div(b)),
            _ => a.checked_rem(b),
        };
        if let Some(exact) = exact {
            return Number::Int(exact);
        }
    }
    let (a, b) = (left.as_f64(), right.as_f64());
    whole(match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        _ => a % b,
    })
}

impl Evaluator<'_> {
    pub(super) fn binary(
        &mut self,
        binary: &Binary,
        range: TextRange,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<Val> {
        let operator = binary.operator;
        if operator == Operator::Concatenate {
            let mut text = std::mem::take(&mut self.scratch);
            text.clear();
            self.concatenate(binary, range, &mut text, input, env)?;
            let value = Value::from(text.as_str());
            self.scratch = text;
            return Ok(Some(value));
        }
        let left = self.evaluate(&binary.left, input, env)?;
        let located = |mut fault: Box<Fault>| {
            fault.range = Some(range);
            fault.token = Some(operator.text().into());
            fault
        };
        if matches!(operator, Operator::And | Operator::Or) {
            let left = left.as_ref().is_some_and(sequence::boolean);
            if left == (operator == Operator::Or) {
                return Ok(Some(Value::Bool(left)));
            }
            let right = self.evaluate(&binary.right, input, env).map_err(located)?;
            return Ok(Some(Value::Bool(right.as_ref().is_some_and(sequence::boolean))));
        }
        let right = self.evaluate(&binary.right, input, env)?;
        if let (Some(Value::Number(a)), Some(Value::Number(b))) = (&left, &right)
            && let Some(result) = quick(operator, *a, *b)
        {
            return Ok(Some(result));
        }
        self.operate(operator, left, right).map_err(located)
    }

    /// Writes both sides; a chain of `&` fills one text.
    fn concatenate(
        &mut self,
        binary: &Binary,
        range: TextRange,
        text: &mut String,
        input: Input<'_>,
        env: &Env,
    ) -> Outcome<()> {
        let mut left = None;
        match &binary.left.kind {
            Kind::Binary(inner) if inner.operator == Operator::Concatenate && binary.left.extra.is_none() => {
                self.enter()?;
                self.concatenate(inner, binary.left.range, text, input, env)?;
                self.leave();
            }
            _ => left = self.evaluate(&binary.left, input, env)?,
        }
        let right = self.evaluate(&binary.right, input, env)?;
        for side in [left, right].into_iter().flatten() {
            self.spend(text_cost(&side))?;
            write_string_of(&side, text).map_err(|mut fault| {
                fault.range = Some(range);
                fault.token = Some("&".into());
                fault
            })?;
        }
        self.budget.check_text(text.len())
    }

    fn operate(&mut self, operator: Operator, left: Val, right: Val) -> Outcome<Val> {
        Ok(match operator {
            Operator::Equal | Operator::NotEqual => {
                let (Some(left), Some(right)) = (left, right) else { return Ok(Some(Value::Bool(false))) };
                Some(Value::Bool(sequence::equal(&left, &right) == (operator == Operator::Equal)))
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                compare(operator, left, right)?
            }
            Operator::Range => self.range(left, right)?,
            Operator::In => Some(Value::Bool(is_in(left, right))),
            _ => self.arithmetic(operator, left, right)?,
        })
    }

    fn arithmetic(&mut self, operator: Operator, left: Val, right: Val) -> Outcome<Val> {
        let number = |value: Val, code| match value {
            None => Ok(None),
            Some(Value::Number(number)) if !is_nan(number) => finite(number).map(Some),
            Some(other) => Err(Fault::new(code).with_value(other)),
        };
        let left = number(left, "T2001")?;
        let right = number(right, "T2002")?;
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        Ok(Some(self.number(calculate(operator, left, right))))
    }

    /// A computed number as a value.
    pub(crate) fn number(&mut self, number: Number) -> Value {
        if !number.as_f64().is_finite() {
            self.has_non_finite = true;
        }
        Value::Number(number)
    }

    fn range(&mut self, left: Val, right: Val) -> Outcome<Val> {
        let whole = |value: Val, code| match value {
            None => Ok(None),
            Some(value) => match integer(&value) {
                Some(whole) => Ok(Some(whole)),
                None => Err(Fault::new(code).with_value(value)),
            },
        };
        let left = whole(left, "T2003")?;
        let right = whole(right, "T2004")?;
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        if left > right {
            return Ok(None);
        }
        let size = right.saturating_sub(left).saturating_add(1);
        if size > LONGEST_RANGE {
            let size = Value::Number(crate::evaluate::binary::whole(size as f64));
            return Err(Fault::new("D2014").with_value(size));
        }
        self.budget.check_length(size as usize)?;
        self.spend(size as usize)?;
        let item = |i: i128| Number::Int(i64::try_from(i).unwrap_or(i64::MAX));
        let items = (left..=right).map(|i| Value::Number(item(i))).collect();
        let array = asl_json::Array::new(items);
        array.set_mark(SEQUENCE);
        Ok(Some(Value::Array(array)))
    }
}

/// What two numbers give, where that is neither an error nor infinite.
#[inline]
fn quick(operator: Operator, a: Number, b: Number) -> Option<Value> {
    let usable = |number: Number| matches!(number, Number::Int(_)) || number.as_f64().is_finite();
    if !usable(a) || !usable(b) {
        return None;
    }
    Some(match operator {
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Remainder => {
            let result = calculate(operator, a, b);
            if !usable(result) {
                return None;
            }
            Value::Number(result)
        }
        Operator::Less => Value::Bool(a < b),
        Operator::LessOrEqual => Value::Bool(a <= b),
        Operator::Greater => Value::Bool(a > b),
        Operator::GreaterOrEqual => Value::Bool(a >= b),
        Operator::Equal => Value::Bool(a == b),
        Operator::NotEqual => Value::Bool(a != b),
        _ => return None,
    })
}

/// Steps that writing a value as text takes.
fn text_cost(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() / 16,
        Value::Array(_) | Value::Object(_) => value.measure().size_bytes as usize / 16,
        _ => 0,
    }
}

fn compare(operator: Operator, left: Val, right: Val) -> Outcome<Val> {
    let comparable = |value: &Val| matches!(value, None | Some(Value::String(_) | Value::Number(_)));
    if !comparable(&left) || !comparable(&right) {
        let value = if matches!(left, Some(Value::String(_) | Value::Number(_))) { right } else { left };
        return Err(Fault::new("T2010").with_value(value));
    }
    let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
    let order = match (&left, &right) {
        (Value::String(a), Value::String(b)) => Some(compare_utf16(a, b)),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        _ => return Err(Fault::new("T2009").with_value(left).with_value2(right)),
    };
    let holds = order.is_some_and(|order| match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    });
    Ok(Some(Value::Bool(holds)))
}

/// `===` of JavaScript: containers are the same only as the very same node.
fn is_in(left: Val, right: Val) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    sequence::items(&right).iter().any(|item| match (item, &left) {
        (Value::Array(a), Value::Array(b)) => a.ptr_eq(b),
        (Value::Object(a), Value::Object(b)) => a.ptr_eq(b),
        (a, b) => a == b,
    })
}

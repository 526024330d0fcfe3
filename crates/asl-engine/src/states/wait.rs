//! `Wait`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | WaitStateEntered | Waiting |
//! | Waiting | time has come | WaitStateExited | `Next` |

use std::rc::Rc;

use asl_json::{Number, Value};
use asl_model::{Dynamic, QueryLanguage, StateKind, WaitFor};

use crate::Timestamp;
use crate::data_flow::{self, states_object};
use crate::evaluate::{Evaluator, unexpected_type};
use crate::execution::Execution;
use crate::fault::Fault;
use crate::frame::{Frame, Phase};
use crate::inspection::Seen;
use crate::program::ProgramState;
use crate::timers::TimerKind;

/// The longest delay that AWS takes: seconds in 32 bits.
const MAX_DELAY_MS: i64 = i32::MAX as i64 * 1000;

impl Execution {
    pub(crate) fn run_wait(&mut self, mut frame: Box<Frame>, state: &ProgramState) {
        let due = self.evaluating(&frame, state, |evaluator| {
            let seen = &mut Seen::nowhere();
            let effective = data_flow::input_path(&state.state, &frame.input, evaluator, seen)?;
            let due = due(state, &frame.input, &effective, evaluator)?;
            Ok((effective, due))
        });
        match due {
            Ok((effective, due)) => {
                frame.phase = Phase::Waiting(due, effective);
                if due <= self.now {
                    return self.wait_is_over(frame);
                }
                frame.epoch += 1;
                self.timers.set(due, TimerKind::Wait, frame.id, frame.epoch);
                self.frames.put(frame);
            }
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }

    pub(crate) fn wait_is_over(&mut self, mut frame: Box<Frame>) {
        let program = Rc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        if let Phase::Waiting(_, effective) = std::mem::replace(&mut frame.phase, Phase::Attempt) {
            self.leave(frame, state, &effective, None);
        }
    }
}

/// When the wait is over.
pub(crate) fn due(
    state: &ProgramState,
    raw_input: &Value,
    effective: &Value,
    evaluator: &Evaluator<'_>,
) -> Result<Timestamp, Fault> {
    let StateKind::Wait(wait) = &state.state.kind else { return Ok(evaluator.now) };
    let data = match state.state.query_language {
        QueryLanguage::JsonPath => effective.clone(),
        QueryLanguage::Jsonata => states_object(raw_input, evaluator.context.value(), None),
    };
    let due = match &wait.wait_for {
        WaitFor::Seconds(seconds) => {
            evaluator.now.plus_ms(self::seconds(seconds, &data, evaluator)?.saturating_mul(1000))
        }
        WaitFor::Timestamp(timestamp) => self::timestamp(timestamp, &data, evaluator)?,
        WaitFor::Missing => {
            return Err(Fault::Runtime("The state says neither how long nor until when.".into()));
        }
    };
    if due.0.saturating_sub(evaluator.now.0) > MAX_DELAY_MS {
        return Err(Fault::Runtime("Wait state delay is too long.".into()));
    }
    Ok(due)
}

fn seconds(field: &Dynamic<i64>, data: &Value, evaluator: &Evaluator<'_>) -> Result<i64, Fault> {
    match field {
        Dynamic::Constant(seconds) => Ok(*seconds),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data, "Seconds")?;
            let seconds =
                value.as_i64().ok_or_else(|| unexpected_type(jsonata, "Seconds", "integer", &value))?;
            if seconds < 0 {
                // The specification asks for a non-negative integer. UNVERIFIED(aws): the wording.
                return Err(Fault::Query {
                    tail: format!("The Seconds field must be a non-negative integer but was: {seconds}"),
                    location: Some("Seconds".into()),
                });
            }
            Ok(seconds)
        }
        Dynamic::Intrinsic(call) => {
            let value = evaluator.intrinsic(call, data)?;
            seconds_of_path(&call.text, Some(&value))
        }
        Dynamic::Path(path) => seconds_of_path(&path.text, evaluator.path(path, data).ok().as_ref()),
    }
}

fn seconds_of_path(path: &str, value: Option<&Value>) -> Result<i64, Fault> {
    let Some(value) = value else {
        return Err(Fault::Runtime(format!(
            "The SecondsPath parameter does not reference an input value: {path}"
        )));
    };
    match value {
        Value::Number(Number::Int(seconds)) if *seconds >= 0 => Ok(*seconds),
        Value::Number(Number::Int(seconds)) => Err(Fault::Runtime(format!(
            "The SecondsPath parameter references a negative value: {path} == {seconds}"
        ))),
        other => Err(Fault::Runtime(format!(
            "The SecondsPath parameter cannot be parsed as a long value: {path} == {}",
            plain(other)
        ))),
    }
}

fn timestamp(field: &Dynamic<Rc<str>>, data: &Value, evaluator: &Evaluator<'_>) -> Result<Timestamp, Fault> {
    let of_path = |path: &str, value: Option<Value>| {
        let Some(value) = value else {
            return Err(Fault::Runtime(format!(
                "The TimestampPath parameter does not reference an input value: {path}"
            )));
        };
        value.as_str().and_then(when).ok_or_else(|| {
            Fault::Runtime(format!(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
                 string: {path} == {}",
                plain(&value)
            ))
        })
    };
    match field {
        Dynamic::Constant(text) => when(text).ok_or_else(|| {
            Fault::Runtime(format!(
                "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
            ))
        }),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data, "Timestamp")?;
            let Some(text) = value.as_str() else {
                return Err(unexpected_type(jsonata, "Timestamp", "string", &value));
            };
            when(text).ok_or_else(|| Fault::Query {
                tail: format!(
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: \
                     {text}"
                ),
                location: Some("Timestamp".into()),
            })
        }
        Dynamic::Intrinsic(call) => of_path(&call.text, Some(evaluator.intrinsic(call, data)?)),
        Dynamic::Path(path) => of_path(&path.text, evaluator.path(path, data).ok()),
    }
}

/// What a text says that is found while the state runs; `t` and `z` may be small there (measured). Milliseconds are cut,
/// as AWS does.
fn when(text: &str) -> Option<Timestamp> {
    let time = Timestamp::parse(&text.to_ascii_uppercase())?;
    Some(Timestamp(time.0.div_euclid(1000) * 1000))
}

/// A value as AWS prints it in a message: texts without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

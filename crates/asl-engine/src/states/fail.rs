//! `Fail`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | FailStateEntered | the workflow fails with `Error` and `Cause` |

use std::rc::Rc;

use asl_json::Value;
use asl_model::{Dynamic, FailState, QueryLanguage, StateKind};

use crate::ErrorCause;
use crate::data_flow::states_object;
use crate::evaluate::{Evaluator, unexpected_type};
use crate::execution::Execution;
use crate::fault::{ErrorClass, Fault, StateError};
use crate::frame::Frame;
use crate::program::ProgramState;

/// The error that a Fail state raises: `Error` and `Cause`, evaluated.
pub(crate) fn failure(
    state: &ProgramState,
    fail: &FailState,
    raw_input: &Value,
    evaluator: &Evaluator<'_>,
) -> Result<ErrorCause, Fault> {
    let data = match state.state.query_language {
        QueryLanguage::JsonPath => raw_input.clone(),
        QueryLanguage::Jsonata => states_object(raw_input, evaluator.context.value(), None),
    };
    let text = |field: Option<&Dynamic<Rc<str>>>, name: &str| {
        field.map(|field| text_field(field, name, &data, evaluator)).transpose()
    };
    Ok(ErrorCause { error: text(fail.error.as_ref(), "Error")?, cause: text(fail.cause.as_ref(), "Cause")? })
}

impl Execution {
    pub(crate) fn run_fail(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let StateKind::Fail(fail) = &state.state.kind else { return };
        let failure =
            self.evaluating(&frame, state, |evaluator| failure(state, fail, &frame.input, evaluator));
        match failure {
            Ok(failure) => {
                self.state_failed(frame, Some(state), StateError { failure, class: ErrorClass::Ordinary });
            }
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }
}

/// `Error`, `ErrorPath`, `Cause`, `CausePath`: a text.
fn text_field(
    field: &Dynamic<Rc<str>>,
    name: &str,
    data: &Value,
    evaluator: &Evaluator<'_>,
) -> Result<Rc<str>, Fault> {
    let (value, path) = match field {
        Dynamic::Constant(text) => return Ok(Rc::clone(text)),
        Dynamic::Jsonata(jsonata) => {
            let value = evaluator.jsonata(jsonata, data, name)?;
            return match value {
                Value::String(text) => Ok(text),
                other => Err(unexpected_type(jsonata, name, "string", &other)),
            };
        }
        Dynamic::Intrinsic(call) => (evaluator.intrinsic(call, data)?, &call.text),
        Dynamic::Path(path) => {
            let field = format!("{name}Path");
            let value = evaluator
                .path(path, data)
                .map_err(|error| evaluator.not_found(path, &field, data, &error))?;
            (value, &path.text)
        }
    };
    match value {
        Value::String(text) => Ok(text),
        _ => Err(Fault::Runtime(format!(
            "The JSONPath '{path}' specified for the field '{name}Path' must reference a string."
        ))),
    }
}

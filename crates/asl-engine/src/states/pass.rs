//! `Pass`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | PassStateEntered, PassStateExited | `Next` |

use asl_json::Value;
use asl_model::{PassState, QueryLanguage, StateKind};

use crate::data_flow::{self, Left};
use crate::evaluate::Evaluator;
use crate::execution::Execution;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::inspection::Seen;
use crate::program::ProgramState;

/// What a Pass state works on and what it gives: `Result`, or what `Parameters` made of the input.
///
/// In JSONata it has no result of its own: its `Output` works on the input.
pub(crate) fn work(
    state: &ProgramState,
    pass: &PassState,
    raw_input: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<(Value, Option<Value>), Fault> {
    seen.note(|seen| seen.input = Some(raw_input.clone()));
    if state.state.query_language == QueryLanguage::Jsonata {
        return Ok((raw_input.clone(), None));
    }
    if let Some(result) = &pass.result {
        seen.note(|seen| seen.result = Some(result.clone()));
        return Ok((raw_input.clone(), Some(result.clone())));
    }
    let effective = data_flow::effective_input(&state.state, raw_input, evaluator, seen)?;
    Ok((effective.clone(), Some(effective)))
}

impl Execution {
    pub(crate) fn run_pass(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let StateKind::Pass(pass) = &state.state.kind else { return };
        if state.takes_input_whole && state.hands_result_on && pass.result.is_none() {
            let output = frame.input.clone();
            return self.exit(frame, state, &state.next, Left { output, assigned: None });
        }
        let worked = self.evaluating(&frame, state, |evaluator| {
            work(state, pass, &frame.input, evaluator, &mut Seen::nowhere())
        });
        match worked {
            Ok((effective, result)) => self.leave(frame, state, &effective, result.as_ref()),
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }
}

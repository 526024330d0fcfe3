//! `Pass`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | PassStateEntered, PassStateExited | `Next` |

use asl_model::StateKind;

use crate::InspectionData;
use crate::data_flow;
use crate::execution::Execution;
use crate::frame::Frame;
use crate::program::ProgramState;

impl Execution {
    pub(crate) fn run_pass(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let StateKind::Pass(pass) = &state.state.kind else { return };
        if state.state.query_language == asl_model::QueryLanguage::Jsonata {
            let input = frame.input.clone();
            return self.leave(frame, state, &input, None);
        }
        if let Some(result) = &pass.result {
            let input = frame.input.clone();
            return self.leave(frame, state, &input, Some(result));
        }
        let effective = self.evaluating(&frame, state, |evaluator| {
            data_flow::effective_input(&state.state, &frame.input, evaluator, &mut InspectionData::default())
        });
        match effective {
            Ok(effective) => self.leave(frame, state, &effective, Some(&effective)),
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }
}

//! `Succeed`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | SucceedStateEntered, SucceedStateExited | end of the workflow |

use crate::data_flow;
use crate::execution::Execution;
use crate::frame::Frame;
use crate::inspection::Seen;
use crate::program::ProgramState;

impl Execution {
    pub(crate) fn run_succeed(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let effective = self.evaluating(&frame, state, |evaluator| {
            data_flow::input_path(&state.state, &frame.input, evaluator, &mut Seen::nowhere())
        });
        match effective {
            Ok(effective) => self.leave(frame, state, &effective, None),
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }
}

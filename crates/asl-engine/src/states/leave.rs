//! Leaving a state with a result, for every type.

use std::rc::Rc;

use asl_json::Value;

use crate::context_object::ContextObject;
use crate::data_flow::{self, Left};
use crate::evaluate::Evaluator;
use crate::execution::Execution;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::inspection::Seen;
use crate::program::{ProgramState, Target};
use crate::{EventDetails, StateType};

impl Execution {
    /// Leaves a state with its result (none: its input) and goes on with `Next` or `End`.
    pub(crate) fn leave(
        &mut self,
        frame: Box<Frame>,
        state: &ProgramState,
        effective_input: &Value,
        result: Option<&Value>,
    ) {
        if state.hands_result_on {
            let output = result.unwrap_or(effective_input).clone();
            return self.exit(frame, state, &state.next, Left { output, assigned: None });
        }
        let left = self.evaluating(&frame, state, |evaluator| {
            let seen = &mut Seen::nowhere();
            data_flow::leave(&state.state, &frame.input, effective_input, result, evaluator, seen)
        });
        match left {
            Ok(left) => self.exit(frame, state, &state.next, left),
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }

    /// What a state's work is given: its input after `InputPath` and `Parameters` or `Arguments`.
    pub(crate) fn effective_input(&self, frame: &Frame, state: &ProgramState) -> Result<Value, Fault> {
        if state.takes_input_whole {
            return Ok(frame.input.clone());
        }
        self.evaluating(frame, state, |evaluator| {
            data_flow::effective_input(&state.state, &frame.input, evaluator, &mut Seen::nowhere())
        })
    }

    /// Runs `work` with what the expressions of a frame's state see.
    pub(crate) fn evaluating<T>(
        &self,
        frame: &Frame,
        state: &ProgramState,
        work: impl FnOnce(&Evaluator<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let context = ContextObject::new(self.context_object(frame, state));
        work(&self.evaluator(frame, &context))
    }

    /// Sets variables, writes …`StateExited` and goes on.
    pub(crate) fn exit(&mut self, mut frame: Box<Frame>, state: &ProgramState, target: &Target, left: Left) {
        if let Err(fault) = self.check_size(&left.output, &frame.input, &state.state.name) {
            return self.fault(frame, Some(state), fault);
        }
        if let Some(assigned) = &left.assigned {
            if let Err(fault) = self.check_variables(&frame, assigned) {
                return self.fault(frame, Some(state), fault);
            }
            frame.variables.assign(assigned);
        }
        let state_type = state.state_type.unwrap_or(StateType::Pass);
        let details = EventDetails::StateExited {
            state_type,
            name: Rc::clone(&state.state.name),
            output: left.output.clone(),
            // An empty `Assign` leaves no trace.
            assigned: left.assigned.filter(|assigned| assigned.iter().next().is_some()),
        };
        frame.last_event = self.record_in_place(frame.entered_event, frame.last_event, details);
        self.transition(frame, state, target, left.output);
    }

    fn check_variables(&self, frame: &Frame, assigned: &asl_json::Object) -> Result<(), Fault> {
        // UNVERIFIED(aws): the errors' name and their wording.
        let quotas = self.options.quotas;
        if let Some(limit) = quotas.variable_bytes {
            let mut together = 0;
            for (name, value) in assigned.iter() {
                let size = value.measure().size_bytes;
                if size > limit {
                    return Err(Fault::Runtime(format!(
                        "The size of the variable '{name}' exceeds the maximum of {limit} bytes."
                    )));
                }
                together += u64::from(size);
            }
            if together > u64::from(limit) {
                return Err(Fault::Runtime(format!(
                    "The size of the variables of one Assign exceeds the maximum of {limit} bytes."
                )));
            }
        }
        if let Some(limit) = quotas.variables_total_bytes
            && frame.variables.size_with(assigned) > u64::from(limit)
        {
            return Err(Fault::Runtime(format!(
                "The total size of the variables exceeds the maximum of {limit} bytes."
            )));
        }
        Ok(())
    }
}

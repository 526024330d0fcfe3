//! `Choice`.
//!
//! | phase | stimulus | events | next |
//! | --- | --- | --- | --- |
//! | Enter | – | ChoiceStateEntered, ChoiceStateExited | `Next` of the first rule that holds, or `Default` |
//! | Enter | no rule holds, no `Default` | ChoiceStateEntered | `States.Runtime` |

use asl_json::Value;
use asl_model::{QueryLanguage, StateKind};

use crate::choose::holds;
use crate::data_flow::{self, Left, Owner, states_object};
use crate::evaluate::Evaluator;
use crate::execution::Execution;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::inspection::Seen;
use crate::program::{ProgramState, Target};

/// The rule that was chosen; none for `Default`.
pub(crate) type Chosen = Option<usize>;

/// Finds the first rule that holds.
///
/// `effective_input` is what `InputPath` gave. Neither rule nor `Default` is a fault.
pub(crate) fn choose(
    state: &ProgramState,
    raw_input: &Value,
    effective_input: &Value,
    evaluator: &Evaluator<'_>,
) -> Result<Chosen, Fault> {
    let StateKind::Choice(choice) = &state.state.kind else { return Ok(None) };
    let data = match state.state.query_language {
        QueryLanguage::JsonPath => effective_input.clone(),
        QueryLanguage::Jsonata => states_object(raw_input, evaluator.context.value(), None),
    };
    for (index, rule) in choice.choices.iter().enumerate() {
        if holds(&rule.condition, &data, index, evaluator)? {
            return Ok(Some(index));
        }
    }
    match choice.default {
        Some(_) => Ok(None),
        None => Err(Fault::Runtime(
            "Failed to transition out of the state. The state does not point to a next state.".into(),
        )),
    }
}

/// Leaves by the chosen rule: its own `Output` and `Assign`, or for `Default` the state's.
pub(crate) fn leave_by(
    state: &ProgramState,
    chosen: Chosen,
    raw_input: &Value,
    effective_input: &Value,
    evaluator: &Evaluator<'_>,
    seen: &mut Seen<'_>,
) -> Result<Left, Fault> {
    let StateKind::Choice(choice) = &state.state.kind else {
        return data_flow::leave(&state.state, raw_input, effective_input, None, evaluator, seen);
    };
    match chosen.and_then(|index| choice.choices.get(index).map(|rule| (index, rule))) {
        None => data_flow::leave(&state.state, raw_input, effective_input, None, evaluator, seen),
        Some((index, rule)) => data_flow::leave_with(
            &state.state,
            raw_input,
            effective_input,
            None,
            rule.output.as_ref(),
            rule.assign.as_deref(),
            Owner::Choice(index),
            evaluator,
            seen,
        ),
    }
}

impl Execution {
    pub(crate) fn run_choice(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let decided = self.evaluating(&frame, state, |evaluator| {
            let seen = &mut Seen::nowhere();
            let effective = data_flow::input_path(&state.state, &frame.input, evaluator, seen)?;
            let chosen = choose(state, &frame.input, &effective, evaluator)?;
            let left = leave_by(state, chosen, &frame.input, &effective, evaluator, seen)?;
            Ok((chosen, left))
        });
        match decided {
            Ok((chosen, left)) => {
                let target = match chosen {
                    Some(index) => state.choices.get(index),
                    None => state.default.as_ref(),
                };
                self.exit(frame, state, target.unwrap_or(&Target::Nowhere), left);
            }
            Err(fault) => self.fault(frame, Some(state), fault),
        }
    }
}

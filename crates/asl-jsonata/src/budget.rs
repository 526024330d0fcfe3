//! How much an evaluation may cost. Running out is an error, at the same place on every machine, in AWS's words
//! (measured).

use crate::error::{Fault, Outcome};

/// What an evaluation may still use, and how deep it may go. What is used is taken off.
///
/// Units: see each field. The defaults let anything sensible through and stop what is endless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Steps: one for each part of an expression each time it is evaluated, and for each item that a built-in function
    /// or a regular expression looks at.
    pub steps: u64,
    /// Levels of evaluation inside each other, counted as the reference counts them. At most [`Budget::MAX_DEPTH`].
    pub depth: u32,
    /// Items that one sequence may have.
    pub sequence_length: u64,
    /// Bytes that all that one operation builds may have: 8 a number, 1 a character.
    pub value_bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            depth: Self::MAX_DEPTH,
            sequence_length: 10_000_000,
            value_bytes: 256 << 20,
        }
    }
}

impl Budget {
    /// Levels that are safe on a stack of 1 MB, as WebAssembly has it (measured).
    pub const MAX_DEPTH: u32 = 400;

    /// Calls of functions inside each other: those in tail position do not count as depth, but `$map` and the like hold
    /// the stack while they call.
    pub(crate) const MAX_CALLS: u32 = 150;

    /// The limits of AWS Step Functions: depth 100, 6,990,256 bytes for a value (measured there), and a number of
    /// steps in place of the clock, which AWS does not document.
    pub const fn step_functions() -> Self {
        Self { steps: 20_000_000, depth: 100, sequence_length: 873_782, value_bytes: 6_990_256 }
    }

    #[inline]
    pub(crate) fn spend(&mut self, steps: u64) -> Outcome<()> {
        if let Some(left) = self.steps.checked_sub(steps) {
            self.steps = left;
            return Ok(());
        }
        self.steps = 0;
        Err(timeout())
    }

    /// Checks the length of a sequence before it is built.
    pub(crate) fn check_length(&self, items: usize) -> Outcome<()> {
        let bytes = (items as u64).saturating_mul(8);
        if items as u64 > self.sequence_length || bytes > self.value_bytes {
            return Err(memory());
        }
        Ok(())
    }

    /// Checks the length of a text before it is built.
    pub(crate) fn check_text(&self, bytes: usize) -> Outcome<()> {
        if bytes as u64 > self.value_bytes { Err(memory()) } else { Ok(()) }
    }
}

#[cold]
fn timeout() -> Box<Fault> {
    Fault::new("U1001").with_text("Expression evaluation timeout: Check for infinite loop")
}

#[cold]
pub(crate) fn memory() -> Box<Fault> {
    Fault::new("U1001")
        .with_text("Expression evaluation memory limit exceeded: Check for excessive memory usage")
}

/// The fault for evaluation that nests too deeply.
#[cold]
pub(crate) fn too_deep() -> Box<Fault> {
    Fault::new("U1001").with_text(
        "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
    )
}

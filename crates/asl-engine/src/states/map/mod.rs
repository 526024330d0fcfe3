//! `Map`: inline and distributed.

mod child_result;
pub(crate) mod fields;
mod inline;
pub(crate) mod item_batcher;
pub(crate) mod item_reader;
pub(crate) mod items;
mod map_run;
mod result_writer;
mod settings;

pub(crate) use inline::Iterations;
pub(crate) use map_run::MapRun;
pub use map_run::MapRunRecord;

use asl_model::{ProcessorMode, StateKind};

use crate::execution::Execution;
use crate::frame::Frame;
use crate::program::ProgramState;

impl Execution {
    pub(crate) fn run_map(&mut self, frame: Box<Frame>, state: &ProgramState) {
        let StateKind::Map(map) = &state.state.kind else { return };
        if matches!(frame.phase, crate::frame::Phase::MapRun(_)) {
            return self.advance_map_run(frame, state);
        }
        match map.item_processor.mode {
            ProcessorMode::Inline => self.run_inline_map(frame, state, map),
            ProcessorMode::Distributed => self.run_distributed_map(frame, state, map),
        }
    }
}

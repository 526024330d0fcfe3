//! A deterministic interpreter of the Amazon States Language.
//!
//! [`Program::compile`] makes a definition ready; [`Execution::start`] begins an execution, which does no I/O: it is
//! given stimuli and yields history events and what it waits for. [`Simulation`] drives one with mocked task results on
//! a virtual clock.
//!
//! This crate knows nothing of browsers, files or screens.

mod choose;
mod clock;
mod context_object;
mod data_flow;
mod describe;
mod evaluate;
mod execution;
mod fault;
mod frame;
mod history_event;
mod history_json;
mod inspection;
mod log_event;
pub mod mock;
mod options;
mod parameter_checks;
mod payload_size;
mod program;
mod random;
mod redrive;
mod s3;
pub mod sample;
mod states;
mod task;
pub mod test_state;
mod timers;
mod timestamp;
mod variables;

pub use describe::{describe_execution, start_sync_execution};
pub use execution::{Execution, ExecutionStatus, PendingWait, RunStatus};
pub use history_event::{
    ErrorCause, EventDetails, HistoryEvent, Iteration, ResourceNames, Scheduled, StateType,
};
pub use inspection::{ErrorDetails, InspectionData, Stage};
pub use log_event::{LogLevel, log_events};
pub use mock::{Mocks, Simulation, SimulationStatus};
pub use options::{ExecutionOptions, ExecutionType, Quotas};
pub use program::Program;
pub use random::Random;
pub use redrive::NotRedrivable;
pub use s3::S3Objects;
pub use states::MapRunRecord;
pub use task::{TaskAnswer, TaskId, TaskRequest, UnknownTask};
pub use timestamp::Timestamp;
pub use variables::VariableScope;

//! Mocked task results, and driving an execution with them on a virtual clock.

mod child;
mod entry;
mod failure_rate;
mod mock_config_file;
mod record;
mod select;
mod simulation;
mod write;

pub use child::{ChildExecution, ChildMachine};
pub use entry::{MockAnswer, MockCondition, MockEntry, MockError, Mocks};
pub use failure_rate::FailureRate;
pub use mock_config_file::MockConfigFile;
pub use record::{record_history, record_mocks};
pub use simulation::{Sample, Sampler, Simulation, SimulationStatus, TokenError, WaitingCall, WaitingReason};

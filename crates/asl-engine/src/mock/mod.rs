//! Mocked task results, and driving an execution with them on a virtual clock.

mod entry;
mod select;
mod simulation;

pub use entry::{MockAnswer, MockCondition, MockEntry, MockError, Mocks};
pub use simulation::{Sample, Sampler, Simulation, SimulationStatus, TokenError, WaitingCall, WaitingReason};

//! What each type of state does. One file a type; each opens with its transition table.

mod choice;
mod fail;
mod leave;
mod map;
mod parallel;
mod pass;
mod recover;
mod succeed;
mod task;
mod wait;

pub use map::MapRunRecord;
pub(crate) use map::{Iterations, MapRun};
pub(crate) use parallel::Fork;
pub(crate) use task::TaskWork;

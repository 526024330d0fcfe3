//! What each type of state does. One file a type; each opens with its transition table.

pub(crate) mod choice;
pub(crate) mod fail;
mod leave;
pub(crate) mod map;
mod parallel;
pub(crate) mod pass;
pub(crate) mod recover;
mod succeed;
pub(crate) mod task;
pub(crate) mod wait;

pub use map::MapRunRecord;
pub(crate) use map::{Iterations, MapRun};
pub(crate) use parallel::Fork;
pub(crate) use task::TaskWork;

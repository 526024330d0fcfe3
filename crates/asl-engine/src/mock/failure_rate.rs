//! Failures by chance: how a workflow behaves when some of its calls fail.

use crate::{ErrorCause, Random};

/// Makes a share of all calls fail, chosen by a seed: the same seed fails the same calls.
#[derive(Clone, Debug)]
pub struct FailureRate {
    /// How many of the calls fail: from 0 (none) to 1 (all).
    pub share: f64,
    /// What they fail with.
    pub failure: ErrorCause,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// A failure rate at work.
#[derive(Debug)]
pub(super) struct FailureDice {
    rate: FailureRate,
    random: Random,
}

impl FailureDice {
    pub(super) fn new(rate: FailureRate) -> Self {
        let random = Random::new(rate.seed);
        Self { rate, random }
    }

    /// The failure of the next call, if it is to fail.
    pub(super) fn throw(&self) -> Option<ErrorCause> {
        (self.random.next_f64() < self.rate.share).then(|| self.rate.failure.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_calls_fails() {
        let thrown = |share: f64, seed| {
            let rate = FailureRate { share, failure: ErrorCause::new("E", "c"), seed };
            let dice = FailureDice::new(rate);
            (0..1000).map(|_| dice.throw().is_some()).collect::<Vec<_>>()
        };
        let failed = |share| thrown(share, 1).into_iter().filter(|failed| *failed).count();
        assert_eq!((failed(0.0), failed(1.0)), (0, 1000));
        assert!((200..300).contains(&failed(0.25)), "{}", failed(0.25));
        assert_eq!(thrown(0.5, 7), thrown(0.5, 7));
        assert_ne!(thrown(0.5, 7), thrown(0.5, 8));
    }
}

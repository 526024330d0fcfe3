//! Random numbers that come from a seed: a replay gives the same ones.

use std::cell::Cell;

/// A seeded source of random numbers (`SplitMix64`), for `JitterStrategy`, `States.UUID`, `$random` and tokens.
#[derive(Debug)]
pub struct Random(Cell<u64>);

impl Random {
    /// A source that begins at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// The next 64 random bits.
    pub fn next_u64(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including 1.
    pub fn next_f64(&self) -> f64 {
        (self.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A version-4 UUID.
    pub fn uuid(&self) -> String {
        let (high, low) = (self.next_u64(), self.next_u64());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFF,
            0x8000 | ((low >> 48) & 0x3FFF),
            low & 0xFFFF_FFFF_FFFF
        )
    }
}
impl asl_model::intrinsic::RandomSource for &Random {
    fn next_f64(&mut self) -> f64 {
        Random::next_f64(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers() {
        let (a, b) = (Random::new(7), Random::new(7));
        assert_eq!(a.uuid(), b.uuid());
        assert!((0.0..1.0).contains(&a.next_f64()));
        let uuid = a.uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4");
    }
}

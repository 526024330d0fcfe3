//! `States.MathRandom(1, 999)`: a whole number, at least the first and less than the second.
//!
//! Digits behind the point are cut off. With a third number as seed, the same arguments give the same result: that of
//! `java.util.Random`. (Which generator AWS uses is not published.)

use asl_json::{Number, Value};

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, Outcome, truncated};

pub(super) fn call(arguments: &[Value], random: &mut dyn RandomSource) -> Outcome {
    let (first, end, seed) = match arguments {
        [first, end] => (first, end, None),
        [first, end, seed] => (first, end, Some(seed.as_number().ok_or(Failure::Arguments)?)),
        _ => return Err(Failure::Arguments),
    };
    let (first, end) = (truncated(first)?, truncated(end)?);
    if first >= end {
        return Err(Failure::Arguments);
    }
    let offset = match seed {
        None => offset(random.next_f64(), end - first),
        Some(seed) => {
            let seed = match seed {
                Number::Int(int) => int,
                Number::Float(float) => float as i64,
            };
            JavaRandom::new(seed).below(end - first)
        }
    };
    Ok((first + offset).into())
}

/// A whole number from 0 to before `bound`, from a number of which 1 is the end.
fn offset(fraction: f64, bound: i64) -> i64 {
    ((fraction * bound as f64) as i64).min(bound - 1)
}

/// The generator of `java.util.Random`: 48 bits, linear congruential.
struct JavaRandom(u64);

impl JavaRandom {
    const MULTIPLIER: u64 = 0x5_DEEC_E66D;
    const MASK: u64 = (1 << 48) - 1;

    const fn new(seed: i64) -> Self {
        Self((seed as u64 ^ Self::MULTIPLIER) & Self::MASK)
    }

    const fn next(&mut self, bits: u32) -> i32 {
        self.0 = (self.0.wrapping_mul(Self::MULTIPLIER).wrapping_add(0xB)) & Self::MASK;
        (self.0 >> (48 - bits)) as i32
    }

    /// `nextInt(bound)`, and for bounds beyond 31 bits a scaled `nextDouble()`.
    fn below(&mut self, bound: i64) -> i64 {
        let Ok(small) = i32::try_from(bound) else {
            let high = u64::from(self.next(26) as u32) << 27;
            let fraction = (high + u64::from(self.next(27) as u32)) as f64 / (1_u64 << 53) as f64;
            return offset(fraction, bound);
        };
        if small & (small - 1) == 0 {
            return (i64::from(small) * i64::from(self.next(31))) >> 31;
        }
        // Values of the last, incomplete cycle are thrown away; that is seldom and never for long.
        loop {
            let bits = self.next(31);
            let value = bits % small;
            if bits.wrapping_sub(value).wrapping_add(small - 1) >= 0 {
                return value.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::JavaRandom;

    #[test]
    fn the_generator_is_javas() {
        // new java.util.Random(42): nextInt() begins with -1170105035, nextInt(10) with 0, 3, 8, 4, 0.
        let mut random = JavaRandom::new(42);
        let numbers: Vec<i64> = (0..5).map(|_| random.below(10)).collect();
        assert_eq!(numbers, [0, 3, 8, 4, 0]);
    }
}

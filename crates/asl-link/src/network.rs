//! The small network that weighs opinions: one layer, one set of weights in use at a time.
//!
//! INVARIANT: a change of any number here makes a new version of the link's format.

use super::model::CONTEXTS;

/// Inputs of the network: one for each context, one for the candidate's origin, one that is always the same.
pub(super) const INPUTS: usize = CONTEXTS + 2;
/// Opinions in 256ths, from -2,047 to 2,047: below zero is "no".
pub(super) type Inputs = [i32; INPUTS];
/// Sets of weights: by how many contexts know something, and by where the candidate comes from.
const WEIGHT_SETS: usize = (CONTEXTS + 1) * 8 * 2;
const FIRST_WEIGHT: i32 = 20_000;
const MAX_WEIGHT: i32 = 1 << 20;
const RATE: i32 = 10;

/// The logistic function: `x` in 256ths, from -2,047 to 2,047, gives 65,536ths.
fn squash(x: i32) -> u32 {
    /// One point for each 128.
    const CURVE: [i32; 33] = [
        22, 36, 59, 98, 161, 265, 436, 715, 1172, 1912, 3108, 5002, 7923, 12235, 18221, 25855, 32768, 39680,
        47315, 53301, 57613, 60534, 62428, 63624, 64364, 64821, 65100, 65271, 65375, 65438, 65477, 65500,
        65514,
    ];
    let x = x.clamp(-2047, 2047) + 2048;
    let point = |index: i32| CURVE.get(index as usize).copied().unwrap_or(32768);
    let (index, part) = (x >> 7, x & 127);
    ((point(index) * (128 - part) + point(index + 1) * part) >> 7) as u32
}

/// The inverse of [`squash`], for 4,096ths.
fn stretch_table() -> [i16; 4096] {
    let mut table = [2047_i16; 4096];
    let mut from = 0_usize;
    for x in -2047..=2047_i16 {
        let to = (squash(i32::from(x)) >> 4) as usize;
        for place in table.get_mut(from..=to).unwrap_or_default() {
            *place = x;
        }
        from = from.max(to + 1);
    }
    table
}

/// Weighs opinions and learns whose to trust.
pub(super) struct Network {
    stretch: Box<[i16; 4096]>,
    weights: [Inputs; WEIGHT_SETS],
    /// The set in use, and what it gave.
    set: usize,
    guess: u32,
}

impl Network {
    /// One that trusts everybody alike.
    pub(super) fn new() -> Self {
        Self {
            stretch: Box::new(stretch_table()),
            weights: [[FIRST_WEIGHT; INPUTS]; WEIGHT_SETS],
            set: 0,
            guess: 32768,
        }
    }

    /// The opinion of a counter; nothing for one that has seen nothing.
    #[inline]
    pub(super) fn stretched(&self, counter: u16) -> i32 {
        i32::from(self.stretch.get(usize::from(counter >> 4)).copied().unwrap_or(0))
    }

    /// The chance of a set bit, from 1 to 65,535. The last input is set here.
    #[inline]
    pub(super) fn mix(&mut self, inputs: &mut Inputs, known: usize, level: usize) -> u32 {
        let [.., constant] = inputs;
        *constant = 256;
        self.set = known * 8 + level;
        let Some(weights) = self.weights.get(self.set) else { return 32768 };
        let mut sum = 0_i32;
        for (weight, input) in weights.iter().zip(inputs.iter()) {
            sum = sum.wrapping_add((weight >> 2).wrapping_mul(*input));
        }
        self.guess = squash(sum >> 14);
        self.guess
    }

    /// What came after [`Network::mix`] with these inputs.
    #[inline]
    pub(super) fn learn(&mut self, inputs: &Inputs, bit: bool) {
        let error = ((if bit { 65535 } else { 0 }) - self.guess as i32) >> 2;
        let Some(weights) = self.weights.get_mut(self.set) else { return };
        for (weight, input) in weights.iter_mut().zip(inputs) {
            let step = (input * (error * RATE) + (1 << 15)) >> 16;
            *weight = (*weight + step).clamp(-MAX_WEIGHT, MAX_WEIGHT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretch_inverts_squash() {
        let table = stretch_table();
        assert_eq!(table[2048], 0);
        assert!(table.is_sorted());
        for x in [-1500, -400, 0, 37, 900, 1700] {
            let back = i32::from(table[(squash(x) >> 4) as usize]);
            assert!((back - x).abs() <= 40, "{x} came back as {back}");
        }
    }

    #[test]
    fn guesses_stay_between_the_ends() {
        assert!((1..65536).contains(&squash(-100_000)));
        assert!((1..65536).contains(&squash(100_000)));
    }
}

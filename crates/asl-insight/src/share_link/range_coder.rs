//! A binary arithmetic coder: bits that were expected cost a fraction of a bit.
//!
//! Source: the carry-free coder of lpaq (M. Mahoney), with probabilities of 16 bits and a shorter end.

/// Writes bits.
pub(super) struct Encoder {
    low: u32,
    high: u32,
    bytes: Vec<u8>,
}

/// Where the interval is cut: the part below belongs to a set bit. `chance` is that of a set bit, in 65,536ths.
fn cut(low: u32, high: u32, chance: u32) -> u32 {
    low + ((u64::from(high - low) * u64::from(chance)) >> 16) as u32
}

impl Encoder {
    /// Nothing is written yet.
    pub(super) fn new() -> Self {
        Self { low: 0, high: u32::MAX, bytes: Vec::new() }
    }

    /// Writes one bit; `chance` is that of a set bit, from 1 to 65,535.
    pub(super) fn encode(&mut self, bit: bool, chance: u32) {
        let middle = cut(self.low, self.high, chance);
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            self.bytes.push((self.high >> 24) as u8);
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
        }
    }

    /// The bytes, without the zeros at the end that the reader adds by itself.
    pub(super) fn finish(mut self) -> Vec<u8> {
        // The number with the most zeros at its end that still lies in the interval.
        for kept in 0..=4_u32 {
            let mask = u32::MAX.checked_shr(8 * kept).unwrap_or(0);
            let rounded = u64::from(self.low).div_ceil(u64::from(mask) + 1) * (u64::from(mask) + 1);
            if rounded <= u64::from(self.high) {
                self.bytes.extend((rounded as u32).to_be_bytes());
                break;
            }
        }
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
        self.bytes
    }
}

/// Reads bits; behind the end stand zeros.
pub(super) struct Decoder<'a> {
    low: u32,
    high: u32,
    code: u32,
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Decoder<'a> {
    /// A reader of what [`Encoder::finish`] gave.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self { low: 0, high: u32::MAX, code: 0, rest: bytes.iter() };
        for _ in 0..4 {
            decoder.shift();
        }
        decoder
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.rest.next().copied().unwrap_or(0));
    }

    /// Reads one bit; `chance` as it was when the bit was written.
    pub(super) fn decode(&mut self, chance: u32) -> bool {
        let middle = cut(self.low, self.high, chance);
        let bit = self.code <= middle;
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
            self.shift();
        }
        bit
    }
}

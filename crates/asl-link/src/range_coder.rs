//! A binary arithmetic coder: bits that were expected cost a fraction of a bit.
//!
//! One type writes, reads and only listens, so that the model exists once.
//!
//! Source: the carry-free coder of lpaq (M. Mahoney), with probabilities of 16 bits and a shorter end.

use super::model::Question;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Listen,
    Write,
    Read,
}

/// Answers the model's questions about symbols that are known, and writes the answers down; or reads them.
pub(super) struct Coder<'a> {
    task: Task,
    /// The symbol that is written, or only taught.
    symbol: u8,
    low: u32,
    high: u32,
    /// What was written.
    bytes: Vec<u8>,
    /// What is read; behind the end stand zeros.
    code: u32,
    rest: std::slice::Iter<'a, u8>,
    /// Questions so far: the measure of work.
    pub(super) questions: u32,
}

impl<'a> Coder<'a> {
    fn new(task: Task, bytes: &'a [u8]) -> Self {
        Self {
            task,
            symbol: 0,
            low: 0,
            high: u32::MAX,
            bytes: Vec::new(),
            code: 0,
            rest: bytes.iter(),
            questions: 0,
        }
    }

    /// Writes nothing: for what writer and reader know anyway.
    pub(super) fn listener() -> Self {
        Self::new(Task::Listen, &[])
    }

    /// Nothing is written yet.
    pub(super) fn writer() -> Self {
        Self::new(Task::Write, &[])
    }

    /// A reader of what [`Coder::finish`] gave.
    pub(super) fn reader(bytes: &'a [u8]) -> Self {
        let mut reader = Self::new(Task::Read, bytes);
        (0..4).for_each(|_| reader.shift());
        reader
    }

    /// The same coder, about to write or to teach this symbol.
    pub(super) fn about(&mut self, symbol: u8) -> &mut Self {
        self.symbol = symbol;
        self
    }

    /// The answer; `chance` is that of "yes", from 1 to 65,535, and the same whenever the question is asked again.
    #[inline]
    pub(super) fn decide(&mut self, question: Question, chance: u32) -> bool {
        self.questions += 1;
        let known = match question {
            Question::Candidate(candidate) => candidate == self.symbol,
            Question::Bit(bit) => self.symbol >> bit & 1 == 1,
        };
        if self.task == Task::Listen {
            return known;
        }
        let width = u64::from(self.high - self.low);
        // Where the interval is cut: the part below belongs to a set bit.
        let middle = self.low + ((width * u64::from(chance)) >> 16) as u32;
        let bit = if self.task == Task::Read { self.code <= middle } else { known };
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            if self.task == Task::Write {
                self.bytes.push((self.high >> 24) as u8);
            } else {
                self.shift();
            }
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
        }
        bit
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.rest.next().copied().unwrap_or(0));
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

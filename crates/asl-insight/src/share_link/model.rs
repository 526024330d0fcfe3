//! What comes next? A guess for every symbol of a text, from what stood before it.
//!
//! The longest earlier piece like the present one, or else the last symbol in the same context, names a candidate, and
//! one bit says whether it came. Where it did not, the eight bits of the symbol are guessed by several contexts whose
//! opinions a small network weighs. Everything is learned on the way, so that writer and reader stay alike.
//! Integers only: the same guesses on every machine. After M. Mahoney's lpaq and sr3.
//!
//! INVARIANT: a change of any number here makes a new version of the link's format.

use super::place::{Place, hash_of, scramble};
use super::words::{Escape, Meaning, Words};

/// Contexts that guess.
const CONTEXTS: usize = 6;
/// Inputs of the network: one for each context, one for the candidate's origin, one that is always the same.
const INPUTS: usize = CONTEXTS + 2;
/// Sets of weights: by how many contexts know something, and by where the candidate comes from.
const WEIGHT_SETS: usize = (CONTEXTS + 1) * 8 * 2;
/// Cells of a context, as a power of two.
const CELL_BITS: u32 = 17;
/// Flags of a context, as a power of two.
const FLAG_BITS: u32 = 14;
/// Places of a table of last symbols, as a power of two.
const LAST_BITS: u32 = 14;
/// Places of the table that finds earlier pieces, as a power of two.
const MATCH_BITS: u32 = 14;
/// An earlier piece must have this many symbols in common before it names candidates.
const MIN_MATCH: usize = 4;
/// Longer matches count as this long.
const MAX_MATCH: usize = 63;
/// How long the name that a transition leads to counts as a match where a state's name begins.
const TARGET_MATCH: usize = 20;
/// A match at least this long is more credible than a transition's name.
const CREDIBLE_MATCH: usize = 12;
/// A counter that has seen nothing: 12 bits of chance, 4 bits of observations.
const NEW: u16 = 1 << 15;
const FIRST_WEIGHT: i32 = 20_000;
const RATE: i32 = 10;
const STATES: u32 = hash_of(b"States");
const NEXT: u32 = hash_of(b"Next");

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
fn stretch_table() -> Vec<i16> {
    let mut table = vec![2047_i16; 4096];
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

/// Moves a counter's chance towards the bit: far at first, less with every observation.
fn adapt(counter: Option<&mut u16>, bit: bool) {
    /// In 4,096ths.
    const PACE: [u16; 16] =
        [2731, 1638, 1170, 910, 745, 630, 546, 482, 431, 390, 356, 328, 303, 282, 250, 200];
    let Some(counter) = counter else { return };
    let count = *counter & 15;
    let pace = u32::from(PACE.get(usize::from(count)).copied().unwrap_or(200));
    let chance = u32::from(*counter | 15);
    let moved =
        if bit { chance + (((65535 - chance) * pace) >> 12) } else { chance - ((chance * pace) >> 12) };
    *counter = (moved as u16 & 0xfff0) | (count + u16::from(count < 15));
}

/// A binary decision about the next symbol.
#[derive(Clone, Copy)]
pub(super) enum Question {
    /// Is it this symbol?
    Candidate(u8),
    /// Its bit of this weight: 7 is the highest.
    Bit(u32),
}

/// Guesses symbols, one after another, and learns.
pub(super) struct Model {
    stretch: Vec<i16>,
    /// Lines of 16: a tag, then the counters of half a symbol.
    cells: Vec<u16>,
    /// Counters of "the candidate came", by context and candidate.
    flags: Vec<u16>,
    /// The same by the candidate's origin.
    origins: Vec<u16>,
    weights: Vec<i32>,
    /// The last symbol after the same three, two, one.
    last: [Vec<u8>; 3],
    /// Where a piece like the last symbols stood before.
    found: Vec<u32>,
    symbols: Vec<u8>,
    /// The piece that is being repeated, and for how many symbols it has been.
    pointer: usize,
    length: usize,
    /// Where the name that was last led to begins.
    target: usize,
    place: Place,
    escape: Escape,
    was_in_string: bool,
    hashes: [u32; CONTEXTS],
    inputs: [i32; INPUTS],
    /// The first weight in use.
    set: usize,
    /// Chance of a set bit in 65,536ths, as the network has it.
    guess: u32,
}

impl Model {
    /// A model that has seen nothing.
    pub(super) fn new() -> Self {
        Self {
            stretch: stretch_table(),
            cells: vec![NEW; CONTEXTS << CELL_BITS],
            flags: vec![NEW; CONTEXTS << FLAG_BITS],
            origins: vec![NEW; MAX_MATCH + 5],
            weights: vec![FIRST_WEIGHT; INPUTS * WEIGHT_SETS],
            last: [vec![0; 1 << LAST_BITS], vec![0; 1 << LAST_BITS], vec![0; 1 << LAST_BITS]],
            found: vec![0; 1 << MATCH_BITS],
            symbols: Vec::new(),
            pointer: 0,
            length: 0,
            target: 0,
            place: Place::default(),
            escape: Escape::None,
            was_in_string: false,
            hashes: [0; CONTEXTS],
            inputs: [0; INPUTS],
            set: 0,
            guess: 32768,
        }
    }

    /// Writes, reads or only learns one symbol: `decide` is given each question with the chance of "yes" from 1 to
    /// 65,535, and answers it.
    pub(super) fn symbol(&mut self, words: &Words, decide: &mut dyn FnMut(Question, u32) -> bool) -> u8 {
        let recent = self.recent();
        let last_at = [
            scramble(recent & 0x00ff_ffff, 7) >> (32 - LAST_BITS),
            scramble(recent & 0xffff, 3) >> (32 - LAST_BITS),
            recent & 0xff,
        ]
        .map(|at| at as usize);
        let (candidate, origin) = self.candidate(last_at);
        let flags_at = self.guess_candidate(candidate, origin);
        let hit = decide(Question::Candidate(candidate), self.guess);
        self.learn(hit);
        adapt(self.origins.get_mut(origin), hit);
        for at in flags_at {
            adapt(self.flags.get_mut(at), hit);
        }
        let symbol = if hit {
            candidate
        } else {
            self.length = 0;
            self.spell(decide)
        };
        self.symbols.push(symbol);
        for (table, at) in self.last.iter_mut().zip(last_at) {
            if let Some(place) = table.get_mut(at) {
                *place = symbol;
            }
        }
        self.walk(symbol, words);
        self.follow(symbol);
        self.look_around();
        symbol
    }

    /// Goes over the bytes that a symbol stands for.
    fn walk(&mut self, symbol: u8, words: &Words) {
        match words.meaning(symbol, &mut self.escape) {
            Meaning::Separator => self.place = Place::default(),
            Meaning::Bytes(bytes) => bytes.iter().for_each(|byte| self.place.push(*byte)),
        }
    }

    /// The last four symbols, the last one in the lowest byte.
    fn recent(&self) -> u32 {
        let tail = self.symbols.get(self.symbols.len().saturating_sub(4)..).unwrap_or_default();
        tail.iter().fold(0, |recent, symbol| recent << 8 | u32::from(*symbol))
    }

    /// The most likely symbol, and where the guess comes from: a match of 1 to 63, or a table.
    fn candidate(&self, last_at: [usize; 3]) -> (u8, usize) {
        if self.length > 0
            && let Some(symbol) = self.symbols.get(self.pointer)
        {
            return (*symbol, self.length);
        }
        for ((table, at), order) in self.last.iter().zip(last_at).zip([4, 3, 2]) {
            if let Some(symbol) = table.get(at).filter(|symbol| **symbol != 0) {
                return (*symbol, MAX_MATCH + order);
            }
        }
        (0, 0)
    }

    fn stretched(&self, counter: u16) -> i32 {
        i32::from(self.stretch.get(usize::from(counter >> 4)).copied().unwrap_or(0))
    }

    /// Guesses whether the candidate comes; gives the flags that the answer teaches.
    fn guess_candidate(&mut self, candidate: u8, origin: usize) -> [usize; CONTEXTS] {
        let mut inputs = [0_i32; INPUTS];
        let mut flags_at = [0; CONTEXTS];
        let mut known = 0;
        let places = self.hashes.iter().zip(&mut flags_at).zip(&mut inputs).enumerate();
        for (index, ((hash, place), input)) in places {
            let slot = scramble(*hash, u32::from(candidate) + 999) >> (32 - FLAG_BITS);
            *place = (index << FLAG_BITS) + slot as usize;
            let counter = self.flags.get(*place).copied().unwrap_or(NEW);
            if counter & 15 != 0 {
                known += 1;
                *input = self.stretched(counter);
            }
        }
        if let Some(input) = inputs.get_mut(CONTEXTS) {
            *input = self.stretched(self.origins.get(origin).copied().unwrap_or(NEW));
        }
        let level = match origin {
            0 => 0,
            1..6 => 4,
            6..16 => 5,
            16..=MAX_MATCH => 6,
            _ => origin - MAX_MATCH - 1,
        };
        self.mix(inputs, CONTEXTS + 1 + known, level);
        flags_at
    }

    /// Goes through the eight bits of a symbol.
    fn spell(&mut self, decide: &mut dyn FnMut(Question, u32) -> bool) -> u8 {
        let mut symbol = 0_u32;
        for half in [4, 0] {
            let lines = self.lines(if half == 4 { 0 } else { symbol | 16 });
            let mut cell = 1_usize;
            for bit in [3, 2, 1, 0] {
                self.guess_bit(&lines, cell);
                let set = decide(Question::Bit(half + bit), self.guess);
                self.learn(set);
                for line in lines {
                    adapt(self.cells.get_mut(line + cell), set);
                }
                cell = cell << 1 | usize::from(set);
                symbol = symbol << 1 | u32::from(set);
            }
        }
        symbol as u8
    }

    /// Where each context's line for half a symbol begins; a line of something else is cleared.
    fn lines(&mut self, half: u32) -> [usize; CONTEXTS] {
        let mut lines = [0; CONTEXTS];
        for (index, (line, hash)) in lines.iter_mut().zip(self.hashes).enumerate() {
            let mixed = scramble(hash, half);
            *line = (index << CELL_BITS) + ((mixed >> (32 - CELL_BITS)) as usize & !15);
            let tag = (mixed << 1) as u16 | 1;
            if let Some([first, counters @ ..]) = self.cells.get_mut(*line..*line + 16)
                && *first != tag
            {
                *first = tag;
                counters.fill(NEW);
            }
        }
        lines
    }

    fn guess_bit(&mut self, lines: &[usize; CONTEXTS], cell: usize) {
        let mut inputs = [0_i32; INPUTS];
        let mut known = 0;
        for (input, line) in inputs.iter_mut().zip(lines) {
            let counter = self.cells.get(line + cell).copied().unwrap_or(NEW);
            if counter & 15 != 0 {
                known += 1;
                *input = self.stretched(counter);
            }
        }
        self.mix(inputs, known, 0);
    }

    fn mix(&mut self, mut inputs: [i32; INPUTS], known: usize, level: usize) {
        if let Some(constant) = inputs.last_mut() {
            *constant = 256;
        }
        self.set = (known * 8 + level) * INPUTS;
        let weights = self.weights.get(self.set..self.set + INPUTS).unwrap_or_default();
        let product = |(weight, input): (&i32, &i32)| (weight >> 2).wrapping_mul(*input);
        let sum = weights.iter().zip(&inputs).map(product).fold(0, i32::wrapping_add);
        self.inputs = inputs;
        self.guess = squash(sum >> 14);
    }

    /// Teaches the network.
    fn learn(&mut self, bit: bool) {
        let error = (if bit { 65535 } else { 0 } - self.guess as i32) >> 2;
        let weights = self.weights.get_mut(self.set..self.set + INPUTS).unwrap_or_default();
        for (weight, input) in weights.iter_mut().zip(self.inputs) {
            let step = (input.wrapping_mul(error).wrapping_mul(RATE).wrapping_add(1 << 15)) >> 16;
            *weight = weight.wrapping_add(step).clamp(-1 << 20, 1 << 20);
        }
    }

    /// Follows the match, or looks for one.
    fn follow(&mut self, symbol: u8) {
        if self.length > 0 && self.symbols.get(self.pointer) == Some(&symbol) {
            self.length = (self.length + 1).min(MAX_MATCH);
            self.pointer += 1;
        } else {
            self.length = 0;
        }
        let begins = self.place.in_string && !self.was_in_string;
        self.was_in_string = self.place.in_string;
        if begins && self.place.is_name {
            // The next state in the text is often the one that the last transition leads to.
            if self.length < CREDIBLE_MATCH && self.target > 0 && self.place.parent() == STATES {
                self.pointer = self.target;
                self.length = TARGET_MATCH;
            }
        } else if begins && self.place.name == NEXT {
            self.target = self.symbols.len();
        }
        let length = self.symbols.len();
        let five = scramble(self.recent(), self.nth_last(5));
        let Some(found) = self.found.get_mut((five >> (32 - MATCH_BITS)) as usize) else { return };
        let earlier = std::mem::replace(found, length as u32) as usize;
        if self.length == 0 && earlier > 0 {
            let past = self.symbols.get(..earlier).unwrap_or_default().iter().rev();
            let same = past.zip(self.symbols.iter().rev()).take(32).take_while(|(a, b)| a == b).count();
            if same >= MIN_MATCH {
                (self.pointer, self.length) = (earlier, same);
            }
        }
    }

    fn nth_last(&self, n: usize) -> u32 {
        let at = self.symbols.len().wrapping_sub(n);
        self.symbols.get(at).map_or(0, |symbol| u32::from(*symbol))
    }

    /// The contexts of the next symbol.
    fn look_around(&mut self) {
        let recent = self.recent();
        let two = recent & 0xffff;
        let place = &self.place;
        let field = if place.is_name { scramble(place.parent(), place.name) } else { place.name };
        let inside = if place.in_string { place.string } else { recent & 0xff };
        self.hashes = [
            0,
            recent & 0xff,
            two,
            scramble(recent, 0),
            scramble(scramble(field, place.kind()), inside),
            scramble(place.word, if place.in_string { 1 } else { two }),
        ];
        for (index, hash) in self.hashes.iter_mut().enumerate() {
            *hash = scramble(*hash, index as u32 + 1);
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

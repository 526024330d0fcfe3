//! What comes next? A guess for every symbol of a text, from what stood before it.
//!
//! The longest earlier piece like the present one, or else the last symbol in the same context, names a candidate, and
//! one bit says whether it came. Where it did not, the eight bits of the symbol are guessed by several contexts whose
//! opinions a small network weighs. Everything is learned on the way, so that writer and reader stay alike.
//! Integers only: the same guesses on every machine. After M. Mahoney's lpaq and sr3.
//!
//! INVARIANT: a change of any number here makes a new version of the link's format.

use super::network::{INPUTS, Inputs, Network};
use super::place::{Place, hash_of, scramble};
use super::range_coder::Coder;
use super::words::{Escape, Meaning, Words};

/// Contexts that guess.
pub(super) const CONTEXTS: usize = 6;
/// Lines of cells of a context, as a power of two.
const LINE_BITS: u32 = 13;
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
const STATES: u32 = hash_of(b"States");
const NEXT: u32 = hash_of(b"Next");

/// A tag, then the counters of half a symbol.
type Line = [u16; 16];

/// Has it seen anything? One that has not is even, and so is its guess: it has no weight.
fn is_known(counter: u16) -> usize {
    usize::from(counter & 15 != 0)
}

/// The counter after a bit: its chance moves far at first, less with every observation.
fn adapted(counter: u16, bit: bool) -> u16 {
    /// In 4,096ths.
    const PACE: [u16; 16] =
        [2731, 1638, 1170, 910, 745, 630, 546, 482, 431, 390, 356, 328, 303, 282, 250, 200];
    let count = counter & 15;
    let pace = u32::from(PACE.get(usize::from(count)).copied().unwrap_or(200));
    let chance = u32::from(counter | 15);
    let moved =
        if bit { chance + (((65535 - chance) * pace) >> 12) } else { chance - ((chance * pace) >> 12) };
    (moved as u16 & 0xfff0) | (count + u16::from(count < 15))
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
    network: Network,
    /// The lines of one context after those of another.
    cells: Vec<Line>,
    /// Counters of "the candidate came", by context and candidate.
    flags: Vec<u16>,
    /// The same by the candidate's origin.
    origins: [u16; MAX_MATCH + 5],
    /// The last symbol after the same three, two, one.
    last: [Vec<u8>; 3],
    /// Where a piece like the last symbols stood before.
    found: Vec<u32>,
    symbols: Vec<u8>,
    /// The last symbols, the last one in the lowest byte.
    recent: u64,
    /// The piece that is being repeated, and for how many symbols it has been.
    pointer: usize,
    length: usize,
    /// Where the name that was last led to begins.
    target: usize,
    place: Place,
    escape: Escape,
    was_in_string: bool,
    hashes: [u32; CONTEXTS],
}

impl Model {
    /// A model that has seen nothing.
    pub(super) fn new() -> Self {
        let last = || vec![0; 1 << LAST_BITS];
        Self {
            network: Network::new(),
            cells: vec![[NEW; 16]; CONTEXTS << LINE_BITS],
            flags: vec![NEW; CONTEXTS << FLAG_BITS],
            origins: [NEW; MAX_MATCH + 5],
            last: [last(), last(), last()],
            found: vec![0; 1 << MATCH_BITS],
            symbols: Vec::new(),
            recent: 0,
            pointer: 0,
            length: 0,
            target: 0,
            place: Place::default(),
            escape: Escape::None,
            was_in_string: false,
            hashes: [0; CONTEXTS],
        }
    }

    /// Writes or reads one symbol, as the coder does.
    pub(super) fn symbol<'a>(&mut self, words: &'a Words, coder: &mut Coder<'_>) -> Meaning<'a> {
        let recent = self.recent as u32;
        let last_at = [
            scramble(recent & 0x00ff_ffff, 7) >> (32 - LAST_BITS),
            scramble(recent & 0xffff, 3) >> (32 - LAST_BITS),
            recent & 0xff,
        ]
        .map(|at| at as usize);
        let (candidate, origin) = self.candidate(last_at);
        let symbol = if self.is_candidate(candidate, origin, coder) {
            candidate
        } else {
            self.length = 0;
            self.spell(coder)
        };
        self.symbols.push(symbol);
        self.recent = self.recent << 8 | u64::from(symbol);
        for (table, at) in self.last.iter_mut().zip(last_at) {
            if let Some(place) = table.get_mut(at) {
                *place = symbol;
            }
        }
        let meaning = words.meaning(symbol, &mut self.escape);
        match meaning {
            Meaning::Separator => self.place = Place::default(),
            Meaning::Bytes(bytes) => bytes.iter().for_each(|byte| self.place.push(*byte)),
        }
        self.follow(symbol);
        self.look_around();
        meaning
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

    /// Whether the candidate comes.
    fn is_candidate(&mut self, candidate: u8, origin: usize, coder: &mut Coder<'_>) -> bool {
        let mut inputs: Inputs = [0; INPUTS];
        let mut flags_at = [0; CONTEXTS];
        let mut known = 0;
        let places = self.hashes.iter().zip(&mut flags_at).zip(&mut inputs).enumerate();
        for (index, ((hash, place), input)) in places {
            let slot = scramble(*hash, u32::from(candidate) + 999) >> (32 - FLAG_BITS);
            *place = (index << FLAG_BITS) + slot as usize;
            let counter = self.flags.get(*place).copied().unwrap_or(NEW);
            known += is_known(counter);
            *input = self.network.stretched(counter);
        }
        let [.., by_origin, _] = &mut inputs;
        *by_origin = self.network.stretched(self.origins.get(origin).copied().unwrap_or(NEW));
        let level = match origin {
            0 => 0,
            1..6 => 4,
            6..16 => 5,
            16..=MAX_MATCH => 6,
            _ => origin - MAX_MATCH - 1,
        };
        let guess = self.network.mix(&mut inputs, CONTEXTS + 1 + known, level);
        let hit = coder.decide(Question::Candidate(candidate), guess);
        self.network.learn(&inputs, hit);
        if let Some(counter) = self.origins.get_mut(origin) {
            *counter = adapted(*counter, hit);
        }
        for at in flags_at {
            if let Some(counter) = self.flags.get_mut(at) {
                *counter = adapted(*counter, hit);
            }
        }
        hit
    }

    /// Goes through the eight bits of a symbol.
    fn spell(&mut self, coder: &mut Coder<'_>) -> u8 {
        let mut symbol = 0_u32;
        for half in [4, 0] {
            let (at, mut lines) = self.lines(if half == 4 { 0 } else { symbol | 16 });
            let mut cell = 1_usize;
            for bit in [3, 2, 1, 0] {
                let mut inputs: Inputs = [0; INPUTS];
                let mut known = 0;
                for (input, line) in inputs.iter_mut().zip(&lines) {
                    let counter = line.get(cell & 15).copied().unwrap_or(NEW);
                    known += is_known(counter);
                    *input = self.network.stretched(counter);
                }
                let guess = self.network.mix(&mut inputs, known, 0);
                let set = coder.decide(Question::Bit(half + bit), guess);
                self.network.learn(&inputs, set);
                for line in &mut lines {
                    if let Some(counter) = line.get_mut(cell & 15) {
                        *counter = adapted(*counter, set);
                    }
                }
                cell = cell << 1 | usize::from(set);
                symbol = symbol << 1 | u32::from(set);
            }
            for (at, line) in at.into_iter().zip(lines) {
                if let Some(place) = self.cells.get_mut(at) {
                    *place = line;
                }
            }
        }
        symbol as u8
    }

    /// Each context's line for half a symbol, and where it stands; a line of something else is begun anew.
    fn lines(&self, half: u32) -> ([usize; CONTEXTS], [Line; CONTEXTS]) {
        let mut places = [0; CONTEXTS];
        let mut lines = [[NEW; 16]; CONTEXTS];
        for (index, ((place, line), hash)) in places.iter_mut().zip(&mut lines).zip(self.hashes).enumerate() {
            let mixed = scramble(hash, half);
            *place = (index << LINE_BITS) + (mixed >> (32 - LINE_BITS)) as usize;
            let tag = (mixed << 1) as u16 | 1;
            match self.cells.get(*place) {
                Some(known) if known.first() == Some(&tag) => *line = *known,
                _ => {
                    let [first, ..] = line;
                    *first = tag;
                }
            }
        }
        (places, lines)
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
        let five = scramble(self.recent as u32, (self.recent >> 32) as u32 & 0xff);
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

    /// The contexts of the next symbol.
    fn look_around(&mut self) {
        let recent = self.recent as u32;
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

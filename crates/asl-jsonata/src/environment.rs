//! What an expression is given from outside: variables, the time, randomness.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use asl_json::Value;

/// What only the caller can know. The crate itself reads no clock and draws no random numbers.
pub trait Host {
    /// Now. Units: milliseconds since 1970-01-01T00:00:00Z. Asked once an evaluation: `$now` and `$millis` stay the same.
    fn now_millis(&self) -> i64;
    /// A number `0 <= n < 1`.
    fn random(&self) -> f64;
    /// A version 4 UUID in lower case.
    fn uuid(&self) -> String;
}

/// The variables of an evaluation and its [`Host`]. Values are shared, never copied.
#[derive(Clone)]
pub struct Environment {
    variables: Vec<(Rc<str>, Value)>,
    host: Rc<dyn Host>,
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("variables", &self.variables).finish_non_exhaustive()
    }
}

impl Environment {
    /// No variables yet.
    pub fn new(host: Rc<dyn Host>) -> Self {
        Self { variables: Vec::new(), host }
    }

    /// The same with one variable more; `name` without its `$`. A later value of the same name wins.
    pub fn with_variable(mut self, name: impl Into<Rc<str>>, value: Value) -> Self {
        self.bind(name, value);
        self
    }

    /// Sets a variable; `name` without its `$`.
    pub fn bind(&mut self, name: impl Into<Rc<str>>, value: Value) {
        let name = name.into();
        match self.variables.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = value,
            None => self.variables.push((name, value)),
        }
    }

    /// The value of a variable.
    pub fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }

    pub(crate) fn host(&self) -> &dyn Host {
        &*self.host
    }
}

impl Default for Environment {
    /// No variables, and a [`FixedHost`] at time 0.
    fn default() -> Self {
        Self::new(Rc::new(FixedHost::new(0, 0)))
    }
}

/// A [`Host`] whose time stands still and whose random numbers follow from a seed, for tests and replays.
#[derive(Debug)]
pub struct FixedHost {
    now_millis: i64,
    state: Cell<u64>,
}

impl FixedHost {
    /// `now_millis`: milliseconds since 1970. The same `seed` gives the same numbers.
    pub const fn new(now_millis: i64, seed: u64) -> Self {
        Self { now_millis, state: Cell::new(seed) }
    }

    fn next(&self) -> u64 {
        let (state, number) = split_mix(self.state.get());
        self.state.set(state);
        number
    }
}

impl Host for FixedHost {
    fn now_millis(&self) -> i64 {
        self.now_millis
    }

    fn random(&self) -> f64 {
        unit_interval(self.next())
    }

    fn uuid(&self) -> String {
        uuid_v4(self.next(), self.next())
    }
}

/// `SplitMix64`: the next state and a number. Source: Steele, Lea, Flood 2014, public domain.
fn split_mix(state: u64) -> (u64, u64) {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (state, z ^ (z >> 31))
}

/// A number `0 <= n < 1` from 64 random bits.
fn unit_interval(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

fn uuid_v4(high: u64, low: u64) -> String {
    let high = (high & !0xF000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}

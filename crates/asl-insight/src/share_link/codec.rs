//! Sections of text to bytes and back, within bounds.
//!
//! Shape: two bytes of check sum, the length of the sections as a varint, the bits of the coder. Zeros at the end may
//! be left out by the coder and are added where the length would otherwise be more than [`MAX_RATIO`] allows.

use super::LinkError;
use super::model::{Model, Question};
use super::range_coder::{Decoder, Encoder};
use super::words::{SEPARATOR, Words, primer};

/// No scene is longer than this many bytes: four times the service's limit of a definition.
pub(super) const MAX_LENGTH: usize = 4 << 20;
/// This much may unfold from nothing.
const FREE_LENGTH: usize = 64 << 10;
/// Beyond that, each byte of a link unfolds to at most this many.
const MAX_RATIO: usize = 32;

/// A model that has read the primer.
fn primed(words: &Words) -> Model {
    let mut model = Model::new();
    for section in primer() {
        for symbol in words.symbols(section) {
            teach(&mut model, words, symbol);
        }
        teach(&mut model, words, SEPARATOR);
    }
    model
}

fn teach(model: &mut Model, words: &Words, symbol: u8) {
    model.symbol(words, &mut |question, _| answer(question, symbol));
}

fn answer(question: Question, symbol: u8) -> bool {
    match question {
        Question::Candidate(candidate) => candidate == symbol,
        Question::Bit(bit) => symbol >> bit & 1 == 1,
    }
}

/// The bytes of some sections.
///
/// Errors: `TooLarge` if they are longer than [`MAX_LENGTH`] together.
pub(super) fn pack(sections: &[Vec<u8>]) -> Result<Vec<u8>, LinkError> {
    let length = length_of(sections);
    if length > MAX_LENGTH {
        return Err(LinkError::TooLarge);
    }
    let words = Words::new();
    let mut model = primed(&words);
    let mut encoder = Encoder::new();
    let mut write = |symbol: u8| {
        model.symbol(&words, &mut |question, chance| {
            let bit = answer(question, symbol);
            encoder.encode(bit, chance);
            bit
        });
    };
    for (index, section) in sections.iter().enumerate() {
        if index > 0 {
            write(SEPARATOR);
        }
        words.symbols(section).into_iter().for_each(&mut write);
    }
    let mut bytes = check_sum(sections).to_be_bytes().to_vec();
    let mut rest = length;
    while rest > 127 {
        bytes.push(rest as u8 | 128);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    bytes.extend(encoder.finish());
    while length > allowed(bytes.len()) {
        bytes.push(0);
    }
    Ok(bytes)
}

/// The sections of [`pack`]'s bytes.
///
/// Errors: `TooLarge` for a length beyond the bounds, before anything is unfolded; `Damaged` if the bytes were changed or
/// cut off. Limits: time and memory grow with the declared length, which is bounded by the length of the link.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Vec<u8>>, LinkError> {
    let [high, low, rest @ ..] = bytes else { return Err(LinkError::Damaged) };
    let (length, rest) = varint(rest).ok_or(LinkError::Damaged)?;
    if length > MAX_LENGTH || length > allowed(bytes.len()) {
        return Err(LinkError::TooLarge);
    }
    let words = Words::new();
    let mut model = primed(&words);
    let mut decoder = Decoder::new(rest);
    let mut speller = words.speller();
    // The escape writes nothing by itself; what follows it does.
    while speller.length < length {
        speller.push(model.symbol(&words, &mut |_, chance| decoder.decode(chance)));
    }
    let whole = speller.length == length && check_sum(&speller.sections) == u16::from_be_bytes([*high, *low]);
    if whole { Ok(speller.sections) } else { Err(LinkError::Damaged) }
}

/// The longest text that may unfold from so many bytes.
fn allowed(bytes: usize) -> usize {
    FREE_LENGTH.saturating_add(bytes.saturating_mul(MAX_RATIO))
}

fn length_of(sections: &[Vec<u8>]) -> usize {
    sections.iter().map(|section| section.len() + 1).sum::<usize>().saturating_sub(1)
}

fn varint(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    let mut rest = bytes;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, after) = rest.split_first()?;
        value |= usize::from(byte & 127) << shift & 0x7fff_ffff;
        rest = after;
        if byte & 128 == 0 {
            return Some((value, rest));
        }
    }
    None
}

/// Fletcher's sum with FNV's mixing, folded to 16 bits.
fn check_sum(sections: &[Vec<u8>]) -> u16 {
    let mut sum = 0x811c_9dc5_u32;
    for section in sections {
        for byte in section {
            sum = (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        sum = (sum ^ 256).wrapping_mul(0x0100_0193);
    }
    (sum >> 16 ^ sum) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(texts: &[&str]) -> Vec<Vec<u8>> {
        texts.iter().map(|text| text.as_bytes().to_vec()).collect()
    }

    #[test]
    fn sections_come_back() {
        let long = "ab\u{0}\u{1}é".repeat(40_000);
        for texts in [&["D{}"][..], &["", ""], &["Dステート", "I{\"a\":1}", ""], &[&long, "x"]] {
            let sections = sections(texts);
            assert_eq!(unpack(&pack(&sections).unwrap()).unwrap(), sections);
        }
    }

    #[test]
    fn repetition_never_looks_like_a_bomb() {
        let sections = sections(&[&"x".repeat(1 << 20)]);
        let bytes = pack(&sections).unwrap();
        assert!(bytes.len() > (1 << 20) / 40 && bytes.len() < (1 << 20) / 30, "{}", bytes.len());
        assert!(unpack(&bytes).unwrap() == sections);
    }

    #[test]
    fn bombs_are_refused_before_they_unfold() {
        let mut bytes = vec![0, 0];
        bytes.extend([0xff, 0xff, 0xff, 0xff, 0x03]);
        bytes.extend([0x55; 1000]);
        assert_eq!(unpack(&bytes), Err(LinkError::TooLarge));
        assert_eq!(pack(&[vec![b'x'; MAX_LENGTH + 1]]), Err(LinkError::TooLarge));
    }

    #[test]
    fn every_cut_and_every_change_is_noticed() {
        let whole =
            sections(&["D{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}", "I{}"]);
        let bytes = pack(&whole).unwrap();
        for end in 0..bytes.len() {
            assert!(unpack(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                assert!(unpack(&changed).is_err(), "bit {bit} of byte {at}");
            }
        }
    }
}

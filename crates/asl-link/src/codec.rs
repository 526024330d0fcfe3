//! Sections of text to bytes and back, within bounds.
//!
//! Shape: two bytes of check sum, the length of the sections as a varint, the bits of the coder. Zeros at the end may
//! be left out by the coder and are added where the length would otherwise be more than [`MAX_RATIO`] allows.

use super::LinkError;
use super::model::Model;
use super::range_coder::Coder;
use super::words::{SEPARATOR, Speller, Words, primer};

/// No scene is longer than this many bytes: four times the service's limit of a definition.
pub(super) const MAX_LENGTH: usize = 4 << 20;
/// This much may unfold from nothing.
const FREE_LENGTH: usize = 64 << 10;
/// Beyond that, each byte of a link unfolds to at most this many.
const MAX_RATIO: usize = 32;
/// More sections than a scene will ever have.
const MAX_SECTIONS: usize = 64;
/// As many questions as a hostile link may ask before it is given up, so that a readable answer is there in a tenth of a
/// second. A definition of 64 KB asks 130,000, so 400 KB fit.
const MAX_QUESTIONS: u32 = 3 << 18;

/// A model that has read the primer.
fn primed(words: &Words) -> Model {
    let mut model = Model::new();
    let mut listener = Coder::listener();
    for section in primer() {
        for symbol in words.symbols(section).into_iter().chain([SEPARATOR]) {
            model.symbol(words, listener.about(symbol));
        }
    }
    model
}

/// The bytes of some sections.
///
/// Errors: `TooLarge` if they are longer than [`MAX_LENGTH`] together, or more work than [`MAX_QUESTIONS`] to read.
pub(super) fn pack(sections: &[Vec<u8>]) -> Result<Vec<u8>, LinkError> {
    let length = length_of(sections);
    if length > MAX_LENGTH || sections.len() > MAX_SECTIONS {
        return Err(LinkError::TooLarge);
    }
    let words = Words::new();
    let mut model = primed(&words);
    let mut writer = Coder::writer();
    for (index, section) in sections.iter().enumerate() {
        let separator = (index > 0).then_some(SEPARATOR);
        for symbol in separator.into_iter().chain(words.symbols(section)) {
            model.symbol(&words, writer.about(symbol));
            if writer.questions > MAX_QUESTIONS {
                return Err(LinkError::TooLarge);
            }
        }
    }
    let mut bytes = check_sum(sections).to_be_bytes().to_vec();
    let mut rest = length;
    while rest > 127 {
        bytes.push(rest as u8 | 128);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    bytes.extend(writer.finish());
    while length > allowed(bytes.len()) {
        bytes.push(0);
    }
    Ok(bytes)
}

/// The sections of [`pack`]'s bytes.
///
/// Errors: `TooLarge` for a length beyond the bounds, before anything is unfolded, or for more work than
/// [`MAX_QUESTIONS`]; `Damaged` if the bytes were changed or cut off. Limits: memory grows with the declared length,
/// which is bounded by the length of the link.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Vec<u8>>, LinkError> {
    unpack_within(bytes, MAX_QUESTIONS)
}

fn unpack_within(bytes: &[u8], max_questions: u32) -> Result<Vec<Vec<u8>>, LinkError> {
    let [high, low, rest @ ..] = bytes else { return Err(LinkError::Damaged) };
    let (length, rest) = varint(rest).ok_or(LinkError::Damaged)?;
    if length > MAX_LENGTH || length > allowed(bytes.len()) {
        return Err(LinkError::TooLarge);
    }
    let words = Words::new();
    let mut model = primed(&words);
    let mut reader = Coder::reader(rest);
    let mut speller = Speller::new();
    // The escape writes nothing by itself; what follows it does.
    while speller.length < length {
        speller.push(model.symbol(&words, &mut reader));
        if reader.questions > max_questions {
            return Err(LinkError::TooLarge);
        }
        if speller.sections.len() > MAX_SECTIONS {
            return Err(LinkError::Damaged);
        }
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
        let long = "ab\u{0}\u{1}é".repeat(20_000);
        for texts in [&["D{}"][..], &["", ""], &["Dステート", "I{\"a\":1}", ""], &[&long, "x"]] {
            let sections = sections(texts);
            assert_eq!(unpack(&pack(&sections).unwrap()).unwrap(), sections);
        }
    }

    #[test]
    fn repetition_never_looks_like_a_bomb() {
        let sections = sections(&[&"x".repeat(1 << 19)]);
        let bytes = pack(&sections).unwrap();
        assert!(bytes.len() > (1 << 19) / 40 && bytes.len() < (1 << 19) / 30, "{}", bytes.len());
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

    /// Letters in an order that cannot be guessed.
    fn noise(length: usize) -> String {
        let mut seed = 1_u64;
        let mut letter = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'!' + (seed >> 33) as u8 % 90)
        };
        (0..length).map(|_| letter()).collect()
    }

    #[test]
    fn work_is_bounded_for_writers_and_readers() {
        let sections = sections(&[&noise(70_000)]);
        let bytes = pack(&sections).unwrap();
        assert!(unpack(&bytes).unwrap() == sections);
        assert_eq!(unpack_within(&bytes, 10_000), Err(LinkError::TooLarge));
        assert_eq!(pack(&self::sections(&[&noise(200_000)])), Err(LinkError::TooLarge));
    }

    #[test]
    fn endless_sections_are_no_scene() {
        let many = vec![Vec::new(); MAX_SECTIONS + 1];
        assert_eq!(pack(&many), Err(LinkError::TooLarge));
        // Nothing but zeros: the symbol that parts sections, as often as it is asked for.
        assert_eq!(unpack(&[0, 0, 0xff, 0x7f]), Err(LinkError::Damaged));
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

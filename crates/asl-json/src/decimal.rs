//! Exact conversions between doubles and decimal digits: reading a number's text, and all digits of a double.
//!
//! The standard library does the same with tables that weigh ten kilobytes in the browser. Here the common case is one
//! exact multiplication, and all others are long division on a number of as many words as it takes.
//! It is not for printing the shortest text of a number: that is `ryu-js`.

use std::cmp::Ordering;

/// Significant digits that can decide how a double is rounded; all that follow count as "a little more".
const DECIDING_DIGITS: usize = 770;
/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Reads `[+-]digits[.digits][e[+-]digits]`, rounded to the nearest double, ties to even.
///
/// Shape: at least one digit before or after the point. Too large a number is infinite, too small a one is zero.
/// Anything else, words like `inf` too, is `None`.
pub fn parse_float(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (digits, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at)?, read_exponent(text.get(at + 1..)?)?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut significant = Vec::new();
    let mut scale = exponent;
    let mut more = false;
    for (bytes, after_point) in [(whole.as_bytes(), false), (fraction.as_bytes(), true)] {
        for byte in bytes {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            if significant.len() >= DECIDING_DIGITS {
                more |= digit != 0;
                scale += i64::from(!after_point);
                continue;
            }
            if digit != 0 || !significant.is_empty() {
                significant.push(digit);
            }
            scale -= i64::from(after_point);
        }
    }
    if more {
        significant.push(1);
        scale -= 1;
    }
    let value = nearest(&significant, scale);
    Some(if negative { -value } else { value })
}

/// The exponent's digits; one that is far out of reach is cut where it changes nothing any more.
fn read_exponent(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, text.get(1..)?),
        b'+' => (1, text.get(1..)?),
        _ => (1, text),
    };
    let mut exponent = 0_i64;
    if digits.is_empty() {
        return None;
    }
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        exponent = (exponent * 10 + i64::from(digit)).min(1_000_000_000_000);
    }
    Some(sign * exponent)
}

/// The double nearest to `digits * 10^scale`.
fn nearest(digits: &[u8], scale: i64) -> f64 {
    if digits.is_empty() {
        return 0.0;
    }
    let magnitude = scale.saturating_add(digits.len() as i64);
    if magnitude > 310 {
        return f64::INFINITY;
    }
    if magnitude < -330 {
        return 0.0;
    }
    if digits.len() <= 19 {
        let mantissa = digits.iter().fold(0_u64, |sum, &digit| sum * 10 + u64::from(digit));
        let power = usize::try_from(scale.unsigned_abs()).ok().and_then(|power| EXACT_POWERS.get(power));
        // Both are exact doubles, so the one operation rounds right.
        if let (true, Some(power)) = (mantissa <= 1 << 53, power) {
            return if scale < 0 { mantissa as f64 / power } else { mantissa as f64 * power };
        }
    }
    let mut numerator = Natural::default();
    for chunk in digits.chunks(9) {
        let value = chunk.iter().fold(0, |sum, &digit| sum * 10 + u32::from(digit));
        numerator.multiply_add(10_u32.pow(chunk.len() as u32), value);
    }
    let mut denominator = Natural::default();
    denominator.multiply_add(0, 1);
    let scaled = if scale < 0 { &mut denominator } else { &mut numerator };
    scaled.multiply_power(10, scale.unsigned_abs() as u32);
    divide(numerator, denominator)
}

/// The double nearest to `numerator / denominator`, both above zero.
fn divide(mut numerator: Natural, mut denominator: Natural) -> f64 {
    // Scaled by powers of two until the quotient is at least 1 and below 2.
    let mut exponent = numerator.bits() - denominator.bits();
    if exponent > 0 {
        denominator.shift_left(exponent.unsigned_abs());
    } else {
        numerator.shift_left(exponent.unsigned_abs());
    }
    if numerator.compare(&denominator) == Ordering::Less {
        numerator.shift_left(1);
        exponent -= 1;
    }
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // Below the smallest normal exponent there is room for fewer bits.
    let bits = if exponent < -1022 { 53 - (-1022 - exponent) } else { 53 };
    if bits < 0 {
        return 0.0;
    }
    let mut mantissa = 0_u64;
    for _ in 0..bits {
        mantissa <<= 1;
        if numerator.compare(&denominator) != Ordering::Less {
            numerator.subtract(&denominator);
            mantissa |= 1;
        }
        numerator.shift_left(1);
    }
    // What is left, doubled once already, against one more bit.
    mantissa += match numerator.compare(&denominator) {
        Ordering::Less => 0,
        Ordering::Equal => mantissa & 1,
        Ordering::Greater => 1,
    };
    if bits == 53 {
        // A carry into the 54th bit moves on into the exponent, as it should.
        let biased = (exponent + 1022) as u64;
        f64::from_bits((biased << 52) + mantissa)
    } else {
        f64::from_bits(mantissa)
    }
}

/// All decimal digits of a double: `0.d1d2d3… * 10^exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// Values 0 to 9, without zeros in front; none for zero.
    pub digits: Vec<u8>,
    /// Where the point stands: before the first digit when it is 0.
    pub exponent: i32,
}

impl Digits {
    /// The exact digits of a finite number without its sign.
    pub fn exact(number: f64) -> Self {
        let bits = number.abs().to_bits();
        let (biased, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
        let (mantissa, exponent) =
            if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        let mut value = Natural::default();
        value.multiply_add(0, (mantissa >> 32) as u32);
        value.shift_left(32);
        value.multiply_add(1, mantissa as u32);
        // m / 2^k is m * 5^k / 10^k.
        let point = if exponent < 0 {
            value.multiply_power(5, exponent.unsigned_abs());
            exponent
        } else {
            value.shift_left(exponent.unsigned_abs());
            0
        };
        // Zeros at the end are gone from the digits, but counted.
        let (digits, count) = value.into_digits();
        Self { exponent: if count == 0 { 0 } else { count as i32 + point }, digits }
    }

    /// The fewest digits of a finite number that read back as the same number.
    pub fn shortest(number: f64) -> Self {
        let mut buffer = ryu_js::Buffer::new();
        let text = buffer.format_finite(number.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
        let mut exponent = exponent.parse().unwrap_or(0) + whole.len() as i32;
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        exponent -= zeros as i32;
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { exponent: if digits.is_empty() { 0 } else { exponent }, digits }
    }

    /// The double that these digits mean.
    pub fn value(&self) -> f64 {
        nearest(&self.digits, i64::from(self.exponent) - self.digits.len() as i64)
    }

    /// Keeps `count` digits, rounded to the nearest.
    pub fn round(&mut self, count: usize, ties: Ties) {
        let Some((&next, rest)) = self.digits.get(count..).and_then(<[u8]>::split_first) else { return };
        let odd = count > 0 && self.digits.get(count - 1).is_some_and(|digit| digit % 2 == 1);
        let beyond = odd || ties == Ties::Away || rest.iter().any(|&digit| digit != 0);
        let up = next > 5 || next == 5 && beyond;
        self.digits.truncate(count);
        if !up {
            return;
        }
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        // All were nines: 999 becomes 1000.
        self.digits.insert(0, 1);
        self.digits.truncate(count.max(1));
        self.exponent += 1;
    }

    /// The text with this many digits after the point.
    pub fn fixed(mut self, places: usize) -> String {
        let count = i64::from(self.exponent) + places as i64;
        if count < 0 {
            self.digits.clear();
        } else {
            self.round(count as usize, Ties::ToEven);
        }
        let digit = |place: i64| {
            let digit = usize::try_from(place).ok().and_then(|place| self.digits.get(place));
            char::from(b'0' + digit.copied().unwrap_or(0))
        };
        let exponent = i64::from(self.exponent);
        let mut text: String =
            if exponent <= 0 { "0".to_owned() } else { (0..exponent).map(digit).collect() };
        if places > 0 {
            text.push('.');
            text.extend((0..places as i64).map(|place| digit(exponent + place)));
        }
        text
    }
}

/// Where a number goes that lies in the middle between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// To the one with the even last digit.
    ToEven,
    /// Away from zero.
    Away,
}

/// A whole number of any size; its 32-bit words from the lowest up, without zeros at the top.
#[derive(Default)]
struct Natural(Vec<u32>);

impl Natural {
    /// `self * factor + more`.
    fn multiply_add(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
        self.trim();
    }

    /// `self * base^power`.
    fn multiply_power(&mut self, base: u32, mut power: u32) {
        while power > 0 {
            // 10^9 and 5^9 fit a word.
            let step = power.min(9);
            self.multiply_add(base.pow(step), 0);
            power -= step;
        }
    }

    fn shift_left(&mut self, bits: u32) {
        let (words, bits) = (bits / 32, bits % 32);
        if bits > 0 {
            self.multiply_add(1 << bits, 0);
        }
        if words > 0 && !self.0.is_empty() {
            self.0.splice(0..0, std::iter::repeat_n(0, words as usize));
        }
    }

    fn bits(&self) -> i32 {
        self.0.last().map_or(0, |top| self.0.len() as i32 * 32 - top.leading_zeros() as i32)
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// `self - other`, which must not be larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0_i64;
        for (at, word) in self.0.iter_mut().enumerate() {
            borrow += i64::from(*word) - i64::from(other.0.get(at).copied().unwrap_or(0));
            *word = borrow as u32;
            borrow >>= 32;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Decimal digits without zeros at either end, and how many there are with those at the end.
    fn into_digits(mut self) -> (Vec<u8>, usize) {
        let mut digits = Vec::new();
        while !self.0.is_empty() {
            let mut rest = 0_u64;
            for word in self.0.iter_mut().rev() {
                rest = rest << 32 | u64::from(*word);
                *word = (rest / 1_000_000_000) as u32;
                rest %= 1_000_000_000;
            }
            self.trim();
            for _ in 0..9 {
                digits.push((rest % 10) as u8);
                rest /= 10;
            }
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        digits.reverse();
        let count = digits.len();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        (digits, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doubles of all sizes, the same in every run.
    fn doubles() -> impl Iterator<Item = f64> {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        (0..20_000).map(move |_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            f64::from_bits(seed)
        })
    }

    #[test]
    fn texts_are_read_as_the_standard_library_reads_them() {
        let edges = [
            "0",
            "-0",
            "1.",
            ".5",
            "1e5",
            "1E+5",
            "1e-5",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.5e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e999999999999999999",
            "1e-999999999999999999",
            "9007199254740993",
            "9007199254740992.5",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "00012.50",
            "8.5e-322",
            "100000000000000016777215",
            "100000000000000016777216.0000001",
            "0e999999999",
        ];
        for text in edges {
            assert_eq!(parse_float(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
        }
        let long = format!("1.{}1e-5", "0".repeat(2000));
        assert_eq!(parse_float(&long), long.parse().ok());
        let half = format!("9007199254740993.{}1", "0".repeat(900));
        assert_eq!(parse_float(&half), Some(9_007_199_254_740_994.0));
        for number in doubles().filter(|number| number.is_finite()) {
            for text in [format!("{number:e}"), format!("{number:.3e}"), format!("{number:.25e}")] {
                assert_eq!(
                    parse_float(&text).map(f64::to_bits),
                    text.parse().ok().map(f64::to_bits),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".", "e5", "1e", "1e+", "inf", "NaN", "1.2.3", "1x", "0x10", "1_000", " 1"] {
            assert_eq!(parse_float(text), None, "{text}");
        }
    }

    #[test]
    fn digits_are_the_exact_ones() {
        assert_eq!(Digits::exact(0.0), Digits { digits: vec![], exponent: 0 });
        assert_eq!(Digits::exact(-12.5), Digits { digits: vec![1, 2, 5], exponent: 2 });
        assert_eq!(Digits::exact(1e22).fixed(0), "10000000000000000000000");
        assert_eq!(Digits::exact(0.1).fixed(55), format!("{:.55}", 0.1));
        for (number, places) in
            [(0.5, 0), (1.5, 0), (2.5, 0), (0.125, 2), (9.99, 1), (0.05, 0), (0.96, 1), (999.5, 0)]
        {
            assert_eq!(Digits::exact(number).fixed(places), format!("{number:.places$}"));
        }
        for number in doubles().filter(|number| number.is_finite()) {
            assert_eq!(Digits::shortest(number).value(), number.abs());
            assert_eq!(Digits::exact(number).value(), number.abs());
        }
        assert_eq!(Digits::shortest(1e21), Digits { digits: vec![1], exponent: 22 });
        assert_eq!(Digits::shortest(0.000_15), Digits { digits: vec![1, 5], exponent: -3 });
        assert_eq!(Digits::shortest(1200.0), Digits { digits: vec![1, 2], exponent: 4 });
        for number in doubles().filter(|number| number.abs() < 1e30 && number.abs() > 1e-30) {
            let number = number.abs();
            assert_eq!(Digits::exact(number).fixed(12), format!("{number:.12}"));
        }
    }
}

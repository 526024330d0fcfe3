//! Function signatures such as `<s-nn?:s>`: which arguments fit, and what the context stands in for.
//!
//! The rules are those of the reference, whose signatures are regular expressions over one letter an argument:
//! `s` text, `n` number, `b` boolean, `l` null, `a` array, `o` object, `f` function, `m` missing.

use asl_json::Value;
use smallvec::SmallVec;

use crate::error::{Fault, Outcome};
use crate::sequence::{Val, is_function};

/// The arguments of one call.
pub(crate) type Arguments = SmallVec<[Val; 3]>;

#[derive(Clone, Debug, Default, PartialEq)]
struct Parameter {
    /// The letters that fit.
    letters: Vec<u8>,
    /// The letter of the parameter's type, or `(` for a choice.
    kind: u8,
    subtype: Option<String>,
    /// The context stands in when the argument is missing.
    context: bool,
    optional: bool,
    repeated: bool,
}

/// A signature that has been read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signature {
    parameters: Vec<Parameter>,
}

/// The letters that a parameter's symbol accepts.
fn letters(symbol: u8) -> Option<&'static [u8]> {
    Some(match symbol {
        b's' => b"sm",
        b'n' => b"nm",
        b'b' => b"bm",
        b'l' => b"lm",
        b'o' => b"om",
        b'a' | b'x' => b"asnblfom",
        b'f' => b"f",
        b'j' => b"asnblom",
        _ => return None,
    })
}

/// The letter of a value.
pub(crate) fn letter(value: &Val) -> u8 {
    match value {
        None => b'm',
        Some(value) => letter_of(value),
    }
}

fn letter_of(value: &Value) -> u8 {
    match value {
        Value::String(_) => b's',
        Value::Number(_) => b'n',
        Value::Bool(_) => b'b',
        Value::Null => b'l',
        Value::Array(_) => b'a',
        Value::Object(_) => {
            if is_function(value) {
                b'f'
            } else {
                b'o'
            }
        }
    }
}

/// Where the bracket that `open` at `start` opens is closed; the text's end if it is not.
fn closing(text: &[u8], start: usize, open: u8, close: u8) -> usize {
    let mut depth = 1;
    let mut position = start;
    while position < text.len() {
        position += 1;
        match text.get(position) {
            Some(byte) if *byte == close => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Some(byte) if *byte == open => depth += 1,
            _ => {}
        }
    }
    position
}

impl Signature {
    /// Reads a signature; a fault carries its offset as `index`.
    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        let bytes = text.as_bytes();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut position = 1;
        while let Some(symbol) = bytes.get(position).copied() {
            match symbol {
                b':' => break,
                b'-' => {
                    if let Some(last) = parameters.last_mut() {
                        last.context = true;
                    }
                }
                b'?' => {
                    if let Some(last) = parameters.last_mut() {
                        last.optional = true;
                    }
                }
                b'+' => {
                    if let Some(last) = parameters.last_mut() {
                        last.repeated = true;
                    }
                }
                b'(' => {
                    let end = closing(bytes, position, b'(', b')');
                    let choice = text.get(position + 1..end).unwrap_or("");
                    if choice.contains('<') {
                        let fault = Fault::new("S0402").with_index(position);
                        return Err(fault.with_value(Value::from(choice)));
                    }
                    let letters = choice.bytes().chain([b'm']).collect();
                    parameters.push(Parameter { letters, kind: b'(', ..Parameter::default() });
                    position = end;
                }
                b'<' => match parameters.last_mut() {
                    Some(last) if matches!(last.kind, b'a' | b'f') => {
                        let end = closing(bytes, position, b'<', b'>');
                        last.subtype = Some(text.get(position + 1..end).unwrap_or("").to_owned());
                        position = end;
                    }
                    last => {
                        let kind = last.map(|last| Value::from(char::from(last.kind).to_string()));
                        return Err(Fault::new("S0401").with_index(position).with_value(kind));
                    }
                },
                _ => {
                    if let Some(letters) = letters(symbol) {
                        let letters = letters.to_vec();
                        parameters.push(Parameter { letters, kind: symbol, ..Parameter::default() });
                    }
                }
            }
            position += 1;
        }
        Ok(Self { parameters })
    }

    /// How many letters each parameter takes; none if the arguments do not fit.
    ///
    /// `whole`: all letters must be taken. The choice is that of a greedy regular expression.
    fn fit(parameters: &[Parameter], supplied: &[u8], whole: bool) -> Option<Vec<usize>> {
        let width = supplied.len() + 1;
        // `open[p * width + at]`: the parameters from `p` on fit the letters from `at` on.
        let mut open = vec![false; (parameters.len() + 1) * width];
        for at in 0..width {
            if let Some(cell) = open.get_mut(parameters.len() * width + at) {
                *cell = !whole || at == supplied.len();
            }
        }
        let run = |parameter: &Parameter, at: usize| {
            let fits =
                supplied.iter().skip(at).take_while(|letter| parameter.letters.contains(letter)).count();
            let most = if parameter.repeated { fits } else { fits.min(1) };
            let least = usize::from(!parameter.optional && !parameter.context);
            (least, most)
        };
        for (p, parameter) in parameters.iter().enumerate().rev() {
            for at in 0..width {
                let (least, most) = run(parameter, at);
                let fits = (least..=most)
                    .any(|count| open.get((p + 1) * width + at + count).copied().unwrap_or(false));
                if let Some(cell) = open.get_mut(p * width + at) {
                    *cell = fits;
                }
            }
        }
        let mut at = 0;
        let mut counts = Vec::with_capacity(parameters.len());
        for (p, parameter) in parameters.iter().enumerate() {
            let (least, most) = run(parameter, at);
            let count = (least..=most)
                .rev()
                .find(|count| open.get((p + 1) * width + at + count).copied().unwrap_or(false))?;
            counts.push(count);
            at += count;
        }
        open.get(parameters.len() * width + at).copied().unwrap_or(false).then_some(counts)
    }

    /// The arguments as the function sees them.
    pub(crate) fn validate(&self, arguments: &Arguments, context: Option<&Value>) -> Outcome<Arguments> {
        let supplied: SmallVec<[u8; 8]> = arguments.iter().map(letter).collect();
        let Some(counts) = Self::fit(&self.parameters, &supplied, true) else {
            return Err(self.mismatch(arguments, &supplied));
        };
        let mut validated = Arguments::new();
        // An argument is taken for each parameter that is left out as well, so this runs ahead of the letters.
        let mut index = 0;
        let mut at = 0;
        for (parameter, count) in self.parameters.iter().zip(counts) {
            let first = arguments.get(index).cloned().flatten();
            let letters = supplied.get(at..at + count).unwrap_or(&[]);
            at += count;
            if count == 0 {
                if parameter.context {
                    if !parameter.letters.contains(&context.map_or(b'm', letter_of)) {
                        return Err(Fault::new("T0411").with_value(context.cloned()).with_index(index + 1));
                    }
                    validated.push(context.cloned());
                } else {
                    validated.push(first);
                    index += 1;
                }
                continue;
            }
            for single in letters {
                let argument = if parameter.kind == b'a' {
                    let argument = arguments.get(index).cloned().flatten();
                    parameter.array(argument, *single, letters, index)?
                } else {
                    first.clone()
                };
                validated.push(argument);
                index += 1;
            }
        }
        Ok(validated)
    }

    fn mismatch(&self, arguments: &Arguments, supplied: &[u8]) -> Box<Fault> {
        let mut good = 0;
        for count in 1..=self.parameters.len() {
            let first = self.parameters.get(..count).unwrap_or(&[]);
            match Self::fit(first, supplied, false) {
                Some(counts) => good = counts.iter().sum(),
                None => break,
            }
        }
        let value = arguments.get(good).cloned().flatten();
        Fault::new("T0410").with_value(value).with_index(good + 1)
    }
}

impl Parameter {
    /// An argument for an array: single values become arrays of one, and the items must be of the subtype.
    fn array(&self, argument: Val, single: u8, letters: &[u8], index: usize) -> Outcome<Val> {
        let Some(argument) = argument.filter(|_| single != b'm') else { return Ok(None) };
        if let Some(subtype) = &self.subtype {
            let fits = match &argument {
                Value::Array(items) => {
                    items.iter().all(|item| Some(&letter_of(item)) == subtype.as_bytes().first())
                }
                _ => letters == subtype.as_bytes(),
            };
            if !fits {
                let fault = Fault::new("T0412").with_value(argument).with_index(index + 1);
                return Err(match plural(subtype) {
                    Some(plural) => fault.with_text(plural),
                    None => fault,
                });
            }
        }
        Ok(Some(if single == b'a' { argument } else { Value::array(vec![argument]) }))
    }
}

/// The kind of values as a message names it.
fn plural(subtype: &str) -> Option<&'static str> {
    Some(match subtype {
        "a" => "arrays",
        "b" => "booleans",
        "f" => "functions",
        "n" => "numbers",
        "o" => "objects",
        "s" => "strings",
        _ => return None,
    })
}

/// Most parameters that a built-in function has.
const MOST_PARAMETERS: usize = 4;

/// A built-in function's signature as the compiler has read it: enough for arguments that fit one by one.
#[derive(Clone, Copy)]
pub(crate) struct QuickSignature {
    parameters: [QuickParameter; MOST_PARAMETERS],
    count: usize,
}

#[derive(Clone, Copy)]
struct QuickParameter {
    /// A bit for each letter that fits.
    accepted: u8,
    array: bool,
    /// The letter of an array's items; 0: any.
    subtype: u8,
    /// `-`, `?` or 0.
    modifier: u8,
}

/// The bit of a letter.
const fn bit(letter: u8) -> u8 {
    match letter {
        b's' => 1,
        b'n' => 2,
        b'b' => 4,
        b'l' => 8,
        b'a' => 16,
        b'o' => 32,
        b'f' => 64,
        b'm' => 128,
        _ => 0,
    }
}

impl QuickSignature {
    /// Reads a signature. Repeated parameters are left to the full rules.
    #[expect(
        clippy::indexing_slicing,
        reason = "runs while the crate is compiled: a mistake is an error there"
    )]
    pub(crate) const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let nothing = QuickParameter { accepted: 0, array: false, subtype: 0, modifier: 0 };
        let mut parameters = [nothing; MOST_PARAMETERS];
        let mut count = 0;
        let mut at = 1;
        while text[at] != b':' && text[at] != b'>' {
            let parameter = &mut parameters[count];
            count += 1;
            parameter.array = text[at] == b'a';
            parameter.accepted = match text[at] {
                b'a' | b'x' => 255,
                b'j' => !bit(b'f'),
                b'f' => bit(b'f'),
                // Nothing fits.
                b'+' => 0,
                b'(' => {
                    let mut accepted = bit(b'm');
                    while text[at] != b')' {
                        accepted |= bit(text[at]);
                        at += 1;
                    }
                    accepted
                }
                letter => bit(letter) | bit(b'm'),
            };
            at += 1;
            if text[at] == b'<' {
                parameter.subtype = text[at + 1];
                while text[at] != b'>' {
                    at += 1;
                }
                at += 1;
            }
            if text[at] == b'-' || text[at] == b'?' {
                parameter.modifier = text[at];
                at += 1;
            }
        }
        Self { parameters, count }
    }

    /// The arguments as the function sees them. `text` is what the signature was read from.
    pub(crate) fn validate(
        &self,
        text: &str,
        mut arguments: Arguments,
        context: Option<&Value>,
    ) -> Outcome<Arguments> {
        let given = arguments.len();
        if self.fits_in_order(&mut arguments, context) {
            return Ok(arguments);
        }
        arguments.truncate(given);
        Signature::parse(text)?.validate(&arguments, context)
    }

    fn fits_in_order(&self, arguments: &mut Arguments, context: Option<&Value>) -> bool {
        if arguments.len() > self.count {
            return false;
        }
        for (index, parameter) in self.parameters.iter().take(self.count).enumerate() {
            let fits = |letter: u8| parameter.accepted & bit(letter) != 0;
            if let Some(argument) = arguments.get_mut(index) {
                if !fits(letter(argument)) || parameter.array && !wrap(argument, parameter.subtype) {
                    return false;
                }
                continue;
            }
            let missing = match parameter.modifier {
                b'-' if context.is_some_and(|context| fits(letter_of(context))) => context.cloned(),
                b'?' => None,
                _ => return false,
            };
            arguments.push(missing);
        }
        true
    }
}

/// Makes an argument an array; false where the items are not of the subtype.
fn wrap(argument: &mut Val, subtype: u8) -> bool {
    let fits = |value: &Value| subtype == 0 || letter_of(value) == subtype;
    match argument {
        None => true,
        Some(Value::Array(items)) => items.iter().all(fits),
        Some(other) => {
            if !fits(other) {
                return false;
            }
            *argument = Some(Value::array(vec![std::mem::take(other)]));
            true
        }
    }
}

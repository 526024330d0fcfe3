//! `States.Format('Hello {}', $.name)`: the template with each `{}` replaced by the argument that belongs to it.
//!
//! Texts stand bare, `null` as `null`, objects and arrays as Java prints them (`{a=1}`). In the template a backslash
//! takes `{`, `}`, `'` and itself as they are.

use asl_json::Value;
use asl_jsonpath::java_text;

use crate::intrinsic::RandomSource;
use crate::intrinsic::arguments::{Failure, MAX_TEXT_BYTES, Outcome, text};

pub(super) fn call(arguments: &[Value], _random: &mut dyn RandomSource) -> Outcome {
    let (template, arguments) = arguments.split_first().ok_or(Failure::Arguments)?;
    let mut arguments = arguments.iter();
    let mut filled = String::new();
    let mut characters = text(template)?.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next_if(|c| matches!(c, '{' | '}' | '\'' | '\\'));
                filled.push(escaped.unwrap_or('\\'));
            }
            '{' if characters.next_if_eq(&'}').is_some() => {
                let argument = arguments.next().ok_or_else(wrong_number)?;
                if filled.len() + argument.measure().size_bytes as usize > MAX_TEXT_BYTES {
                    return Err(Failure::Arguments);
                }
                filled.push_str(&java_text::of(argument));
            }
            '{' => return Err(unbalanced('}', '{')),
            '}' => return Err(unbalanced('{', '}')),
            other => filled.push(other),
        }
    }
    if arguments.next().is_some() {
        return Err(wrong_number());
    }
    Ok(filled.into())
}

fn wrong_number() -> Failure {
    Failure::Message(
        "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.".to_owned(),
    )
}

fn unbalanced(missing: char, found: char) -> Failure {
    Failure::Message(format!("Invalid template in States.Format: matching '{missing}' not found for '{found}'."))
}

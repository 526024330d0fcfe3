//! The call that a cursor stands in.

use super::cursor::{Spot, locate};
use super::expression_word::expression_at;
use super::{Document, words};
use crate::QueryLanguage;
use crate::intrinsic::IntrinsicFunction;

/// A call with the cursor among its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The function as written: `$sum`, `States.Format`.
    pub name: String,
    /// The names of its parameters, separated by commas; `?` stands after those that may be left out.
    pub parameters: &'static str,
    /// Which argument the cursor is in, from 0.
    pub argument: u32,
}

/// The innermost call of a known function whose brackets hold `offset`.
pub fn signature(document: &Document, offset: u32) -> Option<Signature> {
    let cursor = locate(&document.root, &document.machine, offset);
    let Spot::FieldValue { value, name, .. } = cursor.spot else { return None };
    let name = name.map_or("", |member| &*member.key);
    let expression = expression_at(document, cursor.language, value, name, offset)?;
    match expression.language {
        QueryLanguage::Jsonata => {
            let inner = expression.value.get(2..expression.at)?;
            let call = asl_jsonata::call_at(inner, inner.len())?;
            let mut functions = asl_jsonata::functions(asl_jsonata::Options::step_functions());
            let function = functions.find(|function| function.name == call.function)?;
            let name = format!("${}", call.function);
            Some(Signature { name, parameters: function.parameters, argument: call.argument as u32 })
        }
        QueryLanguage::JsonPath => intrinsic_call(expression.value.get(..expression.at)?),
    }
}

/// The call that is open at the end of a text.
fn intrinsic_call(before: &str) -> Option<Signature> {
    let (mut open, mut quoted, mut escaped, mut name_start) = (Vec::new(), false, false, 0);
    for (at, c) in before.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => open.push((before.get(name_start..at).unwrap_or(""), 0_u32)),
            ')' => {
                open.pop();
            }
            ',' => {
                if let Some((_, argument)) = open.last_mut() {
                    *argument += 1;
                }
            }
            _ => {}
        }
        if !(c.is_alphanumeric() || c == '.' || c == '_') {
            name_start = at + c.len_utf8();
        }
    }
    let (name, argument) = open.pop()?;
    let function = IntrinsicFunction::named(name)?;
    Some(Signature { name: name.to_owned(), parameters: words::parameters(function), argument })
}

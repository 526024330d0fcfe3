//! Requests, member by member: plain JavaScript objects of which each member is asked for by name.
//!
//! serde's way words a mistake with the value that it met, which brings the printing of floats, five kilobytes that
//! nothing else here needs. A mistake names the member and what it should be; only misuse of the API makes one.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error;

/// An object of a request.
#[derive(Debug)]
pub struct Question(JsValue);

impl Question {
    /// Takes an object that has none but these members.
    ///
    /// # Errors
    /// An `Error`: it is no object, or has a member of another name.
    pub fn new(value: JsValue, members: &[&str]) -> Result<Self, JsValue> {
        if !value.is_object() {
            return Err(error("expected an object"));
        }
        let names = Object::keys(value.unchecked_ref::<Object>());
        let unknown =
            names.iter().filter_map(|name| name.as_string()).find(|name| !members.contains(&&**name));
        match unknown {
            Some(name) => Err(error(["unknown field `", &name, "`"].concat())),
            None => Ok(Self(value)),
        }
    }

    /// A member; none if it is left out, `undefined` or `null`.
    fn member(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok();
        value.filter(|value| !value.is_undefined() && !value.is_null())
    }

    /// A member that must be there.
    fn needed<T>(&self, name: &str, what: &str, read: impl Fn(&JsValue) -> Option<T>) -> Result<T, JsValue> {
        self.optional(name, what, read)?.ok_or_else(|| missing(name))
    }

    /// A member that may be left out.
    fn optional<T>(
        &self,
        name: &str,
        what: &str,
        read: impl Fn(&JsValue) -> Option<T>,
    ) -> Result<Option<T>, JsValue> {
        self.member(name).map(|value| read(&value).ok_or_else(|| wrong(name, what))).transpose()
    }

    /// A text.
    ///
    /// # Errors
    /// An `Error` that names the member: it is missing, or no text.
    pub fn text(&self, name: &str) -> Result<String, JsValue> {
        self.needed(name, "a string", JsValue::as_string)
    }

    /// A text that may be left out.
    ///
    /// # Errors
    /// An `Error` that names the member: it is no text.
    pub fn optional_text(&self, name: &str) -> Result<Option<String>, JsValue> {
        self.optional(name, "a string", JsValue::as_string)
    }

    /// One of some words, by its place among them.
    ///
    /// # Errors
    /// An `Error` that names the member: it is another word, or no text.
    pub fn word(&self, name: &str, words: &[&str]) -> Result<Option<usize>, JsValue> {
        let place = |value: &JsValue| {
            let text = value.as_string()?;
            words.iter().position(|word| *word == text)
        };
        self.optional(name, &words.join(" or "), place)
    }

    /// A number.
    ///
    /// # Errors
    /// An `Error` that names the member: it is missing, or no number.
    pub fn number(&self, name: &str) -> Result<f64, JsValue> {
        self.needed(name, "a number", JsValue::as_f64)
    }

    /// A truth value; false if it is left out.
    ///
    /// # Errors
    /// An `Error` that names the member: it is no truth value.
    pub fn flag(&self, name: &str) -> Result<bool, JsValue> {
        Ok(self.optional(name, "a boolean", JsValue::as_bool)?.unwrap_or_default())
    }

    /// A list of texts; an empty one if it is left out.
    ///
    /// # Errors
    /// An `Error` that names the member: it is no list, or not of texts.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, JsValue> {
        Ok(self.optional(name, "a list of strings", |value| all_texts(value.dyn_ref()?))?.unwrap_or_default())
    }

    /// Numbers by name; none if it is left out.
    ///
    /// # Errors
    /// An `Error` that names the member: it is no object, or not of numbers.
    pub fn numbers(&self, name: &str) -> Result<Vec<(String, f64)>, JsValue> {
        let read = |value: &JsValue| {
            let entries = Object::entries(value.dyn_ref::<Object>()?);
            let entry = |entry: JsValue| {
                let pair = entry.unchecked_into::<Array>();
                Some((pair.get(0).as_string()?, pair.get(1).as_f64()?))
            };
            entries.iter().map(entry).collect::<Option<Vec<_>>>()
        };
        Ok(self.optional(name, "an object of numbers", read)?.unwrap_or_default())
    }

    /// An object inside; none if it is left out.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn inner(&self, name: &str, members: &[&str]) -> Result<Option<Self>, JsValue> {
        self.member(name).map(|value| Self::new(value, members)).transpose()
    }
}

/// A request that is a list of texts.
///
/// # Errors
/// An `Error`: it is no list, or not of texts.
pub fn texts(value: JsValue) -> Result<Vec<String>, JsValue> {
    let list = value.dyn_into::<Array>().ok();
    list.and_then(|list| all_texts(&list)).ok_or_else(|| error("expected a list of strings"))
}

fn all_texts(list: &Array) -> Option<Vec<String>> {
    list.iter().map(|item| item.as_string()).collect()
}

/// An `Error` about a member that is not there.
pub fn missing(name: &str) -> JsValue {
    error(["missing field `", name, "`"].concat())
}

/// An `Error` about a member of another type.
fn wrong(name: &str, what: &str) -> JsValue {
    error(["field `", name, "` must be ", what].concat())
}

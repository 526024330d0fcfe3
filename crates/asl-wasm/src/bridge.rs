//! Plain types to JavaScript and back, in one place.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// An answer as a plain JavaScript object.
///
/// # Errors
/// A value that JavaScript cannot hold; the error says which.
pub(crate) fn answer<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(JsValue::from)
}

/// A request from a plain JavaScript object.
///
/// # Errors
/// An `Error` that says which member is missing, unknown or of the wrong type.
pub(crate) fn question<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

/// A JavaScript `Error` with a message.
pub(crate) fn error(message: String) -> JsValue {
    js_sys::Error::new(&message).into()
}

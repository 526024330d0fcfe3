//! Plain types to JavaScript and back, in one place.

use serde::Serialize;
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

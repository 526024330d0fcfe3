//! What the wasm modules share: plain types to JavaScript and back, measures for the browser's profiler, memory.
//!
//! It must not know what crosses: the functions and types of a module are the module's own.

pub mod question;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// Memory by size classes: a run is made of many small values that live for a short time.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// An answer as a plain JavaScript object.
///
/// # Errors
/// A value that JavaScript cannot hold; the error says which.
pub fn answer<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(JsValue::from)
}

/// A request from a plain JavaScript object.
///
/// # Errors
/// An `Error` that says which member is missing, unknown or of the wrong type.
pub fn question<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

/// Calls a function from text to text; whatever else it answers is an empty text.
///
/// # Errors
/// What it throws, or that it is no function.
pub fn call(function: &JsValue, text: &str) -> Result<String, JsValue> {
    let function = function.dyn_ref::<js_sys::Function>().ok_or_else(|| error("expected a function"))?;
    Ok(function.call1(&JsValue::UNDEFINED, &JsValue::from_str(text))?.as_string().unwrap_or_default())
}

/// A JavaScript `Error` with a message.
pub fn error(message: impl AsRef<str>) -> JsValue {
    js_sys::Error::new(message.as_ref()).into()
}

/// A JavaScript `Error` with a message for people and a `code` for programs.
pub fn coded_error(code: &str, message: impl AsRef<str>) -> JsValue {
    let error = error(message);
    // An `Error` that was just made takes any member.
    let _ = js_sys::Reflect::set(&error, &JsValue::from_str("code"), &JsValue::from_str(code));
    error
}

/// Does a piece of work and notes what it took in the browser's own profiler: `stepthrough:analyze`.
///
/// Workers, pages and Node have `performance` on their global; where it is missing, nothing is measured.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let found = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("performance"));
    let performance = found.ok().filter(JsValue::is_object).map(JsCast::unchecked_into::<Performance>);
    let label = format!("stepthrough:{name}");
    if let Some(performance) = &performance {
        // A mark that cannot be set only leaves a gap in the profile.
        let _ = performance.mark(&label);
    }
    let result = work();
    if let Some(performance) = &performance {
        // As above. Measures that nobody reads would pile up, so the one before goes.
        performance.clear_measures_with_measure_name(&label);
        let _ = performance.measure_with_start_mark(&label, &label);
        performance.clear_marks_with_mark_name(&label);
    }
    result
}

//! The JavaScript-facing API of Stepthrough: thin shims over the plain types of [`api`].
//!
//! Nothing is decided here. A shim takes its arguments, calls a function of `api` and hands the answer over.
//! The shapes are those of `web/src/shared/api-types.ts`, which is generated from the Rust types.

pub mod api;
mod bridge;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of all answers, as the page sees them.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../web/src/shared/api-types.ts");

/// Runs once when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The version of the engine: `0.1.0`.
#[wasm_bindgen]
pub fn version() -> String {
    api::version().to_owned()
}

/// Problems of the input pane: the text must be JSON.
#[wasm_bindgen(js_name = checkInput, unchecked_return_type = "Diagnostic[]")]
pub fn check_input(text: &str) -> Result<JsValue, JsValue> {
    bridge::answer(&api::check_input(text))
}

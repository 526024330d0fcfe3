//! The JavaScript-facing API of the tools: links, mocks of other programs, and the tables that rarely anybody needs.
//!
//! A module of its own, so that the engine is small: a page loads it when it first asks for one of these. Nothing here
//! runs a workflow or reads a definition; what does stays in `asl-wasm`, or the engine would be in both.

pub mod convert;
pub mod share;
#[cfg(test)]
mod typescript;

use asl_wasm_bridge as bridge;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of all answers, as the page sees them.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../web/src/shared/tools-types.ts");

/// Runs once when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Translates texts of mocks: `{"from": "mockConfigFile" | "history" | "mocks", "text", "machine"?, "testCase"?}` gives
/// `{"text", "testCases": [{"machine", "testCase"}], "problems": [{"place", "message"}]}`.
#[wasm_bindgen(js_name = convertMocks)]
pub fn convert_mocks(request: &str) -> String {
    convert::convert_mocks(request)
}

/// The part of a link behind `#/w/`. Throws an `Error` if the scene is too large: from about
/// 400 KB on.
#[wasm_bindgen(js_name = encodeShareLink)]
pub fn encode_share_link(
    #[wasm_bindgen(unchecked_param_type = "SharedScene")] scene: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ShareOptions")] options: JsValue,
) -> Result<String, JsValue> {
    share::encode_share_link(&bridge::question(scene)?, bridge::question(options)?).map_err(bridge::error)
}

/// Reads a link: a whole address, its fragment, or the part behind `#/w/`. Never throws for what stands in it.
#[wasm_bindgen(js_name = decodeShareLink, unchecked_return_type = "ShareAnswer")]
pub fn decode_share_link(text: &str) -> Result<JsValue, JsValue> {
    bridge::answer(&bridge::measured("decodeShareLink", || share::decode_share_link(text)))
}

/// What in a scene should not be given to strangers.
#[wasm_bindgen(js_name = findSensitive, unchecked_return_type = "PrivateValue[]")]
pub fn find_sensitive(
    #[wasm_bindgen(unchecked_param_type = "SharedScene")] scene: JsValue,
) -> Result<JsValue, JsValue> {
    bridge::answer(&share::find_private(&bridge::question(scene)?))
}

/// The table of what APIs answer, which `testState` of the engine asks for.
#[wasm_bindgen(js_name = apiShapes)]
pub fn api_shapes() -> String {
    asl_engine::test_state::API_SHAPES.to_owned()
}

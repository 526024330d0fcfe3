//! The JavaScript-facing API of the tools: links, mocks of other programs, exercises, and the tables that rarely anybody
//! needs.
//!
//! A module of its own, so that the engine is small: a page loads it when it first asks for one of these. Nothing here
//! runs a workflow or reads a definition; what does stays in `asl-wasm`, or the engine would be in both. Judging an
//! exercise asks the engine's `Examiner`, which is handed over as a function from text to text.

pub mod convert;
pub mod exercise;
pub mod share;
#[cfg(test)]
mod typescript;

use asl_insight::exercise::Ask;
use asl_json::{Value, parse_value, to_json};
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

/// The part of a link behind `#/w/`. Throws an `Error` with the `code` `tooLarge` if the scene is too large: from about
/// 400 KB on.
#[wasm_bindgen(js_name = encodeShareLink)]
pub fn encode_share_link(
    #[wasm_bindgen(unchecked_param_type = "SharedScene")] scene: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ShareOptions")] options: JsValue,
) -> Result<String, JsValue> {
    share::encode_share_link(&bridge::question(scene)?, bridge::question(options)?)
        .map_err(|error| bridge::coded_error(share::code(error), error.to_string()))
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

/// Judges a learner's work on an exercise (JSON text of its bundle). `engine` is the `answer` of an `Examiner`. Throws an
/// `Error` if the text is no exercise.
#[wasm_bindgen(js_name = checkExercise, unchecked_return_type = "ExerciseReport")]
pub fn check_exercise(
    exercise: &str,
    #[wasm_bindgen(unchecked_param_type = "ExerciseWork")] work: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(question: string) => string")] engine: &JsValue,
) -> Result<JsValue, JsValue> {
    let work = bridge::question(work)?;
    let judged = with_engine(engine, |ask| exercise::check_exercise(exercise, work, ask))?;
    bridge::answer(&judged.map_err(bridge::error)?)
}

/// What is wrong with a pack of exercises; an empty list if it can be opened. `engine` as above.
#[wasm_bindgen(js_name = validateExercises, unchecked_return_type = "ExerciseProblem[]")]
pub fn validate_exercises(
    pack: &str,
    #[wasm_bindgen(unchecked_param_type = "(question: string) => string")] engine: &JsValue,
) -> Result<JsValue, JsValue> {
    bridge::answer(&with_engine(engine, |ask| exercise::validate_exercises(pack, ask))?)
}

/// Does something that asks the engine. What the engine throws ends it: a trap must reach whoever can start it anew.
fn with_engine<T>(engine: &JsValue, work: impl FnOnce(&mut Ask<'_>) -> T) -> Result<T, JsValue> {
    let mut thrown = None;
    let done = work(&mut |question| {
        if thrown.is_some() {
            return Value::Null;
        }
        match bridge::call(engine, &to_json(question)) {
            Ok(answer) => parse_value(&answer).unwrap_or_default(),
            Err(error) => {
                thrown = Some(error);
                Value::Null
            }
        }
    });
    thrown.map_or(Ok(done), Err)
}

//! What samples are made of. It is a file of its own, fetched beside the module; whoever loads the module hands it over
//! once.

use std::cell::RefCell;

use asl_engine::sample::SampleShapes;
use asl_wasm_bridge as bridge;
use wasm_bindgen::JsValue;

thread_local! {
    static SHAPES: RefCell<Option<SampleShapes>> = const { RefCell::new(None) };
}

/// Keeps the text of the shapes.
pub(crate) fn set_shapes(text: String) {
    SHAPES.set(Some(SampleShapes::new(text)));
}

/// The shapes.
///
/// # Errors
/// Nobody has handed them over: other samples would be a silent difference.
pub(crate) fn shapes() -> Result<SampleShapes, JsValue> {
    SHAPES.with_borrow(Option::clone).ok_or_else(|| bridge::error("call setSampleShapes first"))
}

//! Requests as the page writes them: JavaScript objects read into plain types.

use asl_wasm_bridge::question::{Question, missing};
use wasm_bindgen::JsValue;

use crate::api::{ChanceFailures, ExecutionConfig, GraphOptions, QuotaMode, StartRequest, WorkflowType};

/// How to draw.
pub(crate) fn graph_options(value: JsValue) -> Result<GraphOptions, JsValue> {
    let question = Question::new(value, &["textWidths", "collapsed", "leftToRight", "touch", "compact"])?;
    Ok(GraphOptions {
        text_widths: question.numbers("textWidths")?,
        collapsed: question.texts("collapsed")?,
        left_to_right: question.flag("leftToRight")?,
        touch: question.flag("touch")?,
        compact: question.flag("compact")?,
    })
}

/// What to run.
pub(crate) fn start_request(value: JsValue) -> Result<StartRequest, JsValue> {
    let question =
        Question::new(value, &["definition", "input", "mocks", "s3Objects", "failures", "config"])?;
    let failures = question.inner("failures", &["share", "error", "cause"])?;
    let config = question
        .inner("config", &["type", "seed", "startTimeMs", "name", "quotas"])?
        .ok_or_else(|| missing("config"))?;
    let quotas = config.word("quotas", &["real", "relaxed"])?.ok_or_else(|| missing("quotas"))?;
    Ok(StartRequest {
        definition: question.text("definition")?,
        input: question.text("input")?,
        mocks: question.text("mocks")?,
        s3_objects: question.optional_text("s3Objects")?,
        failures: failures.map(|failures| chance_failures(&failures)).transpose()?,
        config: ExecutionConfig {
            workflow_type: workflow_type(&config)?.ok_or_else(|| missing("type"))?,
            seed: config.number("seed")?,
            start_time_ms: config.number("startTimeMs")?,
            name: config.text("name")?,
            quotas: if quotas == 1 { QuotaMode::Relaxed } else { QuotaMode::Real },
        },
    })
}

fn chance_failures(question: &Question) -> Result<ChanceFailures, JsValue> {
    Ok(ChanceFailures {
        share: question.number("share")?,
        error: question.text("error")?,
        cause: question.text("cause")?,
    })
}

fn workflow_type(question: &Question) -> Result<Option<WorkflowType>, JsValue> {
    let place = question.word("type", &["STANDARD", "EXPRESS"])?;
    Ok(place.map(|place| if place == 1 { WorkflowType::Express } else { WorkflowType::Standard }))
}

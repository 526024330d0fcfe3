//! What a distributed Map's fields say: concurrency, tolerances, what to read and where to write.

use asl_json::Value;
use asl_model::MapState;

use super::fields::{self, MapData};
use crate::evaluate::Evaluator;
use crate::fault::Fault;
use crate::inspection::Seen;
use crate::program::ProgramState;

/// What a distributed Map's fields say, evaluated.
pub(crate) struct Settings {
    pub(crate) data: MapData,
    pub(crate) concurrency: i64,
    pub(crate) tolerated_count: Option<i64>,
    pub(crate) tolerated_percentage: Option<f64>,
    pub(crate) max_items: Option<i64>,
    pub(crate) reader_arguments: Value,
    pub(crate) writer_arguments: Option<Value>,
}

impl Settings {
    pub(crate) fn evaluate(
        state: &ProgramState,
        map: &MapState,
        raw_input: &Value,
        evaluator: &Evaluator<'_>,
    ) -> Result<Self, Fault> {
        let data = MapData::new(&state.state, raw_input, evaluator, &mut Seen::nowhere())?;
        let integer = |field: Option<&asl_model::Dynamic<i64>>, name: &str| {
            field.map(|field| fields::integer(field, name, &data, evaluator)).transpose()
        };
        let seen = &mut Seen::nowhere();
        let concurrency = fields::max_concurrency(map, &data, evaluator, seen)?;
        let (tolerated_count, tolerated_percentage) =
            fields::tolerated_failures(map, &data, evaluator, seen)?;
        let reader = map.item_reader.as_ref();
        let max_items =
            integer(reader.and_then(|reader| reader.max_items.as_ref()), "ItemReader/ReaderConfig/MaxItems")?;
        let template = |template: Option<&asl_model::Template>, field: &str| {
            template.map(|template| evaluator.template(template, data.data(), field)).transpose()
        };
        let reader_arguments = template(reader.and_then(|r| r.arguments.as_ref()), "ItemReader/Arguments")?;
        let writer = map.result_writer.as_ref();
        let writer_arguments = template(writer.and_then(|w| w.arguments.as_ref()), "ResultWriter/Arguments")?;
        Ok(Self {
            concurrency,
            tolerated_count,
            tolerated_percentage,
            max_items,
            reader_arguments: reader_arguments.unwrap_or_default(),
            writer_arguments,
            data,
        })
    }
}

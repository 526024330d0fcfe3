//! # `LINT_LIST_READ_AS_OBJECT`: a list has no names
//!
//! A Parallel state gives a list of its branches' outputs, a Map a list of its iterations'. The next state reads a name from
//! it, which fails: take an item (`$[0].name`), or give the items names in a `ResultSelector`.
//!
//! Bad:
//! ```json
//! {"A": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "Next": "B"},
//!  "B": {"Type": "Pass", "Parameters": {"total.$": "$.total"}, "End": true}}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "Next": "B",
//!    "ResultSelector": {"results.$": "$"}},
//!  "B": {"Type": "Pass", "Parameters": {"results.$": "$.results"}, "End": true}}
//! ```

use crate::rules::context::{Context, Report};
use crate::rules::lint::reads_of_next;
use crate::{Code, Diagnostic, PathField, QueryLanguage, ResultPath, StateKind};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    for site in context.states.iter().filter(|site| site.state.query_language == QueryLanguage::JsonPath) {
        let gives_list = match &site.state.kind {
            StateKind::Parallel(parallel) => {
                parallel.result_selector.is_none() && matches!(parallel.result_path, ResultPath::Default)
            }
            StateKind::Map(map) => {
                map.result_selector.is_none()
                    && map.result_writer.is_none()
                    && matches!(map.result_path, ResultPath::Default)
            }
            _ => false,
        };
        if !gives_list || !matches!(site.state.output_path, PathField::Default) {
            continue;
        }
        // JSONata looks for a name in every item of a list.
        let reads = reads_of_next(context, site);
        if let Some(read) = reads.iter().find(|read| read.language == QueryLanguage::JsonPath) {
            report.add(
                Diagnostic::new(
                    Code::ListReadAsObject,
                    format!("`{}` is read from the list that `{}` gives", read.name, site.state.name),
                    read.range,
                )
                .at(read.location.clone())
                .label(site.member.key_range, "gives a list"),
            );
        }
    }
}

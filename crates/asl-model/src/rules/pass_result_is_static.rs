//! # `PASS_RESULT_IS_STATIC`: a path in a Pass state's `Result`
//!
//! `Result` is taken as it is; paths, `.$` names and calls in it are not evaluated. `Parameters` evaluates them.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "Result": {"id.$": "$.order.id"}, "End": true}
//! ```
//! Good:
//! ```json
//! {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "End": true}
//! ```

use asl_json::{Node, NodeKind};

use super::context::{Context, Report};
use super::no_dollar::looks_dynamic;
use super::templates::each_node;
use crate::{Code, Diagnostic, QueryLanguage, StateKind};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for site in &context.states {
        let StateKind::Pass(pass) = &site.state.kind else { continue };
        if site.state.query_language != QueryLanguage::JsonPath || pass.result.is_none() {
            continue;
        }
        let Some(member) = site.member.value.member("Result") else { continue };
        let mut found = None;
        each_node(&member.value, |node| found = found.or_else(|| dynamic_part(node)));
        let Some(range) = found else { continue };
        let mut diagnostic = Diagnostic::new(
            Code::PassResultIsStatic,
            "The Result field of a Pass state is static: a path or an intrinsic function in it is not evaluated",
            range,
        )
        .at(site.field_location("Result"));
        if pass.parameters.is_none() && member.value.members().is_some() {
            let edit = context.editor.string(member.key_range, "Parameters");
            diagnostic = diagnostic.fix("Rename `Result` to `Parameters`", vec![edit]);
        }
        report.add(diagnostic);
    }
}

fn dynamic_part(node: &Node) -> Option<asl_json::TextRange> {
    match &node.kind {
        NodeKind::String(text) if looks_dynamic(text) => Some(node.range),
        NodeKind::Object(members) => members.iter().find(|m| m.key.ends_with(".$")).map(|m| m.key_range),
        _ => None,
    }
}

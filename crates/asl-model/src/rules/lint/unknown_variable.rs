//! # `LINT_UNKNOWN_VARIABLE`: a variable that nothing assigns
//!
//! A variable is there once an `Assign` of the same workflow, or of one around it, has set it. Variables of a branch or
//! an iteration end with it, and the child executions of a distributed Map see none of those around them. Reading a
//! variable that is not there fails the state.
//!
//! Bad:
//! ```json
//! {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $total + 1 %}", "End": true}
//! ```
//! Good:
//! ```json
//! {"A": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"total": 1}, "Next": "B"},
//!  "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $total + 1 %}", "End": true}}
//! ```

use std::rc::Rc;

use asl_json::TextRange;
use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::rules::context::{Context, Report};
use crate::rules::expressions::{self, Leaf};
use crate::rules::variables::{Assigned, assigned_in, is_distributed};
use crate::{Code, DataPath, Diagnostic, IntrinsicArgument, IntrinsicCall, PathRoot};

pub(crate) fn check(context: &Context<'_>, report: &mut Report) {
    let scopes: Vec<Assigned> =
        context.workflows.iter().map(|workflow| assigned_in(context, workflow)).collect();
    for site in &context.states {
        expressions::each(site, |leaf, place, _| {
            each_variable(leaf, |name, range| {
                if !is_visible(context, &scopes, site.workflow, name) && !report.is_full() {
                    report.add(
                        Diagnostic::new(
                            Code::UnknownVariable,
                            format!("nothing assigns `${name}` here"),
                            range,
                        )
                        .at(format!("{}/{place}", site.location())),
                    );
                }
            });
        });
    }
}

/// Whether the workflow, or one around it whose variables it sees, assigns the variable.
fn is_visible(context: &Context<'_>, scopes: &[Assigned], workflow: usize, name: &str) -> bool {
    let mut index = workflow;
    loop {
        if scopes.get(index).is_some_and(|scope| scope.contains_key(name)) {
            return true;
        }
        let owner = context.workflows.get(index).and_then(|workflow| workflow.owner);
        match owner.and_then(|owner| context.states.get(owner)).filter(|owner| !is_distributed(owner)) {
            Some(owner) => index = owner.workflow,
            None => return false,
        }
    }
}

/// Calls `visit` with every variable that an expression reads.
fn each_variable(leaf: Leaf<'_>, mut visit: impl FnMut(&str, TextRange)) {
    match leaf {
        Leaf::Constant | Leaf::Invalid => {}
        Leaf::Path(path) => in_path(path, &mut visit),
        Leaf::Intrinsic(call) => in_call(call, &mut visit),
        Leaf::Jsonata(string) => {
            let Ok(expression) = &string.expression else { return };
            // `$eval` has a rule of its own.
            let mut seen: IndexSet<Rc<str>, FixedState> = IndexSet::default();
            for variable in expression.references().variables {
                let known = variable.is_function || matches!(&*variable.name, "" | "states" | "eval");
                if !known && seen.insert(Rc::clone(&variable.name)) {
                    visit(&variable.name, string.range);
                }
            }
        }
    }
}

fn in_path(path: &DataPath, visit: &mut impl FnMut(&str, TextRange)) {
    if let PathRoot::Variable(name) = &path.root {
        visit(name, path.range);
    }
}

/// Recursion is bounded: the reader refuses deep nesting of calls.
fn in_call(call: &IntrinsicCall, visit: &mut impl FnMut(&str, TextRange)) {
    for argument in &call.arguments {
        match argument {
            IntrinsicArgument::Path(path) => in_path(path, visit),
            IntrinsicArgument::Call(inner) => in_call(inner, visit),
            IntrinsicArgument::Value(_) => {}
        }
    }
}

//! What a service integration refuses before it calls the service.

use asl_json::{Value, to_json};
use asl_model::{Resource, ResourceKind};

use crate::fault::Fault;

/// Checks a call's parameters as the integration itself does.
///
/// # Errors
/// `States.Runtime`: API Gateway's `Headers` and `QueryParameters` are objects of lists of texts.
///
/// Source: recorded; Developer Guide, "Call API Gateway with Step Functions".
pub(crate) fn check(resource: &Resource, parameters: &Value) -> Result<(), Fault> {
    let ResourceKind::Integration { service, action, .. } = &resource.kind else { return Ok(()) };
    if &**service != "apigateway" || &**action != "invoke" {
        return Ok(());
    }
    let lists_of_texts = |value: &Value| {
        value.as_object().is_some_and(|members| {
            members
                .values()
                .all(|list| list.as_array().is_some_and(|items| items.iter().all(|i| i.as_str().is_some())))
        })
    };
    for field in ["Headers", "QueryParameters"] {
        if parameters.get(field).is_some_and(|value| !value.is_null() && !lists_of_texts(value)) {
            return Err(Fault::Runtime(format!(
                "The Parameters '{}' could not be used to start the Task: [The value of the field '{field}' has an \
                 invalid format]",
                to_json(parameters)
            )));
        }
    }
    Ok(())
}

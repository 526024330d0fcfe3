//! `TRACE` of an HTTP task: the request as it would be sent, and the response.

use asl_json::{Value, to_json};
use asl_model::{ResourceKind, State, StateKind};

use crate::InspectionData;

/// Adds `request` and `response` for an HTTP task; other states have none.
///
/// Headers are JSON text of an object of lists, as the API gives them. The connection's own headers are not known here;
/// their values are masked unless secrets are to be revealed.
///
/// Source: API Reference, `InspectionDataRequest`, `InspectionDataResponse`.
pub(super) fn trace(state: &State, reveal_secrets: bool, seen: &mut InspectionData) {
    let StateKind::Task(task) = &state.kind else { return };
    let is_http = matches!(&task.resource.kind, ResourceKind::Integration { service, action, .. }
        if &**service == "http" && &**action == "invoke");
    let Some(parameters) =
        seen.after_parameters.as_ref().or(seen.after_arguments.as_ref()).filter(|_| is_http)
    else {
        return;
    };
    seen.request = Some(request(parameters, reveal_secrets));
    seen.response = seen.result.as_ref().map(response);
}

fn request(parameters: &Value, reveal_secrets: bool) -> Value {
    let text = |name: &str| parameters.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut url = text("ApiEndpoint");
    if let Some(query) = parameters.get("QueryParameters").and_then(Value::as_object) {
        for (at, (name, value)) in query.iter().enumerate() {
            let mark = if at == 0 && !url.contains('?') { '?' } else { '&' };
            let values =
                value.as_array().map_or_else(|| vec![plain(value)], |list| list.iter().map(plain).collect());
            url.push(mark);
            url.push_str(name);
            url.push('=');
            url.push_str(&values.join(","));
        }
    }
    let mut headers = vec![
        ("User-Agent".to_owned(), Value::from("Amazon|StepFunctions|HttpInvoke")),
        ("Range".to_owned(), Value::from("bytes=0-262144")),
    ];
    if let Some(given) = parameters.get("Headers").and_then(Value::as_object) {
        headers.extend(given.iter().map(|(name, value)| (name.to_string(), Value::from(plain(value)))));
    }
    let by_connection = parameters.get("Authentication").or(parameters.get("InvocationConfig")).is_some();
    if by_connection {
        let secret = if reveal_secrets { "(from the connection)" } else { "*****" };
        headers.push(("Authorization".to_owned(), Value::from(secret)));
    }
    let mut members = vec![
        ("protocol", Value::from("https")),
        ("method", Value::from(text("Method"))),
        ("url", Value::from(url)),
        ("headers", Value::from(to_json(&Value::object(headers)))),
    ];
    if let Some(body) = parameters.get("RequestBody") {
        members.push(("body", Value::from(plain(body))));
    }
    Value::object(members)
}

fn response(result: &Value) -> Value {
    let part = |name: &str| result.get(name).cloned();
    let members = [
        ("protocol", Some(Value::from("https"))),
        ("statusCode", part("StatusCode").map(|code| Value::from(plain(&code)))),
        ("statusMessage", part("StatusText")),
        ("headers", part("Headers").map(|headers| Value::from(to_json(&headers)))),
        ("body", part("ResponseBody").map(|body| Value::from(plain(&body)))),
    ];
    Value::object(members.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| to_json(value), str::to_owned)
}

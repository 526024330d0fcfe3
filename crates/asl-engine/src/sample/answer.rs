//! What integrations answer: shapes as data (`shapes.json`), filled in with the call's arguments, times and ids.
//!
//! Source: public service models; recorded answers; Developer Guide, "Integrating optimized services".

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use asl_json::sorted::SortedMap;
use asl_json::{Object, Value, parse_value, to_json};
use asl_model::{IntegrationPattern, Resource, ResourceKind};

use crate::Timestamp;

/// Shapes by `service:action`, with `.sync` where the job's end looks different. Texts may have placeholders:
/// `{uuid}`, `{hex32}`, `{id}`, `{ID10}`, `{now}`, `{millis}`, `{http-date}`, `{account}`, `{region}`;
/// `{@Key|default}` is an argument, `{text @Input}` its JSON text, `{value @Input}` itself or an empty object,
/// `{last @Arn|default}` what follows its last colon. A list that begins with `{each @Entries}` has an item for each
/// item of the argument. `"+": "envelope"` stands for the members that optimized integrations add.
///
/// Whoever links it carries it: the engine for browsers does not, and is given it.
const BUILT_IN: &str = include_str!("shapes.json");

/// Fillings nest no deeper (an argument in a default in an argument).
const DEEPEST: usize = 8;

/// Under which names a shape is found that the resource calls otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("emr", "elasticmapreduce"),
    ("emrcontainers", "emr-containers"),
    ("emrserverless", "emr-serverless"),
    ("eventbridge", "events"),
    ("iotdataplane", "iot"),
    ("sesv2", "ses"),
];

/// What integrations answer: the shapes of `shapes.json`, read when the first sample is wanted. Clones share them.
#[derive(Clone, Debug)]
pub struct SampleShapes(Rc<Table>);

#[derive(Debug)]
struct Table {
    text: Cow<'static, str>,
    shapes: OnceCell<SortedMap<Rc<str>, Value>>,
}

/// What a filling needs to know.
pub(super) struct Filling<'a> {
    pub(super) arguments: &'a Value,
    pub(super) account: &'a str,
    pub(super) region: &'a str,
    pub(super) now: Timestamp,
    /// Where request ids come from: different for each call, equal for equal calls.
    pub(super) seed: u64,
    /// Where the ids of the thing that the call is about come from: a job has one id, in its ARN and beside it, in the
    /// answer that starts it and in its description.
    pub(super) thing: u64,
}

impl SampleShapes {
    /// Those of a text like `shapes.json`; none if it is not JSON.
    pub fn new(text: String) -> Self {
        Self::of(Cow::Owned(text))
    }

    /// Those that this crate has, for programs that need not be small.
    pub fn built_in() -> Self {
        Self::of(Cow::Borrowed(BUILT_IN))
    }

    fn of(text: Cow<'static, str>) -> Self {
        Self(Rc::new(Table { text, shapes: OnceCell::new() }))
    }

    fn shapes(&self) -> &SortedMap<Rc<str>, Value> {
        self.0.shapes.get_or_init(|| {
            let members = match parse_value(&self.0.text) {
                Ok(Value::Object(members)) => members,
                _ => Object::default(),
            };
            members.iter().map(|(key, value)| (Rc::clone(key), value.clone())).collect()
        })
    }

    /// The answer of an integration: of the finished job, or of the call that starts it.
    pub(super) fn answer(&self, resource: &Resource, finished: bool, filling: &mut Filling<'_>) -> Value {
        match &resource.kind {
            ResourceKind::LambdaFunction | ResourceKind::Activity | ResourceKind::Unknown => Value::object([
                ("message", Value::from("This is a sample.")),
                ("statusCode", Value::from(200)),
            ]),
            ResourceKind::Integration { service, action, pattern } => {
                let suffix = match pattern {
                    IntegrationPattern::Sync if finished => ".sync",
                    IntegrationPattern::Sync2 if finished => ".sync:2",
                    _ => "",
                };
                let is_sdk = service.starts_with("aws-sdk:");
                match self.find(service, action, suffix) {
                    Some(shape) => filling.complete(shape, is_sdk),
                    None => filling.complete(&by_verb(action, !suffix.is_empty()), is_sdk),
                }
            }
        }
    }

    fn find(&self, service: &str, action: &str, suffix: &str) -> Option<&Value> {
        let word = service.strip_prefix("aws-sdk:").unwrap_or(service);
        let word = OTHER_NAMES.iter().find(|(name, _)| *name == word).map_or(word, |(_, other)| *other);
        let suffixes = match suffix {
            ".sync:2" => [".sync:2", ".sync", ""],
            ".sync" => [".sync", "", ""],
            _ => ["", "", ""],
        };
        let exact = self.shapes().get(format!("{service}:{action}{suffix}").as_str());
        exact.or_else(|| {
            suffixes.iter().find_map(|suffix| self.shapes().get(format!("{word}:{action}{suffix}").as_str()))
        })
    }
}

/// A shape for an action that has none: by what its verb usually answers.
fn by_verb(action: &str, finished: bool) -> Value {
    let split = action.find(|letter: char| letter.is_uppercase()).unwrap_or(action.len());
    let (verb, noun) = action.split_at(split);
    let noun = if noun.is_empty() { "Result" } else { noun };
    let status = if finished { "SUCCEEDED" } else { "ACTIVE" };
    let thing = |noun: &str, status: &str| {
        Value::object([
            (
                "Arn",
                Value::from(format!("arn:aws:sample:{{region}}:{{account}}:{}/{{id}}", noun.to_lowercase())),
            ),
            ("Id", Value::from("{id}")),
            ("Name", Value::from(format!("{{@{noun}Name|sample}}"))),
            ("Status", Value::from(status)),
        ])
    };
    match verb {
        "list" | "search" | "batch" | "describe" if noun.ends_with('s') && !noun.ends_with("ss") => {
            let one = noun.strip_suffix('s').unwrap_or(noun);
            Value::object([(noun, Value::array(vec![thing(one, status)]))])
        }
        "get" | "describe" => Value::object([(noun, thing(noun, status))]),
        "create" | "start" | "run" | "register" | "submit" | "import" | "export" | "publish" => {
            Value::object([
                (
                    format!("{noun}Arn"),
                    Value::from(format!(
                        "arn:aws:sample:{{region}}:{{account}}:{}/{{id}}",
                        noun.to_lowercase()
                    )),
                ),
                (format!("{noun}Id"), Value::from("{id}")),
                ("Status".to_owned(), Value::from(if finished { "SUCCEEDED" } else { "IN_PROGRESS" })),
            ])
        }
        _ => Value::object([("+", Value::from("envelope"))]),
    }
}

impl Filling<'_> {
    /// Fills a shape and adds the envelope where the integration has one; an answer without any member gets it too, so
    /// that it does not look as if nothing had answered.
    fn complete(&mut self, shape: &Value, is_sdk: bool) -> Value {
        let mut filled = self.fill(shape, 0);
        let Value::Object(members) = &mut filled else { return filled };
        let wants_envelope = members.contains_key("+");
        let map = members.make_mut();
        map.shift_remove("+");
        if (wants_envelope && !is_sdk) || map.is_empty() {
            for (key, value) in self.envelope() {
                map.insert(key.into(), value);
            }
        }
        map.sort_keys();
        filled
    }

    fn envelope(&mut self) -> [(&'static str, Value); 2] {
        let id = self.uuid();
        let headers = [("Content-Type", "application/x-amz-json-1.0"), ("x-amzn-RequestId", id.as_str())];
        let lists = headers.map(|(name, value)| (name, Value::array(vec![Value::from(value)])));
        let texts = headers.map(|(name, value)| (name, Value::from(value)));
        let http = Value::object([
            ("AllHttpHeaders", Value::object(lists)),
            ("HttpHeaders", Value::object(texts)),
            ("HttpStatusCode", Value::from(200)),
        ]);
        [
            ("SdkHttpMetadata", http),
            ("SdkResponseMetadata", Value::object([("RequestId", Value::from(id.as_str()))])),
        ]
    }

    fn fill(&mut self, shape: &Value, depth: usize) -> Value {
        if depth > 64 {
            return Value::Null;
        }
        match shape {
            Value::String(text) => self.text(text, 0),
            Value::Object(members) => {
                let filled: Vec<(Rc<str>, Value)> = members
                    .iter()
                    .map(|(key, value)| (Rc::clone(key), self.fill(value, depth + 1)))
                    .collect();
                Value::object(filled)
            }
            Value::Array(items) => Value::array(self.items(items, depth)),
            other => other.clone(),
        }
    }

    fn items(&mut self, items: &[Value], depth: usize) -> Vec<Value> {
        let each = items
            .first()
            .and_then(Value::as_str)
            .and_then(|text| text.strip_prefix("{each @")?.strip_suffix('}'));
        match (each, items.get(1)) {
            (Some(path), Some(shape)) => {
                let count = self
                    .argument(path)
                    .and_then(|list| list.as_array().map(|items| items.len()))
                    .unwrap_or(1);
                (0..count.clamp(1, 500)).map(|at| self.item(shape, at, depth)).collect()
            }
            _ => items.iter().enumerate().map(|(at, item)| self.item(item, at, depth)).collect(),
        }
    }

    /// One item of a list; the second and later ones are other things.
    fn item(&mut self, shape: &Value, at: usize, depth: usize) -> Value {
        let first = self.thing;
        if at > 0 {
            self.thing = self.next();
        }
        let filled = self.fill(shape, depth + 1);
        self.thing = first;
        filled
    }

    /// Fills a text; one that is a single placeholder may become any value.
    fn text(&mut self, text: &str, depth: usize) -> Value {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            out.push_str(before);
            let inside = inside_braces(after);
            if let Some(value) = inside.and_then(|inside| self.placeholder(inside, depth)) {
                let length = inside.map_or(0, |inside| inside.len() + 2);
                if out.is_empty() && length == text.len() {
                    return value;
                }
                out.push_str(value.as_str().unwrap_or(&to_json(&value)));
                rest = after.get(length..).unwrap_or_default();
            } else {
                out.push('{');
                rest = after.get(1..).unwrap_or_default();
            }
        }
        out.push_str(rest);
        Value::from(out)
    }

    fn placeholder(&mut self, inside: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(path) = inside.strip_prefix('@') {
            let (path, default) = path.split_once('|').unwrap_or((path, ""));
            return Some(match self.argument(path) {
                Some(value) => value,
                None if default == "{}" => Value::empty_object(),
                None => self.text(default, depth + 1),
            });
        }
        if let Some(path) = inside.strip_prefix("text @") {
            return Some(match self.argument(path) {
                Some(Value::String(text)) => Value::String(text),
                Some(value) => Value::from(to_json(&value)),
                None => Value::from("{}"),
            });
        }
        if let Some(path) = inside.strip_prefix("value @") {
            return Some(match self.argument(path) {
                Some(Value::String(text)) => parse_value(&text).unwrap_or(Value::String(text)),
                Some(value) => value,
                None => Value::empty_object(),
            });
        }
        if let Some(path) = inside.strip_prefix("last @") {
            let (path, default) = path.split_once('|').unwrap_or((path, ""));
            let value = self.argument(path);
            let last = value.as_ref().and_then(Value::as_str).and_then(|text| text.rsplit(':').next());
            return Some(Value::from(last.unwrap_or(default)));
        }
        if let Some(length) = inside.strip_prefix("hex").and_then(|length| length.parse().ok()) {
            return Some(Value::from(self.of_thing(|ids| ids.letters(length, "0123456789abcdef"))));
        }
        Some(match inside {
            "uuid" => Value::from(self.of_thing(Self::uuid)),
            "id" => Value::from(self.of_thing(|ids| ids.letters(17, "0123456789abcdefghijklmnopqrstuvwxyz"))),
            "ID10" => {
                Value::from(self.of_thing(|ids| ids.letters(10, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
            }
            "now" => Value::from(self.now.to_string()),
            "millis" => Value::from(self.now.0),
            "http-date" => Value::from(http_date(self.now)),
            "account" => Value::from(self.account),
            "region" => Value::from(self.region),
            _ => return None,
        })
    }

    /// The argument at a dotted path.
    fn argument(&self, path: &str) -> Option<Value> {
        let mut value = self.arguments;
        for name in path.split('.') {
            value = value.get(name)?;
        }
        (!value.is_null()).then(|| value.clone())
    }

    /// An id of the thing, the same as often as it is asked for.
    fn of_thing(&mut self, draw: impl FnOnce(&mut Self) -> String) -> String {
        let seed = std::mem::replace(&mut self.seed, self.thing);
        let id = draw(self);
        self.seed = seed;
        id
    }

    fn next(&mut self) -> u64 {
        // SplitMix64
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.seed ^ (self.seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn letters(&mut self, length: usize, alphabet: &str) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..length.min(256))
            .filter_map(|_| alphabet.get((self.next() >> 33) as usize % alphabet.len().max(1)).copied())
            .collect()
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | ((low >> 48) & 0x3fff),
            low & 0xffff_ffff_ffff
        )
    }
}

/// What stands between a brace at the beginning of a text and the one that closes it.
fn inside_braces(text: &str) -> Option<&str> {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return text.get(1..at);
        }
    }
    None
}

/// `Sat, 21 Nov 2026 08:00:00 GMT`
fn http_date(time: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = time.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let day = usize::try_from(time.0.div_euclid(86_400_000).rem_euclid(7))
        .ok()
        .and_then(|day| DAYS.get(day))
        .unwrap_or(&"");
    let month =
        part(5, 7).parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"");
    format!("{day}, {} {month} {} {} GMT", part(8, 10), part(0, 4), part(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_json::TextRange;

    fn answer(resource: &str, arguments: &str, finished: bool) -> Value {
        let arguments = parse_value(arguments).expect("JSON");
        let mut filling = Filling {
            arguments: &arguments,
            account: "123456789012",
            region: "eu-west-1",
            now: Timestamp(0),
            seed: 7,
            thing: 9,
        };
        SampleShapes::built_in().answer(
            &Resource::parse(resource, TextRange::default()),
            finished,
            &mut filling,
        )
    }

    #[test]
    fn arguments_are_echoed() {
        let value =
            answer("arn:aws:states:::aws-sdk:s3:listObjectsV2", r#"{"Bucket":"b","Prefix":"in/"}"#, true);
        assert_eq!(value.get("Name"), Some(&Value::from("b")));
        let key = value
            .get("Contents")
            .and_then(Value::as_array)
            .and_then(|items| items.first())
            .and_then(|item| item.get("Key"));
        assert_eq!(key, Some(&Value::from("in/object-1.json")));
        let value = answer("arn:aws:states:::events:putEvents", r#"{"Entries":[{},{},{}]}"#, true);
        assert_eq!(value.get("Entries").and_then(Value::as_array).map(|items| items.len()), Some(3));
    }

    #[test]
    fn a_job_and_its_start_look_different() {
        let resource = "arn:aws:states:::states:startExecution.sync:2";
        let done = answer(
            resource,
            r#"{"StateMachineArn":"arn:aws:states:x:1:stateMachine:child","Input":{"a":1}}"#,
            true,
        );
        assert_eq!(to_json(done.get("Output").expect("output")), r#"{"a":1}"#);
        let started =
            answer(resource, r#"{"StateMachineArn":"arn:aws:states:x:1:stateMachine:child"}"#, false);
        assert!(
            started
                .get("ExecutionArn")
                .and_then(Value::as_str)
                .is_some_and(|arn| arn.contains(":execution:child:"))
        );
        assert!(started.get("SdkHttpMetadata").is_some() && started.get("Status").is_none());
        let text = answer("arn:aws:states:::states:startExecution.sync", r#"{"Input":{"a":1}}"#, true);
        assert_eq!(text.get("Output"), Some(&Value::from(r#"{"a":1}"#)));
    }

    #[test]
    fn a_job_has_one_id() {
        let job = "arn:aws:states:::batch:submitJob.sync";
        let (started, done) = (answer(job, "{}", false), answer(job, "{}", true));
        let id = started.get("JobId").and_then(Value::as_str).expect("id").to_owned();
        assert_eq!(done.get("JobId"), started.get("JobId"));
        assert_eq!(done.get("JobArn"), started.get("JobArn"));
        assert!(done.get("JobArn").and_then(Value::as_str).is_some_and(|arn| arn.ends_with(&id)));
        assert_ne!(
            started.get("SdkResponseMetadata").and_then(|it| it.get("RequestId")),
            Some(&Value::from(id))
        );
    }

    #[test]
    fn no_answer_is_empty() {
        for shape in SampleShapes::built_in().shapes().keys() {
            let resource = format!("arn:aws:states:::{shape}");
            let value = answer(&resource, "{}", true);
            assert!(
                value.as_object().is_some_and(|members| !members.is_empty() && !members.contains_key("+")),
                "{shape}"
            );
        }
        for unknown in [
            "aws-sdk:glue:startCrawler",
            "aws-sdk:sample:describeThings",
            "aws-sdk:sample:createThing",
            "x:y",
        ] {
            assert!(
                answer(&format!("arn:aws:states:::{unknown}"), "{}", true)
                    .as_object()
                    .is_some_and(|o| !o.is_empty())
            );
        }
        assert_eq!(
            to_json(
                &answer("arn:aws:states:::aws-sdk:secretsmanager:getSecretValue", "{}", true)
                    .get("SecretString")
                    .cloned()
                    .expect("text")
            ),
            r#""{\"username\":\"sample\",\"password\":\"sample\"}""#
        );
    }

    #[test]
    fn every_table_entry_is_read() {
        assert!(SampleShapes::built_in().shapes().len() > 200);
    }

    #[test]
    fn dates_are_those_of_http() {
        assert_eq!(http_date(Timestamp(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(Timestamp(1_795_248_000_000)), "Sat, 21 Nov 2026 08:00:00 GMT");
    }
}

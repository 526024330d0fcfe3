//! Reference paths: what they accept, read and write.

use asl_json::{Value, parse_value, to_json};
use asl_jsonpath::ReferencePath;

fn set(root: &str, path: &str, value: &str) -> Result<String, String> {
    let path = ReferencePath::parse(path).map_err(|error| error.to_string())?;
    let read = |text| parse_value(text).map_err(|error| error.to_string());
    path.set(read(root)?, read(value)?).map(|root| to_json(&root)).map_err(|error| error.message().to_owned())
}

#[test]
fn one_place_only() {
    for text in
        ["$", "$.a", "$.a.b-c[0]", "$['a b'][\"c\"]", "$.a[-1]", "$.a.['b']", "$.ledgers[0][22][315].foo"]
    {
        assert!(ReferencePath::parse(text).is_ok(), "{text}");
    }
    for text in
        ["", "a", "$.a[*]", "$..a", "$.a[0,1]", "$.a[1:]", "$.a[?(@)]", "$.a.length()", "$['a','b']", "$.*"]
    {
        assert!(ReferencePath::parse(text).is_err(), "{text}");
    }
}

#[test]
fn escaped_names() {
    let document = parse_value(r#"{"a.b":{"c":[7]},"x":{"it's":8}}"#).unwrap();
    let get = |text: &str| ReferencePath::parse(text).unwrap().get(&document).unwrap();
    assert_eq!(get(r"$.a\.b.c[0]"), Value::from(7_i64));
    assert_eq!(get(r"$.x.i\t\'s"), Value::from(8_i64));
    assert_eq!(get(r"$.x.\it's"), Value::from(8_i64));
    assert_eq!(get(r"$.x.it's"), Value::from(8_i64));
    assert_eq!(get(r"$.x.\u0069t\'s"), Value::from(8_i64));
    assert_eq!(get(r"$.\x['it\'s']"), Value::from(8_i64));
    assert_eq!(ReferencePath::parse(r"$.a\.b").unwrap().text(), r"$.a\.b");
}

#[test]
fn writing() {
    let cases = [
        (r#"{"a":1}"#, "$", "2", "2"),
        (r#"{"a":1}"#, "$.b", "2", r#"{"a":1,"b":2}"#),
        (r#"{"a":1,"b":0}"#, "$.a", "[]", r#"{"a":[],"b":0}"#),
        ("{}", "$.a.b['c d']", "null", r#"{"a":{"b":{"c d":null}}}"#),
        (r#"{"a":[1,{"b":2}]}"#, "$.a[1].c", "3", r#"{"a":[1,{"b":2,"c":3}]}"#),
        (r#"{"a":[1,2]}"#, "$.a[-1]", "3", r#"{"a":[1,3]}"#),
    ];
    for (root, path, value, expected) in cases {
        assert_eq!(set(root, path, value).as_deref(), Ok(expected), "{path}");
    }
}

#[test]
fn what_cannot_be_written() {
    assert_eq!(set("5", "$.a", "1").unwrap_err(), r#"Unable to apply step "a" to input 5"#);
    assert_eq!(
        set(r#"{"a":"x"}"#, "$.a.b", "1").unwrap_err(),
        r#"Unable to apply step "b" to input {"a":"x"}"#
    );
    assert_eq!(
        set(r#"{"a":[1]}"#, "$.a[1]", "1").unwrap_err(),
        r#"Unable to apply step "1" to input {"a":[1]}"#
    );
    assert_eq!(set("{}", "$.a.b[0]", "1").unwrap_err(), r#"Unable to apply step "0" to input {}"#);
    assert_eq!(
        set(r#"{"a":null}"#, "$.a.b", "1").unwrap_err(),
        r#"Unable to apply step "b" to input {"a":null}"#
    );
}

#[test]
fn following() {
    let document = parse_value(r#"{"discovery":{"statusCode":500,"list":[1]}}"#).unwrap();
    let follow =
        |text: &str| ReferencePath::parse(text).unwrap().follow(&document).map_err(|error| error.to_string());
    assert_eq!(follow("$.discovery.list[0]"), Ok(Value::from(1_i64)));
    assert_eq!(
        follow("$.discovery.objects"),
        Err(r#"Unable to apply step "objects" to input {"discovery":{"statusCode":500,"list":[1]}}"#
            .to_owned())
    );
}

#[test]
fn writing_copies_only_what_is_shared_and_on_the_way() {
    let root = parse_value(r#"{"a":{"b":{}},"big":[1,2,3]}"#).unwrap();
    let path = ReferencePath::parse("$.a.c").unwrap();
    let changed = path.set(root.clone(), Value::Null).unwrap();
    assert_eq!(to_json(&root), r#"{"a":{"b":{}},"big":[1,2,3]}"#);
    assert_eq!(to_json(&changed), r#"{"a":{"b":{},"c":null},"big":[1,2,3]}"#);
    let big = |value: &Value| value.get("big").and_then(Value::as_array).unwrap().address();
    assert_eq!(big(&root), big(&changed));
    drop(root);
    let before = changed.as_object().unwrap().address();
    let again = path.set(changed, Value::Bool(true)).unwrap();
    assert_eq!(again.as_object().unwrap().address(), before);
}

#[test]
fn what_was_written_is_read_and_nothing_else_changes() {
    let root = parse_value(r#"{"a":{"b":[{"c":1},2]},"d":null}"#).unwrap();
    for text in ["$", "$.a", "$.a.b", "$.a.b[0]", "$.a.b[0].c", "$.a.b[1]", "$.d", "$.e.f"] {
        let path = ReferencePath::parse(text).unwrap();
        let value = parse_value(r#"{"new":[true]}"#).unwrap();
        let written = path.set(root.clone(), value.clone()).unwrap();
        assert_eq!(path.get(&written).unwrap(), value, "{text}");
        assert_eq!(to_json(&path.set(written.clone(), value).unwrap()), to_json(&written), "{text}");
    }
}

//! Intrinsic functions as data: lines of `call -> result` on one input.
//!
//! A result is JSON, `invalid` (the function refuses its arguments), or `syntax` (no call at all).

#![expect(clippy::unwrap_used, reason = "a helper of tests may end the test")]

use asl_json::{TextRange, Value, parse_value, to_json};
use asl_jsonpath::PathError;
use asl_model::intrinsic::{CallScope, IntrinsicFunction, RandomSource, evaluate_function};
use asl_model::{DataPath, IntrinsicCall, PathRoot};

const INPUT: &str = r#"{"name":"Ada","n":3,"half":2.5,"list":[1,2,3,4,5],"empty":[],"object":{"a":1,"b":[true,null]},
"json":"{\"a\": [1, 2]}","quoted":"\"x\"","template":"n={}","null":null,"mixed":["7","true",{"a":1,"b":2}],"swapped":{"b":2,"a":1}}"#;

struct Fixed(f64);

impl RandomSource for Fixed {
    fn next_f64(&mut self) -> f64 {
        self.0
    }
}

struct Scope {
    input: Value,
    context: Value,
    random: Fixed,
}

impl Scope {
    fn new(input: &str) -> Self {
        let context = parse_value(r#"{"State":{"Name":"S"},"Execution":{"Input":{"k":[1]}}}"#).unwrap();
        Self { input: parse_value(input).unwrap(), context, random: Fixed(0.5) }
    }
}

impl CallScope for Scope {
    fn path(&mut self, path: &DataPath) -> Result<Value, PathError> {
        match &path.root {
            PathRoot::Data => path.path.evaluate(&self.input),
            PathRoot::Context => path.path.evaluate(&self.context),
            PathRoot::Variable(name) if &**name == "greeting" => {
                path.path.evaluate(&Value::object([("word", "hi".into())]))
            }
            PathRoot::Variable(_) => Err(PathError::NotFound { message: "no such variable".to_owned() }),
        }
    }

    fn data_text(&self) -> String {
        to_json(&self.input)
    }

    fn random(&mut self) -> &mut dyn RandomSource {
        &mut self.random
    }
}

fn outcome(call: &str, scope: &mut Scope) -> String {
    let Ok(call) = IntrinsicCall::parse(call, TextRange::default()) else { return "syntax".to_owned() };
    match call.evaluate(scope) {
        Ok(value) => to_json(&value),
        Err(cause) if cause.contains("Invalid arguments in States.") => "invalid".to_owned(),
        Err(cause) => cause,
    }
}

fn check(cases: &str) {
    let mut scope = Scope::new(INPUT);
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (call, expected) = line.split_once(" -> ").unwrap();
        assert_eq!(outcome(call, &mut scope), expected, "{call}");
    }
}

#[test]
fn texts_from_templates() {
    check(
        r#"
        States.Format('Hello {}', $.name) -> "Hello Ada"
        States.Format('{}|{}|{}', $.null, true, -1.5) -> "null|true|-1.5"
        States.Format('{} {}', $.object, $.list) -> "{a=1, b=[true, null]} [1, 2, 3, 4, 5]"
        States.Format('plain') -> "plain"
        States.Format($.template, 1) -> "n=1"
        States.Format('it\'s \{{}\} \\', 1) -> "it's {1} \\"
        States.Format('{}', States.StringToJson($.quoted)) -> "\"x\""
        States.Format('{}', States.JsonToString($.object)) -> "{\"a\":1,\"b\":[true,null]}"
        States.Format('{}', 10000000.0) -> "1.0E7"
        States.Format('{}') -> invalid
        States.Format('{}', 1, 2) -> invalid
        States.Format($.n) -> invalid
        States.Format() -> invalid
        "#,
    );
}

#[test]
fn json_and_its_text() {
    check(
        r#"
        States.StringToJson($.json) -> {"a":[1,2]}
        States.StringToJson('  ') -> null
        States.StringToJson('') -> null
        States.StringToJson('-0') -> 0
        States.StringToJson('undefined') -> invalid
        States.StringToJson($.n) -> invalid
        States.JsonToString($.object) -> "{\"a\":1,\"b\":[true,null]}"
        States.JsonToString('x') -> "\"x\""
        States.JsonToString(1.0) -> "1.0"
        States.JsonToString($.n, $.n) -> invalid
        States.JsonMerge($.object, $.swapped, false) -> {"a":1,"b":2}
        States.JsonMerge($.swapped, $.object, 'false') -> {"a":1,"b":[true,null]}
        States.JsonMerge($.object, $.swapped, true) -> invalid
        States.JsonMerge($.object, $.null, false) -> invalid
        States.JsonMerge($.object, $.swapped) -> invalid
        "#,
    );
}

#[test]
fn lists() {
    check(
        r#"
        States.Array() -> []
        States.Array($.name, 2020, null, States.Array(1)) -> ["Ada",2020,null,[1]]
        States.ArrayPartition($.list, 2) -> [[1,2],[3,4],[5]]
        States.ArrayPartition($.list, 2.9) -> [[1,2],[3,4],[5]]
        States.ArrayPartition($.empty, 2) -> []
        States.ArrayPartition($.list, 0.6) -> invalid
        States.ArrayPartition($.list, -1) -> invalid
        States.ArrayContains($.list, 3) -> true
        States.ArrayContains($.list, 3.0) -> false
        States.ArrayContains($.mixed, 7) -> true
        States.ArrayContains($.mixed, true) -> true
        States.ArrayContains($.mixed, $.swapped) -> false
        States.ArrayContains($.empty, null) -> false
        States.ArrayContains($.name, 'A') -> invalid
        States.ArrayRange(1, 9, 2) -> [1,3,5,7,9]
        States.ArrayRange(0, 10, 3) -> [0,3,6,9]
        States.ArrayRange(5.4, -0.6, -2.4) -> [5,3,1]
        States.ArrayRange(3, 3, -1) -> [3]
        States.ArrayRange(5, 1, 1) -> []
        States.ArrayRange(1, 2, -5) -> []
        States.ArrayRange(1, 10, 0.49) -> invalid
        States.ArrayLength(States.ArrayRange(1, 1000, 1)) -> 1000
        States.ArrayRange(1, 1001, 1) -> invalid
        States.ArrayRange(1, 'b', 1) -> invalid
        States.ArrayGetItem($.list, 1.9) -> 2
        States.ArrayGetItem($.empty, 999) -> null
        States.ArrayGetItem($.list, 5) -> invalid
        States.ArrayGetItem($.list, -1) -> invalid
        States.ArrayGetItem($.list, '1') -> invalid
        States.ArrayLength($.empty) -> 0
        States.ArrayLength($.object) -> invalid
        States.ArrayUnique(States.Array(1, 2, 3, 3, 4)) -> [1,2,3,4]
        States.ArrayUnique(States.Array(true, false, true)) -> [false,true]
        States.ArrayUnique(States.Array(States.Array(1, 2), States.Array(2, 1), States.Array(1, 2))) -> [[2,1],[1,2]]
        States.ArrayUnique(States.Array(1, '1', 1, '01')) -> [1,"1","01"]
        States.ArrayUnique(States.Array(null, 1, null)) -> [null,1]
        States.ArrayUnique($.object) -> invalid
        "#,
    );
}

#[test]
fn encodings_and_digests() {
    check(
        r#"
        States.Base64Encode('Data to encode') -> "RGF0YSB0byBlbmNvZGU="
        States.Base64Encode('') -> ""
        States.Base64Encode(1) -> invalid
        States.Base64Decode('4pyT') -> "✓"
        States.Base64Decode(' YWJjZA== ') -> "abcd"
        States.Base64Decode($.object) -> invalid
        States.Hash('input data', 'MD5') -> "812f45842bc6d66ee14572ce20db8e86"
        States.Hash('input data', 'SHA-1') -> "aaff4a450a104cd177d28d18d74485e8cae074b7"
        States.Hash('', 'SHA-256') -> "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        States.Hash(3, 'MD5') -> "eccbc87e4b5ce2fe28308fd9f2a7baf3"
        States.Hash('a', 'sha-256') -> invalid
        States.Hash('a', 'SHA-257') -> invalid
        States.Hash('a') -> invalid
        "#,
    );
}

#[test]
fn numbers() {
    check(
        r"
        States.MathAdd(111, -1) -> 110
        States.MathAdd(2.5, -1.5) -> 2
        States.MathAdd(-2.5, -1.51) -> -4
        States.MathAdd(-0.5, 0.5) -> 1
        States.MathAdd(1.49, 0.1e1) -> 2
        States.MathAdd(2147483647, 0) -> 2147483647
        States.MathAdd(2147483647, 1) -> invalid
        States.MathAdd(3000000000, 1) -> invalid
        States.MathAdd(1e309, 1) -> invalid
        States.MathAdd('1', 1) -> invalid
        States.MathAdd(null, 1) -> invalid
        States.MathRandom(1, 999) -> 500
        States.MathRandom(1.9, 3.2) -> 2
        States.MathRandom(-99999, -9999) -> -54999
        States.MathRandom(0, 100, 42) -> 30
        States.MathRandom(1, 1) -> invalid
        States.MathRandom(1.4, 1.6) -> invalid
        States.MathRandom(1, 10, 'seed') -> invalid
        States.MathRandom(1, 10, 5, 99) -> invalid
        ",
    );
}

#[test]
fn parts_of_texts() {
    check(
        r#"
        States.StringSplit('This.is+a,test=string', '.+,=') -> ["This","is","a","test","string"]
        States.StringSplit(',,,,', ',') -> []
        States.StringSplit(', , ,', ',') -> [" "," "]
        States.StringSplit('abc', '') -> ["abc"]
        States.StringSplit('', ',') -> []
        States.StringSplit(1, ',') -> invalid
        States.ArrayGetItem(States.StringSplit('a-b-c', '-'), States.MathAdd(States.ArrayLength(States.StringSplit('a-b-c', '-')), -1)) -> "c"
        States.UUID() -> "80000000-8000-4000-8000-000080000000"
        States.UUID(1) -> invalid
        "#,
    );
}

#[test]
fn paths_have_three_roots() {
    check(
        r#"
        States.Array($$.State.Name, $greeting.word, $['name']) -> ["S","hi","Ada"]
        States.Array( $$.Execution.Input.k[0] , $.list[?(@ > 4)] ) -> [1,[5]]
        States.Array($.mixed[?(@ == '),(')], $.list.length()) -> [[],5]
        States.ArrayLength($.list[*].nope) -> 0
        "#,
    );
}

#[test]
fn what_is_no_call() {
    check(
        r#"
        States.Nope(1) -> syntax
        Format('x') -> syntax
        States.Format('x' -> syntax
        States.Format ('x') -> syntax
        States.Format('x') y -> syntax
        States.Format("x") -> syntax
        States.Format('a\"b') -> syntax
        States.Format('a\nb') -> syntax
        States.Format('x\') -> syntax
        States.Array(1,) -> syntax
        States.Array(,1) -> syntax
        States.Array(1 2) -> syntax
        States.Array([1]) -> syntax
        States.Array(1.) -> syntax
        States.Array(.5) -> syntax
        States.Array(truth) -> syntax
        States.Array($.a b) -> syntax
        States.Array($.a -> syntax
        $.a -> syntax
        "#,
    );
}

#[test]
fn errors_say_where() {
    for (call, rest) in [
        ("States.Format($größe.a b)", " b)"),
        ("States.Array(1, $$.x[y])", "[y])"),
        ("States.Array(é)", "é)"),
        ("States.Array(1, Nope())", "Nope())"),
    ] {
        let error = IntrinsicCall::parse(call, TextRange::default()).unwrap_err();
        assert_eq!(&call[error.position..], rest, "{error}");
    }
}

#[test]
fn ten_calls_may_stand_in_each_other() {
    let nested = |depth: usize| format!("{}1{}", "States.Array(".repeat(depth), ")".repeat(depth));
    let parse = |text: &str| IntrinsicCall::parse(text, TextRange::default());
    assert_eq!(parse(&nested(10)).unwrap().count(), 10);
    assert!(parse(&nested(11)).is_err());
    assert!(parse(&nested(100_000)).is_err());
}

#[test]
fn causes_are_those_of_aws() {
    let mut scope = Scope::new(r#"{"other":1}"#);
    let mut cause = |call: &str| {
        IntrinsicCall::parse(call, TextRange::default()).unwrap().evaluate(&mut scope).unwrap_err()
    };
    let missing = |call: &str, path: &str| {
        format!(
            "The function '{call}' had the following error: The JsonPath argument for the field '{path}' could not be \
             found in the input '{{\"other\":1}}'"
        )
    };
    for (call, path) in [
        ("States.Format('{}',$.nope)", "$.nope"),
        ("States.Format('{}', States.Format('{}', $.nope))", "$.nope"),
        ("States.Format('{} {}', $.other, $.a.b)", "$.a.b"),
        ("States.Format('{}', $$.Nope.Deep)", "$.Nope.Deep"),
        ("States.Format('{}', $nope)", "$nope"),
    ] {
        assert_eq!(cause(call), missing(call, path));
    }
    assert_eq!(
        cause("States.Format('{}', $.other[0])"),
        "The function 'States.Format('{}', $.other[0])' had the following error: Filter: [0] can only be applied to \
         arrays. Current context is: 1"
    );
    let failed = |call: &str| format!("There was an error while evaluating the intrinsic function: {call}. ");
    for (call, tail) in [
        ("States.MathAdd($.other, 'x')", "Invalid arguments in States.MathAdd"),
        (
            "States.Format('{}')",
            "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.",
        ),
        ("States.Format('Hello {', 1)", "Invalid template in States.Format: matching '}' not found for '{'."),
        ("States.Format('}')", "Invalid template in States.Format: matching '{' not found for '}'."),
    ] {
        assert_eq!(cause(call), failed(call) + tail);
    }
}

#[test]
fn ten_thousand_characters_are_the_limit() {
    for (count, fits) in [(10_000, true), (10_001, false)] {
        let long: Value = "é".repeat(count).into();
        for (name, more) in
            [("States.Base64Encode", None), ("States.Base64Decode", None), ("States.Hash", Some("MD5"))]
        {
            let arguments: Vec<Value> = std::iter::once(long.clone()).chain(more.map(Value::from)).collect();
            assert_eq!(evaluate_function(name, &arguments, &mut Fixed(0.0)).is_ok(), fits, "{name}");
        }
    }
}

#[test]
fn no_function_makes_gigabytes_of_text() {
    let mut large: Value = "x".repeat(100_000).into();
    for _ in 0..10 {
        large = Value::array(vec![large; 10]);
    }
    let template: Value = "{}".into();
    let mut random = Fixed(0.0);
    for function in IntrinsicFunction::ALL {
        for arguments in [
            vec![large.clone()],
            vec![large.clone(), large.clone()],
            vec![template.clone(), large.clone()],
            vec![large.clone(), 1_i64.into()],
        ] {
            // Whatever the answer, it comes at once.
            let _ = evaluate_function(function.name(), &arguments, &mut random);
        }
    }
}

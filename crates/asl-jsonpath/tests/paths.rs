//! Paths and what they give, as data: a document, then lines of `path -> result`.
//!
//! A result is JSON, or `not found: MESSAGE`, `invalid`, `syntax`.

#![expect(clippy::unwrap_used, reason = "a helper of tests may end the test")]

use asl_json::{Value, parse_value, to_json};
use asl_jsonpath::{EvaluateOptions, FunctionCalls, MissingHead, PastEnd, Path, PathError, Unsupported};

const ORDER: &str = r#"{"id":"o-1","customer":{"first name":"Ann","e.mail":"a@x","tags":["gold","eu"],"note":null},
"lines":[{"sku":"A1","qty":2,"price":10.5,"tags":["x","y"]},{"sku":"B2","qty":1,"price":99,"tags":[]},
{"sku":"C3","qty":0,"price":3.25}],"grid":[[1,2],[3,4]],"a-b":4,"text":"hello","none":null,"empty":{}}"#;

fn outcome(document: &Value, path: &str, options: &EvaluateOptions) -> String {
    let Ok(path) = Path::parse(path) else { return "syntax".to_owned() };
    match path.evaluate_with(document, options) {
        Ok(value) => to_json(&value),
        Err(PathError::NotFound { message }) => format!("not found: {message}"),
        Err(PathError::Invalid { .. }) => "invalid".to_owned(),
        Err(PathError::Budget) => "budget".to_owned(),
    }
}

fn check(cases: &str, options: &EvaluateOptions) {
    let document = parse_value(ORDER).unwrap();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (path, expected) = line.split_once(" -> ").unwrap();
        assert_eq!(outcome(&document, path, options), expected, "{path}");
    }
}

fn check_aws(cases: &str) {
    check(cases, &EvaluateOptions::default());
}

#[test]
fn members_and_indexes() {
    check_aws(
        r#"
        $.id -> "o-1"
        $['id'] -> "o-1"
        $["id"] -> "o-1"
        $.a-b -> 4
        $.customer.['first name'] -> "Ann"
        $.customer['e.mail'] -> "a@x"
        $['customer']tags -> ["gold","eu"]
        $.lines[0].sku -> "A1"
        $.lines[-1].sku -> "C3"
        $.grid[1][0] -> 3
        $.none -> null
        $['id','a-b','zz'] -> {"id":"o-1","a-b":4}
        $.lines[0]['qty','sku'] -> {"qty":2,"sku":"A1"}
        "#,
    );
}

#[test]
fn names_with_backslashes_are_found_as_written_or_resolved() {
    let document = parse_value(r#"{"a\\\"b":1,"c\"d":2,"e'f":3}"#).unwrap();
    let options = EvaluateOptions::default();
    for (path, expected) in
        [(r#"$['a\"b']"#, "1"), (r#"$['c\"d']"#, "2"), (r"$['e\'f']", "3"), (r#"$..['a\"b']"#, "[1]")]
    {
        assert_eq!(outcome(&document, path, &options), expected, "{path}");
    }
}

#[test]
fn several_places() {
    check_aws(
        r#"
        $.lines[*].sku -> ["A1","B2","C3"]
        $.lines[0,2].sku -> ["A1","C3"]
        $.lines[1:].sku -> ["B2","C3"]
        $.lines[:1].sku -> ["A1"]
        $.lines[-2:].sku -> ["B2","C3"]
        $.lines[0:2].qty -> [2,1]
        $.lines[*]['sku','qty'] -> [{"sku":"A1","qty":2},{"sku":"B2","qty":1},{"sku":"C3","qty":0}]
        $..sku -> ["A1","B2","C3"]
        $..tags[0] -> ["gold","x"]
        $.customer.* -> ["Ann","a@x",["gold","eu"],null]
        $.grid..* -> [[1,2],[3,4],1,2,3,4]
        $.lines[7:] -> []
        $.lines[*].zz -> []
        "#,
    );
}

#[test]
fn filters() {
    check_aws(
        r#"
        $.lines[?(@.qty > 0)].sku -> ["A1","B2"]
        $.lines[?(@.qty>0 && @.price<50)].sku -> ["A1"]
        $.lines[?(!(@.qty > 0) || @.sku == 'B2')].sku -> ["B2","C3"]
        $.lines[?(@.tags)].sku -> ["A1","B2"]
        $.lines[?(!@.tags)].sku -> ["C3"]
        $.lines[?(@.price == 1.05e1)].sku -> ["A1"]
        $.lines[?(@.sku in ['A1', "C3"])].qty -> [2,0]
        $.lines[?(@.tags size 2)].sku -> ["A1"]
        $.lines[?(@.tags empty true)].sku -> ["B2"]
        $.lines[?(@.tags anyof ['x'])].sku -> ["A1"]
        $.lines[?(@.sku =~ /a\d/i)].sku -> ["A1"]
        $.lines[?(@.tags.length() == 2)].sku -> ["A1"]
        $.lines[?(@.sku == $.lines[1].sku)].qty -> [1]
        $.grid[?(@[0] > 1)] -> [[3,4]]
        $.lines[?(@.sku==B2)].qty -> [1]
        $.lines[?(@.tags[0] != es && @.sku != fr)].qty -> [2,1,0]
        $.lines[?(@.sku == e-1)] -> []
        $.lines[?(@.sku == B2 || @.sku == tA-1)].qty -> [1]
        $.text[?(@)] -> invalid
        "#,
    );
}

#[test]
fn functions() {
    check_aws(
        r#"
        $.lines.length() -> 3
        $.grid[0].sum() -> 3.0
        $..qty.max() -> 2.0
        $.customer.keys() -> ["first name","e.mail","tags","note"]
        $.grid.first() -> [1,2]
        $.text.length() -> null
        $.text.sum() -> invalid
        $.text.nosuch() -> invalid
        "#,
    );
    let refused = EvaluateOptions { functions: FunctionCalls::Refused, ..EvaluateOptions::default() };
    check("$.lines.length() -> invalid\n$.lines[*].length() -> invalid\n$.text -> \"hello\"", &refused);
}

#[test]
fn what_is_missing() {
    check_aws(
        r"
        $.no -> not found: No results for path: $['no']
        $.no.such.path -> not found: Missing property in path $['no']
        $.empty.x -> not found: No results for path: $['empty']['x']
        $.lines[9] -> not found: No results for path: $['lines'][9]
        $.none[0] -> not found: The path $['none'] is null
        $.empty[0] -> not found: Filter: [0] can only be applied to arrays. Current context is: {}
        $.no[*] -> []
        $.no.such[1:].x -> []
        ",
    );
    let jayway = EvaluateOptions { missing_head: MissingHead::JaywayError, ..EvaluateOptions::default() };
    check("$.no[*] -> not found: Missing property in path $['no']", &jayway);
    let template = EvaluateOptions { past_end: PastEnd::Null, ..EvaluateOptions::default() };
    check(
        "$.lines[9] -> null\n$.grid[-3] -> null\n$.no -> not found: No results for path: $['no']",
        &template,
    );
}

#[test]
fn what_is_no_path() {
    for text in
        ["", "a", "@.a", "$a", "$.", "$..", "$...a", "$.a b", "$[", "$['a'", "$['a',]", "$[1:a]", "$[]"]
    {
        assert!(Path::parse(text).is_err(), "{text}");
    }
    let error = Path::parse("$.ä[x]").unwrap_err();
    assert_eq!((error.position(), &"$.ä[x]"[error.position()..]), (4, "[x]"));
}

#[test]
fn what_aws_does_not_support() {
    let find = |text: &str| Path::parse(text).unwrap().contains_unsupported();
    assert_eq!(find("$.a[?(@.b > 1)].c"), []);
    assert_eq!(find("$.a.length()"), [Unsupported::Function { name: "length".into() }]);
    assert_eq!(
        find("$.a[?(@.b in $.c && @.d =~ /x/)]"),
        [
            Unsupported::LexicalOperator { operator: "in" },
            Unsupported::DocumentReference,
            Unsupported::RegularExpression
        ]
    );
}

#[test]
fn no_path_runs_away() {
    let wide = Value::array((0..20_000_i64).map(Value::from).collect());
    let mut deep = Value::from(1_i64);
    for _ in 0..1_000 {
        deep = Value::object([("a", deep.clone()), ("b", Value::from(1_i64))]);
    }
    let document = Value::object([("wide", wide), ("deep", deep)]);
    for path in ["$..*..*..*", "$..*..a", "$.wide[?(@ in $.wide)]", "$.wide[?($.wide contains @)]"] {
        assert!(Path::parse(path).unwrap().evaluate(&document) == Err(PathError::Budget), "{path}");
    }
    for path in ["$..*", "$..a", "$..[?(@.b)]", "$.wide[?(@ > 5)]"] {
        assert!(Path::parse(path).unwrap().evaluate(&document).is_ok(), "{path}");
    }
}

#[test]
fn long_and_nested_texts_are_read_without_recursion_or_refused() {
    let long = format!("${}", ".a".repeat(200_000));
    assert_eq!(
        outcome(&Value::empty_object(), &long, &EvaluateOptions::default()),
        "not found: Missing property in path $['a']"
    );
    for opening in ["[?(@", "[?((", "[?(!(", ".sum($", "[?(@.a==["] {
        let text = format!("${}", opening.repeat(20_000));
        assert!(Path::parse(&text).is_err());
    }
    let level = format!("[?({}@", "(".repeat(50));
    let text = format!("${}@{}", level.repeat(2), format!("{})]", ")".repeat(50)).repeat(2));
    assert!(Path::parse(&text).is_err(), "parentheses of all levels count together");
    let closed = format!("${}@{}", "[?(@.a".repeat(2_000), ")]".repeat(2_000));
    assert!(Path::parse(&closed).is_err());
}

#[test]
fn the_deepest_filter_fits_a_small_stack() {
    let work = || {
        let open = "[?(@.a".repeat(24);
        let text = format!("${open}{}", ")]".repeat(24));
        let path = Path::parse(&text).unwrap();
        let mut document = Value::array(vec![1_i64.into()]);
        for _ in 0..100 {
            document = Value::array(vec![Value::object([("a", document)])]);
        }
        assert!(path.evaluate(&document).is_ok());
        let parentheses = format!("$[?({}@{})]", "(!".repeat(30), ")".repeat(30));
        assert!(Path::parse(&parentheses).unwrap().evaluate(&document).is_ok());
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(work).unwrap().join().unwrap();
}

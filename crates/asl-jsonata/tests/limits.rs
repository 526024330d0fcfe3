//! What would not end ends with an error, on a small stack.

use asl_jsonata::{Budget, Environment, Expression, Options, Outcome};

/// The code of the error that an expression ends with, or what it gives.
fn end(text: &str, budget: Budget) -> String {
    let mut budget = budget;
    let result = Expression::parse(text, Options::default())
        .and_then(|expression| expression.evaluate(None, &Environment::default(), &mut budget));
    match result {
        Ok(Outcome::Value(value)) => value.to_string(),
        Ok(other) => format!("{other:?}"),
        Err(error) => error.code.to_owned(),
    }
}

/// Every way in which evaluation can nest in itself.
const ENDLESS: [&str; 14] = [
    "($f := function($n){ 1 + $f($n + 1) }; $f(1))",
    "($f := function($n){ $map([$n], function($x){ [$f($x + 1)] }) }; $f(1))",
    "($f := function($n){ $map([$n], function($x){ $f($x + 1) }) }; $f(1))",
    "($f := function($n){ {'a': [$n]#$i.{ 'b': $f($n + 1) }} }; $f(1))",
    "($f := function($n){ [$n]@$x.([$x]#$i{ 'b': $f($n + 1) })[$f($n)] }; $f(1))",
    "($f := function($n){ $sort([1,2], function($a, $b){ $f($n + 1) }) }; $f(1))",
    "($f := function($n){ $replace('aa', /a/, function($m){ $f($n + 1) }) }; $f(1))",
    "($f := function($n){ $n ~> |$|{'a': $f($n)}| }; $f({'b': 1}))",
    "($f := function($n){ [2,1]^($f($)) }; $f(1))",
    "($f := function($n){ $reduce([1,2], function($a, $b){ $f($n) }) }; $f(1))",
    "($f := function($n){ $n ~> $f }; $f(1))",
    "($f := function($n){ $each({'a': 1}, function($v){ $f($v) }) }; $f(1))",
    "($f := function($n){ $f($n + 1) }; $f(1))",
    "($f := function($n){ [1,2][$f($n)] }; $f(1))",
];

#[test]
fn endless_recursion_ends_on_a_stack_of_one_megabyte() {
    // Without optimisation a stack frame is several times as large.
    let stack = if cfg!(debug_assertions) { 16 << 20 } else { 1 << 20 };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(|| {
        for text in ENDLESS {
            let budget = Budget { steps: 2_000_000, ..Budget::default() };
            assert_eq!(end(text, budget), "U1001", "{text}");
            assert_eq!(end(text, Budget::step_functions()), "U1001", "{text}");
        }
    });
    thread.unwrap().join().unwrap();
}

#[test]
fn a_text_that_evaluates_itself_ends_on_a_stack_of_one_megabyte() {
    let stack = if cfg!(debug_assertions) { 16 << 20 } else { 1 << 20 };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(|| {
        let text = "($t := '$eval($t)'; $eval($t))";
        let options = Options { eval: true, ..Options::default() };
        let expression = Expression::parse(text, options).unwrap();
        let error = expression.evaluate(None, &Environment::default(), &mut Budget::default()).unwrap_err();
        assert_eq!(error.code, "D3121");
        assert!(error.message.contains("Stack overflow error"), "{}", error.message);
    });
    thread.unwrap().join().unwrap();
}

#[test]
fn text_that_nests_deeply_is_refused_on_a_stack_of_one_megabyte() {
    let stack = if cfg!(debug_assertions) { 16 << 20 } else { 1 << 20 };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(|| {
        for (open, close) in
            [("(", ")"), ("[", "]"), ("{'a':", "}"), ("-", ""), ("$f(", ")"), ("a[", "]"), ("1?", "")]
        {
            let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
            assert_eq!(end(&text, Budget::default()), "U1001");
        }
        assert_eq!(end(&vec!["1"; 100_000].join("+"), Budget::default()), "U1001");
        assert_eq!(end(&vec!["a"; 300].join("."), Budget::default()), "Undefined");
    });
    thread.unwrap().join().unwrap();
}

#[test]
fn running_out_is_the_same_each_time() {
    let text = "$map([1..1000], function($x){ $x * 2 }) ~> $sum()";
    let mut left = Vec::new();
    for _ in 0..2 {
        let mut budget = Budget::default();
        let expression = Expression::parse(text, Options::default()).unwrap();
        expression.evaluate(None, &Environment::default(), &mut budget).unwrap();
        left.push(budget.steps);
    }
    assert_eq!(left.first(), left.last());
    let short = Budget { steps: 500, ..Budget::default() };
    assert_eq!(end(text, short), "U1001");
}

#[test]
fn values_that_grow_too_large_are_refused() {
    for text in [
        "[1..873783]",
        "$pad('', 10000000)",
        "($f := function($t, $n){ $n = 0 ? $t : $f($t & $t, $n - 1) }; $f('0123456789', 40))",
        "$join($map([1..1000], function(){ $pad('x', 10000) }))",
        "$reduce([1..60], function($a, $b){ $append($a, $a) }, [1,2])",
    ] {
        assert_eq!(end(text, Budget::step_functions()), "U1001", "{text}");
    }
    assert_eq!(end("$count([1..873782])", Budget::step_functions()), "873782");
}

#[test]
fn patterns_that_backtrack_elsewhere_are_linear() {
    let text = format!("$contains('{}!', /^(a+)+$/)", "a".repeat(5000));
    assert_eq!(end(&text, Budget::default()), "false");
}

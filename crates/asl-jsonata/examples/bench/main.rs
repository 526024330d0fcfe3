//! How long six expressions take on a document of 5.8 KB, read once. Prints `name<TAB>nanoseconds` a line.
//!
//! `--cases` prints the expressions and the document as JSON: `cargo xtask bench --jsonata` gives them to the others.
#![expect(clippy::print_stdout, reason = "the figures are the result")]

use std::time::{Duration, Instant};

use asl_json::Value;
use asl_jsonata::{Budget, Environment, Expression, Options};

mod expressions;

/// Nanoseconds that a run takes: the best of many rounds within `least`, so that a busy machine disturbs little.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn time(least: Duration, mut run: impl FnMut()) -> f64 {
    (0..200).for_each(|_| run());
    let start = Instant::now();
    let mut best = f64::INFINITY;
    while start.elapsed() < least {
        let round = Instant::now();
        (0..20).for_each(|_| run());
        best = best.min(round.elapsed().as_nanos() as f64 / 20.0);
    }
    best
}

fn main() {
    let document = expressions::document();
    let only = std::env::args().nth(1).unwrap_or_default();
    if only == "--cases" {
        let expressions = expressions::EXPRESSIONS.map(|(name, text)| (name, Value::from(text)));
        let cases = Value::object([("expressions", Value::object(expressions)), ("document", document)]);
        println!("{cases}");
        return;
    }
    let environment = Environment::default();
    for (name, text) in expressions::EXPRESSIONS.into_iter().filter(|(name, _)| name.contains(&only)) {
        let Ok(expression) = Expression::parse(text, Options::default()) else { continue };
        let nanoseconds = time(Duration::from_millis(600), || {
            let result = expression.evaluate(Some(&document), &environment, &mut Budget::default());
            std::hint::black_box(&result);
        });
        println!("{name}\t{nanoseconds:.0}");
    }
}

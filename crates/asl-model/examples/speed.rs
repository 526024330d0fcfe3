//! speed
#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a program that measures: it reads the clock and prints"
)]
use std::time::Instant;
fn machine(n: usize) -> String {
    let mut s = String::from("{\"StartAt\":\"S0\",\"States\":{");
    for i in 0..n {
        if i > 0 {
            s.push(',');
        }
        let next = if i + 1 < n { format!("\"Next\":\"S{}\"", i + 1) } else { "\"End\":true".into() };
        match i % 4 {
            0 => {
                s += &format!(
                    "\"S{i}\":{{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{{\"FunctionName\":\"f\",\"Payload\":{{\"a.$\":\"$.a.b[0]\",\"b.$\":\"States.Format('x {{}}', $.c)\"}}}},\"Retry\":[{{\"ErrorEquals\":[\"Lambda.TooManyRequestsException\"],\"MaxAttempts\":3}}],\"ResultPath\":\"$.r\",{next}}}"
                )
            }
            1 => {
                s += &format!(
                    "\"S{i}\":{{\"Type\":\"Pass\",\"QueryLanguage\":\"JSONata\",\"Output\":{{\"v\":\"{{% $states.input.a + $sum($states.input.items[price > 3].price) %}}\"}},\"Assign\":{{\"x{}\":1}},{next}}}",
                    i % 7
                )
            }
            2 => {
                s += &format!(
                    "\"S{i}\":{{\"Type\":\"Choice\",\"Choices\":[{{\"Variable\":\"$.n\",\"NumericGreaterThan\":{i},\"Next\":\"S{}\"}}],\"Default\":\"S{}\"}}",
                    (i + 1) % n,
                    (i + 1) % n
                )
            }
            _ => s += &format!("\"S{i}\":{{\"Type\":\"Wait\",\"Seconds\":5,{next}}}"),
        }
    }
    s += "}}";
    s
}
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = machine(n);
    let mut best = [f64::MAX; 3];
    for _ in 0..std::env::args().nth(2).unwrap().parse().unwrap() {
        let a = Instant::now();
        let _ = asl_json::parse(&t);
        best[0] = best[0].min(a.elapsed().as_secs_f64());
        let a = Instant::now();
        let d = asl_model::parse_definition(&t);
        best[1] = best[1].min(a.elapsed().as_secs_f64());
        let _ = d;
    }
    println!(
        "{n} states {} bytes: json {:.2} ms, parse_definition {:.2} ms",
        t.len(),
        best[0] * 1e3,
        best[1] * 1e3
    );
}

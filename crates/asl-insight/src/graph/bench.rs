//! Definitions of any size for measuring the layout.

use std::fmt::Write;

/// A definition of about `states` states as text: chains of Tasks with Choices, loops, Parallel and Map states, and a
/// Catch of every second Task to one handler. The same number gives the same text.
pub fn bench_graph(states: usize) -> String {
    let count = states.max(2);
    let mut text = String::from("{\"StartAt\":\"S0\",\"States\":{");
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15 ^ count as u64;
    let mut draw = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as usize % below.max(1)
    };
    let task = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\"";
    let handler = "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Handler\"}]";
    let mut at = 0;
    while at < count - 1 {
        let next =
            if at + 1 < count - 1 { format!("\"Next\":\"S{}\"", at + 1) } else { "\"End\":true".to_owned() };
        let _ = match at % 11 {
            3 | 8 => {
                let ahead = (at + 2 + draw(5)).min(count - 2);
                let back = at.saturating_sub(1 + draw(6));
                write!(
                    text,
                    "\"S{at}\":{{\"Type\":\"Choice\",\"Choices\":[{{\"Variable\":\"$.a\",\"NumericEquals\":{at},\"Next\":\"S{ahead}\"}},\
                     {{\"Variable\":\"$.b\",\"BooleanEquals\":true,\"Next\":\"S{back}\"}}],\"Default\":\"S{}\"}},",
                    (at + 1).min(count - 2)
                )
            }
            5 if at + 4 < count - 1 => {
                let (one, two) = (at + 1, at + 2);
                let inner = |name: usize| {
                    format!("{{\"StartAt\":\"S{name}\",\"States\":{{\"S{name}\":{{{task},\"End\":true}}}}}}")
                };
                at += 2;
                write!(
                    text,
                    "\"S{}\":{{\"Type\":\"Parallel\",\"Branches\":[{},{}],\"Next\":\"S{}\"}},",
                    one - 1,
                    inner(one),
                    inner(two),
                    at + 1
                )
            }
            at_step if at_step % 2 == 0 => write!(text, "\"S{at}\":{{{task},{handler},{next}}},"),
            _ => write!(text, "\"S{at}\":{{{task},{next}}},"),
        };
        at += 1;
    }
    text.push_str("\"Handler\":{\"Type\":\"Fail\",\"Error\":\"Failed\"}}}");
    text
}

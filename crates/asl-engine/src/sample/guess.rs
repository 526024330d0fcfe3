//! A likely value for a member of which only the name is known.

use asl_json::Value;

/// Endings of names, and what stands there; the first that fits counts. `#` is the place in the list, from 1.
const BY_ENDING: &[(&str, &str)] = &[
    ("arn", "arn:aws:sample:eu-west-1:123456789012:sample/#"),
    ("bucket", "sample-bucket"),
    ("bucketname", "sample-bucket"),
    ("prefix", "sample/"),
    ("key", "sample/object-#.json"),
    ("url", "https://example.com/sample/#"),
    ("uri", "s3://sample-bucket/sample/#"),
    ("endpoint", "https://example.com/sample"),
    ("email", "person#@example.com"),
    ("address", "person#@example.com"),
    ("phone", "+15555550100"),
    ("language", "en"),
    ("languagecode", "en"),
    ("country", "DE"),
    ("currency", "EUR"),
    ("region", "eu-west-1"),
    ("account", "123456789012"),
    ("accountid", "123456789012"),
    ("date", "2026-11-21"),
    ("time", "2026-11-21T08:00:00Z"),
    ("timestamp", "2026-11-21T08:00:00Z"),
    ("at", "2026-11-21T08:00:00Z"),
    ("createdon", "2026-11-21T08:00:00Z"),
    ("status", "SUCCEEDED"),
    ("state", "SUCCEEDED"),
    ("id", "sample-id-#"),
    ("name", "sample-name-#"),
    ("type", "sample-type"),
    ("message", "This is a sample."),
    ("token", "sample-token-#"),
    ("n", "1"),
];

/// Names of numbers.
const NUMBERS: &[&str] = &[
    "count",
    "total",
    "amount",
    "price",
    "size",
    "length",
    "index",
    "seconds",
    "minutes",
    "hours",
    "days",
    "number",
    "quantity",
    "score",
    "age",
    "limit",
    "max",
    "min",
    "step",
    "duration",
    "percentage",
    "confidence",
    "balance",
    "attempts",
    "version",
    "cost",
];

/// Names of what is true or false.
const BOOLEANS: &[&str] = &[
    "bool",
    "enabled",
    "success",
    "succeeded",
    "approved",
    "valid",
    "exists",
    "available",
    "completed",
    "done",
];

/// A likely value for a member called `name`; `ordinal` is the place of the object in a list.
pub(super) fn guess(name: &str, ordinal: usize) -> Value {
    let plain: String =
        name.chars().filter(|character| character.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_question = ["is", "has", "should", "can"].iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_uppercase() || first == '_'))
    });
    if is_question || BOOLEANS.contains(&plain.as_str()) {
        return Value::Bool(true);
    }
    if NUMBERS.iter().any(|word| plain.ends_with(word)) && !plain.ends_with("id") {
        return Value::from(1);
    }
    for (ending, text) in BY_ENDING {
        let fits = if ending.len() <= 2 {
            name_ends_with_word(name, &plain, ending)
        } else {
            plain.ends_with(ending)
        };
        if fits {
            return Value::from(text.replace('#', &(ordinal + 1).to_string()));
        }
    }
    Value::from(if name.is_empty() { "sample".to_owned() } else { format!("sample {name}") })
}

/// Whether a short word is the last one of a name: `orderId`, `order_id`, `ID`, but not `paid`.
fn name_ends_with_word(name: &str, plain: &str, word: &str) -> bool {
    if plain == word {
        return true;
    }
    let Some(rest) = name.get(..name.len().saturating_sub(word.len())) else { return false };
    let Some(last) = name.get(rest.len()..) else { return false };
    plain.ends_with(word)
        && (rest.ends_with(['_', '-', ' ']) || last.starts_with(|first: char| first.is_uppercase()))
        && last.to_lowercase() == word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_stands_there() {
        assert_eq!(guess("orderId", 1), Value::from("sample-id-2"));
        assert_eq!(guess("paid", 0), Value::from("sample paid"));
        assert_eq!(guess("isValid", 0), Value::Bool(true));
        assert_eq!(guess("issue", 0), Value::from("sample issue"));
        assert_eq!(guess("itemCount", 0), Value::from(1));
        assert_eq!(
            guess("StateMachineArn", 0),
            Value::from("arn:aws:sample:eu-west-1:123456789012:sample/1")
        );
        assert_eq!(guess("", 0), Value::from("sample"));
    }
}

//! The order in which Java's hash collections give their content.
//!
//! AWS builds payloads in a `java.util.HashMap`, so the order of `.$` members is the order of its table. Which
//! buckets there are depends on how many names there are, and within a bucket the first comes first.
//!
//! Buckets of nine and more in tables of 64 and more become trees in Java, which can move one name to the front of
//! its bucket; that is not followed here.

use std::fmt::Write as _;

use asl_json::{Number, Value};
use foldhash::fast::FixedState;
use indexmap::IndexSet;

/// The order of a default `java.util.HashMap` that these names were put into one after the other, as indexes into
/// `names`. A name that comes again keeps its first place and is not given again.
pub fn java_hash_order(names: &[&str]) -> Vec<usize> {
    let mut unique = IndexSet::<&str, FixedState>::default();
    let kept: Vec<usize> =
        names.iter().enumerate().filter(|(_, name)| unique.insert(**name)).map(|(index, _)| index).collect();
    let hashes = kept.iter().map(|index| names.get(*index).map_or(0, |name| string_hash_code(name)));
    let order = HashOrder::of_map(hashes);
    order.into_iter().filter_map(|position| kept.get(position).copied()).collect()
}

/// The order of hash codes in a table.
pub(crate) struct HashOrder;

/// Buckets of a new table.
const DEFAULT_CAPACITY: usize = 16;

/// A bucket with more entries than this makes a small table grow.
const LONG_BUCKET: usize = 8;

/// Tables of at least this many buckets do not grow for a long bucket.
const LARGE_TABLE: usize = 64;

impl HashOrder {
    /// The order after putting keys of these hash codes, all different, into a new map.
    pub(crate) fn of_map(hashes: impl Iterator<Item = i32>) -> Vec<usize> {
        Self::in_table(DEFAULT_CAPACITY, hashes)
    }

    /// The order of a set that was made from a collection of `size` items, of which those with these hash codes are
    /// different.
    pub(crate) fn of_collection(size: usize, hashes: impl Iterator<Item = i32>) -> Vec<usize> {
        // Java: max(size / 0.75f + 1, 16), and from that the next power of two.
        let wanted = ((size as f32 / 0.75) as usize + 1).max(DEFAULT_CAPACITY);
        Self::in_table(wanted.next_power_of_two(), hashes)
    }

    /// Puts one after the other into a table that starts with `capacity` buckets.
    fn in_table(capacity: usize, hashes: impl Iterator<Item = i32>) -> Vec<usize> {
        let mut capacity = capacity;
        // Java mixes the upper half of a hash code into the lower one.
        let hashes: Vec<u32> = hashes.map(|hash| hash as u32 ^ (hash as u32 >> 16)).collect();
        let mut lengths = vec![0_usize; capacity];
        for (count, hash) in hashes.iter().enumerate() {
            let length = lengths.get_mut(*hash as usize & (capacity - 1));
            let is_long = length.is_some_and(|length| {
                *length += 1;
                *length > LONG_BUCKET
            });
            let grown = if is_long && capacity < LARGE_TABLE { capacity * 2 } else { capacity };
            let grown = if (count + 1) * 4 > grown * 3 { grown * 2 } else { grown };
            if grown != capacity {
                capacity = grown;
                lengths = bucket_lengths(capacity, hashes.get(..=count).unwrap_or_default());
            }
        }
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.sort_by_key(|index| hashes.get(*index).map_or(0, |hash| *hash as usize & (capacity - 1)));
        order
    }
}

fn bucket_lengths(capacity: usize, hashes: &[u32]) -> Vec<usize> {
    let mut lengths = vec![0_usize; capacity];
    for hash in hashes {
        if let Some(length) = lengths.get_mut(*hash as usize & (capacity - 1)) {
            *length += 1;
        }
    }
    lengths
}

/// `String.hashCode`.
fn string_hash_code(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into()))
}

/// `hashCode` of what Java's JSON reader makes of a value: `Integer` or `Long`, `Double`, `List`, `Map`.
///
/// Works without recursion: depth of nesting costs heap, not stack.
pub(crate) fn hash_code(value: &Value) -> i32 {
    /// A container whose children are being added up.
    struct Open<'a> {
        children: Box<dyn Iterator<Item = (Option<&'a str>, &'a Value)> + 'a>,
        /// The name of the child that is being looked at.
        name: Option<&'a str>,
        hash: i32,
    }
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = value;
    loop {
        let mut hash = match next {
            Value::Null => 0,
            Value::Bool(b) => {
                if *b {
                    1231
                } else {
                    1237
                }
            }
            Value::Number(number) => number_hash_code(*number),
            Value::String(text) => string_hash_code(text),
            Value::Array(items) => {
                open.push(Open {
                    children: Box::new(items.iter().map(|item| (None, item))),
                    name: None,
                    hash: 1,
                });
                1
            }
            Value::Object(members) => {
                let children = members.iter().map(|(name, member)| (Some(&**name), member));
                open.push(Open { children: Box::new(children), name: None, hash: 0 });
                0
            }
        };
        let mut is_child = !next.is_container();
        loop {
            let Some(container) = open.last_mut() else { return hash };
            if is_child {
                container.hash = match container.name {
                    Some(name) => container.hash.wrapping_add(string_hash_code(name) ^ hash),
                    None => container.hash.wrapping_mul(31).wrapping_add(hash),
                };
            }
            if let Some((name, child)) = container.children.next() {
                container.name = name;
                next = child;
                break;
            }
            hash = container.hash;
            open.pop();
            is_child = true;
        }
    }
}

const fn number_hash_code(number: Number) -> i32 {
    match number {
        Number::Int(int) if int >= i32::MIN as i64 && int <= i32::MAX as i64 => int as i32,
        Number::Int(int) => (int ^ ((int as u64) >> 32) as i64) as i32,
        Number::Float(float) => {
            let bits = float.to_bits();
            (bits ^ (bits >> 32)) as i32
        }
    }
}

/// A text that two values share exactly if they are equal in Java: members in any order, `1` and `1.0` apart.
///
/// Works without recursion: depth of nesting costs heap, not stack.
pub(crate) fn canonical_text(value: &Value) -> String {
    enum Part<'a> {
        Value(&'a Value),
        Name(&'a str),
        Mark(char),
    }
    let mut text = String::new();
    let mut pending = vec![Part::Value(value)];
    while let Some(part) = pending.pop() {
        match part {
            Part::Mark(mark) => text.push(mark),
            Part::Name(name) => asl_json::write::write_string(name, &mut text),
            Part::Value(Value::Array(items)) => {
                text.push('[');
                pending.push(Part::Mark(']'));
                for item in items.iter().rev() {
                    pending.extend([Part::Mark(','), Part::Value(item)]);
                }
            }
            Part::Value(Value::Object(members)) => {
                text.push('{');
                pending.push(Part::Mark('}'));
                let mut sorted: Vec<(&str, &Value)> =
                    members.iter().map(|(name, member)| (&**name, member)).collect();
                sorted.sort_unstable_by_key(|(name, _)| *name);
                for (name, member) in sorted.into_iter().rev() {
                    pending.extend([Part::Mark(','), Part::Value(member), Part::Mark(':'), Part::Name(name)]);
                }
            }
            Part::Value(Value::Number(Number::Float(float))) => {
                let _ = write!(text, "{}d", float.to_bits());
            }
            Part::Value(scalar) => text.push_str(&asl_json::to_json(scalar)),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl_json::parse_value;

    fn order<'n>(names: &[&'n str]) -> Vec<&'n str> {
        java_hash_order(names).into_iter().map(|index| names[index]).collect()
    }

    #[test]
    fn names_stand_in_the_order_of_their_buckets() {
        assert_eq!(order(&["StateMachineArn", "Input", "Name"]), ["Input", "StateMachineArn", "Name"]);
        assert_eq!(
            order(&["original_input", "iteration_input_value", "iteration_index", "from_input_constant"]),
            ["iteration_input_value", "from_input_constant", "iteration_index", "original_input"]
        );
        assert_eq!(order(&["d", "c", "b", "a"]), ["a", "b", "c", "d"]);
        assert!(order(&[]).is_empty());
    }

    #[test]
    fn in_a_bucket_the_first_comes_first() {
        // `Aa` and `BB` have the same hash code; 16 buckets put `a` (97) and `q` (113) together.
        assert_eq!(order(&["BB", "Aa"]), ["BB", "Aa"]);
        assert_eq!(order(&["q", "a"]), ["q", "a"]);
    }

    #[test]
    fn more_than_twelve_names_make_the_table_grow() {
        // With 16 buckets `q` would come right behind `a`; with 32 it has a bucket of its own.
        let names = ["q", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        assert_eq!(order(&names)[..3], ["q", "a", "b"]);
        let more = ["q", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        assert_eq!(order(&more)[..3], ["a", "b", "c"]);
        assert_eq!(order(&more)[12], "q");
    }

    #[test]
    fn a_long_bucket_makes_a_small_table_grow() {
        // Nine of these hash codes share a bucket of 16, so that the table grows to 32 although it is not full.
        let hashes: Vec<i32> = (0..9).rev().map(|n| n * 16).collect();
        let order = HashOrder::of_map(hashes.iter().copied());
        let in_order: Vec<i32> = order.into_iter().map(|index| hashes[index] / 16).collect();
        assert_eq!(in_order, [8, 6, 4, 2, 0, 7, 5, 3, 1]);
    }

    #[test]
    fn a_name_that_comes_again_counts_once() {
        assert_eq!(java_hash_order(&["b", "a", "b"]), [1, 0]);
    }

    #[test]
    fn hash_codes_are_javas() {
        let hash = |json: &str| hash_code(&parse_value(json).unwrap());
        let cases = [
            ("null", 0),
            ("true", 1231),
            ("7", 7),
            ("3000000000", -1_294_967_296),
            ("1.5", 1_073_217_536),
            ("\"hello\"", 99_162_322),
            ("[]", 1),
            ("[1,2]", 994),
            ("[[1,2],[]]", 31_776),
            ("{}", 0),
            (r#"{"a":1,"b":[2]}"#, 163),
        ];
        for (json, expected) in cases {
            assert_eq!(hash(json), expected, "{json}");
        }
    }

    #[test]
    fn canonical_texts_tell_values_apart_as_java_does() {
        let text = |json: &str| canonical_text(&parse_value(json).unwrap());
        assert_eq!(text(r#"{"a":1,"b":[null,"x"]}"#), text(r#"{"b":[null,"x"],"a":1}"#));
        assert_ne!(text("1"), text("1.0"));
        assert_ne!(text("1"), text("\"1\""));
        assert_ne!(text("[[1],2]"), text("[[1,2]]"));
    }
}

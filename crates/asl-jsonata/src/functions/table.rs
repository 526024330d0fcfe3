//! The table of built-in functions.
//!
//! Signatures and argument counts are the reference's (JSONata 2.0.6); descriptions are our own words.

use super::{
    Definition, Origin, aggregate, array, date_time, encoding, format_integer, format_number, higher_order,
    matching, numeric, object, step_functions, string,
};
use crate::Options;
use crate::error::Fault;
use crate::signature::QuickSignature;

/// A built-in function for completion, hover and signature help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionDescription {
    /// The name without its `$`.
    pub name: &'static str,
    /// Types in the reference's notation, such as `<s-nn?:s>`.
    pub signature: &'static str,
    /// The names of the parameters, separated by commas; `?` stands after those that may be left out.
    pub parameters: &'static str,
    /// What the function does, in one sentence.
    pub description: &'static str,
}

/// The functions that the options allow, in the order of the table.
pub fn functions(options: Options) -> impl Iterator<Item = FunctionDescription> {
    TABLE
        .iter()
        .filter(move |row| match row.origin {
            Origin::Core => !(options.step_functions && row.name == "random"),
            Origin::Eval => options.eval,
            Origin::StepFunctions => options.step_functions,
        })
        .map(|row| FunctionDescription {
            name: row.name,
            signature: row.signature,
            parameters: row.parameters,
            description: row.doc,
        })
}

/// What stands in for a function that is not there.
pub(super) static NOTHING: Definition = Definition {
    name: "",
    signature: "<:x>",
    quick: QuickSignature::new("<:x>"),
    arity: 0,
    parameters: "",
    origin: Origin::Core,
    implementation: |_, _, _| Err(Fault::new("T1006")),
    doc: "",
};

macro_rules! table {
    ($($origin:ident $name:literal $signature:literal $arity:literal ($parameters:literal) $implementation:path, $doc:literal;)*) => {
        pub(super) static TABLE: &[Definition] = &[$(Definition {
            name: $name,
            signature: $signature,
            quick: QuickSignature::new($signature),
            arity: $arity,
            parameters: $parameters,
            origin: Origin::$origin,
            implementation: $implementation,
            doc: $doc,
        }),*];
    };
}

table! {
    Core "sum" "<a<n>:n>" 1 ("numbers") aggregate::sum,
        "Adds the numbers of an array.";
    Core "count" "<a:n>" 1 ("array") aggregate::count,
        "Counts the items of an array; nothing counts 0.";
    Core "max" "<a<n>:n>" 1 ("numbers") aggregate::max,
        "Gives the largest number of an array.";
    Core "min" "<a<n>:n>" 1 ("numbers") aggregate::min,
        "Gives the smallest number of an array.";
    Core "average" "<a<n>:n>" 1 ("numbers") aggregate::average,
        "Gives the mean of the numbers of an array.";
    Core "string" "<x-b?:s>" 1 ("value,prettify?") string::string,
        "Makes a text of any value: JSON, except that a text stays as it is.";
    Core "substring" "<s-nn?:s>" 3 ("text,start,length?") string::substring,
        "Takes a part of a text, from a position on; negative positions count from the end.";
    Core "substringBefore" "<s-s:s>" 2 ("text,mark") string::substring_before,
        "Gives what comes before the first occurrence of a mark, or the whole text.";
    Core "substringAfter" "<s-s:s>" 2 ("text,mark") string::substring_after,
        "Gives what comes after the first occurrence of a mark, or the whole text.";
    Core "lowercase" "<s-:s>" 1 ("text") string::lowercase,
        "Makes all letters small.";
    Core "uppercase" "<s-:s>" 1 ("text") string::uppercase,
        "Makes all letters capital.";
    Core "length" "<s-:n>" 1 ("text") string::length,
        "Counts the characters of a text.";
    Core "trim" "<s-:s>" 1 ("text") string::trim,
        "Takes blanks off both ends and makes one of several in a row.";
    Core "pad" "<s-ns?:s>" 3 ("text,width,filler?") string::pad,
        "Fills a text up to a width, on the right, or on the left if the width is negative.";
    Core "match" "<s-f<s:o>n?:a<o>>" 3 ("text,pattern,limit?") matching::matches,
        "Finds the matches of a regular expression: an object with match, index and groups for each.";
    Core "contains" "<s-(sf):b>" 2 ("text,pattern") matching::contains,
        "Tells whether a text contains another one, or a match of a regular expression.";
    Core "replace" "<s-(sf)(sf)n?:s>" 4 ("text,pattern,replacement,limit?") matching::replace,
        "Replaces each occurrence of a text or match; $1 stands for the first group.";
    Core "split" "<s-(sf)n?:a<s>>" 3 ("text,separator,limit?") matching::split,
        "Cuts a text at each separator, a text or a regular expression.";
    Core "join" "<a<s>s?:s>" 2 ("texts,separator?") string::join,
        "Joins texts, with a separator between them.";
    Core "formatNumber" "<n-so?:s>" 3 ("number,picture,options?") format_number::format_number,
        "Writes a number by a picture such as #,##0.00.";
    Core "formatBase" "<n-n?:s>" 2 ("number,radix?") numeric::format_base,
        "Writes a whole number in a base from 2 to 36.";
    Core "formatInteger" "<n-s:s>" 2 ("number,picture") format_integer::format_integer,
        "Writes a whole number by a picture: digits, letters, Roman numerals or words.";
    Core "parseInteger" "<s-s:n>" 2 ("text,picture") format_integer::parse_integer,
        "Reads what formatInteger writes.";
    Core "number" "<(nsb)-:n>" 1 ("value") numeric::number,
        "Makes a number of a text or a boolean.";
    Core "floor" "<n-:n>" 1 ("number") numeric::floor,
        "Rounds down to a whole number.";
    Core "ceil" "<n-:n>" 1 ("number") numeric::ceil,
        "Rounds up to a whole number.";
    Core "round" "<n-n?:n>" 2 ("number,precision?") numeric::round,
        "Rounds to so many decimal places; from the middle to the even digit.";
    Core "abs" "<n-:n>" 1 ("number") numeric::abs,
        "Gives a number without its sign.";
    Core "sqrt" "<n-:n>" 1 ("number") numeric::sqrt,
        "Gives the square root.";
    Core "power" "<n-n:n>" 2 ("base,exponent") numeric::power,
        "Raises a number to a power.";
    Core "random" "<:n>" 0 ("") numeric::random,
        "Gives a random number from 0 up to but not including 1.";
    Core "boolean" "<x-:b>" 1 ("value") aggregate::boolean,
        "Gives the boolean that a value counts as.";
    Core "not" "<x-:b>" 1 ("value") aggregate::not,
        "Gives the opposite of the boolean that a value counts as.";
    Core "map" "<af>" 2 ("array,function") higher_order::map,
        "Gives the result of a function for each item.";
    Core "zip" "<a+>" 0 ("arrays") array::zip,
        "Puts the first items of several arrays together, then the second ones, and so on.";
    Core "filter" "<af>" 2 ("array,function") higher_order::filter,
        "Keeps the items for which a function gives true.";
    Core "single" "<af?>" 2 ("array,function?") higher_order::single,
        "Gives the only item for which a function gives true; an error if there is not exactly one.";
    Core "reduce" "<afj?:j>" 3 ("array,function,initial?") higher_order::reduce,
        "Combines the items of an array one by one with a function of two arguments.";
    Core "sift" "<o-f?:o>" 2 ("object,function") higher_order::sift,
        "Keeps the members of an object for which a function gives true.";
    Core "keys" "<x-:a<s>>" 1 ("object") object::keys,
        "Lists the names of the members of an object.";
    Core "lookup" "<x-s:x>" 2 ("object,key") object::lookup,
        "Gives the member of that name.";
    Core "append" "<xx:a>" 2 ("first,second") array::append,
        "Joins two arrays or values.";
    Core "exists" "<x:b>" 1 ("value") aggregate::exists,
        "Tells whether there is a value.";
    Core "spread" "<x-:a<o>>" 1 ("object") object::spread,
        "Makes an object of one member out of each member.";
    Core "merge" "<a<o>:o>" 1 ("objects") object::merge,
        "Puts the members of several objects into one; later ones win.";
    Core "reverse" "<a:a>" 1 ("array") array::reverse,
        "Turns the order of the items around.";
    Core "each" "<o-f:a>" 2 ("object,function") higher_order::each,
        "Gives the result of a function for each member.";
    Core "error" "<s?:x>" 1 ("message?") aggregate::error,
        "Ends the evaluation with an error of that message.";
    Core "assert" "<bs?:x>" 2 ("condition,message?") aggregate::assert,
        "Ends the evaluation with an error if the condition is not true.";
    Core "type" "<x:s>" 1 ("value") aggregate::type_name,
        "Names the type of a value: null, number, string, boolean, array, object or function.";
    Core "sort" "<af?:a>" 2 ("array,after?") higher_order::sort,
        "Sorts texts or numbers, or anything by a function that tells whether the first of two comes after the second.";
    Core "shuffle" "<a:a>" 1 ("array") array::shuffle,
        "Puts the items into a random order.";
    Core "distinct" "<x:x>" 1 ("array") array::distinct,
        "Leaves out items that have come before.";
    Core "base64encode" "<s-:s>" 1 ("text") encoding::base64_encode,
        "Encodes a text in Base64.";
    Core "base64decode" "<s-:s>" 1 ("text") encoding::base64_decode,
        "Decodes a text from Base64.";
    Core "encodeUrlComponent" "<s-:s>" 1 ("text") encoding::encode_url_component,
        "Encodes a text as a part of a URL.";
    Core "encodeUrl" "<s-:s>" 1 ("text") encoding::encode_url,
        "Encodes what may not stand in a URL.";
    Core "decodeUrlComponent" "<s-:s>" 1 ("text") encoding::decode_url_component,
        "Decodes a part of a URL.";
    Core "decodeUrl" "<s-:s>" 1 ("text") encoding::decode_url,
        "Decodes a URL.";
    Eval "eval" "<sx?:x>" 2 ("text,context?") object::eval,
        "Evaluates a text as an expression.";
    Core "toMillis" "<s-s?:n>" 2 ("timestamp,picture?") date_time::to_millis,
        "Reads a timestamp, ISO 8601 or by a picture, as milliseconds since 1970.";
    Core "fromMillis" "<n-s?s?:s>" 3 ("millis,picture?,timezone?") date_time::from_millis,
        "Writes milliseconds since 1970 as a timestamp, ISO 8601 or by a picture.";
    Core "clone" "<(oa)-:o>" 1 ("value") object::clone,
        "Copies a value.";
    Core "now" "<s?s?:s>" 2 ("picture?,timezone?") date_time::now,
        "Gives the time as a timestamp; it stays the same while an expression is evaluated.";
    Core "millis" "<:n>" 0 ("") date_time::millis,
        "Gives the time as milliseconds since 1970.";
    StepFunctions "partition" "<an?:a>" 2 ("array,size") step_functions::partition,
        "Cuts an array into arrays of that size.";
    StepFunctions "range" "<nnn?:a>" 3 ("first,last,step") step_functions::range,
        "Lists whole numbers from the first to the last, so many apart.";
    StepFunctions "hash" "<ss?:s>" 2 ("text,algorithm") step_functions::hash,
        "Gives the hash of a text in hexadecimal: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.";
    StepFunctions "random" "<n?:n>" 1 ("seed?") step_functions::random,
        "Gives a random number from 0 up to but not including 1; the same one for the same seed.";
    StepFunctions "uuid" "<:s>" 0 ("") step_functions::uuid,
        "Gives a random UUID of version 4.";
    StepFunctions "parse" "<s:x>" 1 ("text") object::parse,
        "Reads JSON.";
}

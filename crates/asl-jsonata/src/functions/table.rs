//! The table of built-in functions.
//!
//! Signatures and argument counts are the reference's (JSONata 2.0.6). What each does, in words, is the page's to say.

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
};

macro_rules! table {
    ($($origin:ident $name:literal $signature:literal $arity:literal ($parameters:literal) $implementation:path;)*) => {
        pub(super) static TABLE: &[Definition] = &[$(Definition {
            name: $name,
            signature: $signature,
            quick: QuickSignature::new($signature),
            arity: $arity,
            parameters: $parameters,
            origin: Origin::$origin,
            implementation: $implementation,
        }),*];
    };
}

table! {
    Core "sum" "<a<n>:n>" 1 ("numbers") aggregate::sum;
    Core "count" "<a:n>" 1 ("array") aggregate::count;
    Core "max" "<a<n>:n>" 1 ("numbers") aggregate::max;
    Core "min" "<a<n>:n>" 1 ("numbers") aggregate::min;
    Core "average" "<a<n>:n>" 1 ("numbers") aggregate::average;
    Core "string" "<x-b?:s>" 1 ("value,prettify?") string::string;
    Core "substring" "<s-nn?:s>" 3 ("text,start,length?") string::substring;
    Core "substringBefore" "<s-s:s>" 2 ("text,mark") string::substring_before;
    Core "substringAfter" "<s-s:s>" 2 ("text,mark") string::substring_after;
    Core "lowercase" "<s-:s>" 1 ("text") string::lowercase;
    Core "uppercase" "<s-:s>" 1 ("text") string::uppercase;
    Core "length" "<s-:n>" 1 ("text") string::length;
    Core "trim" "<s-:s>" 1 ("text") string::trim;
    Core "pad" "<s-ns?:s>" 3 ("text,width,filler?") string::pad;
    Core "match" "<s-f<s:o>n?:a<o>>" 3 ("text,pattern,limit?") matching::matches;
    Core "contains" "<s-(sf):b>" 2 ("text,pattern") matching::contains;
    Core "replace" "<s-(sf)(sf)n?:s>" 4 ("text,pattern,replacement,limit?") matching::replace;
    Core "split" "<s-(sf)n?:a<s>>" 3 ("text,separator,limit?") matching::split;
    Core "join" "<a<s>s?:s>" 2 ("texts,separator?") string::join;
    Core "formatNumber" "<n-so?:s>" 3 ("number,picture,options?") format_number::format_number;
    Core "formatBase" "<n-n?:s>" 2 ("number,radix?") numeric::format_base;
    Core "formatInteger" "<n-s:s>" 2 ("number,picture") format_integer::format_integer;
    Core "parseInteger" "<s-s:n>" 2 ("text,picture") format_integer::parse_integer;
    Core "number" "<(nsb)-:n>" 1 ("value") numeric::number;
    Core "floor" "<n-:n>" 1 ("number") numeric::floor;
    Core "ceil" "<n-:n>" 1 ("number") numeric::ceil;
    Core "round" "<n-n?:n>" 2 ("number,precision?") numeric::round;
    Core "abs" "<n-:n>" 1 ("number") numeric::abs;
    Core "sqrt" "<n-:n>" 1 ("number") numeric::sqrt;
    Core "power" "<n-n:n>" 2 ("base,exponent") numeric::power;
    Core "random" "<:n>" 0 ("") numeric::random;
    Core "boolean" "<x-:b>" 1 ("value") aggregate::boolean;
    Core "not" "<x-:b>" 1 ("value") aggregate::not;
    Core "map" "<af>" 2 ("array,function") higher_order::map;
    Core "zip" "<a+>" 0 ("arrays") array::zip;
    Core "filter" "<af>" 2 ("array,function") higher_order::filter;
    Core "single" "<af?>" 2 ("array,function?") higher_order::single;
    Core "reduce" "<afj?:j>" 3 ("array,function,initial?") higher_order::reduce;
    Core "sift" "<o-f?:o>" 2 ("object,function") higher_order::sift;
    Core "keys" "<x-:a<s>>" 1 ("object") object::keys;
    Core "lookup" "<x-s:x>" 2 ("object,key") object::lookup;
    Core "append" "<xx:a>" 2 ("first,second") array::append;
    Core "exists" "<x:b>" 1 ("value") aggregate::exists;
    Core "spread" "<x-:a<o>>" 1 ("object") object::spread;
    Core "merge" "<a<o>:o>" 1 ("objects") object::merge;
    Core "reverse" "<a:a>" 1 ("array") array::reverse;
    Core "each" "<o-f:a>" 2 ("object,function") higher_order::each;
    Core "error" "<s?:x>" 1 ("message?") aggregate::error;
    Core "assert" "<bs?:x>" 2 ("condition,message?") aggregate::assert;
    Core "type" "<x:s>" 1 ("value") aggregate::type_name;
    Core "sort" "<af?:a>" 2 ("array,after?") higher_order::sort;
    Core "shuffle" "<a:a>" 1 ("array") array::shuffle;
    Core "distinct" "<x:x>" 1 ("array") array::distinct;
    Core "base64encode" "<s-:s>" 1 ("text") encoding::base64_encode;
    Core "base64decode" "<s-:s>" 1 ("text") encoding::base64_decode;
    Core "encodeUrlComponent" "<s-:s>" 1 ("text") encoding::encode_url_component;
    Core "encodeUrl" "<s-:s>" 1 ("text") encoding::encode_url;
    Core "decodeUrlComponent" "<s-:s>" 1 ("text") encoding::decode_url_component;
    Core "decodeUrl" "<s-:s>" 1 ("text") encoding::decode_url;
    Eval "eval" "<sx?:x>" 2 ("text,context?") object::eval;
    Core "toMillis" "<s-s?:n>" 2 ("timestamp,picture?") date_time::to_millis;
    Core "fromMillis" "<n-s?s?:s>" 3 ("millis,picture?,timezone?") date_time::from_millis;
    Core "clone" "<(oa)-:o>" 1 ("value") object::clone;
    Core "now" "<s?s?:s>" 2 ("picture?,timezone?") date_time::now;
    Core "millis" "<:n>" 0 ("") date_time::millis;
    StepFunctions "partition" "<x?n?:a>" 2 ("array,size?") step_functions::partition;
    StepFunctions "range" "<nnn?:a>" 3 ("first,last,step") step_functions::range;
    StepFunctions "hash" "<ss?:s>" 2 ("text,algorithm") step_functions::hash;
    StepFunctions "random" "<n?:n>" 1 ("seed?") step_functions::random;
    StepFunctions "uuid" "<:s>" 0 ("") step_functions::uuid;
    StepFunctions "parse" "<s?:x>" 1 ("text") object::parse;
}

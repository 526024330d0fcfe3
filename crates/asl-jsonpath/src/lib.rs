//! JSONPath with Jayway's semantics on shared JSON values.

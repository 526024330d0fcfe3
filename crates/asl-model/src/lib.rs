//! The Amazon States Language as a typed tree with ranges and diagnostics.

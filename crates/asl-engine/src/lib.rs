//! A deterministic interpreter of the Amazon States Language that does no I/O and writes AWS's execution history.
